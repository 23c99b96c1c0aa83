#include <devices/conformancerigs.h>
#include <devices/signingkey.h>
#include <devices/simulatedkey.h>

#include "internal/conformance/exercise.h"
#include "internal/conformance/scriptedrig.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

// The certificate of a seed is listed first, and signs.
class KeyRig final : public conformance::ScriptedRig {
public:
    explicit KeyRig(std::shared_ptr<KeySimulator> key) : ScriptedRig("afterMs", 100'000), m_key(std::move(key)) {}
    QString title() const override { return u"key-1, simulator"_s; }
    DeviceClass cls() const override { return DeviceClass::Key; }
    DeviceId slot() const override { return u"key-1"_s; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeSimulatedKey(slot, title(), m_key); }
    void reset() override
    {
        beWell();
        m_base = m_key->signatures();
    }
    bool prepare(quint64 seed) override { return endSlowness() && control("{\"first\":" + QByteArray::number(firstOf(seed)) + "}"); }
    QString expected(quint64 seed) const override
    {
        const QList<QByteArray> all = m_key->certificates();
        for (qsizetype i = 0; i < all.size(); ++i) {
            const QByteArray &der = all[(firstOf(seed) + i) % all.size()];
            if (const auto certificate = certificateFrom(der); certificate && certificate->digest() == u"sm3")
                return conformance::digestOfKey(der);
        }
        return {};
    }
    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::MediaRejected: return fault("key", times);
        case FaultClass::UserAction: return fault("press", times);
        case FaultClass::Denied: return control("{\"tries\":0}");
        default: return ScriptedRig::provoke(cls, times);
        }
    }
    int attempts() const override { return m_key->signatures() - m_base; }
    int writes() const override { return m_key->signatures(); }
    QStringList personal() const override
    {
        QStringList words{QString::fromLatin1(KeySimulator::samplePin())};
        for (const QByteArray &der : m_key->certificates())
            if (const auto certificate = certificateFrom(der))
                words << certificate->subject << certificate->serial;
        return words;
    }
    QStringList transcript() const override { return m_key->transcript(); }

private:
    static qsizetype firstOf(quint64 seed) { return qsizetype(seed % 4); }
    bool control(const QByteArray &line) override { return m_key->control(line).ok(); }
    QByteArray unplugPoint(Moment moment) const override
    {
        if (moment == Moment::Opening)
            return "\"open\"";
        return moment == Moment::FirstByte ? "\"login\"" : moment == Moment::Middle ? "\"sign\"" : "\"answer\"";
    }

    const std::shared_ptr<KeySimulator> m_key;
    int m_base = 0;
};

} // namespace

std::unique_ptr<ConformanceRig> makeSimulatedKeyRig(const Clock &)
{
    auto key = KeySimulator::make();
    return key ? std::make_unique<KeyRig>(std::move(*key)) : nullptr;
}

} // namespace zc::devices
