#include "trial.h"

#include <QDir>

namespace zc::devices::conformance {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

bool legal(DeviceState from, DeviceState to)
{
    using enum DeviceState;
    if (to == Lost || to == Fault)          // gone or defective: at any time
        return true;
    switch (from) {
    case Absent:
    case Lost: return to == Present || to == Absent;
    case Present: return to == Opening;
    case Opening: return to == Ready || to == Degraded || to == Absent;
    case Ready: return to == Busy || to == Degraded || to == Ready;
    case Busy: return to == Ready || to == Degraded || to == Busy;
    case Degraded: return to == Ready || to == Busy || to == Degraded;
    case Fault: return to == Ready || to == Degraded || to == Present || to == Absent;
    }
    return false;
}

Verdict idSurvivesReplug(Trial &t)
{
    if (!t.own())
        return skipped(Because::NoOwnHub);
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const DeviceInfo before = t.info();
    if (!t.rig.unplug(ConformanceRig::Moment::Idle))
        return skipped(Because::CannotTurn);
    if (!t.waitFor([&] { return t.info().state == DeviceState::Lost; }))
        return failed(u"unplugging was not noticed"_s);
    t.rig.plug();
    if (!t.waitReady())
        return failed(u"not ready after it came back"_s);
    const DeviceInfo after = t.info();
    if (after.id != before.id || after.cls != before.cls || after.identity.model != before.identity.model)
        return failed(u"identity changed from %1 to %2"_s.arg(before.id, after.id));
    return after.id.contains(QDir::separator()) ? failed(u"the id is a path"_s) : passed();
}

Verdict changesAreLegal(Trial &t)
{
    if (!t.own())
        return skipped(Because::NoOwnHub);
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    t.rig.prepare(1);
    (void)t.run(t.claim());
    if (t.rig.unplug(ConformanceRig::Moment::Idle)) {
        t.waitState(DeviceState::Lost);
        t.rig.plug();
        t.waitReady();
    }
    DeviceState last = DeviceState::Absent;
    const QList<DeviceInfo> changes = t.changes();
    for (const DeviceInfo &info : changes) {
        // The hub begins before anybody can listen: what was missed has a number all the same.
        const bool missed = last == DeviceState::Absent && info.sequence > 1 && &info == &changes.constFirst();
        if (!missed && !legal(last, info.state))
            return failed(u"%1 → %2"_s.arg(deviceStateName(last), deviceStateName(info.state)));
        last = info.state;
    }
    return changes.isEmpty() ? failed(u"no change was told"_s) : passed();
}

Verdict sequenceRises(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const ClaimId claim = t.claim();
    for (int i = 0; i < 3; ++i) {
        t.rig.prepare(quint64(i) + 1);
        (void)t.run(claim);
    }
    quint64 last = 0;
    for (const DeviceInfo &info : t.changes()) {
        if (info.sequence <= last)
            return failed(u"%1 after %2"_s.arg(info.sequence).arg(last));
        last = info.sequence;
    }
    return passed();
}

// Absent, refused and unreadable places each give their own class, and the hub goes on looking.
Verdict openFaultsHaveClasses(Trial &t)
{
    if (!t.own())
        return skipped(Because::NoOwnHub);
    if (!t.rig.unplug(ConformanceRig::Moment::Idle))
        return skipped(Because::CannotTurn);
    t.openHub();
    // A line that is just going away may be met first; what stays is what counts.
    if (!t.waitFor([&] { return !t.info().errorCode.isEmpty() && faultClassOf(t.info().errorCode) == FaultClass::NoDevice; }))
        return failed(u"an absent device says "_s + t.info().errorCode);
    t.rig.plug();
    if (!t.waitReady())
        return failed(u"was not found later"_s);
    for (const FaultClass cls : {FaultClass::Denied, FaultClass::Busy}) {
        t.closeHub();
        t.rig.reset();
        if (!t.rig.provoke(cls, 1'000'000))
            continue;
        t.openHub();
        if (!t.waitFor([&] { return t.info().state == DeviceState::Fault; }))
            return failed(u"%1 gives the state %2"_s.arg(faultClassName(cls), deviceStateName(t.info().state)));
        if (faultClassOf(t.info().errorCode) != cls)
            return failed(u"%1 gives %2"_s.arg(faultClassName(cls), t.info().errorCode));
        t.rig.reset();
        if (!t.waitReady())
            return failed(u"%1 does not heal"_s.arg(faultClassName(cls)));
    }
    return passed();
}

Verdict quietWhileNobodyAsks(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const int before = t.rig.attempts();
    if (before < 0)
        return skipped(Because::NoFigures);
    t.waitFor([] { return false; }, 600);
    const int after = t.rig.attempts();
    return after == before ? passed() : failed(u"%1 operations without a job"_s.arg(after - before));
}

Verdict twinsDoNotShare(Trial &t)
{
    if (!t.own())
        return skipped(Because::NoOwnHub);
    t.openHub(2);
    const auto states = [&] {
        QList<DeviceState> list;
        for (const DeviceInfo &info : t.hub().devices())
            list << info.state;
        return list;
    };
    const auto decided = [&] {
        const QList<DeviceState> now = states();
        return now.count(DeviceState::Ready) + now.count(DeviceState::Degraded) == 1 && now.count(DeviceState::Fault) == 1;
    };
    if (!t.waitFor(decided))
        return failed(u"two slots at one place: %1 and %2"_s.arg(deviceStateName(states().value(0)), deviceStateName(states().value(1))));
    for (const DeviceInfo &info : t.hub().devices())
        if (info.state == DeviceState::Fault && faultClassOf(info.errorCode) != FaultClass::Busy)
            return failed(u"the second one says "_s + info.errorCode);
    return passed();
}

Verdict closingFreesThePlace(Trial &t)
{
    if (!t.own())
        return skipped(Because::NoOwnHub);
    for (int i = 0; i < 5; ++i) {
        if (!t.waitReady())
            return failed(u"opening %1: %2"_s.arg(i + 1).arg(t.info().errorCode));
        t.openHub();
    }
    return t.waitReady() ? passed() : failed(u"not open again: "_s + t.info().errorCode);
}

Verdict stackMayRestart(Trial &t)
{
    if (!t.own())
        return skipped(Because::NoOwnHub);
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const quint64 before = t.info().sequence;
    if (!t.rig.restart())
        return skipped(Because::CannotTurn);
    t.waitFor([&] { return t.info().sequence > before; }, 3000);
    if (!t.waitReady())
        return failed(u"not ready after the restart: "_s + t.info().errorCode);
    t.rig.prepare(5);
    // The job that notices the restart may fail with the line; the next one may not.
    const ClaimId claim = t.claim();
    Ending ending = t.run(claim);
    if (!ending.ok) {
        t.waitReady();
        t.rig.prepare(5);
        ending = t.run(claim);
    }
    return ending.ok ? passed() : failed(u"a job afterwards ends "_s + ending.error.code);
}

} // namespace

void addLifeChecks(Checks &checks)
{
    checks.insert(checks.end(), {
        {"life.identity", QT_TRANSLATE_NOOP("Conformance", "Keeps its name over unplugging and plugging in"), idSurvivesReplug},
        {"life.states", QT_TRANSLATE_NOOP("Conformance", "Changes its state only in the allowed steps"), changesAreLegal},
        {"life.sequence", QT_TRANSLATE_NOOP("Conformance", "Numbers its changes upwards"), sequenceRises},
        {"life.open", QT_TRANSLATE_NOOP("Conformance", "Says why it cannot be opened, and recovers"), openFaultsHaveClasses},
        {"life.quiet", QT_TRANSLATE_NOOP("Conformance", "Does nothing while nobody asks"), quietWhileNobodyAsks},
        {"life.twins", QT_TRANSLATE_NOOP("Conformance", "Two entries never share one device"), twinsDoNotShare},
        {"life.close", QT_TRANSLATE_NOOP("Conformance", "Closing frees the device"), closingFreesThePlace},
        {"life.restart", QT_TRANSLATE_NOOP("Conformance", "Survives a restart of its service"), stackMayRestart},
    });
}

} // namespace zc::devices::conformance
