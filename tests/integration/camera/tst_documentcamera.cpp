#include <devices/devicefactory.h>
#include <devices/devicehub.h>
#include <devices/hosteddriver.h>
#include <devices/simulatedscanner.h>

#include <base/clock.h>
#include <support/peers/pagepile.h>

#include <support/rigs/suiterun.h>

#include <QCryptographicHash>
#include <QDir>
#include <QImage>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;
using zc::peers::PagePile;

namespace {

constexpr int kWidth = 320, kHeight = 240;

QByteArray rowsOf(quint64 seed) { return ScannerSimulator::drawn(seed, kWidth, kHeight, true); }

// Pictures as files, and the words of the sequence: what lies below a camera that is a folder.
class PictureTable {
public:
    QString path() const { return m_folder.path(); }
    QString sequence() const { return m_folder.filePath(u"sequence"_s); }

    QByteArray sheet(quint64 seed) { return saved(u"s%1.png"_s.arg(seed), rowsOf(seed)); }
    QByteArray bare() { return saved(u"bare.png"_s, QByteArray(qsizetype(kWidth) * 3 * kHeight, '\x90')); }
    QByteArray other() { return saved(u"other.png"_s, ScannerSimulator::drawn(1, kWidth * 2, kHeight, true), kWidth * 2); }
    void shows(const QByteArray &lines)
    {
        QSaveFile file(sequence());
        if (!file.open(QIODevice::WriteOnly) || file.write(lines) < 0 || !file.commit()) qFatal("no sequence");
    }
    int jobs() const
    {
        QFile file(m_folder.filePath(u"jobs"_s));
        return file.open(QIODevice::ReadOnly) ? int(file.readAll().count('\n')) : -1;
    }
    void count()
    {
        QFile file(m_folder.filePath(u"jobs"_s));
        if (!file.open(QIODevice::WriteOnly)) qFatal("no list of jobs");
    }
    static QByteArray frame(const QByteArray &file, int times = 1) { return "frame " + file + ' ' + QByteArray::number(times) + '\n'; }

private:
    QByteArray saved(const QString &name, const QByteArray &rows, int width = kWidth)
    {
        const QString file = m_folder.filePath(name);
        if (!QFile::exists(file) && !QImage(reinterpret_cast<const uchar *>(rows.constData()), width, kHeight, width * 3, QImage::Format_RGB888).save(file)) qFatal("no picture");
        return name.toUtf8();
    }
    QTemporaryDir m_folder;
};

HostedDriverSettings settingsOf(const QJsonObject &values)
{
    HostedDriverSettings settings;
    settings.program = QStringLiteral(ZC_BINARY_DIR "/bin/zc-devicehost");
    settings.driver = u"camera"_s;
    settings.driverFile = QStringLiteral(ZC_BINARY_DIR "/plugins/devices/camera/camera.so");
    settings.cls = DeviceClass::Camera;
    settings.slot = u"cam-1"_s;
    settings.title = u"样例高拍仪"_s;
    settings.values = values;
    settings.limits.helloMs = 30'000;           // patience for a loaded machine
    settings.limits.pingMs = 5000;
    settings.limits.graceMs = 2000;
    return settings;
}

// The driver behind its process, with the folder as the world around it.
class PictureRig final : public ConformanceRig {
public:
    explicit PictureRig(const Clock &clock) : m_clock(clock)
    {
        m_table.count();
        reset();
    }
    QString title() const override { return u"cam-1, pictures behind the device host"_s; }
    DeviceClass cls() const override { return DeviceClass::Camera; }
    DeviceId slot() const override { return u"cam-1"_s; }
    bool harmless() const override { return true; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        HostedDriverSettings settings = settingsOf({{u"frames"_s, m_table.path()}, {u"stillMs"_s, u"80"_s}});
        settings.slot = slot;
        return makeHostedDriver(settings, m_clock);
    }
    void reset() override
    {
        m_restless = 0;
        m_base = m_table.jobs();
        prepare(0);
    }
    bool prepare(quint64 seed) override
    {
        if (std::exchange(m_endless, false)) m_restless = 0;
        m_seed = seed;
        return show({});
    }
    QString expected(quint64 seed) const override
    {
        const QByteArray page = QByteArray::number(kWidth) + 'x' + QByteArray::number(kWidth * 3) + rowsOf(seed);
        return QString::fromLatin1(QCryptographicHash::hash(QCryptographicHash::hash(page, QCryptographicHash::Sha256), QCryptographicHash::Sha256).toHex());
    }
    bool makeEndless() override
    {
        m_endless = true;
        return show(PictureTable::frame(m_table.sheet(1)) + PictureTable::frame(m_table.sheet(2)) + "loop\n");
    }
    bool makeSlow(int ms) override
    {
        m_restless = ms / 40;
        return show({});
    }
    bool provoke(FaultClass cls, int) override
    {
        switch (cls) {
        case FaultClass::NoMedia: return show(PictureTable::frame(m_table.bare()));
        case FaultClass::UserAction: return makeEndless();
        case FaultClass::Transport: return show("unplug\n" + PictureTable::frame(m_table.sheet(m_seed)));
        case FaultClass::Protocol: return show(PictureTable::frame(m_table.other()));
        case FaultClass::DeviceFault: return show(PictureTable::frame(m_table.sheet(m_seed)) + "defect\n");
        default: return false;
        }
    }
    bool unplug(Moment moment) override
    {
        switch (moment) {
        case Moment::Idle:
        case Moment::Cancelling: return QFile::remove(m_table.sequence());
        case Moment::Opening: return false;
        case Moment::FirstByte: return show(PictureTable::frame(m_table.sheet(30)) + "unplug\n");
        case Moment::Middle: return show(PictureTable::frame(m_table.sheet(30), 5) + "unplug\n");
        case Moment::LastByte: return show(PictureTable::frame(m_table.sheet(30), 10) + "unplug\n");
        }
        return false;
    }
    bool plug() override { return prepare(m_seed); }
    bool restart() override
    {
        if (!QFile::remove(m_table.sequence())) return false;
        QTest::qSleep(noticeMs());
        return plug();
    }
    int attempts() const override { return m_table.jobs() - m_base; }
    int writes() const override { return m_table.jobs(); }
    int noticeMs() const override { return 1000; }      // the host looks every quarter of a second, and the client then hears of it

private:
    bool show(const QByteArray &lines)
    {
        QByteArray all = lines;
        for (int i = 0; lines.isEmpty() && i < m_restless; ++i) all += PictureTable::frame(m_table.sheet(1 + quint64(i % 2)));
        if (lines.isEmpty()) all += PictureTable::frame(m_table.sheet(m_seed));
        m_table.shows(all);
        return true;
    }

