#include "oracle.h"
#include "support/testprogram.h"

#include <QDir>
#include <QJsonDocument>

#include <cmath>

using namespace oracle;

// What interviews promise, held against enumeration: answers that count, pending parts, relevance, order, undo, reasons.
class TestGuidanceOracle : public QObject {
    Q_OBJECT

    QHash<QString, std::shared_ptr<Brute>> m_brutes;

    static feel::Value number(int value) { return feel::Value(feel::Decimal(value)); }
    static feel::Value date(const QString &text) { return feel::Value(*feel::Date::fromText(text)); }

    std::shared_ptr<Brute> brute(const QString &name)
    {
        if (m_brutes.contains(name))
            return m_brutes.value(name);
        const QString path = name == u"book-stall" ? ownPack() : examplePack(name);
        if (!QDir(path).exists())
            return nullptr;
        const QHash<QString, QList<feel::Value>> samples = {
            {u"摊位面积"_s, {number(19), number(20), number(21)}},
            {u"开始日期"_s, {date(u"2026-06-30"_s), date(u"2026-07-01"_s), date(u"2026-07-02"_s)}},
            {u"经营面积"_s, {number(59), number(60), number(61)}},
            {u"招牌面积"_s, {number(9), number(10), number(11)}}};
        m_brutes.insert(name, std::make_shared<Brute>(loadPack(path), samples));
        return m_brutes.value(name);
    }
    static void packs()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"book-stall", "shop-sign", "food-licence"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    static QString show(const Brute &b, const Brute::Known &known)
    {
        QStringList parts;
        for (int i = 0; i < b.pack->facts().size(); ++i)
            if (known.contains(i))
                parts << b.pack->facts().at(i).name + u'=' + b.options.at(i).at(known.value(i)).text();
        return parts.join(u", "_s);
    }
    // Some facts of a random scenario, in random order.
    static QList<int> pick(std::mt19937 &engine, const Scenario &scenario)
    {
        QList<int> facts;
        for (int i = 0; i < scenario.codes.size(); ++i)
            if (scenario.codes.at(i) >= 0 && engine() % 2 == 0)
                facts << i;
        std::shuffle(facts.begin(), facts.end(), engine);
        return facts;
    }
    static Interview answered(const Brute &b, const Scenario &scenario, const QList<int> &facts)
    {
        Interview interview(b.pack);
        for (const int fact : facts) {
            const auto delta = interview.answer(b.pack->facts().at(fact).id, b.options.at(fact).at(scenario.codes.at(fact)));
            if (!delta.ok())
                qFatal("%s", qPrintable(delta.error().detail));
        }
        return interview;
    }
    static Brute::Known knownOf(const Scenario &scenario, const QList<int> &facts)
    {
        Brute::Known known;
        for (const int fact : facts)
            known.insert(fact, scenario.codes.at(fact));
        return known;
    }
    static QByteArray text(const Interview &interview) { return QJsonDocument(outcomeToJson(interview.outcome())).toJson(QJsonDocument::Compact); }

private Q_SLOTS:
    void diagramsAgreeWithTheTables_data() { packs(); }
    void diagramsAgreeWithTheTables()
    {
        QFETCH(QString, name);
        const auto b = brute(name);
        if (!b)
            QSKIP("skipped: data absent");
        QVERIFY(b->scenarios.size() > 20);
        Solver solver(*b->pack);
        for (const Scenario &scenario : std::as_const(b->scenarios)) {
            solver.setFacts(scenario.facts);
            QVERIFY(solver.isConsistent());
            for (int o = 0; o < scenario.outputs.size(); ++o)
                QCOMPARE(solver.constantOf(o), std::optional(scenario.outputs.at(o)));
        }
        QVERIFY(b->pack->unverified().isEmpty());
    }
    void partialAnswers_data() { packs(); }
    void partialAnswers()
    {
        QFETCH(QString, name);
        const auto b = brute(name);
        if (!b)
            QSKIP("skipped: data absent");
        std::mt19937 engine(42);
        const Compiled &compiled = b->pack->program().compiled;
        for (int round = 0; round < 60; ++round) {
            const Scenario &scenario = b->scenarios.at(qsizetype(engine() % size_t(b->scenarios.size())));
            const QList<int> facts = pick(engine, scenario);
            const Interview interview = answered(*b, scenario, facts);
            const Brute::Known known = b->active(knownOf(scenario, facts));
            const QByteArray where = show(*b, known).toUtf8();
            bool anyRelevant = false;
            QList<FactId> mustAsk;
            const auto list = b->matching(known);
            for (int fact = 0; fact < b->pack->facts().size(); ++fact) {
                const QString id = b->pack->facts().at(fact).id;
                QVERIFY2(interview.isActive(id) == known.contains(fact), where.constData());
                if (known.contains(fact))
                    continue;
                const bool relevant = b->relevant(known, fact);
                anyRelevant = anyRelevant || relevant;
                QVERIFY2(interview.isRelevant(id) == relevant, (id.toUtf8() + " under " + where).constData());
                const bool applies = std::all_of(list.cbegin(), list.cend(), [&](const Scenario *s) { return s->codes.at(fact) >= 0; });
                QCOMPARE(interview.isApplicable(id), applies);
                if (relevant && applies)
                    mustAsk << id;
            }
            if (anyRelevant && !mustAsk.isEmpty())
                QCOMPARE(interview.openFacts(), mustAsk);
            const auto results = b->results(known);
            const Outcome outcome = interview.outcome();
            for (int o = 0; o < results.size(); ++o) {
                const OutputId &id = compiled.outputs.at(o).id;
                if (id.kind == OutputId::Kind::Material) {
                    QVERIFY2((outcome.material(id.id) != nullptr) == (results.at(o) == ValueTable::kTrue), where.constData());
                    QCOMPARE(outcome.possibleMaterials.contains(id.id), !results.at(o).has_value());
                } else if (id.kind == OutputId::Kind::Mode && outcome.material(id.id)) {
                    const OutcomeMaterial &material = *outcome.material(id.id);
                    if (results.at(o) && material.modeState != PartState::Pending)
                        QCOMPARE(feel::Value(material.mode), compiled.values.value(*results.at(o)));
                    if (!results.at(o))
                        QCOMPARE(material.modeState, PartState::Pending);
                }
            }
            QCOMPARE(outcome.complete, std::all_of(results.cbegin(), results.cend(), [](const auto &r) { return r.has_value(); }));
        }
    }
    void orderNeverMatters_data() { packs(); }
    void orderNeverMatters()
    {
        QFETCH(QString, name);
        const auto b = brute(name);
        if (!b)
            QSKIP("skipped: data absent");
        std::mt19937 engine(7);
        for (int round = 0; round < 40; ++round) {
            const Scenario &scenario = b->scenarios.at(qsizetype(engine() % size_t(b->scenarios.size())));
            QList<int> facts = pick(engine, scenario);
            const QByteArray first = text(answered(*b, scenario, facts));
            std::shuffle(facts.begin(), facts.end(), engine);
            QCOMPARE(text(answered(*b, scenario, facts)), first);
        }
    }
    void interviewsAskOnlyWhatMatters_data() { packs(); }
    void interviewsAskOnlyWhatMatters()
    {
        QFETCH(QString, name);
        const auto b = brute(name);
        if (!b)
            QSKIP("skipped: data absent");
        std::mt19937 engine(3);
        int asked = 0, all = 0;
        for (int round = 0; round < 40; ++round) {
            const Scenario &scenario = b->scenarios.at(qsizetype(engine() % size_t(b->scenarios.size())));
            Interview interview(b->pack);
            Brute::Known known;
            for (;;) {
                const QList<Question> questions = interview.nextQuestions();
                if (questions.isEmpty())
                    break;
                int fact = 0;
                while (b->pack->facts().at(fact).id != questions.constFirst().fact)
                    ++fact;
                QVERIFY(!known.contains(fact));
                bool any = false;
                for (int i = 0; i < b->pack->facts().size(); ++i)
                    any = any || (!known.contains(i) && b->relevant(known, i));
                QVERIFY2(!any || b->relevant(known, fact), qPrintable(show(*b, known)));
                QVERIFY(scenario.codes.at(fact) >= 0);
                known.insert(fact, scenario.codes.at(fact));
                QVERIFY(interview.answer(questions.constFirst().fact, b->options.at(fact).at(scenario.codes.at(fact))).ok());
                ++asked;
            }
            const Outcome outcome = interview.outcome();
            QVERIFY2(outcome.complete, qPrintable(show(*b, known)));
            QVERIFY(outcome.pending.isEmpty());
            const auto results = b->results(known);
            for (int o = 0; o < results.size(); ++o)
                QCOMPARE(results.at(o), std::optional(scenario.outputs.at(o)));
            all += int(b->pack->facts().size());
        }
        QVERIFY2(asked < all, qPrintable(u"%1 of %2"_s.arg(asked).arg(all)));
    }
    void gainIsTheExpectedInformation_data() { packs(); }
    void gainIsTheExpectedInformation()
    {
        QFETCH(QString, name);
        const auto b = brute(name);
        if (!b)
            QSKIP("skipped: data absent");
        std::mt19937 engine(5);
        const auto entropy = [](const QHash<int, double> &weights) {
            double total = 0, sum = 0;
            for (const double w : weights)
                total += w;
            for (const double w : weights)
                sum -= w / total * std::log2(w / total);
            return sum;
        };
        for (int round = 0; round < 15; ++round) {
            const Scenario &scenario = b->scenarios.at(qsizetype(engine() % size_t(b->scenarios.size())));
            const Brute::Known known = b->active(knownOf(scenario, pick(engine, scenario)));
            Solver solver(*b->pack);
            QList<feel::Entry> facts(b->pack->facts().size());
            for (auto it = known.cbegin(); it != known.cend(); ++it)
                facts[it.key()] = {feel::FactState::Known, b->options.at(it.key()).at(it.value())};
            solver.setFacts(facts);
            const auto list = b->matching(known);
            for (int fact = 0; fact < facts.size(); ++fact) {
                if (known.contains(fact) || !solver.isApplicable(fact))
                    continue;
                for (int o = 0; o < scenario.outputs.size(); ++o) {
                    QHash<int, double> whole;
                    QHash<int, QHash<int, double>> parts;
                    double total = 0, rest = 0;
                    for (const Scenario *s : list) {
                        whole[s->outputs.at(o)] += s->weight;
                        parts[s->codes.at(fact)][s->outputs.at(o)] += s->weight;
                        total += s->weight;
                    }
                    for (const auto &part : std::as_const(parts)) {
                        double mass = 0;
                        for (const double w : part)
                            mass += w;
                        rest += mass / total * entropy(part);
                    }
                    const double expected = entropy(whole) - rest, found = solver.gain(o, fact);
                    QVERIFY2(std::abs(expected - found) < 1e-9,
                             qPrintable(u"%1 output %2: expected %3 found %4"_s.arg(b->pack->facts().at(fact).name).arg(o).arg(expected).arg(found)));
                }
            }
        }
    }
    void reasonsAreSufficientAndMinimal_data() { packs(); }
    void reasonsAreSufficientAndMinimal()
    {
        QFETCH(QString, name);
        const auto b = brute(name);
        if (!b)
            QSKIP("skipped: data absent");
        std::mt19937 engine(11);
        const Compiled &compiled = b->pack->program().compiled;
        int seen = 0;
        for (int round = 0; round < 40; ++round) {
            const Scenario &scenario = b->scenarios.at(qsizetype(engine() % size_t(b->scenarios.size())));
            QList<int> facts;
            for (int i = 0; i < scenario.codes.size(); ++i)
                if (scenario.codes.at(i) >= 0 && (round % 2 == 0 || engine() % 4 != 0))
                    facts << i;
            const Interview interview = answered(*b, scenario, facts);
            const auto current = b->results(b->active(knownOf(scenario, facts)));
            const Outcome outcome = interview.outcome();
            const auto check = [&](const Reason &reason, const QList<OutputId> &ids) {
                QVERIFY(!reason.rows.isEmpty());
                QVERIFY(!reason.basis.isEmpty() && !reason.basisText.isEmpty());
                Brute::Known known;
                for (const ReasonAnswer &answer : reason.answers)
                    for (int i = 0; i < b->pack->facts().size(); ++i)
                        if (b->pack->facts().at(i).id == answer.fact)
                            known.insert(i, int(b->options.at(i).indexOf(answer.value)));
                QList<int> outputs;
                for (const OutputId &id : ids)
                    if (const int o = compiled.outputIndex(id); current.at(o))
                        outputs << o;
                const auto holds = [&](const Brute::Known &subset) {
                    const auto found = b->results(subset);
                    return std::all_of(outputs.cbegin(), outputs.cend(), [&](int o) { return found.at(o) == current.at(o); });
                };
                QVERIFY2(holds(known), qPrintable(ids.constFirst().id + u": "_s + show(*b, known)));
                const QList<int> keys = known.keys();
                for (const int fact : keys) {
                    Brute::Known fewer = known;
                    fewer.remove(fact);
                    QVERIFY2(!holds(fewer), qPrintable(ids.constFirst().id + u" without "_s + b->pack->facts().at(fact).name));
                }
                ++seen;
            };
            for (const OutcomeMaterial &material : outcome.materials)
                check(material.why, {{OutputId::Kind::Material, material.id}, {OutputId::Kind::Mode, material.id}, {OutputId::Kind::DueDays, material.id}});
            for (const OutcomeSubItem &item : outcome.subItems)
                check(item.why, {{OutputId::Kind::SubItem, item.id}});
            for (const OutcomeField &field : outcome.fields)
                check(field.why, {{OutputId::Kind::Field, field.id}});
        }
        QVERIFY(seen > 50);
    }
    void whyNotNamesTheFewestChanges_data() { packs(); }
    void whyNotNamesTheFewestChanges()
    {
        QFETCH(QString, name);
        const auto b = brute(name);
        if (!b)
            QSKIP("skipped: data absent");
        std::mt19937 engine(13);
        for (int round = 0; round < 30; ++round) {
            const Scenario &scenario = b->scenarios.at(qsizetype(engine() % size_t(b->scenarios.size())));
            const QList<int> facts = pick(engine, scenario);
            const Interview interview = answered(*b, scenario, facts);
            const Brute::Known known = b->active(knownOf(scenario, facts));
            for (const Material &material : b->pack->materials()) {
                const int o = b->pack->program().compiled.outputIndex({OutputId::Kind::Material, material.id});
                int fewest = 1000;
                for (const Scenario &other : std::as_const(b->scenarios)) {
                    if (other.outputs.at(o) != ValueTable::kTrue)
                        continue;
                    int changes = 0;
                    for (auto it = known.cbegin(); it != known.cend(); ++it)
                        changes += other.codes.at(it.key()) >= 0 && other.codes.at(it.key()) != it.value() ? 1 : 0;
                    fewest = std::min(fewest, changes);
                }
                const auto found = interview.whyNot({OutputId::Kind::Material, material.id});
                QVERIFY(found.ok());
                QCOMPARE(found->possible, fewest < 1000);
                if (found->possible)
                    QCOMPARE(int(found->changes.size()), fewest);
            }
        }
    }
    void walksEqualFreshRunsAndUndoRestores_data() { packs(); }
    void walksEqualFreshRunsAndUndoRestores()
    {
        QFETCH(QString, name);
        const auto b = brute(name);
        if (!b)
            QSKIP("skipped: data absent");
        std::mt19937 engine(17);
        Interview interview(b->pack);
        QList<QByteArray> history;
        const auto receipt = [](const Interview &i) { return QJsonDocument(i.receipt()).toJson(); };
        for (int step = 0; step < 250; ++step) {
            const int fact = int(engine() % size_t(b->pack->facts().size()));
            const QString id = b->pack->facts().at(fact).id;
            const QByteArray before = receipt(interview);
            const bool couldUndo = interview.canUndo();
            const size_t choice = engine() % 10;
            if (choice < 6) {
                const auto delta = interview.answer(id, b->options.at(fact).at(qsizetype(engine() % size_t(b->options.at(fact).size()))));
                if (!delta.ok()) {
                    QCOMPARE(delta.error().code, u"GDE-CONFLICT"_s);
                    QVERIFY(delta.error().detail.startsWith(u'K'));
                    QCOMPARE(receipt(interview), before);
                } else if (receipt(interview) != before) {
                    history << before;
                }
            } else if (choice < 8) {
                if (interview.retract(id).ok())
                    history << before;
            } else if (choice < 9) {
                if (interview.confirm(id).ok())
                    history << before;
            } else if (couldUndo) {
                interview.undo();
                QCOMPARE(receipt(interview), history.takeLast());
                const QByteArray undone = receipt(interview);
                interview.redo();
                QCOMPARE(receipt(interview), before);
                interview.undo();
                QCOMPARE(receipt(interview), undone);
            }
            // The same active answers, asked in a fresh interview, come to the same outcome.
            Interview fresh(b->pack);
            Priors answers;
            for (const Fact &row : b->pack->facts())
                if (interview.isActive(row.id))
                    answers << *interview.answerTo(row.id);
            QVERIFY(fresh.answerAll(answers).ok());
            Outcome found = interview.outcome(), expected = fresh.outcome();
            found.toConfirm.clear();
            found.provisional = false;
            const auto plain = [](Outcome &o) {
                for (auto &part : o.materials) {
                    part.state = PartState::Known;
                    part.modeState = part.modeState == PartState::Provisional ? PartState::Known : part.modeState;
                }
                for (auto &part : o.subItems)
                    part.state = PartState::Known;
                for (auto &part : o.fields)
                    part.state = PartState::Known;
            };
            plain(found);
            QVERIFY(found == expected);
            const auto replayed = Interview::replay(b->pack, interview.receipt());
            QVERIFY(replayed.ok());
            QCOMPARE(QJsonDocument(outcomeToJson(*replayed)).toJson(), QJsonDocument(outcomeToJson(interview.outcome())).toJson());
        }
        while (interview.canUndo()) {
            interview.undo();
            QCOMPARE(receipt(interview), history.takeLast());
        }
        QVERIFY(history.isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestGuidanceOracle)
#include "tst_guidanceoracle.moc"
