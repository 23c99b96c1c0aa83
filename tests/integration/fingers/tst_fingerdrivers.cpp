#include "fingerrigs.h"
#include "fingersdk.h"

#include <devices/devicefactory.h>
#include <devices/devicehub.h>
#include <devices/simulatedfinger.h>
#include <pluginhost/driverplugins.h>

#include <base/clock.h>

#include <support/rigs/suiterun.h>

#include <QTest>

#include <support/memorysearch.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;

namespace {

QByteArray cardRecord(int number)
{
    return FingerSimulator::sampleFeatures().mid((number - 1) * FingerFeatures::kRecordBytes, FingerFeatures::kRecordBytes);
}

// A reader behind a vendor's driver in the real host, a hub and a claim.
struct FingerHostDesk {
    explicit FingerHostDesk(const FingerWorld &world) : FingerHostDesk(makeHostedDriver(world.settings(), clock)) {}
    explicit FingerHostDesk(std::unique_ptr<Driver> driver)
    {
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(std::move(driver));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
        QObject::connect(hub.get(), &DeviceHub::jobProgress, &ears, [this](const JobId &, const DeviceId &, const Progress &now) { progress = now; });
    }
    DeviceInfo info() const { return hub->devices().constFirst(); }
    bool becomes(DeviceState wanted) const { return QTest::qWaitFor([&] { return info().state == wanted; }, 30'000); }
    bool asks(const QString &code) const { return QTest::qWaitFor([&] { return info().state == DeviceState::Busy && info().errorCode == code; }, 30'000); }
    Job<FingerMatch> start(const QByteArray &features, std::chrono::milliseconds deadline = 30s, const SettingValues &settings = {})
    {
        if (claim.isNull())
            claim = hub->claim(u"fpr-1"_s, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, 10min)->id;
        return hub->submit(claim, MatchFinger{FingerFeatures::copyOf(features), settings}, {deadline});
    }
    static Result<FingerMatch> ended(Job<FingerMatch> job)
    {
        if (!QTest::qWaitFor([&] { return job.result().isFinished(); }, 60'000))
            return Error{ErrorKind::Internal, u"TEST-NO-END"_s, {}};
        return job.result().takeResult();
    }
    Result<FingerMatch> run(const QByteArray &features = FingerSimulator::sampleFeatures(), std::chrono::milliseconds deadline = 30s, const SettingValues &settings = {})
    {
        return ended(start(features, deadline, settings));
    }
    QString code(std::chrono::milliseconds deadline = 30s)
    {
        const auto match = run(FingerSimulator::sampleFeatures(), deadline);
        return match ? u"compared"_s : match.error().code;
    }

    SystemClock clock;
    QObject ears;
    Progress progress;
    std::unique_ptr<DeviceHub> hub;
    ClaimId claim;
};

const QStringList kMaySkip = {u"abilities.choices"_s, u"life.restart"_s, u"privacy.transcript"_s};

} // namespace

class TestFingerDrivers : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    FingerWorld m_world;

    int counted(int FingerState::*what) const
    {
        return m_world.script->with([what](FingerState &state) { return state.*what; });
    }
    void plan(int step, int status, int times = 100) const
    {
        m_world.script->change([=](FingerState &state) {
            state.failStep = step;
            state.failStatus = status;
            state.failTimes = times;
        });
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_world.start()); }
    void init()
    {
        m_world.reset();
        m_world.lay(cardRecord(1), 100);
    }

    // The way of a desk: the folder of the driver is checked, the address names it, the host loads it.
    void comesThroughTheGate()
    {
        const pluginhost::DriverPluginSettings gate{QStringLiteral(ZC_BINARY_DIR "/test-drivers"), QVersionNumber(0, 1, 0)};
        const DriverHome home{QStringLiteral(ZC_BINARY_DIR "/bin/zc-devicehost"), [gate](const QString &id) { return pluginhost::checkedDriver(gate, id); }};
        const auto entry = deviceEntry(u"fpr-1=host:fingersdk?library="_s + m_world.sdkFile());
        QVERIFY(entry);
        auto driver = makeDriver(*entry, m_clock, home);
        QVERIFY2(driver, qPrintable(driver ? QString() : driver.error().code + u' ' + driver.error().detail));
        FingerHostDesk desk(std::move(*driver));
        QVERIFY2(desk.becomes(DeviceState::Ready), qPrintable(desk.info().errorCode + u' ' + desk.info().errorDetail));
        QCOMPARE(desk.info().cls, DeviceClass::FingerprintReader);
        QCOMPARE(desk.info().identity.serial, u"SAMPLE-FPR-1"_s);
        QVERIFY(desk.run());
        // Nothing of the house drives such a reader.
        for (const QString &address : {u"fpr-1=serial:/dev/ttyUSB0"_s, u"fpr-1=pcsc:*"_s, u"fpr-1=usb:0400:c35a?out=02&in=81"_s})
            QCOMPARE(makeDriver(*deviceEntry(address), m_clock, home).error().code, u"DEV-ADDRESS"_s);
    }
    void aLibraryThatIsNoneIsNamed()
    {
        HostedDriverSettings settings = m_world.settings();
        settings.values = {{u"library"_s, u"/lib/x86_64-linux-gnu/libc.so.6"_s}};
        FingerHostDesk desk(makeHostedDriver(settings, m_clock));
        QVERIFY(QTest::qWaitFor([&] { return desk.info().errorCode == "DEV-HOST-LOAD"_L1; }, 30'000));
        QCOMPARE(desk.info().errorDetail, u"library"_s);
    }

    void comparesByTheBytes_data()
    {
        QTest::addColumn<int>("record");
        QTest::addColumn<int>("score");
        QTest::addColumn<bool>("same");
        QTest::newRow("first finger") << 1 << 100 << true;
        QTest::newRow("second finger") << 2 << 100 << true;
        QTest::newRow("just above the threshold") << 1 << 61 << true;
        QTest::newRow("just below it") << 1 << 60 << false;        // 307 of 512 bytes
        QTest::newRow("another's") << 2 << 20 << false;
    }
    void comparesByTheBytes()
    {
        QFETCH(int, record);
        QFETCH(int, score);
        QFETCH(bool, same);
        FingerHostDesk desk(m_world);
        QVERIFY(desk.becomes(DeviceState::Ready));
        m_world.lay(cardRecord(record), score);
        const int lights = counted(&FingerState::lights), matches = counted(&FingerState::matches);
        const auto match = desk.run();
        QVERIFY2(match, qPrintable(match ? QString() : match.error().code));
        QCOMPARE(match->same, same);
        QCOMPARE(match->score, score);
        QCOMPARE(match->finger, record);
        QCOMPARE(counted(&FingerState::lights), lights + 1);
        QCOMPARE(counted(&FingerState::matches), matches + (same ? 2 : 6));         // three presses, both fingers of the card each time
        QTRY_COMPARE(counted(&FingerState::dark), counted(&FingerState::lights));
        // The card has the other finger only.
        const auto other = desk.run(cardRecord(3 - record), 30s, {{u"presses"_s, u"1"_s}});
        QVERIFY(other && !other->same);
        QCOMPARE(other->finger, 1);
    }
    void saysWhatThePersonHasToDo()
    {
        FingerHostDesk desk(m_world);
        QVERIFY(desk.becomes(DeviceState::Ready));
        m_world.script->change([](FingerState &state) {
            state.laid = false;
            state.stays = true;
        });
        auto job = desk.start(FingerSimulator::sampleFeatures());
        QVERIFY(desk.asks(u"DEV-FINGER-NOMEDIA"_s));
        QCOMPARE(desk.info().media, Media::Unknown);
        m_world.script->change([](FingerState &state) {
            state.laid = true;
            state.quality = 10;
        });
        QVERIFY(desk.asks(u"DEV-FINGER-PRESS"_s));
        QTRY_COMPARE(desk.info().media, Media::Present);
        m_world.lay(cardRecord(1), 20);
        m_world.script->change([](FingerState &state) { state.quality = 90; });
        QVERIFY(desk.asks(u"DEV-FINGER-LIFT"_s));
        QTRY_COMPARE(desk.progress.done, 1);
        QCOMPARE(desk.progress.of, 3);
        m_world.script->change([](FingerState &state) { state.laid = false; });
        QVERIFY(desk.asks(u"DEV-FINGER-NOMEDIA"_s));
        m_world.lay(cardRecord(2), 90);
        m_world.script->change([](FingerState &state) { state.laid = true; });
        const auto match = FingerHostDesk::ended(job);
        QVERIFY(match && match->same);
        QCOMPARE(match->finger, 2);
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.info().errorCode.isEmpty());
        QTest::qWait(1200);                                     // nor does the host say later that somebody is waited for
        QCOMPARE(desk.info().state, DeviceState::Ready);
    }

    void statusesHaveTheirMeaning_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("gone") << int(FingerState::Capture) << int(FPR_GONE) << u"DEV-FINGER-ABSENT"_s;
        QTest::newRow("busy") << int(FingerState::Light) << int(FPR_BUSY) << u"DEV-FINGER-BUSY"_s;
        QTest::newRow("no licence") << int(FingerState::Light) << int(FPR_NO_LICENCE) << u"DEV-FINGER-DENIED"_s;
        QTest::newRow("line") << int(FingerState::Capture) << int(FPR_LINE) << u"DEV-FINGER-LINK"_s;
        QTest::newRow("defect") << int(FingerState::Capture) << int(FPR_DEFECT) << u"DEV-FINGER-FAULT"_s;
        QTest::newRow("dirty") << int(FingerState::Capture) << int(FPR_DIRTY) << u"DEV-FINGER-ACTION"_s;
        QTest::newRow("features") << int(FingerState::Match) << int(FPR_BAD_FEATURE) << u"DEV-FINGER-REJECTED"_s;
        QTest::newRow("not supported") << int(FingerState::Match) << int(FPR_NOT_SUPPORTED) << u"DEV-FINGER-UNSUPPORTED"_s;
        QTest::newRow("never heard of") << int(FingerState::Match) << -77 << u"DEV-FINGER-FAULT"_s;
    }
    void statusesHaveTheirMeaning()
    {
        QFETCH(int, step);
        QFETCH(int, status);
        QFETCH(QString, code);
        FingerHostDesk desk(m_world);
        QVERIFY(desk.becomes(DeviceState::Ready));
        const int before = counted(&FingerState::lights);
        plan(step, status);
        const auto refused = desk.run();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, code);
        QCOMPARE(counted(&FingerState::lights), before + 1);    // whatever it was: once
        QTRY_COMPARE(counted(&FingerState::dark), counted(&FingerState::lights));
        if (faultClassOf(code) == FaultClass::DeviceFault)
            QCOMPARE(refused.error().detail, u"status %1"_s.arg(-status));
        m_world.reset();
        QVERIFY(desk.becomes(DeviceState::Ready));
        QCOMPARE(desk.code(), u"compared"_s);
    }
    void aSimilarityThatIsNoneIsNotBelieved()
    {
        FingerHostDesk desk(m_world);
        QVERIFY(desk.becomes(DeviceState::Ready));
        m_world.script->change([](FingerState &state) { state.nonsense = 1; });
        QCOMPARE(desk.code(), u"DEV-FINGER-PROTOCOL"_s);
        QCOMPARE(desk.code(), u"compared"_s);
    }
    void whatNoCardHasAsksNobody()
    {
        FingerHostDesk desk(m_world);
        QVERIFY(desk.becomes(DeviceState::Ready));
        const int before = counted(&FingerState::lights);
        for (const QByteArray &features : {QByteArray(), QByteArray(511, 'x'), QByteArray(1025, 'x'), QByteArray(512, '\0'), QByteArray(1024, '\0')})
            QCOMPARE(desk.run(features).error().code, u"DEV-FINGER-REJECTED"_s);
        QCOMPARE(desk.run(cardRecord(1), 30s, {{u"presses"_s, u"9"_s}}).error().code, u"DEV-FINGER-UNSUPPORTED"_s);
        QCOMPARE(counted(&FingerState::lights), before);
        QCOMPARE(desk.hub->statistics(u"fpr-1"_s).reopens, 0U);                  // and the process lives
    }

    // A call that never returns costs the process, not the desk: the next person is compared by a new one.
    void aCallThatHangsCostsTheProcess()
    {
        FingerHostDesk desk(m_world);
        QVERIFY(desk.becomes(DeviceState::Ready));
        m_world.script->change([](FingerState &state) { state.hang = true; });
        QCOMPARE(desk.code(4s), u"DEV-FINGER-TIMEOUT"_s);
        QVERIFY(QTest::qWaitFor([&] { return desk.info().state == DeviceState::Lost || desk.info().state == DeviceState::Fault || desk.hub->statistics(u"fpr-1"_s).reopens > 0; }, 60'000));
        m_world.script->change([](FingerState &state) { state.hang = false; });
        QVERIFY(QTest::qWaitFor([&] { return desk.hub->statistics(u"fpr-1"_s).reopens > 0 && desk.info().state == DeviceState::Ready; }, 60'000));
        QCOMPARE(desk.code(), u"compared"_s);
    }
    void aCrashIsAFaultOfTheDevice_data()
    {
        QTest::addColumn<int>("step");
        QTest::newRow("light") << int(FingerState::Light);
        QTest::newRow("image") << int(FingerState::Capture);
        QTest::newRow("comparison") << int(FingerState::Match);
    }
    void aCrashIsAFaultOfTheDevice()
    {
        QFETCH(int, step);
        FingerHostDesk desk(m_world);
        QVERIFY(desk.becomes(DeviceState::Ready));
        m_world.script->change([step](FingerState &state) { state.crashStep = step; });
        QCOMPARE(desk.code(), u"DEV-HOST-CRASH"_s);
        QVERIFY(desk.becomes(DeviceState::Ready));
        QCOMPARE(desk.code(), u"compared"_s);
    }

    // In the desk's process nothing of the card's features is left once they went to the host.
    void nothingIsLeftHere()
    {
        FingerHostDesk desk(m_world);
        QVERIFY(desk.becomes(DeviceState::Ready));
        m_world.script->change([](FingerState &state) { state.laid = false; });
        const PlantedSecret secret(FingerFeatures::kRecordBytes);
        if (secret.places() != 0)
            QSKIP("skipped: no look at this process's memory");
        std::optional<Job<FingerMatch>> job;
        secret.uncovered([&](QByteArray &plain) { job.emplace(desk.start(plain)); });
        QVERIFY(desk.asks(u"DEV-FINGER-NOMEDIA"_s));
        QTRY_COMPARE(secret.places(), 0);                       // while the host still compares
        job->cancel();
        QVERIFY(desk.becomes(DeviceState::Ready));
        QCOMPARE(secret.places(), 0);
    }

    void conforms()
    {
        const auto rig = makeHostedFingerRig(m_world, m_clock);
        const QString wrong = whatDoesNotHold(*rig, kMaySkip);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
};

QTEST_GUILESS_MAIN(TestFingerDrivers)
#include "tst_fingerdrivers.moc"
