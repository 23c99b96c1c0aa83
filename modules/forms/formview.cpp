#include <forms/formmodel.h>
#include <forms/formview.h>

#include "internal/fieldrow.h"
#include "internal/problembar.h"

#include <uikit/label.h>

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QVBoxLayout>

using zc::uikit::Metric;

namespace zc::forms {

namespace {

// A heading and a grid of rows.
class Group : public QWidget {
public:
    Group(const QString &title, QWidget *parent) : QWidget(parent), heading(new uikit::Label(title, uikit::Type::BodyStrong)), grid(new QGridLayout)
    {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins({});
        column->addWidget(heading);
        column->addLayout(grid);
        heading->setVisible(!title.isEmpty());
    }
    uikit::Label *heading;
    QGridLayout *grid;
    QList<FieldRow *> rows;
};

} // namespace

FormView::FormView(FormModel &model, QWidget *parent)
    : Themed<QWidget>(parent), m_model(model), m_column(new QVBoxLayout(this)), m_problems(new ProblemBar)
{
    m_column->setContentsMargins({});
    m_column->addWidget(m_problems);
    m_column->addStretch();
    connect(m_problems, &ProblemBar::chosen, this, [this](const QString &path) { focusField(path); });
    connect(&m_model, &FormModel::fieldsChanged, this, &FormView::rebuild);
    connect(&m_model, &FormModel::fieldChanged, this, [this] { arrange(); });
    rebuild();
}

void FormView::rebuild()
{
    const QString path = focusedPath();
    const int cursor = cursorPosition();
    qDeleteAll(m_groups);
    m_groups.clear();
    m_rows.clear();
    QHash<QString, Group *> groups;
    const QList<FieldModel *> fields = m_model.fields();
    for (FieldModel *field : fields) {
        Group *&group = groups[field->spec().group];
        if (!group) {
            group = new Group(field->spec().group, this);
            m_column->insertWidget(m_column->count() - 1, group);
            m_groups << group;
        }
        auto *row = new FieldRow(*field, group);
        group->rows << row;
        m_rows << row;
        connect(row, &FieldRow::goOn, this, [this, row] { goOn(row); });
        connect(row, &FieldRow::focused, this, [this, row] {
            bringIntoView(row);
            Q_EMIT focusMoved(row->model().spec().path, row->cursor());
        });
        connect(row, &FieldRow::cursorMoved, this, [this, row] {
            if (row->editor()->hasFocus())
                Q_EMIT focusMoved(row->model().spec().path, row->cursor());
        });
    }
    // Reading order across groups: the rows of a group stand together even where the list mixes them.
    m_rows.clear();
    for (QWidget *group : std::as_const(m_groups))
        m_rows << static_cast<Group *>(group)->rows;
    m_columns = 0;
    applyTheme();
    if (!path.isEmpty())
        focusField(path, cursor);
}

void FormView::applyTheme()
{
    m_column->setSpacing(theme().space(5));
    const int ring = theme().px(Metric::FocusOffset) + theme().px(Metric::FocusWidth);      // a scroll area must not cut the focus ring
    m_column->setContentsMargins(ring, ring, ring, ring);
    for (QWidget *widget : std::as_const(m_groups)) {
        auto *group = static_cast<Group *>(widget);
        group->layout()->setSpacing(theme().space(3));
        group->grid->setHorizontalSpacing(theme().space(5));
        group->grid->setVerticalSpacing(theme().space(4));
    }
    m_columns = 0;
    arrange();
}

void FormView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

// Two columns where both keep a useful width. Rows that are not shown leave no hole; long texts take the whole width.
void FormView::arrange()
{
    const int columns = width() >= 2 * theme().px(Metric::FieldColumn) + theme().space(5) ? 2 : 1;
    bool moved = columns != m_columns;
    for (FieldRow *row : std::as_const(m_rows))
        moved = moved || row->isHidden() == row->model().isShown();
    const QList<FormModel::Problem> problems = m_model.problems();
    const QList<FieldModel *> fields = m_model.fields();
    m_problems->setProblems(problems, std::any_of(fields.cbegin(), fields.cend(), [](const FieldModel *f) { return f->isShown() && !f->error().isEmpty(); }));
    if (!moved)
        return;
    m_columns = columns;
    QWidget *before = nullptr;
    for (QWidget *widget : std::as_const(m_groups)) {
        auto *group = static_cast<Group *>(widget);
        int line = 0, column = 0, shown = 0;
        for (FieldRow *row : std::as_const(group->rows)) {
            group->grid->removeWidget(row);
            row->setVisible(row->model().isShown());
            if (!row->model().isShown())
                continue;
            ++shown;
            const bool wide = row->model().spec().kind == FieldKind::LongText;
            if (wide && column > 0) {
                ++line;
                column = 0;
            }
            group->grid->addWidget(row, line, column, 1, wide ? columns : 1, Qt::AlignTop);
            column += wide ? columns : 1;
            if (column >= columns) {
                ++line;
                column = 0;
            }
            if (before)
                setTabOrder(before, row->editor());
            before = row->editor();
        }
        for (int i = 0; i < 2; ++i)
            group->grid->setColumnStretch(i, i < columns ? 1 : 0);
        group->setVisible(shown > 0);
    }
}

QWidget *FormView::editorOf(const QString &path) const
{
    for (const FieldRow *row : m_rows)
        if (row->model().spec().path == path)
            return row->editor();
    return nullptr;
}

bool FormView::focusField(const QString &path, int cursor)
{
    for (FieldRow *row : std::as_const(m_rows)) {
        if (row->model().spec().path != path || !row->model().isShown())
            continue;
        row->editor()->setFocus(Qt::OtherFocusReason);
        if (cursor >= 0)
            row->setCursor(cursor);
        bringIntoView(row);
        return true;
    }
    return false;
}

bool FormView::focusNextProblem()
{
    commitTyping();
    const int count = int(m_rows.size());
    int start = -1;
    for (int i = 0; i < count; ++i)
        if (m_rows[i]->editor()->hasFocus())
            start = i;
    for (int i = 1; i <= count; ++i) {
        FieldRow *row = m_rows[(start + i + count) % count];
        if (row->model().needsAttention()) {
            row->model().judge();
            return focusField(row->model().spec().path);
        }
    }
    return false;
}

QString FormView::focusedPath() const
{
    for (const FieldRow *row : m_rows)
        if (row->editor()->hasFocus())
            return row->model().spec().path;
    return {};
}

int FormView::cursorPosition() const
{
    for (const FieldRow *row : m_rows)
        if (row->editor()->hasFocus())
            return row->cursor();
    return 0;
}

void FormView::commitTyping()
{
    for (FieldRow *row : std::as_const(m_rows))
        row->commit();
}

void FormView::goOn(FieldRow *from)
{
    for (qsizetype i = m_rows.indexOf(from) + 1; i < m_rows.size(); ++i) {
        if (m_rows[i]->model().isShown() && !m_rows[i]->model().spec().readOnly) {
            m_rows[i]->editor()->setFocus(Qt::TabFocusReason);
            return;
        }
    }
    Q_EMIT finished();
}

void FormView::bringIntoView(QWidget *widget)
{
    for (QWidget *parent = parentWidget(); parent; parent = parent->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(parent)) {
            area->ensureWidgetVisible(widget, 0, theme().space(8));
            return;
        }
    }
}

void FormView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F4 && event->modifiers() == Qt::NoModifier) {
        focusNextProblem();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace zc::forms
