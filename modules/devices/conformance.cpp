#include "conformance.h"

#include "internal/conformance/trial.h"

#include <base/clock.h>
#include <base/halltime.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>

namespace zc::devices {

using namespace Qt::StringLiterals;

ConformanceRig::~ConformanceRig() = default;
std::unique_ptr<Driver> ConformanceRig::driver(const DeviceId &) { return nullptr; }
DeviceHub *ConformanceRig::liveHub() { return nullptr; }
bool ConformanceRig::prepare(quint64) { return false; }
QString ConformanceRig::expected(quint64) const { return {}; }
bool ConformanceRig::makeEndless() { return false; }
bool ConformanceRig::makeSlow(int) { return false; }
bool ConformanceRig::provoke(FaultClass, int) { return false; }
bool ConformanceRig::unplug(Moment) { return false; }
bool ConformanceRig::plug() { return false; }
bool ConformanceRig::restart() { return false; }

namespace {

const conformance::Checks &all()
{
    static const conformance::Checks checks = [] {
        conformance::Checks list;
        conformance::addLifeChecks(list);
        conformance::addCapabilityChecks(list);
        conformance::addClaimChecks(list);
        conformance::addJobChecks(list);
        conformance::addFaultChecks(list);
        conformance::addUnplugChecks(list);
        conformance::addHealthChecks(list);
        conformance::addPrivacyChecks(list);
        conformance::addLeakChecks(list);
        return list;
    }();
    return checks;
}

ConformanceCheck described(const conformance::Check &check)
{
    const QString id = QString::fromLatin1(check.id);
    return {id, id.section(u'.', 0, 0), QCoreApplication::translate("Conformance", check.title)};
}

QString stateName(CheckState state)
{
    switch (state) {
    case CheckState::Passed: return u"passed"_s;
    case CheckState::Failed: return u"failed"_s;
    case CheckState::Skipped: return u"skipped"_s;
    }
    return {};
}

} // namespace

int ConformanceReport::count(CheckState state) const
{
    return int(std::count_if(results.begin(), results.end(), [state](const CheckResult &result) { return result.state == state; }));
}

QJsonObject ConformanceReport::toJson() const
{
    QJsonArray list;
    for (const CheckResult &result : results) {
        QJsonObject entry{{u"id"_s, result.check.id}, {u"state"_s, stateName(result.state)}, {u"elapsedMs"_s, result.elapsedMs}};
        if (!result.words.isEmpty())
            entry.insert(u"words"_s, result.words);
        list.append(entry);
    }
    return {{u"subject"_s, subject},
            {u"device"_s, device.id},
            {u"class"_s, deviceClassName(device.cls)},
            {u"driver"_s, device.driver},
            {u"model"_s, device.identity.model},
            {u"at"_s, hallTime(wallMs).toString(Qt::ISODate)},
            {u"elapsedMs"_s, elapsedMs},
            {u"ok"_s, holds()},
            {u"stopped"_s, stopped},
            {u"passed"_s, count(CheckState::Passed)},
            {u"failed"_s, count(CheckState::Failed)},
            {u"skipped"_s, count(CheckState::Skipped)},
            {u"checks"_s, list}};
}

QList<ConformanceCheck> conformanceChecks()
{
    QList<ConformanceCheck> list;
    for (const conformance::Check &check : all())
        list << described(check);
    return list;
}

ConformanceReport runConformance(ConformanceRig &rig, const ConformanceOptions &options, const Clock &clock)
{
    ConformanceReport report;
    report.subject = rig.title();
    report.wallMs = clock.wallMs();
    QElapsedTimer whole;
    whole.start();
    conformance::Checks chosen;
    for (const conformance::Check &check : all()) {
        const ConformanceCheck words = described(check);
        if (options.only.isEmpty() || options.only.contains(words.id) || options.only.contains(words.group))
            chosen.push_back(check);
    }
    for (const conformance::Check &check : chosen) {
        if (options.stop && options.stop()) {
            report.stopped = true;
            break;
        }
        CheckResult result;
        result.check = described(check);
        QElapsedTimer timer;
        timer.start();
        {
            conformance::Trial trial(rig, options, clock);
            const conformance::Verdict verdict = check.run(trial);
            result.state = verdict.state;
            result.words = verdict.words;
            if (!trial.hasHub())
                trial.openHub();
            report.device = trial.info();
        }
        result.elapsedMs = timer.elapsed();
        report.results << result;
        if (options.report)
            options.report(result, int(report.results.size()), int(chosen.size()));
    }
    report.elapsedMs = whole.elapsed();
    return report;
}

} // namespace zc::devices
