#include "oracle.h"
#include "randomitem.h"
#include "support/testprogram.h"

#include <QDirIterator>

#include <map>

using namespace oracle;

namespace {
// An interview is a plan: which question comes next under what is known. Held against the best plan there is, found by trying every
// question in every state (dynamic programming), and against the plan that asks in the order of the file. A question counts 1.
class QuestionPlans {
public:
    using Codes = std::vector<int>;                    // by fact: the number of its value; kOpen = not known
    using Scenarios = std::vector<const Scenario *>;
    static constexpr int kOpen = -2;

    explicit QuestionPlans(const Brute &brute) : m_brute(brute) {}

    Scenarios all() const
    {
        Scenarios list;
        for (const Scenario &scenario : m_brute.scenarios)
            list.push_back(&scenario);
        return list;
    }
    Codes nothingKnown() const { return Codes(size_t(m_brute.pack->facts().size()), kOpen); }

    // Expected number of questions of the best plan from here on.
    double best(const Codes &known, const Scenarios &list)
    {
        if (isSettled(list))
            return 0;
        if (const auto found = m_best.find(known); found != m_best.end())
            return found->second;
        double least = 1e9;
        for (size_t fact = 0; fact < known.size(); ++fact) {
            if (known[fact] != kOpen || !canBeAsked(list, fact))
                continue;
            double expected = 1;
            for (const auto &[code, part] : split(list, fact)) {
                Codes next = known;
                next[fact] = code;
                expected += weightOf(part) / weightOf(list) * best(next, part);
                if (expected >= least)
                    break;
            }
            least = std::min(least, expected);
        }
        return m_best[known] = least;
    }

    struct Walk {
        double expected = 0;
        int irrelevant = 0;                            // questions that could not change anything
        QHash<const Scenario *, int> asked;            // by scenario
    };
    Walk walk(QuestionOrder order)
    {
        Walk result;
        Interview interview(m_brute.pack, {}, order);
        follow(interview, nothingKnown(), all(), 0, result);
        const double total = weightOf(all());
        for (auto it = result.asked.cbegin(); it != result.asked.cend(); ++it)
            result.expected += it.key()->weight / total * it.value();
        return result;
    }

private:
    static double weightOf(const Scenarios &list)
    {
        double sum = 0;
        for (const Scenario *scenario : list)
            sum += scenario->weight;
        return sum;
    }
    static bool isSettled(const Scenarios &list)
    {
        return std::all_of(list.cbegin(), list.cend(), [&](const Scenario *scenario) { return scenario->outputs == list.front()->outputs; });
    }
    static bool canBeAsked(const Scenarios &list, size_t fact)
    {
        const auto code = [fact](const Scenario *scenario) { return scenario->codes.at(qsizetype(fact)); };
        return std::all_of(list.cbegin(), list.cend(), [&](const Scenario *s) { return code(s) >= 0; })
            && std::any_of(list.cbegin(), list.cend(), [&](const Scenario *s) { return code(s) != code(list.front()); });
    }
    static std::map<int, Scenarios> split(const Scenarios &list, size_t fact)
    {
        std::map<int, Scenarios> parts;
        for (const Scenario *scenario : list)
            parts[scenario->codes.at(qsizetype(fact))].push_back(scenario);
        return parts;
    }
    void follow(Interview &interview, const Codes &known, const Scenarios &list, int depth, Walk &result)
    {
        const QList<Question> questions = interview.nextQuestions();
        if (questions.isEmpty()) {
            if (!isSettled(list))
                qFatal("%s: ended too early", qPrintable(m_brute.pack->id()));
            for (const Scenario *scenario : list)
                result.asked.insert(scenario, depth);
            return;
        }
        const FactId id = questions.constFirst().fact;
        size_t fact = 0;
        while (m_brute.pack->facts().at(qsizetype(fact)).id != id)
            ++fact;
        if (isSettled(list) || known[fact] != kOpen || !canBeAsked(list, fact))
            ++result.irrelevant;
        for (const auto &[code, part] : split(list, fact)) {
            if (!interview.answer(id, m_brute.options.at(qsizetype(fact)).at(code)).ok())
                qFatal("%s: %s refused", qPrintable(m_brute.pack->id()), qPrintable(id));
            Codes next = known;
            next[fact] = code;
            follow(interview, next, part, depth + 1, result);
            interview.undo();
        }
    }

    const Brute &m_brute;
    std::map<Codes, double> m_best;
};
} // namespace

class TestQuestions : public QObject {
    Q_OBJECT

    // One value of each piece that the rules tell apart; nullptr: too much to try.
    static std::shared_ptr<Brute> small(const AuthoredPack &authored, qsizetype most)
    {
        const auto pack = Pack::loadNow(authored.write());
        if (!pack.ok() || !(*pack)->unverified().isEmpty())
            return nullptr;
        QHash<QString, QList<feel::Value>> samples;
        qsizetype product = 1;
        for (int fact = 0; fact < (*pack)->facts().size(); ++fact) {
            const Fact &row = (*pack)->facts().at(fact);
            const FactVariables &variables = (*pack)->program().compiled.atoms.of(fact);
            if (row.type == FactType::Number)
                samples.insert(row.name, QList<feel::Value>(variables.samples.begin(), variables.samples.end()));
            product *= row.type == FactType::Set ? qsizetype(1) << row.options.size() : qsizetype(qMax<size_t>(1, variables.samples.size()));
        }
        if (product > most)
            return nullptr;
        auto brute = std::make_shared<Brute>(*pack, samples);
        return brute->scenarios.size() > 1 ? brute : nullptr;
    }

