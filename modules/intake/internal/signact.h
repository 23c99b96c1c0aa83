#pragma once
#include "internal/work.h"

#include <devices/ink.h>
#include <intake/signview.h>

namespace zc::intake {

// The signature of step 5: one claim, one blank surface after the other until somebody confirmed a signature or gave it up. Strokes and
// picture are sealed off the GUI thread; case and signature change in one step of undo. Lives on the GUI thread and never waits.
class SignAct {
public:
    explicit SignAct(CounterDesk::Work &work);
    ~SignAct();
    void start(double ratio);
    void push(const devices::InkPoint &point);
    void takeBack();
    void clear();
    void confirm();
    void stop();
    SignView view() const;

private:
    struct Running;
    void ask(const std::shared_ptr<Running> &running);
    void answered(const std::shared_ptr<Running> &running, Result<devices::Ink> ink);
    void land(const std::shared_ptr<Running> &running, devices::Ink ink);
    void end(const SignOutcome &outcome);

    CounterDesk::Work &m_work;
    std::shared_ptr<Running> m_running;
};

} // namespace zc::intake
