#include "demoworld.h"

#include <base/whendone.h>
#include <base/uuid.h>
#include <crypto/secretport.h>
#include <devices/codereader.h>
#include <devices/idcardreader.h>
#include <devices/evaluationscreen.h>
#include <devices/simulatedcamera.h>
#include <devices/simulatedfinger.h>
#include <devices/simulatedkey.h>
#include <devices/simulatedphoto.h>
#include <devices/simulatedprinters.h>
#include <devices/signaturepad.h>
#include <devices/simulatedscanner.h>
#include <devices/socialcardreader.h>
#include <devices/simulator.h>
#include <devices/terminalsimulator.h>
#include <platform/httpplatform.h>
#include <refplatform/platformserver.h>
#include <store/store.h>
#include <sync/engine.h>

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
const QString kScannerSlot = QStringLiteral("scn-1"), kReceiptSlot = QStringLiteral("rcp-1"), kPrinterSlot = QStringLiteral("prn-1");
const QString kCodeSlot = QStringLiteral("bar-1");
const QString kEvaluationSlot = QStringLiteral("evl-1"), kQueueSlot = QStringLiteral("que-1"), kApplicantScreenSlot = QStringLiteral("evl-screen");
const QString kCameraSlot = QStringLiteral("cam-1");
const QString kPadSlot = QStringLiteral("sig-1"), kKeySlot = QStringLiteral("key-1"), kPhotoSlot = QStringLiteral("pho-1"), kFingerSlot = QStringLiteral("fpr-1");
const QString kSocialSlot = QStringLiteral("ssc-1");
constexpr int kFingerMs = 2500;                              // until a finger is put on: long enough to read who is to do what
constexpr int kPaperMs = 1500;                               // of the practice printer, a paper
const QString kPrinted = QStringLiteral("printed");          // folder of what it printed
constexpr int kSheetMs = 600;                                // a page of the practice scanner: long enough to be seen
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
    std::unique_ptr<refplatform::PlatformServer> server;
    std::unique_ptr<devices::ReaderSimulator> reader;
    std::shared_ptr<devices::ScannerSimulator> scanner;
    std::shared_ptr<devices::CodeReaderSimulator> codes;
    std::shared_ptr<devices::CameraSimulator> camera;
    std::shared_ptr<devices::SocialCardSimulator> social;
    std::shared_ptr<devices::TerminalSimulator> evaluation, queue;
    std::shared_ptr<devices::ReceiptSimulator> receipts;
    std::shared_ptr<devices::PrinterSimulator> printer;
    std::shared_ptr<devices::SignatureSimulator> pad;
    std::shared_ptr<devices::KeySimulator> key;
    std::shared_ptr<devices::PhotoSimulator> photos = std::make_shared<devices::PhotoSimulator>();
    std::shared_ptr<devices::FingerSimulator> finger;
    std::shared_ptr<station::Station::Prepared> station;
    QMutex serverMutex;                  // start and stop, one at a time; held while they work
    std::atomic<bool> serving = false;   // for the GUI thread, which must not wait for that
    QString origin;
    quint16 port = 0;
    QString clerkName = QStringLiteral("王芳（样例）");

    store::KeySource keys() const
    {
        store::KeySource source;
        source.keychain = secrets.get();
        return source;
    }
    platform::HttpPlatformOptions way() const
    {
        platform::HttpPlatformOptions http;
        http.origin = origin.toUtf8();
        http.environment = u"demo"_s;
        http.desk = {kDesk, kDeskSecret, {}};
        return http;
    }
};

struct DemoWorld::Private {
    std::unique_ptr<station::Station> station;
    bool ticketHeld = false;
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

    prepared->secrets = std::make_unique<crypto::FileSecretPort>(folder.filePath(u"keys"_s));
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

