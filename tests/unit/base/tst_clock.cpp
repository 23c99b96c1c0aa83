#include "support/testprogram.h"

#include <base/clock.h>


using namespace zc;

class TestClock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bootTimeNeverGoesBack()
    {
        const SystemClock clock;
        qint64 last = clock.bootMs();
        for (int i = 0; i < 1000; ++i) {
            const qint64 now = clock.bootMs();
            QVERIFY(now >= last);
            last = now;
        }
        QVERIFY(!clock.bootId().isEmpty());
        QCOMPARE(clock.bootId(), clock.bootId());
    }
    void manualClockMovesOnlyWhenTold()
    {
        ManualClock clock(1000, 5);
        QCOMPARE(clock.wallMs(), 1000);
        clock.advance(50);
        QCOMPARE(clock.wallMs(), 1050);
        QCOMPARE(clock.bootMs(), 55);
        clock.jumpWall(-500);
        QCOMPARE(clock.wallMs(), 550);
        QCOMPARE(clock.bootMs(), 55);
    }
};

ZC_TEST(QCoreApplication, TestClock)
#include "tst_clock.moc"
