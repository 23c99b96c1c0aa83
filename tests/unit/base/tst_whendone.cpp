#include "support/testprogram.h"

#include <base/whendone.h>

#include <QPromise>

#include <memory>
#include <thread>

using namespace zc;

class TestWhenDone : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTheResultLaterAndOnce()
    {
        QPromise<int> promise;
        promise.start();
        QObject context;
        QList<int> seen;
        whenDone(promise.future(), &context, [&](int value) { seen << value; });
        promise.addResult(7);
        promise.finish();
        QVERIFY(seen.isEmpty());
        QTRY_COMPARE(seen, QList<int>{7});
        QCoreApplication::processEvents();
        QCOMPARE(seen.size(), 1);
    }

    void alreadyFinishedIsStillLater()
    {
        QPromise<int> promise;
        promise.start();
        promise.addResult(3);
        promise.finish();
        QObject context;
        int seen = 0;
        whenDone(promise.future(), &context, [&](int value) { seen = value; });
        QCOMPARE(seen, 0);
        QTRY_COMPARE(seen, 3);
    }

    void moveOnlyResult()
    {
        QPromise<std::unique_ptr<int>> promise;
        promise.start();
        QObject context;
        std::unique_ptr<int> seen;
        whenDone(promise.future(), &context, [&](std::unique_ptr<int> value) { seen = std::move(value); });
        promise.addResult(std::make_unique<int>(5));
        promise.finish();
        QTRY_VERIFY(seen != nullptr);
        QCOMPARE(*seen, 5);
    }

    void contextGoneFirst()
    {
        QPromise<int> promise;
        promise.start();
        int seen = 0;
        {
            QObject context;
            whenDone(promise.future(), &context, [&](int) { ++seen; });
            promise.addResult(1);
            promise.finish();
        }
        QCoreApplication::processEvents();
        QCOMPARE(seen, 0);
    }

    void endWithoutAResultIsSilent()
    {
        QObject context;
        int seen = 0;
        {
            QPromise<int> promise;
            promise.start();
            whenDone(promise.future(), &context, [&](int) { ++seen; });
        }
        QCoreApplication::processEvents();
        QCOMPARE(seen, 0);
    }

    // The race that made QFuture::then() unfit: one thread finishes while this one attaches.
    void attachingWhileAnotherThreadFinishes()
    {
        constexpr int kRounds = 3000;
        QObject context;
        QList<int> times(kRounds, 0);
        for (int round = 0; round < kRounds; ++round) {
            auto promise = std::make_shared<QPromise<int>>();
            promise->start();
            QFuture<int> future = promise->future();
            std::atomic<bool> go = false;
            std::thread finisher([promise, &go] {
                while (!go.load()) { }
                promise->addResult(1);
                promise->finish();
            });
            go = true;
            whenDone(future, &context, [&times, round](int) { ++times[round]; });
            finisher.join();
            if (round % 100 == 99)
                QCoreApplication::processEvents();
        }
        QTRY_COMPARE(times.count(1), kRounds);
    }
};

ZC_TEST(QCoreApplication, TestWhenDone)
#include "tst_whendone.moc"
