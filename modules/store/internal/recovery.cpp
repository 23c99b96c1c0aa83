#include "internal/recovery.h"

#include "internal/durable.h"
#include "internal/migrations.h"
#include "internal/session.h"

#include <base/crashpoint.h>
#include <base/uuid.h>

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace zc::store {

using namespace Qt::StringLiterals;

StorePaths::StorePaths(const QString &base)
    : folder(base), database(base + u"/store.db"_s), lock(base + u"/store.lock"_s), blobs(base + u"/blobs"_s),
      temporary(base + u"/tmp"_s), snapshots(base + u"/snapshots"_s), quarantine(base + u"/quarantine"_s)
{
}

namespace {

constexpr int kSnapshotsKept = 3;
constexpr QLatin1StringView kUnfinished("/unfinished");

struct RawRow {
    Cells cells;                       // keys, clear, sv, rv, body
    qint64 revision = 0;
};

RawRow rawRow(const TableSpec &spec, const RowView &row)
{
    RawRow raw;
    for (int i = 0; i < spec.columns() + 3; ++i)
        raw.cells.append(row.cell(i));
    raw.revision = row.integer(spec.columns() + 1);
    return raw;
}

// A row proves itself: its body opens under its own key, revision and clear columns.
bool opens(const SealedCodec &codec, const TableSpec &spec, const RawRow &row)
{
    const int at = spec.columns();
    const auto *schema = std::get_if<qint64>(&row.cells[at]);
    const auto *body = std::get_if<QByteArray>(&row.cells[at + 2]);
    return schema && body
        && codec.open(spec.name, spec.rowId(row.cells), int(*schema), row.revision, spec.immutable(row.cells), *body).ok();
}

QUuid caseOf(const TableSpec &spec, const RawRow &row)
{
    const QList<QByteArray> columns = spec.keys + spec.clear;
    const qsizetype index = columns.indexOf("case_id");
    const auto *id = index >= 0 ? std::get_if<QByteArray>(&row.cells[index]) : nullptr;
    return id ? QUuid::fromRfc4122(*id) : QUuid();
}

// Reads the damaged file table by table; a page that cannot be read ends that table from one side, so it is read from both.
void salvage(const QString &damagedPath, Connection &target, const SealedCodec &codec, OpenReport &report)
{
    QSet<QUuid> uncertain;
    bool whole = true;
    auto opened = Connection::open(damagedPath, Connection::Mode::Reader);
    const int version = opened.ok() ? int((*opened)->number("PRAGMA user_version").valueOr(newestSchema())) : newestSchema();
    for (const TableSpec *spec : tablesOf(version > 0 ? version : newestSchema())) {
        if (!opened.ok()) {
            whole = false;
            break;
        }
        QHash<QByteArray, RawRow> rows;
        for (const char *order : {" ORDER BY rowid", " ORDER BY rowid DESC"}) {
            const auto read = (*opened)->each(spec->select + order, {}, [&](const RowView &view) -> Result<void> {
                const RawRow row = rawRow(*spec, view);
                const QByteArray id = spec->rowId(row.cells);
                if (!rows.contains(id))
                    rows.insert(id, row);
                return {};
            });
            if (read.ok())
                break;
            whole = false;
        }
        for (const RawRow &row : std::as_const(rows)) {
            const auto known = target.number(spec->revision, row.cells.first(spec->keys.size()));
            if (!opens(codec, *spec, row)) {
                ++report.lostRows;
                uncertain.insert(caseOf(*spec, row));
                continue;
            }
            if (known.ok() && *known >= row.revision)
                continue;
            if (target.run(spec->upsert, row.cells).ok())
                ++report.salvagedRows;
        }
    }
    if (opened.ok()) {
        // Counters only ever go up; the higher one is the safe one.
        (void)(*opened)->each("SELECT key, value FROM meta", {}, [&](const RowView &row) -> Result<void> {
            const QString key = row.text(0);
            if (key != u"commit_no" && key != u"outbox_seq" && key != u"staged_seq" && key != u"seal_count" && !key.startsWith(u"op_seq."))
                return {};
            const qint64 mine = row.bytes(1).toLongLong();
            if (key == u"commit_no")
                report.commitNoBefore = mine;
            const auto there = target.first("SELECT value FROM meta WHERE key=?", {key}, 1);
            if (there.ok() && (!*there || std::get<QByteArray>((**there)[0]).toLongLong() < mine))
                (void)target.run("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value=excluded.value",
                                 {key, QByteArray::number(mine)});
            return {};
        });
    }
    if (!whole) {
        // Parts were unreadable: whatever the snapshot knows may be older than what was lost.
        (void)target.each("SELECT case_id FROM case_file", {}, [&](const RowView &row) -> Result<void> {
            uncertain.insert(row.uuid(0));
            return {};
        });
    }
    uncertain.remove(QUuid());
    for (const QUuid &id : std::as_const(uncertain))
        report.uncertainCases.append(uuidText(id));
    report.uncertainCases.sort();
}

Result<QString> setAside(const StorePaths &paths, const Clock &clock)
{
    const QString stamp = QDateTime::fromMSecsSinceEpoch(clock.wallMs(), Qt::UTC).toString(u"yyyyMMdd-HHmmss-zzz"_s);
    const QString folder = paths.quarantine + u'/' + stamp;
    if (const auto made = makePrivateFolder(folder); !made.ok())
        return made.error();
    // Before anything moves: a crash from here on must find its way back to these files.
    if (const auto marked = writeDurably(folder + kUnfinished, "restore not finished\n"); !marked.ok())
        return marked.error();
    for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
        if (!QFile::exists(paths.database + suffix))
            continue;
        if (const auto moved = renameOver(paths.database + suffix, folder + u"/store.db"_s + suffix); !moved.ok())
            return moved.error();
    }
    (void)syncFolder(folder);
    (void)syncFolder(paths.folder);
    return folder;
}

// A quarantined database whose rows were not all put back when the program ended; empty if there is none.
QString unfinishedQuarantine(const StorePaths &paths)
{
    const QStringList folders = QDir(paths.quarantine).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    for (const QString &folder : folders) {
        if (QFile::exists(paths.quarantine + u'/' + folder + kUnfinished))
            return paths.quarantine + u'/' + folder;
    }
    return {};
}

Result<std::unique_ptr<Connection>> restore(const StorePaths &paths, const SealedCodec &codec, const Clock &clock, const Error &why,
                                            OpenReport &report)
{
    report.created = false;
    report.restored = true;
    report.reason = why.code;
    const QString unfinished = unfinishedQuarantine(paths);
    const auto folder = unfinished.isEmpty() ? setAside(paths, clock) : Result<QString>(unfinished);
    if (!folder.ok())
        return folder.error();
    report.quarantine = *folder;
    // What lies here now is the half of an earlier restore; the damaged original is in quarantine.
    for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s})
        QFile::remove(paths.database + suffix);
    for (const SnapshotInfo &snapshot : listSnapshots(paths)) {
        const auto verified = verifySnapshot(snapshot.path, codec, clock);
        if (!verified.ok())
            continue;
        if (const auto copied = copyDurably(snapshot.path, paths.database); !copied.ok())
            return copied.error();
        report.snapshotNumber = snapshot.number;
        break;
    }
    auto connection = Connection::open(paths.database, Connection::Mode::Writer);
    if (!connection.ok())
        return connection;
    if (const auto migrated = migrate(**connection); !migrated.ok())
        return migrated.error();
    // One transaction, so that a crash in the middle starts again from the quarantined file's copy in the snapshot.
    if (const auto begun = (*connection)->exec("BEGIN IMMEDIATE; PRAGMA defer_foreign_keys=ON"); !begun.ok())
        return begun.error();
    salvage(*folder + u"/store.db"_s, **connection, codec, report);
    // Children whose parents are lost cannot stay: a row without its case would be shown nowhere.
    for (const char *orphan : {"DELETE FROM case_field WHERE case_id NOT IN (SELECT case_id FROM case_file)",
                               "DELETE FROM mirror_field WHERE case_id NOT IN (SELECT case_id FROM case_file)",
                               "DELETE FROM case_doc WHERE case_id NOT IN (SELECT case_id FROM case_file)",
                               "DELETE FROM search_key WHERE case_id NOT IN (SELECT case_id FROM case_file)",
                               ("DELETE FROM attachment WHERE case_id NOT IN (SELECT case_id FROM case_file)"
                                " OR (blob_id IS NOT NULL AND blob_id NOT IN (SELECT blob_id FROM blob))")}) {
        if (const auto removed = (*connection)->run(orphan); removed.ok())
            report.lostRows += int(*removed);
    }
    if (const auto committed = (*connection)->exec("COMMIT"); !committed.ok())
        return committed.error();
    QFile::remove(*folder + kUnfinished);
    return connection;
}

