#pragma once
#include "internal/database.h"
#include "internal/http.h"
#include "internal/vault.h"

#include <base/clock.h>

#include <QFile>

#include <map>
#include <memory>
#include <mutex>

namespace zc::refplatform {

// tus 1.0.0: creation, termination, expiration, checksum (sha256). A part file is a row of sealed records; the only true
// offset is the sum of the records that open, so a torn last record after a power cut is simply not there. Nothing plain
// touches the disk. Any thread; one PATCH at a time per upload, a second one is told UPLOAD_OFFSET.
class Uploads {
public:
    Uploads(const Vault &vault, Database &db, const Clock &clock, const QString &folder);
    bool prepare();

    Answer options() const;
    Answer create(const Request &request);
    Answer head(const Request &request);
    Answer patch(const Request &request);
    Answer remove(const Request &request);
    // Looked at before the body is read: version, form of the headers, owner, offset.
    std::optional<Answer> refuseEarly(const Request &request);

    // A finished upload, to be bound. `next` gives piece after piece; empty = end.
    struct Finished { QUuid id; QUuid attId; qint64 length = 0; std::function<Result<QByteArray>()> next; };
    std::optional<Finished> finished(const QString &uploadId, const QUuid &clientId);
    void drop(const QUuid &id);
    int dropExpired();

private:
    struct Part { std::mutex mutex; qint64 offset = -1; qint64 fileSize = 0; quint32 records = 0; };
    struct Known { QUuid id; QUuid attId; qint64 length = 0; qint64 expiresMs = 0; };

    std::optional<Known> known(const QString &uploadId, const QUuid &clientId);
    std::shared_ptr<Part> part(const QUuid &id);
    void measure(const QUuid &id, Part &part) const;         // reads the file, forgets a torn end
    QString pathOf(const QUuid &id) const;
    QByteArray expiry(qint64 expiresMs) const;
    bool appendRecord(const QUuid &id, Part &part, QFile &file, QByteArrayView plain) const;

    const Vault &m_vault;
    Database &m_db;
    const Clock &m_clock;
    QString m_folder;
    std::mutex m_mutex;
    std::map<QUuid, std::shared_ptr<Part>> m_parts;
};

} // namespace zc::refplatform
