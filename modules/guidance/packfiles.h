#pragma once
#include <base/result.h>

#include <QByteArray>
#include <QMap>
#include <QString>

namespace zc::guidance {

// The files of one pack as bytes, by path inside the pack ("rules/main.dmn"). A plain value, any thread.
// MANIFEST and SIGNATURE belong to a release and are never among them.
struct PackFiles {
    QString origin;                                    // the folder they came from, or the release
    QMap<QString, QByteArray> content;

    // Links are not followed. PACK-MISSING: no such folder, no package.json in it, or a file that cannot be read;
    // PACK-FORMAT: more than 2,000 files or 256 MiB.
    static Result<PackFiles> readFolder(const QString &path);
    // Into a folder that is new or empty, or that holds a pack already: files that the pack no longer has are removed, each
    // file is replaced whole. PACK-WRITE (Invalid): the folder holds something else, or cannot be written.
    Result<void> writeFolder(const QString &path) const;

    QByteArray manifest() const;                       // one line "path<TAB>sha256<LF>" a file, sorted
    QByteArray contentHash() const;                    // SHA-256 of the manifest, 32 bytes

    friend bool operator==(const PackFiles &a, const PackFiles &b) { return a.content == b.content; }
};

} // namespace zc::guidance
