#pragma once
#include <base/result.h>

#include <QByteArrayView>
#include <QSet>
#include <QString>
#include <QUuid>

#include <functional>

namespace zc::refplatform {

// Immutable sealed files: chunk files of crypto under ab/<id>, the key kept by the row that names them. Any thread.
class Blobs {
public:
    explicit Blobs(const QString &folder) : m_folder(folder) {}
    // Makes the folder and removes files that no row names: a crash before the binding committed leaves such.
    bool prepare(const QSet<QUuid> &named);

    struct Written { QUuid id; QByteArray key; qint64 size = 0; QByteArray sha256; };      // digest in hex
    // Pulls plain bytes until `source` gives none, seals, fsyncs, renames, fsyncs the folder. STORAGE faults: REF-STORAGE.
    Result<Written> write(const std::function<Result<QByteArray>()> &source);
    void remove(const QUuid &id);
    bool exists(const QUuid &id) const;

    // Bytes [from, from + length) to `sink`; false if the file is damaged or the sink has enough.
    bool read(const QUuid &id, const QByteArray &key, qint64 size, qint64 from, qint64 length, const std::function<bool(QByteArrayView)> &sink) const;

private:
    QString pathOf(const QUuid &id) const;
    QString m_folder;
};

bool syncFolder(const QString &folder);

} // namespace zc::refplatform
