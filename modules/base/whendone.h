#pragma once
#include <QFuture>
#include <QFutureWatcher>
#include <QThread>

#include <utility>

namespace zc {

// Calls `then(T)` in the context's thread when the future has its result, always later through the event loop and exactly once;
// never when the context has gone first or the future ends without a result. Call it in the context's thread.
// Why not QFuture::then(context, …): in Qt 6.4 a continuation that is attached while another thread finishes the promise can run
// twice. A watcher takes the result under the future's own lock. T may be move-only; then nobody else may take the result.
template <class T, class F>
void whenDone(QFuture<T> future, QObject *context, F then)
{
    Q_ASSERT_X(QThread::currentThread() == context->thread(), "whenDone", "called outside the context's thread");
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)]() mutable {
        watcher->deleteLater();
        QFuture<T> done = watcher->future();
        if (done.resultCount() == 0)
            return;
        if constexpr (std::is_copy_constructible_v<T>)
            then(done.result());
        else
            then(done.takeResult());
    });
    watcher->setFuture(std::move(future));
}

} // namespace zc
