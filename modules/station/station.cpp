#include "station.h"

#include "internal/auditkey.h"

#include <audit/storeport.h>
#include <base/whendone.h>
#include <casework/workcalendar.h>
#include <devices/devicehub.h>
#include <sync/engine.h>
#include <sync/outbox.h>

#include <QDir>
#include <QMutex>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace zc::station {
namespace {

constexpr auto kMine = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

template <class T, class F>
QFuture<T> onPool(F work)
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    QFuture<T> future = promise->future();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace

struct Station::Prepared {
    StationOptions options;
    const Clock &clock;
    casework::WorkCalendar calendar;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<catalog::Catalog> catalog;
    std::unique_ptr<audit::StorePort> auditPort;
    std::unique_ptr<audit::AuditLog> audit;
    std::optional<Error> auditProblem;
    std::unique_ptr<platform::HttpPlatform> client;

    Prepared(StationOptions given, const Clock &stationClock) : options(std::move(given)), clock(stationClock) {}
};

struct Station::Private {
    explicit Private(const Clock &clock) : outbox(clock) {}
    sync::Outbox outbox;
    std::unique_ptr<sync::Engine> engine;
    std::unique_ptr<devices::DeviceHub> devices;
    std::unique_ptr<intake::CounterPorts> ports;
    sync::Actor actor;
    QMutex actorMutex;                   // read on the store's writer thread
    QFuture<void> turning;               // a lock or unlock on the pool: works on what the end takes away
};

Result<std::shared_ptr<Station::Prepared>> Station::prepare(StationOptions options, const store::KeySource &keys, const Clock &clock)
{
    auto prepared = std::make_shared<Prepared>(std::move(options), clock);
    const StationOptions &o = prepared->options;
    const QDir folder(o.folder);
    if (!folder.mkpath(u"."_s) || !QFile::setPermissions(o.folder, kMine))
        return Error{ErrorKind::Denied, u"STN-FOLDER"_s, {}};
    auto calendar = casework::WorkCalendar::builtIn();
    if (!calendar)
        return calendar.error();
    prepared->calendar = *calendar;

    store::StoreOptions storeOptions;
    storeOptions.environment = o.workplace.environment;
    storeOptions.suite = o.suite;
    auto store = store::Store::open(folder.filePath(u"store"_s), keys, clock, storeOptions);
    if (!store)
        return store.error();
    prepared->store = std::move(*store);

    auto catalog = catalog::Catalog::open(o.catalogueFile);
    if (!catalog)
        return catalog.error();
    prepared->catalog = std::move(*catalog);
    if (auto done = prepared->catalog->install(o.items); !done)
        return done.error();

    AuditKey key = openAuditKey(folder.filePath(u"audit"_s), *prepared->store);
    prepared->auditProblem = key.problem;
    prepared->auditPort = std::make_unique<audit::StorePort>(*prepared->store);
    audit::AuditLog::Options audit;
    audit.epoch = prepared->store->deviceEpoch();
    audit.checkpointFile = key.checkpointFile;
    audit.keyId = key.id;
    audit.key = std::move(key.key);
    prepared->audit = std::make_unique<audit::AuditLog>(*prepared->auditPort, clock, std::move(audit));

    if (!o.platform.origin.isEmpty()) {
        auto client = platform::HttpPlatform::create(o.platform, clock);
        if (!client)
            return client.error();
        prepared->client = std::move(*client);
    }
    return prepared;
}

store::Store &Station::storeOf(Prepared &prepared) { return *prepared.store; }
intake::Workplace &Station::workplaceOf(Prepared &prepared) { return prepared.options.workplace; }

Station::Station(std::shared_ptr<Prepared> prepared, QObject *parent)
    : QObject(parent), m_prepared(std::move(prepared)), m_d(std::make_unique<Private>(m_prepared->clock))
{
    StationOptions &o = m_prepared->options;
    m_d->actor.clerk = o.workplace.clerkNo;
    if (o.prints)
        o.prints->open(*m_prepared->store);              // before a driver can ask it
    m_d->devices = std::make_unique<devices::DeviceHub>(devices::DeviceSettings{}, std::move(o.drivers), m_prepared->clock);
    if (m_prepared->client) {
        sync::EngineOptions options;
        options.clientId = o.platform.desk.clientId;
        options.environment = o.workplace.environment;
        options.receiptKeys = o.receiptKeys;
        m_d->engine = std::make_unique<sync::Engine>(*m_prepared->store, std::move(m_prepared->client), m_prepared->clock, options);
    }
    const auto actor = [this] {
        QMutexLocker lock(&m_d->actorMutex);
        return m_d->actor;
    };
    m_d->ports.reset(new intake::CounterPorts{*m_prepared->store, *m_prepared->catalog, *o.packs, *o.papers, m_prepared->calendar, m_prepared->clock,
                                              m_d->outbox, actor, m_d->engine.get(), m_d->devices.get(), o.workplace, m_prepared->audit.get(), o.encoder, o.surface});
    if (m_d->engine)
        m_d->engine->start();
    if (const store::OpenReport &report = m_prepared->store->openReport(); report.restored)
        record(u"store.restored"_s, {}, {{u"reason"_s, report.reason}, {u"snapshot"_s, report.snapshotNumber}, {u"salvaged"_s, report.salvagedRows},
                                         {u"lost"_s, report.lostRows}, {u"uncertain"_s, int(report.uncertainCases.size())}});
}

Station::~Station()
{
    m_d->turning.waitForFinished();
    m_d->devices.reset();
    if (m_prepared->options.prints)
        m_prepared->options.prints->close();
    if (m_d->engine)
        m_d->engine->stop();
    m_d->engine.reset();
    // Behind everything that is queued: the last entry is the end, so that a signed head covers the whole log.
    if (!m_prepared->store->isLocked())
        record(u"session.end"_s).waitForFinished();
    m_prepared->audit.reset();
    m_prepared->store.reset();           // finishes what the counter has queued, while its ports still stand
}

const intake::CounterPorts &Station::ports() const { return *m_d->ports; }
store::Store &Station::store() const { return *m_prepared->store; }
sync::Engine *Station::engine() const { return m_d->engine.get(); }
PrintShelf *Station::prints() const { return m_prepared->options.prints.get(); }
bool Station::isLocked() const { return m_prepared->store->isLocked(); }

void Station::setTicket(const QByteArray &ticket)
{
    {
        QMutexLocker lock(&m_d->actorMutex);
        m_d->actor.ticket = ticket;
    }
    if (m_d->engine)
        m_d->engine->clerkLoggedIn(m_d->actor);
}

QFuture<Result<audit::Line>> Station::record(const QString &kind, const QUuid &caseId, const QJsonObject &detail)
{
    return m_prepared->audit->record({kind, m_d->actor.clerk, caseId, detail});
}

std::optional<Error> Station::checkpointProblem() const
{
    return m_prepared->auditProblem ? m_prepared->auditProblem : m_prepared->audit->checkpointProblem();
}

QFuture<Result<void>> Station::lock(const QString &reason)
{
    m_d->devices->releaseAll();
    if (m_d->engine)
        m_d->engine->hold(true);
    const auto noted = record(u"session.lock"_s, {}, {{u"reason"_s, reason}});
    const auto locked = onPool<Result<void>>([prepared = m_prepared, noted = QFuture<Result<audit::Line>>(noted), turning = m_d->turning]() mutable -> Result<void> {
        turning.waitForFinished();       // one after the other
        noted.waitForFinished();
        const Result<audit::Line> line = noted.result();
        const Result<void> signedHead = line ? prepared->audit->checkpoint() : Result<void>(line.error());
        prepared->store->lock();
        return signedHead;
    });
    m_d->turning = QFuture<void>(locked);
    return locked;
}

QFuture<Result<void>> Station::unlock(const store::KeySource &keys, int failedTries)
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    const auto opened = onPool<Result<void>>([prepared = m_prepared, keys, turning = m_d->turning]() mutable {
        turning.waitForFinished();
        return prepared->store->unlock(keys);
    });
    m_d->turning = QFuture<void>(opened);
    whenDone(opened, this, [this, promise, failedTries](const Result<void> &open) {
        const auto answer = [promise](const Result<void> &outcome) {
            promise->addResult(outcome);
            promise->finish();
        };
        if (!open)
            return answer(open);
        whenDone(record(u"session.unlock"_s, {}, {{u"failedTries"_s, failedTries}}), this, [this, answer](const Result<audit::Line> &line) {
            if (!line) {
                m_prepared->store->lock();
                return answer(line.error());
            }
            if (m_d->engine)
                m_d->engine->hold(false);
            answer({});
        });
    });
    return promise->future();
}

} // namespace zc::station
