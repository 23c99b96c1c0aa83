#include <devices/photounpacker.h>

#include <algorithm>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

Error photoFault(FaultClass cls, const QString &status = {})
{
    return toError({cls, {}, status, false}, DeviceClass::PhotoDecoder);
}

bool isBlank(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [first = bytes.front()](char byte) { return byte == first; });
}

class PhotoDevice final : public Device {
public:
    explicit PhotoDevice(std::unique_ptr<PhotoUnpacker> unpacker) : m_unpacker(std::move(unpacker)) {}

    DeviceIdentity identity() const override { return m_unpacker->identity(); }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.cls = DeviceClass::PhotoDecoder;
        can.operations = {u"DecodePhoto"_s, u"CheckHealth"_s};
        return can;
    }
    bool isOpen() override { return m_unpacker->present(); }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal)
            return AnyAnswer(HealthReport{m_unpacker->present(), m_unpacker->identity().serial, {}});
        if (const auto *photo = std::get_if<DecodePhoto>(&operation))
            return decode(photo->coded.view(), context);
        return photoFault(FaultClass::Unsupported);
    }

private:
    Result<AnyAnswer> decode(QByteArrayView coded, JobContext &context)
    {
        if (coded.size() != DecodePhoto::kCodedBytes || isBlank(coded))
            return photoFault(FaultClass::MediaRejected);
        const auto pixels = m_unpacker->unpack(coded, [&context] { return context.stopRequested() || context.remainingMs() <= 0; });
        if (context.stopRequested())
            return photoFault(FaultClass::Cancelled);
        if (context.remainingMs() <= 0)
            return photoFault(FaultClass::Timeout);
        if (!pixels)
            return pixels.error();
        if (pixels->size() != CardPhoto::kBytes)
            return photoFault(FaultClass::Protocol, QString::number(pixels->size()));
        return AnyAnswer(CardPhoto{*pixels});
    }

    const std::unique_ptr<PhotoUnpacker> m_unpacker;
};

} // namespace

PhotoUnpacker::~PhotoUnpacker() = default;

std::unique_ptr<Device> makePhotoDevice(std::unique_ptr<PhotoUnpacker> unpacker)
{
    return std::make_unique<PhotoDevice>(std::move(unpacker));
}

} // namespace zc::devices
