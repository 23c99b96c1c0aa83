#pragma once
#include "internal/work.h"

#include <devices/scanning.h>
#include <intake/scanview.h>

#include <QTimer>

namespace zc::intake {

class ScanSink;

// F8 and F9: one claim, one job, its pages into one material in one step of undo. The pages are encoded and sealed on the driver's
// thread; this object lives on the GUI thread and never waits. A scan whose case is left ends without a trace.
class ScanAct {
public:
    explicit ScanAct(CounterDesk::Work &work);
    ~ScanAct();
    void start(const QString &requirementId, const devices::SettingValues &settings, PageSource source);
    void stop();                          // acknowledged at once; nothing of the scan is taken
    ScanView view(PageSource source) const;

private:
    enum class End { ByDevice, Stopped, Quiet };
    struct Running;
    QString slotOf(PageSource source) const;
    void ended(const Result<devices::ScanSummary> &answer);
    void land(const std::shared_ptr<Running> &scan, const ScanOutcome &outcome);
    void say(const ScanOutcome &outcome);

    CounterDesk::Work &m_work;
    std::shared_ptr<Running> m_running;
    QTimer m_quiet;                       // fires when the device has said nothing for long
};

} // namespace zc::intake
