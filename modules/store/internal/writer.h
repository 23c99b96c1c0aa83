#pragma once
#include "internal/session.h"

#include <store/guard.h>
#include <store/transaction.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace zc::store {

class SearchIndex;

// The only read-write connection and the thread it lives on. Jobs run in order, each in one BEGIN IMMEDIATE … COMMIT.
class Writer {
public:
    struct Parts {
        QString databasePath;
        QString blobFolder;
        const SealedCodec *codec = nullptr;
        const Clock *clock = nullptr;
        DiskGuard *guard = nullptr;
        SearchIndex *index = nullptr;
        std::function<bool()> locked;
        std::function<bool()> needsTwoSlots;
        std::function<void(qint64 commitNo)> idle;                          // after five seconds without work
    };
    using Body = std::function<Result<void>(WriteTx &)>;
    using Done = std::function<void(const Result<void> &)>;

    Writer(Parts parts, std::unique_ptr<Connection> connection, qint64 commitNo);
    ~Writer();                                                     // finishes the queue, checkpoints, closes
    void enqueue(Body body, Done done);
    // Runs on the writer's thread between transactions, also while locked.
    void control(std::function<void(Connection *)> step);
    qint64 lastCommitNo() const { return m_commitNo.load(); }
    bool onThisThread() const { return std::this_thread::get_id() == m_thread.get_id(); }

private:
    struct Job {
        Body body;
        Done done;
        std::function<void(Connection *)> control;
    };
    void run();
    Result<void> attempt(const Body &body);
    Result<void> commit();
    void afterCommit(Session &session);
    void afterFailure(const Error &error);
    void reopen();
    void checkpoint(bool idle);

    Parts m_parts;
    std::unique_ptr<Connection> m_connection;
    std::optional<Error> m_dead;                                   // why the handle takes no more work
    QHash<QUuid, QHash<QString, int>> m_pathNumbers;
    std::atomic<qint64> m_commitNo;
    qint64 m_sealsKept = 0;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace zc::store
