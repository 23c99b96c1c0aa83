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
    Group(const QString &name, QWidget *parent)
        : QWidget(parent), title(name), heading(new uikit::Label(name, uikit::Type::Section)), grid(new QGridLayout)
    {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins({});
        column->addWidget(heading);
        column->addLayout(grid);
        heading->setVisible(!title.isEmpty());
    }
    QString title;
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
    connect(&m_model, &FormModel::settled, this, &FormView::arrange);
    rebuild();
}

void FormView::setJumpList(bool shown)
{
    m_jumpList = shown;
    arrange();
}

void FormView::setMachineKey(const QString &keyText)
{
    m_machineKey = keyText;
    for (FieldRow *row : std::as_const(m_rows))
        row->setOfferKey(keyText);
}

FieldRow *FormView::rowOf(FieldModel *field, QWidget *group)
{
    auto *row = new FieldRow(*field, group);
    row->setOfferKey(m_machineKey);
    connect(row, &FieldRow::goOn, this, [this, row] { goOn(row); });
    connect(row, &FieldRow::focused, this, [this, row] {
        bringIntoView(row);
        Q_EMIT focusMoved(row->model().spec().path, row->cursor());
    });
    connect(row, &FieldRow::cursorMoved, this, [this, row] {
        if (row->editor()->hasFocus())
            Q_EMIT focusMoved(row->model().spec().path, row->cursor());
    });
    return row;
}

// A field that stays keeps its row, and with it focus, cursor and the input method's half-made word.
void FormView::rebuild()
{
    QHash<FieldModel *, FieldRow *> rowsBefore;
    for (FieldRow *row : std::as_const(m_rows))
        rowsBefore.insert(&row->model(), row);
    QHash<QString, Group *> groupsBefore, groups;
    for (QWidget *widget : std::as_const(m_groups)) {
        auto *group = static_cast<Group *>(widget);
        group->rows.clear();
        groupsBefore.insert(group->title, group);
    }
    m_groups.clear();
    const QList<FieldModel *> fields = m_model.fields();
    for (FieldModel *field : fields) {
        const QString title = field->spec().group;
        Group *&group = groups[title];
        if (!group) {
            group = groupsBefore.take(title);
            if (!group)
                group = new Group(title, this);
            m_column->removeWidget(group);
            m_column->insertWidget(m_column->count() - 1, group);
            m_groups << group;
        }
        FieldRow *row = rowsBefore.take(field);
        if (row && row->parentWidget() != group) {          // a row that changes its group loses its focus anyway
            row->hide();
            row->deleteLater();
            row = nullptr;
        }
        group->rows << (row ? row : rowOf(field, group));
    }
    const auto drop = [](QWidget *gone) {                   // later: it may be the one whose key is being handled
        gone->hide();
        gone->deleteLater();
    };
    for (FieldRow *row : std::as_const(rowsBefore))
        drop(row);
    for (Group *group : std::as_const(groupsBefore))
        drop(group);
    // Reading order across groups: the rows of a group stand together even where the list mixes them.
    m_rows.clear();
    for (QWidget *group : std::as_const(m_groups))
        m_rows << static_cast<Group *>(group)->rows;
    m_columns = 0;
    applyTheme();
}

void FormView::applyTheme()
{
    m_column->setSpacing(theme().space(5));
    for (QWidget *widget : std::as_const(m_groups)) {
        auto *group = static_cast<Group *>(widget);
        group->layout()->setSpacing(theme().space(3));
        group->grid->setHorizontalSpacing(theme().space(5));
        group->grid->setVerticalSpacing(theme().space(3.5));
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
    const QList<FormModel::Problem> problems = m_jumpList ? m_model.problems() : QList<FormModel::Problem>();
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
            const FieldKind kind = row->model().spec().kind;
            const bool wide = kind == FieldKind::LongText || (kind == FieldKind::Boolean && !row->model().spec().required);
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
    const qsizetype at = m_rows.indexOf(from);
    if (at < 0)                                             // its field has gone meanwhile
        return;
    for (qsizetype i = at + 1; i < m_rows.size(); ++i) {
        if (m_rows[i]->wantsVisit()) {
            m_rows[i]->editor()->setFocus(Qt::TabFocusReason);
            return;
        }
    }
    Q_EMIT finished();
}

bool FormView::focusFirstOpen()
{
    for (FieldRow *row : std::as_const(m_rows))
        if (row->model().needsAttention() && !row->model().isReadOnly())
            return focusField(row->model().spec().path);
    return false;
}

bool FormView::takeMachineValue()
{
    for (FieldRow *row : std::as_const(m_rows)) {
        if (!row->editor()->hasFocus() || row->model().machineValue().isEmpty() || row->model().isReadOnly())
            continue;
        row->model().takeMachineValue();
        return true;
    }
    return false;
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
