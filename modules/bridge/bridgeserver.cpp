#include "bridgeserver.h"

#include "internal/server/connection.h"

#include <base/logging.h>

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerParams.h>
#include <Poco/ThreadPool.h>

#include <QFile>
#include <QFileInfo>
#include <QThread>

ZC_LOGGING_CATEGORY(lcBridge, "bridge")

namespace zc::bridge {

using namespace Qt::StringLiterals;

namespace {

// Every unfinished head and every socket has a thread, and some are left for answers that are still being read.
constexpr int kThreads = kMostUnfinishedHeads + kMostSockets + 16;
constexpr int kBacklog = 64;
constexpr int kPortTries = 20;
constexpr qsizetype kShortestSecret = 32;
constexpr qint64 kLongestSecretFile = 4096;

Result<QByteArray> readSecret(const QString &path)
{
    if (path.isEmpty())
        return QByteArray();
    const QFileInfo info(path);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QFile file(path);
    if (info.isSymLink() || !info.isFile() || (info.permissions() & others) || info.size() > kLongestSecretFile || !file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::Denied, u"BRG-SECRET"_s, info.fileName()};
    const QByteArray secret = file.readAll().trimmed();
    if (secret.size() < kShortestSecret)
        return Error{ErrorKind::Denied, u"BRG-SECRET"_s, u"too short"_s};
    return secret;
}

} // namespace

struct BridgeServer::Private {
    Private(const BridgeSettings &given, devices::DeviceHub &itsHub, ClerkPort &itsClerk, const Clock &itsClock, BridgeRecord writer)
        : settings(given), hub(itsHub), clerk(itsClerk), clock(itsClock), record(std::move(writer)) {}

    BridgeSettings settings;
    devices::DeviceHub &hub;
    ClerkPort &clerk;
    const Clock &clock;
    const BridgeRecord record;

    QThread thread;                             // of the sessions
    std::unique_ptr<Core> core;
    Poco::AutoPtr<Door> door;
    std::unique_ptr<Poco::ThreadPool> threads;
    std::vector<std::unique_ptr<Poco::Net::TCPServer>> servers;
    std::atomic<bool> locked = false;
    quint16 port = 0;

