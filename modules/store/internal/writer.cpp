#include "internal/writer.h"

#include "internal/durable.h"

#include <base/crashpoint.h>
#include <base/logging.h>
#include <store/searchindex.h>

#include <QFileInfo>

#include <chrono>

namespace zc::store {

using namespace Qt::StringLiterals;

ZC_LOGGING_CATEGORY(lcStore, "store")

namespace {
constexpr qint64 kPassiveBytes = 4 * 1024 * 1024;
constexpr qint64 kTruncateBytes = 16 * 1024 * 1024;
constexpr auto kIdle = std::chrono::seconds(5);
}

Writer::Writer(Parts parts, std::unique_ptr<Connection> connection, qint64 commitNo)
    : m_parts(std::move(parts)), m_connection(std::move(connection)), m_commitNo(commitNo)
{
    m_thread = std::thread([this] { run(); });
}

Writer::~Writer()
{
    {
        const std::lock_guard guard(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Writer::enqueue(Body body, Done done)
{
    {
        const std::lock_guard guard(m_mutex);
        m_queue.push_back({std::move(body), std::move(done), {}});
    }
    m_wake.notify_one();
}

void Writer::control(std::function<void(Connection *)> step)
{
    {
        const std::lock_guard guard(m_mutex);
        m_queue.push_back({{}, {}, std::move(step)});
    }
    m_wake.notify_one();
}

void Writer::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        const bool woken = m_wake.wait_for(lock, kIdle, [this] { return m_stopping || !m_queue.empty(); });
        if (!m_queue.empty()) {
            Job job = std::move(m_queue.front());
            m_queue.pop_front();
            lock.unlock();
            if (job.control)
                job.control(m_connection.get());
            else
                job.done(attempt(job.body));
            job = {};                                      // captured things go before the next wait
            lock.lock();
        } else if (m_stopping) {
            break;
        } else if (!woken) {
            lock.unlock();
            checkpoint(true);
            m_parts.idle(m_commitNo);
            lock.lock();
        }
    }
    lock.unlock();
    if (m_connection && !m_dead)
        checkpoint(true);
    m_connection.reset();
}

Result<void> Writer::attempt(const Body &body)
{
    if (m_parts.locked())
        return Error{ErrorKind::Denied, u"STO-LOCKED"_s, {}};
    if (m_dead)
        return *m_dead;
    crashPoint("tx.begin");
    if (auto begun = m_connection->exec("BEGIN IMMEDIATE"); !begun.ok()) {
        afterFailure(begun.error());
        return begun;
    }
    Session session(*m_connection, *m_parts.codec, *m_parts.clock);
    session.guard = m_parts.guard;
    session.needsTwoSlots = m_parts.needsTwoSlots();
    session.blobFolder = m_parts.blobFolder;
    session.pathNumbers = &m_pathNumbers;
    WriteTx tx(session);
    Result<void> outcome;
    try {
        outcome = body(tx);
    } catch (const std::exception &exception) {
        outcome = Error{ErrorKind::Internal, u"STO-BODY"_s, QString::fromUtf8(exception.what())};
    }
    if (outcome.ok() && session.failure)
        outcome = *session.failure;
    const qint64 commitNo = m_commitNo.load() + 1;
    const qint64 seals = m_parts.codec->sealCount();
    if (outcome.ok())
        outcome = session.setMeta(u"commit_no"_s, QByteArray::number(commitNo));
    if (outcome.ok() && seals > m_sealsKept) {
        const auto before = session.metaNumber(u"seal_count"_s);
        outcome = before.ok() ? session.setMeta(u"seal_count"_s, QByteArray::number(*before + seals - m_sealsKept))
                              : Result<void>(before.error());
    }
    if (outcome.ok()) {
        crashPoint("tx.precommit");
        outcome = commit();
    }
    if (!outcome.ok()) {
        if (m_connection->inTransaction())
            (void)m_connection->exec("ROLLBACK");
        m_pathNumbers.clear();
        afterFailure(outcome.error());
        return outcome;
    }
    crashPoint("tx.committed");
    m_commitNo = commitNo;
    m_sealsKept = seals;
    afterCommit(session);
    return outcome;
}

Result<void> Writer::commit()
{
    auto committed = m_connection->exec("COMMIT");
    if (committed.ok() || committed.error().code != u"STO-DISK-FULL")
        return committed;
    // The ballast exists for this moment: give it back, finish this commit, then take no more of the clerk's edits.
    m_parts.guard->releaseBallast();
    if (!m_connection->inTransaction())
        return committed;
    committed = m_connection->exec("COMMIT");
    if (committed.ok())
        (void)m_connection->checkpoint(true);
    return committed;
}

void Writer::afterCommit(Session &session)
{
    if (!session.changedKeys.isEmpty() || !session.removedKeys.isEmpty())
        m_parts.index->update(session.changedKeys, session.removedKeys);
    for (const QString &path : std::as_const(session.unlinkAfterCommit)) {
        QFile::remove(path);
        crashPoint("blob.unlinked");
    }
    checkpoint(false);
}

void Writer::afterFailure(const Error &error)
{
    if (error.code == u"STO-DISK-FULL" && m_parts.guard->ballastPresent()) {
        m_parts.guard->releaseBallast();
        (void)m_connection->checkpoint(true);
    } else if (error.code == u"STO-IO") {
        reopen();
    } else if (error.code == u"STO-CORRUPT") {
        m_dead = error;
        qCWarning(lcStore) << "store closed for writing:" << error.detail;
    }
}

// After a failed fsync nobody knows which pages the kernel still holds: the handle is never used again.
void Writer::reopen()
{
    m_connection.reset();
    auto opened = Connection::open(m_parts.databasePath, Connection::Mode::Writer);
    if (!opened.ok()) {
        m_dead = opened.error();
        return;
    }
    m_connection = std::move(*opened);
    if (!m_connection->integrityProblems(false, 1).isEmpty()) {
        m_dead = Error{ErrorKind::Corrupt, u"STO-CORRUPT"_s, u"after an I/O error"_s};
        return;
    }
    Session session(*m_connection, *m_parts.codec, *m_parts.clock);
    const auto commitNo = session.metaNumber(u"commit_no"_s);
    if (!commitNo.ok() || *commitNo < m_commitNo.load())
        m_dead = Error{ErrorKind::Corrupt, u"STO-CORRUPT"_s, u"commit number went back"_s};
    else
        m_commitNo = *commitNo;
}

void Writer::checkpoint(bool idle)
{
    if (!m_connection || m_dead)
        return;
    const qint64 size = QFileInfo(m_parts.databasePath + u"-wal"_s).size();
    const bool truncate = (idle && size > 0) || size >= kTruncateBytes;
    if (!truncate && size < kPassiveBytes)
        return;
    crashPoint("ckpt.begin");
    const auto done = m_connection->checkpoint(truncate);
    crashPoint("ckpt.end");
    if (!done.ok())
        afterFailure(done.error());
}

} // namespace zc::store
