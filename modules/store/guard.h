#pragma once
#include <base/result.h>

#include <QString>

#include <atomic>

namespace zc::store {

// Where free space comes from; tests hand in their own.
class SpaceProbe {
public:
    virtual ~SpaceProbe();
    virtual qint64 freeBytes(const QString &folder) const = 0;     // -1 if it cannot be told
};
class SystemSpaceProbe final : public SpaceProbe {
public:
    qint64 freeBytes(const QString &folder) const override;
};

enum class DiskLevel { Green, Amber, Red, Full };

// Watches free space and owns the ballast: really written blocks that are given back to finish the last commit on a full
// disk. Green ≥ 1 GiB, amber below, red < 256 MiB (no new scans), full = the ballast had to be released. Thread-safe.
class DiskGuard {
public:
    static constexpr qint64 kBallastBytes = 24ll * 1024 * 1024;    // WAL cap 16 MiB + 8
    static constexpr qint64 kGreenBytes = 1024ll * 1024 * 1024;
    static constexpr qint64 kRedBytes = 256ll * 1024 * 1024;

    DiskGuard(const QString &folder, const SpaceProbe &probe, qint64 ballastBytes = kBallastBytes);
    DiskLevel level() const;
    Result<void> mayIngest(qint64 expectedSize) const;             // Denied STO-DISK-LOW
    Result<void> mayWrite() const;                                 // Denied STO-DISK-FULL while the ballast is out
    bool releaseBallast();                                         // true if there was one to give back
    bool ballastPresent() const { return m_present.load(); }
    // Writes the ballast when free space is at least twice its size; called at start and when idle.
    Result<void> restoreBallast();

private:
    QString m_path;
    QString m_folder;
    const SpaceProbe &m_probe;
    qint64 m_bytes;
    std::atomic<bool> m_present{false};
    std::atomic<bool> m_spent{false};
};

} // namespace zc::store
