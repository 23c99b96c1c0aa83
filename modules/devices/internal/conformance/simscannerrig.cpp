#include <devices/conformancerigs.h>
#include <devices/simulatedscanner.h>

#include "internal/conformance/exercise.h"
#include "internal/conformance/scriptedrig.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSimWidthMm = 30, kSimHeightMm = 20;
constexpr int kSimDpi = 300;           // the default of the simulator
constexpr double kSimMmPerInch = 25.4;

class SimScannerRig final : public conformance::ScriptedRig {
public:
    SimScannerRig() : ScriptedRig("msPerPage", 100'000) {}
    QString title() const override { return u"scn-1, simulator"_s; }
    DeviceClass cls() const override { return DeviceClass::Scanner; }
    DeviceId slot() const override { return u"scn-1"_s; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeSimulatedScanner(slot, title(), m_scanner); }

    void reset() override
    {
        beWell();
        control("{\"feeder\":500}");
        m_base = m_scanner->scans();
    }
    bool prepare(quint64 seed) override
    {
        return endSlowness() && control("{\"glass\":{\"seed\":" + QByteArray::number(seed) + "}}") && control("{\"feeder\":500}");
    }
    QString expected(quint64 seed) const override
    {
        const int width = int(kSimWidthMm / kSimMmPerInch * kSimDpi), height = int(kSimHeightMm / kSimMmPerInch * kSimDpi);
        return conformance::digestOfPage(width, width * 3, ScannerSimulator::drawn(seed, width, height, true));
    }
    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::NoMedia: return control("{\"glass\":null}");
        case FaultClass::UserAction: return fault("jam", times);
        default: return ScriptedRig::provoke(cls, times);
        }
    }
    int attempts() const override { return m_scanner->scans() - m_base; }
    int writes() const override { return m_scanner->scans(); }
    QStringList transcript() const override { return m_scanner->transcript(); }

private:
    bool control(const QByteArray &line) override { return m_scanner->control(line).ok(); }
    QByteArray faultDetails() const override { return "\"part\":0.5,"; }
    QByteArray unplugPoint(Moment moment) const override
    {
        if (moment == Moment::Opening)
            return "\"open\"";
        return moment == Moment::FirstByte ? "{\"page\":1,\"part\":0}" : moment == Moment::Middle ? "{\"page\":1,\"part\":0.5}" : "{\"page\":1,\"part\":0.99}";
    }

    const std::shared_ptr<ScannerSimulator> m_scanner = std::make_shared<ScannerSimulator>(ScannerSimulator::Options{kSimWidthMm, kSimHeightMm, 0, 0});
    int m_base = 0;
};

} // namespace

std::unique_ptr<ConformanceRig> makeSimulatedScannerRig(const Clock &)
{
    return std::make_unique<SimScannerRig>();
}

} // namespace zc::devices
