#pragma once
#include "pages/packs/sheetref.h"

#include <uikit/themed.h>

#include <QTableView>
#include <QTimer>

namespace zc::client {

// The table an author types in, like a sheet of any spreadsheet program: arrows move, typing or Enter edits, Enter goes down,
// Tab goes right, Delete empties, copy and paste speak to other programs. Marks of the check are a wash with a corner, and
// words in the tool tip. Reads SheetModel's roles; works over any model.
class SheetTable : public uikit::Themed<QTableView> {
    Q_OBJECT
public:
    explicit SheetTable(QWidget *parent = nullptr);
    void setModel(QAbstractItemModel *model) override;

    void goTo(int row, int column);
    bool isEditing() const { return state() == EditingState; }
    void finishEditing();                                        // takes what stands in an open cell
    // How much wider than it asks for the person made each column (1 = as it asks); one for each column, else all are 1.
    void setColumnFactors(const QList<double> &factors);
    QList<double> columnFactors() const;
    QString copyText() const;                                    // of the selection: tabs and line feeds
    QModelIndexList chosen() const { return selectedIndexes(); }

Q_SIGNALS:
    void cellsTyped(const QList<QPair<QPoint, QString>> &cells); // paste and delete; x = column, y = row
    void currentMoved(int row, int column);
    void columnOpened(int column);                               // its title wants another text
    void columnsDragged();                                       // columnFactors() are new

protected:
    void applyTheme() override;
    void keyPressEvent(QKeyEvent *event) override;
    void closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void layColumns();
    void paste(const QString &text);
    void clearChosen();
    QList<double> m_factors;
    QTimer m_dragged;                                            // a drag is many steps
    bool m_laying = false;
    SheetRef m_left;                                             // where somebody was before a reset
    QPoint m_leftAt{-1, -1};
};

} // namespace zc::client
