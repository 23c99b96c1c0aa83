#include <devices/devicefactory.h>
#include <devices/devicehub.h>
#include <devices/signaturepad.h>

#include <base/clock.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <support/testprogram.h>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using std::chrono::milliseconds;

namespace {

// A stroke along the diagonal of a box.
std::vector<InkPoint> diagonal(int points, qint64 ms, double width, double height, InkTool tool = InkTool::Pen)
{
    std::vector<InkPoint> made;
    for (int i = 0; i < points; ++i) {
        const double along = points > 1 ? double(i) / (points - 1) : 0;
        made.push_back({0.1 + width * along, 0.2 + height * along, 0.5, 1000 + (points > 1 ? ms * i / (points - 1) : 0), true, tool});
    }
    return made;
}

Ink inkOf(const std::vector<InkPoint> &points)
{
    Ink ink(2.5);
    for (const InkPoint &point : points)
        ink.add(point);
    ink.endStroke();
    return ink;
}

QString codeOf(const Result<Ink> &answer) { return answer.ok() ? u"ok"_s : answer.error().code; }

class PadBench {
public:
    explicit PadBench(const QString &address = u"ink:*"_s, const InkTools &tools = {true, true, true})
    {
        inlet->setTools(tools);
        auto driver = makeDriver({u"sig-1"_s, address, {}}, m_clock, {}, {}, {{}, inlet});
        if (!driver.ok())
            return;
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(std::move(*driver));
        hub = std::make_unique<DeviceHub>(DeviceSettings{{50}, 50, 50, 20}, std::move(drivers), m_clock);
    }
    DeviceInfo info() const { return hub->devices().constFirst(); }
    bool reaches(DeviceState state)
    {
        return QTest::qWaitFor([&] { return info().state == state; }, 60'000);
    }
    Job<Ink> capture(quint64 session, milliseconds deadline = milliseconds(60'000))
    {
        const auto claim = hub->claim(u"sig-1"_s, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, std::chrono::minutes(5));
        m_claim = claim.ok() ? claim->id : ClaimId();
        return hub->submit(m_claim, CaptureInk{session}, {deadline});
    }
    Result<Ink> end(Job<Ink> &job)
    {
        QFuture<Result<Ink>> future = job.result();
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000))
            return Error{ErrorKind::Internal, u"no end"_s, {}};
        hub->release(m_claim);
        return future.takeResult();
    }
    void write(quint64 session, const std::vector<InkPoint> &points)
    {
        for (const InkPoint &point : points)
            inlet->push(session, point);
    }
    Result<Ink> sign(const std::vector<InkPoint> &points)
    {
        const quint64 session = inlet->begin(2.5);
        Job<Ink> job = capture(session);
        write(session, points);
        inlet->confirm(session);
        return end(job);
    }

    const std::shared_ptr<InkInlet> inlet = std::make_shared<InkInlet>();
    std::unique_ptr<DeviceHub> hub;

private:
    SystemClock m_clock;
    ClaimId m_claim;
};

} // namespace

class TestSignaturePad : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Every limit, at it and one beyond.
    void whatASignatureIs_data()
    {
        QTest::addColumn<int>("points");
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("height");
        QTest::addColumn<QString>("code");
        const QString fits = u"ok"_s, small = u"DEV-SIGN-ACTION"_s;
        QTest::newRow("fits") << 40 << qint64(900) << 0.6 << 0.4 << fits;
        QTest::newRow("nothing") << 0 << qint64(0) << 0.6 << 0.4 << u"DEV-SIGN-NOMEDIA"_s;
        QTest::newRow("a dot") << 1 << qint64(0) << 0.6 << 0.4 << small;
        QTest::newRow("nine points") << 9 << qint64(900) << 0.6 << 0.4 << small;
        QTest::newRow("ten points") << 10 << qint64(900) << 0.6 << 0.4 << fits;
        QTest::newRow("299 ms") << 40 << qint64(299) << 0.6 << 0.4 << small;
        QTest::newRow("300 ms") << 40 << qint64(300) << 0.6 << 0.4 << fits;
        QTest::newRow("under 5 %") << 40 << qint64(900) << 0.25 << 0.19 << small;
        QTest::newRow("over 5 %") << 40 << qint64(900) << 0.25 << 0.21 << fits;
        QTest::newRow("a line") << 40 << qint64(900) << 0.8 << 0.0 << small;
    }
    void whatASignatureIs()
    {
        QFETCH(int, points);
        QFETCH(qint64, ms);
        QFETCH(double, width);
        QFETCH(double, height);
        PadBench bench;
        QVERIFY(bench.reaches(DeviceState::Ready));
        const Result<Ink> answer = bench.sign(diagonal(points, ms, width, height));
        QTEST(codeOf(answer), "code");
        if (answer.ok()) {
            QCOMPARE(answer->points(), std::size_t(points));
            QCOMPARE(answer->strokes(), std::size_t(1));
            QCOMPARE(answer->ratio(), 2.5);
            QCOMPARE(answer->durationMs(), ms);
        }
        QVERIFY(bench.reaches(DeviceState::Ready));
        QCOMPARE(codeOf(bench.sign(diagonal(40, 900, 0.6, 0.4))), u"ok"_s);     // and the next one is taken
    }

