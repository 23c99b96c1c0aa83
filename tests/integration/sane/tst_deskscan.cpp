#include "sanerig.h"

#include "bootstrap/deskdevices.h"
#include "unit/settings/machine.h"

#include <crypto/secretport.h>
#include <devices/devicehub.h>
#include <devices/scanning.h>
#include <intake/counterdesk.h>
#include <intake/folderpacks.h>
#include <papers/pictureencoder.h>
#include <station/station.h>
#include <support/processes.h>

#include <QImage>

#include <csignal>

using namespace zc;
using namespace Qt::StringLiterals;

namespace {

constexpr int kDeskPatienceMs = 120'000;

class NoDeskPapers final : public intake::PaperPort {
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &) override { return QtFuture::makeReadyFuture(Result<QByteArray>(QByteArray())); }
};

// A window whose scanner is set up as docs/configure-a-desk.md says: an address in the settings, the driver of the product in its
// own process, libsane with its `test` backend behind it. Nothing here is simulated by us.
struct SaneDesk {
    devices::sane::SaneWorld world;
    Machine machine;
    SystemClock clock;
    crypto::MemorySecretPort keychain;
    intake::FolderPacks packs{{{u"market_regulation"_s, u"市场监管"_s, QStringLiteral(ZC_SOURCE_DIR "/plugins/departments/market_regulation/packs")}}};
    NoDeskPapers papers;
    papers::PictureEncoder pictures;
    std::unique_ptr<station::Station> station;
    std::unique_ptr<intake::CounterDesk> desk;
    std::optional<intake::ScanOutcome> outcome;
    QString material;

    bool start(const QString &parameters = {}, const QByteArray &more = {})
    {
        if (!world.start()) return false;
        machine.managed("\"devices.slots\":{\"scn-1\":\"sane:test:0?config=" + world.folder.path().toUtf8() + parameters.toUtf8() + "\"}" + more);
        const settings::Settings settings(machine.options);
        const client::DeskDevices devices(settings);
        station::StationOptions options;
        options.folder = world.folder.filePath(u"desk"_s);
        options.catalogueFile = world.folder.filePath(u"catalogue.db"_s);
        options.items = packs.items();
        options.packs = &packs;
        options.papers = &papers;
        options.encoder = &pictures;
        options.workplace.siteCode = u"430199"_s;
        options.workplace.windowNo = u"003"_s;
        options.workplace.environment = u"test"_s;
        devices.name(options.workplace);
        options.drivers = devices.drivers(clock, {}, QStringLiteral(ZC_BINARY_DIR "/bin"));
        store::KeySource keys;
        keys.keychain = &keychain;
        auto prepared = station::Station::prepare(std::move(options), keys, clock);
        if (!prepared) qFatal("%s", qPrintable(prepared.error().code));
        station = std::make_unique<station::Station>(*prepared);
        desk = std::make_unique<intake::CounterDesk>(station->ports());
        QObject::connect(desk.get(), &intake::CounterDesk::scanEnded, desk.get(), [this](const intake::ScanOutcome &told) { outcome = told; });
        desk->startCase(packs.items().first().code);
        if (!QTest::qWaitFor([this] { return desk->hasCase(); }, kDeskPatienceMs)) qFatal("no case");
        while (desk->current().materials.isEmpty() && !desk->current().questions.isEmpty()) {
            const auto question = desk->current().questions.first();
            desk->answer(question.factId, question.options.first().value);
        }
        material = desk->current().materials.first().id;
        return true;
    }
    bool ready() { return QTest::qWaitFor([this] { return desk->scanView().ready; }, kDeskPatienceMs); }
    bool scan(const devices::SettingValues &settings)
    {
        outcome.reset();
        desk->scan(material, settings);
        return QTest::qWaitFor([this] { return outcome.has_value(); }, kDeskPatienceMs);
    }
    QList<intake::AttachmentRef> taken() const { return desk->current().draft.materials.value(material).attachments; }
};

const devices::SettingValues kGlass = {{u"resolution"_s, u"75"_s}, {u"source"_s, u"flatbed"_s}, {u"mode"_s, u"color"_s}};
const devices::SettingValues kPile = {{u"resolution"_s, u"50"_s}, {u"source"_s, u"feeder"_s}, {u"mode"_s, u"gray"_s}};

} // namespace

