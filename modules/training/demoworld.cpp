#include "demoworld.h"

#include <base/whendone.h>
#include <base/uuid.h>
#include <casework/workcalendar.h>
#include <crypto/secretport.h>
#include <devices/devicehub.h>
#include <devices/idcardreader.h>
#include <devices/simulator.h>
#include <platform/httpplatform.h>
#include <refplatform/platformserver.h>
#include <store/store.h>
#include <sync/engine.h>
#include <sync/outbox.h>

#include <QDir>
#include <QMutex>
#include <QPromise>
#include <QThreadPool>

#include <atomic>

using namespace Qt::StringLiterals;

namespace zc::training {
namespace {

// The one desk and clerk of the demo. Invented; the password opens nothing but the platform of this process.
const QUuid kDesk = QUuid(QStringLiteral("0190a000-0000-7000-8000-000000000003"));
const QString kDeskSecret = QStringLiteral("demo-desk-secret");
const QString kUser = QStringLiteral("demo");
const QString kPassword = QStringLiteral("demo");
const QString kClerkNo = QStringLiteral("3003");
const QString kSite = QStringLiteral("430199");
const QString kWindow = QStringLiteral("003");
const QString kReaderSlot = QStringLiteral("idr-1");
const QString kMark = QStringLiteral("demo-world");          // file that says: this folder may be wiped

refplatform::Seed seed(const QString &clerkName)
{
    refplatform::Seed people;
    people.clerks = {{kClerkNo, clerkName, kUser, kPassword, kSite, kWindow,
                      {u"intake"_s, u"acceptor"_s, u"approver"_s, u"exit"_s, u"lead"_s}, {}}};
    people.clients = {{kDesk, kDeskSecret, kSite, kWindow, u"demo desk"_s}};
    return people;
}

refplatform::Options platformOptions(const QString &folder, const QString &clerkName, quint16 port)
{
    refplatform::Options options;
    options.dataDir = QDir(folder).filePath(u"platform"_s);
    options.environment = u"demo"_s;
    options.seed = seed(clerkName);
    options.port = port;
    options.threads = 8;
    options.simulate = true;
    return options;
}

Error folderError(const QString &detail)
{
    return {ErrorKind::Denied, u"TRN-FOLDER"_s, detail};
}

} // namespace

struct DemoWorld::Prepared {
    DemoOptions options;
    SystemClock clock;
    std::unique_ptr<crypto::FileSecretPort> secrets;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<catalog::Catalog> catalog;
    casework::WorkCalendar calendar;
    std::unique_ptr<refplatform::PlatformServer> server;
    std::unique_ptr<devices::ReaderSimulator> reader;
    QMutex serverMutex;                  // start and stop, one at a time; held while they work
    std::atomic<bool> serving = false;   // for the GUI thread, which must not wait for that
    QString origin;
    quint16 port = 0;
    QString clerkName = QStringLiteral("王芳（样例）");
};

struct DemoWorld::Private {
    Private(const Clock &clock) : outbox(clock) {}
    sync::Outbox outbox;
    std::unique_ptr<sync::Engine> engine;
    std::unique_ptr<devices::DeviceHub> devices;
    std::unique_ptr<intake::CounterPorts> ports;
    sync::Actor actor;
    QMutex actorMutex;                   // read on the store's writer thread
};

Result<std::shared_ptr<DemoWorld::Prepared>> DemoWorld::prepare(const DemoOptions &options)
{
    auto prepared = std::make_shared<Prepared>();
    prepared->options = options;
    const QDir folder(options.folder);
    if (folder.exists() && !folder.isEmpty() && !folder.exists(kMark))
        return folderError(u"not empty and not made by demo mode"_s);
    if (!folder.mkpath(u"."_s) || !QFile::setPermissions(folder.path(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner))
        return folderError(u"cannot be made"_s);
    QFile mark(folder.filePath(kMark));
    if (!mark.exists() && !mark.open(QIODevice::WriteOnly))
        return folderError(u"cannot be written"_s);

    auto calendar = casework::WorkCalendar::builtIn();
    if (!calendar)
        return calendar.error();
    prepared->calendar = *calendar;

    prepared->secrets = std::make_unique<crypto::FileSecretPort>(folder.filePath(u"keys"_s));
    store::KeySource keys;
    keys.keychain = prepared->secrets.get();
    auto store = store::Store::open(folder.filePath(u"store"_s), keys, prepared->clock, {});
    if (!store)
        return store.error();
    prepared->store = std::move(*store);

    auto catalog = catalog::Catalog::open(folder.filePath(u"catalogue.db"_s));
    if (!catalog)
        return catalog.error();
    prepared->catalog = std::move(*catalog);
    if (auto done = prepared->catalog->install(options.items); !done)
        return done.error();

    prepared->server = std::make_unique<refplatform::PlatformServer>(platformOptions(options.folder, prepared->clerkName, 0));
    if (auto done = prepared->server->start(); !done)
        return done.error();
    prepared->serving = true;
    prepared->port = prepared->server->port();
    prepared->origin = prepared->server->baseUrl();

    if (options.withReader) {
        auto reader = devices::ReaderSimulator::start({});
        if (!reader)
            return reader.error();
        prepared->reader = std::move(*reader);
    }
    return prepared;
}

DemoWorld::DemoWorld(std::shared_ptr<Prepared> prepared, QObject *parent)
    : QObject(parent), m_prepared(std::move(prepared)), m_d(std::make_unique<Private>(m_prepared->clock))
{
    m_d->actor.clerk = kClerkNo;
    std::vector<std::unique_ptr<devices::Driver>> drivers;
    if (m_prepared->reader) {
        devices::IdCardReaderSettings reader;
        reader.slot = kReaderSlot;
        reader.port = m_prepared->reader->portPath();
        reader.title = tr("Card reader");
        drivers.push_back(devices::makeIdCardReader(reader, m_prepared->clock));
    }
    m_d->devices = std::make_unique<devices::DeviceHub>(devices::DeviceSettings{}, std::move(drivers), m_prepared->clock);

    platform::HttpPlatformOptions http;
    http.origin = m_prepared->origin.toUtf8();
    http.environment = u"demo"_s;
    http.desk = {kDesk, kDeskSecret, {}};
    auto client = platform::HttpPlatform::create(http, m_prepared->clock);
    Q_ASSERT(client.ok());               // a loopback origin of our own making
    sync::EngineOptions options;
    options.clientId = kDesk;
    m_d->engine = std::make_unique<sync::Engine>(*m_prepared->store, std::move(*client), m_prepared->clock, options);

    intake::Workplace workplace;
    workplace.siteCode = kSite;
    workplace.windowNo = kWindow;
    workplace.authority = tr("Sample City Government Service Centre (sample)");
    workplace.clerkNo = kClerkNo;
    workplace.clerkName = m_prepared->clerkName;
    workplace.consultPhone = u"0731-00000000"_s;
    workplace.supervisePhone = u"0731-00000001"_s;
    workplace.environment = u"demo"_s;
    workplace.readerSlot = m_prepared->reader ? kReaderSlot : QString();
    const auto actor = [this] {
        QMutexLocker lock(&m_d->actorMutex);
        return m_d->actor;
    };
    m_d->ports.reset(new intake::CounterPorts{*m_prepared->store, *m_prepared->catalog, *m_prepared->options.packs, *m_prepared->options.papers,
                                              m_prepared->calendar, m_prepared->clock, m_d->outbox, actor, m_d->engine.get(),
                                              m_d->devices.get(), workplace});
    m_d->engine->start();
    login();
}

DemoWorld::~DemoWorld()
{
    m_d->devices.reset();
    m_d->engine->stop();
    m_d->engine.reset();
    m_prepared->store.reset();           // finishes what the counter has queued, while its ports still stand
    QMutexLocker lock(&m_prepared->serverMutex);
    m_prepared->server->stop();
}

const intake::CounterPorts &DemoWorld::ports() const
{
    return *m_d->ports;
}

sync::Engine &DemoWorld::engine()
{
    return *m_d->engine;
}

QString DemoWorld::platformUrl() const
{
    return m_prepared->serving ? m_prepared->origin : QString();
}

void DemoWorld::login()
{
    // The demo clerk signs on by herself: the password grant exists on a demo platform only.
    auto promise = std::make_shared<QPromise<Result<platform::TokenAnswer>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, prepared = m_prepared] {
        platform::HttpPlatformOptions http;
        http.origin = prepared->origin.toUtf8();
        http.environment = u"demo"_s;
        http.desk = {kDesk, kDeskSecret, {}};
        auto client = platform::HttpPlatform::create(http, prepared->clock);
        promise->addResult(client ? (*client)->loginClerk(kUser, kPassword) : Result<platform::TokenAnswer>(client.error()));
        promise->finish();
    });
    whenDone(promise->future(), this, [this](const Result<platform::TokenAnswer> &token) {
        if (!token) {
            Q_EMIT loginFailed(token.error());
            return;
        }
        {
            QMutexLocker lock(&m_d->actorMutex);
            m_d->actor.ticket = token->actorTicket.toUtf8();
        }
        m_d->engine->clerkLoggedIn(m_d->actor);
        Q_EMIT loggedIn(m_prepared->clerkName);
    });
}

