#include <devices/conformancerigs.h>
#include <devices/simulatedphoto.h>

#include "internal/conformance/exercise.h"
#include "internal/conformance/scriptedrig.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

// The bytes are always the same; who sat for the photo follows from the seed.
class PhotoRig final : public conformance::ScriptedRig {
public:
    PhotoRig() : ScriptedRig("msPerPhoto", 100'000) {}
    QString title() const override { return u"pho-1, simulator"_s; }
    DeviceClass cls() const override { return DeviceClass::PhotoDecoder; }
    DeviceId slot() const override { return u"pho-1"_s; }
    std::unique_ptr<Driver> driver(const DeviceId &slot) override { return makeSimulatedPhotoDecoder(slot, title(), m_decoder); }
    void reset() override
    {
        beWell();
        m_base = m_decoder->photos();
    }
    bool prepare(quint64 seed) override { return endSlowness() && control("{\"sitting\":" + QByteArray::number(sittingOf(seed)) + "}"); }
    QString expected(quint64 seed) const override { return conformance::digestOfPhoto(PhotoSimulator::drawn(conformance::samplePhoto().view(), sittingOf(seed))); }
    bool provoke(FaultClass cls, int times) override { return cls == FaultClass::MediaRejected ? fault("photo", times) : ScriptedRig::provoke(cls, times); }
    int attempts() const override { return m_decoder->photos() - m_base; }
    int writes() const override { return m_decoder->photos(); }
    // Neither has words of its own: as somebody would write them out who looks for a mistake.
    QStringList personal() const override
    {
        const PrivateBytes coded = conformance::samplePhoto(), picture = PhotoSimulator::drawn(coded.view());
        return {QString::fromLatin1(coded.view().first(20).toByteArray().toHex()), QString::fromLatin1(picture.view().first(30).toByteArray().toBase64())};
    }
    QStringList transcript() const override { return m_decoder->transcript(); }

private:
    static quint64 sittingOf(quint64 seed) { return seed % 1'000'000; }
    bool control(const QByteArray &line) override { return m_decoder->control(line).ok(); }
    QByteArray unplugPoint(Moment moment) const override
    {
        if (moment == Moment::Opening)
            return "\"open\"";
        return moment == Moment::FirstByte ? "\"start\"" : moment == Moment::Middle ? "\"middle\"" : "\"end\"";
    }

    const std::shared_ptr<PhotoSimulator> m_decoder = std::make_shared<PhotoSimulator>();
    int m_base = 0;
};

} // namespace

std::unique_ptr<ConformanceRig> makeSimulatedPhotoRig(const Clock &)
{
    return std::make_unique<PhotoRig>();
}

} // namespace zc::devices
