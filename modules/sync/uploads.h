#pragma once
#include <base/clock.h>
#include <platform/platformclient.h>
#include <store/store.h>

#include <QHash>
#include <QRandomGenerator>

namespace zc::sync {

// Brings scans to the platform, one piece at a time: session → its address stored → true offset → pieces → STORED.
// What was reached is asked (HEAD), never assumed: the offset may go back. Files are read from the sealed blob, chunk by
// chunk; no plain file exists. Binding is an operation of the outbox and follows when the file is stored.
// One thread. Nothing is lost when the process dies between any two lines.
class Uploads {
public:
    struct Outcome {
        bool worked = false;             // false: nothing to do now
        bool offline = false;            // the way to the platform is broken
        QUuid caseId;                    // whose file moved
        QString attention;               // code: a person must look at this file
        bool stored = false;             // the whole file is there; its bind may go
    };

    Uploads(store::Store &store, platform::PlatformClient &client, const Clock &clock, qint64 pieceBytes, quint32 seed);
    Outcome step();
    qint64 nextTryBootMs() const;        // of the earliest file that waits; -1 if none does

private:
    struct Progress {
        qint64 offset = -1;              // -1: ask
        qint64 sent = 0;                 // the furthest byte ever given away
        qint64 nextTryBootMs = 0;
        int attempt = 0;
        bool gaveUp = false;
    };
    Result<bool> advance(const store::Attachment &attachment, Progress &progress);
    Result<void> openSession(const store::Attachment &attachment, const store::BlobRow &blob);
    Result<void> dropSession(const QUuid &attId, bool strike);
    Outcome failed(const store::Attachment &attachment, Progress &progress, const Error &error);

    store::Store &m_store;
    platform::PlatformClient &m_client;
    const Clock &m_clock;
    const qint64 m_firstPiece;
    qint64 m_piece;
    QRandomGenerator m_random;
    QHash<QUuid, Progress> m_progress;
};

} // namespace zc::sync
