#pragma once
#include "pages/desk/stepframe.h"

class QCheckBox;

namespace zc::uikit {
class Label;
}

namespace zc::client {

class CardInvitation;
class FieldGroup;

// 1 申请人: the card fills it (F5, or laid on the reader), or it is typed with live check digits; somebody else may act for
// the applicant (代办).
class ApplicantStep : public StepFrame {
    Q_OBJECT
public:
    ApplicantStep(DeskPort &desk, CommandCentre &commands, QWidget *parent = nullptr);
    void show(const intake::CounterCase &counter) override;
    void enter() override;
    QString why() const override;

private:
    void goOn();
    CardInvitation *m_invitation;
    FieldGroup *m_applicant;
    QCheckBox *m_hasAgent;
    QWidget *m_agentBlock;
    FieldGroup *m_agent;
    uikit::Button *m_next;
};

} // namespace zc::client
