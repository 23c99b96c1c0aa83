#pragma once
#include "internal/transfer/transferframe.h"

#include <QList>

#include <optional>

namespace zc::bridge {

inline constexpr qint64 kLargestTransfer = 16 * 1024 * 1024;        // of a page to us
inline constexpr qsizetype kMostTransfers = 4;                      // of one page, coming in or waiting to be used

bool isTransferType(QStringView mediaType);      // application/pdf

// What a page announces before it sends it.
struct AnnouncedTransfer {
    QUuid id;                       // the page's own choice
    qint64 bytes = 0;               // 1…kLargestTransfer
    QByteArray sha256;              // 32 bytes
    QString mediaType;
};

// What comes from a page in pieces. Memory grows with what has really come. Thread of the session.
class TransfersIn {
public:
    bool knows(const QUuid &transfer) const;
    bool full() const { return m_transfers.size() >= kMostTransfers; }
    void open(const AnnouncedTransfer &announced);

    struct Taken {
        enum class Kind {
            Stray,          // of nothing that was announced
            Late,           // of one that has just ended; frames that were on their way
            More, Whole,
            Broken          // out of order, empty, too large, more than announced, or not what was announced: it has ended
        };
        Kind kind = Kind::Stray;
        QUuid transfer;
        qint64 frames = 0;          // of it that have come
    };
    Taken take(const QByteArray &frame);

    // A transfer that is whole, once: it is gone from here afterwards.
    std::optional<QByteArray> use(const QUuid &transfer);
    void drop(const QUuid &transfer);

private:
    struct Coming {
        AnnouncedTransfer announced;
        QByteArray bytes;
        qint64 frames = 0;
        bool whole = false;
    };
    struct Ended {
        QUuid id;
        int late = 0;
    };
    void end(qsizetype index);
    QList<Coming> m_transfers;
    QList<Ended> m_ended;           // the last few
};

} // namespace zc::bridge
