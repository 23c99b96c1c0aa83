#include "store.h"

#include "internal/lean.h"
#include "internal/blobprivate.h"
#include "internal/durable.h"
#include "internal/readers.h"
#include "internal/recovery.h"
#include "internal/sessionrows.h"
#include "internal/writer.h"

#include <base/crashpoint.h>
#include <base/uuid.h>

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QSet>
#include <QThreadPool>

#include <future>

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSnapshotEveryMs = 4ll * 3600 * 1000;
constexpr qint64 kOrphanAgeMs = 24ll * 3600 * 1000;

bool syntheticEnvironment(const QString &environment)
{
    return environment == u"demo" || environment == u"test";
}

bool hasTwoKinds(const crypto::KeyRing &ring)
{
    QSet<int> kinds;
    for (const crypto::SlotInfo &slot : ring.slotList())
        kinds.insert(int(slot.kind));
    return kinds.size() >= 2;
}

} // namespace

// Destroyed from the bottom up: the writer ends first, the lock goes last.
struct Store::Private {
    StorePaths paths;
    StoreOptions options;
    const Clock &clock;
    SystemSpaceProbe systemSpace;
    std::unique_ptr<FileLock> fileLock;
    KeyFile keyFile;
    std::unique_ptr<crypto::KeyRing> ring;
    std::unique_ptr<crypto::Envelope> envelope;
    std::unique_ptr<SealedCodec> codec;
    std::unique_ptr<DiskGuard> guard;
    SearchIndex index;
    OpenReport report;
    std::atomic<bool> locked{false};
    std::atomic<qint64> epoch{1};
    std::unique_ptr<Readers> readers;
    std::unique_ptr<BlobStore> blobs;
    QThreadPool pool;
    qint64 lastSnapshotMs = 0;             // writer thread only, like the next
    qint64 snapshotCommitNo = -1;
    std::unique_ptr<Writer> writer;

    Private(const QString &folder, const Clock &storeClock, const StoreOptions &storeOptions)
        : paths(folder), options(storeOptions), clock(storeClock), keyFile(folder)
    {
        pool.setMaxThreadCount(4);
    }

    ~Private()
    {
        writer.reset();
        pool.waitForDone();
    }

    Result<void> openKeys(const KeySource &keys);
    Result<void> settle(Connection &connection);
    void removeOrphanFiles();
    void buildIndex();
    void whenIdle(qint64 commitNo);
    void startServices(std::unique_ptr<Connection> connection, qint64 commitNo);
};

Result<void> Store::Private::openKeys(const KeySource &keys)
{
    const bool known = QFile::exists(paths.database) || !listSnapshots(paths).isEmpty();
    if (!keyFile.exists()) {
        // Data without keys: a new key would only hide that they are lost.
        if (known)
            return Error{ErrorKind::NotFound, u"STO-KEY-ABSENT"_s, {}};
        auto made = keyFile.create(makeUuidV7(), keys);
        if (!made.ok())
            return made.error();
        ring = std::move(*made);
        return {};
    }
    auto loaded = keyFile.load();
    if (!loaded.ok())
        return loaded.error();
    ring = std::move(*loaded);
    return KeyFile::unlock(*ring, keys);
}

// First and later starts alike: what the database says about itself is compared with what this program was told.
Result<void> Store::Private::settle(Connection &connection)
{
    if (auto begun = connection.exec("BEGIN IMMEDIATE"); !begun.ok())
        return begun;
    Session session(connection, *codec, clock);
    const auto storeId = session.meta(u"store_id"_s);
    const auto environment = session.meta(u"environment"_s);
    Result<void> outcome;
    if (!storeId.ok() || !environment.ok()) {
        outcome = storeId.ok() ? environment.error() : storeId.error();
    } else if (!*storeId) {
        outcome = session.setMeta(u"store_id"_s, ring->storeId().toRfc4122());
        if (outcome.ok() && !*environment)
            outcome = session.setMeta(u"environment"_s, options.environment.toUtf8());
    } else if (**storeId != ring->storeId().toRfc4122()) {
        outcome = Error{ErrorKind::Corrupt, u"STO-KEY-FILE"_s, u"keys of another store"_s};
    } else if (*environment && **environment != options.environment.toUtf8()) {
        outcome = Error{ErrorKind::Denied, u"STO-ENVIRONMENT"_s, QString::fromUtf8(**environment)};
    }
    qint64 number = session.metaNumber(u"epoch"_s).valueOr(0);
    if (outcome.ok() && (number == 0 || report.restored)) {
        outcome = session.setMeta(u"epoch"_s, QByteArray::number(++number));
        crashPoint("epoch.raised");
    }
    epoch = number;
    if (outcome.ok())
        outcome = connection.exec("COMMIT");
    if (!outcome.ok() && connection.inTransaction())
        (void)connection.exec("ROLLBACK");
    return outcome;
}

