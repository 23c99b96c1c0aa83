// Fingerprints: the card's features and their end, what is asked of the person, and what is refused before anybody is asked.
#include <devices/conformance.h>
#include <devices/devicehub.h>
#include <devices/fingersensor.h>
#include <devices/simulatedfinger.h>

#include "internal/host/hostcodec.h"

#include <base/clock.h>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <support/memorysearch.h>
#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace zc::devices::host;
using namespace std::chrono_literals;

namespace {

// A simulated reader, a hub and a claim.
struct FingerDesk {
    explicit FingerDesk(const FingerSimulator::Options &options = {}) : reader(std::make_shared<FingerSimulator>(options))
    {
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeSimulatedFingerReader(u"fpr-1"_s, u"样例指纹仪"_s, reader));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
        // Queued from the driver's thread: nothing is lost between two looks of the test.
        QObject::connect(hub.get(), &DeviceHub::deviceChanged, &ears, [this](const DeviceInfo &info) {
            if (info.state == DeviceState::Busy && !info.errorCode.isEmpty() && (asked.isEmpty() || asked.constLast() != info.errorCode))
                asked << info.errorCode;
        });
        QObject::connect(hub.get(), &DeviceHub::jobProgress, &ears, [this](const JobId &, const DeviceId &, const Progress &now) { progress << now.done; });
    }
    DeviceState state() const { return hub->devices().constFirst().state; }
    bool becomes(DeviceState wanted) const { return QTest::qWaitFor([&] { return state() == wanted; }, 20'000); }
    bool asks(const QString &code) const { return QTest::qWaitFor([&] { return hub->devices().constFirst().errorCode == code; }, 20'000); }
    bool tell(const QByteArray &line) const { return reader->control(line).ok(); }
    template <class Op>
    Job<typename Op::Answer> start(Op operation, std::chrono::milliseconds deadline = 30s)
    {
        if (claim.isNull())
            claim = hub->claim(u"fpr-1"_s, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, 10min)->id;
        return hub->submit(claim, std::move(operation), {deadline});
    }
    Result<FingerMatch> run(MatchFinger operation, std::chrono::milliseconds deadline = 30s)
    {
        auto job = start(std::move(operation), deadline);
        if (!QTest::qWaitFor([&] { return job.result().isFinished(); }, 60'000))
            return Error{ErrorKind::Internal, u"TEST-NO-END"_s, {}};
        return job.result().takeResult();
    }
    QString code(MatchFinger operation, std::chrono::milliseconds deadline = 30s)
    {
        const auto match = run(std::move(operation), deadline);
        return match ? u"compared"_s : match.error().code;
    }

    SystemClock clock;
    QObject ears;
    QStringList asked;              // of the person, as the codes of its words
    QList<int> progress;
    std::shared_ptr<FingerSimulator> reader;
    std::unique_ptr<DeviceHub> hub;
    ClaimId claim;
};

MatchFinger request(const QByteArray &features = FingerSimulator::sampleFeatures(), const SettingValues &settings = {})
{
    return {FingerFeatures::copyOf(features), settings};
}

QByteArray taken(const FingerFeatures &features)
{
    QByteArray bytes;
    features.use([&](QByteArrayView view) { bytes = view.toByteArray(); });
    return bytes;
}

WireValue wireBack(const WireValue &value)
{
    auto decoded = WireValue::decoded(value.encoded());
    return decoded ? std::move(*decoded) : WireValue();
}

} // namespace

class TestFingerMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void featuresHaveTheLengthsOfACard_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<int>("records");
        for (const auto &[bytes, records] : {std::pair{0, 0}, {1, 0}, {511, 0}, {512, 1}, {513, 0}, {1023, 0}, {1024, 2}, {1025, 0}, {1536, 0}})
            QTest::addRow("%d", bytes) << bytes << records;
    }
    void featuresHaveTheLengthsOfACard()
    {
        QFETCH(int, bytes);
        QFETCH(int, records);
        const QByteArray content(bytes, 'x');
        const FingerFeatures features = FingerFeatures::copyOf(content);
        QCOMPARE(features.records(), records);
        QCOMPARE(features.isEmpty(), records == 0);
        QCOMPARE(taken(features), records > 0 ? content : QByteArray());
        QVERIFY(FingerFeatures::copyOf(QByteArray(bytes, '\0')).isEmpty());
    }
    void featuresAreHandedOutOnce()
    {
        const FingerFeatures features = FingerFeatures::copyOf(FingerSimulator::sampleFeatures());
        const FingerFeatures copy = features;
        QCOMPARE(taken(copy), FingerSimulator::sampleFeatures());
        QVERIFY(features.isEmpty() && taken(features).isEmpty());
        QCOMPARE(features.records(), 2);
        const FingerFeatures wiped = FingerFeatures::copyOf(QByteArray(512, 'x'));
        wiped.wipe();
        wiped.wipe();
        QVERIFY(wiped.isEmpty() && !wiped.use([](QByteArrayView) { QFAIL("called"); }));
        FingerFeatures().wipe();
    }

    void saysWhoseFingerItIs()
    {
        FingerDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        const Capabilities can = desk.hub->devices().constFirst().capabilities;
        QCOMPARE(can.cls, DeviceClass::FingerprintReader);
        QCOMPARE(can.operations, (QStringList{u"MatchFinger"_s, u"CheckHealth"_s}));
        QCOMPARE(can.setting(u"presses")->defaultValue, u"3"_s);
        auto match = desk.run(request());
        QVERIFY(match && match->same);
        QCOMPARE(match->finger, 1);
        QVERIFY(desk.tell(R"({"finger":{"is":"same","record":2,"score":77}})"));
        match = desk.run(request());
        QVERIFY(match && match->same);
        QCOMPARE(match->finger, 2);
        QCOMPARE(match->score, 77);
        // A card with one finger: the second of two is none of its.
        match = desk.run(request(FingerSimulator::sampleFeatures().first(512)));
        QVERIFY(match && !match->same);
        QCOMPARE(match->finger, 1);
        // Two places, the first of them empty.
        match = desk.run(request(QByteArray(512, '\0') + FingerSimulator::sampleFeatures().last(512)));
        QVERIFY(match && match->same);
        QCOMPARE(match->finger, 2);
    }
    void anotherFingerMayBePutOnAgain_data()
    {
        QTest::addColumn<QString>("presses");
        QTest::addColumn<int>("compared");
        QTest::newRow("as usual") << QString() << 3;
        QTest::newRow("once") << u"1"_s << 1;
        QTest::newRow("as often as may be") << u"5"_s << 5;
    }
    void anotherFingerMayBePutOnAgain()
    {
        QFETCH(QString, presses);
        QFETCH(int, compared);
        FingerDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.tell(R"({"finger":"other"})"));
        QVERIFY(desk.tell(R"({"set":{"afterMs":60}})"));
        const auto match = desk.run(request(FingerSimulator::sampleFeatures(), presses.isEmpty() ? SettingValues() : SettingValues{{u"presses"_s, presses}}));
        QVERIFY(match && !match->same && match->score < 50);
        QCOMPARE(desk.reader->transcript().filter(u"compared with 1"_s).size(), compared);
        QCOMPARE(desk.reader->transcript().filter(u"lifted"_s).size(), compared - 1);
        QCOMPARE(desk.reader->comparisons(), 1);
        QTRY_VERIFY(desk.asked.contains(u"DEV-FINGER-NOMEDIA"_s));
        QTRY_VERIFY(desk.hub->devices().constFirst().errorCode.isEmpty());      // nobody is asked for anything any more
        QVERIFY(std::is_sorted(desk.progress.begin(), desk.progress.end()));
        QVERIFY(desk.progress.isEmpty() || desk.progress.constLast() <= compared);
    }
    // A finger that is the card's at its second press.
    void theRightFingerAfterAWrongOne()
    {
        FingerDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.tell(R"({"finger":"other"})"));
        QVERIFY(desk.tell(R"({"fault":{"kind":"stays"}})"));
        auto job = desk.start(request());
        QVERIFY(desk.asks(u"DEV-FINGER-LIFT"_s));
        QVERIFY(desk.progress.contains(1));
        QCOMPARE(desk.hub->devices().constFirst().media, Media::Present);
        QVERIFY(desk.tell(R"({"finger":null})"));
        QVERIFY(desk.asks(u"DEV-FINGER-NOMEDIA"_s));
        QVERIFY(desk.tell(R"({"finger":"same"})"));
        QTRY_VERIFY_WITH_TIMEOUT(job.result().isFinished(), 20'000);
        const auto match = job.result().takeResult();
        QVERIFY(match && match->same);
    }

    void whatTheDeadlineEndsSaysWhatWasMissing_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("finger");
        QTest::addColumn<QString>("code");
        QTest::newRow("nobody") << QByteArray() << QByteArray("null") << u"DEV-FINGER-NOMEDIA"_s;
        QTest::newRow("too lightly") << QByteArray(R"({"fault":{"kind":"weak"}})") << QByteArray(R"("same")") << u"DEV-FINGER-PRESS"_s;
        QTest::newRow("not lifted") << QByteArray(R"({"fault":{"kind":"stays"}})") << QByteArray(R"("other")") << u"DEV-FINGER-LIFT"_s;
        QTest::newRow("library hangs") << QByteArray(R"({"fault":{"kind":"deaf"}})") << QByteArray(R"("same")") << u"DEV-FINGER-TIMEOUT"_s;
    }
    void whatTheDeadlineEndsSaysWhatWasMissing()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, finger);
        QFETCH(QString, code);
        FingerDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.tell("{\"finger\":" + finger + "}"));
        QVERIFY(line.isEmpty() || desk.tell(line));
        QElapsedTimer clock;
        clock.start();
        const auto deadline = code == "DEV-FINGER-TIMEOUT"_L1 ? 4000ms : 1000ms;      // a library is blamed after a second
        QCOMPARE(desk.code(request(), deadline), code);
        QVERIFY2(clock.elapsed() >= deadline.count() - 50, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(desk.tell(R"({"reset":{}})"));
        QCOMPARE(desk.code(request()), u"compared"_s);
    }
    void pressedTooLightlyAtFirst()
    {
        FingerDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.tell(R"({"set":{"afterMs":100,"weakMs":400}})"));
        const auto match = desk.run(request());
        QVERIFY(match && match->same);
        QCOMPARE(desk.asked, (QStringList{u"DEV-FINGER-NOMEDIA"_s, u"DEV-FINGER-PRESS"_s}));
    }

    void faultsOfTheLibrary_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QString>("code");
        QTest::newRow("line") << QByteArray("link") << u"DEV-FINGER-LINK"_s;
        QTest::newRow("score beyond its range") << QByteArray("nonsense") << u"DEV-FINGER-PROTOCOL"_s;
        QTest::newRow("defect") << QByteArray("defect") << u"DEV-FINGER-FAULT"_s;
        QTest::newRow("dirty glass") << QByteArray("dirty") << u"DEV-FINGER-ACTION"_s;
        QTest::newRow("features") << QByteArray("unreadable") << u"DEV-FINGER-REJECTED"_s;
    }
    void faultsOfTheLibrary()
    {
        QFETCH(QByteArray, kind);
        QFETCH(QString, code);
        FingerDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.tell("{\"fault\":{\"kind\":\"" + kind + "\"}}"));
        QCOMPARE(desk.code(request()), code);
        QCOMPARE(desk.reader->comparisons(), 1);                // nothing is tried again by itself
        QTRY_COMPARE(desk.reader->transcript().constLast().section(u' ', 1), u"light off"_s);
        QCOMPARE(desk.code(request()), u"compared"_s);
    }
    void whatDoesNotFitAsksNobody()
    {
        FingerDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        QCOMPARE(desk.code(request({})), u"DEV-FINGER-REJECTED"_s);
        for (const int size : {511, 513, 1536})
            QCOMPARE(desk.code(request(QByteArray(size, 'x'))), u"DEV-FINGER-REJECTED"_s);
        for (const int size : {512, 1024})
            QCOMPARE(desk.code(request(QByteArray(size, '\0'))), u"DEV-FINGER-REJECTED"_s);
        for (const QString &presses : {u"0"_s, u"6"_s, u"many"_s, QString()})
            QCOMPARE(desk.code(request(FingerSimulator::sampleFeatures(), {{u"presses"_s, presses}})), u"DEV-FINGER-UNSUPPORTED"_s);
        QCOMPARE(desk.code(request(FingerSimulator::sampleFeatures(), {{u"level"_s, u"1"_s}})), u"DEV-FINGER-UNSUPPORTED"_s);
        QCOMPARE(desk.reader->comparisons(), 0);
        QVERIFY(desk.asked.isEmpty());
    }
    void theScriptIsRefusedAsAWhole_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {R"({"finger":"mine"})", R"({"finger":7})", R"({"finger":{"record":1}})", R"({"finger":{"is":"same","record":3}})", R"({"finger":{"is":"same","score":101}})",
                                 R"({"finger":{"is":"same","features":"x"}})", R"({"fault":{"kind":"mood"}})", R"({"fault":{"kind":"deaf","times":0}})", R"({"set":{"afterMs":1,"colour":2}})",
                                 R"({"unplugAt":"night"})", R"({"press":{}})", "{}", "x"})
            QTest::newRow(line) << QByteArray(line);
    }
    void theScriptIsRefusedAsAWhole()
    {
        QFETCH(QByteArray, line);
        FingerSimulator reader;
        const auto told = reader.control(line);
        QVERIFY(!told);
        QCOMPARE(told.error().code, u"DEV-SIM-CONTROL"_s);
        QVERIFY(reader.transcript().isEmpty());
    }
    void pulledOutAtEveryStep_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *step : {"light", "look", "answer"})
            QTest::newRow(step) << "{\"unplugAt\":\"" + QByteArray(step) + "\"}";
    }
    void pulledOutAtEveryStep()
    {
        QFETCH(QByteArray, line);
        FingerDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.tell(line));
        QCOMPARE(desk.code(request()), u"DEV-FINGER-ABSENT"_s);
        QVERIFY(desk.becomes(DeviceState::Lost));
        QVERIFY(desk.tell(R"({"plug":{}})"));
        QVERIFY(desk.becomes(DeviceState::Ready));
        QCOMPARE(desk.code(request()), u"compared"_s);
    }
    // On a desk the checks run without a person: nobody is asked for a finger.
    void aSelfTestAsksForNoFinger()
    {
        FingerDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        LiveRig rig(*desk.hub, desk.hub->devices().constFirst());
        ConformanceOptions options;
        options.effort = 1;
        const ConformanceReport report = runConformance(rig, options, desk.clock);
        QVERIFY(report.holds());
        QVERIFY(report.count(CheckState::Passed) >= 15);
        QCOMPARE(desk.reader->comparisons(), 0);
    }

    void nothingIsLeftWhenTheJobHasEnded_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<bool>("cancel");
        QTest::newRow("compared") << QByteArray() << false;
        QTest::newRow("cancelled while it waits for the finger") << QByteArray(R"({"finger":null})") << true;
        QTest::newRow("device pulled") << QByteArray(R"({"unplugAt":"look"})") << false;
        QTest::newRow("device absent") << QByteArray(R"({"unplug":{}})") << false;
        QTest::newRow("refused by the library") << QByteArray(R"({"fault":{"kind":"unreadable"}})") << false;
    }
    void nothingIsLeftWhenTheJobHasEnded()
    {
        QFETCH(QByteArray, script);
        QFETCH(bool, cancel);
        FingerDesk desk;
        QVERIFY(desk.becomes(DeviceState::Ready));
        const PlantedSecret secret(FingerFeatures::kRecordBytes);
        if (secret.places() != 0)
            QSKIP("skipped: no look at this process's memory");
        QVERIFY(script.isEmpty() || desk.tell(script));
        std::optional<Job<FingerMatch>> job;
        secret.uncovered([&](QByteArray &plain) { job.emplace(desk.start(request(plain))); });
        if (cancel) {
            QVERIFY(desk.asks(u"DEV-FINGER-NOMEDIA"_s));
            QVERIFY(secret.places() > 0);                       // it waits: the test sees what it looks for
            job->cancel();
        }
        QTRY_VERIFY_WITH_TIMEOUT(job->result().isFinished(), 20'000);
        QTRY_COMPARE(secret.places(), 0);                       // though the handle with its operation still lives
    }

    void theWireTakesTheFeaturesOver()
    {
        const PlantedSecret secret(FingerFeatures::kRecordBytes);
        if (secret.places() != 0)
            QSKIP("skipped: no look at this process's memory");
        FingerFeatures arrived;
        {
            MatchFinger asked{{}, {{u"presses"_s, u"2"_s}}};
            secret.uncovered([&](QByteArray &plain) { asked.features = FingerFeatures::copyOf(plain); });
            std::optional<WireValue> wire = toWire(AnyOperation(asked));
            QVERIFY(wire && asked.features.isEmpty());          // they have left for good
            QByteArray encoded = wire->encoded();
            wire.reset();
            auto decoded = WireValue::decoded(encoded);
            std::fill(encoded.begin(), encoded.end(), '\0');
            QVERIFY(decoded);
            auto read = operationFrom(*decoded);
            QVERIFY(read);
            const auto &same = std::get<MatchFinger>(*read);
            QCOMPARE(same.settings, asked.settings);
            arrived = same.features;
        }
        QVERIFY(!arrived.isEmpty());
        QCOMPARE(secret.places(), 1);
        arrived.wipe();
        QCOMPARE(secret.places(), 0);
    }
    void wireRefusesOperationsOfOtherForm()
    {
        const auto message = [](WireValue features, bool withSettings) {
            WireValue value = WireValue::map().set(u"name"_s, u"MatchFinger"_s).set(u"features"_s, std::move(features));
            if (withSettings)
                value.set(u"settings"_s, WireValue::map());
            return operationFrom(value);
        };
        for (const int size : {0, 512, 1024}) {
            const auto read = message(WireValue::bytes(QByteArray(size, 'x')), true);
            QVERIFY(read);
            QCOMPARE(std::get<MatchFinger>(*read).features.records(), size / 512);
        }
        for (const int size : {1, 511, 513, 1023, 1025, 1536})
            QVERIFY(!message(WireValue::bytes(QByteArray(size, 'x')), true));
        QVERIFY(!message(WireValue::bytes(QByteArray(512, 'x')), false));
        QVERIFY(!message(QString(512, u'x'), true));
        QVERIFY(!operationFrom(WireValue::map().set(u"name"_s, u"MatchFinger"_s).set(u"settings"_s, WireValue::map())));
        // What was used already goes as none, and the device refuses it.
        MatchFinger spent = request();
        spent.features.wipe();
        const auto wire = toWire(AnyOperation(spent));
        QVERIFY(wire && (*wire)[u"features"].toBytes().isEmpty());
        QVERIFY(operationFrom(wireBack(*wire)));
    }
    void wireBelievesNoImpossibleAnswer()
    {
        const auto read = [](const MatchFinger &asked, WireValue same, int score, int finger) {
            return answerFrom(asked, wireBack(WireValue::map().set(u"same"_s, std::move(same)).set(u"score"_s, score).set(u"finger"_s, finger)), QDate());
        };
        const MatchFinger two = request(), one = request(FingerSimulator::sampleFeatures().first(512)), none = request({});
        const auto match = answerFrom(two, wireBack(*toWire(AnyAnswer(FingerMatch{true, 100, 2}))), QDate());
        QVERIFY(match);
        const auto &answer = std::get<FingerMatch>(*match);
        QVERIFY(answer.same && answer.score == 100 && answer.finger == 2);
        QVERIFY(read(two, false, 0, 1) && read(one, true, 50, 1));
        QVERIFY(!read(two, true, -1, 1) && !read(two, true, 101, 1));
        QVERIFY(!read(two, true, 50, 0) && !read(two, true, 50, 3) && !read(one, true, 50, 2) && !read(none, true, 50, 1));
        QVERIFY(!read(two, 1, 50, 1) && !read(two, u"true"_s, 50, 1));
        QVERIFY(!answerFrom(two, WireValue::map(), QDate()));
    }
};

ZC_TEST(QCoreApplication, TestFingerMatch)
#include "tst_fingermatch.moc"