    station::StationOptions desk;
    desk.folder = folder.path();
    desk.catalogueFile = folder.filePath(u"catalogue.db"_s);
    desk.items = options.items;
    desk.packs = options.packs;
    desk.papers = options.papers;
    desk.suite = options.suite;
    desk.platform = prepared->way();
    desk.workplace.siteCode = kSite;
    desk.workplace.windowNo = kWindow;
    desk.workplace.authority = tr("Sample City Government Service Centre (sample)");
    desk.workplace.clerkNo = kClerkNo;
    desk.workplace.clerkName = prepared->clerkName;
    desk.workplace.consultPhone = u"0731-00000000"_s;
    desk.workplace.supervisePhone = u"0731-00000001"_s;
    desk.workplace.environment = u"demo"_s;
    if (prepared->reader) {
        devices::IdCardReaderSettings reader;
        reader.slot = kReaderSlot;
        reader.port = prepared->reader->portPath();
        reader.title = tr("Card reader");
        desk.drivers.push_back(devices::makeIdCardReader(reader, prepared->clock));
        desk.workplace.readerSlot = kReaderSlot;
    }
    devices::ScannerSimulator::Options feeder;
    feeder.msPerPage = kSheetMs;
    prepared->scanner = std::make_shared<devices::ScannerSimulator>(feeder);
    desk.drivers.push_back(devices::makeSimulatedScanner(kScannerSlot, tr("Scanner"), prepared->scanner));
    desk.workplace.scannerSlot = kScannerSlot;
    prepared->social = std::make_shared<devices::SocialCardSimulator>();
    desk.drivers.push_back(devices::makeSimulatedSocialCardReader(kSocialSlot, tr("Social-security card reader"), prepared->social));
    desk.workplace.socialReaderSlot = kSocialSlot;
    auto codes = devices::CodeReaderSimulator::start(devices::CodeReaderSimulator::Line::Memory);
    if (!codes)
        return codes.error();
    prepared->codes = std::move(*codes);
    desk.drivers.push_back(devices::makeSimulatedCodeReader(kCodeSlot, tr("Code scanner"), prepared->codes));
    prepared->camera = std::make_shared<devices::CameraSimulator>(devices::CameraSimulator::Options());
    desk.drivers.push_back(devices::makeSimulatedCamera(kCameraSlot, tr("Document camera"), prepared->camera));
    desk.workplace.cameraSlot = kCameraSlot;
    using Terminal = devices::TerminalSimulator;
    for (const auto &[what, slot, title, into] : {std::tuple{Terminal::What::Evaluation, kEvaluationSlot, tr("Evaluation terminal"), &prepared->evaluation},
                                                  {Terminal::What::Queue, kQueueSlot, tr("Queue caller"), &prepared->queue}}) {
        auto terminal = Terminal::start(what, Terminal::Line::Memory);
        if (!terminal)
            return terminal.error();
        *into = std::move(*terminal);
        desk.drivers.push_back(devices::makeSimulatedTerminal(slot, title, *into));
    }
    if (auto told = prepared->evaluation->control("{\"set\":{\"afterMs\":2500}}"); !told)     // an applicant looks before she presses
        return told.error();
    desk.workplace.evaluationSlots = {kEvaluationSlot};
    if (options.applicantScreen) {
        desk.drivers.push_back(devices::makeScreenEvaluation(kApplicantScreenSlot, tr("The applicant's screen"), options.applicantScreen));
        desk.workplace.evaluationSlots << kApplicantScreenSlot;
    }
    desk.workplace.queueSlot = kQueueSlot;
    auto roll = devices::ReceiptSimulator::start(devices::ReceiptSimulator::Line::Memory);
    if (!roll)
        return roll.error();
    prepared->receipts = std::move(*roll);
    if (auto paced = prepared->receipts->control("{\"set\":{\"msPerLine\":20}}"); !paced)
        return paced.error();
    desk.prints = std::make_shared<station::PrintShelf>();
    devices::ReceiptPrinterSettings receipts;
    receipts.slot = kReceiptSlot;
    receipts.title = tr("Receipt printer");
    receipts.journal = desk.prints;
    receipts.renderer = options.lines;
    desk.drivers.push_back(devices::makeSimulatedReceiptPrinter(receipts, prepared->receipts));
    if (!folder.mkpath(kPrinted))
        return folderError(u"cannot be written"_s);
    prepared->printer = std::make_shared<devices::PrinterSimulator>(devices::PrinterSimulator::Options{folder.filePath(kPrinted), kPaperMs});
    desk.drivers.push_back(devices::makeSimulatedPrinter(kPrinterSlot, tr("Printer"), prepared->printer, desk.prints));
    prepared->pad = std::make_shared<devices::SignatureSimulator>();
    desk.drivers.push_back(devices::makeSimulatedSignaturePad(kPadSlot, tr("Signature pad"), prepared->pad));
    desk.workplace.padSlot = kPadSlot;
    desk.surface = prepared->pad->inlet();
    auto key = devices::KeySimulator::make();
    if (!key)
        return key.error();
    prepared->key = std::move(*key);
    desk.drivers.push_back(devices::makeSimulatedKey(kKeySlot, tr("UKey"), prepared->key));
    desk.drivers.push_back(devices::makeSimulatedPhotoDecoder(kPhotoSlot, tr("ID photo decoder"), prepared->photos));
    desk.workplace.photoSlot = kPhotoSlot;
    prepared->finger = std::make_shared<devices::FingerSimulator>(devices::FingerSimulator::Options{true, kFingerMs});
    desk.drivers.push_back(devices::makeSimulatedFingerReader(kFingerSlot, tr("Fingerprint reader"), prepared->finger));
    desk.encoder = options.encoder;
    auto station = station::Station::prepare(std::move(desk), prepared->keys(), prepared->clock);
    if (!station)
        return station.error();
    prepared->station = *station;
    return prepared;
}

