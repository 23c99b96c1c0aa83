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
    // Where a data row stands, in pixels below the upper edge of the rows in sight; scrollToY() brings it back there after others
    // came or went. firstRowInSight() is -1 without rows.
    int yOf(int row) const;
    int firstRowInSight() const;
    void scrollToY(int row, int y);
    void setColumnShown(int column, bool shown);            // the others share its room
    // How much wider than it asks for the person made each column (1 = as it asks); one for each column, else all are 1.
    // Kept through zoom and another width of the window.
    void setColumnFactors(const QList<double> &factors);
    QList<double> columnFactors() const { return m_factors; }

Q_SIGNALS:
    void rowChosen(int row);            // the current row changed; -1 when none is left
    void rowOpened(int row);
    void columnsDragged();              // columnFactors() are new

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
    void columnResized(int column, int before, int now);
    GroupedModel *m_model = nullptr;
    QList<double> m_factors;
    bool m_laying = false;
};

} // namespace zc::uikit
