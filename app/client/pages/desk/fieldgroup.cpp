#include "pages/desk/fieldgroup.h"
#include "pages/desk/deskport.h"
#include "pages/desk/words.h"

#include <uikit/field.h>

#include <QGridLayout>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

FieldGroup::FieldGroup(DeskPort &desk, int columns, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_columns(columns)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(20);
    m_grid->setVerticalSpacing(14);
    for (int i = 0; i < columns; ++i) m_grid->setColumnStretch(i, 1);
}

void FieldGroup::setFields(const QList<Spec> &fields)
{
    const auto same = [](const Spec &a, const Spec &b) { return a.path == b.path && a.label == b.label && a.required == b.required; };
    if (std::equal(fields.begin(), fields.end(), m_specs.begin(), m_specs.end(), same)) return;
    m_specs = fields;
    QHash<QString, Field *> before = m_fields;
    m_fields.clear();
    int at = 0;
    QWidget *previous = nullptr;
    for (const Spec &spec : fields) {
        // A field that stays keeps its widget, and with it focus, cursor and half-typed text.
        Field *field = before.take(spec.path);
        if (!field) {
            field = new Field(spec.label, this);
            field->setObjectName(u"field."_s + spec.path);
            field->setProperty("anchor", spec.path);
            field->edit()->setObjectName(u"edit."_s + spec.path);
            field->edit()->setProperty("path", spec.path);
            connect(field, &Field::textEdited, this, [this, path = spec.path](const QString &text) {
                m_desk.setField(path, text);
                Q_EMIT edited(path, text);
            });
            connect(field, &Field::confirmed, this, [this, path = spec.path] { goOn(path); });
            connect(field, &FieldFrame::offerTaken, this, [this, path = spec.path] { m_desk.takeMachineValue(path); });
        }
        field->setLabel(spec.label);
        field->setRequired(spec.required);
        if (at % m_columns + spec.span > m_columns) at += m_columns - at % m_columns;
        m_grid->addWidget(field, at / m_columns, at % m_columns, 1, spec.span);
        at += spec.span;
        if (previous) setTabOrder(previous, field->edit());
        previous = field->edit();
        field->show();
        m_fields.insert(spec.path, field);
    }
    for (Field *gone : std::as_const(before)) {
        gone->hide();
        gone->deleteLater();
    }
}

void FieldGroup::show(const intake::CounterCase &counter)
{
    for (const Spec &spec : std::as_const(m_specs)) {
        Field *field = m_fields.value(spec.path);
        const intake::FieldValue value = counter.draft.fields.value(spec.path);
        if (field->text() != value.text && !field->edit()->isComposing()) {
            const int cursor = field->edit()->cursorPosition();
            field->setText(value.text);
            if (field->edit()->hasFocus()) field->edit()->setCursorPosition(cursor);
        }
        const bool machine = value.source > intake::Source::Clerk;
        field->edit()->setProperty("machine", machine);
        field->setSource(machine && !value.text.isEmpty() ? sourceWords(value.source) : QString(), value.confirmed);
        field->setOffer(value.machineText != value.text ? value.machineText : QString());
        QString error;
        for (const auto &problem : counter.problems)
            // An empty field is said in the checklist; beside the field stands only what is wrong with what was typed.
            if (problem.anchor == spec.path && problem.blocks && !value.text.isEmpty()) error = problem.text;
        field->setError(error);
    }
}

Field *FieldGroup::firstOpen() const
{
    for (const Spec &spec : m_specs) {
        Field *field = m_fields.value(spec.path);
        if ((spec.required && field->text().isEmpty()) || !field->isConfirmed() || !field->error().isEmpty()) return field;
    }
    return m_specs.isEmpty() ? nullptr : m_fields.value(m_specs.first().path);
}

void FieldGroup::setReadOnly(bool readOnly)
{
    for (Field *field : std::as_const(m_fields)) field->edit()->setReadOnly(readOnly);
}

void FieldGroup::goOn(const QString &path)
{
    m_desk.confirmField(path);
    for (qsizetype i = 0; i < m_specs.size(); ++i) {
        if (m_specs.at(i).path != path) continue;
        if (i + 1 == m_specs.size()) Q_EMIT finished();
        else {
            LineEdit *next = m_fields.value(m_specs.at(i + 1).path)->edit();
            next->setFocus(Qt::TabFocusReason);
        }
        return;
    }
}

} // namespace zc::client
