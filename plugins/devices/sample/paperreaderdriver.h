#pragma once
#include <devices/driverplugin.h>

namespace zc {
class Clock;
}

namespace zc::sampledriver {

// The sample reader as a driver: what a vendor writes around an SDK. One instance, one reader, one thread.
class PaperReaderDriver final : public devices::Driver {
public:
    PaperReaderDriver(const devices::DriverSettings &settings, const Clock &clock);

    devices::DriverInfo info() const override;
    QList<devices::Candidate> scan() override;
    int probe(const devices::Candidate &candidate) const override;
    Result<std::unique_ptr<devices::Device>> open(const devices::Candidate &candidate, devices::JobContext &context) override;

private:
    const devices::DriverSettings m_settings;
    const QString m_folder;
    const Clock &m_clock;
};

} // namespace zc::sampledriver
