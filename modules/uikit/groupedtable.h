#pragma once
#include <uikit/groupedmodel.h>
#include <uikit/themed.h>

#include <QTableView>

namespace zc::uikit {

// A table over a GroupedModel: quiet headings, one hairline a row, numbers at the right, a coloured square before the words
// that need one. Up, Down, Page, Home and End pass over headings; Enter or a double click opens. GUI thread.
class GroupedTable : public Themed<QTableView> {
    Q_OBJECT
public:
    explicit GroupedTable(QWidget *parent = nullptr);
    void setModel(QAbstractItemModel *model) override;      // a GroupedModel; not owned
    GroupedModel *grouped() const { return m_model; }
    int currentRow() const;                                 // data row, -1 for none
    void setCurrentRow(int row);

Q_SIGNALS:
    void rowChosen(int row);            // the current row changed; -1 when none is left
    void rowOpened(int row);

protected:
    void applyTheme() override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void layRows();
    void layColumns();
    GroupedModel *m_model = nullptr;
};

} // namespace zc::uikit
