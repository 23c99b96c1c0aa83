#include <devices/conformancerigs.h>
#include <devices/signaturepad.h>

#include "internal/conformance/exercise.h"
#include "internal/conformance/scriptedrig.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

// `events`: the real driver, the simulated hand pushes points as the shell does; else the simulated pad as a whole.
class SignatureRig final : public conformance::ScriptedRig {
public:
    explicit SignatureRig(bool events) : ScriptedRig("afterMs", 100'000), m_events(events) {}
    QString title() const override { return m_events ? u"sig-1, events of a surface"_s : u"sig-1, simulator"_s; }
    DeviceClass cls() const override { return DeviceClass::SignaturePad; }
    DeviceId slot() const override { return u"sig-1"_s; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        if (m_events)
            return makeSignaturePad({slot, title(), true}, m_pad->inlet());
        return makeSimulatedSignaturePad(slot, title(), m_pad);
    }
    void reset() override
    {
        beWell();
        m_pad->inlet()->setTools({true, true, true});
        m_base = m_pad->captures();
    }
    bool prepare(quint64 seed) override { return endSlowness() && control("{\"sign\":{\"seed\":" + QByteArray::number(seed) + "}}"); }
    QString expected(quint64 seed) const override { return conformance::digestOfPoints(SignatureSimulator::written(seed)); }
    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::NoMedia: return control("{\"sign\":null}");
        case FaultClass::UserAction: return fault("short", times);
        case FaultClass::Transport:
        case FaultClass::DeviceFault:
        case FaultClass::Busy:
        case FaultClass::Denied: return !m_events && ScriptedRig::provoke(cls, times);
        default: return ScriptedRig::provoke(cls, times);
        }
    }
    bool unplug(Moment moment) override
    {
        if (!m_events)
            return ScriptedRig::unplug(moment);
        if (moment != Moment::Idle && moment != Moment::Cancelling)
            return false;
        m_pad->inlet()->setTools({false, false, false});
        return true;
    }
    bool plug() override
    {
        m_pad->inlet()->setTools({true, true, true});
        return ScriptedRig::plug();
    }
    int attempts() const override { return m_pad->captures() - m_base; }
    int writes() const override { return m_pad->captures(); }
    QStringList transcript() const override { return m_pad->transcript(); }
    QStringList personal() const override
    {
        QStringList words;
        for (quint64 seed = 60; seed <= 64; ++seed)
            for (const InkPoint &point : SignatureSimulator::written(seed))
                words << QString::number(point.x, 'f', 5).mid(2);
        return words;
    }

private:
    bool control(const QByteArray &line) override { return m_pad->control(line).ok(); }
    QByteArray unplugPoint(Moment moment) const override
    {
        if (moment == Moment::Opening)
            return "\"open\"";
        return moment == Moment::FirstByte ? "{\"point\":1}" : moment == Moment::Middle ? "{\"point\":20}" : "{\"point\":50}";
    }

    const bool m_events;
    const std::shared_ptr<SignatureSimulator> m_pad = std::make_shared<SignatureSimulator>();
    int m_base = 0;
};

} // namespace

std::unique_ptr<ConformanceRig> makeSimulatedSignatureRig(const Clock &) { return std::make_unique<SignatureRig>(false); }
std::unique_ptr<ConformanceRig> makeSurfaceSignatureRig(const Clock &) { return std::make_unique<SignatureRig>(true); }

} // namespace zc::devices
