#include "ratingdesk.h"

#include "internal/filing.h"

#include <audit/storeport.h>
#include <base/uuid.h>
#include <base/whendone.h>
#include <catalog/catalog.h>
#include <devices/devicehub.h>
#include <store/store.h>
#include <sync/engine.h>

#include <QSet>

using namespace Qt::StringLiterals;

namespace zc::intake {

namespace {

constexpr int kAnswerMs = 15'000;            // beyond the time to answer: only a terminal that says nothing at all ends there

RatingView::State stateOf(const QString &outcome)
{
    return outcome == u"given" ? RatingView::State::Given : outcome == u"declined" ? RatingView::State::Declined
        : outcome == u"unknown" ? RatingView::State::Unknown : RatingView::State::NotGiven;
}

// What the question tells the applicant about, and what is kept of it already.
struct Asked {
    QUuid caseId;
    QString item, number;
    std::optional<filing::KeptRating> kept;
    bool lawful = false;
};

} // namespace

class RatingDesk::Work {
public:
    Work(RatingDesk &desk, const CounterPorts &ports) : desk(desk), ports(ports) {}

    RatingDesk &desk;
    const CounterPorts &ports;
    QUuid caseId;
    RatingView view;
    QSet<QUuid> visits;                      // that were asked already: one visit, one question (一次一评)
    devices::ClaimId claim;
    std::optional<devices::Job<devices::Rating>> job;
    int request = 0;

    void show(const RatingView &next)
    {
        view = next;
        Q_EMIT desk.changed();
    }
    void fail(const QString &code, const QString &detail = {})
    {
        Q_EMIT desk.refused(Error{ErrorKind::Denied, code, detail});
    }

    void look(const QUuid &id, bool received)
    {
        const QUuid next = received ? id : QUuid();
        if (next == caseId && (next.isNull() || view.state != RatingView::State::None))
            return;
        stop();                              // the person of the case before has gone
        caseId = next;
        const int mine = ++request;
        if (view.state != RatingView::State::None)
            show({});
        if (caseId.isNull())
            return;
        whenDone(ports.store.readAsync([caseId = caseId](store::ReadTx &tx) { return filing::readRating(tx, caseId); }), &desk,
                 [this, mine](const Result<std::optional<filing::KeptRating>> &kept) {
                     if (mine != request || !kept)
                         return;
                     if (!*kept)
                         return show({RatingView::State::MayAsk, {}});
                     const RatingView::State state = stateOf((*kept)->outcome);
                     show({state, state == RatingView::State::Unknown ? (*kept)->raw : QString()});
                 });
    }

    QString readySlot(const QString &wanted) const
    {
        if (!ports.devices)
            return {};
        const QList<devices::DeviceInfo> all = ports.devices->devices();
        const QStringList slots_ = wanted.isEmpty() ? ports.workplace.evaluationSlots : QStringList{wanted};
        for (const QString &slot : slots_)
            for (const devices::DeviceInfo &info : all)
                if (info.id == slot && (info.state == devices::DeviceState::Ready || info.state == devices::DeviceState::Degraded))
                    return slot;
        return {};
    }

    void ask(QUuid visit, const QString &wanted)
    {
        if (job || view.state == RatingView::State::Asking)
            return;
        if (caseId.isNull())
            return fail(u"INT-RATING-EARLY"_s);
        if (view.state != RatingView::State::MayAsk || (!visit.isNull() && visits.contains(visit)))
            return fail(u"INT-RATING-ONCE"_s);
        const QString slot = readySlot(wanted);
        if (slot.isEmpty())
            return fail(u"INT-RATING-NONE"_s);
        if (visit.isNull())
            visit = makeUuidV7();
        const int mine = ++request;
        show({RatingView::State::Asking, {}});
        const auto read = ports.store.readAsync([caseId = caseId](store::ReadTx &tx) -> Result<Asked> {
            const auto head = filing::readHead(tx, caseId);
            if (!head)
                return head.error();
            const auto row = tx.caseById(caseId);
            const auto kept = filing::readRating(tx, caseId);
            if (!row || !kept)
                return row ? kept.error() : row.error();
            casework::CaseContext context;
            context.rated = kept->has_value();
            const auto verdict = casework::checkAction(head->state, casework::Action::Rate, casework::Role::Applicant, context);
            return Asked{caseId, row->title, head->formalNumber.isEmpty() ? head->provisionalNumber : head->formalNumber, *kept, verdict.allowed};
        });
        whenDone(read, &desk, [this, mine, visit, slot](const Result<Asked> &asked) {
            if (mine != request)
                return;
            if (asked && asked->lawful && !asked->number.isEmpty())
                return put(*asked, visit, slot);
            show({RatingView::State::MayAsk, {}});
            if (!asked)
                Q_EMIT desk.refused(asked.error());
            else
                fail(asked->kept ? u"INT-RATING-ONCE"_s : u"INT-RATING-EARLY"_s);
        });
    }