    Result<std::vector<Poco::Net::ServerSocket>> listen(quint16 *port) const;
    void tell(std::function<void(Core &)> what)
    {
        Core *target = core.get();      // is deleted in its own thread, after everything that was told to it
        if (target)
            QMetaObject::invokeMethod(target, [target, what = std::move(what)] { what(*target); }, Qt::QueuedConnection);
    }
};

BridgeServer::BridgeServer(const BridgeSettings &settings, devices::DeviceHub &hub, ClerkPort &clerk, const Clock &clock, BridgeRecord record,
                           QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(settings, hub, clerk, clock, std::move(record)))
{
    qRegisterMetaType<QList<BridgeHold>>();
}

BridgeServer::~BridgeServer()
{
    stop();
}

// Both loopback addresses or none: a page could not tell us from somebody who sits on the other one. Neither the address nor the port is
// shared with another listener (Poco's short forms of bind() would share the port).
Result<std::vector<Poco::Net::ServerSocket>> BridgeServer::Private::listen(quint16 *port) const
{
    using Poco::Net::SocketAddress;
    for (int attempt = 0; attempt < kPortTries; ++attempt) {
        try {
            Poco::Net::ServerSocket four, six;
            four.bind(SocketAddress("127.0.0.1", settings.port), true, false);
            four.listen(kBacklog);
            *port = four.address().port();
            std::vector<Poco::Net::ServerSocket> sockets{four};
            try {
                six.bind6(SocketAddress("::1", *port), true, false, true);
                six.listen(kBacklog);
                sockets.push_back(six);
            } catch (const Poco::Net::NetException &fault) {
                const bool noSuchAddress = fault.code() == EADDRNOTAVAIL || fault.code() == EAFNOSUPPORT;
                if (!noSuchAddress && settings.port == 0)
                    continue;           // a free port of the one family need not be free in the other
                if (!noSuchAddress)
                    throw;
                qCInfo(lcBridge) << "this computer has no ::1; listening on 127.0.0.1 alone";
            }
            return sockets;
        } catch (const Poco::Net::NetException &fault) {
            const bool taken = fault.code() == EADDRINUSE;
            return Error{taken ? ErrorKind::Conflict : ErrorKind::Internal, taken ? u"BRG-PORT-TAKEN"_s : u"BRG-LISTEN"_s, QString::number(settings.port)};
        } catch (const Poco::Exception &fault) {
            return Error{ErrorKind::Internal, u"BRG-LISTEN"_s, QString::fromStdString(fault.displayText())};
        }
    }
    return Error{ErrorKind::Conflict, u"BRG-PORT-TAKEN"_s, u"no port is free in both families"_s};
}

Result<void> BridgeServer::start()
{
    stop();
    const Result<QByteArray> secret = readSecret(d->settings.nativeSecretFile);
    if (!secret.ok())
        return secret.error();
    quint16 port = 0;
    auto sockets = d->listen(&port);
    if (!sockets.ok())
        return sockets.error();

    d->core = std::make_unique<Core>(d->settings, d->hub, d->clerk, d->clock, d->record);
    connect(d->core.get(), &Core::heldChanged, this, &BridgeServer::heldChanged);
    d->core->moveToThread(&d->thread);
    d->thread.setObjectName(u"bridge"_s);
    d->thread.start();
    d->door = new Door(*d->core, d->record);
    d->door->setRules({port, d->settings.policy, *secret});
    d->door->locked = d->locked.load();
    d->tell([locked = d->locked.load()](Core &core) { core.setLocked(locked); });
    d->threads = std::make_unique<Poco::ThreadPool>("bridge", 2, kThreads, 60);
    for (const Poco::Net::ServerSocket &socket : *sockets) {
        Poco::Net::TCPServerParams::Ptr params = new Poco::Net::TCPServerParams;
        params->setMaxThreads(kThreads);
        params->setMaxQueued(kBacklog);
        auto server = std::make_unique<Poco::Net::TCPServer>(new ConnectionFactory(*d->door), *d->threads, socket, params);
        server->setConnectionFilter(d->door);
        server->start();
        d->servers.push_back(std::move(server));
    }
    d->port = port;
    qCInfo(lcBridge) << "listening on port" << port << "for" << d->settings.policy.origins.size() << "origins";
    return {};
}

void BridgeServer::stop()
{
    if (!d->core)
        return;
    d->port = 0;
    d->door->stopping = true;
    for (const auto &server : d->servers)
        server->stop();
    d->servers.clear();                 // closes the listening sockets
    d->threads->joinAll();
    d->threads.reset();
    // The sessions end in their own thread, with the last messages of their connections behind them.
    Core *core = d->core.release();
    connect(core, &QObject::destroyed, &d->thread, &QThread::quit, Qt::DirectConnection);
    core->deleteLater();
    d->thread.wait();
    d->door.reset();
}

quint16 BridgeServer::port() const { return d->port; }

void BridgeServer::setPolicy(const BridgePolicy &policy)
{
    d->settings.policy = policy;
    if (!d->core)
        return;
    AdmissionRules rules = d->door->rules();
    rules.policy = policy;
    d->door->setRules(rules);
    d->tell([policy](Core &core) { core.setPolicy(policy); });
}

void BridgeServer::setLocked(bool locked)
{
    d->locked = locked;
    if (!d->core)
        return;
    d->door->locked = locked;
    d->tell([locked](Core &core) { core.setLocked(locked); });
}

void BridgeServer::signOut()
{
    d->tell([](Core &core) { core.signOut(); });
}

void BridgeServer::endClaimsOf(const QString &origin)
{
    d->tell([origin](Core &core) { core.endClaimsOf(origin); });
}

} // namespace zc::bridge
