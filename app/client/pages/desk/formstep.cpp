#include "pages/desk/formstep.h"
#include "pages/desk/deskport.h"
#include "pages/desk/fieldgroup.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/field.h>
#include <uikit/label.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::FormFieldView;

FormStep::FormStep(DeskPort &desk, CommandCentre &commands, QWidget *parent)
    : StepFrame(u"step.forms"_s, desk, commands, parent)
    , m_count(new Label({}, Type::Body, Color::TextMuted))
    , m_empty(new Label(tr("This matter has no form of its own: what was said so far is enough."), Type::Body, Color::TextMuted))
{
    body()->addWidget(new Label(tr("Form"), Type::Question));
    body()->addSpacing(6);
    body()->addWidget(m_count);
    body()->addSpacing(12);
    body()->addWidget(m_empty);
    body()->addStretch(1);
    addFootStretch();
    auto *problem = addFootButton(u"form.problem"_s, tr("Next problem"), u"F4"_s, false, true);
    auto *next = addFootButton(u"form.next"_s, tr("Next"), u"Enter"_s, true);
    connect(problem, &QAbstractButton::clicked, this, [&commands] { commands.run(u"problem.next"_s); });
    connect(next, &QAbstractButton::clicked, this, &FormStep::goOn);
}

void FormStep::show(const intake::CounterCase &counter)
{
    QStringList names;
    QHash<QString, QList<FieldGroup::Spec>> byGroup;
    int filled = 0;
    for (const FormFieldView &view : counter.form) {
        const QString name = view.group.isEmpty() ? tr("Details") : view.group;
        if (!names.contains(name)) names.append(name);
        byGroup[name].append({view.path, view.label, view.required, 1});
        filled += !view.value.text.isEmpty();
    }
    m_empty->setVisible(counter.form.isEmpty());
    m_count->setVisible(!counter.form.isEmpty());
    m_count->setText(tr("%1 of %2 filled; Enter confirms a field and goes to the next").arg(filled).arg(counter.form.size()));
    for (const QString &name : names) {
        const bool known = std::any_of(m_groups.cbegin(), m_groups.cend(), [&name](const Group &group) { return group.name == name; });
        if (known) continue;
        Group group{name, new Label(name, Type::Section), new FieldGroup(desk(), 2)};
        const int at = body()->count() - 1;
        group.title->setContentsMargins(0, 14, 0, 10);
        body()->insertWidget(at, group.title);
        body()->insertWidget(at + 1, group.fields);
        const qsizetype index = m_groups.size();
        connect(group.fields, &FieldGroup::finished, this, [this, index] {
            for (qsizetype i = index + 1; i < m_groups.size(); ++i)
                if (m_groups.at(i).fields->isVisible()) return m_groups.at(i).fields->firstOpen()->edit()->setFocus(Qt::TabFocusReason);
            goOn();
        });
        m_groups.append(group);
    }
    for (const Group &group : std::as_const(m_groups)) {
        const bool shown = byGroup.contains(group.name);
        group.title->setVisible(shown);
        group.fields->setVisible(shown);
        group.fields->setFields(byGroup.value(group.name));
        group.fields->show(counter);
        group.fields->setReadOnly(counter.readOnly);
        for (const FormFieldView &view : counter.form)
            if (Field *field = group.fields->field(view.path)) {
                field->setError(view.value.text.isEmpty() ? QString() : view.error);      // the basis is one F1 away
            }
    }
}

void FormStep::enter()
{
    for (const Group &group : std::as_const(m_groups)) {
        if (!group.fields->isVisibleTo(this)) continue;
        Field *field = group.fields->firstOpen();
        if (!field) continue;
        const bool open = field->text().isEmpty() || !field->isConfirmed() || !field->error().isEmpty();
        if (!open && &group != &m_groups.last()) continue;
        field->edit()->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (auto *next = findChild<QWidget *>(u"form.next"_s)) next->setFocus(Qt::OtherFocusReason);
}

QString FormStep::why() const
{
    const QString path = window()->focusWidget() ? window()->focusWidget()->property("path").toString() : QString();
    for (const FormFieldView &view : desk().current().form)
        if (view.path == path) return view.basis.isEmpty() ? tr("“%1” belongs to the form of this matter.").arg(view.label) : view.basis;
    return tr("The form asks only what no paper, licence or answer has said already.");
}

void FormStep::goOn() { Q_EMIT stepDone(); }

} // namespace zc::client