void Store::Private::removeOrphanFiles()
{
    QDir(paths.temporary).removeRecursively();
    (void)makePrivateFolder(paths.temporary);
    (void)makePrivateFolder(paths.blobs);
}

void Store::Private::startServices(std::unique_ptr<Connection> connection, qint64 commitNo)
{
    readers = std::make_unique<Readers>(paths.database, *codec, clock);
    auto blobParts = std::make_unique<BlobStore::Private>();
    blobParts->blobFolder = paths.blobs;
    blobParts->temporaryFolder = paths.temporary;
    blobParts->suite = options.suite;
    blobParts->guard = guard.get();
    blobParts->ring = ring.get();
    blobParts->row = [this](const QUuid &id) -> Result<KeyedBlob> {
        std::optional<Result<KeyedBlob>> row;
        const auto read = readers->runSession([&](Session &session) -> Result<void> {
            row.emplace(session.get<KeyedBlob>({cellOf(id)}));
            return {};
        });
        return read.ok() ? std::move(*row) : Result<KeyedBlob>(read.error());
    };
    blobs.reset(new BlobStore(std::move(blobParts)));
    Writer::Parts parts;
    parts.databasePath = paths.database;
    parts.blobFolder = paths.blobs;
    parts.codec = codec.get();
    parts.clock = &clock;
    parts.guard = guard.get();
    parts.index = &index;
    parts.locked = [this] { return !ring->isOpen(); };
    parts.needsTwoSlots = [this] { return !syntheticEnvironment(options.environment) && !hasTwoKinds(*ring); };
    parts.idle = [this](qint64 commitNo) { whenIdle(commitNo); };
    lastSnapshotMs = clock.bootMs();
    writer = std::make_unique<Writer>(std::move(parts), std::move(connection), commitNo);
    buildIndex();
}

// On the writer's thread, after five seconds without work.
void Store::Private::whenIdle(qint64 commitNo)
{
    (void)guard->restoreBallast();
    const bool due = clock.bootMs() - lastSnapshotMs >= kSnapshotEveryMs && commitNo != snapshotCommitNo;
    if (!due || locked)
        return;
    lastSnapshotMs = clock.bootMs();
    snapshotCommitNo = commitNo;
    pool.start([this] { (void)writeSnapshot(paths, *codec, clock); });
}

void Store::Private::buildIndex()
{
    index.setBuilding(true);
    pool.start([this] {
        std::optional<Result<QList<SearchKeys>>> keys;
        (void)readers->runSession([&](Session &session) -> Result<void> {
            keys.emplace(allSearchKeys(session));
            return {};
        });
        if (keys && keys->ok() && !locked)
            index.load(**keys);
        if (locked)
            index.clear();                                 // locked while it was being filled
        index.setBuilding(false);
    });
}

Store::Store(std::unique_ptr<Private> d) : m_d(std::move(d)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const QString &folder, const KeySource &keys, const Clock &clock, const StoreOptions &options)
{
    auto d = std::make_unique<Private>(QDir(folder).absolutePath(), clock, options);
    if (const auto made = makePrivateFolder(d->paths.folder); !made.ok())
        return made.error();
    auto lock = FileLock::take(d->paths.lock);
    if (!lock.ok())
        return lock.error();
    d->fileLock = std::move(*lock);
    d->removeOrphanFiles();
    if (const auto opened = d->openKeys(keys); !opened.ok())
        return opened.error();
    d->envelope = std::make_unique<crypto::Envelope>(*d->ring, options.suite);
    d->codec = std::make_unique<SealedCodec>(d->ring->storeId(), *d->envelope);
    const SpaceProbe &space = options.space ? *options.space : static_cast<const SpaceProbe &>(d->systemSpace);
    d->guard = std::make_unique<DiskGuard>(d->paths.folder, space, options.ballastBytes);
    auto connection = openHealthy(d->paths, *d->codec, clock, space, d->report);
    if (!connection.ok())
        return connection.error();
    if (const auto settled = d->settle(**connection); !settled.ok())
        return settled.error();
    (void)d->guard->restoreBallast();                      // too little space is the guard's level, not a failure to open
    Session session(**connection, *d->codec, clock);
    const qint64 commitNo = session.metaNumber(u"commit_no"_s).valueOr(0);
    d->report.commitNoAfter = commitNo;
    d->startServices(std::move(*connection), commitNo);
    return std::unique_ptr<Store>(new Store(std::move(d)));
}

void Store::enqueue(Body body, Done done)
{
    if (m_d->locked) {
        done(Error{ErrorKind::Denied, u"STO-LOCKED"_s, {}});
        return;
    }
    m_d->writer->enqueue(std::move(body), std::move(done));
}

Result<void> Store::runRead(const std::function<void(ReadTx &)> &body) const
{
    if (m_d->locked)
        return Error{ErrorKind::Denied, u"STO-LOCKED"_s, {}};
    return m_d->readers->run(body);
}

