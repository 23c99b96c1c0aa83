#pragma once
#include <intake/countercase.h>
#include <uikit/surface.h>

class QHBoxLayout;
class QScrollArea;
class QVBoxLayout;

namespace zc::uikit {
class Button;
}

namespace zc::client {

class CommandCentre;
class DeskPort;

// What the six steps have in common: a body that scrolls when it must, a foot that never does, Enter to go on.
// show() may come at any time and must keep focus and half-typed text; enter() puts the focus where work begins.
class StepFrame : public uikit::Surface {
    Q_OBJECT
public:
    StepFrame(const QString &name, DeskPort &desk, CommandCentre &commands, QWidget *parent = nullptr);

    virtual void show(const intake::CounterCase &counter) = 0;
    virtual void enter() = 0;
    virtual bool back() { return false; }                        // Esc: false lets the page go a step back
    // F4 and restart: a field path, a requirement id; a cursor only after a restart.
    virtual bool focusAnchor(const QString &anchor, int cursor = -1);
    struct Place { QString anchor; int cursor = 0; };
    virtual Place place() const { return {}; }                   // where the hands are; no anchor: nowhere worth coming back to
    virtual bool takeMachineValue() { return false; }            // of the field in focus; false: there is none
    virtual bool confirm() { return false; }                     // Ctrl+Enter
    virtual bool handleKey(QKeyEvent *) { return false; }        // a key that the focus left over; true: taken
    // A refused change, said where it matters; false: this step has no place for it.
    virtual bool showError(const QString &anchor, const QString &sentence);
    virtual QString why() const { return {}; }                   // F1: what to say about the thing in focus

Q_SIGNALS:
    void stepDone();                                             // go on to the next step
    void placeChanged();
    void whyWanted(const QString &title, const QString &text);

protected:
    QVBoxLayout *body() const { return m_body; }
    QHBoxLayout *foot() const { return m_foot; }
    // `extra`: gives way where print is large and room is little; its command stays in the palette and on its key.
    uikit::Button *addFootButton(const QString &name, const QString &text, const QString &cap, bool primary, bool extra = false);
    void addFootStretch();
    void keepVisible(QWidget *widget);
    DeskPort &desk() const { return m_desk; }
    CommandCentre &commands() const { return m_commands; }
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitFoot();
    DeskPort &m_desk;
    CommandCentre &m_commands;
    QScrollArea *m_scroll;
    QVBoxLayout *m_body;
    QHBoxLayout *m_foot;
    uikit::Surface *m_bar;
    QList<uikit::Button *> m_buttons, m_extras;
};

} // namespace zc::client
