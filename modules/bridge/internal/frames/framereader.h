#pragma once
#include <QByteArray>

#include <optional>

namespace zc::bridge {

inline constexpr qsizetype kLargestMessage = 64 * 1024;      // reassembled
inline constexpr int kMostFragments = 1024;                 // of one message

// Why a socket is closed (RFC 6455, section 7.4.1).
enum class CloseCode { Normal = 1000, GoingAway = 1001, Protocol = 1002, WrongData = 1003, NotUtf8 = 1007, Policy = 1008, TooBig = 1009 };

// What came in whole: a message, a control frame, or a broken rule, after which nothing else comes.
struct Incoming {
    enum class Kind { Text, Binary, Ping, Pong, Close, Violation };
    Kind kind = Kind::Violation;
    QByteArray payload;
    CloseCode code = CloseCode::Protocol;       // of a violation; of a close what to answer
};

// The frames of a client (RFC 6455, section 5) out of a stream in any pieces: masked, no extensions, control frames short and whole,
// fragments in order, lengths in their shortest form, text in UTF-8. A message that will be too big is refused by its first bytes.
// Pure; not shared between threads.
class FrameReader {
public:
    void feed(QByteArrayView bytes);
    std::optional<Incoming> next();             // nothing: more bytes are needed, or it is over
    bool over() const { return m_over; }

private:
    struct Header {
        int opcode;
        bool final;
        quint64 length;
        qsizetype bytes;                        // of the header, mask included
    };
    Incoming violation(CloseCode code);
    std::optional<CloseCode> read(Header &header, bool *whole) const;
    std::optional<CloseCode> judge(const Header &header) const;
    std::optional<Incoming> finish(int opcode, QByteArray payload);

    QByteArray m_buffer;
    QByteArray m_message;
    int m_opcode = 0;                           // of the message whose fragments come in; 0: none
    int m_fragments = 0;
    bool m_over = false;
};

// Frames of a server: not masked, never fragmented.
QByteArray textFrame(QByteArrayView text);
QByteArray binaryFrame(QByteArrayView bytes);
QByteArray pongFrame(QByteArrayView payload);
QByteArray closeFrame(CloseCode code);

} // namespace zc::bridge
