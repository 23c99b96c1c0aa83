// The queue of a window without a caller: what stands on its list, what F2 takes from it, what the day and the file do to it.
#include <devices/calllist.h>
#include <devices/devicehub.h>

#include <base/clock.h>

#include <QTemporaryDir>
#include <QTest>

#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;

namespace {

// A list behind a hub, as a desk has it.
struct ListDesk {
    explicit ListDesk(const std::shared_ptr<CallList> &list)
    {
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeCallList(u"que-1"_s, u"list"_s, list));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
    }
    DeviceInfo info() const { return hub->devices().constFirst(); }
    Result<QueueTicket> run(CallQueue::Act act, const QString &number = {})
    {
        if (claim.isNull())
            claim = hub->claim(u"que-1"_s, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, 10min)->id;
        auto job = hub->submit(claim, CallQueue{act, u"3"_s, u"S001"_s, number}, {10s});
        if (!QTest::qWaitFor([&] { return job.result().isFinished(); }, 60'000))
            return Error{ErrorKind::Internal, u"TEST-NO-END"_s, {}};
        return job.result().takeResult();
    }
    SystemClock clock;
    std::unique_ptr<DeviceHub> hub;
    ClaimId claim;
};

QString said(const Result<QString> &number)
{
    return number.ok() ? *number : number.error().code;
}

} // namespace

class TestCallList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatMayStandThere_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("stands");
        QTest::newRow("a number") << u"012"_s << u"012"_s;
        QTest::newRow("with a letter") << u" a012 "_s << u"A012"_s;
        QTest::newRow("with a hyphen") << u"b-7"_s << u"B-7"_s;
        QTest::newRow("as long as may be") << u"123456789012"_s << u"123456789012"_s;
        for (const QString &typed : {u""_s, u"  "_s, u"-1"_s, u"1234567890123"_s, u"样例"_s, u"A 12"_s, u"12\n"_s + u"3"_s, u"<b>1"_s, u"１２"_s})
            QTest::newRow("no number: " + typed.toUtf8().toPercentEncoding()) << typed << u"DEV-CALLLIST-NUMBER"_s;
    }
    void whatMayStandThere()
    {
        QFETCH(QString, typed);
        CallList list;
        QTEST(said(list.add(typed)), "stands");
        QCOMPARE(list.view().waiting.size(), list.view().waiting.isEmpty() ? 0 : 1);
    }
    void nobodyWaitsTwice()
    {
        const auto list = std::make_shared<CallList>();
        QCOMPARE(said(list->add(u"A1"_s)), u"A1"_s);
        QCOMPARE(said(list->add(u"a1"_s)), u"DEV-CALLLIST-TWICE"_s);
        ListDesk desk(list);
        QCOMPARE(desk.run(CallQueue::Act::Next)->number, u"A1"_s);
        QCOMPARE(said(list->add(u"A1"_s)), u"DEV-CALLLIST-TWICE"_s);      // is at the window
        QCOMPARE(desk.run(CallQueue::Act::Skip, u"A1"_s)->number, u"A1"_s);
        QCOMPARE(said(list->add(u"A1"_s)), u"A1"_s);                      // came back
    }
    void runningNumbersPassWhatStandsThere()
    {
        CallList list;
        QCOMPARE(said(list.addNext()), u"001"_s);
        QCOMPARE(said(list.add(u"002"_s)), u"002"_s);
        QCOMPARE(said(list.addNext()), u"003"_s);
        QVERIFY(list.remove(u"003"_s) && !list.remove(u"003"_s));
        QCOMPARE(said(list.addNext()), u"004"_s);                         // a number is given once a day
        QCOMPARE(list.view().waiting, (QStringList{u"001"_s, u"002"_s, u"004"_s}));
    }
    void aListHasAnEnd()
    {
        CallList list;
        for (int i = 0; i < CallList::kMostWaiting; ++i)
            QVERIFY(list.addNext().ok());
        QCOMPARE(said(list.addNext()), u"DEV-CALLLIST-FULL"_s);
        QCOMPARE(said(list.add(u"A1"_s)), u"DEV-CALLLIST-FULL"_s);
        QCOMPARE(list.view().waiting.size(), CallList::kMostWaiting);
    }
    void callsInTheirOrderAgainAndLetsGo()
    {
        const auto list = std::make_shared<CallList>();
        int told = 0;
        list->setListener([&told] { ++told; });
        QVERIFY(list->add(u"A1"_s).ok() && list->addNext().ok());
        ListDesk desk(list);
        const auto first = desk.run(CallQueue::Act::Next);
        QVERIFY(first.ok());
        QCOMPARE(first->number, u"A1"_s);
        QCOMPARE(first->waiting, 1);
        QCOMPARE(list->view().atWindow, u"A1"_s);
        QCOMPARE(list->view().calls, 1);
        QCOMPARE(desk.run(CallQueue::Act::Recall, u"A1"_s)->number, u"A1"_s);
        QCOMPARE(list->view().calls, 2);
        for (const QString &other : {QString(), u"样例"_s, u"1 2"_s}) {
            QCOMPARE(desk.run(CallQueue::Act::Recall, other).error().code, u"DEV-QUEUE-NOMEDIA"_s);
            QCOMPARE(desk.run(CallQueue::Act::Skip, other).error().code, u"DEV-QUEUE-NOMEDIA"_s);
        }
        QCOMPARE(desk.run(CallQueue::Act::Skip, u"A1"_s)->number, u"A1"_s);
        QVERIFY(list->view().atWindow.isEmpty());
        QCOMPARE(desk.run(CallQueue::Act::Recall, u"a1"_s)->number, u"A1"_s);     // came after all
        QCOMPARE(list->view().atWindow, u"A1"_s);
        QCOMPARE(desk.run(CallQueue::Act::Skip, u"Z9"_s)->number, u"Z9"_s);       // stands nowhere: nothing to let go
        QCOMPARE(list->view().atWindow, u"A1"_s);
        QCOMPARE(desk.run(CallQueue::Act::Next)->number, u"001"_s);
        QCOMPARE(desk.run(CallQueue::Act::Next).error().code, u"DEV-QUEUE-NOMEDIA"_s);
        QVERIFY(list->view().atWindow.isEmpty());       // the next one was wanted: nobody is at the window
        QVERIFY(told >= 7);
        list->setListener({});
        const int before = told;
        QVERIFY(list->addNext().ok());
        QCOMPARE(told, before);
    }
    void livesThroughARestartAndNotThroughTheNight()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"desk/calls.json"_s);
        QDate day(2026, 11, 23);
        const auto today = [&day] { return day; };
        {
            const auto list = std::make_shared<CallList>(file, today);
            QVERIFY(list->add(u"A7"_s).ok() && list->addNext().ok() && list->addNext().ok());
            ListDesk desk(list);
            QVERIFY(desk.run(CallQueue::Act::Next).ok());
        }
        {
            CallList again(file, today);
            QCOMPARE(again.view().atWindow, u"A7"_s);
            QCOMPARE(again.view().waiting, (QStringList{u"001"_s, u"002"_s}));
            QCOMPARE(said(again.addNext()), u"003"_s);
            day = day.addDays(1);                       // and while it runs
            QVERIFY(again.view().waiting.isEmpty() && again.view().atWindow.isEmpty());
            QCOMPARE(said(again.addNext()), u"001"_s);
        }
        day = day.addDays(1);
        QVERIFY(CallList(file, today).view().waiting.isEmpty());
    }
    void aFileThatIsNoneIsAnEmptyList_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("waiting");
        QTest::newRow("nothing") << QByteArray() << QStringList();
        QTest::newRow("nonsense") << QByteArray("\x00\xff{", 3) << QStringList();
        QTest::newRow("a list") << QByteArray("[]") << QStringList();
        QTest::newRow("names and doubles") << QByteArray(R"({"day":"2026-11-23","waiting":["样例","A1","a1",5,null,"<b>"],"last":-4,"atWindow":"王"})") << QStringList{u"A1"_s};
        QTest::newRow("too large") << QByteArray(20'000, ' ') + R"({"day":"2026-11-23","waiting":["A1"]})" << QStringList();
    }
    void aFileThatIsNoneIsAnEmptyList()
    {
        QFETCH(QByteArray, bytes);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"calls.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        CallList list(file.fileName(), [] { return QDate(2026, 11, 23); });
        QTEST(list.view().waiting, "waiting");
        QVERIFY(list.view().atWindow.isEmpty());
        QCOMPARE(said(list.addNext()), u"001"_s);
    }
    void aListThatCannotBeKeptSaysSo()
    {
        QTemporaryDir folder;
        QFile blocker(folder.filePath(u"desk"_s));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        const auto list = std::make_shared<CallList>(folder.filePath(u"desk/calls.json"_s));
        ListDesk desk(list);
        QTRY_COMPARE_WITH_TIMEOUT(desk.info().state, DeviceState::Ready, 60'000);
        QVERIFY(list->add(u"A1"_s).ok());
        QCOMPARE(list->view().trouble.code, u"DEV-CALLLIST-FILE"_s);
        QCOMPARE(desk.run(CallQueue::Act::Next)->number, u"A1"_s);          // and works
        QTRY_COMPARE_WITH_TIMEOUT(desk.info().state, DeviceState::Degraded, 60'000);
        QCOMPARE(desk.info().errorCode, u"DEV-CALLLIST-FILE"_s);
    }
};

ZC_TEST(QCoreApplication, TestCallList)
#include "tst_calllist.moc"
