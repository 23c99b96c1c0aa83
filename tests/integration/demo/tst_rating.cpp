// 好差评 after a whole case at the counter: asked on the simulated terminal, kept with the case, sent to the province, never shown and never twice.
#include "integration/demo/counterwindow.h"
#include "support/testprogram.h"

#include <base/uuid.h>
#include <devices/devicehub.h>
#include <intake/ratingdesk.h>
#include <store/store.h>
#include <sync/engine.h>

#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::intake;
using namespace zc::intake::test;
using namespace zc::training;
using namespace Qt::StringLiterals;
using State = RatingView::State;

namespace {

// A window whose case was played to the receipt, and the applicant still there.
struct Counter {
    Counter(const QString &folder, bool online = true) : window(folder)
    {
        if (!waitFor([this] { return window.loggedIn; }))
            qFatal("not signed on");
        if (!online)
            (void)waited(window.world->stopPlatform());
        const CaseScript script = sampleScript();
        ScriptedCase played(*window.desk, [this](const QString &person) { return window.world->layCard(person); }, script);
        played.start();
        if (!waitFor([&] { return online ? window.now().submitted : window.now().readOnly; }))
            qFatal("the case was not received");
        caseId = window.now().draft.caseId;
        rating = std::make_unique<RatingDesk>(window.world->ports());
        QObject::connect(rating.get(), &RatingDesk::refused, rating.get(), [this](const Error &error) { refusals << error.code; });
        tell("{\"set\":{\"afterMs\":0}}");
        rating->look(caseId, true);
        if (!waitFor([this] { return rating->view().state == State::MayAsk; }))
            qFatal("cannot be asked");
        if (!waitFor([this] { return deviceState() == devices::DeviceState::Ready; }))
            qFatal("no terminal");
    }
    void tell(const QByteArray &line) { QVERIFY(window.world->control(u"evl-1"_s, line).ok()); }
    devices::DeviceState deviceState() const
    {
        for (const devices::DeviceInfo &info : window.world->ports().devices->devices())
            if (info.id == u"evl-1")
                return info.state;
        return devices::DeviceState::Absent;
    }
    bool ends(State state)
    {
        return waitFor([&] { return rating->view().state == state; });
    }
    QJsonObject kept()
    {
        const auto doc = window.store().read([this](store::ReadTx &tx) { return tx.caseDoc(caseId, u"rating"_s); });
        return doc ? QJsonDocument::fromJson(doc->body).object() : QJsonObject();
    }
    // States of what went to the province about it.
    QList<store::OutboxOp> sent()
    {
        const auto ops = window.store().read([this](store::ReadTx &tx) { return tx.opsOfSubject(uuidText(caseId)); });
        QList<store::OutboxOp> found;
        for (const store::OutboxOp &op : ops.valueOr({}))
            if (op.kind == u"createRating")
                found << op;
        return found;
    }

    Window window;
    QUuid caseId;
    std::unique_ptr<RatingDesk> rating;
    QStringList refusals;
};

} // namespace

