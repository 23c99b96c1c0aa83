#pragma once
#include <base/result.h>

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QPair>
#include <QString>

namespace zc::guidance {

// Bounds of an archive from outside. What an entry says about its size is not believed.
struct ZipLimits {
    qsizetype entries = 2100;
    qint64 entryBytes = 48 * 1024 * 1024;              // of one entry, unpacked
    qint64 totalBytes = 128 * 1024 * 1024;             // of all, unpacked
    int ratio = 200;                                   // unpacked to packed, beyond the first MiB
};

enum class ZipForm { Stored, Deflated };

// The entries by path, in memory. Folders are skipped. The detail says which limit or form is broken; codes are the caller's:
// every error is Invalid with code PACK-ARCHIVE (no zip, encrypted, an entry twice, a path that leaves the archive, over a limit).
Result<QMap<QString, QByteArray>> readZip(const QByteArray &bytes, const ZipLimits &limits = {});

// Entries in the order given, every time 1980-01-01: the same content gives the same bytes. PACK-ARCHIVE.
Result<QByteArray> writeZip(const QList<QPair<QString, QByteArray>> &entries, ZipForm form);

} // namespace zc::guidance
