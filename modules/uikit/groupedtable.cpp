#include <uikit/groupedtable.h>

#include "internal/groupeddelegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace zc::uikit {

GroupedTable::GroupedTable(QWidget *parent) : Themed<QTableView>(parent)
{
    setItemDelegate(new GroupedDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);         // Tab leaves the table; the arrows move inside
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, &GroupedTable::columnResized);
    horizontalHeader()->setFocusPolicy(Qt::NoFocus);
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
        if (m_model && m_model->rowAt(index.row()) >= 0)
            Q_EMIT rowOpened(m_model->rowAt(index.row()));
    });
    GroupedTable::applyTheme();
}

void GroupedTable::setModel(QAbstractItemModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = qobject_cast<GroupedModel *>(model);
    Q_ASSERT_X(m_model || !model, "GroupedTable", "needs a GroupedModel");
    QTableView::setModel(model);
    if (m_model) {
        connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
            layRows();
            layColumns();
        });
        connect(m_model, &QAbstractItemModel::rowsInserted, this, &GroupedTable::layRows);
        connect(m_model, &QAbstractItemModel::rowsRemoved, this, &GroupedTable::layRows);
    }
    layRows();
    layColumns();
}

int GroupedTable::currentRow() const { return m_model && currentIndex().isValid() ? m_model->rowAt(currentIndex().row()) : -1; }

void GroupedTable::setCurrentRow(int row)
{
    const int viewRow = m_model ? m_model->viewRowOf(row) : -1;
    setCurrentIndex(viewRow < 0 ? QModelIndex() : m_model->index(viewRow, 0));
}

int GroupedTable::yOf(int row) const { return m_model ? rowViewportPosition(m_model->viewRowOf(row)) : -1; }

int GroupedTable::firstRowInSight() const
{
    if (!m_model || m_model->dataRows() == 0)
        return -1;
    const int viewRow = std::max(0, rowAt(0));
    const int row = m_model->rowAt(viewRow);
    return row >= 0 ? row : m_model->rowAt(viewRow + 1);        // below its heading
}

void GroupedTable::scrollToY(int row, int y)
{
    executeDelayedItemsLayout();                                // the scroll bar does not yet know of new rows
    verticalScrollBar()->setValue(verticalScrollBar()->value() + yOf(row) - y);
}

void GroupedTable::applyTheme()
{
    horizontalHeader()->setFixedHeight(theme().rowHeight() + theme().px(Metric::Hairline));
    horizontalHeader()->setMinimumSectionSize(theme().space(8));
    layRows();
    layColumns();
}

void GroupedTable::layRows()
{
    clearSpans();
    QHeaderView *rows = verticalHeader();
    rows->setMinimumSectionSize(1);
    rows->setDefaultSectionSize(theme().tableRowHeight());
    if (!m_model)
        return;
    const int heading = std::max(theme().px(Metric::GroupRow), theme().lineHeight(Type::Caption) + theme().space(1));
    const QList<int> headings = m_model->headings();
    for (const int row : headings) {
        rows->resizeSection(row, heading);
        if (m_model->columnCount() > 1)
            setSpan(row, 0, 1, m_model->columnCount());
    }
}

// Every column gets the width it asks for; what is over or a little short is shared in proportion. Much too narrow: the table scrolls sideways.
void GroupedTable::layColumns()
{
    if (!m_model || m_model->columns().isEmpty())
        return;
    m_laying = true;
    const auto wanted = [this](int column) {
        const qreal factor = m_factors.size() == m_model->columns().size() ? m_factors[column] : 1;
        return isColumnHidden(column) ? 0 : theme().space(m_model->columns()[column].steps) * factor;
    };
    const int last = int(m_model->columns().size()) - 1;
    qreal asked = 0;
    for (int i = 0; i <= last; ++i)
        asked += wanted(i);
    const qreal share = std::max(0.8, viewport()->width() / asked);
    int left = viewport()->width();
    int lastShown = last;
    while (lastShown > 0 && isColumnHidden(lastShown))
        --lastShown;
    for (int i = 0; i <= lastShown; ++i) {
        if (isColumnHidden(i))
            continue;
        int width = int(wanted(i) * share);
        if (i == lastShown)
            width = std::max(width, left);
        horizontalHeader()->resizeSection(i, width);
        left -= width;
    }
    m_laying = false;
}

// A dragged border moves between its two columns; all others stay where they are, and the table as wide as its window.
void GroupedTable::columnResized(int column, int before, int now)
{
    if (m_laying || !m_model || now == 0 || before == 0)
        return;
    int next = column + 1;
    while (next < m_model->columns().size() && isColumnHidden(next))
        ++next;
    const int least = horizontalHeader()->minimumSectionSize();
    m_laying = true;
    if (next < m_model->columns().size()) {
        const int given = std::clamp(now - before, least - before, columnWidth(next) - least);
        horizontalHeader()->resizeSection(column, before + given);
        horizontalHeader()->resizeSection(next, columnWidth(next) - given);
    } else {
        horizontalHeader()->resizeSection(column, before);
    }
    m_laying = false;
    QList<double> factors;
    for (int i = 0; i < m_model->columns().size(); ++i) {
        const double old = m_factors.size() == m_model->columns().size() ? m_factors[i] : 1;
        const int asked = theme().space(m_model->columns()[i].steps);
        factors << (isColumnHidden(i) || asked <= 0 ? old : double(columnWidth(i)) / asked);
    }
    m_factors = factors;
    Q_EMIT columnsDragged();
}

void GroupedTable::setColumnShown(int column, bool shown)
{
    if (isColumnHidden(column) != shown)
        return;
    m_laying = true;
    setColumnHidden(column, !shown);
    m_laying = false;
    layColumns();
}

void GroupedTable::setColumnFactors(const QList<double> &factors)
{
    const bool sound = std::all_of(factors.cbegin(), factors.cend(), [](double factor) { return factor > 0.1 && factor < 10; });
    m_factors = sound ? factors : QList<double>();
    layColumns();
}

void GroupedTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    layColumns();
}

void GroupedTable::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !(event->modifiers() & ~Qt::KeypadModifier) && currentRow() >= 0) {
        Q_EMIT rowOpened(currentRow());
        return;
    }
    QTableView::keyPressEvent(event);
}

void GroupedTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    if (m_model && currentRow() < 0 && m_model->dataRows() > 0 && event->reason() != Qt::MouseFocusReason)
        setCurrentRow(0);
}

QModelIndex GroupedTable::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (!m_model || m_model->dataRows() == 0)
        return {};
    const int now = currentRow();
    const int page = std::max(1, viewport()->height() / theme().tableRowHeight() - 1);
    int next = now;
    switch (action) {
    case MoveUp:
    case MovePrevious: next = now - 1; break;
    case MoveDown:
    case MoveNext: next = now + 1; break;
    case MovePageUp: next = now - page; break;
    case MovePageDown: next = now + page; break;
    case MoveHome: next = 0; break;
    case MoveEnd: next = m_model->dataRows() - 1; break;
    default: break;
    }
    next = std::clamp(next, 0, m_model->dataRows() - 1);
    if (next == 0)
        verticalScrollBar()->setValue(0);       // shows the first heading as well
    return m_model->index(m_model->viewRowOf(next), std::max(0, currentIndex().column()));
}

void GroupedTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (m_model && current.row() != previous.row())
        Q_EMIT rowChosen(current.isValid() ? m_model->rowAt(current.row()) : -1);
}

} // namespace zc::uikit
