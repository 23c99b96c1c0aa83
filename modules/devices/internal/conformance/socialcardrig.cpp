#include <devices/conformancerigs.h>
#include <devices/socialcardreader.h>

#include "internal/conformance/exercise.h"
#include "internal/conformance/scriptedrig.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

class SocialCardRig final : public conformance::ScriptedRig {
public:
    SocialCardRig() : ScriptedRig("msPerCommand", 100'000) {}
    QString title() const override { return u"ssc-1, simulator"_s; }
    DeviceClass cls() const override { return DeviceClass::SocialCardReader; }
    DeviceId slot() const override { return u"ssc-1"_s; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeSimulatedSocialCardReader(slot, title(), m_reader); }
    void reset() override
    {
        beWell();
        m_base = m_reader->reads();
    }
    bool prepare(quint64 seed) override
    {
        m_reader->insert(SimulatedSocialCard::generated(seed));
        return true;
    }
    QString expected(quint64 seed) const override { return conformance::digestOf(SimulatedSocialCard::generated(seed).fields); }
    bool makeEndless() override
    {
        m_reader->remove();
        return true;
    }
    bool makeSlow(int ms) override { return ScriptedRig::makeSlow(ms > 0 ? qMax(1, ms / kCommands) : 0); }
    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::NoMedia: return makeEndless();
        case FaultClass::UserAction: return fault("removed", times);
        case FaultClass::MediaRejected: return fault("type", times);
        case FaultClass::Protocol: return fault("endless", times);
        default: return ScriptedRig::provoke(cls, times);
        }
    }
    int attempts() const override { return m_reader->reads() - m_base; }
    int writes() const override { return m_reader->reads(); }
    QStringList transcript() const override { return m_reader->transcript(); }
    QStringList personal() const override
    {
        QStringList words;
        for (quint64 seed = 60; seed <= 64; ++seed) {
            const auto fields = SimulatedSocialCard::generated(seed).fields;
            words << fields.value(u"name"_s) << fields.value(u"number"_s) << fields.value(u"cardNumber"_s);
        }
        return words;
    }

private:
    static constexpr int kCommands = 10;
    bool control(const QByteArray &line) override { return m_reader->control(line).ok(); }
    QByteArray unplugPoint(Moment moment) const override
    {
        return moment == Moment::Opening ? "\"open\"" : moment == Moment::FirstByte ? "\"first\"" : moment == Moment::Middle ? "\"middle\"" : "\"last\"";
    }
    const std::shared_ptr<SocialCardSimulator> m_reader = std::make_shared<SocialCardSimulator>();
    int m_base = 0;
};

} // namespace

std::unique_ptr<ConformanceRig> makeSocialCardRig(const Clock &)
{
    return std::make_unique<SocialCardRig>();
}

} // namespace zc::devices
