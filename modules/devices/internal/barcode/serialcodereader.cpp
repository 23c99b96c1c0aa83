#include "serialcodereader.h"

#include "internal/barcode/codemessage.h"

#include <devices/codereader.h>

#include <array>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace barcode {
namespace {

constexpr int kCodeSliceMs = 20;
constexpr int kSettledMs = 20;          // nothing more of what was sent before

Error codeError(const Fault &fault) { return toError(fault, DeviceClass::CodeReader); }

class SerialCodeReader final : public Device {
public:
    explicit SerialCodeReader(std::unique_ptr<ByteChannel> line) : m_line(std::move(line)) {}

    DeviceIdentity identity() const override { return {u"serial code scanner"_s, {}}; }
    bool isOpen() override { return !m_gone && m_line->isOpen(); }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.cls = DeviceClass::CodeReader;
        can.operations = {u"ReadCode"_s, u"CheckHealth"_s};
        can.notes = {u"says nothing about itself; a code ends at CR, LF or 50 ms of silence"_s};
        return can;
    }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *read = std::get_if<ReadCode>(&operation))
            return perform(*read, context);
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal)
            return AnyAnswer(HealthReport{isOpen(), {}, {u"the line is open"_s}});
        return codeError({FaultClass::Unsupported, {}, operationName(operation), false});
    }

private:
    // What the line brought meanwhile, into the cutter. False: the line is gone.
    bool listen(int waitMs, JobContext &context, bool *heard)
    {
        std::array<char, 256> buffer;
        const qsizetype count = m_line->read(buffer.data(), buffer.size(), waitMs);
        *heard = count > 0;
        if (count > 0)
            m_cutter.feed({buffer.data(), count}, context.nowMs());
        m_gone = m_gone || count < 0;
        return count >= 0;
    }

    // What was scanned before this job was asked for belongs to nobody.
    bool forget(JobContext &context)
    {
        m_line->discardInput();
        bool heard = true;
        while (heard && !context.stopRequested() && context.remainingMs() > 0)
            if (!listen(kSettledMs, context, &heard))
                return false;
        if (!heard)                             // else time is over inside a message
            m_cutter.clear();
        return true;
    }

    Result<AnyAnswer> perform(const ReadCode &what, JobContext &context)
    {
        if (what.onlyNew && !forget(context))
            return codeError({FaultClass::Transport, {}, {}, true});
        for (;;) {
            if (const auto message = m_cutter.take(context.nowMs()))
                return answer(*message);
            if (context.stopRequested() || context.remainingMs() <= 0) {
                const bool inside = m_cutter.inMessage();
                m_cutter.abandon();
                if (context.stopRequested())
                    return codeError({FaultClass::Cancelled, {}, {}, false});
                return codeError({inside ? FaultClass::Timeout : FaultClass::NoMedia, {}, {}, true});
            }
            bool heard = false;
            if (!listen(qMin(kCodeSliceMs, qMax(1, context.remainingMs())), context, &heard))
                return codeError({FaultClass::Transport, {}, {}, true});
        }
    }

    static Result<AnyAnswer> answer(const MessageCutter::Message &message)
    {
        if (message.tooLong)
            return codeError({FaultClass::MediaRejected, {}, u"over %1 bytes"_s.arg(MessageCutter::kLongest), false});
        auto code = codeFrom(message.bytes);
        if (!code)
            return codeError({FaultClass::MediaRejected, {}, u"nothing printable"_s, false});
        return AnyAnswer(std::move(*code));
    }

    const std::unique_ptr<ByteChannel> m_line;
    MessageCutter m_cutter;
    bool m_gone = false;
};

class SerialCodeDriver final : public Driver {
public:
    SerialCodeDriver(DriverInfo info, LineOpener opener) : m_info(std::move(info)), m_opener(std::move(opener)) {}
    DriverInfo info() const override { return m_info; }
    QList<Candidate> scan() override { return m_opener.scan(); }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &context) override
    {
        auto line = m_opener.open([&context] { return context.stopRequested(); });
        if (!line.ok())
            return line.error();
        return std::unique_ptr<Device>(std::make_unique<SerialCodeReader>(std::move(*line)));
    }

private:
    const DriverInfo m_info;
    const LineOpener m_opener;
};

} // namespace

std::unique_ptr<Driver> makeReader(const DriverInfo &info, LineOpener opener)
{
    return std::make_unique<SerialCodeDriver>(info, std::move(opener));
}

} // namespace barcode

std::unique_ptr<Driver> makeSerialCodeReader(const CodeReaderSettings &settings)
{
    return barcode::makeReader({u"barserial"_s, DeviceClass::CodeReader, settings.slot, settings.title},
                               LineOpener::serial(settings.port, settings.baud, DeviceClass::CodeReader));
}

} // namespace zc::devices
