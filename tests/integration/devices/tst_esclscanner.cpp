#include <devices/devicehub.h>
#include <devices/esclscanner.h>

#include <base/clock.h>
#include <support/peers/esclserver.h>
#include <support/peers/pagepile.h>
#include <support/peers/sheets.h>

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;
using zc::peers::EsclServer;
using zc::peers::PagePile;
using EsclWorld = EsclServer::World;

namespace {

struct ScanRig {
    SystemClock clock;
    EsclServer server;
    std::unique_ptr<DeviceHub> hub;
    Claim claim;
    QList<QByteArray> sheets;

    explicit ScanRig(int sheetCount = 10, const std::function<void(EsclWorld &)> &how = {}, const QString &host = u"127.0.0.1"_s)
    {
        for (int i = 0; i < sheetCount; ++i)
            sheets << peers::jpegSheet(quint64(i + 1));
        server.change([&](EsclWorld &world) {
            world.glass = {peers::jpegSheet(100)};
            world.sheets = sheets;
        });
        if (how)
            server.change(how);
        EsclScannerSettings settings;
        settings.address = QUrl::fromEncoded(server.address());
        settings.address.setHost(host);
        settings.title = u"样例扫描仪"_s;
        settings.watchMs = 100;
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(std::move(makeEsclScanner(settings)).value());
        DeviceSettings fast;
        fast.lostRescanMs = fast.rescanMs = 50;
        fast.reopenMs = {50, 100};
        hub = std::make_unique<DeviceHub>(fast, std::move(drivers), clock);
        claim = hub->claim(u"scn-1"_s, ClaimMode::Exclusive, {u"desk"_s, u"收件"_s}, 600s).value();
        (void)QTest::qWaitFor([&] { return !info().errorCode.isEmpty() || info().state == DeviceState::Ready; }, 30'000);
    }
    DeviceInfo info() const { return hub->devices().constFirst(); }
    bool waitReady() { return QTest::qWaitFor([&] { return info().state == DeviceState::Ready; }, 30'000); }
    Job<ScanSummary> start(const std::shared_ptr<PagePile> &pile, const SettingValues &settings = {}, std::chrono::milliseconds deadline = 30s)
    {
        return hub->submit(claim.id, Scan{settings, pile}, {deadline});
    }
    Result<ScanSummary> scan(const std::shared_ptr<PagePile> &pile, const SettingValues &settings = {}, std::chrono::milliseconds deadline = 30s)
    {
        return start(pile, settings, deadline).result().takeResult();
    }
    bool cleared() { return QTest::qWaitFor([&] { return server.openJobs() == 0; }, 10'000); }
};

const SettingValues kFeeder = {{u"source"_s, u"feeder"_s}};

} // namespace

class TestEsclScanner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void glassAndFeeder()
    {
        ScanRig rig;
        QCOMPARE(rig.info().identity.serial, u"SAMPLE-0001"_s);
        QCOMPARE(rig.info().capabilities.setting(u"resolution")->values, (QStringList{u"150"_s, u"300"_s}));
        auto pile = std::make_shared<PagePile>();
        const auto glass = rig.scan(pile, {{u"mode"_s, u"gray"_s}, {u"resolution"_s, u"150"_s}});
        QVERIFY2(glass.ok(), qPrintable(glass.ok() ? QString() : glass.error().code + glass.error().detail));
        QCOMPARE(pile->pages().size(), 1);
        QCOMPARE(pile->pages()[0].rows, peers::jpegSheet(100));
        QCOMPARE(pile->pages()[0].header.width, 400);
        QVERIFY(rig.server.lastSettings().contains("Grayscale8") && rig.server.lastSettings().contains("<scan:XResolution>150<"));
        pile = std::make_shared<PagePile>();
        QCOMPARE(rig.scan(pile, kFeeder)->pages, 10);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(pile->pages()[i].rows, rig.sheets[i]);
        QVERIFY(rig.cleared());
        pile = std::make_shared<PagePile>();
        QCOMPARE(rig.scan(pile, kFeeder).error().code, u"DEV-SCAN-NOMEDIA"_s);     // the feeder is empty now
        QCOMPARE(rig.server.jobs(), 2);                                            // and was not even asked
    }

    void mostPagesAreKept()
    {
        ScanRig rig;
        const auto pile = std::make_shared<PagePile>();
        QCOMPARE(rig.scan(pile, {{u"source"_s, u"feeder"_s}, {u"pages"_s, u"4"_s}})->pages, 4);
        QVERIFY(rig.cleared());
        QCOMPARE(rig.server.world().sheets.size(), 6);
    }

    void aScannerHasANameOrAnAddress()
    {
        ScanRig rig(1, {}, u"localhost"_s);
        QVERIFY(rig.waitReady());
        QVERIFY(rig.server.requests().size() > 0);
    }

    void pageFaultsKeepTheFinishedPages_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("code");
        QTest::newRow("jam") << u"jam"_s << u"DEV-SCAN-JAM"_s;
        QTest::newRow("cover") << u"cover"_s << u"DEV-SCAN-COVER"_s;
        QTest::newRow("stopped at the scanner") << u"gone"_s << u"DEV-SCAN-ACTION"_s;
        QTest::newRow("server error") << u"error"_s << u"DEV-SCAN-FAULT"_s;
        QTest::newRow("cut") << u"cut"_s << u"DEV-SCAN-LINK"_s;
        QTest::newRow("half a jpeg") << u"badjpeg"_s << u"DEV-SCAN-PROTOCOL"_s;
        QTest::newRow("no length, cut") << u"nolength"_s << u"DEV-SCAN-PROTOCOL"_s;
        QTest::newRow("a portal page") << u"type"_s << u"DEV-SCAN-PROTOCOL"_s;
    }
    void pageFaultsKeepTheFinishedPages()
    {
        QFETCH(QString, fault);
        QFETCH(QString, code);
        ScanRig rig;
        rig.server.change([&](EsclWorld &world) {
            world.pageFault = 7;
            world.fault = fault;
        });
        const auto pile = std::make_shared<PagePile>();
        const auto result = rig.scan(pile, kFeeder);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, code);
        QVERIFY2(result.error().detail.contains(u"page 7"_s), qPrintable(result.error().detail));
        QCOMPARE(pile->pages().size(), 6);
        QVERIFY(rig.cleared());
        rig.server.change([&](EsclWorld &world) {
            world.pageFault = 0;
            world.feederState.clear();
            world.sheets = rig.sheets;
        });
        QVERIFY(rig.waitReady());
        QCOMPARE(rig.scan(pile, kFeeder)->pages, 10);
    }

    void answersOfTheServerHaveClasses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("401") << 401 << u"DEV-SCAN-DENIED"_s;
        QTest::newRow("403") << 403 << u"DEV-SCAN-DENIED"_s;
        QTest::newRow("409") << 409 << u"DEV-SCAN-UNSUPPORTED"_s;
        QTest::newRow("404") << 404 << u"DEV-SCAN-PROTOCOL"_s;
        QTest::newRow("302") << 302 << u"DEV-SCAN-PROTOCOL"_s;
        QTest::newRow("500") << 500 << u"DEV-SCAN-FAULT"_s;
    }
    void answersOfTheServerHaveClasses()
    {
        QFETCH(int, status);
        QFETCH(QString, code);
        ScanRig rig;
        rig.server.change([&](EsclWorld &world) { world.refuseJobs = status; });
        const auto pile = std::make_shared<PagePile>();
        QCOMPARE(rig.scan(pile).error().code, code);
        QVERIFY(pile->pages().isEmpty());
    }

