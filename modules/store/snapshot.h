#pragma once
#include <store/keyfile.h>

#include <QJsonObject>
#include <QList>
#include <QString>

namespace zc::store {

class ReadTx;

struct SnapshotInfo {
    int number = 0;
    QString path;
    qint64 bytes = 0;
    qint64 commitNo = 0;
    bool verified = false;
};

// What opening had to do. Shown to the clerk when anything was uncertain.
struct OpenReport {
    bool created = false;
    bool restored = false;             // from a snapshot, or empty when none verified
    QString reason;                    // error code that made it necessary
    QString quarantine;                // folder of the files set aside
    int snapshotNumber = 0;            // 0 = none could be used
    qint64 commitNoBefore = -1;        // last acknowledged before, if it can be told
    qint64 commitNoAfter = 0;
    int salvagedRows = 0;              // rows taken from the quarantined file
    int lostRows = 0;                  // rows there that did not open
    QStringList uncertainCases;        // ids whose last changes may be missing
};

struct StoreFinding {
    QString code;
    bool harmful = true;               // false: a note, for example a file that nothing names and that will be removed
    QString where;                     // table and row id, or file
    QString message;                   // English, for support
};

struct StoreCheck {
    bool ok = false;
    int schema = 0;
    qint64 commitNo = 0;
    qint64 rows = 0;
    qint64 bodiesOpened = 0;           // 0 without keys
    qint64 blobs = 0;
    QList<SnapshotInfo> snapshots;
    QList<StoreFinding> findings;
    QJsonObject toJson() const;
};

// Looks at a closed store without changing it: files and modes, SQLite's own check, schema, key file, attachment files against
// rows; with keys also every body and chunk. STO-BUSY (Denied) when a program has it open, STO-ABSENT when there is none.
Result<StoreCheck> checkStore(const QString &folder, const KeySource *keys = nullptr);

// One reading transaction on a closed store, without changing it: for export and for verifying the audit chain. The store may
// be of a later program, as long as the tables asked for are still there. STO-BUSY, STO-ABSENT, STO-KEY-*.
Result<void> readClosedStore(const QString &folder, const KeySource &keys, const std::function<void(ReadTx &)> &body);

} // namespace zc::store
