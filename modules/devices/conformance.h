#pragma once
#include <devices/conformancerig.h>

#include <QJsonObject>

#include <functional>

namespace zc {
class Clock;
}

namespace zc::devices {

enum class CheckState { Passed, Failed, Skipped };

struct ConformanceCheck {
    QString id;                 // "life.sequence": stable, for reports and for the command line
    QString group;              // "life"
    QString title;              // for people, translated
};

struct CheckResult {
    ConformanceCheck check;
    CheckState state = CheckState::Skipped;
    QString words;              // failed: what was seen (English, for IT); skipped: why not; passed: what was counted or measured, or empty (both translated)
    qint64 elapsedMs = 0;
};

struct ConformanceReport {
    QString subject;            // the rig's title
    DeviceInfo device;          // as it was at the end
    QList<CheckResult> results;
    qint64 wallMs = 0;          // when it began
    qint64 elapsedMs = 0;
    bool stopped = false;       // ended by the person before the last check

    int count(CheckState state) const;
    bool holds() const { return !stopped && count(CheckState::Failed) == 0; }
    QJsonObject toJson() const;
};

struct ConformanceOptions {
    int effort = 100;           // percent of the repetitions: 1,000 cancels, 1,000 cycles …
    QStringList only;           // ids or groups; empty: all
    std::function<QStringList()> log;       // everything logged since the program began; empty: the log check is skipped
    std::function<void(const CheckResult &, int done, int of)> report;      // on the calling thread
    std::function<bool()> stop; // looked at between checks
};

// Every check there is, in the order in which they run; the same list for every class and every driver.
QList<ConformanceCheck> conformanceChecks();

// Runs the checks against one device, through DeviceHub alone. Blocks for as long as that takes (seconds to a minute): never on
// the GUI thread. What the rig cannot do is skipped with its reason, never passed.
ConformanceReport runConformance(ConformanceRig &rig, const ConformanceOptions &options, const Clock &clock);

} // namespace zc::devices
