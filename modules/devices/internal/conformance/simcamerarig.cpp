#include <devices/conformancerigs.h>
#include <devices/simulatedcamera.h>
#include <devices/simulatedscanner.h>

#include "internal/conformance/exercise.h"
#include "internal/conformance/scriptedrig.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSimCameraWidth = 320, kSimCameraHeight = 240;

class SimCameraRig final : public conformance::ScriptedRig {
public:
    SimCameraRig() : ScriptedRig("shakeMs", -1) {}
    QString title() const override { return u"cam-1, simulator"_s; }
    DeviceClass cls() const override { return DeviceClass::Camera; }
    DeviceId slot() const override { return u"cam-1"_s; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeSimulatedCamera(slot, title(), m_camera); }

    void reset() override
    {
        beWell();
        control("{\"set\":{\"stillMs\":10,\"blankMs\":100}}");
        m_base = m_camera->captures();
    }
    bool prepare(quint64 seed) override { return endSlowness() && control("{\"page\":{\"seed\":" + QByteArray::number(seed) + "}}"); }
    QString expected(quint64 seed) const override
    {
        return conformance::digestOfPage(kSimCameraWidth, kSimCameraWidth * 3, ScannerSimulator::drawn(seed, kSimCameraWidth, kSimCameraHeight, true));
    }
    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::NoMedia: return control("{\"page\":null}");
        case FaultClass::UserAction: return fault("shake", times);
        case FaultClass::Timeout: return control("{\"set\":{\"lostMs\":60000}}") && fault("deaf", times);
        default: return ScriptedRig::provoke(cls, times);
        }
    }
    int attempts() const override { return m_camera->captures() - m_base; }
    int writes() const override { return m_camera->captures(); }
    QStringList transcript() const override { return m_camera->transcript(); }

private:
    bool control(const QByteArray &line) override { return m_camera->control(line).ok(); }
    QByteArray unplugPoint(Moment moment) const override
    {
        if (moment == Moment::Opening)
            return "\"open\"";
        return moment == Moment::FirstByte ? "{\"frame\":1}" : moment == Moment::Middle ? "{\"frame\":2}" : "\"taken\"";
    }

    const std::shared_ptr<CameraSimulator> m_camera = std::make_shared<CameraSimulator>(CameraSimulator::Options{kSimCameraWidth, kSimCameraHeight, 200, 20});
    int m_base = 0;
};

} // namespace

std::unique_ptr<ConformanceRig> makeSimulatedCameraRig(const Clock &)
{
    return std::make_unique<SimCameraRig>();
}

} // namespace zc::devices
