#include "platformserver.h"

#include "internal/httpserver.h"
#include "internal/service.h"
#include "internal/simulator.h"

#include <base/logging.h>

#include <QThread>

ZC_LOGGING_CATEGORY(lcServer, "refplatform.server")

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;

Error refused(const QString &what) { return {ErrorKind::Invalid, u"REF-OPTIONS"_s, what}; }

// Plain HTTP is for one machine and invented data only.
std::optional<Error> wrongOptions(const Options &options)
{
    if (options.environment != u"demo" && options.environment != u"test")
        return refused(u"environment without TLS must be demo or test"_s);
    if (options.listenHost != u"127.0.0.1" && options.listenHost != u"::1" && options.listenHost != u"localhost")
        return Error{ErrorKind::Denied, u"REF-LISTEN"_s, u"not a loopback address"_s};
    if (options.autoAcceptSeconds && !options.simulate)
        return refused(u"auto accept needs simulate"_s);
    return {};
}

} // namespace

struct PlatformServer::Private {
    Options options;
    std::unique_ptr<Service> service;
    std::unique_ptr<Router> router;
    std::unique_ptr<HttpServer> http, admin;
    std::unique_ptr<Simulator> simulator;
};

PlatformServer::PlatformServer(Options options) : m_d(std::make_unique<Private>()) { m_d->options = std::move(options); }

PlatformServer::~PlatformServer() { stop(); }

Result<void> PlatformServer::start()
{
    stop();
    if (const auto error = wrongOptions(m_d->options))
        return *error;
    auto service = Service::open(m_d->options);
    if (!service)
        return service.error();
    m_d->service = std::move(*service);
    m_d->router = std::make_unique<Router>(*m_d->service);
    const int threads = m_d->options.threads > 0 ? m_d->options.threads : qMax(16, 8 * QThread::idealThreadCount());
    m_d->router->setPollLimit(qMax(1, threads / 4));
    m_d->http = std::make_unique<HttpServer>(*m_d->router, *m_d->service->clock, HttpServer::Settings{m_d->options.listenHost, m_d->options.port, threads, false});
    bool listening = m_d->http->start();
    if (listening && m_d->options.adminPort) {
        m_d->admin = std::make_unique<HttpServer>(*m_d->router, *m_d->service->clock, HttpServer::Settings{m_d->options.listenHost, *m_d->options.adminPort, 2, true});
        listening = m_d->admin->start();
    }
    if (!listening) {
        stop();
        return Error{ErrorKind::Denied, u"REF-LISTEN"_s, u"%1:%2"_s.arg(m_d->options.listenHost).arg(m_d->options.port)};
    }
    if (m_d->options.autoAcceptSeconds)
        m_d->simulator = std::make_unique<Simulator>(*m_d->service, *m_d->options.autoAcceptSeconds);
    qCInfo(lcServer, "platform listens on port %d, environment %s", int(port()), qPrintable(m_d->options.environment));
    return {};
}

void PlatformServer::stop()
{
    if (m_d->service)
        m_d->service->feed->stop();
    m_d->simulator.reset();
    m_d->http.reset();
    m_d->admin.reset();
    m_d->router.reset();
    m_d->service.reset();
}

bool PlatformServer::isRunning() const { return m_d->http != nullptr; }
quint16 PlatformServer::port() const { return m_d->http ? m_d->http->port() : 0; }
quint16 PlatformServer::adminPort() const { return m_d->admin ? m_d->admin->port() : 0; }
QString PlatformServer::baseUrl() const { return u"http://127.0.0.1:%1"_s.arg(port()); }
QString PlatformServer::platformId() const { return m_d->service ? m_d->service->vault->platformId() : QString(); }

Result<void> PlatformServer::init(const Options &options)
{
    auto service = Service::open(options);
    if (!service)
        return service.error();
    return {};
}

Result<QString> PlatformServer::check(const Options &options)
{
    auto service = Service::open(options);
    if (!service)
        return service.error();
    QString report;
    try {
        (*service)->db->read([&](Connection &db) {
            const QString integrity = db.row("PRAGMA integrity_check")->first().toString();
            qint64 missing = 0, files = 0;
            const auto rows = db.rows("SELECT blob_id FROM attachment WHERE state='bound'");
            for (const Row &row : rows) {
                ++files;
                missing += (*service)->blobs->exists(QUuid::fromRfc4122(row.first().toByteArray())) ? 0 : 1;
            }
            report = u"integrity %1\nplatform %2\ncases %3\noperations %4\nchanges %5\nfiles %6\nfiles missing %7\n"_s
                         .arg(integrity, (*service)->vault->platformId())
                         .arg(db.row("SELECT count(*) FROM case_file")->first().toLongLong())
                         .arg(db.row("SELECT count(*) FROM operation")->first().toLongLong())
                         .arg(db.row("SELECT head FROM part_head")->first().toLongLong())
                         .arg(files)
                         .arg(missing);
            if (integrity != u"ok" || missing > 0)
                throw DbFault(report.toStdString());
        });
    } catch (const DbFault &fault) {
        return Error{ErrorKind::Corrupt, u"REF-STORAGE"_s, QString::fromUtf8(fault.what())};
    }
    return report;
}

QStringList servedEndpoints() { return Router::servedNames(); }

} // namespace zc::refplatform