    void busyScannersAreWaitedFor()
    {
        ScanRig rig;
        rig.server.change([](EsclWorld &world) { world.busyJobs = world.busyPages = 1; });
        const auto pile = std::make_shared<PagePile>();
        QVERIFY(rig.scan(pile).ok());
        rig.server.change([](EsclWorld &world) { world.busyPages = 1000; });
        QCOMPARE(rig.scan(pile, {}, 1500ms).error().code, u"DEV-SCAN-TIMEOUT"_s);
        QVERIFY(rig.cleared());
    }

    void aJobElsewhereIsRefused()
    {
        ScanRig rig;
        for (const char *location : {"http://192.0.2.1/eSCL/ScanJobs/1", "http://127.0.0.1:1/eSCL/ScanJobs/1", "//evil/x", "/../x", "ftp://127.0.0.1/x", "nonsense"}) {
            rig.server.change([&](EsclWorld &world) { world.location = location; });
            const auto pile = std::make_shared<PagePile>();
            const auto result = rig.scan(pile);
            QVERIFY2(!result.ok(), location);
            QVERIFY(pile->pages().isEmpty());
        }
    }

    void addressesThatMayNotBeSpokenTo()
    {
        for (const char *address : {"http://scanner.example/eSCL", "http://8.8.8.8/eSCL", "ftp://127.0.0.1/eSCL", "http://u:p@127.0.0.1/eSCL", "http://127.0.0.1/eSCL?x=1", ""}) {
            EsclScannerSettings settings;
            settings.address = QUrl::fromEncoded(address);
            const auto driver = makeEsclScanner(settings);
            QVERIFY2(!driver.ok() && driver.error().code == u"DEV-ADDRESS", address);
        }
    }

