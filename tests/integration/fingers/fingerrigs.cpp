#include "fingerrigs.h"
#include "fingersdk.h"

#include <devices/simulatedfinger.h>

#include <QFile>
#include <QMap>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

namespace {

class HostedFingerRig final : public ConformanceRig {
public:
    HostedFingerRig(FingerWorld &world, const Clock &clock) : m_world(world), m_clock(clock) {}

    QString title() const override { return u"fpr-1, a library of the tests in the device host"_s; }
    DeviceClass cls() const override { return DeviceClass::FingerprintReader; }
    DeviceId slot() const override { return u"fpr-1"_s; }
    bool harmless() const override { return true; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeHostedDriver(m_world.settings(slot), m_clock); }

    void reset() override
    {
        m_world.reset();
        m_base = lights();
        m_endless = false;
    }
    bool prepare(quint64 seed) override
    {
        const auto [score, record] = fingerOf(seed);
        m_world.lay(QByteArrayView(m_features).sliced((record - 1) * FingerFeatures::kRecordBytes, FingerFeatures::kRecordBytes), score);
        return !std::exchange(m_endless, false) || makeSlow(0);
    }
    QString expected(quint64 seed) const override
    {
        const auto [score, record] = fingerOf(seed);
        return u"%1 %2 %3"_s.arg(score > 60 ? u"same"_s : u"other"_s).arg(score).arg(record);
    }
    bool makeEndless() override
    {
        m_endless = true;
        return makeSlow(100'000);
    }
    bool makeSlow(int ms) override
    {
        return change([ms](FingerState &state) { state.afterMs = ms; });
    }
    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::NoMedia: return change([](FingerState &state) { state.laid = false; });
        case FaultClass::UserAction: return fail(FingerState::Capture, FPR_DIRTY, times);
        case FaultClass::MediaRejected: return fail(FingerState::Match, FPR_BAD_FEATURE, times);
        case FaultClass::Transport: return fail(FingerState::Capture, FPR_LINE, times);
        case FaultClass::DeviceFault: return fail(FingerState::Light, FPR_DEFECT, times);
        case FaultClass::Protocol: return change([times](FingerState &state) { state.nonsense = times; });
        case FaultClass::Timeout: return change([](FingerState &state) { state.deaf = true; });
        case FaultClass::Denied: return fail(FingerState::Open, FPR_NO_LICENCE, times);
        default: return false;
        }
    }
    bool unplug(Moment moment) override
    {
        static const QMap<Moment, FingerState::Step> steps{{Moment::Opening, FingerState::Open}, {Moment::FirstByte, FingerState::Light}, {Moment::Middle, FingerState::Capture},
                                                           {Moment::LastByte, FingerState::Match}};
        if (moment == Moment::Idle || moment == Moment::Cancelling)
            return change([](FingerState &state) { state.present = false; });
        return change([step = steps.value(moment)](FingerState &state) { state.unplugStep = step; });
    }
    bool plug() override
    {
        return change([](FingerState &state) { state.present = true; });
    }
    bool restart() override
    {
        return false;               // nothing stands behind the library
    }
    // Twice the interval at which the host looks, and what it takes to tell.
    int noticeMs() const override { return 1000; }
    int attempts() const override { return lights() - m_base; }
    int writes() const override { return lights(); }
    QStringList personal() const override
    {
        QStringList words;
        for (const qsizetype at : {qsizetype(0), FingerFeatures::kRecordBytes}) {
            const QByteArray begin = m_features.mid(at, 15);
            words << QString::fromLatin1(begin) << QString::fromLatin1(begin.toHex()) << QString::fromLatin1(begin.toBase64());
        }
        return words;
    }

private:
    static std::pair<int, int> fingerOf(quint64 seed)
    {
        return {seed % 4 != 3 ? 61 + int(seed % 39) : 13 + int(seed % 20), 1 + int(seed % 2)};
    }
    int lights() const
    {
        return m_world.script->with([](FingerState &state) { return state.lights; });
    }
    template <class F>
    bool change(F f)
    {
        m_world.script->change(f);
        return true;
    }
    bool fail(FingerState::Step step, int status, int times)
    {
        return change([=](FingerState &state) {
            state.failStep = step;
            state.failStatus = status;
            state.failTimes = times;
        });
    }

    FingerWorld &m_world;
    const Clock &m_clock;
    const QByteArray m_features = FingerSimulator::sampleFeatures();
    int m_base = 0;
    bool m_endless = false;
};

} // namespace

bool FingerWorld::start()
{
    if (!QFile::copy(QStringLiteral(ZC_BINARY_DIR "/test-fingers/zc_fingersdk.so"), sdkFile()))
        return false;
    script = FingerScript::open(QFile::encodeName(folder.filePath(u"script"_s)).toStdString());
    if (script)
        lay(QByteArrayView(FingerSimulator::sampleFeatures()).first(FingerFeatures::kRecordBytes), 100);
    return bool(script);
}

HostedDriverSettings FingerWorld::settings(const QString &slot) const
{
    HostedDriverSettings settings;
    settings.program = QStringLiteral(ZC_BINARY_DIR "/bin/zc-devicehost");
    settings.driver = u"fingersdk"_s;
    settings.driverFile = QStringLiteral(ZC_BINARY_DIR "/test-drivers/fingersdk/fingersdk.so");
    settings.cls = DeviceClass::FingerprintReader;
    settings.slot = slot;
    settings.title = u"样例指纹仪"_s;
    settings.values = {{u"library"_s, sdkFile()}};
    settings.limits.helloMs = 30'000;           // patience for a loaded machine; a crash is seen at once all the same
    settings.limits.pingMs = 5000;
    return settings;
}

void FingerWorld::lay(QByteArrayView record, int score) const
{
    const int alike = int(std::lround(score * FingerState::kFeatureBytes / 100.0));
    script->change([&](FingerState &state) {
        for (int at = 0; at < FingerState::kFeatureBytes; ++at)
            state.finger[at] = at < alike ? static_cast<unsigned char>(record[at]) : static_cast<unsigned char>(~record[at]);
    });
}

void FingerWorld::reset() const
{
    script->change([](FingerState &state) {
        FingerState fresh;
        fresh.generation = state.generation;
        fresh.lights = state.lights;
        fresh.captures = state.captures;
        fresh.matches = state.matches;
        fresh.dark = state.dark;
        std::copy(std::begin(state.finger), std::end(state.finger), std::begin(fresh.finger));
        state = fresh;
    });
}

std::unique_ptr<ConformanceRig> makeHostedFingerRig(FingerWorld &world, const Clock &clock)
{
    return std::make_unique<HostedFingerRig>(world, clock);
}
