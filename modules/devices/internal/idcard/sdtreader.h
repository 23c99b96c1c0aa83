#pragma once
#include "internal/idcard/sdtlink.h"
#include "internal/link/lineopener.h"

#include <QDate>

namespace zc {
class Clock;
}

namespace zc::devices {

// The open reader: find → select → read, waiting for a card, retries, health. Driver thread only.
class SdtReader final : public Device {
public:
    SdtReader(std::unique_ptr<SdtLink> link, const Clock &clock);
    DeviceIdentity identity() const override;
    Capabilities capabilities() const override;
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override;
    bool isOpen() override { return m_link->isOpen(); }

private:
    Result<AnyAnswer> perform(const WaitCard &operation, JobContext &context);
    Result<AnyAnswer> perform(const ReadCard &operation, JobContext &context);
    Result<AnyAnswer> perform(const CheckHealth &operation, JobContext &context);
    Result<AnyAnswer> readOnce(const ReadCard &operation, JobContext &context, Fault *fault);
    sdt::Outcome waitForCard(bool present, JobContext &context);

    std::unique_ptr<SdtLink> m_link;
    const Clock &m_clock;
};

// The driver over any line: what opens the line says where the reader is. Opening asks once whether it answers.
std::unique_ptr<Driver> makeSdtDriver(DriverInfo info, LineOpener opener, const Clock &clock);

} // namespace zc::devices
