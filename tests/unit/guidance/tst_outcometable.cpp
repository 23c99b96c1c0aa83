#include "oracle.h"
#include "packcopy.h"

#include "internal/outcomewalk.h"

#include <guidance/authoredpack.h>
#include <guidance/confirmation.h>
#include <guidance/packdiff.h>
#include <guidance/sheets.h>

#include "internal/xlsx.h"
#include "support/testprogram.h"

using namespace oracle;

// All outcomes of a pack once, and what a new version changes: held against plain enumeration.
class TestOutcomeTable : public QObject {
    Q_OBJECT

    QHash<QString, QList<feel::Value>> m_samples;

    static feel::Value number(int n) { return feel::Value(feel::Decimal(n)); }
    static feel::Value day(const QString &text) { return feel::Value(*feel::Date::fromText(text)); }
    static Outcome outcomeOf(const std::shared_ptr<const Pack> &pack, const QList<feel::Entry> &facts)
    {
        Interview interview(pack);
        Priors answers;
        for (int i = 0; i < facts.size(); ++i)
            if (facts.at(i).state == feel::FactState::Known)
                answers << AnswerRecord{pack->facts().at(i).id, facts.at(i).value, {}};
        if (!interview.answerAll(answers).ok())
            qFatal("a consistent scenario is refused");
        return interview.outcome();
    }
    static bool follows(const Scenario &scenario, const Pack &pack, const QList<ReasonAnswer> &answers)
    {
        return std::all_of(answers.cbegin(), answers.cend(), [&](const ReasonAnswer &answer) {
            for (int i = 0; i < pack.facts().size(); ++i)
                if (pack.facts().at(i).id == answer.fact)
                    return scenario.facts.at(i).state == feel::FactState::Known && scenario.facts.at(i).value == answer.value;
            return false;
        });
    }
    static AuthoredPack authored() { return *AuthoredPack::read(*PackFiles::readFolder(ownPack())); }
    static PackDiff diff(const PackFiles &from, const PackFiles &to)
    {
        const auto result = diffPacks(from, to);
        if (!result.ok())
            qFatal("%s", qPrintable(result.error().detail));
        return *result;
    }
    static QStringList texts(const PackDiff &diff)
    {
        QStringList list;
        for (const OutcomeChange &change : diff.outcomes)
            list << change.text;
        list.sort();
        return list;
    }

private Q_SLOTS:
    void initTestCase()
    {
        // One value of every piece that some rule tells apart, in either pack.
        m_samples.insert(u"摊位面积"_s, {number(19), number(20), number(21), number(30), number(31)});
        m_samples.insert(u"开始日期"_s, {day(u"2026-06-30"_s), day(u"2026-07-01"_s), day(u"2026-07-02"_s)});
        m_samples.insert(u"招牌面积"_s, {number(9), number(10), number(11)});
    }
    void everyOutcomeOnce_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("book-stall") << ownPack();
        if (QDir(examplePack(u"shop-sign"_s)).exists())
            QTest::newRow("shop-sign") << examplePack(u"shop-sign"_s);
    }
    void everyOutcomeOnce()
    {
        QFETCH(QString, path);
        const auto pack = loadPack(path);
        const Brute brute(pack, m_samples);
        QMap<QString, QList<const Scenario *>> expected;
        for (const Scenario &scenario : brute.scenarios)
            expected[outcomeSignature(outcomeOf(pack, scenario.facts))] << &scenario;
        const auto table = distinctOutcomes(pack);
        QVERIFY(table.ok());
        QCOMPARE(table->outcomes.size(), expected.size());
        double sum = 0;
        QSet<QString> seen;
        for (const DistinctOutcome &row : table->outcomes) {
            const QString signature = outcomeSignature(row.outcome);
            QVERIFY(expected.contains(signature) && !seen.contains(signature));
            seen << signature;
            sum += row.scenarios;
            // The short scenario suffices, and no answer of it can be left out, but those that make another one apply.
            bool reached = false;
            for (const Scenario &scenario : brute.scenarios) {
                if (!follows(scenario, *pack, row.scenario))
                    continue;
                reached = true;
                QVERIFY(expected.value(signature).contains(&scenario));
            }
            QVERIFY(reached);
            for (const ReasonAnswer &answer : row.scenario) {
                const bool governs = std::any_of(row.scenario.cbegin(), row.scenario.cend(), [&](const ReasonAnswer &other) {
                    return pack->fact(other.fact)->applicable.contains(answer.name);
                });
                if (governs)
                    continue;
                QList<ReasonAnswer> fewer = row.scenario;
                fewer.removeIf([&](const ReasonAnswer &other) { return other.fact == answer.fact; });
                QVERIFY2(std::any_of(brute.scenarios.cbegin(), brute.scenarios.cend(), [&](const Scenario &scenario) {
                             return follows(scenario, *pack, fewer) && !expected.value(signature).contains(&scenario);
                         }), qPrintable(answer.name));
            }
            QVERIFY(!row.basis.isEmpty() && row.outcome.complete);
        }
        QCOMPARE(sum, table->scenarios);
        QVERIFY(table->scenarios > 0);
    }
    void countsAreOfScenarios()
    {
        // Without numbers and dates a scenario of the diagrams is a scenario of the people.
        AuthoredPack source = *AuthoredPack::read(blankPackFiles());
        const auto pack = *Pack::loadNow(source.write());
        const Brute brute(pack, {});
        const auto table = distinctOutcomes(pack);
        QCOMPARE(table->scenarios, double(brute.scenarios.size()));
        for (const DistinctOutcome &row : table->outcomes) {
            int count = 0;
            for (const Scenario &scenario : brute.scenarios)
                count += outcomeSignature(outcomeOf(pack, scenario.facts)) == outcomeSignature(row.outcome);
            QCOMPARE(row.scenarios, double(count));
        }
    }
    void tooManyOutcomesAreSaid()
    {
        const auto table = distinctOutcomes(loadPack(ownPack()), 2);
        QVERIFY(!table.ok());
        QCOMPARE(table.error().code, u"GDE-BUDGET"_s);
    }
    void theSheetIsCompleteAndWithoutContradiction()
    {
        const auto pack = loadPack(ownPack());
        const auto table = distinctOutcomes(pack);
        const ConfirmationSheet sheet = confirmationSheet(*pack, *table);
        QCOMPARE(sheet.sections.size(), table->outcomes.size());
        QVERIFY(sheet.demo && sheet.signatures.size() == 3);
        for (qsizetype i = 0; i < sheet.sections.size(); ++i) {
            const ConfirmationSheet::Section &section = sheet.sections.at(i);
            QSet<QString> names;
            for (const QStringList &row : section.rows) {
                QCOMPARE(row.size(), section.columns.size());
                QVERIFY(!names.contains(row.at(1)));                // each material once
                names << row.at(1);
                QVERIFY2(QStringList({u"必交"_s, u"免交"_s, u"容缺"_s, u"承诺"_s}).contains(row.at(4)), qPrintable(row.at(4)));
                QCOMPARE(row.at(4) == u"容缺", row.at(5) != u"—");    // time to bring it with 容缺, and only then
                QVERIFY(row.at(3).toInt() >= 1 && row.at(6) != u"—");
            }
            QCOMPARE(section.rows.isEmpty(), table->outcomes.at(i).outcome.exit() != nullptr);
            for (const auto &[label, text] : section.lines)
                QVERIFY2(!label.isEmpty() && !text.isEmpty(), qPrintable(section.heading));
        }
        QList<GridProblem> problems;
        const auto grids = readXlsx(*confirmationXlsx(sheet), &problems);
        QVERIFY(grids && problems.isEmpty());
        QCOMPARE(grids->size(), 2);
        qsizetype rows = 1;
        for (const auto &section : sheet.sections)
            rows += qMax<qsizetype>(1, section.rows.size());
        QCOMPARE(grids->at(1).rows.size(), rows);
        QCOMPARE(countText(12), u"12"_s);
        QVERIFY(countText(1e30).contains(u"1e+30"));
    }

    void theSamePackHasNoDifference()
    {
        const PackFiles files = *PackFiles::readFolder(ownPack());
        const PackDiff same = diff(files, files);
        QVERIFY(same.compared && same.isEmpty());
        // Another layout of the same rules is no difference either.
        QVERIFY(diff(files, AuthoredPack::read(files)->write()).isEmpty());
    }
    void whatChangedIsNamed()
    {
        AuthoredPack pack = authored();
        pack.info.version = u"1.1.0"_s;
        pack.sheet(u"materials.csv"_s)->rows[0][2] = u"新名字"_s;
        pack.sheet(u"asserts.csv"_s)->rows.removeLast();
        pack.sheet(u"basis.csv"_s)->rows << QStringList{u"L09"_s, u"新规"_s, {}, {}, {}};
        pack.notice += u"多一行\n"_s;
        pack.others[u"samples/M03.md"_s] = "x";
        pack.others[u"samples/new.md"_s] = "y";
        pack.formulas[0].text = u"摊位面积 > 30"_s;
        const PackDiff result = diff(*PackFiles::readFolder(ownPack()), pack.write());
        const auto has = [&](PackChange::Kind kind, const QString &where, const QString &id, const QString &to = {}) {
            return std::any_of(result.changes.cbegin(), result.changes.cend(), [&](const PackChange &change) {
                return change.kind == kind && change.where == where && change.id == id && (to.isEmpty() || change.to == to);
            });
        };
        using Kind = PackChange::Kind;
        QVERIFY(has(Kind::Changed, u"包信息"_s, {}, u"1.1.0"_s));
        QVERIFY(has(Kind::Changed, u"材料"_s, u"M01"_s, u"新名字"_s));
        QVERIFY(has(Kind::Removed, u"断言"_s, authored().sheet(u"asserts.csv"_s)->rows.constLast().constFirst()));
        QVERIFY(has(Kind::Added, u"依据"_s, u"L09"_s));
        QVERIFY(has(Kind::Changed, u"告知书"_s, {}));
        QVERIFY(has(Kind::Changed, u"samples/M03.md"_s, {}));
        QVERIFY(has(Kind::Added, u"samples/new.md"_s, {}));
        QVERIFY(has(Kind::Changed, u"公式"_s, pack.formulas.at(0).id, u"摊位面积 > 30"_s));
        QCOMPARE(result.changes.size(), 8);
    }
    // Every difference between two versions, and its scenario, against running both over all scenarios.
    void outcomesThatDiffer()
    {
        AuthoredPack pack = authored();
        pack.formulas[0].text = u"摊位面积 > 30"_s;             // 大摊
        for (AuthoredTable::Rule &rule : pack.table(u"费用"_s)->rules)
            rule.cells[1] = rule.cells.at(1) == u"0" ? u"7"_s : rule.cells.at(1);
        const PackFiles oldFiles = *PackFiles::readFolder(ownPack()), newFiles = pack.write();
        const auto before = *Pack::loadNow(oldFiles), after = *Pack::loadNow(newFiles);
        const Brute brute(before, m_samples);
        const PackDiff result = diff(oldFiles, newFiles);
        QVERIFY(result.compared);
        QVERIFY(!result.outcomes.isEmpty());
        int differing = 0;
        for (const Scenario &scenario : brute.scenarios) {
            const Outcome was = outcomeOf(before, scenario.facts), is = outcomeOf(after, scenario.facts);
            const bool differs = outcomeSignature(was) != outcomeSignature(is);
            differing += differs;
            // A change whose scenario this one follows is seen here, and what is seen here has been told.
            for (const OutcomeChange &change : result.outcomes)
                if (follows(scenario, *before, change.scenario))
                    QVERIFY2(differs, qPrintable(change.text));
        }
        QVERIFY(differing > 0);
        for (const OutcomeChange &change : result.outcomes) {
            QVERIFY(change.scenarios >= 1);
            QVERIFY(outcomeSignature(change.from) != outcomeSignature(change.to));
        }
        QStringList names = texts(result);
        QCOMPARE(names.removeDuplicates(), 0);
        QVERIFY2(std::any_of(names.cbegin(), names.cend(), [](const QString &text) { return text.contains(u"0 → 7"); }), qPrintable(names.join(u'\n')));
        // The other way round the same things change back.
        QCOMPARE(diff(newFiles, oldFiles).outcomes.size(), result.outcomes.size());
    }
    void newFactsAndOptions()
    {
        AuthoredPack pack = *AuthoredPack::read(blankPackFiles());
        const PackFiles oldFiles = pack.write();
        pack.sheet(u"facts.csv"_s)->rows << u"F04,有保证人,bool,,,,有保证人吗？,样例,applicant,1,,,,"_s.split(u',');
        pack.sheet(u"facts.csv"_s)->rows[0][3] = u"个人|单位|合作社"_s;
        pack.alignCases();
        AuthoredTable &table = *pack.table(u"材料"_s);
        table.columns.insert(3, {AuthoredTable::Kind::Input, u"有保证人"_s});
        for (AuthoredTable::Rule &rule : table.rules)
            rule.cells.insert(3, u"-"_s);
        table.rules[2].cells[3] = u"false"_s;                       // no letter of authority with a guarantor
        const PackDiff result = diff(oldFiles, pack.write());
        QVERIFY(result.compared);
        QCOMPARE(result.outcomes.size(), 1);
        QVERIFY2(result.outcomes.constFirst().text.contains(u"授权委托书"), qPrintable(result.outcomes.constFirst().text));
        QStringList facts;
        for (const ReasonAnswer &answer : result.outcomes.constFirst().scenario)
            facts << answer.fact;
        QCOMPARE(facts, (QStringList{u"F02"_s, u"F03"_s, u"F04"_s}));
    }
    void brokenPacksAreComparedAsTexts()
    {
        AuthoredPack pack = authored();
        pack.table(u"材料"_s)->rules[0].cells[0] = u"没有这个"_s;
        const PackDiff result = diff(*PackFiles::readFolder(ownPack()), pack.write());
        QVERIFY(!result.compared);
        QCOMPARE(result.error.code, u"PACK-FORMAT"_s);
        QCOMPARE(result.changes.size(), 1);
        PackFiles files = pack.write();
        files.content[u"facts.csv"_s] = "x";
        QCOMPARE(diffPacks(files, files).error().code, u"PACK-FORMAT"_s);
    }

private:
    static PackFiles blankPackFiles() { return *PackFiles::readFolder(QStringLiteral(ZC_SOURCE_DIR "/resources/blankpack")); }
};

ZC_TEST(QCoreApplication, TestOutcomeTable)
#include "tst_outcometable.moc"