    const Clock &m_clock;
    PictureTable m_table;
    quint64 m_seed = 0;
    int m_restless = 0, m_base = 0;
    bool m_endless = false;
};

struct HostedCamera {
    SystemClock clock;
    PictureTable table;
    std::unique_ptr<DeviceHub> hub;
    std::shared_ptr<PagePile> pile = std::make_shared<PagePile>();

    void open(const QJsonObject &values)
    {
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeHostedDriver(settingsOf(values), clock));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
    }
    void open() { open({{u"frames"_s, table.path()}}); }
    DeviceInfo info() const { return hub->devices().constFirst(); }
    bool waitReady() { return QTest::qWaitFor([this] { return info().state == DeviceState::Ready; }, 60'000); }
    Result<ScanSummary> capture(const SettingValues &settings = {})
    {
        const auto claim = hub->claim(u"cam-1"_s, ClaimMode::Exclusive, {u"desk"_s, u"受理"_s}, 60s);
        const auto job = hub->submit(claim->id, Capture{settings, pile}, {20s});
        Result<ScanSummary> summary = job.result().takeResult();
        hub->release(claim->id);
        return summary;
    }
};

} // namespace

class TstDocumentCamera : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsTheSuite()
    {
        SystemClock clock;
        PictureRig rig(clock);
        // A sheet is nobody's words and is not rejected; silence and refusal at the door have tests of their own.
        const QStringList maySkip = {u"privacy.log"_s, u"privacy.events"_s, u"privacy.errors"_s, u"privacy.transcript"_s, u"faults.rejected"_s, u"faults.noretry"_s,
                                     u"faults.timeout"_s, u"faults.denied"_s, u"unplug.open"_s, u"abilities.lower"_s, u"abilities.upper"_s};
        const QString wrong = whatDoesNotHold(rig, maySkip, 1);     // a picture takes a tenth of a second here: the sheet must lie still
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    void bothSidesComeThroughTheProcess()
    {
        HostedCamera camera;
        const QByteArray front = camera.table.sheet(1), back = camera.table.sheet(2), bare = camera.table.bare();
        camera.table.shows(PictureTable::frame(front, 15) + PictureTable::frame(bare, 3) + PictureTable::frame(back));
        camera.open();
        QVERIFY(camera.waitReady());
        QCOMPARE(camera.info().identity.model, u"png sequence"_s);
        const auto summary = camera.capture({{u"sides"_s, u"both"_s}});
        QVERIFY2(summary.ok(), qPrintable(summary.ok() ? QString() : summary.error().code));
        QCOMPARE(camera.pile->pages().size(), 2);
        QCOMPARE(camera.pile->pages().at(0).rows, rowsOf(1));
        QCOMPARE(camera.pile->pages().at(1).rows, rowsOf(2));
    }

