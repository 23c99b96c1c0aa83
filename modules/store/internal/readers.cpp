#include "internal/readers.h"

#include <QElapsedTimer>
#include <QLoggingCategory>

namespace zc::store {

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcStore)

namespace {
constexpr int kConnections = 4;
constexpr qint64 kLongMs = 1000;
}

Readers::Readers(QString databasePath, const SealedCodec &codec, const Clock &clock)
    : m_path(std::move(databasePath)), m_codec(codec), m_clock(clock)
{
}

Result<std::unique_ptr<Connection>> Readers::take()
{
    std::unique_lock lock(m_mutex);
    m_free.wait(lock, [this] { return m_lent < kConnections; });
    ++m_lent;
    if (!m_idle.empty()) {
        auto connection = std::move(m_idle.back());
        m_idle.pop_back();
        return connection;
    }
    lock.unlock();
    auto connection = Connection::open(m_path, Connection::Mode::Reader);
    if (!connection.ok())
        give(nullptr);
    return connection;
}

void Readers::give(std::unique_ptr<Connection> connection)
{
    {
        const std::lock_guard guard(m_mutex);
        --m_lent;
        if (connection)
            m_idle.push_back(std::move(connection));
    }
    m_free.notify_one();
}

Result<void> Readers::runSession(const std::function<Result<void>(Session &)> &body)
{
    auto connection = take();
    if (!connection.ok())
        return connection.error();
    QElapsedTimer timer;
    timer.start();
    auto outcome = (*connection)->exec("BEGIN");
    if (outcome.ok()) {
        Session session(**connection, m_codec, m_clock);
        try {
            outcome = body(session);
        } catch (const std::exception &exception) {
            outcome = Error{ErrorKind::Internal, u"STO-BODY"_s, QString::fromUtf8(exception.what())};
        }
        if ((*connection)->inTransaction())
            (void)(*connection)->exec("COMMIT");
    }
    if (timer.elapsed() > kLongMs)
        qCWarning(lcStore) << "STO-READER-LONG: a read transaction took" << timer.elapsed() << "ms";
    // A connection that failed is not lent again: it may hold the state of the failure.
    give(outcome.ok() || outcome.error().kind == ErrorKind::NotFound ? std::move(*connection) : nullptr);
    return outcome;
}

Result<void> Readers::run(const std::function<void(ReadTx &)> &body)
{
    return runSession([&](Session &session) -> Result<void> {
        ReadTx tx(session);
        body(tx);
        return {};
    });
}

} // namespace zc::store