    void cancelEndsAtOnceAndClearsTheJob()
    {
        ScanRig rig;
        rig.server.change([](EsclWorld &world) { world.pageMs = -1; });
        const auto pile = std::make_shared<PagePile>();
        auto job = rig.start(pile);
        QVERIFY(QTest::qWaitFor([&] { return rig.server.openJobs() == 1; }, 30'000));
        QElapsedTimer clock;
        clock.start();
        job.cancel();
        QVERIFY(job.result().isFinished());
        QVERIFY(rig.cleared());
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
        rig.server.change([](EsclWorld &world) { world.pageMs = 0; });
        QVERIFY(rig.waitReady());
        QVERIFY(rig.scan(pile).ok());
        QCOMPARE(pile->pages().size(), 1);
    }

    void deadlineClearsTheJobToo()
    {
        ScanRig rig;
        rig.server.change([](EsclWorld &world) { world.pageMs = -1; });
        const auto pile = std::make_shared<PagePile>();
        QCOMPARE(rig.scan(pile, {}, 400ms).error().code, u"DEV-SCAN-TIMEOUT"_s);
        QVERIFY(rig.cleared());
        QVERIFY(pile->pages().isEmpty());
    }

    void trimmedScannersSayWhy()
    {
        for (const auto &[how, code] : {std::pair<std::function<void(EsclWorld &)>, QString>{[](EsclWorld &world) { world.state = u"Down"_s; }, u"DEV-SCAN-FAULT"_s},
                                        {[](EsclWorld &world) { world.refuseAll = 401; }, u"DEV-SCAN-DENIED"_s},
                                        {[](EsclWorld &world) { world.refuseAll = 404; }, u"DEV-SCAN-PROTOCOL"_s},
                                        {[](EsclWorld &world) { world.capabilities = "<html/>"; }, u"DEV-SCAN-PROTOCOL"_s},
                                        {[](EsclWorld &world) { world.away = true; }, u"DEV-SCAN-ABSENT"_s}}) {
            ScanRig rig(1, how);
            QCOMPARE(rig.info().errorCode, code);
        }
    }

    void aJamShowsWhileNobodyScans()
    {
        ScanRig rig;
        rig.server.change([](EsclWorld &world) { world.feederState = u"ScannerAdfJam"_s; });
        QVERIFY(QTest::qWaitFor([&] { return rig.info().state == DeviceState::Degraded; }, 30'000));
        QCOMPARE(rig.info().errorCode, u"DEV-SCAN-JAM"_s);
        const auto pile = std::make_shared<PagePile>();
        QVERIFY(rig.scan(pile).ok());                       // the glass works
        QCOMPARE(rig.scan(pile, kFeeder).error().code, u"DEV-SCAN-JAM"_s);
        rig.server.change([](EsclWorld &world) { world.feederState.clear(); });
        QVERIFY(rig.waitReady());
    }
};

ZC_TEST(QCoreApplication, TestEsclScanner)
#include "tst_esclscanner.moc"
