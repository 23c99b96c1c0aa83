#pragma once
#include "internal/transfer/transferframe.h"

#include <QList>

#include <functional>

namespace zc::bridge {

// What goes to a page in pieces, one transfer after the other; of all frames at most kMostUnacknowledged wait for its word. Thread of
// the session.
class TransfersOut {
public:
    using Write = std::function<void(const QByteArray &frame)>;
    explicit TransfersOut(Write write) : m_write(std::move(write)) {}

    // Sends nothing yet: the page is told of it first, then comes pump(). `arrived` is called once, with the last acknowledgement.
    QUuid add(const QByteArray &bytes, std::function<void()> arrived);
    void pump();
    // The page has the first `frames` frames. False: no such transfer, or frames that were never sent.
    bool acknowledge(const QUuid &transfer, qint64 frames);
    bool isNews(const QUuid &transfer, qint64 frames) const;        // would acknowledge() move it on?
    void drop(const QList<QUuid> &transfers);                       // nothing more of them is sent

private:
    struct Sending {
        QUuid id;
        QByteArray bytes;
        qint64 sent = 0, acknowledged = 0;      // frames
        std::function<void()> arrived;
        qint64 frames() const { return (bytes.size() + kSentInFrame - 1) / kSentInFrame; }
    };
    const Write m_write;
    QList<Sending> m_sendings;
};

} // namespace zc::bridge
