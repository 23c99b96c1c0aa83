#pragma once
#include <devices/conformance.h>

#include "internal/conformance/exercise.h"

#include <QCoreApplication>

#include <mutex>

namespace zc::devices::conformance {

// Translations of the suite's words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Conformance)
};

// What a check found. A check that could not be made says so; it never passes.
struct Verdict {
    CheckState state = CheckState::Passed;
    QString words;
};
Verdict passed(const QString &figure = {});         // in words, translated: a count says what was counted
Verdict failed(const QString &seen);
enum class Because { NoOwnHub, NotHarmless, CannotProvoke, CannotTurn, NotInThisClass, NoLog, NoFigures };
Verdict skipped(Because why);

QString suiteLabel();               // as owner of its claims, for whoever is told "busy"

// Stands during one check: a hub of its own where the rig has a driver, else the desk's; every change and event noted.
class Trial {
public:
    Trial(ConformanceRig &rig, const ConformanceOptions &options, const Clock &clock);
    ~Trial();
    Trial(const Trial &) = delete;
    Trial &operator=(const Trial &) = delete;

    ConformanceRig &rig;
    const ConformanceOptions &options;
    const Clock &clock;

    bool own() const { return m_own; }
    DeviceHub &hub() { return *m_hub; }
    bool hasHub() const { return m_hub; }
    void openHub(int slots = 1);                    // anew; closes the present one
    void closeHub();
    DeviceInfo info() const;
    bool waitState(DeviceState state, int ms = 20'000) const;
    bool waitReady(int ms = 20'000) const;          // Ready or Degraded
    bool waitFor(const std::function<bool()> &what, int ms = 20'000) const;

    ClaimId claim(std::chrono::milliseconds ttl = std::chrono::minutes(10));    // exclusive, for the suite; null when refused
    bool mayRepeat() const { return rig.harmless() && m_own; }
    // The main operation where it may be repeated, else one without effect.
    std::shared_ptr<RunningJob> start(const ClaimId &claim, std::chrono::milliseconds deadline = std::chrono::seconds(20));
    Ending run(const ClaimId &claim, std::chrono::milliseconds deadline = std::chrono::seconds(20));
    int times(int full) const { return qMax(1, full * options.effort / 100); }

    QList<DeviceInfo> changes() const;              // of this device, since the hub was opened
    QStringList events() const;                     // everything the hub told, as text

private:
    ConformanceRig &m_rig;
    std::unique_ptr<DeviceHub> m_ownHub;
    DeviceHub *m_hub = nullptr;
    bool m_own = false;
    QObject m_ears;
    mutable std::mutex m_mutex;
    QList<DeviceInfo> m_changes;
    QStringList m_events;
    QList<ClaimId> m_claims;
};

struct Check {
    const char *id;
    const char *title;          // QT_TRANSLATE_NOOP("Conformance", …)
    Verdict (*run)(Trial &);
};
using Checks = std::vector<Check>;

void addLifeChecks(Checks &checks);
void addCapabilityChecks(Checks &checks);
void addClaimChecks(Checks &checks);
void addJobChecks(Checks &checks);
void addFaultChecks(Checks &checks);
void addUnplugChecks(Checks &checks);
void addHealthChecks(Checks &checks);
void addPrivacyChecks(Checks &checks);
void addLeakChecks(Checks &checks);

} // namespace zc::devices::conformance
