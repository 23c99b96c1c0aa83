#pragma once
#include "pages/desk/stepframe.h"

namespace zc::uikit {
class Label;
}

namespace zc::client {

class FieldGroup;

// 4 表单: the fields of the item in their groups; what machines filled is tinted until Enter; F4 goes to the next problem.
class FormStep : public StepFrame {
    Q_OBJECT
public:
    FormStep(DeskPort &desk, CommandCentre &commands, QWidget *parent = nullptr);
    void show(const intake::CounterCase &counter) override;
    void enter() override;
    QString why() const override;

private:
    struct Group { QString name; uikit::Label *title; FieldGroup *fields; };
    void goOn();
    uikit::Label *m_count;
    QWidget *m_empty;
    QList<Group> m_groups;
};

} // namespace zc::client
