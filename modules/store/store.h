#pragma once
#include <base/clock.h>
#include <store/blobs.h>
#include <store/guard.h>
#include <store/keyfile.h>
#include <store/searchindex.h>
#include <store/snapshot.h>
#include <store/transaction.h>

#include <QFuture>
#include <QPromise>

#include <functional>
#include <memory>
#include <type_traits>

namespace zc::store {

struct StoreOptions {
    QString environment = QStringLiteral("demo");                  // kept in the store; another value later is refused
    crypto::Suite suite = crypto::Suite::Aes256Gcm;                // of new cells and chunks
    const SpaceProbe *space = nullptr;                             // default: the system's; not owned
    qint64 ballastBytes = DiskGuard::kBallastBytes;
};

// The client's store. open() blocks (never on the GUI thread); it takes store.lock, migrates, and heals what a crash or a
// damaged file left (openReport() tells). Errors: STO-BUSY, STO-NEWER, STO-ENVIRONMENT, STO-KEY-*, STO-DISK-FULL, STO-IO.
class Store {
public:
    static Result<std::unique_ptr<Store>> open(const QString &folder, const KeySource &keys, const Clock &clock,
                                               const StoreOptions &options = {});
    ~Store();                                                      // finishes queued writes, checkpoints, frees the lock

    // Queues one BEGIN IMMEDIATE … COMMIT on the writer thread: `body(WriteTx &) -> Result<T>`; an error rolls back. The future
    // is ready after the commit is synced. Any thread; bodies run in the order of the calls. Use whenDone(…) on it.
    template <class F> auto write(F body) -> QFuture<std::invoke_result_t<F, WriteTx &>>;
    // The same with `done(const Result<T> &)` instead of a future: called once, on the writer's thread, so keep it short.
    template <class F, class D>
    void write(F body, D done);

    // `body(ReadTx &) -> Result<T>` on a read-only connection, sees one moment. Blocks: any thread but the GUI's, and never
    // inside another transaction. Keep it under a second.
    template <class F> auto read(F body) const -> std::invoke_result_t<F, ReadTx &>;
    template <class F> auto readAsync(F body) const -> QFuture<std::invoke_result_t<F, ReadTx &>>;

    BlobStore &blobs();
    const SearchIndex &search() const;
    DiskGuard &disk();
    crypto::KeyRing &keyRing();                                    // after changing slots call saveKeys()
    Result<void> saveKeys();
    Result<void> replaceSlots(const KeySource &keys);              // see KeyFile; blocks for as long as scrypt takes
    const OpenReport &openReport() const;
    QUuid storeId() const;
    QString folder() const;
    qint64 deviceEpoch() const;
    qint64 lastCommitNo() const;                                   // last acknowledged

    void lock();                                                   // drops keys and index; reads and writes answer STO-LOCKED
    Result<void> unlock(const KeySource &keys);
    bool isLocked() const;

    QFuture<Result<SnapshotInfo>> takeSnapshot();
    QFuture<Result<void>> raiseEpoch();                            // after the platform found a restored or cloned store
    QFuture<Result<int>> collectGarbage();                         // blob files and rows that nothing names; answers how many

private:
    struct Private;
    explicit Store(std::unique_ptr<Private> d);
    using Body = std::function<Result<void>(WriteTx &)>;
    using Done = std::function<void(const Result<void> &)>;
    void enqueue(Body body, Done done);
    Result<void> runRead(const std::function<void(ReadTx &)> &body) const;
    void runReadAsync(std::function<void(ReadTx &)> body, Done done) const;
    std::unique_ptr<Private> m_d;
};

template <class F>
auto Store::write(F body) -> QFuture<std::invoke_result_t<F, WriteTx &>>
{
    using R = std::invoke_result_t<F, WriteTx &>;
    auto promise = std::make_shared<QPromise<R>>();
    promise->start();
    QFuture<R> future = promise->future();
    write(std::move(body), [promise](R answer) {
        promise->addResult(std::move(answer));
        promise->finish();
    });
    return future;
}

template <class F, class D>
void Store::write(F body, D done)
{
    using R = std::invoke_result_t<F, WriteTx &>;
    auto answer = std::make_shared<std::optional<R>>();
    enqueue(
        [answer, body = std::move(body)](WriteTx &tx) mutable -> Result<void> {
            answer->emplace(body(tx));
            return (*answer)->ok() ? Result<void>() : Result<void>((*answer)->error());
        },
        [answer, done = std::move(done)](
            const Result<void> &outcome) { done(outcome.ok() ? std::move(**answer) : R(outcome.error())); });
}

template <class F>
auto Store::read(F body) const -> std::invoke_result_t<F, ReadTx &>
{
    using R = std::invoke_result_t<F, ReadTx &>;
    std::optional<R> answer;
    const Result<void> outcome = runRead([&](ReadTx &tx) { answer.emplace(body(tx)); });
    return outcome.ok() ? std::move(*answer) : R(outcome.error());
}

template <class F>
auto Store::readAsync(F body) const -> QFuture<std::invoke_result_t<F, ReadTx &>>
{
    using R = std::invoke_result_t<F, ReadTx &>;
    auto promise = std::make_shared<QPromise<R>>();
    auto answer = std::make_shared<std::optional<R>>();
    promise->start();
    QFuture<R> future = promise->future();
    runReadAsync([answer, body = std::move(body)](ReadTx &tx) mutable { answer->emplace(body(tx)); },
                 [answer, promise](const Result<void> &outcome) {
                     promise->addResult(outcome.ok() ? std::move(**answer) : R(outcome.error()));
                     promise->finish();
                 });
    return future;
}

} // namespace zc::store
