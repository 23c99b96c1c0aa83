#include "trial.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <algorithm>
#include <thread>

namespace zc::devices::conformance {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr int kDeadlineOffMs = 50;
constexpr int kCancelMs = 100;

Verdict oneTerminalEvent(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const ClaimId claim = t.claim();
    t.rig.prepare(1);
    const auto job = t.start(claim);
    if (!job->wait(30'000))
        return failed(u"no end"_s);
    job->cancel();
    t.waitFor([] { return false; }, 50);
    const int events = job->terminalEvents();
    const Ending ending = job->take();
    return events == 1 && ending.ok ? passed() : failed(u"%1 ends, %2"_s.arg(events).arg(ending.error.code));
}

// The best of four: a busy machine may be late by itself.
Verdict deadlinesHold(Trial &t)
{
    if (!t.mayRepeat())
        return skipped(Because::NotHarmless);
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const ClaimId claim = t.claim();
    qint64 worst = 0;
    for (const int ms : {60, 120, 250, 400, 800}) {
        qint64 off = 100'000;
        for (int run = 0; run < 4 && off > kDeadlineOffMs; ++run) {
            t.rig.reset();
            if (!t.rig.makeEndless())
                return skipped(Because::CannotTurn);
            if (!t.waitReady())
                return failed(u"not ready again"_s);
            QElapsedTimer clock;
            clock.start();
            const auto job = startMain(t.hub(), claim, t.rig.cls(), milliseconds(ms));
            if (!job->wait(ms + 10'000))
                return failed(u"%1 ms: no end"_s.arg(ms));
            off = qMin(off, qAbs(clock.elapsed() - ms));
            const Ending ending = job->take();
            if (!failedAs(ending, {FaultClass::Timeout, FaultClass::NoMedia, FaultClass::UserAction}))
                return failed(u"%1 ms: %2"_s.arg(ms).arg(ending.ok ? u"ok"_s : ending.error.code));
        }
        worst = qMax(worst, off);
        if (off > kDeadlineOffMs)
            return failed(u"%1 ms: %2 ms off"_s.arg(ms).arg(off));
    }
    return passed(Words::tr("at most %1 ms off").arg(worst));
}

Verdict zeroDeadlineIsRefused(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const ClaimId claim = t.claim();
    for (const int ms : {0, -5}) {
        const auto job = startQuiet(t.hub(), claim, milliseconds(ms));
        if (!job->wait(5000))
            return failed(u"no end"_s);
        const Ending ending = job->take();
        if (ending.ok || faultClassOf(ending.error.code) != FaultClass::Timeout)
            return failed(ending.ok ? u"ok"_s : ending.error.code);
    }
    return passed();
}

Verdict cancelledWhileWaiting(Trial &t)
{
    if (!t.mayRepeat() || !t.rig.makeEndless())
        return skipped(Because::NotHarmless);
    t.waitReady();
    const ClaimId claim = t.claim();
    const auto running = startMain(t.hub(), claim, t.rig.cls(), 30s), waiting = startMain(t.hub(), claim, t.rig.cls(), 30s);
    t.waitState(DeviceState::Busy, 5000);
    const int before = t.rig.attempts();
    waiting->cancel();
    if (!waiting->wait(1000) || waiting->take().error.kind != ErrorKind::Cancelled)
        return failed(u"did not end cancelled"_s);
    if (running->ended())
        return failed(u"the running job ended as well"_s);
    running->cancel();
    t.waitReady();
    t.waitFor([] { return false; }, 100);
    return before < 0 || t.rig.attempts() <= before + 1 ? passed() : failed(u"the device was asked all the same"_s);
}

Verdict cancelledWhileRunning(Trial &t)
{
    if (!t.mayRepeat() || !t.rig.makeEndless())
        return skipped(Because::NotHarmless);
    t.waitReady();
    const ClaimId claim = t.claim();
    qint64 fastest = 100'000, idle = 100'000;
    for (int run = 0; run < 4; ++run) {
        const auto job = startMain(t.hub(), claim, t.rig.cls(), 8s);
        if (!t.waitState(DeviceState::Busy, 5000))
            return failed(u"never began"_s);
        QElapsedTimer clock;
        clock.start();
        job->cancel();
        if (!job->wait(5000))
            return failed(u"no end"_s);
        fastest = qMin(fastest, clock.elapsed());
        if (job->take().error.kind != ErrorKind::Cancelled)
            return failed(u"did not end cancelled"_s);
        if (!t.waitReady(5000))
            return failed(u"the device stays busy"_s);
        idle = qMin(idle, clock.elapsed());
        if (!t.rig.makeEndless())
            break;
    }
    return fastest <= kCancelMs && idle <= 5 * kCancelMs ? passed(Words::tr("ended after %1 ms, free after %2 ms").arg(fastest).arg(idle))
                                                         : failed(u"%1 ms, free after %2 ms"_s.arg(fastest).arg(idle));
}

Verdict cancelledAfterwards(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    t.rig.prepare(7);
    const auto job = t.start(t.claim());
    if (!job->wait(30'000))
        return failed(u"no end"_s);
    job->cancel();
    const Ending ending = job->take();
    return ending.ok ? passed() : failed(u"the answer became "_s + ending.error.code);
}

Verdict cancelledTwice(Trial &t)
{
    if (!t.mayRepeat() || !t.rig.makeEndless())
        return skipped(Because::NotHarmless);
    t.waitReady();
    const auto job = startMain(t.hub(), t.claim(), t.rig.cls(), 30s);
    job->cancel();
    job->cancel();
    if (!job->wait(1000) || job->terminalEvents() != 1)
        return failed(u"%1 ends"_s.arg(job->terminalEvents()));
    job->cancel();
    return job->take().error.kind == ErrorKind::Cancelled ? passed() : failed(u"did not end cancelled"_s);
}

// The answer of a job that ran out of time comes later, and goes to nobody.
Verdict lateAnswerIsDropped(Trial &t)
{
    if (!t.mayRepeat())
        return skipped(Because::NotHarmless);
    t.waitReady();
    const ClaimId claim = t.claim();
    t.rig.prepare(20);
    if (!t.rig.makeSlow(700))
        return skipped(Because::CannotTurn);
    const auto late = startMain(t.hub(), claim, t.rig.cls(), 250ms);
    if (!late->wait(10'000) || late->take().ok)
        return failed(u"the first job did not run out of time"_s);
    t.rig.makeSlow(0);
    t.rig.prepare(21);
    t.waitReady();
    const Ending next = t.run(claim);
    if (!next.ok)
        return failed(u"the next job ends "_s + next.error.code);
    return next.digest == t.rig.expected(21) ? passed() : failed(next.digest == t.rig.expected(20) ? u"the next job got the contents of the last"_s : u"other contents"_s);
}

Verdict randomCancels(Trial &t)
{
    if (!t.mayRepeat())
        return skipped(Because::NotHarmless);
    t.waitReady();
    const ClaimId claim = t.claim();
    QRandomGenerator random(17);
    int whole = 0, cancelled = 0;
    const bool slow = t.rig.makeSlow(5);
    t.rig.prepare(999);
    QElapsedTimer clock;
    clock.start();
    if (const Ending first = t.run(claim); !first.ok)
        return failed(u"the first job ends "_s + first.error.code);
    const int longest = int(qBound(qint64(2000), clock.nsecsElapsed() / 1000 * 2, qint64(400'000)));
    const int runs = t.times(1000);
    for (int i = 0; i < runs; ++i) {
        const quint64 seed = quint64(1000 + i % 50);
        t.rig.prepare(seed);
        const auto job = startMain(t.hub(), claim, t.rig.cls(), 20s);
        std::this_thread::sleep_for(std::chrono::microseconds(random.bounded(longest)));
        job->cancel();
        if (!job->wait(5000) || job->terminalEvents() != 1)
            return failed(u"run %1: %2 ends"_s.arg(i).arg(job->terminalEvents()));
        const Ending ending = job->take();
        if (ending.ok && ending.digest != t.rig.expected(seed))
            return failed(u"run %1: contents that were never there"_s.arg(i));
        if (!ending.ok && ending.error.kind != ErrorKind::Cancelled)
            return failed(u"run %1: %2"_s.arg(i).arg(ending.error.code));
        ++(ending.ok ? whole : cancelled);
    }
    const QString figure = Words::tr("jobs: %1 whole, %2 cancelled").arg(whole).arg(cancelled);
    if (cancelled == 0 && !slow)
        return skipped(Because::CannotTurn);        // over before anybody can say stop
    return cancelled > 0 || runs < 50 ? passed(figure) : failed(figure);
}

Verdict queueKeepsItsOrder(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const ClaimId claim = t.claim();
    QList<std::shared_ptr<RunningJob>> jobs;
    for (int i = 0; i < 20; ++i)
        jobs << startQuiet(t.hub(), claim, 30s);
    for (int i = 0; i < jobs.size(); ++i) {
        if (!jobs[i]->wait(40'000))
            return failed(u"job %1 does not end"_s.arg(i));
        for (int before = 0; before < i; ++before)
            if (!jobs[before]->ended())
                return failed(u"job %1 overtook job %2"_s.arg(i).arg(before));
    }
    for (const auto &job : std::as_const(jobs))
        if (!job->take().ok)
            return failed(u"a job failed"_s);
    return passed();
}

Verdict submitDoesNotBlock(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const ClaimId claim = t.claim();
    QList<qint64> took;
    QList<std::shared_ptr<RunningJob>> jobs;
    for (int i = 0; i < 200; ++i) {
        QElapsedTimer clock;
        clock.start();
        jobs << startQuiet(t.hub(), claim, 30s);
        took << clock.nsecsElapsed() / 1000;
    }
    for (const auto &job : std::as_const(jobs))
        job->cancel();
    std::sort(took.begin(), took.end());
    // The median, so that a machine doing other work does not decide.
    return took[100] <= 1000 ? passed(Words::tr("handed over in %1 µs").arg(took[100])) : failed(u"%1 µs"_s.arg(took[100]));
}

// Different contents in a row; each answer is wholly its own.
Verdict neverMixes(Trial &t)
{
    if (!t.mayRepeat())
        return skipped(Because::NotHarmless);
    t.waitReady();
    const ClaimId claim = t.claim();
    const int runs = t.times(100);
    for (int i = 0; i < runs; ++i) {
        const quint64 seed = 5000 + quint64(i);
        if (!t.rig.prepare(seed))
            return skipped(Because::CannotTurn);
        const Ending ending = t.run(claim);
        if (!ending.ok)
            return failed(u"run %1: %2"_s.arg(i).arg(ending.error.code));
        if (ending.digest != t.rig.expected(seed))
            return failed(u"run %1: not the contents that lay there"_s.arg(i));
    }
    return passed(Words::tr("%n job(s), each with its own contents", nullptr, runs));
}

} // namespace

void addJobChecks(Checks &checks)
{
    checks.insert(checks.end(), {
        {"jobs.once", QT_TRANSLATE_NOOP("Conformance", "Every job ends exactly once"), oneTerminalEvent},
        {"jobs.deadline", QT_TRANSLATE_NOOP("Conformance", "Jobs end at their deadline"), deadlinesHold},
        {"jobs.zero", QT_TRANSLATE_NOOP("Conformance", "A job without time is refused"), zeroDeadlineIsRefused},
        {"jobs.cancelwaiting", QT_TRANSLATE_NOOP("Conformance", "A waiting job can be cancelled"), cancelledWhileWaiting},
        {"jobs.cancelrunning", QT_TRANSLATE_NOOP("Conformance", "A running job can be cancelled, at once"), cancelledWhileRunning},
        {"jobs.cancelafter", QT_TRANSLATE_NOOP("Conformance", "Cancelling a finished job changes nothing"), cancelledAfterwards},
        {"jobs.canceltwice", QT_TRANSLATE_NOOP("Conformance", "Cancelling twice is the same as once"), cancelledTwice},
        {"jobs.late", QT_TRANSLATE_NOOP("Conformance", "An answer that comes too late reaches nobody"), lateAnswerIsDropped},
        {"jobs.random", QT_TRANSLATE_NOOP("Conformance", "Cancelled at any moment: whole or not at all"), randomCancels},
        {"jobs.order", QT_TRANSLATE_NOOP("Conformance", "Jobs run in their order"), queueKeepsItsOrder},
        {"jobs.submit", QT_TRANSLATE_NOOP("Conformance", "Handing in a job takes no time"), submitDoesNotBlock},
        {"jobs.mix", QT_TRANSLATE_NOOP("Conformance", "Nothing of one person in the result of another"), neverMixes},
    });
}

} // namespace zc::devices::conformance
