#include "oracle.h"
#include "support/testprogram.h"

#include <QElapsedTimer>

using namespace oracle;

// The manners of one interview: refusals, sources, sleeping answers, steps back, reasons in words.
class TestInterview : public QObject {
    Q_OBJECT

    std::shared_ptr<const Pack> m_pack;

    static feel::Value text(const QString &value) { return feel::Value(value); }
    static feel::Value yes() { return feel::Value(true); }
    static feel::Value no() { return feel::Value(false); }
    static feel::Value set(const QStringList &values)
    {
        feel::List items;
        for (const QString &value : values)
            items << feel::Value(value);
        return feel::Value(items);
    }
    Interview company() const
    {
        Interview interview(m_pack);
        (void)interview.answer(u"F01"_s, text(u"单位"_s)).ok();
        return interview;
    }
    static Provenance from(SourceKind kind, const QString &reason = {}) { return {kind, u"ref"_s, 1000, reason}; }

private Q_SLOTS:
    void initTestCase() { m_pack = loadPack(ownPack()); }

    void wrongAnswersAreRefusedAndChangeNothing()
    {
        Interview interview(m_pack);
        QCOMPARE(interview.answer(u"F99"_s, yes()).error().code, u"GDE-FACT"_s);
        QCOMPARE(interview.answer(u"F01"_s, text(u"公司"_s)).error().code, u"GDE-VALUE"_s);
        QCOMPARE(interview.answer(u"F01"_s, yes()).error().code, u"GDE-VALUE"_s);
        QCOMPARE(interview.answer(u"F04"_s, feel::Value(feel::Decimal(0))).error().code, u"GDE-VALUE"_s);
        QCOMPARE(interview.answer(u"F04"_s, feel::Value(*feel::Decimal::fromText(u"20.5"))).error().code, u"GDE-VALUE"_s);
        QCOMPARE(interview.answer(u"F02"_s, set({u"报纸"_s})).error().code, u"GDE-VALUE"_s);
        QCOMPARE(interview.answer(u"F05"_s, feel::Value(*feel::Date::fromText(u"2030-01-01"))).error().code, u"GDE-VALUE"_s);
        const auto conflict = interview.answer(u"F02"_s, set({}));
        QCOMPARE(conflict.error().code, u"GDE-CONFLICT"_s);
        QCOMPARE(conflict.error().detail, u"K01: 至少选一种书刊"_s);
        QCOMPARE(interview.retract(u"F01"_s).error().code, u"GDE-FACT"_s);
        QCOMPARE(interview.confirm(u"F01"_s).error().code, u"GDE-FACT"_s);
        QVERIFY(!interview.canUndo());
        QVERIFY(interview.undo().isEmpty() && interview.redo().isEmpty());
    }
    void oneScreenIsAllOrNothing()
    {
        Interview interview(m_pack);
        QCOMPARE(interview.answerAll({{u"F01"_s, text(u"个人"_s), {}}, {u"F02"_s, set({}), {}}}).error().code, u"GDE-CONFLICT"_s);
        QVERIFY(!interview.answerTo(u"F01"_s));
        QVERIFY(interview.answerAll({{u"F06"_s, yes(), {}}, {u"F08"_s, set({u"前半夜"_s}), {}}}).ok());
        interview.undo();
        QVERIFY(!interview.answerTo(u"F06"_s) && !interview.answerTo(u"F08"_s));
    }
    void groupsStandTogether()
    {
        const Interview interview(m_pack, {}, QuestionOrder::AsWritten);
        const QList<Question> first = interview.nextQuestions();
        QCOMPARE(first.size(), 2);
        QCOMPARE(first.at(0).fact, u"F01"_s);
        QCOMPARE(first.at(1).fact, u"F02"_s);
        QCOMPARE(first.at(1).options, (QStringList{u"图书"_s, u"期刊"_s, u"音像"_s}));
    }
    void factsThatDoNotApplyWait()
    {
        Interview interview(m_pack);
        QVERIFY(!interview.isApplicable(u"F03"_s));
        QVERIFY(!interview.openFacts().contains(u"F03"_s));
        QVERIFY(interview.factsToFetch().isEmpty());
        QVERIFY(interview.answer(u"F02"_s, set({u"音像"_s})).ok());
        QVERIFY(interview.isApplicable(u"F03"_s));
        QCOMPARE(interview.factsToFetch(), QStringList{u"F03"_s});
        const auto delta = interview.answer(u"F03"_s, no(), from(SourceKind::Licence));
        QCOMPARE(delta->subItemsAdded, QStringList{u"X1"_s});
        QVERIFY(delta->becameComplete);
        QVERIFY(interview.nextQuestions().isEmpty());
        const Outcome outcome = interview.outcome();
        QVERIFY(outcome.complete && outcome.exit() && outcome.exit()->id == u"X1");
        QVERIFY(outcome.materials.isEmpty() && !outcome.promisedDays && !outcome.fee);
        QVERIFY(!interview.isRelevant(u"F07"_s));
    }
    void higherSourcesCount()
    {
        Interview interview(m_pack);
        (void)interview.answer(u"F02"_s, set({u"音像"_s})).ok();
        QVERIFY(interview.answer(u"F03"_s, yes(), from(SourceKind::Licence)).ok());
        const auto lower = interview.answer(u"F03"_s, no(), from(SourceKind::Clerk));
        QVERIFY(lower.ok());
        QCOMPARE(lower->conflicts.size(), 1);
        QCOMPARE(lower->conflicts.constFirst().counts, yes());
        QCOMPARE(lower->conflicts.constFirst().differs, no());
        QCOMPARE(interview.answerTo(u"F03"_s)->value, yes());
        QVERIFY(interview.answer(u"F03"_s, no(), from(SourceKind::Clerk, u"证照已注销"_s)).ok());
        QCOMPARE(interview.answerTo(u"F03"_s)->value, no());
        QCOMPARE(interview.answerTo(u"F03"_s)->from.overrideReason, u"证照已注销"_s);
        // The same two sources the other way round come to the same.
        Interview other(m_pack);
        (void)other.answer(u"F02"_s, set({u"音像"_s})).ok();
        (void)other.answer(u"F03"_s, no(), from(SourceKind::Clerk)).ok();
        (void)other.answer(u"F03"_s, yes(), from(SourceKind::Licence)).ok();
        QCOMPARE(other.answerTo(u"F03"_s)->value, yes());
        QCOMPARE(other.conflicts().size(), 1);
    }
    void sleepingAnswersComeBackToBeConfirmed()
    {
        Interview interview(m_pack);
        (void)interview.answerAll({{u"F01"_s, text(u"个人"_s), {}}, {u"F02"_s, set({u"图书"_s}), {}}, {u"F04"_s, feel::Value(feel::Decimal(5)), {}},
                                   {u"F07"_s, no(), {}}, {u"F06"_s, yes(), {}}, {u"F08"_s, set({u"后半夜"_s}), {}}}).ok();
        QVERIFY(interview.outcome().complete && !interview.outcome().provisional);
        QVERIFY(interview.outcome().material(u"M04"_s));
        const auto off = interview.answer(u"F06"_s, no());
        QCOMPARE(off->dormant, QStringList{u"F08"_s});
        QCOMPARE(off->materialsRemoved, QStringList{u"M04"_s});
        QVERIFY(!interview.isActive(u"F08"_s) && interview.answerTo(u"F08"_s));
        QVERIFY(!interview.outcome().provisional);
        const auto on = interview.answer(u"F06"_s, yes());
        QCOMPARE(on->revived, QStringList{u"F08"_s});
        QVERIFY(interview.needsConfirmation(u"F08"_s));
        QVERIFY(interview.outcome().provisional);
        QCOMPARE(interview.outcome().toConfirm, QStringList{u"F08"_s});
        QCOMPARE(interview.outcome().material(u"M04"_s)->state, PartState::Provisional);
        QVERIFY(interview.confirm(u"F08"_s).ok());
        QVERIFY(!interview.outcome().provisional);
        interview.undo();
        QVERIFY(interview.outcome().provisional);
        interview.redo();
        QVERIFY(!interview.outcome().provisional);
    }
    void stepsBackAndForth()
    {
        Interview interview = company();
        (void)interview.answer(u"F07"_s, yes()).ok();
        const Outcome later = interview.outcome();
        QVERIFY(interview.canUndo() && !interview.canRedo());
        interview.undo();
        QVERIFY(!interview.answerTo(u"F07"_s) && interview.canRedo());
        interview.redo();
        QVERIFY(interview.outcome() == later);
        interview.undo();
        (void)interview.answer(u"F06"_s, no()).ok();
        QVERIFY(!interview.canRedo());
        Interview copy(interview);
        (void)copy.answer(u"F07"_s, yes()).ok();
        QVERIFY(!interview.answerTo(u"F07"_s));
    }
    void theDeltaCounts()
    {
        Interview interview = company();
        (void)interview.answerAll({{u"F02"_s, set({u"图书"_s}), {}}, {u"F04"_s, feel::Value(feel::Decimal(5)), {}}, {u"F06"_s, no(), {}}}).ok();
        QCOMPARE(interview.outcome().promisedDays, std::optional(5));
        QVERIFY(interview.outcome().fee == feel::Decimal::fromText(u"50.5"));
        QCOMPARE(interview.outcome().feeFen(), std::optional<qint64>(5050));
        const auto delta = interview.answer(u"F07"_s, yes());
        QCOMPARE(delta->materialsAdded, QStringList{u"M03"_s});
        QCOMPARE(delta->fieldsAdded, QStringList{u"D02"_s});
        QVERIFY(delta->becameComplete && !delta->isEmpty() && !delta->text().isEmpty());
        const auto bigger = interview.answer(u"F04"_s, feel::Value(feel::Decimal(50)));
        QCOMPARE(bigger->subItemsAdded, QStringList{u"S3"_s});
        QCOMPARE(bigger->materialsAdded, QStringList{u"M05"_s});
        QCOMPARE(bigger->promisedFrom, std::optional(5));
        QCOMPARE(bigger->promisedTo, std::optional(10));           // 8 in the first stage and 2 in the second
        const auto person = interview.answer(u"F01"_s, text(u"个人"_s));
        QCOMPARE(person->modes.constFirst().material, u"M01"_s);
        QCOMPARE(person->modes.constFirst().to, u"免交"_s);
        QCOMPARE(person->questionsOpened, QStringList{u"F05"_s});
    }
    void reasonsInWords()
    {
        Interview interview = company();
        (void)interview.answerAll({{u"F02"_s, set({u"图书"_s}), {}}, {u"F07"_s, yes(), {}}}).ok();
        const auto why = interview.whyRequired({OutputId::Kind::Material, u"M03"_s});
        QVERIFY(why.ok());
        QCOMPARE(why->rows, QStringList{u"m3"_s});
        QCOMPARE(why->basis, QStringList{u"L01"_s});
        QCOMPARE(why->basisText, u"书摊样例规则 第一条"_s);
        QVERIFY(why->text.contains(u"授权委托书") && why->text.contains(u"代办"));
        QCOMPARE(interview.whyRequired({OutputId::Kind::Material, u"M05"_s}).error().code, u"GDE-FACT"_s);
        const auto asked = interview.whyAsked(u"F04"_s);
        QVERIFY(asked.ok() && asked->relevant);
        QVERIFY(asked->canChange.contains(OutputId{OutputId::Kind::Material, u"M05"_s}));
        QVERIFY(asked->futures.size() >= 2 && !asked->text.isEmpty());
        const auto future = interview.effectOf(u"F04"_s, feel::Value(feel::Decimal(50)));
        QCOMPARE(future->delta.materialsAdded, QStringList{u"M05"_s});
        QVERIFY(future->text.contains(u"占道平面图"));
        QVERIFY(!interview.answerTo(u"F04"_s));
        const auto forbidden = interview.effectOf(u"F02"_s, set({}));
        QVERIFY(forbidden.ok() && !forbidden->possible);
        QCOMPARE(forbidden->forbiddenBy, u"至少选一种书刊"_s);
        QCOMPARE(interview.effectOf(u"F04"_s, yes()).error().code, u"GDE-VALUE"_s);
        const auto not_ = interview.whyNot({OutputId::Kind::SubItem, u"S1"_s});
        QCOMPARE(not_->changes.size(), 1);
        QCOMPARE(not_->changes.constFirst().fact, u"F01"_s);
        QCOMPARE(not_->changes.constFirst().value, text(u"个人"_s));
        QCOMPARE(interview.whyNot({OutputId::Kind::Fee, u"S1"_s}).error().code, u"GDE-FACT"_s);
    }
    void priorsSpareQuestions()
    {
        const Interview interview(m_pack, {{u"F01"_s, text(u"个人"_s), from(SourceKind::Case)}, {u"F02"_s, set({}), from(SourceKind::Case)},
                                           {u"F77"_s, yes(), from(SourceKind::Case)}});
        QVERIFY(interview.isActive(u"F01"_s));
        QVERIFY(!interview.answerTo(u"F02"_s));                    // a prior that contradicts a constraint is left out
        QVERIFY(!interview.canUndo());
        QVERIFY(!interview.openFacts().contains(u"F01"_s));
    }
    void receiptsReplay()
    {
        Interview interview = company();
        (void)interview.answerAll({{u"F02"_s, set({u"音像"_s}), {}}, {u"F03"_s, yes(), from(SourceKind::Licence)}, {u"F03"_s, no(), from(SourceKind::Clerk)},
                                   {u"F06"_s, no(), {}}, {u"F07"_s, yes(), {}}, {u"F04"_s, feel::Value(feel::Decimal(9)), {}}}).ok();
        const QJsonObject receipt = interview.receipt();
        QCOMPARE(receipt.value(u"pack").toString(), u"book-stall"_s);
        const auto again = Interview::replay(m_pack, receipt);
        QVERIFY(again.ok() && *again == interview.outcome());
        QJsonObject other = receipt;
        other.insert(u"contentHash"_s, u"00"_s);
        QCOMPARE(Interview::replay(m_pack, other).error().code, u"PACK-HASH"_s);
        QCOMPARE(Interview::replay(m_pack, {}).error().code, u"GDE-VALUE"_s);
        other = receipt;
        other.insert(u"facts"_s, QJsonArray{QJsonObject{{u"id"_s, u"F01"_s}, {u"value"_s, u"公司"_s}}});
        QCOMPARE(Interview::replay(m_pack, other).error().code, u"GDE-VALUE"_s);
    }
    void anAnswerIsQuick()
    {
        QElapsedTimer timer;
        QList<qint64> times;
        for (int round = 0; round < 20; ++round) {
            Interview interview(m_pack);
            timer.start();
            (void)interview.answer(u"F02"_s, set({u"图书"_s})).ok();
            times << timer.nsecsElapsed() / 1000;
        }
        std::sort(times.begin(), times.end());
        qInfo("answer: median %lld us", static_cast<long long>(times.at(10)));
        QVERIFY(times.at(10) < 50'000);
    }
};

ZC_TEST(QCoreApplication, TestInterview)
#include "tst_interview.moc"
