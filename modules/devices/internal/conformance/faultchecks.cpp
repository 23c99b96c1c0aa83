#include "trial.h"

#include <base/errortext.h>

namespace zc::devices::conformance {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The code belongs to the class, stands in the list with sentence and next step, and the device recovers.
Verdict spoken(Trial &t, const Error &error, FaultClass cls)
{
    if (faultClassOf(error.code) != cls)
        return failed(u"%1 instead of %2"_s.arg(error.code, faultClassName(cls)));
    const ErrorText text = ErrorTexts().forCode(error.code);
    if (text.sentence.isEmpty() || text.next.isEmpty() || text.sentence.contains(error.code))
        return failed(error.code + u" has no advice"_s);
    t.rig.reset();
    if (!t.waitReady())
        return failed(u"not ready afterwards: "_s + t.info().errorCode);
    t.rig.prepare(2);
    const Ending next = t.run(t.claim().isNull() ? ClaimId() : t.hub().claims().constLast().claim.id);
    return next.ok ? passed(Words::tr("reported as %1").arg(error.code)) : failed(u"the next job ends "_s + next.error.code);
}

Verdict provoked(Trial &t, FaultClass cls)
{
    if (!t.mayRepeat())
        return skipped(Because::NotHarmless);
    t.waitReady();
    t.rig.prepare(1);
    if (!t.rig.provoke(cls, 10))
        return skipped(Because::CannotProvoke);
    const ClaimId claim = t.claim();
    const Ending ending = t.run(claim, 3s);
    if (ending.ok)
        return failed(u"the job succeeded"_s);
    t.hub().release(claim);
    return spoken(t, ending.error, cls);
}

template <FaultClass cls>
Verdict fault(Trial &t)
{
    return provoked(t, cls);
}

Verdict noDevice(Trial &t)
{
    if (!t.own())
        return skipped(Because::NoOwnHub);
    t.waitReady();
    if (!t.rig.unplug(ConformanceRig::Moment::Idle))
        return skipped(Because::CannotTurn);
    if (!t.waitState(DeviceState::Lost))
        return failed(u"unplugging was not noticed"_s);
    const ClaimId claim = t.claim();
    const Ending ending = t.run(claim, 3s);
    t.hub().release(claim);
    return ending.ok ? failed(u"the job succeeded"_s) : spoken(t, ending.error, FaultClass::NoDevice);
}

Verdict busy(Trial &t)
{
    const ClaimId held = t.claim();
    const auto second = t.hub().claim(t.rig.slot(), ClaimMode::Exclusive, {u"conformance-other"_s, u"another"_s}, 1min);
    t.hub().release(held);
    if (second.ok())
        return failed(u"two exclusive claims"_s);
    return faultClassOf(second.error().code) == FaultClass::Busy ? passed(Words::tr("reported as %1").arg(second.error().code)) : failed(second.error().code);
}

// Refused at the door: the place is there, this user may not have it.
Verdict denied(Trial &t)
{
    if (!t.own())
        return skipped(Because::NoOwnHub);
    t.closeHub();
    t.rig.reset();
    if (!t.rig.provoke(FaultClass::Denied, 1'000'000)) {
        t.openHub();
        return skipped(Because::CannotProvoke);
    }
    t.openHub();
    if (!t.waitState(DeviceState::Fault))
        return failed(u"state "_s + deviceStateName(t.info().state));
    const ClaimId claim = t.claim();
    const Ending ending = t.run(claim, 2s);
    t.hub().release(claim);
    return ending.ok ? failed(u"the job succeeded"_s) : spoken(t, ending.error, FaultClass::Denied);
}

Verdict unsupported(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const QStringList listed = t.info().capabilities.operations;
    for (const QString &name : allOperations()) {
        if (listed.contains(name))
            continue;
        const auto job = startNamed(t.hub(), t.claim(), name, {}, 5s);
        if (!job->wait(10'000))
            return failed(u"no end"_s);
        const Ending ending = job->take();
        return !ending.ok && faultClassOf(ending.error.code) == FaultClass::Unsupported ? passed(Words::tr("reported as %1").arg(ending.error.code)) : failed(ending.error.code);
    }
    return skipped(Because::NotInThisClass);
}

Verdict cancelled(Trial &t)
{
    if (!t.mayRepeat() || !t.rig.makeEndless())
        return skipped(Because::NotHarmless);
    t.waitReady();
    const ClaimId claim = t.claim();
    const auto job = startMain(t.hub(), claim, t.rig.cls(), 20s);
    job->cancel();
    if (!job->wait(5000))
        return failed(u"no end"_s);
    const Error error = job->take().error;
    t.hub().release(claim);
    return error.kind == ErrorKind::Cancelled ? spoken(t, error, FaultClass::Cancelled) : failed(error.code);
}

Verdict atMostTwoRetries(Trial &t)
{
    if (!t.mayRepeat())
        return skipped(Because::NotHarmless);
    t.waitReady();
    t.rig.prepare(1);
    const int before = t.rig.attempts();
    if (before < 0 || !t.rig.provoke(FaultClass::Transport, 100))
        return skipped(Because::CannotProvoke);
    const Ending ending = t.run(t.claim(), 15s);
    const int tries = t.rig.attempts() - before;
    t.rig.reset();
    if (ending.ok)
        return failed(u"the job succeeded"_s);
    return tries <= 3 ? passed(Words::tr("%n attempt(s)", nullptr, tries)) : failed(u"%1 tries"_s.arg(tries));
}

Verdict rejectedIsNeverTriedAgain(Trial &t)
{
    if (!t.mayRepeat())
        return skipped(Because::NotHarmless);
    t.waitReady();
    t.rig.prepare(1);
    const int before = t.rig.attempts();
    if (before < 0 || !t.rig.provoke(FaultClass::MediaRejected, 100))
        return skipped(Because::CannotProvoke);
    const Ending ending = t.run(t.claim(), 5s);
    const int tries = t.rig.attempts() - before;
    t.rig.reset();
    return !ending.ok && tries == 1 ? passed() : failed(u"%1 tries, %2"_s.arg(tries).arg(ending.error.code));
}

} // namespace

void addFaultChecks(Checks &checks)
{
    checks.insert(checks.end(), {
        {"faults.nodevice", QT_TRANSLATE_NOOP("Conformance", "Nothing there: said, with advice"), noDevice},
        {"faults.nomedia", QT_TRANSLATE_NOOP("Conformance", "Nothing laid in: said, with advice"), fault<FaultClass::NoMedia>},
        {"faults.useraction", QT_TRANSLATE_NOOP("Conformance", "A person must act: said, with advice"), fault<FaultClass::UserAction>},
        {"faults.rejected", QT_TRANSLATE_NOOP("Conformance", "Not accepted by the device: said, with advice"), fault<FaultClass::MediaRejected>},
        {"faults.transport", QT_TRANSLATE_NOOP("Conformance", "Damaged transmission: said, with advice"), fault<FaultClass::Transport>},
        {"faults.protocol", QT_TRANSLATE_NOOP("Conformance", "Nonsense from the device: said, with advice"), fault<FaultClass::Protocol>},
        {"faults.defect", QT_TRANSLATE_NOOP("Conformance", "A defect of the device: said, with advice"), fault<FaultClass::DeviceFault>},
        {"faults.busy", QT_TRANSLATE_NOOP("Conformance", "In use elsewhere: said, with advice"), busy},
        {"faults.denied", QT_TRANSLATE_NOOP("Conformance", "No permission: said, with advice"), denied},
        {"faults.unsupported", QT_TRANSLATE_NOOP("Conformance", "Not possible with this device: said, with advice"), unsupported},
        {"faults.timeout", QT_TRANSLATE_NOOP("Conformance", "No answer in time: said, with advice"), fault<FaultClass::Timeout>},
        {"faults.cancelled", QT_TRANSLATE_NOOP("Conformance", "Cancelled by a person: silent, and ready again"), cancelled},
        {"faults.retries", QT_TRANSLATE_NOOP("Conformance", "A damaged answer is asked for again twice at most"), atMostTwoRetries},
        {"faults.noretry", QT_TRANSLATE_NOOP("Conformance", "What the device rejected is never tried again by itself"), rejectedIsNeverTriedAgain},
    });
}

} // namespace zc::devices::conformance
