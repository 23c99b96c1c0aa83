#pragma once
#include <audit/auditlog.h>
#include <store/store.h>

namespace zc::audit {

store::AuditRow rowOf(const Line &line);
Line lineOf(const store::AuditRow &row);

// Keeps the log in the client's store, as sealed rows. The store outlives the port.
class StorePort final : public AuditPort {
public:
    explicit StorePort(store::Store &store) : m_store(store) {}
    void append(Next next, Done done) override;
    void keepCheckpoint(const QByteArray &json) override;          // meta "audit.checkpoint"
    qint64 epoch() const override { return m_store.deviceEpoch(); }

    // The entry in the caller's own transaction: entry and effect are committed together or not at all.
    static Result<Line> appendIn(store::WriteTx &tx, const Event &event, qint64 atMs, qint64 epoch);
    static Result<Line> appendIn(store::WriteTx &tx, const Event &event, const AuditLog &log);

private:
    store::Store &m_store;
};

// One commit for an entry and its effect: `body(WriteTx &) -> Result<T>` runs after the entry, an error of either leaves nothing
// and is the answer. `log` may be null (nobody keeps one, as in tests): then the effect alone. The log outlives the commit.
template <class F>
auto writeWith(AuditLog *log, store::Store &store, const Event &event, F body) -> QFuture<std::invoke_result_t<F, store::WriteTx &>>
{
    using R = std::invoke_result_t<F, store::WriteTx &>;
    auto promise = std::make_shared<QPromise<R>>();
    auto line = std::make_shared<std::optional<Line>>();
    promise->start();
    QFuture<R> future = promise->future();
    store.write(
        [log, event, line, body = std::move(body)](store::WriteTx &tx) mutable -> R {
            if (log) {
                const auto kept = StorePort::appendIn(tx, event, *log);
                if (!kept.ok())
                    return kept.error();
                *line = *kept;
            }
            return body(tx);
        },
        [log, line, promise](R outcome) {
            if (log && outcome.ok())
                log->committed(**line);
            promise->addResult(std::move(outcome));
            promise->finish();
        });
    return future;
}

// All lines of a closed store, damaged bodies as empty entries (which verify as altered). Errors of store::readClosedStore.
Result<QList<Line>> linesOfClosedStore(const QString &folder, const store::KeySource &keys);

} // namespace zc::audit
