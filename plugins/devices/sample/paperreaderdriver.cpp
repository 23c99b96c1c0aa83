#include "paperreaderdriver.h"

#include "paperreader.h"

#include <base/clock.h>

#include <QDateTime>
#include <QFileInfo>
#include <QThread>

#include <array>

namespace zc::sampledriver {

using namespace Qt::StringLiterals;
using namespace zc::devices;

namespace {

constexpr int kPollMs = 100;            // between two looks for a card
constexpr int kSliceMs = 20;            // the longest time without a look at stopRequested()
constexpr int kChinaOffsetS = 8 * 3600;

// The meaning of the status byte, as the vendor's manual gives it. What the manual does not say is a fault of the device.
Error errorFor(int status)
{
    Fault fault{FaultClass::DeviceFault, {}, QString::number(status, 16).toUpper(), false};
    switch (status) {
    case PAPER_NO_CARD: fault.cls = FaultClass::NoMedia; break;
    case PAPER_READ_FAILED: fault.cls = FaultClass::UserAction; break;
    case PAPER_CLOSED: fault.cls = FaultClass::NoDevice; break;
    case 0x31: fault = {FaultClass::MediaRejected, u"AUTH"_s, u"31"_s, false}; break;     // possible forgery: never try again
    default: break;
    }
    return toError(fault, DeviceClass::IdCardReader);
}

Error cancelled()
{
    return toError({FaultClass::Cancelled, {}, {}, false}, DeviceClass::IdCardReader);
}

class PaperReader final : public Device {
public:
    PaperReader(int handle, const Clock &clock) : m_handle(handle), m_clock(clock) {}
    ~PaperReader() override { paper_close(m_handle); }

    DeviceIdentity identity() const override { return {u"paper reader"_s, {}}; }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.cls = DeviceClass::IdCardReader;
        can.operations = {u"WaitCard"_s, u"ReadCard"_s, u"CheckHealth"_s};
        return can;
    }
    bool isOpen() override { return paper_alive(m_handle) == 1; }
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        return std::visit([&](const auto &what) { return perform(what, context); }, operation);
    }

private:
    // Until a card lies there (or is gone); the status that ended the wait.
    Result<int> waitFor(bool present, JobContext &context)
    {
        for (;;) {
            const int status = paper_find(m_handle);
            if (status != PAPER_FOUND && status != PAPER_NO_CARD)
                return errorFor(status);
            context.reportMedia(status == PAPER_FOUND ? Media::Present : Media::None);
            if ((status == PAPER_FOUND) == present)
                return status;
            for (const qint64 until = context.nowMs() + kPollMs; context.nowMs() < until; QThread::msleep(kSliceMs)) {
                if (context.stopRequested())
                    return cancelled();
                if (context.remainingMs() <= 0)
                    return toError({present ? FaultClass::NoMedia : FaultClass::Timeout, {}, {}, false}, DeviceClass::IdCardReader);
            }
        }
    }

    Result<AnyAnswer> perform(const WaitCard &operation, JobContext &context)
    {
        const Result<int> status = waitFor(!operation.untilLifted, context);
        if (!status.ok())
            return status.error();
        return AnyAnswer(operation.untilLifted ? Media::None : Media::Present);
    }

    Result<AnyAnswer> perform(const ReadCard &operation, JobContext &context)
    {
        if (const Result<int> found = waitFor(true, context); !found.ok())
            return found.error();
        std::array<unsigned char, 256> text{};
        std::array<unsigned char, 1024> photo{};
        int photoBytes = 0;
        const int status = paper_read(m_handle, text.data(), photo.data(), &photoBytes);
        Result<AnyAnswer> answer = errorFor(status);
        if (status == PAPER_OK) {
            CardBytes bytes;
            bytes.text = QByteArrayView(text);
            if (operation.photo)
                bytes.photo = QByteArrayView(photo).first(photoBytes);
            const QDate today = QDateTime::fromMSecsSinceEpoch(m_clock.wallMs(), Qt::OffsetFromUTC, kChinaOffsetS).date();
            Result<CardRecord> card = cardFromBytes(bytes, today);      // checks every length
            answer = card.ok() ? Result<AnyAnswer>(AnyAnswer(std::move(card).value())) : Result<AnyAnswer>(card.error());
        }
        wipe(text);         // the next person's job starts with clean buffers
        wipe(photo);
        return answer;
    }

    Result<AnyAnswer> perform(const CheckHealth &, JobContext &)
    {
        return AnyAnswer(HealthReport{isOpen(), {}, {u"reader of the sample driver"_s}});
    }

    // Operations that stand in no capabilities list never come; the next class of devices brings more of them.
    template <class Other>
    Result<AnyAnswer> perform(const Other &, JobContext &)
    {
        return toError({FaultClass::Unsupported, {}, {}, false}, DeviceClass::IdCardReader);
    }

    template <class Buffer>
    static void wipe(Buffer &buffer)
    {
        volatile unsigned char *byte = buffer.data();
        for (std::size_t i = 0; i < buffer.size(); ++i)
            byte[i] = 0;
    }

    const int m_handle;
    const Clock &m_clock;
};

} // namespace

PaperReaderDriver::PaperReaderDriver(const DriverSettings &settings, const Clock &clock)
    : m_settings(settings), m_folder(settings.values.value(u"folder"_s).toString()), m_clock(clock)
{
}

DriverInfo PaperReaderDriver::info() const
{
    return {u"sample"_s, DeviceClass::IdCardReader, m_settings.slot, m_settings.title};
}

// A real driver asks its SDK for ports or serial numbers here; it never writes to a port that nobody configured.
QList<Candidate> PaperReaderDriver::scan()
{
    if (!QFileInfo(m_folder).isDir())
        return {};
    Candidate candidate;
    candidate.bus = u"folder"_s;
    candidate.path = m_folder;
    return {candidate};
}

int PaperReaderDriver::probe(const Candidate &candidate) const
{
    return candidate.path == m_folder ? 1 : 0;
}

Result<std::unique_ptr<Device>> PaperReaderDriver::open(const Candidate &candidate, JobContext &)
{
    const int handle = paper_open(candidate.path.toLocal8Bit().constData());
    if (handle <= 0)
        return errorFor(-handle);
    return std::unique_ptr<Device>(std::make_unique<PaperReader>(handle, m_clock));
}

} // namespace zc::sampledriver
