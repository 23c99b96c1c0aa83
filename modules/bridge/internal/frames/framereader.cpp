#include "framereader.h"

#include <QStringDecoder>
#include <QtEndian>

namespace zc::bridge {

namespace {

enum Opcode { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };
constexpr int kFinal = 0x80, kReserved = 0x70, kOpcode = 0x0F, kMasked = 0x80, kLength = 0x7F;
constexpr qsizetype kMaskBytes = 4;
constexpr quint64 kLongestControl = 125;

bool isControl(int opcode)
{
    return opcode >= Close;
}

bool isUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString ignored = decoder.decode(bytes);
    return !decoder.hasError();
}

QByteArray frame(int opcode, QByteArrayView payload)
{
    QByteArray bytes(1, char(kFinal | opcode));
    if (payload.size() < 126) {
        bytes += char(payload.size());
    } else if (payload.size() < 65536) {
        bytes += char(126);
        bytes.append(2, '\0');
        qToBigEndian(quint16(payload.size()), bytes.data() + 2);
    } else {
        bytes += char(127);
        bytes.append(8, '\0');
        qToBigEndian(quint64(payload.size()), bytes.data() + 2);
    }
    return bytes.append(payload);
}

// Codes that may stand in a close frame.
bool isCloseCode(int code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1011) || (code >= 3000 && code <= 4999);
}

} // namespace

void FrameReader::feed(QByteArrayView bytes)
{
    if (!m_over)
        m_buffer.append(bytes);
}

Incoming FrameReader::violation(CloseCode code)
{
    m_over = true;
    m_buffer.clear();
    m_message.clear();
    return {Incoming::Kind::Violation, {}, code};
}

// The header as far as it is there; whole: all of it, length and mask included.
std::optional<CloseCode> FrameReader::read(Header &header, bool *whole) const
{
    *whole = false;
    if (m_buffer.size() < 2)
        return std::nullopt;
    const int first = quint8(m_buffer[0]), second = quint8(m_buffer[1]);
    header.opcode = first & kOpcode;
    header.final = first & kFinal;
    header.length = quint64(second & kLength);
    if ((first & kReserved) || !(second & kMasked))
        return CloseCode::Protocol;
    qsizetype at = 2;
    if (header.length >= 126) {
        const qsizetype size = header.length == 126 ? 2 : 8;
        const quint64 least = size == 2 ? 126 : 65536;
        if (m_buffer.size() < at + size)
            return std::nullopt;
        header.length = size == 2 ? qFromBigEndian<quint16>(m_buffer.constData() + at) : qFromBigEndian<quint64>(m_buffer.constData() + at);
        if (header.length < least || header.length >> 63)
            return CloseCode::Protocol;
        at += size;
    }
    header.bytes = at + kMaskBytes;
    *whole = true;
    return std::nullopt;
}

// Everything that is wrong with a frame before a byte of its payload was looked at.
std::optional<CloseCode> FrameReader::judge(const Header &header) const
{
    switch (header.opcode) {
    case Continuation:
        if (m_opcode == 0)
            return CloseCode::Protocol;
        break;
    case Text:
    case Binary:
        if (m_opcode != 0)
            return CloseCode::Protocol;
        break;
    case Close:
    case Ping:
    case Pong:
        return header.final && header.length <= kLongestControl ? std::nullopt : std::optional(CloseCode::Protocol);
    default:
        return CloseCode::Protocol;
    }
    if (header.length > quint64(kLargestMessage - m_message.size()))
        return CloseCode::TooBig;
    if (m_fragments >= kMostFragments)
        return CloseCode::Policy;
    return std::nullopt;
}

std::optional<Incoming> FrameReader::finish(int opcode, QByteArray payload)
{
    switch (opcode) {
    case Text:
        if (!isUtf8(payload))
            return violation(CloseCode::NotUtf8);
        return Incoming{Incoming::Kind::Text, std::move(payload), CloseCode::Normal};
    case Binary: return Incoming{Incoming::Kind::Binary, std::move(payload), CloseCode::Normal};
    case Ping: return Incoming{Incoming::Kind::Ping, std::move(payload), CloseCode::Normal};
    case Pong: return Incoming{Incoming::Kind::Pong, std::move(payload), CloseCode::Normal};
    default: break;
    }
    if (payload.size() == 1 || (payload.size() >= 2 && !isCloseCode(qFromBigEndian<quint16>(payload.constData()))))
        return violation(CloseCode::Protocol);
    if (payload.size() > 2 && !isUtf8(QByteArrayView(payload).sliced(2)))
        return violation(CloseCode::NotUtf8);
    m_over = true;
    return Incoming{Incoming::Kind::Close, std::move(payload), CloseCode::Normal};
}

std::optional<Incoming> FrameReader::next()
{
    while (!m_over) {
        Header header{};
        bool whole = false;
        if (const auto broken = read(header, &whole))
            return violation(*broken);
        if (!whole)
            return std::nullopt;
        if (const auto broken = judge(header))
            return violation(*broken);
        const qsizetype length = qsizetype(header.length);
        if (m_buffer.size() < header.bytes + length)
            return std::nullopt;
        QByteArray payload = m_buffer.mid(header.bytes, length);
        const char *mask = m_buffer.constData() + header.bytes - kMaskBytes;
        for (qsizetype i = 0; i < length; ++i)
            payload[i] = char(payload[i] ^ mask[i % kMaskBytes]);
        m_buffer.remove(0, header.bytes + length);
        if (isControl(header.opcode))
            return finish(header.opcode, std::move(payload));
        if (header.opcode != Continuation)
            m_opcode = header.opcode;
        ++m_fragments;
        m_message += payload;
        if (!header.final)
            continue;
        const int opcode = std::exchange(m_opcode, 0);
        m_fragments = 0;
        return finish(opcode, std::exchange(m_message, {}));
    }
    return std::nullopt;
}

QByteArray textFrame(QByteArrayView text)
{
    return frame(Text, text);
}

QByteArray binaryFrame(QByteArrayView bytes)
{
    return frame(Binary, bytes);
}

QByteArray pongFrame(QByteArrayView payload)
{
    return frame(Pong, payload);
}

QByteArray closeFrame(CloseCode code)
{
    QByteArray payload(2, '\0');
    qToBigEndian(quint16(code), payload.data());
    return frame(Close, payload);
}

} // namespace zc::bridge
