#pragma once
#include <uikit/floatingpanel.h>
#include <uikit/tokens.h>

#include <QElapsedTimer>
#include <QPointer>

class QVBoxLayout;

namespace zc::uikit {
class Button;
class Label;
}

namespace zc::client {

// A question that stands in the window until a person answers: over the work, never in its way. Never takes the focus by itself, so
// that Enter meant for a field says nothing here; a click on yes counts only after the question has been seen for a moment.
class StandingQuestion : public uikit::FloatingPanel {
    Q_OBJECT
public:
    void takeFocus();                   // by its own key
    static constexpr int kSeenMs = 700; // earlier clicks were meant for something else

protected:
    // `name`: of the objects, "pair" gives pair.question, pair.yes and pair.no.
    StandingQuestion(const QString &name, const QString &yes, const QString &no, QWidget *window);
    void setNoKey(const QString &key);
    uikit::Label *addLine(const QString &name, uikit::Type type, uikit::Color color);
    void addEntry(QWidget *entry);      // below the lines, first to have the focus
    void setYesEnabled(bool enabled);
    void pressYes();                    // Enter in the entry
    void stand();                       // the lines are new
    void leave();
    void giveFocusBack();
    virtual void answer(bool yes) = 0;
    virtual void escape() { answer(false); }

    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void place();

    QElapsedTimer m_seen;
    QPointer<QWidget> m_before;
    QVBoxLayout *m_lines;
    QWidget *m_entry = nullptr;
    uikit::Button *m_yes, *m_no;
};

} // namespace zc::client
