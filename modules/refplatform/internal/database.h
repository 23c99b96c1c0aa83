#pragma once
#include <QList>
#include <QString>
#include <QVariant>

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <vector>

// Poco::Data over SQLite, kept behind plain Qt values. Faults of the database are thrown inside this room only and become
// 503 DB_UNAVAILABLE at its border.
namespace zc::refplatform {

struct DbFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Integers come as qlonglong, texts as QString, blobs as QByteArray, NULL as an invalid QVariant.
using Row = QVariantList;

class Connection {
public:
    Connection(const QString &path, bool readOnly);
    ~Connection();
    QList<Row> rows(const char *sql, const QVariantList &arguments = {});
    std::optional<Row> row(const char *sql, const QVariantList &arguments = {});
    void run(const char *sql, const QVariantList &arguments = {});
    qint64 changes();                    // rows touched by the last run()

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

// One write lane (one connection, one transaction at a time) and a few readers. Only the writer checkpoints.
class Database {
public:
    explicit Database(const QString &path);
    ~Database();

    // Runs `work` in the lane and returns when it is durable. `work` answers false to undo what it wrote; a throw undoes it and
    // goes on to the caller. Those who wait meanwhile share one commit (§6.4: at most 64, a savepoint each, nobody is told
    // before the commit), so `work` must touch nothing but the database and variables of its own caller.
    void write(const std::function<bool(Connection &)> &work);
    // A snapshot of the committed state.
    void read(const std::function<void(Connection &)> &work);
    int waiting() const { return m_waiting.load(); }

private:
    struct Item { const std::function<bool(Connection &)> &work; bool done = false; bool undone = false; std::exception_ptr fault; };
    void commitGroup();                  // the lane is held

    QString m_path;
    std::mutex m_lane;
    std::mutex m_queueMutex;
    std::vector<Item *> m_queue;
    std::atomic<int> m_waiting{0};
    std::unique_ptr<Connection> m_writer;
    std::mutex m_pool;
    std::vector<std::unique_ptr<Connection>> m_readers;
};

} // namespace zc::refplatform
