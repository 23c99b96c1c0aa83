#include <devices/idcardreader.h>

#include "internal/idcard/sdtreader.h"

#include <base/clock.h>

#include <QFileInfo>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

class SdtDriver final : public Driver {
public:
    SdtDriver(const IdCardReaderSettings &settings, const Clock &clock) : m_settings(settings), m_clock(clock) {}

    DriverInfo info() const override { return {u"sdt"_s, DeviceClass::IdCardReader, m_settings.slot, m_settings.title}; }

    QList<Candidate> scan() override
    {
        if (m_settings.port.isEmpty() || !QFileInfo::exists(m_settings.port))
            return {};
        Candidate candidate;
        candidate.bus = u"serial"_s;
        candidate.path = m_settings.port;
        return {candidate};
    }

    int probe(const Candidate &candidate) const override { return candidate.path == m_settings.port ? 1 : 0; }

    Result<std::unique_ptr<Device>> open(const Candidate &candidate, JobContext &context) override
    {
        auto channel = openSerialLine(candidate.path, m_settings.baud, DeviceClass::IdCardReader);
        if (!channel.ok())
            return channel.error();
        return openSdtReader(std::move(channel).value(), m_clock, context);
    }

private:
    const IdCardReaderSettings m_settings;
    const Clock &m_clock;
};

} // namespace

Result<std::unique_ptr<Device>> openSdtReader(std::unique_ptr<ByteChannel> channel, const Clock &clock, JobContext &context)
{
    auto link = std::make_unique<SdtLink>(std::move(channel));
    // The reader may still be answering a request from before the line broke.
    const sdt::Outcome ready = link->fence(context);
    if (ready.kind == sdt::Outcome::Kind::Failure)
        return toError(ready.fault, DeviceClass::IdCardReader);
    return std::unique_ptr<Device>(std::make_unique<SdtReader>(std::move(link), clock));
}

std::unique_ptr<Driver> makeIdCardReader(const IdCardReaderSettings &settings, const Clock &clock)
{
    return std::make_unique<SdtDriver>(settings, clock);
}

} // namespace zc::devices
