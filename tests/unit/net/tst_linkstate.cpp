#include "support/testprogram.h"

#include <net/linkstate.h>


using zc::net::LinkState;

class TestLinkState : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startsUnknownAndOpen()
    {
        const LinkState link;
        QCOMPARE(link.state(), LinkState::State::Unknown);
        QVERIFY(link.mayTry(0));
        QCOMPARE(link.latencyMs(), -1);
    }
    void onlyAnAnswerMeansOnline()
    {
        LinkState link;
        link.failed(1000);
        QCOMPARE(link.state(), LinkState::State::Offline);
        QVERIFY(!link.mayTry(1000));
        QVERIFY(link.mayTry(2000));
        link.answered(40);
        QCOMPARE(link.state(), LinkState::State::Online);
        QCOMPARE(link.latencyMs(), 40);
        QVERIFY(link.mayTry(0));
        link.answered(80);
        QCOMPARE(link.latencyMs(), 50);
    }
    void distancesGrowAndAreBounded()
    {
        LinkState link;
        qint64 now = 0;
        qint64 last = 0;
        for (int i = 0; i < 20; ++i) {
            link.failed(now);
            const qint64 distance = link.nextTryBootMs() - now;
            QVERIFY(distance >= last && distance <= 30'000);
            last = distance;
            now = link.nextTryBootMs();
        }
        QCOMPARE(last, 30'000);
        link.tryNow();
        QVERIFY(link.mayTry(now - 1));
    }
};

ZC_TEST(QCoreApplication, TestLinkState)
#include "tst_linkstate.moc"
