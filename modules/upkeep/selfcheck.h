#pragma once
#include <base/error.h>

#include <QFuture>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>
#include <vector>

namespace zc::upkeep {

enum class ProbeState { Pass, Warn, Fail };
QString probeStateName(ProbeState state);               // pass warn fail

// What one probe found: in words for the screen, and what to do where it is not in order.
struct ProbeResult {
    ProbeState state = ProbeState::Pass;
    QString words;
    QString code;                                       // error code of the list; empty when it passes
};

struct ProbeReport {
    QString id;                                         // "store", "packs" …, stable for scripts
    QString title;
    ProbeResult result;
    qint64 elapsedMs = 0;
};

struct SelfCheckReport {
    QList<ProbeReport> probes;
    bool ok() const;                                    // no probe failed
    QJsonObject toJson() const;                         // {"ok":…,"probes":[{"id","title","state","words","code","elapsedMs"}]}
};

// The registry of probes. add() before run(); a probe may block and must not touch the GUI. run() goes through them in order on
// a pool thread; a probe that takes longer than its limit is reported as failed, and the rest go on.
class SelfCheck {
public:
    using Probe = std::function<ProbeResult()>;
    static constexpr int kLimitMs = 10'000;

    void add(const QString &id, const QString &title, Probe probe, int limitMs = kLimitMs);
    QFuture<SelfCheckReport> run() const;
    SelfCheckReport runNow() const;                     // blocks; never on the GUI thread

private:
    struct Entry {
        QString id, title;
        Probe probe;
        int limitMs;
    };
    std::vector<Entry> m_entries;
};

// The result of a probe that rests on an Error: words and code from the error list.
ProbeResult failedBecause(const Error &error);

} // namespace zc::upkeep
