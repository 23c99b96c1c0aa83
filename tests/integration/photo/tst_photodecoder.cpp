// Photos of cards through a plugin in the real device host, with a made-up vendor behind it that goes wrong in every way.
#include "photoscript.h"

#include <devices/devicefactory.h>
#include <devices/devicehub.h>
#include <devices/hosteddriver.h>

#include <base/clock.h>

#include <support/rigs/suiterun.h>

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;

namespace {

QByteArray codedSample(char filling = '\0')
{
    return QByteArray::fromHex("574C66007E00").leftJustified(DecodePhoto::kCodedBytes, filling);
}

QByteArray fakePicture(const QByteArray &coded, unsigned sitting)
{
    QByteArray picture(CardPhoto::kBytes, Qt::Uninitialized);
    for (qsizetype i = 0; i < picture.size(); ++i)
        picture[i] = char(fakePoint(reinterpret_cast<const unsigned char *>(coded.constData()), i, sitting));
    return picture;
}

// The folder of the made-up library and its script.
struct PhotoWorld {
    PhotoWorld() : script(PhotoScript::open(folder.filePath(u"photo.script"_s).toStdString())) {}
    HostedDriverSettings settings(const DeviceId &slot = u"pho-1"_s) const
    {
        HostedDriverSettings settings;
        settings.program = QStringLiteral(ZC_BINARY_DIR "/bin/zc-devicehost");
        settings.driver = u"fakephoto"_s;
        settings.driverFile = QStringLiteral(ZC_BINARY_DIR "/test-drivers/fakephoto/fakephoto.so");
        settings.cls = DeviceClass::PhotoDecoder;
        settings.slot = slot;
        settings.title = u"样例解码组件"_s;
        settings.values = {{u"folder"_s, folder.path()}};
        settings.limits.helloMs = 30'000;
        settings.limits.pingMs = 5000;
        settings.limits.restartMs = {200};
        return settings;
    }
    int photos() const
    {
        return script->with([](const PhotoState &state) { return state.photos; });
    }

