#include "support/testprogram.h"

#include "internal/camera/stillness.h"
#include <devices/framesource.h>
#include <devices/simulatedscanner.h>

#include <support/peers/pagepile.h>
#include <support/peers/sheets.h>

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace zc::devices::camera;
using zc::peers::PagePile;

namespace {

constexpr int kWidth = 320, kHeight = 240;
const FrameShape kRgb{FrameFormat::Rgb24, kWidth, kHeight};

QByteArray sheet(quint64 seed) { return ScannerSimulator::drawn(seed, kWidth, kHeight, true); }

Frame rgbFrame(const QByteArray &rows)
{
    Frame frame;
    frame.shape = kRgb;
    frame.stride = kWidth * 3;
    frame.bytes = rows;
    return frame;
}

QByteArray bare() { return QByteArray(qsizetype(kWidth) * 3 * kHeight, '\x90'); }

// Every pixel the mean of its neighbours: the same scene, less sharp.
QByteArray blurred(const QByteArray &rows)
{
    QByteArray soft = rows;
    for (qsizetype i = 6; i < rows.size() - 6; ++i)
        soft[i] = char((quint8(rows[i - 6]) + quint8(rows[i - 3]) + quint8(rows[i]) + quint8(rows[i + 3]) + quint8(rows[i + 6])) / 5);
    return soft;
}

LumaGrid gridOf(const QByteArray &rows)
{
    const auto look = lookAt(rgbFrame(rows), kRgb);
    if (!look) qFatal("no look");
    return look->grid;
}

LumaGrid noisy(const LumaGrid &grid, QRandomGenerator &random, int most, int shift = 0)
{
    LumaGrid out = grid;
    for (quint8 &cell : out.cells)
        cell = quint8(qBound(0, int(cell) + shift + random.bounded(-most, most + 1), 255));
    return out;
}

LumaGrid flat(int value)
{
    LumaGrid grid;
    grid.cells.fill(quint8(value));
    return grid;
}

// Frames and time from a script: no camera, no waiting.
struct FrameScript {
    struct Event {
        enum class Kind { Frame, Silence, Unplugged, Broken } kind = Kind::Frame;
        Frame frame{};
    };
    QList<Event> events;
    bool repeatLast = true;
    qint64 nowMs = 1000;
    int frameMs = 50;
    int at = 0;
    bool plugged = true;
    QStringList calls;
    quint64 sequence = 0;

    FrameScript &show(const QByteArray &rows, int times = 1)
    {
        for (int i = 0; i < times; ++i)
            events << Event{Event::Kind::Frame, rgbFrame(rows)};
        return *this;
    }
    FrameScript &quiet(int ms)
    {
        for (int i = 0; i < ms / frameMs; ++i)
            events << Event{Event::Kind::Silence};
        return *this;
    }
};

class ScriptedFrames final : public FrameSource {
public:
    ScriptedFrames(FrameScript &script, QList<FrameShape> formats) : m_script(script), m_formats(std::move(formats)) {}
    DeviceIdentity identity() const override { return {u"scripted"_s, u"S1"_s}; }
    QList<FrameShape> formats() const override { return m_formats; }
    Result<void> start(const FrameShape &shape) override
    {
        m_script.calls << u"start %1 %2"_s.arg(frameFormatName(shape.format)).arg(shape.width);
        return {};
    }
    void stop() override { m_script.calls << u"stop"_s; }
    void forget() override { m_script.calls << u"forget"_s; }
    bool present() override { return m_script.plugged; }
    Result<std::optional<Frame>> next(int) override
    {
        m_script.nowMs += m_script.frameMs;
        if (m_script.events.isEmpty())
            return std::optional<Frame>();
        const FrameScript::Event event = m_script.events.at(qMin<qsizetype>(m_script.at, m_script.events.size() - 1));
        ++m_script.at;
        if (event.kind == FrameScript::Event::Kind::Unplugged)
            m_script.plugged = false;
        if (event.kind == FrameScript::Event::Kind::Broken)
            return toError({FaultClass::DeviceFault, {}, {}, false}, DeviceClass::Camera);
        if (event.kind != FrameScript::Event::Kind::Frame)
            return std::optional<Frame>();
        Frame frame = event.frame;
        frame.sequence = ++m_script.sequence;
        frame.arrivedUs = m_script.nowMs * 1000;
        return std::optional(frame);
    }

private:
    FrameScript &m_script;
    const QList<FrameShape> m_formats;
};

struct ScriptedContext final : JobContext {
    ScriptedContext(FrameScript &s, int ms) : script(s), endMs(s.nowMs + ms) {}
    bool stopRequested() const override { return stopAtMs >= 0 && script.nowMs >= stopAtMs; }
    int remainingMs() const override { return int(qMax(qint64(0), endMs - script.nowMs)); }
    qint64 nowMs() const override { return script.nowMs; }
    void reportMedia(Media) override {}
    void reportProgress(const Progress &p) override { progress << p.done; }
    void reportCondition(const Condition &c) override { conditions << int(c.kind); }
    FrameScript &script;
    const qint64 endMs;
    qint64 stopAtMs = -1;
    QList<int> progress, conditions;
};

struct CameraBench {
    FrameScript script;
    std::shared_ptr<PagePile> pile = std::make_shared<PagePile>();
    std::unique_ptr<FrameCamera> camera;
    QList<int> conditions, progress;

