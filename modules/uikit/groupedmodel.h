#pragma once
#include <uikit/tokens.h>

#include <QAbstractTableModel>
#include <QList>

namespace zc::uikit {

// Rows of a table under group headings (已超期 1, 今天到期 2 …). A subclass answers cells lazily, so 100,000 rows cost nothing
// until they are seen. "Row" below counts data rows through all groups from 0; "view row" also counts the headings.
class GroupedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Column {
        QString title;
        bool number = false;        // aligned right
        qreal steps = 25;           // width the column asks for, in grid steps; what is over is shared in proportion
    };
    struct Group {
        QString title;              // empty: its rows stand without a heading
        int count = 0;
    };
    enum Role { LampRole = Qt::UserRole + 1, MutedRole };   // LampRole: int(Tone) of the square before the words; MutedRole: bool

    using QAbstractTableModel::QAbstractTableModel;

    void setColumns(const QList<Column> &columns);
    const QList<Column> &columns() const { return m_columns; }
    void setGroups(const QList<Group> &groups);     // resets the model; the rows behind it may have changed entirely
    void rowChanged(int row);

    int dataRows() const { return m_dataRows; }
    int rowAt(int viewRow) const;                   // -1 for a heading or outside
    int viewRowOf(int row) const;                   // -1 outside
    bool isHeading(int viewRow) const;
    QList<int> headings() const;                    // view rows

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

protected:
    virtual QVariant cell(int row, int column, int role) const = 0;     // DisplayRole, LampRole, MutedRole, ToolTipRole

private:
    struct Span {
        int viewStart;
        int rowStart;
        int count;
        bool heading;
        QString title;
    };
    const Span *spanAt(int viewRow) const;
    QList<Column> m_columns;
    QList<Span> m_spans;
    int m_dataRows = 0;
    int m_viewRows = 0;
};

} // namespace zc::uikit
