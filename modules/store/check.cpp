#include "snapshot.h"

#include "internal/blobprivate.h"
#include "internal/durable.h"
#include "internal/migrations.h"
#include "internal/recovery.h"
#include "internal/sessionrows.h"
#include "transaction.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

class Checker {
public:
    explicit Checker(const QString &folder) : m_paths(folder) {}
    Result<StoreCheck> run(const KeySource *keys);

private:
    void add(const QString &code, const QString &where, const QString &message, bool harmful = true)
    {
        m_check.findings.append({code, harmful, where, message});
    }
    void files();
    void keyFile(const KeySource *keys);
    void rows(Connection &connection);
    void blobs(Connection &connection);
    void snapshots();

    StorePaths m_paths;
    StoreCheck m_check;
    SystemClock m_clock;
    std::unique_ptr<crypto::KeyRing> m_ring;
    std::unique_ptr<crypto::Envelope> m_envelope;
    std::unique_ptr<SealedCodec> m_codec;                  // only with open keys
};

void Checker::files()
{
    constexpr auto kOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QStringList paths{m_paths.folder, m_paths.database, m_paths.folder + u"/keys.json"_s, m_paths.folder + u"/keys.bak"_s};
    for (const QString &path : std::as_const(paths)) {
        if (QFile::exists(path) && (QFile::permissions(path) & kOthers))
            add(u"STO-MODE"_s, QFileInfo(path).fileName(), u"other users of this machine may read or write it"_s);
    }
}

void Checker::keyFile(const KeySource *keys)
{
    const KeyFile file(m_paths.folder);
    auto ring = file.load();
    if (!ring.ok()) {
        add(ring.error().code, u"keys.json"_s, u"neither the file nor its copy can be read"_s);
        return;
    }
    m_ring = std::move(*ring);
    if (!keys)
        return;
    if (const auto opened = KeyFile::unlock(*m_ring, *keys); !opened.ok()) {
        add(opened.error().code, u"keys.json"_s, u"the given secret opens no slot: "_s + opened.error().detail);
        return;
    }
    m_envelope = std::make_unique<crypto::Envelope>(*m_ring);
    m_codec = std::make_unique<SealedCodec>(m_ring->storeId(), *m_envelope);
}

void Checker::rows(Connection &connection)
{
    for (const TableSpec *spec : tablesOf(m_check.schema)) {
        const auto read = connection.each(spec->select, {}, [&](const RowView &row) -> Result<void> {
            ++m_check.rows;
            if (!m_codec)
                return {};
            Cells cells;
            for (int i = 0; i < spec->columns(); ++i)
                cells.append(row.cell(i));
            const int at = spec->columns();
            const auto body = m_codec->open(spec->name, spec->rowId(cells), int(row.integer(at)), row.integer(at + 1),
                                            spec->immutable(cells), row.bytes(at + 2));
            if (body.ok())
                ++m_check.bodiesOpened;
            else
                add(body.error().code, body.error().detail, u"this row is lost; the others are not touched by it"_s);
            return {};
        });
        if (!read.ok())
            add(read.error().code, QString::fromLatin1(spec->name), read.error().detail);
    }
}

void Checker::blobs(Connection &connection)
{
    QSet<QString> named;
    const auto read = connection.each("SELECT blob_id, addr, size, chunks FROM blob", {}, [&](const RowView &row) -> Result<void> {
        ++m_check.blobs;
        const QString id = row.uuid(0).toString(QUuid::WithoutBraces);
        const QString path = blobPath(m_paths.blobs, row.bytes(1));
        named.insert(QFileInfo(path).fileName());
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            add(u"STO-BLOB-MISSING"_s, id, u"the row has no file"_s);
            return {};
        }
        const auto header = crypto::ChunkHeader::decode(file.read(crypto::ChunkHeader::kSize));
        const qint64 expected = header.ok() ? crypto::ChunkCipher(*header, crypto::SecretBytes(32)).fileSize(row.integer(2)) : -1;
        if (file.size() != expected)
            add(u"STO-BLOB-DAMAGED"_s, id, u"%1 bytes on disk, %2 expected"_s.arg(file.size()).arg(expected));
        return {};
    });
    if (!read.ok())
        add(read.error().code, u"blob"_s, read.error().detail);
    if (m_codec) {
        Session session(connection, *m_codec, m_clock);
        const auto keyed = session.list<KeyedBlob>(" ORDER BY blob_id");
        for (const KeyedBlob &blob : keyed.ok() ? *keyed : QList<KeyedBlob>()) {
            auto reader = openBlobFile(m_paths.blobs, blob);
            if (!reader.ok())
                continue;                                  // already named above
            if (const auto whole = (*reader)->verify(); !whole.ok())
                add(whole.error().code, whole.error().detail, u"a chunk does not authenticate or the digest differs"_s);
        }
    }
    QDirIterator files(m_paths.blobs, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        if (!named.contains(files.fileName()))
            add(u"STO-ORPHAN"_s, files.fileName(), u"no row names this file; it is removed after a day"_s, false);
    }
}

