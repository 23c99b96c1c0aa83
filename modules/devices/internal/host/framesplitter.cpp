#include "framesplitter.h"

#include "internal/idcard/cardcontent.h"

#include <QtEndian>

namespace zc::devices::host {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLengthBytes = 4;

} // namespace

QByteArray frameOf(const WireValue &message)
{
    QByteArray map = message.encoded();
    QByteArray frame(kLengthBytes, Qt::Uninitialized);
    qToLittleEndian(quint32(map.size()), frame.data());
    frame.reserve(kLengthBytes + map.size());
    frame.append(map);
    wipe(map.data(), std::size_t(map.size()));
    return frame;
}

FrameSplitter::~FrameSplitter()
{
    wipe(m_buffer.data(), std::size_t(m_buffer.size()));
}

void FrameSplitter::feed(QByteArrayView bytes)
{
    if (broken())
        return;
    const qsizetype left = m_buffer.size() - m_at;
    if (m_buffer.capacity() - m_buffer.size() < bytes.size()) {
        // A buffer of our own making: one that grows by itself would leave the old content in freed memory.
        QByteArray larger;
        larger.reserve(qMax(2 * left, left + bytes.size()) + kLengthBytes);
        larger.append(QByteArrayView(m_buffer).sliced(m_at));
        wipe(m_buffer.data(), std::size_t(m_buffer.size()));
        m_buffer = std::move(larger);
        m_at = 0;
    }
    m_buffer.append(bytes);
}

std::optional<WireValue> FrameSplitter::next()
{
    const qsizetype available = m_buffer.size() - m_at;
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
