#pragma once
#include "pages/desk/fieldstep.h"

namespace zc::uikit {
class Label;
}

namespace zc::client {

// 4 表单: the fields of the item in their groups; what machines filled is tinted until Enter; F4 goes to the next problem.
class FormStep : public FieldStep {
    Q_OBJECT
public:
    FormStep(DeskPort &desk, CommandCentre &commands, QWidget *parent = nullptr);
    void show(const intake::CounterCase &counter) override;
    void enter() override;
    QString why() const override;

private:
    uikit::Label *m_count;
    QWidget *m_empty;
    QWidget *m_next;
};

} // namespace zc::client
