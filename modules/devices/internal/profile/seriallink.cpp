#include "links.h"

#include <array>

namespace zc::devices::profile {

namespace {

constexpr int kSendMs = 500;            // without a byte taken
constexpr int kQuietMs = 20;            // nothing more of what was sent before

// Messages on a line: each ends with the profile's end, or has its length.
class SerialTerminalLink final : public TerminalLink {
public:
    SerialTerminalLink(std::unique_ptr<ByteChannel> line, const TerminalProfile &profile)
        : m_line(std::move(line)), m_end(profile.end), m_frameBytes(profile.frameBytes) {}

    std::optional<Fault> send(const TerminalRequest &request, JobContext &) override
    {
        if (m_line->write(m_frameBytes > 0 ? request.body : request.body + m_end, kSendMs))
            return std::nullopt;
        m_gone = true;
        return Fault{FaultClass::Transport, {}, {}, true};
    }

    Heard next(int waitMs, JobContext &) override
    {
        if (const Heard ready = cut(); ready.kind != Heard::Kind::Nothing)
            return ready;
        std::array<char, 512> buffer;
        const qsizetype count = m_gone ? -1 : m_line->read(buffer.data(), buffer.size(), waitMs);
        if (count < 0) {
            m_gone = true;
            return {Heard::Kind::Gone, {}};
        }
        m_buffer.append(buffer.data(), count);
        return cut();
    }

    void forget(JobContext &context) override
    {
        m_line->discardInput();
        std::array<char, 512> buffer;
        qsizetype count = 1;
        while (count > 0 && !context.stopRequested() && context.remainingMs() > 0)
            count = m_line->read(buffer.data(), buffer.size(), m_buffer.isEmpty() ? 0 : kQuietMs);
        m_gone = m_gone || count < 0;
        m_buffer.clear();
        m_tooLong = false;
    }

    bool isOpen() override { return !m_gone && m_line->isOpen(); }

private:
    Heard cut()
    {
        const qsizetype at = m_frameBytes > 0 ? (m_buffer.size() >= m_frameBytes ? m_frameBytes : -1) : m_buffer.indexOf(m_end);
        if (at < 0) {
            if (m_buffer.size() > kLongestTerminalMessage) {        // its end is still looked for, its bytes are not kept
                m_tooLong = true;
                m_buffer = m_buffer.right(m_end.size());
            }
            return {};
        }
        const Heard heard{m_tooLong ? Heard::Kind::TooLong : Heard::Kind::Message, m_tooLong ? QByteArray() : m_buffer.first(at)};
        m_tooLong = false;
        m_buffer.remove(0, at + (m_frameBytes > 0 ? 0 : m_end.size()));
        return heard;
    }

    const std::unique_ptr<ByteChannel> m_line;
    const QByteArray m_end;
    const int m_frameBytes;
    QByteArray m_buffer;
    bool m_tooLong = false;
    bool m_gone = false;
};

} // namespace

std::unique_ptr<TerminalLink> makeSerialLink(std::unique_ptr<ByteChannel> line, const TerminalProfile &profile)
{
    return std::make_unique<SerialTerminalLink>(std::move(line), profile);
}

std::unique_ptr<Driver> makeLineTerminal(const QString &driverId, const TerminalSettings &settings, LineOpener opener)
{
    const auto open = [opener](const TerminalProfile &profile, JobContext &context) -> Result<std::unique_ptr<TerminalLink>> {
        auto line = opener.open([&context] { return context.stopRequested(); });
        if (!line.ok())
            return line.error();
        return makeSerialLink(std::move(*line), profile);
    };
    return makeTerminalDriver(driverId, settings, [opener] { return opener.scan(); }, open);
}

} // namespace zc::devices::profile
