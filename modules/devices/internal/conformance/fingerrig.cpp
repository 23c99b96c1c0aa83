#include <devices/conformancerigs.h>
#include <devices/simulatedfinger.h>

#include "internal/conformance/exercise.h"
#include "internal/conformance/scriptedrig.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

// The finger of a seed: three of four are the card's, one time its first, one time its second.
class FingerRig final : public conformance::ScriptedRig {
public:
    FingerRig() : ScriptedRig("afterMs", 100'000), m_reader(std::make_shared<FingerSimulator>()) {}
    QString title() const override { return u"fpr-1, simulator"_s; }
    DeviceClass cls() const override { return DeviceClass::FingerprintReader; }
    DeviceId slot() const override { return u"fpr-1"_s; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeSimulatedFingerReader(slot, title(), m_reader); }
    void reset() override
    {
        beWell();
        m_base = m_reader->comparisons();
    }
    bool prepare(quint64 seed) override
    {
        const FingerMatch match = matchOf(seed);
        return endSlowness() && control("{\"finger\":{\"is\":\"" + QByteArray(match.same ? "same" : "other") + "\",\"record\":" + QByteArray::number(match.finger)
                                        + ",\"score\":" + QByteArray::number(match.score) + "}}");
    }
    QString expected(quint64 seed) const override { return conformance::digestOfMatch(matchOf(seed)); }
    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::NoMedia: return control("{\"finger\":null}");
        case FaultClass::UserAction: return fault("dirty", times);
        case FaultClass::MediaRejected: return fault("unreadable", times);
        default: return ScriptedRig::provoke(cls, times);
        }
    }
    int attempts() const override { return m_reader->comparisons() - m_base; }
    int writes() const override { return m_reader->comparisons(); }
    QStringList personal() const override
    {
        const QByteArray features = FingerSimulator::sampleFeatures();
        return {QString::fromLatin1(features.left(17)), QString::fromLatin1(features.mid(FingerFeatures::kRecordBytes, 17)), QString::fromLatin1(features.left(17).toHex()),
                QString::fromLatin1(features.left(15).toBase64())};
    }
    QStringList transcript() const override { return m_reader->transcript(); }

private:
    static FingerMatch matchOf(quint64 seed)
    {
        const bool same = seed % 4 != 3;
        return {same, same ? 60 + int(seed % 40) : 13 + int(seed % 20), 1 + int(seed % 2)};
    }
    bool control(const QByteArray &line) override { return m_reader->control(line).ok(); }
    QByteArray unplugPoint(Moment moment) const override
    {
        if (moment == Moment::Opening)
            return "\"open\"";
        return moment == Moment::FirstByte ? "\"light\"" : moment == Moment::Middle ? "\"look\"" : "\"answer\"";
    }

    const std::shared_ptr<FingerSimulator> m_reader;
    int m_base = 0;
};

} // namespace

std::unique_ptr<ConformanceRig> makeSimulatedFingerRig(const Clock &)
{
    return std::make_unique<FingerRig>();
}

} // namespace zc::devices