class TestRating : public QObject {
    Q_OBJECT
    QTemporaryDir m_root;
    QString folder() { return m_root.filePath(QString::fromLatin1(QTest::currentTestFunction())); }

private Q_SLOTS:
    void aRatingIsKeptAndReachesTheProvince()
    {
        Counter counter(folder());
        counter.tell("{\"applicant\":\"2\"}");
        const QUuid visit = makeUuidV7();
        counter.rating->ask(visit);
        QCOMPARE(counter.rating->view().state, State::Asking);
        QVERIFY(counter.ends(State::Given));
        QVERIFY(counter.rating->view().raw.isEmpty());               // the clerk learns that, not what
        const QJsonObject kept = counter.kept();
        QCOMPARE(kept[u"level"_s].toInt(), 4);
        QCOMPARE(kept[u"by"_s].toString(), u"applicant"_s);
        QCOMPARE(kept[u"device"_s].toString(), u"evl-1"_s);
        QCOMPARE(kept[u"driver"_s].toString(), u"sim-evl"_s);
        QCOMPARE(kept[u"visit"_s].toString(), uuidText(visit));
        QVERIFY(kept[u"atMs"_s].toInteger() > 0);
        QCOMPARE(counter.sent().size(), 1);
        QVERIFY(waitFor([&] { return !counter.sent().isEmpty() && counter.sent().constFirst().state == store::OpState::Done; }));
        // The log says that it happened and on what; it says no level.
        const auto lines = counter.window.store().read([epoch = counter.window.store().deviceEpoch()](store::ReadTx &tx) { return tx.audit(epoch, 0, 100'000); });
        QVERIFY(lines.ok());
        int entries = 0;
        for (const store::AuditRow &line : *lines) {
            if (line.kind != u"case.rate")
                continue;
            ++entries;
            QVERIFY(line.entry.contains("evl-1") && !line.entry.contains("level"));
        }
        QCOMPARE(entries, 1);
        counter.rating->ask(makeUuidV7());
        QCOMPARE(counter.refusals, QStringList{u"INT-RATING-ONCE"_s});
        // Another look, as after a restart: still asked once.
        RatingDesk later(counter.window.world->ports());
        later.look(counter.caseId, true);
        QVERIFY(waitFor([&] { return later.view().state == State::Given; }));
    }
    void anUnknownValueIsShownAndNoRating()
    {
        Counter counter(folder());
        counter.tell("{\"applicant\":\"9\"}");
        counter.rating->ask();
        QVERIFY(counter.ends(State::Unknown));
        QCOMPARE(counter.rating->view().raw, u"9"_s);
        QCOMPARE(counter.kept()[u"raw"_s].toString(), u"9"_s);
        QVERIFY(!counter.kept().contains(u"level"_s));
        QVERIFY(counter.sent().isEmpty());
    }
    void whoWouldRatherNotIsNotCountedAsSatisfied()
    {
        Counter counter(folder());
        counter.tell("{\"applicant\":\"declined\"}");
        counter.rating->ask();
        QVERIFY(counter.ends(State::Declined));
        QVERIFY(!counter.kept().contains(u"level"_s));
        QVERIFY(counter.sent().isEmpty());
        counter.rating->ask();
        QCOMPARE(counter.refusals, QStringList{u"INT-RATING-ONCE"_s});
    }
    void aVisitIsAskedOnce()
    {
        Counter counter(folder());
        const QUuid visit = makeUuidV7();
        counter.rating->ask(visit);
        QVERIFY(counter.ends(State::Given));
        counter.rating->look(makeUuidV7(), true);                    // another case of the same person
        QVERIFY(counter.ends(State::MayAsk));
        counter.rating->ask(visit);
        QCOMPARE(counter.refusals, QStringList{u"INT-RATING-ONCE"_s});
    }
    void aFaultLeavesNothingAndMayBeAskedAgain()
    {
        Counter counter(folder());
        counter.tell("{\"fault\":{\"kind\":\"defect\"}}");
        counter.rating->ask();
        QVERIFY(waitFor([&] { return !counter.refusals.isEmpty(); }));
        QCOMPARE(counter.refusals, QStringList{u"DEV-EVAL-FAULT"_s});
        QVERIFY(counter.ends(State::MayAsk));
        QVERIFY(counter.kept().isEmpty());
        counter.rating->ask();
        QVERIFY(counter.ends(State::Given));
    }
    void theQuestionCanBeTakenBack()
    {
        Counter counter(folder());
        counter.tell("{\"applicant\":null}");
        counter.rating->ask();
        QVERIFY(waitFor([&] { return counter.deviceState() == devices::DeviceState::Busy; }));
        counter.rating->stop();
        QVERIFY(counter.ends(State::MayAsk));
        QVERIFY(counter.refusals.isEmpty() && counter.kept().isEmpty());
    }
    void withoutATerminalNobodyIsAsked()
    {
        Counter counter(folder());
        counter.tell("{\"unplug\":{}}");
        QVERIFY(waitFor([&] { return counter.deviceState() == devices::DeviceState::Lost; }));
        counter.rating->ask();
        QCOMPARE(counter.refusals, QStringList{u"INT-RATING-NONE"_s});
        QCOMPARE(counter.rating->view().state, State::MayAsk);
        counter.rating->look({}, false);
        QCOMPARE(counter.rating->view().state, State::None);
        counter.rating->ask();
        QCOMPARE(counter.refusals.constLast(), u"INT-RATING-EARLY"_s);
    }
    void aRatingGivenOfflineIsSentLater()
    {
        Counter counter(folder(), false);
        counter.rating->ask();
        QVERIFY(counter.ends(State::Given));
        QCOMPARE(counter.sent().size(), 1);
        QVERIFY(counter.sent().constFirst().state != store::OpState::Done);
        QVERIFY(waited(counter.window.world->startPlatform()).ok());
        QVERIFY(waitFor([&] { return counter.sent().constFirst().state == store::OpState::Done; }));
        QCOMPARE(counter.sent().size(), 1);
    }
};

ZC_TEST(QGuiApplication, TestRating)
#include "tst_rating.moc"
