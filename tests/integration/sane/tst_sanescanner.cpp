#include "sanerig.h"

#include <devices/devicehub.h>

#include <base/clock.h>
#include <support/peers/pagepile.h>
#include <support/processes.h>

#include <support/rigs/suiterun.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <atomic>
#include <csignal>
#include <sane/sane.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;
using zc::peers::PagePile;

namespace {

using Options = QMap<QByteArray, QByteArray>;

// Hub, device host, driver, a place for faults, and the real libsane with its `test` backend.
struct Rig {
    SystemClock clock;
    sane::SaneWorld world;
    sane::SaneScript *stack = nullptr;
    std::unique_ptr<DeviceHub> hub;
    Claim claim;

    explicit Rig(const QString &name = u"test:0"_s, int graceMs = 2000)
    {
        (void)world.start(2);
        stack = world.script.get();
        HostedDriverSettings settings = world.settings(name);
        settings.limits.graceMs = graceMs;
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeHostedDriver(settings, clock));
        DeviceSettings fast;
        fast.lostRescanMs = fast.rescanMs = 50;
        hub = std::make_unique<DeviceHub>(fast, std::move(drivers), clock);
        claim = hub->claim(u"scn-1"_s, ClaimMode::Exclusive, {u"desk"_s, u"收件"_s}, 600s).value();
        (void)waitReady();
    }
    bool waitReady(int ms = 60'000)
    {
        return QTest::qWaitFor([&] { return hub->devices().constFirst().state == DeviceState::Ready; }, ms);
    }
    Job<ScanSummary> start(const std::shared_ptr<PagePile> &pile, const SettingValues &settings = {}, std::chrono::milliseconds deadline = 60s)
    {
        return hub->submit(claim.id, Scan{settings, pile}, {deadline});
    }
    Result<ScanSummary> scan(const std::shared_ptr<PagePile> &pile, const SettingValues &settings = {}, std::chrono::milliseconds deadline = 60s)
    {
        return start(pile, settings, deadline).result().takeResult();
    }
};

const SettingValues kSmall = {{u"resolution"_s, u"75"_s}};
const SettingValues kFeeder = {{u"resolution"_s, u"50"_s}, {u"source"_s, u"feeder"_s}};
const Options kLittle = {{"br-x", "30"}, {"br-y", "20"}};

// A desk that is busy with something else until it is let go: what the scanner sends meanwhile waits in the line.
class SlowPile final : public PageSink {
public:
    Result<void> begin(const PageHeader &page) override
    {
        while (held)
            std::this_thread::sleep_for(1ms);
        return pile.begin(page);
    }
    Result<void> rows(QByteArrayView lines) override { return pile.rows(lines); }
    Result<void> finish(int height) override { return pile.finish(height); }
    void abandon() override { pile.abandon(); }
    Result<void> encoded(const PageHeader &page, const QString &type, const QByteArray &bytes) override { return pile.encoded(page, type, bytes); }
    PagePile pile;
    std::atomic<bool> held = true;
};

// True when it is gone, and its end of the line with it.
bool killHost()
{
    const auto hosts = [] { return test::processesOf(QStringLiteral(ZC_BINARY_DIR "/bin/zc-devicehost")); };
    const QList<qint64> before = hosts();
    return before.size() == 1 && ::kill(pid_t(before.constFirst()), SIGKILL) == 0
        && QTest::qWaitFor([&] { return !hosts().contains(before.constFirst()); }, 60'000);
}

// The samples at the end of a PNM.
QByteArray samples(const QByteArray &pnm, qsizetype size) { return pnm.last(qMin(size, pnm.size())); }

} // namespace

class TestSaneScanner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        sane::SaneWorld world;
        if (!world.start())
            QSKIP("skipped: scanimage (package sane-utils) with the test backend of SANE is not installed");
    }

    void saysWhatItCan()
    {
        Rig rig;
        const Capabilities can = rig.hub->devices().constFirst().capabilities;
        QCOMPARE(can.problems(), QStringList());
        QCOMPARE(can.setting(u"mode")->values, (QStringList{u"color"_s, u"gray"_s}));
        QCOMPARE(can.setting(u"source")->values, (QStringList{u"flatbed"_s, u"feeder"_s}));
        QCOMPARE(can.setting(u"resolution")->maximum, 1200);
        QCOMPARE(can.setting(u"resolution")->defaultValue, u"300"_s);
    }

    void pageIsWhatScanimageGets_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<Options>("options");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("colour") << u"color"_s << Options() << QStringList{u"--mode"_s, u"Color"_s};
        QTest::newRow("grey") << u"gray"_s << Options() << QStringList{u"--mode"_s, u"Gray"_s};
        QTest::newRow("lines") << u"gray"_s << Options{{"depth", "1"}} << QStringList{u"--mode"_s, u"Gray"_s, u"--depth"_s, u"1"_s};
        QTest::newRow("three passes") << u"color"_s << Options{{"three-pass", "yes"}, {"three-pass-order", "GBR"}} << QStringList{u"--mode"_s, u"Color"_s};
        QTest::newRow("height unknown") << u"gray"_s << Options{{"hand-scanner", "yes"}} << QStringList{u"--mode"_s, u"Gray"_s, u"--hand-scanner=yes"_s};
        QTest::newRow("vague parameters") << u"color"_s << Options{{"fuzzy-parameters", "yes"}} << QStringList{u"--mode"_s, u"Color"_s};
        QTest::newRow("one byte a read") << u"gray"_s << Options{{"read-limit", "yes"}, {"read-limit-size", "1"}} << QStringList{u"--mode"_s, u"Gray"_s};
    }
    void pageIsWhatScanimageGets()
    {
        QFETCH(QString, mode);
        QFETCH(Options, options);
        QFETCH(QStringList, words);
        Rig rig;
        Options all = kLittle;
        all["test-picture"] = "Color pattern";
        all.insert(options);
        rig.stack->setOptions(all);
        const auto pile = std::make_shared<PagePile>();
        const auto summary = rig.scan(pile, {{u"resolution"_s, u"75"_s}, {u"mode"_s, mode}});
        QVERIFY2(summary.ok(), qPrintable(summary.ok() ? QString() : summary.error().code + summary.error().detail));
        QCOMPARE(summary->pages, 1);
        QCOMPARE(pile->pages().size(), 1);
        const PagePile::Page page = pile->pages().constFirst();
        QCOMPARE(page.header.dpi, 75);
        const QByteArray other = sane::scanimage(QStringList{u"--resolution"_s, u"75"_s, u"-x"_s, u"30"_s, u"-y"_s, u"20"_s, u"--test-picture"_s, u"Color pattern"_s} + words);
        QVERIFY(!other.isEmpty());
        QVERIFY(page.rows.size() > 500);
        QCOMPARE(page.rows, samples(other, page.rows.size()));
        QCOMPARE(page.header.format, options.contains("depth") ? PixelFormat::Mono : mode == u"color" ? PixelFormat::Rgb24 : PixelFormat::Gray8);
    }

    void sixteenBitsKeepTheirHigherHalf()
    {
        Rig rig;
        Options options = kLittle;
        options["test-picture"] = "Grid";
        rig.stack->setOptions(options);
        const auto eight = std::make_shared<PagePile>(), sixteen = std::make_shared<PagePile>();
        QVERIFY(rig.scan(eight, kSmall).ok());
        options["depth"] = "16";
        rig.stack->setOptions(options);
        QVERIFY(rig.scan(sixteen, kSmall).ok());
        QCOMPARE(sixteen->pages().constFirst().rows, eight->pages().constFirst().rows);
    }

    void feederGivesItsSheetsAndEndsQuietly()
    {
        Rig rig;
        rig.stack->setOptions(kLittle);
        auto pile = std::make_shared<PagePile>();
        const auto all = rig.scan(pile, kFeeder);
        QVERIFY2(all.ok(), qPrintable(all.ok() ? QString() : all.error().code + all.error().detail));
        QCOMPARE(all->pages, 10);               // the test backend's feeder holds ten
        QCOMPARE(pile->pages().size(), 10);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(pile->pages()[i].header.number, i + 1);
        pile = std::make_shared<PagePile>();
        SettingValues three = kFeeder;
        three[u"pages"_s] = u"3"_s;
        QCOMPARE(rig.scan(pile, three)->pages, 3);
        QCOMPARE(pile->pages().size(), 3);
    }

    void jamOnPageSevenKeepsSix()
    {
        for (const bool inside : {false, true}) {
            Rig rig;                            // the feeder of the test backend counts its ten sheets over all scans of a handle
            rig.stack->setOptions(kLittle);
            if (inside)
                rig.stack->failRead(SANE_STATUS_JAMMED, 7, 500, 1);
            else
                rig.stack->failStart(SANE_STATUS_JAMMED, 7, 1);
            const auto pile = std::make_shared<PagePile>();
            const auto jammed = rig.scan(pile, kFeeder);
            QVERIFY(!jammed.ok());
            QCOMPARE(jammed.error().code, u"DEV-SCAN-JAM"_s);
            QVERIFY2(jammed.error().detail.contains(u"page 7"_s), qPrintable(jammed.error().detail));
            QCOMPARE(pile->pages().size(), 6);
            QVERIFY(!pile->isOpen());
            QVERIFY(rig.waitReady());
        }
    }

    // kill -9 in the middle of page 3, once while the desk takes pages as they come and once while everything sent so far still lies
    // in the line: what had been sent whole is kept, what had not is no page, and the error names it.
    void hostKilledInPageThreeKeepsTwo()
    {
        for (const bool busy : {false, true}) {
            Rig rig;
            rig.stack->setOptions(kLittle);
            const auto whole = std::make_shared<PagePile>();
            QVERIFY(rig.scan(whole, kFeeder).ok());
            rig.stack->block(3, 500);
            const auto sink = std::make_shared<SlowPile>();
            sink->held = busy;
            auto job = rig.hub->submit(rig.claim.id, Scan{kFeeder, sink}, {60s});
            QVERIFY(QTest::qWaitFor([&] { return rig.stack->isStuck() && (busy || sink->pile.pages().size() == 2); }, 60'000));
            QVERIFY(killHost());
            sink->held = false;
            QVERIFY(QTest::qWaitFor([&] { return job.result().isFinished(); }, 60'000));
            const auto killed = job.result().takeResult();
            QVERIFY(!killed.ok());
            QCOMPARE(killed.error().code, u"DEV-HOST-CRASH"_s);
            QVERIFY2(killed.error().detail.contains(u"page 3"_s), qPrintable(killed.error().detail));
            QCOMPARE(sink->pile.pages().size(), 2);
            QVERIFY(!sink->pile.isOpen());
            for (int i = 0; i < 2; ++i) {
                QCOMPARE(sink->pile.pages()[i].header.number, i + 1);
                QCOMPARE(sink->pile.pages()[i].rows, whole->pages()[i].rows);
            }
            QVERIFY(rig.waitReady());
            const auto again = std::make_shared<PagePile>();
            QCOMPARE(rig.scan(again, kFeeder)->pages, 10);
        }
    }

    // The process dies when it has said everything: the scan is as good as any other.
    void hostKilledAfterItsAnswerLosesNothing()
    {
        Rig rig;
        rig.stack->setOptions(kLittle);
        const auto sink = std::make_shared<SlowPile>();
        auto job = rig.hub->submit(rig.claim.id, Scan{kFeeder, sink}, {60s});
        QTest::qWait(1500);                     // ten small sheets and the answer are in the line long before
        QVERIFY(killHost());
        sink->held = false;
        QVERIFY(QTest::qWaitFor([&] { return job.result().isFinished(); }, 60'000));
        const auto done = job.result().takeResult();
        QCOMPARE(sink->pile.pages().size(), 10);
        QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().code + done.error().detail));
        QCOMPARE(done->pages, 10);
        QVERIFY(rig.waitReady());
    }

    void everyStatusHasItsClass_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("unsupported") << QByteArray("SANE_STATUS_UNSUPPORTED") << u"DEV-SCAN-UNSUPPORTED"_s;
        QTest::newRow("stopped at the scanner") << QByteArray("SANE_STATUS_CANCELLED") << u"DEV-SCAN-ACTION"_s;
        QTest::newRow("busy") << QByteArray("SANE_STATUS_DEVICE_BUSY") << u"DEV-SCAN-BUSY"_s;
        QTest::newRow("invalid") << QByteArray("SANE_STATUS_INVAL") << u"DEV-SCAN-UNSUPPORTED"_s;
        QTest::newRow("end at once") << QByteArray("SANE_STATUS_EOF") << u"DEV-SCAN-LINK"_s;
        QTest::newRow("jam") << QByteArray("SANE_STATUS_JAMMED") << u"DEV-SCAN-JAM"_s;
        QTest::newRow("empty") << QByteArray("SANE_STATUS_NO_DOCS") << u"DEV-SCAN-NOMEDIA"_s;
        QTest::newRow("cover") << QByteArray("SANE_STATUS_COVER_OPEN") << u"DEV-SCAN-COVER"_s;
        QTest::newRow("line") << QByteArray("SANE_STATUS_IO_ERROR") << u"DEV-SCAN-LINK"_s;
        QTest::newRow("memory") << QByteArray("SANE_STATUS_NO_MEM") << u"DEV-SCAN-FAULT"_s;
        QTest::newRow("denied") << QByteArray("SANE_STATUS_ACCESS_DENIED") << u"DEV-SCAN-DENIED"_s;
    }
    void everyStatusHasItsClass()
    {
        QFETCH(QByteArray, status);
        QFETCH(QString, code);
        Rig rig;
        Options options = kLittle;
        options["read-return-value"] = status;
        rig.stack->setOptions(options);
        const auto pile = std::make_shared<PagePile>();
        const auto result = rig.scan(pile, kSmall);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, code);
        QVERIFY(pile->pages().isEmpty() && !pile->isOpen());
    }

    void aPageThatEndsEarlyIsNoPage()
    {
        Rig rig;
        rig.stack->setOptions(kLittle);
        auto whole = std::make_shared<PagePile>();
        QVERIFY(rig.scan(whole, kSmall).ok());
        const qsizetype size = whole->pages().constFirst().rows.size();
        const int line = whole->pages().constFirst().header.bytesPerLine;
        for (const qsizetype at : {qsizetype(0), qsizetype(1), qsizetype(line), size / 2, size - line, size - 1}) {
            rig.stack->failRead(SANE_STATUS_EOF, 1, at, 1);
            const auto pile = std::make_shared<PagePile>();
            const auto cut = rig.scan(pile, kSmall);
            QVERIFY2(!cut.ok() && cut.error().code == u"DEV-SCAN-LINK", qPrintable(QString::number(at)));
            QVERIFY(pile->pages().isEmpty());
            QVERIFY(pile->abandoned > 0 && !pile->isOpen());
            QVERIFY(rig.waitReady());
        }
    }

    void senselessParametersAreRefused()
    {
        Rig rig;
        rig.stack->setOptions(kLittle);
        rig.stack->spoilParameters(1);
        const auto pile = std::make_shared<PagePile>();
        QCOMPARE(rig.scan(pile, kSmall).error().code, u"DEV-SCAN-PROTOCOL"_s);
        QCOMPARE(pile->begun, 0);
        QVERIFY(rig.scan(pile, kSmall).ok());
    }

    // The library ends a cancelled read like a whole one. 200 cancels at random moments: every page that was delivered is whole.
    void cancelNeverLooksLikeTheEnd()
    {
        Rig rig;
        Options options{{"br-x", "100"}, {"br-y", "100"}, {"test-picture", "Color pattern"}, {"read-delay", "yes"}, {"read-delay-duration", "1000"}};
        rig.stack->setOptions(options);
        auto whole = std::make_shared<PagePile>();
        const SettingValues settings{{u"resolution"_s, u"150"_s}};
        QElapsedTimer clock;
        clock.start();
        QVERIFY(rig.scan(whole, settings).ok());
        const int longestUs = int(clock.nsecsElapsed() / 1000) * 3 / 2;
        const QByteArray truth = whole->pages().constFirst().rows;
        QRandomGenerator random(4);
        int delivered = 0, cancelled = 0;
        for (int run = 0; run < 200; ++run) {
            const auto pile = std::make_shared<PagePile>();
            auto job = rig.start(pile, settings);
            QTest::qSleep(0);
            std::this_thread::sleep_for(std::chrono::microseconds(random.bounded(longestUs)));
            job.cancel();
            QTRY_VERIFY_WITH_TIMEOUT(job.result().isFinished(), 100);       // at once, or the page's own end is being told just now
            const bool ok = job.result().result().ok();
            QVERIFY(rig.waitReady());
            for (const PagePile::Page &page : pile->pages())
                QCOMPARE(page.rows, truth);
            QVERIFY(!ok || pile->pages().size() == 1);
            ++(ok ? delivered : cancelled);
        }
        qInfo("%d whole, %d cancelled", delivered, cancelled);
        QVERIFY(cancelled > 20);
    }

    // A backend that does not come back at all costs its process; the device is there again without having been away.
    void aCallThatHangsCostsTheProcessOnly()
    {
        Rig rig(u"test:0"_s, 300);
        rig.stack->setOptions(kLittle);
        QList<DeviceState> states;
        const QObject ears;                         // goes before what it writes to, with everything that is still on its way
        connect(rig.hub.get(), &DeviceHub::deviceChanged, &ears, [&](const DeviceInfo &info) { states << info.state; });
        for (int run = 0; run < 7; ++run) {         // more often than a driver may die in a minute
            rig.stack->block();
            const auto pile = std::make_shared<PagePile>();
            auto job = rig.start(pile, kSmall);
            QVERIFY(QTest::qWaitFor([&] { return pile->begun == 1; }, 60'000));
            job.cancel();
            QVERIFY(job.result().isFinished());
            QVERIFY(rig.waitReady());
            QVERIFY(pile->pages().isEmpty());
            QVERIFY(rig.scan(pile, kSmall).ok());
        }
        QVERIFY(!states.contains(DeviceState::Lost) && !states.contains(DeviceState::Fault));
    }

    void deadlineInsideAPage()
    {
        Rig rig;
        Options options = kLittle;
        rig.stack->setOptions(options);
        rig.stack->holdBack(-1);
        const auto pile = std::make_shared<PagePile>();
        QCOMPARE(rig.scan(pile, kSmall, 300ms).error().code, u"DEV-SCAN-TIMEOUT"_s);
        rig.stack->holdBack(0);
        QVERIFY(rig.waitReady());
        QVERIFY(pile->pages().isEmpty() && !pile->isOpen());
        QVERIFY(rig.scan(pile, kSmall).ok());
    }

    void unpluggedInTheMiddleComesBack()
    {
        Rig rig;
        rig.stack->setOptions(kLittle);
        rig.stack->failRead(SANE_STATUS_IO_ERROR, 3, 900, 1, true);
        const auto pile = std::make_shared<PagePile>();
        const auto broken = rig.scan(pile, kFeeder);
        QCOMPARE(broken.error().code, u"DEV-SCAN-LINK"_s);
        QVERIFY(broken.error().detail.contains(u"page 3"_s));
        QCOMPARE(pile->pages().size(), 2);
        QVERIFY(QTest::qWaitFor([&] { return rig.hub->devices().constFirst().state == DeviceState::Lost; }, 60'000));
        QCOMPARE(rig.scan(pile, kSmall).error().code, u"DEV-SCAN-ABSENT"_s);
        rig.stack->setPresent(true);
        QVERIFY(rig.waitReady());
        QVERIFY(rig.scan(pile, kSmall).ok());
    }

    void aFullDiskEndsTheScanWithItsOwnError()
    {
        Rig rig;
        rig.stack->setOptions(kLittle);
        const auto pile = std::make_shared<PagePile>();
        pile->refuseAfter = 0;
        QCOMPARE(rig.scan(pile, kSmall).error().code, u"STO-DISK-LOW"_s);
        QVERIFY(pile->pages().isEmpty() && !pile->isOpen());
        QCOMPARE(rig.scan(nullptr, kSmall).error().code, u"DEV-SCAN-UNSUPPORTED"_s);
    }

    void namesAndFirstOfThisMachine()
    {
        Rig any(u"*"_s);
        QCOMPARE(any.hub->devices().constFirst().state, DeviceState::Ready);
        Rig nobody(u"nosuch:9"_s, 2000);
        QTRY_COMPARE_WITH_TIMEOUT(nobody.hub->devices().constFirst().errorCode, u"DEV-SCAN-ABSENT"_s, 60'000);
        QCOMPARE(nobody.hub->devices().constFirst().state, DeviceState::Absent);
    }

    // The product's own driver: it is where the gate looks, and says what a machine without that scanner has.
    void productsDriverIsBuiltAndLoads()
    {
        SystemClock clock;
        sane::SaneWorld world;
        QVERIFY(world.start());
        HostedDriverSettings settings = world.settings(u"nosuch:9"_s);
        settings.driver = u"sane"_s;
        settings.driverFile = QStringLiteral(ZC_BINARY_DIR "/plugins/devices/sane/sane.so");
        settings.values = {{u"name"_s, u"nosuch:9"_s}, {u"brightness"_s, 10}};
        for (const auto &[values, code] : {std::pair{settings.values, u"DEV-SCAN-ABSENT"_s}, {QJsonObject{{u"name"_s, QJsonArray()}}, u"DEV-HOST-LOAD"_s},
                                           {QJsonObject{{u"name"_s, QString()}}, u"DEV-HOST-LOAD"_s}}) {
            settings.values = values;
            std::vector<std::unique_ptr<Driver>> drivers;
            drivers.push_back(makeHostedDriver(settings, clock));
            DeviceHub hub({}, std::move(drivers), clock);
            QTRY_COMPARE_WITH_TIMEOUT(hub.devices().constFirst().errorCode, code, 60'000);
        }
    }

    // Nothing of libsane in the program that the clerk works with.
    void libraryIsNotInThisProcess()
    {
        Rig rig;
        QFile maps(u"/proc/self/maps"_s);
        QVERIFY(maps.open(QIODevice::ReadOnly));
        QVERIFY(!maps.readAll().contains("libsane"));
    }

    void holdsTheConformanceSuite()
    {
        const auto rig = makeSaneRig(m_clock);
        QVERIFY(rig);
        // A scanner rejects no paper, and the test backend's pictures hold nothing personal.
        const QString wrong = whatDoesNotHold(*rig, {u"faults.rejected"_s, u"faults.noretry"_s, u"privacy.log"_s, u"privacy.events"_s, u"privacy.errors"_s, u"privacy.transcript"_s});
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestSaneScanner)
#include "tst_sanescanner.moc"