    // Questions count alike here: what they cost is the author's word, what they are too many of is not.
    static AuthoredPack randomPack(unsigned seed)
    {
        AuthoredPack item = RandomItem(seed, u"plan-%1"_s.arg(seed), 3 + int(seed % 6)).make();
        AuthoredSheet &facts = *item.sheet(u"facts.csv"_s);
        for (QStringList &row : facts.rows)
            row[facts.columns.indexOf(u"cost"_s)] = u"1"_s;
        return item;
    }

    static feel::Value anyAnswer(const Fact &fact, std::mt19937 &random)
    {
        switch (fact.type) {
        case FactType::Bool: return feel::Value(random() % 2 == 0);
        case FactType::Enum: return feel::Value(fact.options.at(qsizetype(random() % size_t(fact.options.size()))));
        case FactType::Number: return feel::Value(feel::Decimal(qint64(random() % 300)));
        case FactType::Date: return feel::Value(*feel::Date::fromText(u"2026-%1-15"_s.arg(1 + random() % 12, 2, 10, QChar(u'0'))));
        case FactType::Set: break;
        }
        feel::List chosen;
        for (const QString &option : fact.options)
            if (random() % 2 == 0)
                chosen << feel::Value(option);
        return feel::Value(chosen);
    }

private Q_SLOTS:
    // The items of the departments, answered by chance: a form would ask everything.
    void theDepartmentsItemsAskFortyPercentLess()
    {
        std::mt19937 random(20260601);
        QDirIterator packs(QStringLiteral(ZC_SOURCE_DIR "/plugins/departments"), {u"facts.csv"_s}, QDir::Files, QDirIterator::Subdirectories);
        int items = 0, asked = 0, form = 0;
        while (packs.hasNext()) {
            const QString folder = QFileInfo(packs.next()).absolutePath();
            if (QFile::exists(folder + u"/imports.csv"_s))
                continue;
            const auto pack = loadPack(folder);
            const qsizetype questions = std::count_if(pack->facts().cbegin(), pack->facts().cend(), [](const Fact &fact) { return fact.asksPerson(); });
            ++items;
            for (int round = 0; round < 40; ++round) {
                Interview interview(pack);
                form += int(questions);
                for (QList<Question> next = interview.nextQuestions(); !next.isEmpty(); next = interview.nextQuestions(), ++asked) {
                    const Fact &fact = *pack->fact(next.constFirst().fact);
                    bool taken = false;                // a constraint may refuse one
                    for (int i = 0; i < 100 && !taken; ++i)
                        taken = interview.answer(fact.id, anyAnswer(fact, random)).ok();
                    QVERIFY2(taken, qPrintable(pack->id() + u' ' + fact.name));
                }
                QVERIFY(interview.outcome().complete);
            }
        }
        qInfo("%d items: %d questions asked where a form asks %d", items, asked, form);
        QVERIFY(items > 10);
        QVERIFY(asked <= 0.6 * form);
    }
    void asFewQuestionsAsCanBe()
    {
        constexpr int kPacks = 150;
        int packs = 0;
        double ratios = 0, worst = 1, asked = 0, form = 0, scenarios = 0, muchMore = 0;
        for (unsigned seed = 1; packs < kPacks; ++seed) {
            const auto brute = small(randomPack(seed), 4000);
            if (!brute)
                continue;
            QuestionPlans plans(*brute);
            const double best = plans.best(plans.nothingKnown(), plans.all());
            if (best == 0)
                continue;
            ++packs;
            const auto byGain = plans.walk(QuestionOrder::ByGain), asWritten = plans.walk(QuestionOrder::AsWritten);
            QCOMPARE(byGain.irrelevant, 0);
            QCOMPARE(asWritten.irrelevant, 0);
            QVERIFY(best < byGain.expected + 1e-6);
            QVERIFY2(byGain.expected < asWritten.expected + 1e-6, qPrintable(u"seed %1: %2 instead of %3"_s.arg(seed).arg(byGain.expected).arg(asWritten.expected)));
            for (auto it = byGain.asked.cbegin(); it != byGain.asked.cend(); ++it) {
                ++scenarios;
                muchMore += it.value() > asWritten.asked.value(it.key()) + 1;
            }
            ratios += byGain.expected / best;
            worst = qMax(worst, byGain.expected / best);
            asked += byGain.expected;
            // A form asks everything that can matter at all.
            for (int fact = 0; fact < brute->pack->facts().size(); ++fact)
                form += brute->relevant({}, fact);
        }
        qInfo("%d packs: mean %.4f, worst %.3f of the fewest; %.1f asked where a form asks %.0f; two or more above the order of the file in %.0f of %.0f scenarios", packs,
              ratios / packs, worst, asked, form, muchMore, scenarios);
        QVERIFY(ratios / packs <= 1.03);
        QVERIFY(worst <= 1.15);
        QVERIFY(asked < 0.8 * form);                   // packs of chance have little that spares a question
        // The fewest on the whole may be more in a rare single case; the best plan of all has such cases too.
        QVERIFY(muchMore <= scenarios / 1000);
    }
};

ZC_TEST(QCoreApplication, TestQuestions)
#include "tst_questions.moc"
