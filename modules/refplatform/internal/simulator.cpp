#include "internal/simulator.h"

#include "internal/caseops.h"
#include "internal/cases.h"

#include <base/logging.h>

#include <chrono>

ZC_LOGGING_CATEGORY(lcSimulator, "refplatform.simulator")

namespace zc::refplatform {

using namespace Qt::StringLiterals;

Simulator::Simulator(Service &service, int acceptAfterSeconds)
    : m_service(service), m_afterSeconds(acceptAfterSeconds), m_thread([this] { loop(); })
{
}

Simulator::~Simulator()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void Simulator::loop()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, std::chrono::milliseconds(250), [this] { return m_stop; })) {
        lock.unlock();
        try {
            acceptDue();
        } catch (const std::exception &fault) {
            qCWarning(lcSimulator, "%s", fault.what());
        }
        lock.lock();
    }
}

void Simulator::acceptDue()
{
    const qint64 until = m_service.nowMs() - qint64(m_afterSeconds) * 1000;
    QList<QByteArray> due;
    m_service.db->read([&](Connection &db) {
        const auto rows = db.rows("SELECT c.case_id FROM case_file c JOIN submission s ON s.case_id=c.case_id AND s.round_no=c.round_no"
                                  " WHERE c.state='received' AND c.frozen=1 AND s.at_ms<=? LIMIT 20",
                                  {until});
        for (const Row &row : rows)
            due << row.first().toByteArray();
    });
    for (const QByteArray &caseId : std::as_const(due)) {
        m_service.db->write([&](Connection &db) {
            auto record = loadCase(*m_service.vault, db, QUuid::fromRfc4122(caseId));
            if (!record || record->state != u"received" || !record->frozen)
                return false;
            Request request;
            request.principal.siteCode = record->site;
            const OpHeaders op;
            Ticket ticket;
            ticket.clerkId = u"SIM-OFFICER"_s;
            Effect effect{m_service, db, request, op, ticket, record->caseId, m_service.nowMs(), {}, {}};
            platform::DecisionCreate decision;
            decision.kind = u"accept"_s;
            decision.mode = u"normal"_s;
            if (applyDecision(effect, *record, decision, {u"acceptor"_s}).refusal)
                return false;
            for (ChangeDraft change : std::as_const(effect.changes)) {
                change.origin.reset();      // nobody's desk did this
                m_service.feed->append(db, change);
            }
            return true;
        });
        m_service.feed->wake();
    }
}

} // namespace zc::refplatform
