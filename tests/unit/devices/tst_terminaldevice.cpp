// The conversation with an evaluation terminal and a queue, over the simulator's line: what counts as an answer and what never does.
#include <devices/devicehub.h>
#include <devices/profileshelf.h>
#include <devices/terminalsimulator.h>

#include "internal/profile/links.h"

#include <base/clock.h>

#include <QTest>

#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace std::chrono_literals;

namespace {

// A terminal, the driver of its sample profile, a hub and a claim.
struct Counter {
    explicit Counter(TerminalSimulator::What what, const std::function<void(TerminalSettings::Chosen &)> &change = {})
    {
        terminal = std::shared_ptr<TerminalSimulator>(std::move(TerminalSimulator::start(what, TerminalSimulator::Line::Terminal)).value());
        const bool asks = what == TerminalSimulator::What::Evaluation;
        slot = asks ? u"evl-1"_s : u"que-1"_s;
        const DeviceClass cls = asks ? DeviceClass::Evaluation : DeviceClass::QueueCaller;
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeTerminalDriver({slot, cls, slot, terminal->portPath(), 0, [asks, change]() -> Result<TerminalSettings::Chosen> {
            TerminalSettings::Chosen chosen{*sampleTerminalProfile(asks ? u"sample-evl-serial"_s : u"sample-que-serial"_s), {}};
            if (change)
                change(chosen);
            return chosen;
        }}));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
    }
    bool ready() const
    {
        return QTest::qWaitFor([this] { return hub->devices().constFirst().state == DeviceState::Ready || hub->devices().constFirst().state == DeviceState::Degraded; }, 60'000);
    }
    bool tell(const QByteArray &line) const { return terminal->control(line).ok(); }
    template <class Op>
    Result<typename Op::Answer> run(Op operation, std::chrono::milliseconds deadline = 30s)
    {
        if (claim.isNull())
            claim = hub->claim(slot, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, 10min)->id;
        auto job = hub->submit(claim, std::move(operation), {deadline});
        if (!QTest::qWaitFor([&] { return job.result().isFinished(); }, 60'000))
            return Error{ErrorKind::Internal, u"TEST-NO-END"_s, {}};
        return job.result().takeResult();
    }

    SystemClock clock;
    std::shared_ptr<TerminalSimulator> terminal;
    DeviceId slot;
    std::unique_ptr<DeviceHub> hub;
    ClaimId claim;
};

AskEvaluation question(int seconds = 60)
{
    return {QUuid::createUuid(), u"食品经营许可（样例）"_s, u"4301042026SAMPLE"_s, u"3"_s, u"S001"_s, seconds};
}

} // namespace

class TestTerminalDevice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachKeyIsItsLevel()
    {
        Counter counter(TerminalSimulator::What::Evaluation);
        QVERIFY(counter.ready());
        for (int key = 1; key <= 5; ++key) {
            QVERIFY(counter.tell("{\"applicant\":\"" + QByteArray::number(key) + "\"}"));
            const auto rating = counter.run(question());
            QVERIFY(rating.ok());
            QCOMPARE(rating->outcome, Rating::Outcome::Given);
            QCOMPARE(rating->level, 6 - key);
            QCOMPARE(rating->raw, QString::number(key));
        }
    }
    void anUnknownValueIsKeptAndNoRating()
    {
        Counter counter(TerminalSimulator::What::Evaluation);
        QVERIFY(counter.ready());
        for (const QString &value : {u"9"_s, u"05"_s, u"非常满意"_s, QString()}) {
            QVERIFY(counter.tell("{\"applicant\":\"" + value.toUtf8() + "\"}"));
            const auto rating = counter.run(question());
            QVERIFY(rating.ok());
            QCOMPARE(rating->outcome, Rating::Outcome::Unknown);
            QCOMPARE(rating->level, 0);
            QCOMPARE(rating->raw, value);
        }
    }
    void noAnswerIsNoRating()
    {
        Counter counter(TerminalSimulator::What::Evaluation);
        QVERIFY(counter.ready());
        QVERIFY(counter.tell("{\"applicant\":null}"));
        const auto rating = counter.run(question(1));
        QVERIFY(rating.ok());
        QCOMPARE(rating->outcome, Rating::Outcome::NotGiven);
        QCOMPARE(rating->level, 0);
        QTRY_VERIFY_WITH_TIMEOUT(!counter.terminal->isAsking(), 60'000);        // the question goes from the screen
        QVERIFY(counter.tell("{\"applicant\":\"declined\"}"));
        const auto declined = counter.run(question());
        QVERIFY(declined.ok());
        QCOMPARE(declined->outcome, Rating::Outcome::Declined);
    }
    void anAnswerToAnotherQuestionNeverCounts()
    {
        Counter counter(TerminalSimulator::What::Evaluation);
        QVERIFY(counter.ready());
        QVERIFY(counter.tell("{\"fault\":{\"kind\":\"stale\"}}") && counter.tell("{\"applicant\":\"4\"}"));
        const auto rating = counter.run(question());
        QVERIFY(rating.ok());
        QCOMPARE(rating->level, 2);
    }
    void aBrokenOffQuestionIsTakenBack()
    {
        Counter counter(TerminalSimulator::What::Evaluation);
        QVERIFY(counter.ready());
        QVERIFY(counter.tell("{\"applicant\":null}"));
        const ClaimId claim = counter.hub->claim(counter.slot, ClaimMode::Exclusive, {u"test"_s, u"test"_s}, 10min)->id;
        auto job = counter.hub->submit(claim, question(), {60s});
        QTRY_VERIFY_WITH_TIMEOUT(counter.terminal->isAsking(), 60'000);
        job.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(job.result().isFinished(), 60'000);
        QCOMPARE(job.result().takeResult().error().code, u"DEV-CANCELLED"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!counter.terminal->isAsking(), 60'000);
        QVERIFY(counter.tell("{\"applicant\":\"5\"}"));
        auto next = counter.hub->submit(claim, question(), {60s});
        QTRY_VERIFY_WITH_TIMEOUT(next.result().isFinished(), 60'000);
        QCOMPARE(next.result().takeResult()->level, 1);
    }
    void aTerminalThatDoesNotShowTheQuestionIsAFault()
    {
        Counter counter(TerminalSimulator::What::Evaluation, [](TerminalSettings::Chosen &chosen) { chosen.profile.acceptS = 1; });
        QVERIFY(counter.ready());
        QVERIFY(counter.tell("{\"fault\":{\"kind\":\"deaf\"}}"));
        QCOMPARE(counter.run(question()).error().code, u"DEV-EVAL-TIMEOUT"_s);
        QVERIFY(counter.run(question()).ok());
    }
    void eachFaultHasItsCode_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QString>("code");
        QTest::newRow("nonsense") << QByteArray("nonsense") << u"DEV-EVAL-PROTOCOL"_s;
        QTest::newRow("too long") << QByteArray("long") << u"DEV-EVAL-PROTOCOL"_s;
        QTest::newRow("busy") << QByteArray("busy") << u"DEV-EVAL-BUSY"_s;
        QTest::newRow("refused") << QByteArray("refused") << u"DEV-EVAL-DENIED"_s;
        QTest::newRow("defect") << QByteArray("defect") << u"DEV-EVAL-FAULT"_s;
    }
    void eachFaultHasItsCode()
    {
        QFETCH(QByteArray, kind);
        Counter counter(TerminalSimulator::What::Evaluation);
        QVERIFY(counter.ready());
        QVERIFY(counter.tell("{\"fault\":{\"kind\":\"" + kind + "\"}}"));
        const auto rating = counter.run(question());
        QVERIFY(!rating.ok());
        QTEST(rating.error().code, "code");
        QCOMPARE(counter.terminal->questions(), 1);             // never asked twice by itself
        QVERIFY(counter.run(question()).ok());
    }
    void anOlderProfileIsSaid()
    {
        Counter counter(TerminalSimulator::What::Evaluation, [](TerminalSettings::Chosen &chosen) { chosen.remark = Error{ErrorKind::Invalid, u"DEV-PROFILE"_s, u"answers are missing"_s}; });
        QVERIFY(counter.ready());
        QTRY_COMPARE_WITH_TIMEOUT(counter.hub->devices().constFirst().state, DeviceState::Degraded, 60'000);
        QCOMPARE(counter.hub->devices().constFirst().errorCode, u"DEV-PROFILE"_s);
        QVERIFY(counter.run(question()).ok());
    }

    void theQueueCallsRecallsAndSkips()
    {
        Counter counter(TerminalSimulator::What::Queue);
        QVERIFY(counter.ready());
        QCOMPARE(counter.hub->devices().constFirst().capabilities.operations, (QStringList{u"CallQueue"_s, u"CallQueue.Recall"_s, u"CallQueue.Skip"_s, u"CheckHealth"_s}));
        QVERIFY(counter.tell("{\"queue\":[\"A007\",\"B\\\"08\"]}"));
        const auto first = counter.run(CallQueue{CallQueue::Act::Next, u"3"_s, u"S001"_s, {}});
        QVERIFY(first.ok());
        QCOMPARE(first->number, u"A007"_s);
        QCOMPARE(first->waiting, 1);
        QCOMPARE(first->service, u"综合受理（样例）"_s);
        QCOMPARE(counter.run(CallQueue{CallQueue::Act::Recall, u"3"_s, u"S001"_s, u"A007"_s})->number, u"A007"_s);
        QCOMPARE(counter.run(CallQueue{CallQueue::Act::Skip, u"3"_s, u"S001"_s, u"A007"_s})->number, u"A007"_s);
        QCOMPARE(counter.run(CallQueue{CallQueue::Act::Next, u"3"_s, u"S001"_s, {}})->number, u"B\"08"_s);
        QCOMPARE(counter.run(CallQueue{CallQueue::Act::Next, u"3"_s, u"S001"_s, {}}).error().code, u"DEV-QUEUE-NOMEDIA"_s);
    }
    void whatAProfileDoesNotSayIsUnsupported()
    {
        Counter counter(TerminalSimulator::What::Queue, [](TerminalSettings::Chosen &chosen) { chosen.profile.messages.remove(u"skip"_s); });
        QVERIFY(counter.ready());
        QCOMPARE(counter.run(CallQueue{CallQueue::Act::Skip, u"3"_s, {}, u"A1"_s}).error().code, u"DEV-QUEUE-UNSUPPORTED"_s);
        QCOMPARE(counter.terminal->questions(), 0);
        QCOMPARE(counter.run(question()).error().code, u"DEV-QUEUE-UNSUPPORTED"_s);
    }
    void aNumberThatIsNoneIsRefused()
    {
        Counter counter(TerminalSimulator::What::Queue);
        QVERIFY(counter.ready());
        QVERIFY(counter.tell("{\"queue\":[\"   \",\"" + QByteArray(33, 'A') + "\"]}"));
        for (int i = 0; i < 2; ++i)
            QCOMPARE(counter.run(CallQueue{CallQueue::Act::Next, u"3"_s, {}, {}}).error().code, u"DEV-QUEUE-PROTOCOL"_s);
    }
    void aProfileOfTheOtherClassIsNoProfile()
    {
        Counter counter(TerminalSimulator::What::Queue, [](TerminalSettings::Chosen &chosen) { chosen.profile.cls = DeviceClass::Evaluation; });
        QTRY_COMPARE_WITH_TIMEOUT(counter.hub->devices().constFirst().errorCode, u"DEV-PROFILE"_s, 60'000);
    }
};

ZC_TEST(QCoreApplication, TestTerminalDevice)
#include "tst_terminaldevice.moc"