DemoWorld::DemoWorld(std::shared_ptr<Prepared> prepared, QObject *parent)
    : QObject(parent), m_prepared(std::move(prepared)), m_d(std::make_unique<Private>())
{
    m_d->station = std::make_unique<station::Station>(std::move(m_prepared->station));
    m_d->station->record(u"session.signOn"_s, {}, {{u"method"_s, u"demo"_s}});
    login();
}

DemoWorld::~DemoWorld()
{
    m_d->station.reset();
    QMutexLocker lock(&m_prepared->serverMutex);
    m_prepared->server->stop();
}

const intake::CounterPorts &DemoWorld::ports() const
{
    return m_d->station->ports();
}

sync::Engine &DemoWorld::engine()
{
    return *m_d->station->engine();
}

station::Station &DemoWorld::station()
{
    return *m_d->station;
}

store::KeySource DemoWorld::keys() const
{
    return m_prepared->keys();
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
        auto client = platform::HttpPlatform::create(prepared->way(), prepared->clock);
        promise->addResult(client ? (*client)->loginClerk(kUser, kPassword) : Result<platform::TokenAnswer>(client.error()));
        promise->finish();
    });
    whenDone(promise->future(), this, [this](const Result<platform::TokenAnswer> &token) {
        if (!token) {
            Q_EMIT loginFailed(token.error());
            return;
        }
        m_d->ticketHeld = true;
        m_d->station->setTicket(token->actorTicket.toUtf8());
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
        if (done && !m_d->ticketHeld)
            login();
        engine().tryNow();
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

devices::ReaderSimulator *DemoWorld::reader() const { return m_prepared->reader.get(); }
devices::ScannerSimulator &DemoWorld::scanner() const { return *m_prepared->scanner; }
devices::CameraSimulator &DemoWorld::camera() const { return *m_prepared->camera; }
devices::ReceiptSimulator &DemoWorld::receipts() const { return *m_prepared->receipts; }
void DemoWorld::layNextSheet() { m_prepared->camera->layNext(); }
int DemoWorld::papersInFeeder() const { return m_prepared->scanner->inFeeder(); }
void DemoWorld::putPapers(const QStringList &files) { m_prepared->scanner->putIntoFeeder(files); }
void DemoWorld::putDrawnPapers(int count) { m_prepared->scanner->drawIntoFeeder(count); }

Result<void> DemoWorld::control(const QString &device, const QByteArray &line)
{
    if (device == kScannerSlot)
        return m_prepared->scanner->control(line);
    if (device == kSocialSlot)
        return m_prepared->social->control(line);
    if (device == kCodeSlot)
        return m_prepared->codes->control(line);
    if (device == kPadSlot)
        return m_prepared->pad->control(line);
    if (device == kKeySlot)
        return m_prepared->key->control(line);
    if (device == kPhotoSlot)
        return m_prepared->photos->control(line);
    if (device == kFingerSlot)
        return m_prepared->finger->control(line);
    if (device == kCameraSlot)
        return m_prepared->camera->control(line);
    if (device == kEvaluationSlot)
        return m_prepared->evaluation->control(line);
    if (device == kQueueSlot)
        return m_prepared->queue->control(line);
    if (device == kReceiptSlot)
        return m_prepared->receipts->control(line);
    if (device == kPrinterSlot)
        return m_prepared->printer->control(line);
    if (device == kReaderSlot && m_prepared->reader)
        return m_prepared->reader->control(line);
    return Error{ErrorKind::NotFound, u"DEV-NOSUCH"_s, device};
}

Result<void> DemoWorld::wipe(const QString &folder)
{
    QDir dir(folder);
    if (!dir.exists())
        return {};
    if (!dir.exists(kMark))
        return folderError(u"not made by demo mode"_s);
    for (const QString &name : {u"store"_s, u"audit"_s, u"platform"_s, u"keys"_s, kPrinted})
        QDir(dir.filePath(name)).removeRecursively();
    const QStringList files = dir.entryList({u"catalogue.db*"_s}, QDir::Files);
    for (const QString &file : files)
        dir.remove(file);
    return {};
}

} // namespace zc::training
