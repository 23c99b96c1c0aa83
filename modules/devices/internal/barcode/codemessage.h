#pragma once
#include <devices/codes.h>

#include <QByteArray>

#include <optional>

namespace zc::devices::barcode {

// Cuts what a scanner sends into messages: one ends at CR, LF or CRLF, or with 50 ms of silence. Times come with the bytes.
class MessageCutter {
public:
    static constexpr int kSilenceMs = 50;
    static constexpr qsizetype kLongest = 4096;

    struct Message {
        QByteArray bytes;
        bool tooLong = false;           // bytes are not kept then
    };
    void feed(QByteArrayView bytes, qint64 nowMs);
    std::optional<Message> take(qint64 nowMs);      // the oldest whole one
    bool inMessage() const { return m_begun; }
    void abandon();                                 // the message that has begun goes to nobody, nor does its rest
    void clear();                                   // everything

private:
    void end();

    QList<Message> m_whole;
    Message m_now;
    bool m_begun = false, m_abandoned = false, m_afterCr = false;
    qint64 m_lastMs = 0;
};

// Strict UTF-8, else GB18030, else hex. Nothing where no character can be seen.
std::optional<ScannedCode> codeFrom(const QByteArray &bytes);

} // namespace zc::devices::barcode
