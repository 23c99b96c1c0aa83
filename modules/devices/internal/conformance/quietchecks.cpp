#include "trial.h"

#include <QDir>
#include <QFile>

#include <thread>

// Health, privacy and leaks: what may not be seen from outside.
namespace zc::devices::conformance {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Verdict healthAnswers(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    QFuture<Result<HealthReport>> asked = t.hub().checkHealth(t.rig.slot(), HealthLevel::Internal, {10s}).result();
    if (!t.waitFor([&] { return asked.isFinished(); }))
        return failed(u"no end"_s);
    const Result<HealthReport> report = asked.takeResult();
    if (!report.ok())
        return failed(report.error().code);
    if (!report->ok)
        return failed(report->notes.join(u"; "_s));
    return report->serial.isEmpty() ? passed() : passed(Words::tr("serial number %1").arg(report->serial.left(16)));
}

Verdict healthHasNoEffect(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const int before = t.rig.attempts();
    if (before < 0)
        return skipped(Because::NoFigures);
    for (int i = 0; i < 5; ++i) {
        QFuture<Result<HealthReport>> asked = t.hub().checkHealth(t.rig.slot(), HealthLevel::Internal, {10s}).result();
        t.waitFor([&] { return asked.isFinished(); });
    }
    return t.rig.attempts() == before ? passed() : failed(u"it did the main operation"_s);
}

Verdict healthNeedsNoClaim(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    const ClaimId held = t.claim();
    QFuture<Result<HealthReport>> asked = t.hub().checkHealth(t.rig.slot(), HealthLevel::Internal, {10s}).result();
    const bool ended = t.waitFor([&] { return asked.isFinished(); });
    t.hub().release(held);
    return ended && asked.takeResult().ok() ? passed() : failed(u"refused beside an exclusive claim"_s);
}

Verdict higherLevelsAreListedOrRefused(Trial &t)
{
    if (!t.waitReady())
        return failed(u"never ready: "_s + t.info().errorCode);
    for (const auto &[level, name] : {std::pair{HealthLevel::External, u"CheckHealth.External"_s}, {HealthLevel::Interactive, u"CheckHealth.Interactive"_s}}) {
        if (t.info().capabilities.operations.contains(name))
            continue;
        QFuture<Result<HealthReport>> asked = t.hub().checkHealth(t.rig.slot(), level, {5s}).result();
        if (!t.waitFor([&] { return asked.isFinished(); }))
            return failed(name + u" does not end"_s);
        const Result<HealthReport> report = asked.takeResult();
        if (report.ok() || faultClassOf(report.error().code) != FaultClass::Unsupported)
            return failed(name + u" is not refused"_s);
    }
    return passed();
}

// Runs successes and failures that had the contents in their hands.
QString exercised(Trial &t)
{
    const ClaimId claim = t.claim();
    for (quint64 seed = 60; seed < 64; ++seed) {
        t.rig.prepare(seed);
        if (!t.run(claim).ok)
            return u"a job failed"_s;
    }
    for (const FaultClass cls : {FaultClass::MediaRejected, FaultClass::Transport, FaultClass::UserAction}) {
        t.rig.prepare(64);
        if (t.rig.provoke(cls, 3))
            (void)t.run(claim, 3s);
        t.rig.reset();
        t.waitReady();
    }
    return {};
}

Verdict nothingPersonalIn(Trial &t, const std::function<QStringList()> &where)
{
    const QStringList planted = t.rig.personal();
    if (!t.mayRepeat() || planted.isEmpty())
        return skipped(Because::NotInThisClass);
    t.waitReady();
    const QString trouble = exercised(t);
    if (!trouble.isEmpty())
        return failed(trouble);
    const QStringList found = where();
    int hits = 0;
    for (const QString &line : found)
        for (const QString &word : planted)
            hits += line.contains(word);
    return hits == 0 ? passed(Words::tr("%n line(s) looked through", nullptr, int(found.size()))) : failed(u"%1 places"_s.arg(hits));
}

Verdict nothingPersonalInTheLog(Trial &t)
{
    return t.options.log ? nothingPersonalIn(t, t.options.log) : skipped(Because::NoLog);
}
Verdict nothingPersonalInEvents(Trial &t)
{
    return nothingPersonalIn(t, [&] { return t.events(); });
}
Verdict nothingPersonalInErrors(Trial &t)
{
    return nothingPersonalIn(t, [&] {
        const DeviceStatistics counted = t.hub().statistics(t.rig.slot());
        QStringList lines{counted.lastErrorCode, counted.lastErrorDetail};
        for (const DeviceInfo &info : t.changes())
            lines << info.errorCode << info.errorDetail;
        return lines + counted.faults.keys();
    });
}
Verdict nothingPersonalInTheTranscript(Trial &t)
{
    return nothingPersonalIn(t, [&] { return t.rig.transcript(); });
}

struct Figures {
    qsizetype descriptors = -1;
    qint64 residentKib = -1;
    int threads = -1;
};

Figures figures()
{
    Figures now;
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return now;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            now.residentKib = line.simplified().split(' ').value(1).toLongLong();
        else if (line.startsWith("Threads:"))
            now.threads = line.simplified().split(' ').value(1).toInt();
    }
    now.descriptors = QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System).size();
    return now;
}

