#pragma once

#include <base/halltime.h>
#include <intake/caselist.h>
#include <intake/ports.h>
#include <store/transaction.h>
#include <sync/status.h>

#include <QSet>

namespace zc::intake {

// Names and numbers of a child under 14 are hidden whole (个保 28, 31); of everybody else a part stays (domain page F2).
struct PersonMasks {
    PersonMasks(const QString &idNumber, qint64 nowMs);
    QString name(const QString &text) const;
    QString number(const QString &text) const;
    QString phone(const QString &text) const;
    bool child = false;
};

// Turns stored summaries into rows of the list, inside one transaction. Deadlines, items and words that many rows share are worked
// out once, so that a row costs little more than opening its seal.
class CaseRows {
public:
    CaseRows(const store::ReadTx &tx, const CounterPorts &ports) : m_tx(tx), m_ports(ports), m_now(hallTime(ports.clock.wallMs())) {}

    static const QStringList &members();          // what a summary must bring
    // The sync states of all cases with one query, before very many rows; without it every row asks for its own.
    Result<void> prepare();
    const QHash<QUuid, sync::SyncCaseState> &open() const { return m_open; }      // after prepare(): cases with something unsettled
    CaseRowView row(const store::CaseSummary &from);

private:
    struct Clocked {
        QDate due;
        int remaining = 0;
        Lamp lamp = Lamp::Grey;
    };
    QString shared(const QString &words) { return *m_words.insert(words); }
    std::pair<QString, QString> department(const QString &itemCode);
    sync::SyncCaseState syncOf(const store::CaseSummary &from) const;
    void putClock(CaseRowView &view, const store::CaseSummary &from, casework::CaseState state);
    Clocked clocked(QDate start, int days);

    const store::ReadTx &m_tx;
    const CounterPorts &m_ports;
    QDateTime m_now;
    bool m_prepared = false;
    QHash<QUuid, sync::SyncCaseState> m_open;
    QSet<QString> m_words;
    QHash<QString, std::pair<QString, QString>> m_departments;
    QHash<std::pair<QDate, int>, Clocked> m_clocks;
};

// The cases that fit a text, best first, without discarded ones; at most `limit`.
Result<CaseHits> findCases(const store::ReadTx &tx, const CounterPorts &ports, const QString &text, int limit);

} // namespace zc::intake
