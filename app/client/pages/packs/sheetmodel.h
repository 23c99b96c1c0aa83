#pragma once
#include "pages/packs/packdocument.h"

#include <uikit/tokens.h>

#include <QAbstractTableModel>
#include <QHash>

namespace zc::client {

// What the check found in one cell, for the table.
struct CellMark {
    uikit::Tone tone = uikit::Tone::Bad;
    QString words;
};

// One sheet of the document for a table view: every cell is read from the pack when it is painted, none is copied. GUI thread.
class SheetModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { ToneRole = Qt::UserRole + 1, PartRole, ChoicesRole };

    explicit SheetModel(PackDocument &document, QObject *parent = nullptr);
    void setSheet(const SheetRef &sheet);
    const SheetRef &sheet() const { return m_grid.sheet(); }

    // By cell; row −1 never occurs here. A mark on a whole row stands under column −1.
    void setMarks(const QHash<QPair<int, int>, CellMark> &marks);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    const QList<SheetColumn> &columns() const { return m_columns; }

private:
    void refresh();
    const CellMark *markAt(int row, int column) const;

    PackDocument &m_document;
    SheetGrid m_grid;
    QList<SheetColumn> m_columns;
    QHash<QPair<int, int>, CellMark> m_marks;
};

} // namespace zc::client