    void put(const Asked &asked, const QUuid &visit, const QString &slot)
    {
        using devices::AskEvaluation;
        const std::chrono::milliseconds deadline(AskEvaluation::kSeconds * 1000 + kAnswerMs);
        const auto held = ports.devices->claim(slot, devices::ClaimMode::Exclusive, {u"rating"_s, RatingDesk::tr("rating")}, 2 * deadline);
        if (!held) {
            show({RatingView::State::MayAsk, {}});
            Q_EMIT desk.refused(held.error());
            return;
        }
        claim = held->id;
        const AskEvaluation question{visit, asked.item, asked.number, ports.workplace.windowNo, ports.workplace.clerkNo, AskEvaluation::kSeconds};
        job = ports.devices->submit(claim, question, {deadline});
        whenDone(job->result(), &desk, [this, id = asked.caseId, visit, slot](const Result<devices::Rating> &rating) {
            ports.devices->release(claim);
            job.reset();
            if (rating)
                return keep(id, visit, slot, *rating);
            if (id == caseId)
                show({RatingView::State::MayAsk, {}});
            if (rating.error().kind != ErrorKind::Cancelled)
                Q_EMIT desk.refused(rating.error());
        });
    }

    void keep(const QUuid &id, const QUuid &visit, const QString &slot, const devices::Rating &rating)
    {
        visits.insert(visit);
        QString driver;
        for (const devices::DeviceInfo &info : ports.devices->devices())
            if (info.id == slot)
                driver = info.driver;
        const filing::KeptRating kept{visit, slot, driver, filing::outcomeName(rating.outcome), rating.level, rating.raw, ports.clock.wallMs()};
        // The log says that it happened and where; the level stands with the case alone, sealed.
        const audit::Event entry{u"case.rate"_s, ports.workplace.clerkNo, id, {{u"outcome"_s, kept.outcome}, {u"device"_s, slot}, {u"driver"_s, driver}, {u"visit"_s, uuidText(visit)}}};
        const auto written = audit::writeWith(ports.audit, ports.store, entry, [&ports = ports, id, kept](store::WriteTx &tx) { return filing::recordRating(tx, ports, id, kept); });
        whenDone(written, &desk, [this, id, kept](const Result<void> &done) {
            if (!done) {
                if (id == caseId)
                    show({RatingView::State::MayAsk, {}});
                visits.remove(kept.visit);
                Q_EMIT desk.refused(done.error());
                return;
            }
            if (ports.engine)
                ports.engine->wake();
            if (id == caseId)
                show({stateOf(kept.outcome), kept.outcome == u"unknown" ? kept.raw : QString()});
        });
    }

    void stop()
    {
        if (job)
            job->cancel();
    }
};

RatingDesk::RatingDesk(const CounterPorts &ports, QObject *parent) : QObject(parent), m_work(std::make_unique<Work>(*this, ports)) {}

RatingDesk::~RatingDesk()
{
    m_work->stop();
}

void RatingDesk::look(const QUuid &caseId, bool received) { m_work->look(caseId, received); }
RatingView RatingDesk::view() const { return m_work->view; }
void RatingDesk::ask(const QUuid &visit, const QString &slot) { m_work->ask(visit, slot); }
void RatingDesk::stop() { m_work->stop(); }

} // namespace zc::intake