    void pointsThatAreNone_data()
    {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<double>("pressure");
        QTest::addColumn<qint64>("ms");
        constexpr double nan = std::numeric_limits<double>::quiet_NaN(), endless = std::numeric_limits<double>::infinity();
        QTest::newRow("right of the pad") << 1.0001 << 0.5 << 0.5 << qint64(5000);
        QTest::newRow("above it") << 0.5 << -0.0001 << 0.5 << qint64(5000);
        QTest::newRow("no number") << nan << 0.5 << 0.5 << qint64(5000);
        QTest::newRow("endless") << 0.5 << endless << 0.5 << qint64(5000);
        QTest::newRow("too strong") << 0.5 << 0.5 << 1.5 << qint64(5000);
        QTest::newRow("back in time") << 0.5 << 0.5 << 0.5 << qint64(1);
    }
    void pointsThatAreNone()
    {
        QFETCH(double, x);
        QFETCH(double, y);
        QFETCH(double, pressure);
        QFETCH(qint64, ms);
        PadBench bench;
        QVERIFY(bench.reaches(DeviceState::Ready));
        const quint64 session = bench.inlet->begin(1);
        Job<Ink> job = bench.capture(session);
        bench.write(session, diagonal(40, 900, 0.6, 0.4));
        bench.inlet->push(session, {x, y, pressure, ms, true, InkTool::Pen});
        QCOMPARE(codeOf(bench.end(job)), u"DEV-SIGN-PROTOCOL"_s);
    }

    void theBorderAndTheMostPointsAreTaken()
    {
        Ink ink;
        QVERIFY(ink.add({0, 0, 0, 0, true, InkTool::Pen}));
        for (std::size_t i = 1; i < Ink::kMostPoints; ++i)
            QVERIFY(ink.add({1, 1, 1, qint64(i), true, InkTool::Pen}));
        QVERIFY(!ink.problem());
        QVERIFY(!ink.add({1, 1, 1, qint64(Ink::kMostPoints), true, InkTool::Pen}));
        QCOMPARE(ink.points(), Ink::kMostPoints);
        const Result<Ink> again = Ink::fromDocument(ink.document());
        QVERIFY(again.ok());
        QCOMPARE(again->points(), Ink::kMostPoints);
    }

    void clearCancelAndDeadlineEndIt()
    {
        PadBench bench;
        QVERIFY(bench.reaches(DeviceState::Ready));
        const auto points = diagonal(40, 900, 0.6, 0.4);
        quint64 session = bench.inlet->begin(1);
        Job<Ink> job = bench.capture(session);
        bench.write(session, points);
        bench.inlet->clear(session);
        QCOMPARE(codeOf(bench.end(job)), u"DEV-CANCELLED"_s);

        session = bench.inlet->begin(1);
        job = bench.capture(session);
        bench.write(session, points);
        job.cancel();
        QCOMPARE(codeOf(bench.end(job)), u"DEV-CANCELLED"_s);

        for (const bool begun : {false, true}) {
            session = bench.inlet->begin(1);
            job = bench.capture(session, milliseconds(150));
            if (begun)
                bench.write(session, points);
            QCOMPARE(codeOf(bench.end(job)), begun ? u"DEV-SIGN-TIMEOUT"_s : u"DEV-SIGN-NOMEDIA"_s);
        }
    }

