#include "selfcheck.h"

#include <base/errortext.h>

#include <QElapsedTimer>
#include <QJsonArray>
#include <QPromise>
#include <QThreadPool>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

using namespace Qt::StringLiterals;

namespace zc::upkeep {
namespace {

// Shared by the probe's thread and the waiting one; whoever is last lets it go.
struct Slot {
    std::mutex mutex;
    std::condition_variable done;
    std::optional<ProbeResult> result;
};

} // namespace

QString probeStateName(ProbeState state)
{
    switch (state) {
    case ProbeState::Pass: return u"pass"_s;
    case ProbeState::Warn: return u"warn"_s;
    case ProbeState::Fail: return u"fail"_s;
    }
    return u"fail"_s;
}

bool SelfCheckReport::ok() const
{
    return std::none_of(probes.cbegin(), probes.cend(), [](const ProbeReport &probe) { return probe.result.state == ProbeState::Fail; });
}

QJsonObject SelfCheckReport::toJson() const
{
    QJsonArray list;
    for (const ProbeReport &probe : probes)
        list.append(QJsonObject{{u"id"_s, probe.id}, {u"title"_s, probe.title}, {u"state"_s, probeStateName(probe.result.state)},
                                {u"words"_s, probe.result.words}, {u"code"_s, probe.result.code}, {u"elapsedMs"_s, probe.elapsedMs}});
    return {{u"ok"_s, ok()}, {u"probes"_s, list}};
}

void SelfCheck::add(const QString &id, const QString &title, Probe probe, int limitMs)
{
    m_entries.push_back({id, title, std::move(probe), limitMs});
}

SelfCheckReport SelfCheck::runNow() const
{
    SelfCheckReport report;
    for (const Entry &entry : m_entries) {
        QElapsedTimer timer;
        timer.start();
        auto slot = std::make_shared<Slot>();
        QThreadPool::globalInstance()->start([slot, probe = entry.probe] {
            ProbeResult result = probe();
            std::lock_guard lock(slot->mutex);
            slot->result = std::move(result);
            slot->done.notify_all();
        });
        std::unique_lock lock(slot->mutex);
        const bool intime = slot->done.wait_for(lock, std::chrono::milliseconds(entry.limitMs), [&] { return slot->result.has_value(); });
        const ProbeResult result = intime ? *slot->result : failedBecause({ErrorKind::Timeout, u"UPK-PROBE-SLOW"_s, entry.id});
        report.probes.append({entry.id, entry.title, result, timer.elapsed()});
    }
    return report;
}

QFuture<SelfCheckReport> SelfCheck::run() const
{
    auto promise = std::make_shared<QPromise<SelfCheckReport>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, check = *this] {
        QThreadPool::globalInstance()->releaseThread();       // this thread only waits for probes; it must not take one's place
        promise->addResult(check.runNow());
        QThreadPool::globalInstance()->reserveThread();
        promise->finish();
    });
    return promise->future();
}

ProbeResult failedBecause(const Error &error)
{
    return {ProbeState::Fail, ErrorTexts().sentence(error), error.code};
}

} // namespace zc::upkeep
