#include "pages/desk/formstep.h"
#include "pages/desk/caseform.h"
#include "pages/desk/deskport.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <forms/formview.h>
#include <uikit/button.h>
#include <uikit/label.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using forms::FieldKind;
using forms::FieldModel;
using forms::FieldSpec;
using intake::FormFieldView;

FormStep::FormStep(DeskPort &desk, CommandCentre &commands, QWidget *parent)
    : FieldStep(u"step.forms"_s, desk, commands, parent)
    , m_count(new Label({}, Type::Body, Color::TextMuted))
    , m_empty(new Label(tr("This matter has no form of its own: what was said so far is enough."), Type::Body, Color::TextMuted))
{
    body()->addWidget(new Label(tr("Form"), Type::Question));
    body()->addSpacing(6);
    body()->addWidget(m_count);
    body()->addSpacing(18);
    body()->addWidget(m_empty);
    body()->addWidget(&view());
    body()->addStretch(1);
    addFootStretch();
    m_next = addFootButton(u"form.next"_s, tr("Next"), u"Enter"_s, true);
    connect(static_cast<Button *>(m_next), &QAbstractButton::clicked, this, &FormStep::stepDone);
}

void FormStep::show(const intake::CounterCase &counter)
{
    QList<FieldSpec> specs;
    int filled = 0;
    for (const FormFieldView &view : counter.form) {
        FieldSpec spec;
        spec.path = view.path;
        spec.label = view.label;
        spec.group = view.group.isEmpty() ? tr("Details") : view.group;
        spec.kind = view.kind == FormFieldView::Kind::Number ? FieldKind::Number : view.kind == FormFieldView::Kind::Date ? FieldKind::Date : FieldKind::Text;
        spec.required = view.required;
        spec.format = view.format;
        spec.check = view.check;
        spec.twice = view.twice;
        specs.append(spec);
        filled += !view.value.text.isEmpty() && view.value.confirmed;
    }
    m_empty->setVisible(counter.form.isEmpty());
    m_count->setVisible(!counter.form.isEmpty());
    view().setVisible(!counter.form.isEmpty());
    m_count->setText(tr("%1 of %2 filled; Enter confirms a field and goes to the next").arg(filled).arg(counter.form.size()));
    form().show(specs, counter);
    // What only the matter's own rules know. An empty field is said in the jump list; beside it stands what is wrong with what was typed.
    for (const FormFieldView &view : counter.form) {
        FieldModel *field = form().model().field(view.path);
        if (field && !field->isDirty() && field->error().isEmpty() && !view.value.text.isEmpty()) field->setForeignError(view.error);
    }
}

void FormStep::enter()
{
    if (!view().focusFirstOpen()) m_next->setFocus(Qt::OtherFocusReason);
}

QString FormStep::why() const
{
    const QString path = view().focusedPath();
    for (const FormFieldView &view : desk().current().form)
        if (view.path == path) return view.basis.isEmpty() ? tr("“%1” belongs to the form of this matter.").arg(view.label) : view.basis;
    return tr("The form asks only what no paper, licence or answer has said already.");
}

} // namespace zc::client