    // Ink of one surface never becomes the next person's.
    void sessionsNeverMix()
    {
        PadBench bench;
        QVERIFY(bench.reaches(DeviceState::Ready));
        const quint64 first = bench.inlet->begin(1);
        bench.write(first, diagonal(40, 900, 0.6, 0.4));
        const quint64 second = bench.inlet->begin(1);
        QVERIFY(second != first);
        Job<Ink> job = bench.capture(second);
        bench.write(first, diagonal(40, 900, 0.6, 0.4));
        bench.inlet->clear(first);
        bench.inlet->confirm(first);
        bench.write(second, diagonal(12, 400, 0.5, 0.5));
        bench.inlet->confirm(second);
        const Result<Ink> answer = bench.end(job);
        QCOMPARE(codeOf(answer), u"ok"_s);
        QCOMPARE(answer->points(), std::size_t(12));

        Job<Ink> late = bench.capture(second);                  // its surface is gone
        QCOMPARE(codeOf(bench.end(late)), u"DEV-CANCELLED"_s);
    }

    void strokesAreTakenBackOneByOne()
    {
        PadBench bench;
        QVERIFY(bench.reaches(DeviceState::Ready));
        const quint64 session = bench.inlet->begin(1);
        Job<Ink> job = bench.capture(session);
        bench.inlet->takeBack(session);                         // nothing to take back
        auto points = diagonal(12, 400, 0.5, 0.5);
        bench.write(session, points);
        bench.inlet->push(session, {0.6, 0.7, 0, 1400, false, InkTool::Pen});
        bench.inlet->push(session, {0.6, 0.7, 0.5, 1500, true, InkTool::Pen});
        bench.inlet->takeBack(session);
        bench.inlet->push(session, {0.9, 0.9, 0.5, 1600, true, InkTool::Pen});
        bench.inlet->confirm(session);
        const Result<Ink> answer = bench.end(job);
        QCOMPARE(codeOf(answer), u"ok"_s);
        QCOMPARE(answer->strokes(), std::size_t(2));
        QCOMPARE(answer->stroke(1).size(), std::size_t(1));
        QCOMPARE(answer->stroke(1).front().x, 0.9);
    }

    void aSubstituteStaysOne()
    {
        const auto toolOf = [](const std::vector<InkPoint> &points) { return inkOf(points).tool(); };
        auto points = diagonal(20, 900, 0.6, 0.4);
        QCOMPARE(toolOf(points), InkTool::Pen);
        points[7].tool = InkTool::Finger;
        QCOMPARE(toolOf(points), InkTool::Finger);
        points[3].tool = InkTool::Mouse;
        QCOMPARE(toolOf(points), InkTool::Mouse);
        const Result<Ink> again = Ink::fromDocument(inkOf(points).document());
        QVERIFY(again.ok());
        QCOMPARE(again->tool(), InkTool::Mouse);
        QCOMPARE(again->strokes(), std::size_t(5));             // another tool is another stroke
    }

    void whoMayWriteDependsOnTheDesk()
    {
        PadBench none(u"ink:*"_s, {false, false, false});
        QVERIFY(none.reaches(DeviceState::Absent));
        none.inlet->setTools({false, false, true});
        QVERIFY(none.reaches(DeviceState::Degraded));           // works, and says that the mouse is no pad
        QCOMPARE(none.info().errorCode, u"DEV-SIGN-ABSENT"_s);
        QCOMPARE(codeOf(none.sign(diagonal(40, 900, 0.6, 0.4))), u"DEV-SIGN-NOMEDIA"_s);        // a pen that is not attached is not heard
        QCOMPARE(codeOf(none.sign(diagonal(40, 900, 0.6, 0.4, InkTool::Mouse))), u"ok"_s);

        PadBench strict(u"ink:pen"_s, {false, true, true});
        QVERIFY(strict.reaches(DeviceState::Absent));
        strict.inlet->setTools({true, true, true});
        QVERIFY(strict.reaches(DeviceState::Ready));
        QCOMPARE(codeOf(strict.sign(diagonal(40, 900, 0.6, 0.4, InkTool::Mouse))), u"DEV-SIGN-NOMEDIA"_s);
        QCOMPARE(codeOf(strict.sign(diagonal(40, 900, 0.6, 0.4))), u"ok"_s);
        QVERIFY(!PadBench(u"ink:board"_s).hub);
    }