    QTemporaryDir folder;
    const std::unique_ptr<PhotoScript> script;
};

struct HostedPhotoDesk {
    explicit HostedPhotoDesk(const PhotoWorld &world)
    {
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeHostedDriver(world.settings(), clock));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
    }
    DeviceInfo info() const { return hub->devices().constFirst(); }
    bool becomes(DeviceState wanted) const { return QTest::qWaitFor([&] { return info().state == wanted; }, 30'000); }
    Result<CardPhoto> decode(const QByteArray &coded = codedSample())
    {
        if (claim.isNull())
            claim = hub->claim(u"pho-1"_s, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, 10min)->id;
        auto job = hub->submit(claim, DecodePhoto{PrivateBytes::copyOf(coded)}, {DecodePhoto::kLimit});
        if (!QTest::qWaitFor([&] { return job.result().isFinished(); }, 30'000))
            return Error{ErrorKind::Internal, u"TEST-NO-END"_s, {}};
        return job.result().takeResult();
    }

    SystemClock clock;
    std::unique_ptr<DeviceHub> hub;
    ClaimId claim;
};

class HostedPhotoRig final : public ConformanceRig {
public:
    explicit HostedPhotoRig(const Clock &clock) : m_clock(clock) {}
    QString title() const override { return u"pho-1, a made-up library in the device host"_s; }
    DeviceClass cls() const override { return DeviceClass::PhotoDecoder; }
    DeviceId slot() const override { return u"pho-1"_s; }
    bool harmless() const override { return true; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeHostedDriver(m_world.settings(slot), m_clock); }
    void reset() override
    {
        change([this](PhotoState &state) {
            const unsigned generation = state.generation;
            m_base = state.photos;
            state = PhotoState();
            state.generation = generation;
            state.photos = m_base;
        });
        m_endless = false;
    }
    bool prepare(quint64 seed) override
    {
        return change([&](PhotoState &state) {
            state.sitting = sittingOf(seed);
            if (std::exchange(m_endless, false))
                state.holdMs = 0;
        });
    }
    QString expected(quint64 seed) const override
    {
        return QString::fromLatin1(QCryptographicHash::hash(fakePicture(codedSample(), sittingOf(seed)), QCryptographicHash::Sha256).toHex());
    }
    bool makeEndless() override
    {
        m_endless = true;
        return makeSlow(-1);
    }
    bool makeSlow(int ms) override
    {
        return change([ms](PhotoState &state) { state.holdMs = ms; });
    }
    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::MediaRejected: return trouble(PhotoState::Status, times, kFakeRefused);
        case FaultClass::Denied: return change([](PhotoState &state) { state.licensed = false; });
        case FaultClass::DeviceFault: return trouble(PhotoState::Status, times, 1);
        case FaultClass::Protocol: return trouble(PhotoState::Short, times, 0);
        case FaultClass::Timeout: return makeEndless();
        default: return false;
        }
    }
    bool unplug(Moment moment) override
    {
        if (moment == Moment::Opening)
            return false;               // it is the library that opens, and it is there
        if (moment == Moment::Idle || moment == Moment::Cancelling)
            return change([](PhotoState &state) { state.present = false; });
        return change([step = moment == Moment::FirstByte ? 0 : moment == Moment::Middle ? 1 : 2](PhotoState &state) { state.unplug[step] = true; });
    }
    bool plug() override
    {
        return change([](PhotoState &state) { state.present = true; });
    }
    int noticeMs() const override { return 1000; }
    int attempts() const override { return m_world.photos() - m_base; }
    int writes() const override { return m_world.photos(); }

private:
    static unsigned sittingOf(quint64 seed) { return unsigned(seed % 1000); }
    template <class F>
    bool change(F f)
    {
        m_world.script->change(f);
        return true;
    }
    bool trouble(PhotoState::Trouble what, int times, int status)
    {
        return change([=](PhotoState &state) {
            state.trouble = what;
            state.times = times;
            state.status = status;
        });
    }

    PhotoWorld m_world;
    const Clock &m_clock;
    int m_base = 0;
    bool m_endless = false;
};

} // namespace

class TestPhotoDecoder : public QObject {
    Q_OBJECT

    PhotoWorld m_world;

    void spoil(PhotoState::Trouble trouble, int times = 1, int status = 0)
    {
        m_world.script->change([&](PhotoState &state) {
            state.trouble = trouble;
            state.times = times;
            state.status = status;
        });
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_world.script); }
    void init()
    {
        m_world.script->change([](PhotoState &state) {
            const unsigned generation = state.generation;
            state = PhotoState();
            state.generation = generation;
        });
    }