    explicit CameraBench(const QList<FrameShape> &formats = {kRgb}) { camera = std::make_unique<FrameCamera>(std::make_unique<ScriptedFrames>(script, formats)); }
    Result<ScanSummary> capture(const SettingValues &settings = {}, int deadlineMs = 10'000, qint64 stopAtMs = -1)
    {
        ScriptedContext context(script, deadlineMs);
        context.stopAtMs = stopAtMs;
        Result<AnyAnswer> answer = camera->run(Capture{settings, pile}, context);
        conditions = context.conditions;
        progress = context.progress;
        if (!answer.ok()) return answer.error();
        return std::get<ScanSummary>(*answer);
    }
    QByteArray page(int index) const { return pile->pages().value(index).rows; }
};

const SettingValues kNow{{u"trigger"_s, u"now"_s}}, kBoth{{u"sides"_s, u"both"_s}};

} // namespace

class TestFrameCamera : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // ---- stillness: what holds for every scene, rate and noise

    void noiseAndLightAreNoMovement()
    {
        QRandomGenerator random(1);
        for (int run = 0; run < 50; ++run) {
            const LumaGrid scene = gridOf(sheet(quint64(run)));
            const int stillMs = random.bounded(100, 900), stepMs = random.bounded(10, 120);
            StillnessWatch watch(stillMs);
            qint64 now = random.bounded(100'000);
            const qint64 began = now;
            for (; now - began < 3000; now += stepMs) {
                // Sensor noise, and a lamp that makes everything brighter and darker; no cell is driven into black or white.
                LumaGrid seen = scene;
                for (quint8 &cell : seen.cells) cell = quint8(60 + cell / 2);
                watch.see(noisy(seen, random, StillnessWatch::kNoise / 2 - 1, random.bounded(-15, 16)), now);
                QCOMPARE(watch.still(), now - began >= stillMs && watch.frames() >= StillnessWatch::kLeastFrames);
            }
            QVERIFY(watch.still());
        }
    }
    void anythingThatMovesBeginsAnew()
    {
        QRandomGenerator random(2);
        for (int run = 0; run < 200; ++run) {
            StillnessWatch watch(300);
            qint64 now = 0;
            LumaGrid scene = flat(150);
            for (int i = 0; i < 12; ++i) watch.see(noisy(scene, random, 3), now += 33);
            QVERIFY(watch.still());
            // A hand: a rectangle of at least twelve cells somewhere, less than half of the picture.
            const int w = random.bounded(4, 16), h = random.bounded(3, 12), x = random.bounded(LumaGrid::kColumns - w), y = random.bounded(LumaGrid::kRows - h);
            for (int row = y; row < y + h; ++row)
                for (int column = x; column < x + w; ++column) scene.cells[std::size_t(row * LumaGrid::kColumns + column)] = quint8(random.bounded(2) ? 90 : 200);
            watch.see(scene, now += 33);
            QVERIFY(!watch.still());
            QCOMPARE(watch.frames(), 1);
        }
    }
    void slowMovementIsMovement()
    {
        // Each step is within the noise; what was seen at the beginning is not.
        StillnessWatch watch(400);
        qint64 now = 0;
        LumaGrid scene = flat(100);
        for (int i = 0; i < 60; ++i) {
            for (std::size_t cell = 0; cell < 40; ++cell) scene.cells[cell] = quint8(100 + i * 2);
            watch.see(scene, now += 50);
            QVERIFY(!watch.still());
        }
    }
    void aGapIsNotStillness()
    {
        StillnessWatch watch(100);
        const LumaGrid scene = flat(120);
        qint64 now = 0;
        for (int i = 0; i < 20; ++i) {
            watch.see(scene, now += StillnessWatch::kLongestGapMs + 1);
            QVERIFY(!watch.still());
        }
        for (int i = 0; i < 2; ++i) watch.see(scene, now += StillnessWatch::kLongestGapMs);
        QVERIFY(watch.still());
        watch.see(scene, now - 1000);           // a clock that goes back
        QVERIFY(!watch.still());
    }
    void repeatedFramesChangeNothing()
    {
        // The same scene seen twice as often is still at the same moment.
        for (int factor : {1, 2, 5}) {
            StillnessWatch watch(400);
            qint64 since = -1;
            for (qint64 now = 0; now <= 2000; now += 100 / factor) {
                watch.see(now < 600 ? gridOf(sheet(quint64(now / 100 + 1))) : flat(130), now);
                if (watch.still() && since < 0) since = now;
            }
            QCOMPARE(since, 1000);
        }
    }
    void expectsTheSheetToBeTurned()
    {
        StillnessWatch watch(200);
        const LumaGrid front = gridOf(sheet(1)), back = gridOf(sheet(2));
        qint64 now = 0;
        for (int i = 0; i < 10; ++i) watch.see(front, now += 50);
        watch.expectMove();
        for (int i = 0; i < 40; ++i) {
            watch.see(front, now += 50);
            QVERIFY(!watch.still());
        }
        for (int i = 0; i < 4; ++i) watch.see(back, now += 50);
        QVERIFY(!watch.still());                // turned, not still for long enough
        watch.see(back, now += 50);
        QVERIFY(watch.still());
    }

    // ---- frames

    void takesOnlyFramesThatFit()
    {
        const QByteArray rows = sheet(3);
        QVERIFY(lookAt(rgbFrame(rows), kRgb));
        QVERIFY(!lookAt(rgbFrame(rows.chopped(1)), kRgb));
        QVERIFY(!lookAt(rgbFrame(rows), {FrameFormat::Rgb24, kWidth, kHeight - 2}));
        for (const FrameFormat format : {FrameFormat::Nv12, FrameFormat::Yuyv, FrameFormat::Rgb24})
            for (const auto &[w, h] : {std::pair{64, 64}, {66, 68}, {320, 240}}) {
                const int stride = (format == FrameFormat::Rgb24 ? 3 : format == FrameFormat::Yuyv ? 2 : 1) * w + 10;
                const qsizetype least = format == FrameFormat::Nv12 ? qsizetype(stride) * (h + h / 2 - 1) + w : qsizetype(stride) * (h - 1) + stride - 10;
                Frame frame;
                frame.shape = {format, w, h};
                frame.stride = stride;
                frame.bytes = QByteArray(least, '\x40');
                QVERIFY(lookAt(frame, frame.shape));
                QCOMPARE(rgbRows(frame).size(), qsizetype(w) * 3 * h);
                frame.bytes.chop(1);
                QVERIFY(!lookAt(frame, frame.shape));
                frame.bytes = QByteArray(least, '\x40');
                frame.stride = stride - 11;
                QVERIFY(!lookAt(frame, frame.shape));
            }
        for (const FrameShape &odd : {FrameShape{FrameFormat::Nv12, 321, 240}, FrameShape{FrameFormat::Yuyv, 321, 240}, FrameShape{FrameFormat::Rgb24, 10'001, 64},
                                      FrameShape{FrameFormat::Rgb24, 0, 0}, FrameShape{FrameFormat::Rgb24, -64, 64}}) {
            Frame frame;
            frame.shape = odd;
            frame.stride = 30'100;
            frame.bytes = QByteArray(8'000'000, '\0');
            QVERIFY(!lookAt(frame, odd));
        }
    }
    void coloursAreThoseOfTheStandard()
    {
        // Video range: luma 16…235, chroma around 128. Grey has no colour, whatever its brightness; primaries are recognised.
        struct Row { int y, u, v, r, g, b; };
        for (const auto &[y, u, v, r, g, b] : {Row{16, 128, 128, 0, 0, 0}, Row{235, 128, 128, 255, 255, 255}, Row{126, 128, 128, 128, 128, 128},
                                               Row{82, 90, 240, 255, 0, 0}, Row{145, 54, 34, 0, 255, 0}, Row{41, 240, 110, 0, 0, 255}}) {
            Frame packed, planes;
            packed.shape = {FrameFormat::Yuyv, 64, 64};
            packed.stride = 128;
            for (int i = 0; i < 32 * 64; ++i) packed.bytes.append(char(y)).append(char(u)).append(char(y)).append(char(v));
            planes.shape = {FrameFormat::Nv12, 64, 64};
            planes.stride = 64;
            planes.bytes = QByteArray(64 * 64, char(y));
            for (int i = 0; i < 32 * 32; ++i) planes.bytes.append(char(u)).append(char(v));
            for (const Frame &frame : {packed, planes}) {
                const QByteArray rows = rgbRows(frame);
                for (qsizetype at : {qsizetype(0), qsizetype(3 * 63), rows.size() - 3}) {
                    QVERIFY2(qAbs(int(quint8(rows[at])) - r) <= 2, qPrintable(QString::number(quint8(rows[at]))));
                    QVERIFY(qAbs(int(quint8(rows[at + 1])) - g) <= 2);
                    QVERIFY(qAbs(int(quint8(rows[at + 2])) - b) <= 2);
                }
            }
        }
    }
    void aJpegMustBeWhole()
    {
        Frame frame;
        frame.shape = {FrameFormat::Mjpeg, 400, 300};
        frame.bytes = peers::jpegSheet(4);
        const auto whole = lookAt(frame, frame.shape);
        QVERIFY(whole && whole->contrast > 60);
        // The same picture as raw rows looks the same.
        Frame raw;
        raw.shape = {FrameFormat::Rgb24, 400, 300};
        raw.stride = 1200;
        raw.bytes = ScannerSimulator::drawn(4, 400, 300, true);
        QVERIFY(!StillnessWatch::differ(lookAt(raw, raw.shape)->grid, whole->grid));
        QVERIFY(!lookAt(frame, {FrameFormat::Mjpeg, 300, 400}));
        for (const double part : {0.0, 0.1, 0.5, 0.9, 0.99}) {
            Frame cut = frame;
            cut.bytes.truncate(qsizetype(double(cut.bytes.size()) * part));
            QVERIFY(!lookAt(cut, cut.shape));
        }
    }
    void blurIsLessSharp()
    {
        for (quint64 seed = 1; seed < 20; ++seed) {
            const QByteArray once = blurred(sheet(seed)), twice = blurred(once);
            const double sharp = lookAt(rgbFrame(sheet(seed)), kRgb)->sharpness, soft = lookAt(rgbFrame(once), kRgb)->sharpness, softer = lookAt(rgbFrame(twice), kRgb)->sharpness;
            QVERIFY(sharp > soft && soft > softer);
        }
        QCOMPARE(lookAt(rgbFrame(bare()), kRgb)->contrast, 0);
    }
    void theNewestFramesWin()
    {
        FrameQueue queue;
        for (quint64 i = 1; i <= 5; ++i) {
            Frame frame;
            frame.sequence = i;
            queue.push(frame);
        }
        QCOMPARE(queue.take(0)->sequence, 4u);
        QCOMPARE(queue.take(0)->sequence, 5u);
        QVERIFY(!queue.take(0));
        queue.push({});
        queue.clear();
        QVERIFY(!queue.take(1));
    }

    // ---- captures

    void takesTheSharpestFrameOfAStillSheet()
    {
        CameraBench bench;
        const QByteArray sharp = sheet(5), soft = blurred(sharp);
        bench.script.show(sheet(6)).show(sheet(7)).show(soft, 6).show(sharp).show(soft, 30);
        const auto summary = bench.capture();
        QVERIFY2(summary.ok(), qPrintable(summary.ok() ? QString() : summary.error().code));
        QCOMPARE(summary->pages, 1);
        QCOMPARE(bench.page(0), sharp);
        QCOMPARE(bench.pile->pages().constFirst().header.width, kWidth);
        // 400 ms of 50 ms a frame: not before.
        QCOMPARE(bench.script.at, 2 + 9);
        QCOMPARE(bench.script.calls, (QStringList{u"start rgb24 320"_s, u"forget"_s}));
        // The next job uses the same stream, and nothing that came before it.
        bench.script.at = 0;
        bench.script.events.clear();
        bench.script.show(sheet(8), 30);
        QVERIFY(bench.capture().ok());
        QCOMPARE(bench.page(1), sheet(8));
        QCOMPARE(bench.script.calls.last(), u"forget"_s);
        QCOMPARE(bench.script.calls.size(), 3);
    }
    void atOnceWaitsForNobody()
    {
        CameraBench bench;
        for (quint64 i = 1; i <= 5; ++i) bench.script.show(i == 3 ? sheet(i) : blurred(blurred(sheet(i))));
        QVERIFY(bench.capture(kNow).ok());
        QCOMPARE(bench.page(0), sheet(3));
        QCOMPARE(bench.script.at, 5);
    }
    void bothSides()
    {
        CameraBench bench;
        bench.script.show(sheet(10), 40).show(sheet(11)).show(sheet(12)).show(bare(), 4).show(sheet(13), 40);
        const auto summary = bench.capture(kBoth);
        QVERIFY(summary.ok());
        QCOMPARE(summary->pages, 2);
        QCOMPARE(bench.page(0), sheet(10));
        QCOMPARE(bench.page(1), sheet(13));
        QCOMPARE(bench.progress, (QList<int>{1, 2}));
        QCOMPARE(bench.pile->pages().at(1).header.number, 2);
    }
    void aSheetThatNobodyTurnsIsTakenOnce()
    {
        CameraBench bench;
        bench.script.show(sheet(10), 400);
        const auto summary = bench.capture(kBoth, 5000);
        QCOMPARE(summary.ok() ? QString() : summary.error().code, u"DEV-CAM-ACTION"_s);
        QCOMPARE(summary.error().detail, u"page 2"_s);
        QCOMPARE(bench.pile->pages().size(), 1);        // the first side stays
    }
    void whatEndsAJob_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("open");
        QTest::newRow("bare table") << 0 << u"DEV-CAM-NOMEDIA"_s << true;
        QTest::newRow("moving until the deadline") << 1 << u"DEV-CAM-ACTION"_s << true;
        QTest::newRow("no frame at all") << 2 << u"DEV-CAM-LINK"_s << false;
        QTest::newRow("unplugged") << 3 << u"DEV-CAM-LINK"_s << false;
        QTest::newRow("damaged frames") << 4 << u"DEV-CAM-PROTOCOL"_s << true;
        QTest::newRow("defect") << 5 << u"DEV-CAM-FAULT"_s << true;
        QTest::newRow("no frame before a short deadline") << 6 << u"DEV-CAM-TIMEOUT"_s << true;
        QTest::newRow("cancelled") << 7 << u"DEV-CANCELLED"_s << true;
    }
    void whatEndsAJob()
    {
        QFETCH(int, what);
        QFETCH(QString, code);
        QFETCH(bool, open);
        CameraBench bench;
        qint64 stopAtMs = -1;
        int deadlineMs = 10'000;
        using Kind = FrameScript::Event::Kind;
        if (what == 0) bench.script.show(bare(), 200);
        if (what == 1 || what == 7)
            for (int i = 0; i < 400; ++i) bench.script.show(sheet(quint64(i)));
        if (what == 3) bench.script.show(sheet(1), 3).events << FrameScript::Event{Kind::Unplugged};
        if (what == 4) bench.script.show(sheet(1).chopped(10), 100);
        if (what == 5) bench.script.show(sheet(1), 3).events << FrameScript::Event{Kind::Broken};
        if (what == 6) deadlineMs = 800;
        if (what == 7) stopAtMs = bench.script.nowMs + 700;
        const qint64 began = bench.script.nowMs;
        const auto summary = bench.capture({}, deadlineMs, stopAtMs);
        QCOMPARE(summary.ok() ? QString() : summary.error().code, code);
        QCOMPARE(bench.camera->isOpen(), open);
        QVERIFY(bench.pile->pages().isEmpty() && !bench.pile->isOpen());
        QVERIFY(bench.script.nowMs - began <= deadlineMs + 60);
        if (what == 0) QVERIFY(bench.script.nowMs - began < 2300);
        if (what == 7) QVERIFY(bench.script.nowMs - began <= 760);
    }
    void silenceIsToldAndTakenBack()
    {
        CameraBench bench;
        bench.script.show(sheet(1), 2).quiet(1500).show(sheet(1), 40);
        QVERIFY(bench.capture().ok());
        QCOMPARE(bench.conditions, (QList<int>{int(Condition::Kind::Limited), int(Condition::Kind::Fine)}));
    }
    void aRefusedPageEndsTheJobWithItsError()
    {
        CameraBench bench;
        bench.script.show(sheet(1), 40);
        bench.pile->refuseAfter = 1000;
        const auto summary = bench.capture();
        QCOMPARE(summary.ok() ? QString() : summary.error().code, u"STO-DISK-LOW"_s);
        QVERIFY(!bench.pile->isOpen());
        QCOMPARE(bench.pile->abandoned, 1);
    }
    void offersOneFormatASize()
    {
        const FrameShape big{FrameFormat::Mjpeg, 2592, 1944}, bigRaw{FrameFormat::Yuyv, 2592, 1944}, small{FrameFormat::Mjpeg, 640, 480}, smallRaw{FrameFormat::Nv12, 640, 480};
        CameraBench bench({small, bigRaw, smallRaw, big});
        const Capabilities can = bench.camera->capabilities();
        QVERIFY2(can.problems().isEmpty(), qPrintable(can.problems().join(u';')));
        QCOMPARE(can.setting(u"size")->values, (QStringList{u"2592x1944"_s, u"640x480"_s}));
        QCOMPARE(can.value({}, u"size"), u"2592x1944"_s);
        (void)bench.capture({}, 100);
        (void)bench.capture({{u"size"_s, u"640x480"_s}}, 100);
        QCOMPARE(bench.script.calls, (QStringList{u"start mjpeg 2592"_s, u"forget"_s, u"stop"_s, u"start nv12 640"_s, u"forget"_s}));
        QCOMPARE(bench.capture({{u"size"_s, u"1x1"_s}}, 100).error().code, u"DEV-CAM-UNSUPPORTED"_s);
    }
    void theCamerasOwnJpegIsHandedOnAsItIs()
    {
        CameraBench bench({{FrameFormat::Mjpeg, 400, 300}});
        Frame frame;
        frame.shape = {FrameFormat::Mjpeg, 400, 300};
        frame.bytes = peers::jpegSheet(9);
        for (int i = 0; i < 30; ++i) bench.script.events << FrameScript::Event{FrameScript::Event::Kind::Frame, frame};
        const auto summary = bench.capture();
        QVERIFY(summary.ok());
        QCOMPARE(bench.pile->pages().constFirst().mediaType, u"image/jpeg"_s);
        QCOMPARE(bench.page(0), frame.bytes);
        QCOMPARE(summary->bytes, frame.bytes.size());
    }
    void restsWhenNobodyUsesIt()
    {
        CameraBench bench;
        CameraTiming timing;
        timing.restMs = 30;
        bench.camera->setTiming(timing);
        bench.script.show(sheet(1), 40);
        QVERIFY(bench.capture().ok());
        QVERIFY(bench.camera->isOpen());
        QVERIFY(!bench.script.calls.contains(u"stop"_s));
        QTest::qWait(40);
        QVERIFY(bench.camera->isOpen());
        QCOMPARE(bench.script.calls.last(), u"stop"_s);
    }
};

ZC_TEST(QCoreApplication, TestFrameCamera)
#include "tst_framecamera.moc"
