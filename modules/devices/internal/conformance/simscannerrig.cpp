#include <devices/conformancerigs.h>
#include <devices/simulatedscanner.h>

#include "internal/conformance/exercise.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSimWidthMm = 30, kSimHeightMm = 20;
constexpr int kSimDpi = 300;           // the default of the simulator
constexpr double kSimMmPerInch = 25.4;

class SimScannerRig final : public ConformanceRig {
public:
    QString title() const override { return u"scn-1, simulator"_s; }
    DeviceClass cls() const override { return DeviceClass::Scanner; }
    DeviceId slot() const override { return u"scn-1"_s; }
    bool harmless() const override { return true; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeSimulatedScanner(slot, title(), m_scanner); }

    void reset() override
    {
        control("{\"reset\":{}}");
        control("{\"feeder\":500}");
        m_base = m_scanner->scans();
        m_endless = false;
    }
    bool prepare(quint64 seed) override
    {
        if (std::exchange(m_endless, false))
            makeSlow(0);
        return control("{\"glass\":{\"seed\":" + QByteArray::number(seed) + "}}") && control("{\"feeder\":500}");
    }
    QString expected(quint64 seed) const override
    {
        const int width = int(kSimWidthMm / kSimMmPerInch * kSimDpi), height = int(kSimHeightMm / kSimMmPerInch * kSimDpi);
        return conformance::digestOfPage(width, width * 3, ScannerSimulator::drawn(seed, width, height, true));
    }
    bool makeEndless() override
    {
        m_endless = true;
        return makeSlow(100'000);
    }
    bool makeSlow(int ms) override { return control("{\"set\":{\"msPerPage\":" + QByteArray::number(ms) + "}}"); }
    bool provoke(FaultClass cls, int times) override
    {
        const auto fault = [&](const char *kind) {
            return control("{\"fault\":{\"kind\":\"" + QByteArray(kind) + "\",\"part\":0.5,\"times\":" + QByteArray::number(times) + "}}");
        };
        switch (cls) {
        case FaultClass::NoMedia: return control("{\"glass\":null}");
        case FaultClass::UserAction: return fault("jam");
        case FaultClass::Transport: return fault("link");
        case FaultClass::Protocol: return fault("nonsense");
        case FaultClass::DeviceFault: return fault("defect");
        case FaultClass::Timeout: return fault("deaf");
        case FaultClass::Denied: return control("{\"set\":{\"denied\":true}}");
        case FaultClass::Busy: return control("{\"set\":{\"busy\":true}}");
        default: return false;
        }
    }
    bool unplug(Moment moment) override
    {
        switch (moment) {
        case Moment::Idle:
        case Moment::Cancelling: return control("{\"unplug\":{}}");
        case Moment::Opening: return control("{\"unplugAt\":\"open\"}");
        case Moment::FirstByte: return control("{\"unplugAt\":{\"page\":1,\"part\":0}}");
        case Moment::Middle: return control("{\"unplugAt\":{\"page\":1,\"part\":0.5}}");
        case Moment::LastByte: return control("{\"unplugAt\":{\"page\":1,\"part\":0.99}}");
        }
        return false;
    }
    bool plug() override { return control("{\"plug\":{}}"); }
    bool restart() override { return control("{\"unplug\":{}}") && control("{\"plug\":{}}"); }
    int attempts() const override { return m_scanner->scans() - m_base; }
    int writes() const override { return m_scanner->scans(); }
    QStringList transcript() const override { return m_scanner->transcript(); }

private:
    bool control(const QByteArray &line) { return m_scanner->control(line).ok(); }

    const std::shared_ptr<ScannerSimulator> m_scanner = std::make_shared<ScannerSimulator>(ScannerSimulator::Options{kSimWidthMm, kSimHeightMm, 0, 0});
    int m_base = 0;
    bool m_endless = false;
};

} // namespace

std::unique_ptr<ConformanceRig> makeSimulatedScannerRig(const Clock &)
{
    return std::make_unique<SimScannerRig>();
}

} // namespace zc::devices