QFuture<Result<void>> DemoWorld::onPlatform(std::function<Result<void>(refplatform::PlatformServer &)> work)
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, prepared = m_prepared, work = std::move(work)] {
        QMutexLocker lock(&prepared->serverMutex);
        promise->addResult(work(*prepared->server));
        prepared->serving = prepared->server->isRunning();
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<void>> DemoWorld::stopPlatform()
{
    return onPlatform([](refplatform::PlatformServer &server) -> Result<void> {
        server.stop();
        return {};
    });
}

QFuture<Result<void>> DemoWorld::startPlatform()
{
    auto started = onPlatform([prepared = m_prepared](refplatform::PlatformServer &server) -> Result<void> {
        if (server.isRunning())
            return {};
        prepared->server = std::make_unique<refplatform::PlatformServer>(
            platformOptions(prepared->options.folder, prepared->clerkName, prepared->port));
        return prepared->server->start();
    });
    whenDone(started, this, [this](const Result<void> &done) {
        if (done && m_d->actor.ticket.isEmpty())
            login();
        m_d->engine->tryNow();
    });
    return started;
}

QList<PracticePerson> DemoWorld::people() const
{
    return practicePeople();
}

Result<void> DemoWorld::layCard(const QString &personId)
{
    for (const PracticePerson &person : practicePeople()) {
        if (person.id != personId)
            continue;
        if (m_prepared->reader)
            m_prepared->reader->lay(person.card);
        return {};
    }
    return Error{ErrorKind::NotFound, u"TRN-PERSON"_s, personId};
}

void DemoWorld::liftCard()
{
    if (m_prepared->reader)
        m_prepared->reader->lift();
}

Result<void> DemoWorld::wipe(const QString &folder)
{
    QDir dir(folder);
    if (!dir.exists())
        return {};
    if (!dir.exists(kMark))
        return folderError(u"not made by demo mode"_s);
    for (const QString &name : {u"store"_s, u"platform"_s, u"keys"_s})
        QDir(dir.filePath(name)).removeRecursively();
    const QStringList files = dir.entryList({u"catalogue.db*"_s}, QDir::Files);
    for (const QString &file : files)
        dir.remove(file);
    return {};
}

} // namespace zc::training