void Store::runReadAsync(std::function<void(ReadTx &)> body, Done done) const
{
    m_d->pool.start([this, body = std::move(body), done = std::move(done)] { done(runRead(body)); });
}

BlobStore &Store::blobs()
{
    return *m_d->blobs;
}

const SearchIndex &Store::search() const
{
    return m_d->index;
}

DiskGuard &Store::disk()
{
    return *m_d->guard;
}

crypto::KeyRing &Store::keyRing()
{
    return *m_d->ring;
}

Result<void> Store::saveKeys()
{
    return m_d->keyFile.save(*m_d->ring);
}

Result<void> Store::replaceSlots(const KeySource &keys)
{
    return m_d->keyFile.replaceSlots(*m_d->ring, keys);
}

const OpenReport &Store::openReport() const
{
    return m_d->report;
}

QUuid Store::storeId() const
{
    return m_d->ring->storeId();
}

QString Store::folder() const
{
    return m_d->paths.folder;
}

qint64 Store::deviceEpoch() const
{
    return m_d->epoch;
}

qint64 Store::lastCommitNo() const
{
    return m_d->writer->lastCommitNo();
}

void Store::lock()
{
    if (m_d->locked.exchange(true))
        return;
    // Behind the queued writes: what was handed over before the lock is still kept.
    m_d->writer->control([d = m_d.get()](Connection *) {
        d->ring->lock();
        d->index.clear();
    });
}

Result<void> Store::unlock(const KeySource &keys)
{
    if (!m_d->locked)
        return {};
    std::promise<Result<void>> answer;
    m_d->writer->control([&](Connection *) { answer.set_value(KeyFile::unlock(*m_d->ring, keys)); });
    const auto opened = answer.get_future().get();
    if (!opened.ok())
        return opened;
    m_d->locked = false;
    m_d->buildIndex();
    return {};
}

bool Store::isLocked() const
{
    return m_d->locked;
}

QFuture<Result<SnapshotInfo>> Store::takeSnapshot()
{
    auto promise = std::make_shared<QPromise<Result<SnapshotInfo>>>();
    promise->start();
    // A reader's copy: the writer goes on meanwhile.
    m_d->pool.start([d = m_d.get(), promise] {
        promise->addResult(d->locked ? Result<SnapshotInfo>(Error{ErrorKind::Denied, u"STO-LOCKED"_s, {}})
                                     : writeSnapshot(d->paths, *d->codec, d->clock));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<void>> Store::raiseEpoch()
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    const qint64 next = m_d->epoch + 1;
    enqueue([next](WriteTx &tx) { return tx.setMeta(u"epoch"_s, QByteArray::number(next)); },
            [d = m_d.get(), next, promise](const Result<void> &outcome) {
                if (outcome.ok())
                    d->epoch = next;
                crashPoint("epoch.raised");
                promise->addResult(outcome);
                promise->finish();
            });
    return promise->future();
}

QFuture<Result<int>> Store::collectGarbage()
{
    auto promise = std::make_shared<QPromise<Result<int>>>();
    promise->start();
    m_d->writer->control([d = m_d.get(), promise](Connection *connection) {
        QSet<QString> named;
        int removed = 0;
        QList<QByteArray> unused;
        Result<void> outcome = !connection ? Result<void>(Error{ErrorKind::Internal, u"STO-IO"_s, u"closed"_s}) : connection->each("SELECT addr, blob_id IN (SELECT blob_id FROM attachment WHERE blob_id IS NOT NULL)"
                                                " FROM blob", {}, [&](const RowView &row) -> Result<void> {
            if (row.integer(1))
                named.insert(QString::fromLatin1(row.bytes(0).toHex()));
            else
                unused.append(row.bytes(0));
            return {};
        });
        for (const QByteArray &addr : std::as_const(unused)) {
            // The row first: with its key gone the file is noise, whatever happens to it.
            const auto gone = outcome.ok() ? connection->run("DELETE FROM blob WHERE addr=?", {addr}) : Result<qint64>(0);
            if (!gone.ok()) {
                outcome = gone.error();
                break;
            }
            removed += QFile::remove(blobPath(d->paths.blobs, addr)) ? 1 : 0;
            crashPoint("blob.unlinked");
        }
        const QDateTime now = QDateTime::currentDateTime();
        QDirIterator files(d->paths.blobs, QDir::Files, QDirIterator::Subdirectories);
        while (outcome.ok() && files.hasNext()) {
            files.next();
            if (!named.contains(files.fileName()) && files.fileInfo().lastModified().msecsTo(now) > kOrphanAgeMs)
                removed += QFile::remove(files.filePath()) ? 1 : 0;
        }
        promise->addResult(outcome.ok() ? Result<int>(removed) : Result<int>(outcome.error()));
        promise->finish();
    });
    return promise->future();
}

} // namespace zc::store