    void unpacksInItsOwnProcess()
    {
        HostedPhotoDesk desk(m_world);
        QVERIFY2(desk.becomes(DeviceState::Ready), qPrintable(desk.info().errorCode + desk.info().errorDetail));
        QCOMPARE(desk.info().identity.model, u"fake photo library"_s);
        for (const char filling : {'\0', 'a', 'b'}) {
            const auto photo = desk.decode(codedSample(filling));
            QVERIFY2(photo, qPrintable(photo ? QString() : photo.error().code));
            QCOMPARE(photo->pixels.view(), QByteArrayView(fakePicture(codedSample(filling), 0)));
        }
        QCOMPARE(desk.decode(codedSample().chopped(1)).error().code, u"DEV-PHOTO-UNSUPPORTED"_s);       // does not fit on the wire
        QCOMPARE(desk.decode(QByteArray(DecodePhoto::kCodedBytes, '\0')).error().code, u"DEV-PHOTO-REJECTED"_s);
        QCOMPARE(m_world.photos(), 3);
    }
    void whatGoesWrongHasItsWordAndIsOverAfterwards_data()
    {
        QTest::addColumn<int>("trouble");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("not its photo") << int(PhotoState::Status) << kFakeRefused << u"DEV-PHOTO-REJECTED"_s;
        QTest::newRow("licence at its end") << int(PhotoState::Status) << kFakeExpired << u"DEV-PHOTO-DENIED"_s;
        QTest::newRow("status of its own") << int(PhotoState::Status) << 99 << u"DEV-PHOTO-FAULT"_s;
        QTest::newRow("one byte short") << int(PhotoState::Short) << 0 << u"DEV-PHOTO-PROTOCOL"_s;
        QTest::newRow("one byte long") << int(PhotoState::Long) << 0 << u"DEV-PHOTO-PROTOCOL"_s;
        QTest::newRow("crash") << int(PhotoState::Crash) << 0 << u"DEV-HOST-CRASH"_s;
        QTest::newRow("hang") << int(PhotoState::Hang) << 0 << u"DEV-PHOTO-TIMEOUT"_s;
    }
    void whatGoesWrongHasItsWordAndIsOverAfterwards()
    {
        QFETCH(int, trouble);
        QFETCH(int, status);
        QFETCH(QString, code);
        HostedPhotoDesk desk(m_world);
        QVERIFY(desk.becomes(DeviceState::Ready));
        spoil(PhotoState::Trouble(trouble), 1, status);
        QElapsedTimer passed;
        passed.start();
        const auto photo = desk.decode();
        QVERIFY(!photo);
        QCOMPARE(photo.error().code, code);
        QVERIFY2(passed.elapsed() < 3000, qPrintable(QString::number(passed.elapsed())));     // the limit, the grace and a loaded machine
        QVERIFY(desk.becomes(DeviceState::Ready));
        QVERIFY(desk.decode());
    }
    void tooSlowIsNotWaitedFor()
    {
        HostedPhotoDesk desk(m_world);
        QVERIFY(desk.becomes(DeviceState::Ready));
        m_world.script->change([](PhotoState &state) { state.holdMs = 20'000; });
        QElapsedTimer passed;
        passed.start();
        QCOMPARE(desk.decode().error().code, u"DEV-PHOTO-TIMEOUT"_s);
        QVERIFY2(passed.elapsed() < 2000, qPrintable(QString::number(passed.elapsed())));
    }
    void aDecoderIsAlwaysAVendors()
    {
        QCOMPARE(classOfSlot(u"pho-1"_s), std::optional(DeviceClass::PhotoDecoder));
        const SystemClock clock;
        const DriverHome home{u"/nowhere/zc-devicehost"_s, [](const QString &) -> Result<QString> { return u"/nowhere/x.so"_s; }};
        for (const QString &address : {u"serial:/dev/ttyUSB0"_s, u"sane:*"_s, u"http://10.0.0.1"_s, u"photo:*"_s})
            QCOMPARE(makeDriver({u"pho-1"_s, address, {}}, clock, home).error().code, u"DEV-ADDRESS"_s);
        QVERIFY(makeDriver({u"pho-1"_s, u"host:fakephoto?folder=/x"_s, {}}, clock, home));
    }
    void settingsThatItCannotUseAreNamed()
    {
        HostedDriverSettings settings = m_world.settings();
        settings.values = {};
        const SystemClock clock;
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeHostedDriver(settings, clock));
        DeviceHub hub(DeviceSettings{}, std::move(drivers), clock);
        QTRY_COMPARE_WITH_TIMEOUT(hub.devices().constFirst().errorCode, u"DEV-HOST-LOAD"_s, 30'000);
        QVERIFY(hub.devices().constFirst().errorDetail.contains(u"folder"_s));
    }
    void conforms()
    {
        const SystemClock clock;
        HostedPhotoRig rig(clock);
        // Neither a setting nor words of a person, nothing to open or to do by hand, and no line that breaks.
        const QStringList maySkip{u"abilities.lower"_s, u"abilities.upper"_s, u"abilities.choices"_s, u"abilities.strange"_s, u"faults.nomedia"_s, u"faults.useraction"_s, u"faults.transport"_s,
                                  u"faults.retries"_s, u"unplug.open"_s, u"life.restart"_s, u"privacy.log"_s, u"privacy.events"_s, u"privacy.errors"_s, u"privacy.transcript"_s};
        const QString wrong = whatDoesNotHold(rig, maySkip);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
};

QTEST_GUILESS_MAIN(TestPhotoDecoder)
#include "tst_photodecoder.moc"
