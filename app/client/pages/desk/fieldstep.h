#pragma once
#include "pages/desk/stepframe.h"

namespace zc::forms {
class FormView;
}

namespace zc::client {

class CaseForm;

// What the two steps made of fields have in common: their fields, the way to one of them, and where the hands are.
class FieldStep : public StepFrame {
    Q_OBJECT
public:
    FieldStep(const QString &name, DeskPort &desk, CommandCentre &commands, QWidget *parent = nullptr);
    bool focusAnchor(const QString &anchor, int cursor = -1) override;
    bool showError(const QString &anchor, const QString &sentence) override;
    Place place() const override;
    bool takeMachineValue() override;

protected:
    CaseForm &form() const { return *m_form; }
    forms::FormView &view() const { return *m_view; }

private:
    CaseForm *m_form;
    forms::FormView *m_view;            // for the body of the derived step
};

} // namespace zc::client
