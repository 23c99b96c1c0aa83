#include "verbs/driverhome.h"
#include "verbs/verbs.h"

#include "verb.h"

#include <base/clock.h>
#include <devices/conformance.h>
#include <devices/conformancerigs.h>

#include <QMutex>

#include <thread>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

using namespace zc::devices;

constexpr int kOpenMs = 6000;

QMutex g_logMutex;
QStringList g_log;
QtMessageHandler g_before = nullptr;

void keepLog(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    {
        const QMutexLocker lock(&g_logMutex);
        g_log << message;
    }
    // States come and go by the hundred here; only what is wrong is worth a line.
    if (g_before && type != QtInfoMsg && type != QtDebugMsg)
        g_before(type, context, message);
}

QStringList logged()
{
    const QMutexLocker lock(&g_logMutex);
    return g_log;
}

// The machine's own device behind a hub of this program.
struct Real {
    std::unique_ptr<DeviceHub> hub;
    std::unique_ptr<LiveRig> rig;
};

Result<Real> openReal(const QString &words, const Clock &clock)
{
    const Result<DeviceEntry> entry = deviceEntry(words);
    if (!entry)
        return entry.error();
    Result<std::unique_ptr<Driver>> driver = makeDriver(*entry, clock, driverHome());
    if (!driver)
        return driver.error();
    std::vector<std::unique_ptr<Driver>> drivers;
    drivers.push_back(std::move(*driver));
    Real real;
    real.hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
    DeviceInfo info;
    for (int waited = 0; waited < kOpenMs; waited += 20) {
        info = real.hub->devices().constFirst();
        if (info.state == DeviceState::Ready || info.state == DeviceState::Degraded || !info.errorCode.isEmpty())
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    if (info.state != DeviceState::Ready && info.state != DeviceState::Degraded)
        return Error{ErrorKind::Device, info.errorCode.isEmpty() ? u"DEV-NOSUCH"_s : info.errorCode, info.errorDetail};
    real.rig = std::make_unique<LiveRig>(*real.hub, info);
    return real;
}

QString stateWord(CheckState state)
{
    return state == CheckState::Passed ? u"passed "_s : state == CheckState::Failed ? u"FAILED "_s : u"skipped"_s;
}

} // namespace

int deviceSelftest(const QStringList &words, Output &output)
{
    const auto usage = [&] {
        output.usage(u"usage: zcctl device selftest SLOT=ADDRESS | %1 [--only ID,…] [--effort 1…100]"_s.arg(rigNames().join(u" | "_s)));
        return int(Usage);
    };
    ConformanceOptions options;
    for (qsizetype i = 1; i < words.size(); i += 2) {
        const QString value = words.value(i + 1);
        bool good = !value.isEmpty();
        if (words[i] == u"--only") {
            options.only = value.split(u',', Qt::SkipEmptyParts);
            for (const QString &name : std::as_const(options.only)) {
                const QList<ConformanceCheck> checks = conformanceChecks();
                good = good && std::any_of(checks.begin(), checks.end(), [&](const ConformanceCheck &check) { return check.id == name || check.group == name; });
            }
        } else if (words[i] == u"--effort") {
            options.effort = value.toInt(&good);
            good = good && options.effort >= 1 && options.effort <= 100;
        } else {
            good = false;
        }
        if (!good)
            return usage();
    }
    if (words.isEmpty())
        return usage();

    SystemClock clock;
    std::unique_ptr<ConformanceRig> simulated;
    Result<Real> real = Real{};
    if (rigNames().contains(words.first())) {
        simulated = makeRig(words.first(), clock);
        if (!simulated) {
            output.problem(Error{ErrorKind::Internal, u"DEV-SIM-PTY"_s, words.first()});
            return Internal;
        }
    } else {
        real = openReal(words.first(), clock);
        if (!real) {
            output.problem(real.error());
            return real.error().code == u"DEV-ADDRESS" ? Usage : DoesNotHold;
        }
    }
    g_before = qInstallMessageHandler(keepLog);
    options.log = logged;
    options.report = [&](const CheckResult &result, int done, int of) {
        output.text(u"%1/%2  %3  %4  %5  %6"_s.arg(done, 2).arg(of).arg(stateWord(result.state), result.check.id.leftJustified(20), result.check.title, result.words));
        output.flush();
    };
    const ConformanceReport report = runConformance(simulated ? *simulated : *real->rig, options, clock);
    qInstallMessageHandler(g_before);
    output.text(u"%1: %2 passed, %3 failed, %4 skipped, %5 s"_s.arg(report.subject).arg(report.count(CheckState::Passed)).arg(report.count(CheckState::Failed))
                    .arg(report.count(CheckState::Skipped)).arg(double(report.elapsedMs) / 1000.0, 0, 'f', 1));
    output.document(QJsonDocument(report.toJson()));
    return report.holds() ? Ok : DoesNotHold;
}

} // namespace zc::ctl