// From the address in the settings to the sheet in the material, through the device host and the real libsane.
class TestDeskScan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        devices::sane::SaneWorld world;
        if (!world.start()) QSKIP("skipped: scanimage (package sane-utils) with the test backend of SANE is not installed");
    }

    void aSheetIsWhatScanimageGets()
    {
        SaneDesk desk;
        QVERIFY(desk.start(u"&test-picture=Color pattern"_s));
        QVERIFY(desk.ready());
        QVERIFY(desk.scan(kGlass));
        QVERIFY2(!desk.outcome->error, qPrintable(desk.outcome->error.value_or(Error()).code + desk.outcome->error.value_or(Error()).detail));
        QCOMPARE(desk.taken().size(), 1);
        QCOMPARE(desk.taken().first().mediaType, u"image/jpeg"_s);
        QCOMPARE(desk.taken().first().device, desk.desk->scanView().device);
        // The file is what the product's own encoder makes of the samples that scanimage gets: not one of them differs.
        const QImage same = QImage::fromData(devices::sane::scanimage({u"--mode"_s, u"Color"_s, u"--resolution"_s, u"75"_s, u"-x"_s, u"200"_s, u"-y"_s, u"200"_s, u"--test-picture"_s, u"Color pattern"_s})).convertToFormat(QImage::Format_RGB888);
        QVERIFY(!same.isNull());
        devices::PageHeader header;
        header.width = same.width();
        header.height = same.height();
        header.bytesPerLine = same.width() * 3;
        header.dpi = 75;
        QByteArray rows;
        for (int y = 0; y < same.height(); ++y) rows.append(reinterpret_cast<const char *>(same.constScanLine(y)), header.bytesPerLine);
        const auto file = desk.pictures.encode(header, rows);
        QVERIFY(file.ok());
        auto taken = desk.desk->attachmentBytes(desk.taken().first().attId);
        QVERIFY(QTest::qWaitFor([&] { return taken.isFinished(); }, kDeskPatienceMs));
        QVERIFY(taken.result().ok());
        QCOMPARE(taken.result()->size(), file->size());
        QVERIFY(*taken.result() == *file);
    }

    void aPileComesWholeAndCanBeUndone()
    {
        SaneDesk desk;
        QVERIFY(desk.start());
        QVERIFY(desk.ready());
        QVERIFY(desk.scan(kPile));
        QVERIFY(!desk.outcome->error);
        QCOMPARE(desk.outcome->pages, 10);                   // the feeder of the test backend holds ten
        QCOMPARE(desk.taken().size(), 10);
        desk.desk->undo();
        QCOMPARE(desk.taken().size(), 0);
    }

    void aKilledDriverLeavesTheFinishedSheets()
    {
        SaneDesk desk;
        QVERIFY(desk.start(u"&read-delay=yes&read-delay-duration=200000"_s));
        QVERIFY(desk.ready());
        desk.desk->scan(desk.material, kPile);
        QVERIFY(QTest::qWaitFor([&] { return desk.desk->scanView().pages == 2; }, kDeskPatienceMs));
        const QList<qint64> hosts = test::processesOf(QStringLiteral(ZC_BINARY_DIR "/bin/zc-devicehost"));
        QCOMPARE(hosts.size(), 1);
        QCOMPARE(::kill(pid_t(hosts.first()), SIGKILL), 0);
        QVERIFY(QTest::qWaitFor([&] { return desk.outcome.has_value(); }, kDeskPatienceMs));
        QVERIFY(desk.outcome->error && !desk.outcome->stopped);
        QCOMPARE(desk.outcome->error->code, u"DEV-HOST-CRASH"_s);
        QVERIFY2(desk.outcome->error->detail.contains(u"page 3"_s), qPrintable(desk.outcome->error->detail));
        QCOMPARE(desk.outcome->pages, 2);
        QCOMPARE(desk.taken().size(), 2);
        // The driver is there again by itself, and the rest goes behind what was kept.
        QVERIFY(desk.ready());
        QVERIFY(desk.scan(kPile));
        QVERIFY(!desk.outcome->error);
        QCOMPARE(desk.taken().size(), 12);
    }

    void stoppedIsNotTaken()
    {
        SaneDesk desk;
        QVERIFY(desk.start(u"&read-delay=yes&read-delay-duration=200000"_s));
        QVERIFY(desk.ready());
        desk.desk->scan(desk.material, kPile);
        QTest::qWait(400);
        QVERIFY(desk.desk->scanView().running);
        desk.desk->stopScan();
        QVERIFY(QTest::qWaitFor([&] { return desk.outcome.has_value(); }, kDeskPatienceMs));
        QVERIFY(desk.outcome->stopped);
        QTest::qWait(1000);
        QCOMPARE(desk.taken().size(), 0);
    }

    void faultsOfTheStack_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("jam") << u"SANE_STATUS_JAMMED"_s << u"DEV-SCAN-JAM"_s;
        QTest::newRow("cover") << u"SANE_STATUS_COVER_OPEN"_s << u"DEV-SCAN-COVER"_s;
        QTest::newRow("no paper") << u"SANE_STATUS_NO_DOCS"_s << u"DEV-SCAN-NOMEDIA"_s;
        QTest::newRow("line") << u"SANE_STATUS_IO_ERROR"_s << u"DEV-SCAN-LINK"_s;
        QTest::newRow("right") << u"SANE_STATUS_ACCESS_DENIED"_s << u"DEV-SCAN-DENIED"_s;
    }
    void faultsOfTheStack()
    {
        QFETCH(QString, status);
        QFETCH(QString, code);
        SaneDesk desk;
        QVERIFY(desk.start(u"&read-return-value="_s + status));
        QVERIFY(desk.ready());
        QVERIFY(desk.scan(kGlass));
        QVERIFY(desk.outcome->error);
        QCOMPARE(desk.outcome->error->code, code);
        QCOMPARE(desk.taken().size(), 0);
    }

    void aDriverThatPolicyForbidsSaysSo()
    {
        SaneDesk desk;
        QVERIFY(desk.start({}, ",\"devices.allowed\":[\"sdt\"]"));
        QVERIFY(QTest::qWaitFor([&] { return desk.desk->scanView().trouble.has_value(); }, kDeskPatienceMs));
        QCOMPARE(desk.desk->scanView().trouble->code, u"APP-DRIVER-DENIED"_s);
        QVERIFY(!desk.desk->scanView().ready);
        QVERIFY(desk.scan(kGlass));
        QVERIFY(desk.outcome->error);
        QCOMPARE(desk.taken().size(), 0);
    }
};

QTEST_MAIN(TestDeskScan)
#include "tst_deskscan.moc"