void Checker::snapshots()
{
    for (SnapshotInfo snapshot : listSnapshots(m_paths)) {
        if (m_codec) {
            const auto verified = verifySnapshot(snapshot.path, *m_codec, m_clock);
            snapshot.verified = verified.ok();
            snapshot.commitNo = verified.ok() ? verified->commitNo : 0;
        } else {
            auto connection = Connection::open(snapshot.path, Connection::Mode::Reader);
            snapshot.verified = connection.ok() && (*connection)->integrityProblems(false, 1).isEmpty();
        }
        if (!snapshot.verified)
            add(u"STO-SNAPSHOT-BAD"_s, QFileInfo(snapshot.path).fileName(), u"not usable for a restore"_s);
        m_check.snapshots.append(snapshot);
    }
}

Result<StoreCheck> Checker::run(const KeySource *keys)
{
    if (!QFile::exists(m_paths.database))
        return Error{ErrorKind::NotFound, u"STO-ABSENT"_s, m_paths.folder};
    std::unique_ptr<FileLock> lock;
    if (QFile::exists(m_paths.lock)) {
        auto taken = FileLock::take(m_paths.lock);
        if (!taken.ok())
            return taken.error();
        lock = std::move(*taken);
    }
    files();
    keyFile(keys);
    auto connection = Connection::open(m_paths.database, Connection::Mode::Reader);
    if (!connection.ok()) {
        add(connection.error().code, u"store.db"_s, connection.error().detail);
    } else {
        const QStringList problems = (*connection)->integrityProblems(false);
        for (const QString &problem : problems)
            add(u"STO-CORRUPT"_s, u"store.db"_s, problem);
        m_check.schema = int((*connection)->number("PRAGMA user_version").valueOr(0));
        if (m_check.schema > newestSchema()) {
            add(u"STO-NEWER"_s, u"store.db"_s, u"schema %1, this program knows %2"_s.arg(m_check.schema).arg(newestSchema()));
        } else if (m_check.schema > 0) {
            const auto commitNo = (*connection)->first("SELECT value FROM meta WHERE key='commit_no'", {}, 1);
            if (commitNo.ok() && *commitNo)
                m_check.commitNo = std::get<QByteArray>((**commitNo)[0]).toLongLong();
            rows(**connection);
            blobs(**connection);
        }
    }
    snapshots();
    m_check.ok = std::none_of(m_check.findings.cbegin(), m_check.findings.cend(), [](const StoreFinding &f) { return f.harmful; });
    return m_check;
}

} // namespace

QJsonObject StoreCheck::toJson() const
{
    QJsonArray found, copies;
    for (const StoreFinding &finding : findings)
        found.append(QJsonObject{{u"code"_s, finding.code}, {u"severity"_s, finding.harmful ? u"error"_s : u"note"_s},
                                 {u"where"_s, finding.where}, {u"message"_s, finding.message}});
    for (const SnapshotInfo &snapshot : snapshots)
        copies.append(QJsonObject{{u"number"_s, snapshot.number}, {u"bytes"_s, snapshot.bytes}, {u"commitNo"_s, snapshot.commitNo},
                                  {u"verified"_s, snapshot.verified}});
    return {{u"ok"_s, ok}, {u"schema"_s, schema}, {u"commitNo"_s, commitNo}, {u"rows"_s, rows}, {u"bodiesOpened"_s, bodiesOpened},
            {u"blobs"_s, blobs}, {u"snapshots"_s, copies}, {u"findings"_s, found}};
}

Result<StoreCheck> checkStore(const QString &folder, const KeySource *keys)
{
    return Checker(QDir(folder).absolutePath()).run(keys);
}

Result<void> readClosedStore(const QString &folder, const KeySource &keys, const std::function<void(ReadTx &)> &body)
{
    const StorePaths paths(QDir(folder).absolutePath());
    if (!QFile::exists(paths.database))
        return Error{ErrorKind::NotFound, u"STO-ABSENT"_s, paths.folder};
    auto lock = FileLock::take(paths.lock);
    if (!lock.ok())
        return lock.error();
    auto ring = KeyFile(paths.folder).load();
    if (!ring.ok())
        return ring.error();
    if (auto opened = KeyFile::unlock(**ring, keys); !opened.ok())
        return opened;
    const crypto::Envelope envelope(**ring);
    const SealedCodec codec((*ring)->storeId(), envelope);
    auto connection = Connection::open(paths.database, Connection::Mode::Reader);
    if (!connection.ok())
        return connection.error();
    if (auto begun = (*connection)->exec("BEGIN"); !begun.ok())
        return begun;
    const SystemClock clock;
    Session session(**connection, codec, clock);
    ReadTx tx(session);
    body(tx);
    return {};
}

} // namespace zc::store
