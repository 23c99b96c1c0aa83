#include "trial.h"

#include <QElapsedTimer>

namespace zc::devices::conformance {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Moment = ConformanceRig::Moment;

namespace {

Verdict backAndWorking(Trial &t, const QString &figure)
{
    t.rig.plug();
    if (!t.waitReady())
        return failed(u"not ready after it came back: "_s + t.info().errorCode);
    t.rig.prepare(31);
    const ClaimId claim = t.claim();
    const Ending ending = t.run(claim);
    t.hub().release(claim);
    if (!ending.ok)
        return failed(u"a job afterwards ends "_s + ending.error.code);
    return ending.digest == t.rig.expected(31) ? passed(figure) : failed(u"a job afterwards has other contents"_s);
}

// The best of three: the figure is the program's, not the machine's.
Verdict atIdle(Trial &t)
{
    if (!t.mayRepeat())
        return skipped(Because::NotHarmless);
    qint64 best = 100'000;
    for (int run = 0; run < 3 && best > t.rig.noticeMs(); ++run) {
        if (!t.waitReady())
            return failed(u"never ready: "_s + t.info().errorCode);
        QElapsedTimer clock;
        clock.start();
        if (!t.rig.unplug(Moment::Idle))
            return skipped(Because::CannotTurn);
        if (!t.waitState(DeviceState::Lost))
            return failed(u"was not noticed"_s);
        best = qMin(best, clock.elapsed());
        t.rig.plug();
    }
    return best <= t.rig.noticeMs() ? backAndWorking(t, Words::tr("noticed after %1 ms").arg(best)) : failed(u"noticed after %1 ms"_s.arg(best));
}

Verdict whileOpening(Trial &t)
{
    if (!t.mayRepeat())
        return skipped(Because::NotHarmless);
    t.closeHub();
    t.rig.reset();
    const bool can = t.rig.unplug(Moment::Opening);
    t.openHub();
    if (!can)
        return skipped(Because::CannotTurn);
    if (!t.waitFor([&] { return !t.info().errorCode.isEmpty(); }))
        return failed(u"state "_s + deviceStateName(t.info().state));
    return backAndWorking(t, {});
}

Verdict duringTheJob(Trial &t, Moment moment)
{
    if (!t.mayRepeat())
        return skipped(Because::NotHarmless);
    t.waitReady();
    const ClaimId claim = t.claim();
    t.rig.prepare(30);
    if (!t.rig.unplug(moment))
        return skipped(Because::CannotTurn);
    QElapsedTimer clock;
    clock.start();
    const auto job = startMain(t.hub(), claim, t.rig.cls(), 30s);
    if (!job->wait(25'000))
        return failed(u"the job hangs"_s);
    const qint64 took = clock.elapsed();
    const Ending ending = job->take();
    t.hub().release(claim);
    // Everything may have arrived before the end of the line was seen; then it must be whole.
    if (ending.ok && ending.digest != t.rig.expected(30))
        return failed(u"a damaged answer was taken"_s);
    if (!ending.ok && !failedAs(ending, {FaultClass::Transport, FaultClass::NoDevice, FaultClass::Timeout}))
        return failed(ending.error.code);
    return backAndWorking(t, Words::tr("the job ended after %1 ms").arg(took));
}

Verdict atFirstByte(Trial &t) { return duringTheJob(t, Moment::FirstByte); }
Verdict inTheMiddle(Trial &t) { return duringTheJob(t, Moment::Middle); }
Verdict atLastByte(Trial &t) { return duringTheJob(t, Moment::LastByte); }

Verdict whileCancelling(Trial &t)
{
    if (!t.mayRepeat() || !t.rig.makeEndless())
        return skipped(Because::NotHarmless);
    t.waitReady();
    const ClaimId claim = t.claim();
    const auto job = startMain(t.hub(), claim, t.rig.cls(), 30s);
    t.waitState(DeviceState::Busy, 5000);
    job->cancel();
    if (!t.rig.unplug(Moment::Cancelling))
        return skipped(Because::CannotTurn);
    if (!job->wait(5000) || job->take().error.kind != ErrorKind::Cancelled)
        return failed(u"did not end cancelled"_s);
    t.hub().release(claim);
    if (!t.waitFor([&] { return t.info().state == DeviceState::Lost; }))
        return failed(u"was not noticed"_s);
    return backAndWorking(t, {});
}

} // namespace

void addUnplugChecks(Checks &checks)
{
    checks.insert(checks.end(), {
        {"unplug.idle", QT_TRANSLATE_NOOP("Conformance", "Unplugged while idle: noticed within half a second"), atIdle},
        {"unplug.open", QT_TRANSLATE_NOOP("Conformance", "Unplugged while being opened"), whileOpening},
        {"unplug.first", QT_TRANSLATE_NOOP("Conformance", "Unplugged at the first byte of an answer"), atFirstByte},
        {"unplug.middle", QT_TRANSLATE_NOOP("Conformance", "Unplugged in the middle of an answer"), inTheMiddle},
        {"unplug.last", QT_TRANSLATE_NOOP("Conformance", "Unplugged at the last byte of an answer"), atLastByte},
        {"unplug.cancel", QT_TRANSLATE_NOOP("Conformance", "Unplugged while a job is being cancelled"), whileCancelling},
    });
}

} // namespace zc::devices::conformance
