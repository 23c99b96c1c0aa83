#include "support/testprogram.h"

#include <casework/recount.h>

#include <QElapsedTimer>

using namespace zc;
using namespace zc::casework;
using namespace Qt::StringLiterals;

class TestRecount : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyRealChangesAreReported()
    {
        const WorkCalendar all = *WorkCalendar::builtIn();
        const WorkCalendar before = all.only({2024, 2025});
        QList<OpenClock> clocks;
        for (int i = 0; i < 10000; ++i) {
            OpenClock clock;
            clock.query.id = QString::number(i);
            clock.query.startAt = QDateTime(QDate(2025, 10, 1).addDays(i % 150), QTime(10, 0), Qt::OffsetFromUTC, 8 * 3600);
            clock.query.limit = {5 + i % 20, LimitUnit::Workday};
            const auto told = evaluateDeadline(clock.query, before);
            QVERIFY(told);
            clock.due = told->due;
            clock.provisional = told->provisional;
            clocks << clock;
        }
        QElapsedTimer timer;
        timer.start();
        const Recount recount = recountClocks(clocks, all, u"2026.1"_s);
        qInfo("%lld ms for 10,000 clocks, %lld revised", timer.elapsed(), (long long)recount.revised.size());
        QVERIFY(recount.failed.isEmpty());
        QHash<QString, DueDateRevised> revised;
        for (const DueDateRevised &one : recount.revised) {
            QVERIFY(!revised.contains(one.id));
            revised.insert(one.id, one);
        }
        for (const OpenClock &clock : clocks) {
            const auto now = evaluateDeadline(clock.query, all);
            const bool changed = now->due != clock.due || now->provisional != clock.provisional;
            QCOMPARE(revised.contains(clock.query.id), changed);
            if (changed) {
                QCOMPARE(revised[clock.query.id].from, clock.due);
                QCOMPARE(revised[clock.query.id].to, now->due);
                QCOMPARE(revised[clock.query.id].cause, u"2026.1"_s);
            }
        }
        QVERIFY(!revised.isEmpty() && revised.size() < clocks.size());
        QVERIFY(recountClocks(clocks, before, u"again"_s).revised.isEmpty());
    }
    void suspendedClocksAreToldTheirProjection()
    {
        OpenClock clock;
        clock.query.id = u"s"_s;
        clock.query.startAt = QDateTime(QDate(2026, 3, 2), QTime(10, 0), Qt::OffsetFromUTC, 8 * 3600);
        clock.query.limit = {10, LimitUnit::Workday};
        clock.query.specials << ClockQuery::Special{QDate(2026, 3, 4), {}, 10, {}};
        const Recount recount = recountClocks({clock}, *WorkCalendar::builtIn(), u"x"_s);
        QCOMPARE(recount.revised.size(), 1);
        QCOMPARE(recount.revised.first().to, std::optional(QDate(2026, 3, 30)));
    }
    void brokenClocksAreNamed()
    {
        OpenClock clock;
        clock.query.id = u"bad"_s;
        clock.query.limit.n = -1;
        QCOMPARE(recountClocks({clock}, *WorkCalendar::builtIn(), u"x"_s).failed, QStringList{u"bad"_s});
    }
};

ZC_TEST(QCoreApplication, TestRecount)
#include "tst_recount.moc"
