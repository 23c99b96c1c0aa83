#include "suiterun.h"

#include <base/clock.h>

#include <QMutex>
#include <QRegularExpression>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

QStringList g_log;
QBasicMutex g_mutex;

void keepLog(QtMsgType, const QMessageLogContext &, const QString &message)
{
    const QMutexLocker lock(&g_mutex);
    g_log << message;
}

QStringList logged()
{
    const QMutexLocker lock(&g_mutex);
    return g_log;
}

} // namespace

ConformanceReport runSuite(ConformanceRig &rig, int effort, const QStringList &only)
{
    SystemClock clock;
    ConformanceOptions options;
    options.effort = effort;
    options.only = only;
    options.log = logged;
    g_log.clear();
    const QtMessageHandler before = qInstallMessageHandler(keepLog);
    const ConformanceReport report = runConformance(rig, options, clock);
    qInstallMessageHandler(before);
    for (const CheckResult &result : report.results) {
        const char *state = result.state == CheckState::Passed ? "ok  " : result.state == CheckState::Skipped ? "skip" : "FAIL";
        qInfo("%s %-20s %6lld ms  %s", state, qPrintable(result.check.id), result.elapsedMs, qPrintable(result.words));
    }
    return report;
}

QString whatDoesNotHold(ConformanceRig &rig, const QStringList &maySkip, int effort)
{
    const ConformanceReport report = runSuite(rig, effort);
    QStringList wrong, doubtful;
    if (report.results.size() != conformanceChecks().size())
        wrong << u"%1 checks of %2 were run"_s.arg(report.results.size()).arg(conformanceChecks().size());
    for (const CheckResult &result : report.results) {
        if (result.state == CheckState::Failed)
            doubtful << result.check.id;
        if (result.state == CheckState::Skipped && !maySkip.contains(result.check.id))
            wrong << result.check.id + u": "_s + result.words;
        static const QRegularExpression bare(u"^[\\d\\s.,]+$"_s);
        if (result.state == CheckState::Passed && result.words.contains(bare))
            wrong << result.check.id + u" has a bare count: "_s + result.words;
    }
    // Many checks measure time on a machine that is busy with other tests: what failed is looked at once more, by itself and in sight.
    if (!doubtful.isEmpty()) {
        for (const CheckResult &result : runSuite(rig, effort, doubtful).results)
            if (result.state == CheckState::Failed)
                wrong << result.check.id + u": "_s + result.words;
    }
    return wrong.join(u'\n');
}

} // namespace zc::devices
