#include <devices/idcardreader.h>

#include "internal/idcard/sdtreader.h"
#include "internal/link/usbline.h"

#include <base/clock.h>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

class SdtDriver final : public Driver {
public:
    SdtDriver(DriverInfo info, LineOpener opener, const Clock &clock) : m_info(std::move(info)), m_opener(std::move(opener)), m_clock(clock) {}

    DriverInfo info() const override { return m_info; }
    QList<Candidate> scan() override { return m_opener.scan(); }
    int probe(const Candidate &candidate) const override { return candidate.path == m_opener.place ? 1 : 0; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &context) override
    {
        auto channel = m_opener.open([&context] { return context.stopRequested(); });
        if (!channel.ok())
            return channel.error();
        auto link = std::make_unique<SdtLink>(std::move(channel).value());
        // The reader may still be answering a request from before the line broke.
        const sdt::Outcome ready = link->fence(context);
        if (ready.kind == sdt::Outcome::Kind::Failure)
            return toError(ready.fault, DeviceClass::IdCardReader);
        return std::unique_ptr<Device>(std::make_unique<SdtReader>(std::move(link), m_clock));
    }

private:
    const DriverInfo m_info;
    const LineOpener m_opener;
    const Clock &m_clock;
};

LineOpener openerFor(const IdCardReaderSettings &settings)
{
    if (settings.usb)
        return usbOpener(*settings.usb, {sdt::kHeaderBytes, sdt::bodyBytes}, DeviceClass::IdCardReader);
    return LineOpener::serial(settings.port, settings.baud, DeviceClass::IdCardReader);
}

} // namespace

std::unique_ptr<Driver> makeSdtDriver(DriverInfo info, LineOpener opener, const Clock &clock)
{
    return std::make_unique<SdtDriver>(std::move(info), std::move(opener), clock);
}

std::unique_ptr<Driver> makeIdCardReader(const IdCardReaderSettings &settings, const Clock &clock)
{
    return makeSdtDriver({u"sdt"_s, DeviceClass::IdCardReader, settings.slot, settings.title}, openerFor(settings), clock);
}

} // namespace zc::devices