// A verified copy of the old schema, and room for the change, before the first statement of an upgrade.
Result<void> prepareUpgrade(const StorePaths &paths, Connection &connection, const SealedCodec &codec, const Clock &clock,
                            const SpaceProbe &space)
{
    const qint64 version = connection.number("PRAGMA user_version").valueOr(0);
    if (version == 0 || version >= newestSchema())
        return {};
    const qint64 needed = QFileInfo(paths.database).size() * 22 / 10;
    const qint64 free = space.freeBytes(paths.folder);
    if (free >= 0 && free < needed)
        return Error{ErrorKind::Denied, u"STO-DISK-FULL"_s, u"upgrade needs %1 bytes, %2 are free"_s.arg(needed).arg(free)};
    const auto snapshot = writeSnapshot(paths, codec, clock);
    return snapshot.ok() ? Result<void>() : Result<void>(snapshot.error());
}

} // namespace

Result<std::unique_ptr<Connection>> openHealthy(const StorePaths &paths, const SealedCodec &codec, const Clock &clock,
                                                const SpaceProbe &space, OpenReport &report)
{
    report.created = !QFile::exists(paths.database);
    if (!unfinishedQuarantine(paths).isEmpty())
        return restore(paths, codec, clock, {ErrorKind::Corrupt, u"STO-CORRUPT"_s, {}}, report);
    if (report.created && !listSnapshots(paths).isEmpty())
        return restore(paths, codec, clock, {ErrorKind::Corrupt, u"STO-DATABASE-GONE"_s, {}}, report);
    auto connection = Connection::open(paths.database, Connection::Mode::Writer);
    Error problem;
    if (!connection.ok()) {
        problem = connection.error();
    } else {
        const QStringList findings = (*connection)->integrityProblems(true, 1);
        auto migrated = findings.isEmpty() ? prepareUpgrade(paths, **connection, codec, clock, space) : Result<void>();
        if (findings.isEmpty() && migrated.ok())
            migrated = migrate(**connection);
        if (findings.isEmpty() && migrated.ok())
            return connection;
        problem = findings.isEmpty() ? migrated.error() : Error{ErrorKind::Corrupt, u"STO-CORRUPT"_s, findings.first()};
    }
    if (problem.kind != ErrorKind::Corrupt)
        return problem;
    connection = Error{problem};       // closes the handle before its files move
    return restore(paths, codec, clock, problem, report);
}

