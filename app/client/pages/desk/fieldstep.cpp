#include "pages/desk/fieldstep.h"
#include "pages/desk/caseform.h"
#include "shell/commandcentre.h"

#include <forms/formview.h>

namespace zc::client {
using namespace Qt::StringLiterals;

FieldStep::FieldStep(const QString &name, DeskPort &desk, CommandCentre &commands, QWidget *parent)
    : StepFrame(name, desk, commands, parent)
    , m_form(new CaseForm(desk, this))
    , m_view(new forms::FormView(m_form->model(), this))
{
    if (const Command *key = commands.table().find(u"field.machine"_s)) m_view->setMachineKey(key->keyText);
    connect(m_view, &forms::FormView::focusMoved, this, &StepFrame::placeChanged);
    connect(m_view, &forms::FormView::finished, this, &StepFrame::stepDone);
}

bool FieldStep::focusAnchor(const QString &anchor, int cursor)
{
    if (!m_view->focusField(anchor, cursor)) return false;
    // A cursor is given when the case is opened again: nobody asked what is wrong here.
    if (cursor < 0) m_form->model().field(anchor)->judge();
    return true;
}

bool FieldStep::showError(const QString &anchor, const QString &sentence)
{
    forms::FieldModel *field = m_form->model().field(anchor);
    if (!field) return false;
    field->setForeignError(sentence);
    return true;
}

StepFrame::Place FieldStep::place() const { return {m_view->focusedPath(), m_view->cursorPosition()}; }

bool FieldStep::takeMachineValue() { return m_view->takeMachineValue(); }

} // namespace zc::client
