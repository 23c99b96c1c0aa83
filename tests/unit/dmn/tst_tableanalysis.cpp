#include "support/testprogram.h"

#include <dmn/tableanalysis.h>

#include <random>

using namespace zc::dmn;
using namespace zc::feel;
using namespace Qt::StringLiterals;

// Small tables of chance against every combination tried by itself.
class TestTableAnalysis : public QObject {
    Q_OBJECT

    const QStringList m_options = {u"a"_s, u"b"_s, u"c"_s, u"d"_s};
    static constexpr int kColumns = 3;

    Table table(std::mt19937 &random, int rules) const
    {
        DecisionTable source;
        source.hitPolicy = HitPolicy::Unique;
        Scope scope;
        for (int c = 0; c < kColumns; ++c) {
            source.inputs.append({u"i%1"_s.arg(c), u"f%1"_s.arg(c), {}});
            scope.insert(u"f%1"_s.arg(c), Type::oneOf(m_options));
        }
        source.outputs = {{u"o"_s, u"o"_s, {}}};
        for (int r = 0; r < rules; ++r) {
            QStringList cells;
            const bool any = r > 0 && random() % 16 == 0;          // the table is then complete, and no rule is alone
            for (int c = 0; c < kColumns; ++c) {
                QStringList some;
                for (const QString &option : m_options)
                    if (random() % 3 == 0)
                        some << u'"' + option + u'"';
                cells << (any || some.isEmpty() ? u"-"_s : random() % 5 == 0 ? u"not(%1)"_s.arg(some.join(u','))  : some.join(u','));
            }
            source.rules << Rule{u"r%1"_s.arg(r), cells, {u"1"_s}, {}, 1};
        }
        QList<TableProblem> problems;
        const Table made = Table::compile(source, scope, Profile::Authoring, &problems);
        if (!problems.isEmpty())
            qFatal("%s", qPrintable(problems.constFirst().text));
        return made;
    }
    std::vector<std::vector<Entry>> values(bool inapplicable) const
    {
        std::vector<Entry> own;
        for (const QString &option : m_options)
            own.push_back({FactState::Known, Value(option)});
        if (inapplicable)
            own.push_back({FactState::NotApplicable, {}});
        return std::vector<std::vector<Entry>>(kColumns, own);
    }
    // Which rules take a combination, by the cells.
    static QList<int> taking(const Table &table, const std::vector<std::vector<Entry>> &values, const std::vector<int> &combination)
    {
        QList<int> rows;
        for (int rule = 0; rule < table.ruleCount(); ++rule) {
            bool all = true;
            for (int c = 0; c < kColumns; ++c) {
                const Entry &entry = values[size_t(c)][size_t(combination[size_t(c)])];
                all = all && (table.cell(rule, c).cell().any || (entry.state == FactState::Known && table.cell(rule, c).matches(entry).isTrue()));
            }
            if (all)
                rows << rule;
        }
        return rows;
    }

private Q_SLOTS:
    void agreesWithEveryCombination_data()
    {
        QTest::addColumn<bool>("inapplicable");
        QTest::newRow("values") << false;
        QTest::newRow("values and not applicable") << true;
    }
    void agreesWithEveryCombination()
    {
        QFETCH(bool, inapplicable);
        std::mt19937 random(20260601);
        const auto possible = values(inapplicable);
        int disjoint = 0, gaps = 0, complete = 0;
        for (int round = 0; round < 300; ++round) {
            const Table one = table(random, 1 + int(random() % 6));
            const RowIndex index(one);
            RowSet rows = index.all();
            if (one.ruleCount() > 2 && random() % 3 == 0)
                rows.reset(1);
            const auto analysis = TableAnalysis::make(index, possible, rows);
            QVERIFY(analysis);
            std::vector<RowSet> meeting(size_t(one.ruleCount()), RowSet(one.ruleCount()));
            bool hole = false;
            const int most = int(possible[0].size());
            for (int a = 0; a < most; ++a)
                for (int b = 0; b < most; ++b)
                    for (int c = 0; c < most; ++c) {
                        const std::vector<int> combination{a, b, c};
                        QList<int> expected = taking(one, possible, combination);
                        expected.removeIf([&](int row) { return !rows.test(row); });
                        QCOMPARE(analysis->hits(combination).list(), expected);
                        QCOMPARE(analysis->firstHit(combination), expected.value(0, -1));
                        hole = hole || expected.isEmpty();
                        for (const int x : std::as_const(expected))
                            for (const int y : std::as_const(expected))
                                if (x != y)
                                    meeting[size_t(x)].set(y);
                    }
            bool none = true;
            for (const int row : rows.list()) {
                QCOMPARE(analysis->meeting(row).list(), meeting[size_t(row)].list());
                QCOMPARE(analysis->quarrelling().test(row), !meeting[size_t(row)].isEmpty());
                none = none && meeting[size_t(row)].isEmpty();
            }
            QCOMPARE(analysis->isDisjoint(), none);
            QCOMPARE(analysis->isComplete(), !hole);
            const auto found = analysis->hole();
            QCOMPARE(found.has_value(), hole);
            if (found)
                QVERIFY(taking(one, possible, *found).removeIf([&](int row) { return !rows.test(row); }) >= 0 && analysis->hits(*found).isEmpty());
            disjoint += none;
            gaps += none && hole;
            complete += !none && !hole;
        }
        QVERIFY(disjoint > 20 && gaps > 10 && complete > 10);
    }
    void aColumnWithTooManyValuesIsLeft()
    {
        std::mt19937 random(1);
        const Table one = table(random, 2);
        auto possible = values(false);
        for (int i = 0; i < TableAnalysis::kMostValues; ++i)
            possible[1].push_back({FactState::Known, Value(QString::number(i))});
        QVERIFY(!TableAnalysis::make(RowIndex(one), possible, RowSet(2, true)));
        possible[1].clear();
        QVERIFY(!TableAnalysis::make(RowIndex(one), possible, RowSet(2, true)));
    }
};

ZC_TEST(QCoreApplication, TestTableAnalysis)
#include "tst_tableanalysis.moc"