QList<SnapshotInfo> listSnapshots(const StorePaths &paths)
{
    QList<SnapshotInfo> list;
    const QFileInfoList files = QDir(paths.snapshots).entryInfoList({u"*.db"_s}, QDir::Files, QDir::Name | QDir::Reversed);
    for (const QFileInfo &file : files) {
        bool number = false;
        const int n = file.completeBaseName().toInt(&number);
        if (number)
            list.append({n, file.absoluteFilePath(), file.size(), 0, false});
    }
    return list;
}

Result<SnapshotInfo> verifySnapshot(const QString &path, const SealedCodec &codec, const Clock &clock, int bodies)
{
    const auto bad = [&](const QString &why) { return Error{ErrorKind::Corrupt, u"STO-SNAPSHOT-BAD"_s, why}; };
    auto connection = Connection::open(path, Connection::Mode::Reader);
    if (!connection.ok())
        return bad(connection.error().code);
    const QStringList problems = (*connection)->integrityProblems(false, 1);
    if (!problems.isEmpty())
        return bad(problems.first());
    const int version = int((*connection)->number("PRAGMA user_version").valueOr(0));
    if (version < 1)
        return bad(u"no schema"_s);
    const QList<const TableSpec *> tables = tablesOf(version);
    const int perTable = qMax(1, bodies / int(tables.size()));
    for (const TableSpec *spec : tables) {
        const auto read = (*connection)->each(spec->select + " ORDER BY random() LIMIT ?", {qint64(perTable)},
                                              [&](const RowView &row) -> Result<void> {
                                                  return opens(codec, *spec, rawRow(*spec, row)) ? Result<void>()
                                                                                                 : bad(QString::fromLatin1(spec->name));
                                              });
        if (!read.ok())
            return bad(read.error().detail);
    }
    Session session(**connection, codec, clock);
    const QFileInfo file(path);
    return SnapshotInfo{file.completeBaseName().toInt(), file.absoluteFilePath(), file.size(),
                        session.metaNumber(u"commit_no"_s).valueOr(0), true};
}

Result<SnapshotInfo> writeSnapshot(const StorePaths &paths, const SealedCodec &codec, const Clock &clock)
{
    if (const auto made = makePrivateFolder(paths.snapshots); !made.ok())
        return made.error();
    const QList<SnapshotInfo> old = listSnapshots(paths);
    const int number = old.isEmpty() ? 1 : old.first().number + 1;
    const QString name = paths.snapshots + u"/%1"_s.arg(number, 3, 10, QChar(u'0'));
    const QString temporary = name + u".tmp"_s;
    QFile::remove(temporary);
    auto connection = Connection::open(paths.database, Connection::Mode::Reader);
    if (!connection.ok())
        return connection.error();
    if (const auto copied = (*connection)->run("VACUUM INTO ?", {temporary}); !copied.ok()) {
        QFile::remove(temporary);
        return copied.error();
    }
    QFile::setPermissions(temporary, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    crashPoint("snap.written");
    auto verified = verifySnapshot(temporary, codec, clock);
    if (!verified.ok()) {
        QFile::remove(temporary);
        return verified;
    }
    auto placed = syncFile(temporary);
    if (placed.ok())
        placed = renameOver(temporary, name + u".db"_s);
    crashPoint("snap.renamed");
    if (placed.ok())
        placed = syncFolder(paths.snapshots);
    if (!placed.ok())
        return placed.error();
    for (qsizetype i = kSnapshotsKept - 1; i < old.size(); ++i)
        QFile::remove(old[i].path);
    verified->number = number;
    verified->path = name + u".db"_s;
    return verified;
}

} // namespace zc::store
