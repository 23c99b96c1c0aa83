#include "trial.h"

#include <thread>

namespace zc::devices::conformance {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Owner kOther{u"conformance-other"_s, u"another"_s};

QString codeOf(const std::shared_ptr<RunningJob> &job)
{
    if (!job->wait(30'000))
        return u"no end"_s;
    const Ending ending = job->take();
    return ending.ok ? u"ok"_s : ending.error.code;
}

// A job that runs until somebody ends it; null where the rig has none.
std::shared_ptr<RunningJob> endless(Trial &t, const ClaimId &claim)
{
    if (!t.mayRepeat() || !t.rig.makeEndless() || !t.waitReady())
        return nullptr;
    return startMain(t.hub(), claim, t.rig.cls(), 50s);
}

Verdict exclusiveExcludes(Trial &t)
{
    if (t.claim().isNull())
        return failed(u"the first claim was refused"_s);
    const auto second = t.hub().claim(t.rig.slot(), ClaimMode::Exclusive, kOther, 1min);
    if (second.ok()) {
        t.hub().release(second->id);
        return failed(u"two exclusive claims"_s);
    }
    if (faultClassOf(second.error().code) != FaultClass::Busy)
        return failed(second.error().code);
    return second.error().detail == suiteLabel() ? passed() : failed(u"does not say who holds it"_s);
}

Verdict sharedMayLookOnly(Trial &t)
{
    const ClaimId held = t.claim();
    const auto shared = t.hub().claim(t.rig.slot(), ClaimMode::Shared, kOther, 1min);
    if (!shared.ok())
        return failed(u"refused beside an exclusive claim: "_s + shared.error().code);
    const QString code = codeOf(startQuiet(t.hub(), shared->id, 5s));
    t.hub().release(shared->id);
    t.hub().release(held);
    return code == u"DEV-CLAIM" ? passed() : failed(u"a job over it ends "_s + code);
}

Verdict wrongClaimIsRefused(Trial &t)
{
    const QString none = codeOf(startQuiet(t.hub(), ClaimId(), 5s)), random = codeOf(startQuiet(t.hub(), QUuid::createUuid(), 5s));
    return none == u"DEV-CLAIM" && random == u"DEV-CLAIM" ? passed() : failed(none + u", "_s + random);
}

Verdict timeToLiveEnds(Trial &t)
{
    const ClaimId claim = t.claim(300ms);
    const auto job = endless(t, claim);
    if (job && codeOf(job) != u"DEV-CANCELLED")
        return failed(u"its job outlives it"_s);
    if (!t.waitFor([&] { return t.hub().claims().isEmpty() || !t.own(); }, 5000))
        return failed(u"still listed"_s);
    t.waitFor([] { return false; }, 320);
    const QString code = codeOf(startQuiet(t.hub(), claim, 5s));
    return code == u"DEV-CLAIM" ? passed() : failed(u"a job after its end: "_s + code);
}

Verdict endsWith(Trial &t, const std::function<void(const ClaimId &)> &how)
{
    const ClaimId claim = t.claim();
    const auto job = endless(t, claim);
    std::shared_ptr<RunningJob> queued;
    if (job) {
        t.waitState(DeviceState::Busy, 3000);
        queued = startQuiet(t.hub(), claim, 30s);
    }
    how(claim);
    if (job && codeOf(job) != u"DEV-CANCELLED")
        return failed(u"the running job goes on"_s);
    if (queued && codeOf(queued) != u"DEV-CANCELLED")
        return failed(u"the waiting job goes on"_s);
    const QString code = codeOf(startQuiet(t.hub(), claim, 5s));
    return code == u"DEV-CLAIM" ? passed() : failed(u"a job afterwards: "_s + code);
}

Verdict ownerEnds(Trial &t)
{
    return endsWith(t, [&](const ClaimId &) { t.hub().releaseAllOf(u"conformance"_s); });
}

Verdict takeOverEnds(Trial &t)
{
    if (!t.own())
        return skipped(Because::NoOwnHub);
    QString taken;
    const Verdict verdict = endsWith(t, [&](const ClaimId &) {
        const auto won = t.hub().takeOver(t.rig.slot(), kOther, 1min);
        taken = won.ok() ? QString() : won.error().code;
    });
    return taken.isEmpty() ? verdict : failed(u"takeover refused: "_s + taken);
}

Verdict releaseTwice(Trial &t)
{
    return endsWith(t, [&](const ClaimId &claim) {
        t.hub().release(claim);
        t.hub().release(claim);
    });
}

Verdict lockEnds(Trial &t)
{
    if (!t.own())
        return skipped(Because::NoOwnHub);
    return endsWith(t, [&](const ClaimId &) { t.hub().releaseAll(); });
}

Verdict oneOfAHundredWins(Trial &t)
{
    std::atomic<int> winners = 0;
    std::mutex mutex;
    QList<ClaimId> won;
    std::vector<std::thread> racers;
    racers.reserve(100);
    for (int i = 0; i < 100; ++i) {
        racers.emplace_back([&] {
            const auto claim = t.hub().claim(t.rig.slot(), ClaimMode::Exclusive, kOther, 1min);
            if (!claim.ok())
                return;
            ++winners;
            const std::lock_guard lock(mutex);
            won << claim->id;
        });
    }
    for (std::thread &racer : racers)
        racer.join();
    for (const ClaimId &claim : std::as_const(won))
        t.hub().release(claim);
    return winners == 1 ? passed() : failed(u"%1 winners"_s.arg(winners.load()));
}

} // namespace

void addClaimChecks(Checks &checks)
{
    checks.insert(checks.end(), {
        {"claims.exclusive", QT_TRANSLATE_NOOP("Conformance", "One user at a time, and the second is told who"), exclusiveExcludes},
        {"claims.shared", QT_TRANSLATE_NOOP("Conformance", "A shared right may look, not work"), sharedMayLookOnly},
        {"claims.wrong", QT_TRANSLATE_NOOP("Conformance", "No work without a right"), wrongClaimIsRefused},
        {"claims.time", QT_TRANSLATE_NOOP("Conformance", "A right ends with its time"), timeToLiveEnds},
        {"claims.owner", QT_TRANSLATE_NOOP("Conformance", "A right ends with its owner"), ownerEnds},
        {"claims.takeover", QT_TRANSLATE_NOOP("Conformance", "A right that was taken over ends for the loser"), takeOverEnds},
        {"claims.release", QT_TRANSLATE_NOOP("Conformance", "Giving back twice does no harm"), releaseTwice},
        {"claims.lock", QT_TRANSLATE_NOOP("Conformance", "Locking the screen ends every right"), lockEnds},
        {"claims.race", QT_TRANSLATE_NOOP("Conformance", "Of a hundred at once exactly one wins"), oneOfAHundredWins},
    });
}

} // namespace zc::devices::conformance
