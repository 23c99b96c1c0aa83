#include "sdtexchange.h"

#include "internal/idcard/cardcontent.h"

#include <cstring>

namespace zc::devices::sdt {

namespace {

constexpr int kGapMs = 200;             // between two bytes of a frame, and after a failed frame
constexpr quint8 kDone = 0x90;
constexpr quint8 kFound = 0x9F;         // success of FindCard only
constexpr quint8 kAbsentItem = 0x91;

int u16(QByteArrayView bytes, qsizetype at)
{
    return quint8(bytes[at]) << 8 | quint8(bytes[at + 1]);
}

// Do the lengths inside a success answer agree with its size?
bool contentsFit(Command command, QByteArrayView data)
{
    if (command == Command::ReadText)
        return u16(data, 0) == kTextBytes && u16(data, 2) == kPhotoBytes;
    if (command == Command::ReadAll) {
        const int fingerprints = u16(data, 4);
        return u16(data, 0) == kTextBytes && u16(data, 2) == kPhotoBytes
            && (fingerprints == 0 || fingerprints == 512 || fingerprints == 1024)
            && 6 + kTextBytes + kPhotoBytes + fingerprints == data.size();
    }
    if (command == Command::ReadAddress && data.size() == kAddressBytes + 2)
        return u16(data, 0) == kAddressBytes;
    return true;
}

} // namespace

SdtExchange::SdtExchange(Command command, QByteArray request, qint64 nowMs, qint64 deadlineMs, Mode mode)
    : m_reader(std::move(request)), m_command(command), m_mode(mode), m_startMs(nowMs), m_deadlineMs(deadlineMs), m_lastByteMs(nowMs)
{
}

SdtExchange::~SdtExchange()
{
    wipe(m_data.data(), m_data.size());
}

qint64 SdtExchange::dueMs() const
{
    qint64 due = m_lastByteMs + kGapMs;
    if (!m_reader.insideFrame()) {
        const qint64 answerDue = m_startMs + answerTimeoutMs(m_command);
        due = m_sawFailed && m_mode == Mode::Ordinary ? qMin(due, answerDue) : answerDue;
    }
    return qMin(due, m_deadlineMs);
}

void SdtExchange::feed(QByteArrayView bytes, qint64 nowMs)
{
    tick(nowMs);
    if (bytes.isEmpty())
        return;
    m_lastByteMs = nowMs;
    while (!bytes.isEmpty()) {
        if (m_ended)
            m_surplusBytes += bytes.size();
        bytes = bytes.sliced(m_reader.append(bytes));
        drain();
    }
}

void SdtExchange::drain()
{
    for (;;) {
        const FrameReader::Found found = m_reader.next();
        if (found == FrameReader::Found::NeedMore)
            return;
        if (m_ended) {
            m_surplusFrames += found == FrameReader::Found::Frame;
            m_surplusBytes += 1;
        } else if (found == FrameReader::Found::Frame) {
            judge(m_reader.body());
        } else if (found == FrameReader::Found::Echo) {
            m_sawForeign = true;
        } else {
            m_sawFailed = true;
        }
    }
}

void SdtExchange::judge(QByteArrayView body)
{
    const quint8 status = quint8(body[2]);
    const QByteArrayView data = body.sliced(kStatusBytes);
    const bool success = status == kDone || status == kFound;
    if (!success && m_mode == Mode::Fence) {
        m_refused = status;
        return;
    }
    if (!success) {
        const bool absent = status == kAbsentItem && isRead(m_command);
        end({absent ? Outcome::Kind::Nothing : Outcome::Kind::Failure, absent ? Fault{} : faultForStatus(status), status}, true);
        return;
    }
    if (status == kFound && m_command != Command::FindCard) {
        m_sawForeign = true;
        return;
    }
    if (!fitsLength(m_command, data.size()) && (m_mode == Mode::Fence || belongsToAnyCommand(data.size()))) {
        m_sawForeign = true;
        return;
    }
    if (!fitsLength(m_command, data.size()) || !contentsFit(m_command, data)) {
        end({Outcome::Kind::Failure, {FaultClass::Protocol, {}, {}, false}, status}, false);
        return;
    }
    m_dataBytes = int(data.size());
    std::memcpy(m_data.data(), data.data(), data.size());
    end({Outcome::Kind::Success, {}, status}, true);
}

void SdtExchange::tick(qint64 nowMs)
{
    if (m_ended || nowMs < dueMs())
        return;
    const bool gapFired = m_reader.insideFrame() && m_lastByteMs + kGapMs < m_deadlineMs;
    if (gapFired) {
        // The pending start may have been noise that looked like a preamble and swallowed the true answer.
        m_reader.giveUpPending();
        drain();
        if (m_mode == Mode::Fence && !m_ended && nowMs < m_startMs + answerTimeoutMs(m_command)) {
            m_reader.goOn();
            return;
        }
    }
    if (!m_ended)
        endWithoutAnswer();
}

void SdtExchange::endWithoutAnswer()
{
    if (m_mode == Mode::Fence) {
        const Fault fault = m_refused ? faultForStatus(*m_refused) : Fault{FaultClass::Timeout, {}, {}, true};
        end({Outcome::Kind::Failure, fault, m_refused}, false);
        return;
    }
    const FaultClass cls = m_sawForeign ? FaultClass::Protocol
        : m_sawFailed || m_reader.sawNoise() ? FaultClass::Transport : FaultClass::Timeout;
    end({Outcome::Kind::Failure, {cls, {}, {}, cls != FaultClass::Protocol}, std::nullopt}, false);
}

void SdtExchange::end(Outcome outcome, bool answered)
{
    m_outcome = std::move(outcome);
    m_answered = answered;
    m_ended = true;
}

} // namespace zc::devices::sdt
