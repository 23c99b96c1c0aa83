#include "socketframes.h"

#include <QRandomGenerator>
#include <QStringDecoder>
#include <QtEndian>

#include <utility>

namespace zc::devices::wsterminal {

namespace {

enum Opcode { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };
constexpr int kFinal = 0x80, kReserved = 0x70, kOpcode = 0x0F, kMasked = 0x80, kLength = 0x7F;
constexpr quint64 kLongestControl = 125;
constexpr int kMostFragments = 1024;
constexpr int kProtocolError = 1002, kWrongData = 1003, kNotUtf8 = 1007, kPolicy = 1008, kTooBig = 1009;

bool isUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString ignored = decoder.decode(bytes);
    return !decoder.hasError();
}

QByteArray clientFrame(int opcode, QByteArrayView payload)
{
    QByteArray bytes(1, char(kFinal | opcode));
    if (payload.size() < 126) {
        bytes += char(kMasked | int(payload.size()));
    } else if (payload.size() < 65536) {
        bytes += char(kMasked | 126);
        bytes.append(2, '\0');
        qToBigEndian(quint16(payload.size()), bytes.data() + 2);
    } else {
        bytes += char(kMasked | 127);
        bytes.append(8, '\0');
        qToBigEndian(quint64(payload.size()), bytes.data() + 2);
    }
    const quint32 key = QRandomGenerator::system()->generate();
    char mask[4];
    qToBigEndian(key, mask);
    bytes.append(mask, 4);
    for (qsizetype i = 0; i < payload.size(); ++i)
        bytes += char(payload[i] ^ mask[i % 4]);
    return bytes;
}

} // namespace

void ServerFrames::feed(QByteArrayView bytes)
{
    if (!m_over)
        m_buffer.append(bytes);
}

Incoming ServerFrames::end(Incoming::Kind kind, int closeCode)
{
    m_over = true;
    m_buffer.clear();
    m_message.clear();
    return {kind, {}, closeCode};
}

ServerFrames::Reading ServerFrames::read(Head &head) const
{
    if (m_buffer.size() < 2)
        return Reading::Unfinished;
    const int first = quint8(m_buffer[0]), second = quint8(m_buffer[1]);
    head.opcode = first & kOpcode;
    head.final = first & kFinal;
    head.length = quint64(second & kLength);
    head.bytes = 2;
    if ((first & kReserved) || (second & kMasked))
        return Reading::Broken;
    if (head.length < 126)
        return Reading::Whole;
    const qsizetype size = head.length == 126 ? 2 : 8;
    const quint64 least = size == 2 ? 126 : 65536;
    if (m_buffer.size() < head.bytes + size)
        return Reading::Unfinished;
    const char *at = m_buffer.constData() + head.bytes;
    head.length = size == 2 ? quint64(qFromBigEndian<quint16>(at)) : qFromBigEndian<quint64>(at);
    head.bytes += size;
    return head.length < least || head.length >> 63 ? Reading::Broken : Reading::Whole;
}

// Everything that is wrong with a frame before a byte of its payload was looked at.
std::optional<Incoming> ServerFrames::judge(const Head &head)
{
    switch (head.opcode) {
    case Continuation:
    case Text:
        if ((head.opcode == Continuation) != (m_opcode != 0))
            return end(Incoming::Kind::Broken, kProtocolError);
        break;
    case Binary: return end(Incoming::Kind::Broken, kWrongData);
    case Close:
    case Ping:
    case Pong:
        if (head.final && head.length <= kLongestControl)
            return std::nullopt;
        return end(Incoming::Kind::Broken, kProtocolError);
    default: return end(Incoming::Kind::Broken, kProtocolError);
    }
    if (head.length > quint64(m_longest - m_message.size()))
        return end(Incoming::Kind::TooLong, kTooBig);
    if (m_fragments >= kMostFragments)
        return end(Incoming::Kind::Broken, kPolicy);
    return std::nullopt;
}

Incoming ServerFrames::finish(int opcode, QByteArray payload)
{
    if (opcode == Ping || opcode == Pong)
        return {opcode == Ping ? Incoming::Kind::Ping : Incoming::Kind::Pong, std::move(payload), 0};
    if (opcode == Text && !isUtf8(payload))
        return end(Incoming::Kind::Broken, kNotUtf8);
    if (opcode == Text)
        return {Incoming::Kind::Text, std::move(payload), 0};
    Incoming closed = end(Incoming::Kind::Close, 1000);
    closed.payload = std::move(payload);
    return closed;
}

std::optional<Incoming> ServerFrames::next()
{
    while (!m_over) {
        Head head;
        const Reading reading = read(head);
        if (reading == Reading::Broken)
            return end(Incoming::Kind::Broken, kProtocolError);
        if (reading == Reading::Unfinished)
            return std::nullopt;
        if (auto wrong = judge(head))
            return wrong;
        const qsizetype length = qsizetype(head.length);
        if (m_buffer.size() < head.bytes + length)
            return std::nullopt;
        QByteArray payload = m_buffer.mid(head.bytes, length);
        m_buffer.remove(0, head.bytes + length);
        if (head.opcode >= Close)
            return finish(head.opcode, std::move(payload));
        if (head.opcode != Continuation)
            m_opcode = head.opcode;
        ++m_fragments;
        m_message += payload;
        if (!head.final)
            continue;
        m_fragments = 0;
        return finish(std::exchange(m_opcode, 0), std::exchange(m_message, {}));
    }
    return std::nullopt;
}

QByteArray textFrame(QByteArrayView text)
{
    return clientFrame(Text, text);
}

QByteArray pingFrame(QByteArrayView payload)
{
    return clientFrame(Ping, payload);
}

QByteArray pongFrame(QByteArrayView payload)
{
    return clientFrame(Pong, payload);
}

QByteArray closeFrame(int code)
{
    QByteArray payload(2, '\0');
    qToBigEndian(quint16(code), payload.data());
    return clientFrame(Close, payload);
}

} // namespace zc::devices::wsterminal
