#pragma once
#include <base/result.h>

#include <QString>

#include <memory>

namespace zc::store {

// File system steps whose order decides what survives a power cut. Errors: STO-IO (Internal), detail = step and path.
Result<void> makePrivateFolder(const QString &path);               // mode 0700
Result<void> syncFile(const QString &path);
Result<void> syncFolder(const QString &path);
Result<void> renameOver(const QString &from, const QString &to);   // replaces; does not sync the folder
// temp file → write → fsync → rename → fsync of the folder, mode 0600.
Result<void> writeDurably(const QString &path, const QByteArray &bytes);
Result<QByteArray> readWhole(const QString &path, qint64 limit);
Result<void> copyDurably(const QString &from, const QString &to);

// Exclusive for the life of the object, across processes. STO-BUSY (Denied) when another holds it.
class FileLock {
public:
    static Result<std::unique_ptr<FileLock>> take(const QString &path);
    ~FileLock();

private:
    FileLock();
    struct Private;
    std::unique_ptr<Private> m_d;
};

Error ioError(const QString &step, const QString &path);           // reads errno; STO-DISK-FULL when there is no space

} // namespace zc::store
