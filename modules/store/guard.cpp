#include "guard.h"

#include "internal/durable.h"

#include <base/crashpoint.h>

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

namespace zc::store {

using namespace Qt::StringLiterals;

SpaceProbe::~SpaceProbe() = default;

qint64 SystemSpaceProbe::freeBytes(const QString &folder) const
{
    return QStorageInfo(folder).bytesAvailable();
}

DiskGuard::DiskGuard(const QString &folder, const SpaceProbe &probe, qint64 ballastBytes)
    : m_path(folder + u"/ballast"_s), m_folder(folder), m_probe(probe), m_bytes(ballastBytes)
{
    m_present = QFileInfo(m_path).size() >= m_bytes && m_bytes > 0;
}

DiskLevel DiskGuard::level() const
{
    if (m_spent)
        return DiskLevel::Full;
    const qint64 free = m_probe.freeBytes(m_folder);
    if (free < 0 || free >= kGreenBytes)               // a disk that does not answer is not a full disk
        return DiskLevel::Green;
    return free < kRedBytes ? DiskLevel::Red : DiskLevel::Amber;
}

Result<void> DiskGuard::mayIngest(qint64 expectedSize) const
{
    const qint64 free = m_probe.freeBytes(m_folder);
    const DiskLevel now = level();
    if (now == DiskLevel::Red || now == DiskLevel::Full || (free >= 0 && free < 2 * expectedSize + m_bytes))
        return Error{ErrorKind::Denied, u"STO-DISK-LOW"_s, u"free %1, asked %2"_s.arg(free).arg(expectedSize)};
    return {};
}

Result<void> DiskGuard::mayWrite() const
{
    if (m_spent)
        return Error{ErrorKind::Denied, u"STO-DISK-FULL"_s, u"ballast is out"_s};
    return {};
}

bool DiskGuard::releaseBallast()
{
    m_spent = true;
    m_present = false;
    const bool had = QFile::exists(m_path) && QFile::remove(m_path);
    crashPoint("ballast.freed");
    return had;
}

Result<void> DiskGuard::restoreBallast()
{
    if (m_bytes <= 0 || (m_present && !m_spent))
        return {};
    const qint64 free = m_probe.freeBytes(m_folder);
    if (free >= 0 && free < 2 * m_bytes)
        return Error{ErrorKind::Denied, u"STO-DISK-LOW"_s, u"free %1"_s.arg(free)};
    // Really written: a sparse file would hold no block back. Not all zeros, for file systems that compress.
    const QString temporary = m_path + u".tmp"_s;
    QFile file(temporary);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return ioError(u"ballast"_s, m_path);
    QByteArray block(1 << 20, Qt::Uninitialized);
    for (qint64 written = 0; written < m_bytes; written += block.size()) {
        for (qsizetype i = 0; i < block.size(); ++i)
            block[i] = char((quint64(written + i) * 2654435761u) >> 13);
        const qint64 piece = qMin<qint64>(block.size(), m_bytes - written);
        if (file.write(block.constData(), piece) != piece || !file.flush()) {
            const Error error = ioError(u"ballast"_s, m_path);
            file.remove();
            return error;
        }
    }
    file.close();
    if (auto synced = syncFile(temporary); !synced.ok())
        return synced;
    if (auto renamed = renameOver(temporary, m_path); !renamed.ok())
        return renamed;
    m_present = true;
    m_spent = false;
    return {};
}

} // namespace zc::store
