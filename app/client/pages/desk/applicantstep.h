#pragma once
#include "pages/desk/fieldstep.h"

namespace zc::client {

class CardInvitation;

// 1 申请人: the card on the reader fills it; else it is typed with live check digits. 代办 opens the rows of the agent.
class ApplicantStep : public FieldStep {
    Q_OBJECT
public:
    ApplicantStep(DeskPort &desk, CommandCentre &commands, QWidget *parent = nullptr);
    void show(const intake::CounterCase &counter) override;
    void enter() override;
    QString why() const override;

private:
    CardInvitation *m_invitation;
};

} // namespace zc::client
