#pragma once
#include <QByteArray>

#include <optional>

namespace zc::devices::wsterminal {

// What came in whole (RFC 6455, section 5): a message, a control frame, or a broken rule, after which nothing else comes.
struct Incoming {
    enum class Kind { Text, Ping, Pong, Close, TooLong, Broken };
    Kind kind = Kind::Broken;
    QByteArray payload;
    int closeCode = 1002;               // of the two last: with which the connection is closed
};

// The frames of a server out of a stream in any pieces: not masked, no extensions, control frames short and whole, fragments in order,
// lengths in their shortest form, text in UTF-8 and no binary messages. A message that will be longer than `longest` bytes is refused
// by the first bytes that say so. Poco's own WebSocket looks at none of this and waits for the rest of a frame with its thread held.
// Pure; not shared between threads.
class ServerFrames {
public:
    explicit ServerFrames(qsizetype longest) : m_longest(longest) {}
    void feed(QByteArrayView bytes);
    std::optional<Incoming> next();     // nothing: more bytes are needed, or it is over

private:
    struct Head {
        int opcode = 0;
        bool final = false;
        quint64 length = 0;
        qsizetype bytes = 0;
    };
    enum class Reading { Whole, Unfinished, Broken };
    Reading read(Head &head) const;
    std::optional<Incoming> judge(const Head &head);
    Incoming finish(int opcode, QByteArray payload);
    Incoming end(Incoming::Kind kind, int closeCode);

    const qsizetype m_longest;
    QByteArray m_buffer, m_message;
    int m_opcode = 0;                   // of the message whose fragments come in; 0: none
    int m_fragments = 0;
    bool m_over = false;
};

// Frames of a client: whole and masked, each with a key of its own.
QByteArray textFrame(QByteArrayView text);
QByteArray pingFrame(QByteArrayView payload);
QByteArray pongFrame(QByteArrayView payload);
QByteArray closeFrame(int code);

} // namespace zc::devices::wsterminal
