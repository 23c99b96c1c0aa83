#include "internal/service.h"

#include "internal/catalogue.h"
#include "internal/schema.h"

#include <base/halltime.h>
#include <base/uuid.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTimeZone>

namespace zc::refplatform {

using namespace Qt::StringLiterals;

namespace {

const Clock &systemClock()
{
    static const SystemClock clock;
    return clock;
}

} // namespace

Result<std::unique_ptr<Service>> Service::open(const Options &options)
{
    auto service = std::make_unique<Service>();
    service->options = options;
    service->clock = options.clock ? options.clock : &systemClock();
    QDir dir(options.dataDir);
    if (options.dataDir.isEmpty() || !dir.mkpath(u"."_s))
        return Error{ErrorKind::Internal, u"REF-STORAGE"_s, u"data directory"_s};
    QFile::setPermissions(options.dataDir, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    auto vault = Vault::open(options.dataDir);
    if (!vault)
        return vault.error();
    service->vault = std::move(*vault);
    try {
        service->db = std::make_unique<Database>(dir.filePath(u"platform.db"_s));
        QString environment;
        service->db->write([&](Connection &db) {
            migrate(db);
            db.run("INSERT INTO meta VALUES('environment',?) ON CONFLICT DO NOTHING", {options.environment});
            environment = db.row("SELECT value FROM meta WHERE key='environment'")->first().toString();
            return true;
        });
        // Demo and production never mix: a data directory keeps the environment it was made for.
        if (environment != options.environment)
            return Error{ErrorKind::Invalid, u"REF-OPTIONS"_s, u"data directory belongs to environment "_s + environment};
        service->identity = std::make_unique<Identity>(*service->vault, *service->db, *service->clock, options.environment);
        service->identity->seed(options.seed);
        loadPacks(*service->db, options.packsDir, service->nowMs());
        service->feed = std::make_unique<Feed>(*service->vault, *service->db);
    } catch (const DbFault &fault) {
        return Error{ErrorKind::Internal, u"REF-STORAGE"_s, QString::fromUtf8(fault.what())};
    }
    service->blobs = std::make_unique<Blobs>(dir.filePath(u"blobs"_s));
    service->uploads = std::make_unique<Uploads>(*service->vault, *service->db, *service->clock, dir.filePath(u"uploads"_s));
    try {
        QSet<QUuid> named;
        service->db->read([&](Connection &db) {
            const auto rows = db.rows("SELECT blob_id FROM attachment");
            for (const Row &row : rows)
                named.insert(QUuid::fromRfc4122(row.first().toByteArray()));
        });
        if (!service->blobs->prepare(named) || !service->uploads->prepare())
            return Error{ErrorKind::Internal, u"REF-STORAGE"_s, u"file directories"_s};
    } catch (const DbFault &fault) {
        return Error{ErrorKind::Internal, u"REF-STORAGE"_s, QString::fromUtf8(fault.what())};
    }
    if (auto calendar = casework::WorkCalendar::builtIn(); calendar)
        service->calendar = *calendar;
    return service;
}

std::optional<qint64> Service::dueMs(qint64 fromMs, int workdays) const
{
    if (!calendar)
        return {};
    QDate day = hallTime(fromMs).date();
    for (int i = 0; i < workdays; ++i)
        day = calendar->nextWorkingDay(day);
    return QDateTime(day, QTime(23, 59, 59), QTimeZone(kHallOffsetS)).toMSecsSinceEpoch();
}

QString Service::newId() { return u"00-"_s + uuidText(makeUuidV7()); }

Service::Claim::Claim(Service &service, const QUuid &opId) : m_service(service), m_opId(opId)
{
    const std::lock_guard lock(service.m_claimMutex);
    m_held = service.m_claims.insert(opId).second;
}

Service::Claim::~Claim()
{
    if (!m_held)
        return;
    const std::lock_guard lock(m_service.m_claimMutex);
    m_service.m_claims.erase(m_opId);
}

} // namespace zc::refplatform
