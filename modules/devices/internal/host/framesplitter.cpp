#include "framesplitter.h"

#include "internal/idcard/cardcontent.h"

#include <QtEndian>

#include <cstring>

namespace zc::devices::host {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLengthBytes = 4;

} // namespace

QByteArray frameOf(const WireValue &message)
{
    QByteArray frame = message.encoded(kLengthBytes);
    qToLittleEndian(quint32(frame.size() - kLengthBytes), frame.data());
    return frame;
}

FrameSplitter::~FrameSplitter()
{
    wipeBuffer();
}

void FrameSplitter::wipeBuffer()
{
    wipe(m_buffer.data(), std::size_t(m_end));
}

char *FrameSplitter::room(qsizetype bytes)
{
    const qsizetype left = m_end - m_at;
    if (m_buffer.size() - m_end < bytes) {
        // A buffer of our own making: one that grows by itself would leave the old content in freed memory.
        const bool fits = left + bytes <= m_buffer.size();
        QByteArray larger = fits ? QByteArray() : QByteArray(qMax(2 * left, left + bytes) + kLengthBytes, Qt::Uninitialized);
        std::memmove(fits ? m_buffer.data() : larger.data(), m_buffer.constData() + m_at, std::size_t(left));
        if (fits) {
            wipe(m_buffer.data() + left, std::size_t(m_at));
        } else {
            wipeBuffer();
            m_buffer = std::move(larger);
        }
        m_at = 0;
        m_end = left;
    }
    return m_buffer.data() + m_end;
}

void FrameSplitter::feed(QByteArrayView bytes)
{
    if (broken() || bytes.isEmpty())
        return;
    std::memcpy(room(bytes.size()), bytes.data(), std::size_t(bytes.size()));
    filled(bytes.size());
}

std::optional<WireValue> FrameSplitter::next()
{
    const qsizetype available = m_end - m_at;
    if (broken() || available < kLengthBytes)
        return std::nullopt;
    const qsizetype length = qFromLittleEndian<quint32>(m_buffer.constData() + m_at);
    if (length == 0 || length > kLargestFrame) {
        m_why = {ErrorKind::Corrupt, u"DEV-HOST-FRAME"_s, u"frame length"_s};
        return std::nullopt;
    }
    if (available - kLengthBytes < length)
        return std::nullopt;
    char *body = m_buffer.data() + m_at + kLengthBytes;
    Result<WireValue> message = WireValue::decoded(QByteArrayView(body, length));
    wipe(body, std::size_t(length));
    m_at += kLengthBytes + length;
    if (!message.ok())
        m_why = message.error();
    else if ((*message)[u"t"].type() != WireValue::Type::Text || (*message)[u"t"].toText().isEmpty())
        m_why = {ErrorKind::Corrupt, u"DEV-HOST-FRAME"_s, u"no message name"_s};
    if (broken())
        return std::nullopt;
    return std::move(message).value();
}

} // namespace zc::devices::host