    // Frames stop for more than a second: told while it lasts, and the picture is taken all the same.
    void aStallIsToldAndSurvived()
    {
        HostedCamera camera;
        const QByteArray sheet = camera.table.sheet(3);
        camera.table.shows(PictureTable::frame(sheet, 2) + "stall 1800\n" + PictureTable::frame(sheet));
        camera.open();
        QVERIFY(camera.waitReady());
        QStringList codes;
        connect(camera.hub.get(), &DeviceHub::deviceChanged, this, [&codes](const DeviceInfo &info) { codes << info.errorCode; });
        const auto claim = camera.hub->claim(u"cam-1"_s, ClaimMode::Exclusive, {u"desk"_s, u"受理"_s}, 60s);
        const auto job = camera.hub->submit(claim->id, Capture{{}, camera.pile}, {20s});
        QVERIFY(QTest::qWaitFor([&] { return job.result().isFinished(); }, 30'000));
        QCOMPARE(camera.pile->pages().value(0).rows, rowsOf(3));
        QVERIFY2(codes.contains(u"DEV-CAM-TIMEOUT"_s), qPrintable(codes.join(u' ')));
        QVERIFY(QTest::qWaitFor([&] { return camera.info().errorCode.isEmpty(); }, 10'000));
    }
    void silenceForThreeSecondsIsALoss()
    {
        HostedCamera camera;
        camera.table.shows(PictureTable::frame(camera.table.sheet(3), 2) + "stall 60000\n");
        camera.open();
        QVERIFY(camera.waitReady());
        const auto summary = camera.capture();
        QCOMPARE(summary.ok() ? QString() : summary.error().code, u"DEV-CAM-LINK"_s);
        QVERIFY(camera.pile->pages().isEmpty());
        camera.table.shows(PictureTable::frame(camera.table.sheet(4)));
        QVERIFY(camera.waitReady());
        QVERIFY(camera.capture().ok());
        QCOMPARE(camera.pile->pages().value(0).rows, rowsOf(4));
    }

    void settingsThatAreNoneAreRefused_data()
    {
        QTest::addColumn<QJsonObject>("values");
        QTest::newRow("nothing") << QJsonObject();
        QTest::newRow("both") << QJsonObject{{u"name"_s, u"*"_s}, {u"frames"_s, u"/srv"_s}};
        QTest::newRow("relative") << QJsonObject{{u"frames"_s, u"srv"_s}};
        QTest::newRow("unknown") << QJsonObject{{u"name"_s, u"*"_s}, {u"zoom"_s, u"2"_s}};
        QTest::newRow("never still") << QJsonObject{{u"name"_s, u"*"_s}, {u"stillMs"_s, u"5001"_s}};
        QTest::newRow("at once") << QJsonObject{{u"name"_s, u"*"_s}, {u"stillMs"_s, u"49"_s}};
        QTest::newRow("number") << QJsonObject{{u"name"_s, 1}};
    }
    void settingsThatAreNoneAreRefused()
    {
        QFETCH(QJsonObject, values);
        HostedCamera camera;
        camera.open(values);
        QVERIFY(QTest::qWaitFor([&] { return camera.info().errorCode == u"DEV-HOST-LOAD"; }, 60'000));
    }
    void aSequenceThatIsNoneIsAProtocolFault()
    {
        for (const QByteArray &lines : {QByteArray("loop\n"), QByteArray("frame ../x.png 1\n"), QByteArray("frame nothing.png 1\n"), QByteArray("stall soon\n"), QByteArray()}) {
            HostedCamera camera;
            camera.table.shows(lines);
            camera.open();
            QVERIFY2(QTest::qWaitFor([&] { return camera.info().errorCode == u"DEV-CAM-PROTOCOL"; }, 60'000), lines.constData());
        }
    }

    // The way that a desk goes, through Qt Multimedia: a machine without a camera says so, and stays responsive.
    void aMachineWithoutACameraSaysSo()
    {
        if (!QDir(u"/dev"_s).entryList({u"video*"_s}, QDir::System).isEmpty())
            QSKIP("skipped: this machine has a camera; its pictures are nobody's business here");
        SystemClock clock;
        DriverHome home{QStringLiteral(ZC_BINARY_DIR "/bin/zc-devicehost"), [](const QString &) { return Result<QString>(QStringLiteral(ZC_BINARY_DIR "/plugins/devices/camera/camera.so")); }};
        auto driver = makeDriver(*deviceEntry(u"cam-1=camera:*"_s), clock, home);
        QVERIFY(driver.ok());
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(std::move(*driver));
        DeviceHub hub({}, std::move(drivers), clock);
        QVERIFY(QTest::qWaitFor([&] { return hub.devices().constFirst().errorCode == u"DEV-CAM-ABSENT"; }, 60'000));
        QTest::qWait(3000);             // asked for again and again, without the process dying of it
        QCOMPARE(hub.devices().constFirst().errorCode, u"DEV-CAM-ABSENT"_s);
    }
};

QTEST_GUILESS_MAIN(TstDocumentCamera)
#include "tst_documentcamera.moc"