// Opens, works, closes, over and over; the first rounds warm up what is kept for good reason.
Verdict flatOver(Trial &t, const std::function<QString(const Figures &before, const Figures &after)> &judge)
{
    if (!t.mayRepeat())
        return skipped(Because::NotHarmless);
    const int rounds = t.times(100);
    Figures before;
    for (int i = 0; i < rounds + 10; ++i) {
        if (!t.waitReady())
            return failed(u"round %1: never ready"_s.arg(i));
        if (i == 10) {                  // open, as it is at the end
            before = figures();
            if (before.threads < 0)
                return skipped(Because::NoFigures);
        }
        const ClaimId claim = t.claim();
        for (int job = 0; job < 10; ++job) {
            t.rig.prepare(70 + quint64(job));
            const Ending ending = t.run(claim);
            if (!ending.ok)
                return failed(u"round %1: %2"_s.arg(i).arg(ending.error.code));
        }
        t.openHub();
    }
    t.waitReady();
    const QString trouble = judge(before, figures());
    return trouble.isEmpty() ? passed(Words::tr("%n job(s) done", nullptr, rounds * 10)) : failed(trouble);
}

Verdict descriptorsStay(Trial &t)
{
    return flatOver(t, [](const Figures &before, const Figures &after) {
        return after.descriptors > before.descriptors + 1 ? u"%1 → %2"_s.arg(before.descriptors).arg(after.descriptors) : QString();
    });
}
Verdict memoryStays(Trial &t)
{
#ifdef __SANITIZE_ADDRESS__
    constexpr qint64 kAllocatorKib = 256 * 1024;        // the sanitizer holds freed memory back, to see who still uses it
#else
    constexpr qint64 kAllocatorKib = 4096;      // what an allocator may keep of freed memory
#endif
    return flatOver(t, [](const Figures &before, const Figures &after) {
        return after.residentKib > before.residentKib + kAllocatorKib ? u"%1 → %2 KiB"_s.arg(before.residentKib).arg(after.residentKib) : QString();
    });
}
Verdict threadsStay(Trial &t)
{
    return flatOver(t, [](const Figures &before, const Figures &after) {
        return after.threads > before.threads + 1 ? u"%1 → %2"_s.arg(before.threads).arg(after.threads) : QString();
    });
}

} // namespace

void addHealthChecks(Checks &checks)
{
    checks.insert(checks.end(), {
        {"health.answers", QT_TRANSLATE_NOOP("Conformance", "Tells how it is"), healthAnswers},
        {"health.harmless", QT_TRANSLATE_NOOP("Conformance", "Telling how it is has no effect"), healthHasNoEffect},
        {"health.free", QT_TRANSLATE_NOOP("Conformance", "Tells how it is while another uses it"), healthNeedsNoClaim},
        {"health.levels", QT_TRANSLATE_NOOP("Conformance", "Refuses tests that it does not list"), higherLevelsAreListedOrRefused},
    });
}

void addPrivacyChecks(Checks &checks)
{
    checks.insert(checks.end(), {
        {"privacy.log", QT_TRANSLATE_NOOP("Conformance", "Nothing personal in the log"), nothingPersonalInTheLog},
        {"privacy.events", QT_TRANSLATE_NOOP("Conformance", "Nothing personal in state changes"), nothingPersonalInEvents},
        {"privacy.errors", QT_TRANSLATE_NOOP("Conformance", "Nothing personal in faults and figures"), nothingPersonalInErrors},
        {"privacy.transcript", QT_TRANSLATE_NOOP("Conformance", "Nothing personal in the record of the line"), nothingPersonalInTheTranscript},
    });
}

void addLeakChecks(Checks &checks)
{
    checks.insert(checks.end(), {
        {"leaks.files", QT_TRANSLATE_NOOP("Conformance", "Leaves no open files behind"), descriptorsStay},
        {"leaks.memory", QT_TRANSLATE_NOOP("Conformance", "Uses no more memory the longer it works"), memoryStays},
        {"leaks.threads", QT_TRANSLATE_NOOP("Conformance", "Leaves no threads behind"), threadsStay},
    });
}

} // namespace zc::devices::conformance
