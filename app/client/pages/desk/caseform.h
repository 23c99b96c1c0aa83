#pragma once
#include <forms/formmodel.h>
#include <intake/countercase.h>

namespace zc::client {

class DeskPort;

// Fields of the case in a FormModel: shows what the desk holds under their paths and tells it what a person types, confirms or
// takes back. Every keystroke goes to the desk, which stores it; nothing typed waits here. GUI thread; the desk outlives this.
class CaseForm : public QObject {
    Q_OBJECT
public:
    explicit CaseForm(DeskPort &desk, QObject *parent = nullptr);
    forms::FormModel &model() { return m_model; }
    void show(const QList<forms::FieldSpec> &specs, const intake::CounterCase &counter);

private:
    DeskPort &m_desk;
    forms::FormModel m_model;
};

} // namespace zc::client