    void theKeptFormIsExact()
    {
        for (quint64 seed = 0; seed < 200; ++seed) {
            Ink ink = inkOf(SignatureSimulator::written(seed));
            QVERIFY2(!ink.problem(), qPrintable(QString::number(seed)));
            const QByteArray document = ink.document();
            const Result<Ink> again = Ink::fromDocument(document);
            QVERIFY(again.ok());
            QCOMPARE(again->document(), document);
            QCOMPARE(again->strokes(), ink.strokes());
            for (std::size_t i = 0; i < ink.strokes(); ++i)
                for (std::size_t k = 0; k < ink.stroke(i).size(); ++k) {
                    const InkPoint &before = ink.stroke(i)[k], &after = again->stroke(i)[k];
                    QVERIFY(std::abs(before.x - after.x) <= 0.00005 && std::abs(before.y - after.y) <= 0.00005 && std::abs(before.pressure - after.pressure) <= 0.0005);
                }
        }
    }

    // Whatever bytes: ink or one error; no prefix is ink.
    void foreignBytesAreNoInk()
    {
        const QByteArray document = inkOf(diagonal(12, 400, 0.5, 0.5)).document();
        for (qsizetype cut = 0; cut < document.size(); ++cut)
            QCOMPARE(codeOf(Ink::fromDocument(document.first(cut))), u"DEV-SIGN-PROTOCOL"_s);
        const QJsonObject good = QJsonDocument::fromJson(document).object();
        const auto spoiled = [&good](const QString &key, const QJsonValue &value) {
            QJsonObject changed = good;
            changed.insert(key, value);
            return codeOf(Ink::fromDocument(QJsonDocument(changed).toJson()));
        };
        using Point = QJsonArray;
        const auto stroke = [](const QString &tool, const QList<Point> &written) {
            QJsonArray points;
            for (const Point &point : written)
                points.append(point);
            return QJsonArray{QJsonObject{{u"tool"_s, tool}, {u"points"_s, points}}};
        };
        const QString refused = u"DEV-SIGN-PROTOCOL"_s;
        QCOMPARE(spoiled(u"form"_s, u"zc-ink-2"_s), refused);
        QCOMPARE(spoiled(u"ratio"_s, 0), refused);
        QCOMPARE(spoiled(u"ratio"_s, 1'000'000), refused);
        QCOMPARE(spoiled(u"strokes"_s, stroke(u"brush"_s, {Point{1, 1, 1, 1}})), refused);
        QCOMPARE(spoiled(u"strokes"_s, stroke(u"pen"_s, {})), refused);
        QCOMPARE(spoiled(u"strokes"_s, stroke(u"pen"_s, {Point{1, 1, 1}})), refused);
        QCOMPARE(spoiled(u"strokes"_s, stroke(u"pen"_s, {Point{1, 1, 1, u"1"_s}})), refused);
        QCOMPARE(spoiled(u"strokes"_s, stroke(u"pen"_s, {Point{10'001, 1, 1, 1}})), refused);
        QCOMPARE(spoiled(u"strokes"_s, stroke(u"pen"_s, {Point{1, 1, 1, 9}, Point{1, 1, 1, 8}})), refused);
        QCOMPARE(spoiled(u"strokes"_s, stroke(u"pen"_s, {Point{1, 1, 1, 1}})), u"ok"_s);
    }

    void theSimulatorTakesNoOtherWords()
    {
        SignatureSimulator pad;
        for (const char *bad : {"", "{}", "{\"sign\":7}", "{\"set\":{\"tool\":\"brush\"}}", "{\"set\":{\"speed\":1}}", "{\"fault\":{\"kind\":\"rain\"}}",
                                "{\"fault\":{\"kind\":\"short\",\"times\":0}}", "{\"unplugAt\":{\"point\":0}}"}) {
            const Result<void> done = pad.control(bad);
            QVERIFY2(!done.ok() && done.error().code == u"DEV-SIM-CONTROL", bad);
        }
        QVERIFY(pad.control("{\"set\":{\"tool\":\"mouse\",\"afterMs\":1,\"msPerPoint\":1}}").ok());
    }
};

ZC_TEST(QCoreApplication, TestSignaturePad)
#include "tst_signaturepad.moc"
