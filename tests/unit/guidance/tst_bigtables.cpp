#include "oracle.h"
#include "replay.h"
#include "support/bigpack.h"
#include "support/testprogram.h"

#include "internal/verifier.h"

using namespace oracle;

// A table whose diagram is beyond every budget: what can be said of it without one is still said, is true, and nothing else is said.
class TestBigTables : public QObject {
    Q_OBJECT

    AuthoredPack m_clean;

    static QStringList told(const VerifyReport &report, const QString &code)
    {
        QStringList messages;
        for (const Finding &finding : report.findings)
            if (finding.code == code)
                messages << finding.place() + u' ' + finding.message;
        return messages;
    }
    // The only finding of this code; it shows in the engine.
    static void isShown(const AuthoredPack &authored, const QString &code)
    {
        const PackFiles files = authored.write();
        const VerifyReport report = verifyFiles(files);
        QCOMPARE(told(report, code).size(), 1);
        const auto pack = Pack::loadNow(files);
        QVERIFY(pack.ok());
        for (const Finding &finding : report.findings) {
            if (finding.code != code)
                continue;
            QCOMPARE(finding.table, test::kWideTable);
            QVERIFY(!finding.witness.isEmpty());
            const QString fault = Replay(*pack, 1).fault(finding);
            QVERIFY2(fault.isEmpty(), qPrintable(finding.message + fault));
        }
    }

private Q_SLOTS:
    void initTestCase() { m_clean = test::wideTable(1200, 8, 20260601); }
    void noFalseAlarm()
    {
        const VerifyReport report = verifyFiles(m_clean.write());
        for (const QString &code : {u"V01"_s, u"V03"_s, u"V04"_s, u"V05"_s, u"V12"_s})
            QVERIFY2(told(report, code).isEmpty(), qPrintable(told(report, code).mid(0, 3).join(u'\n')));
        QVERIFY2(!told(report, u"V19"_s).isEmpty(), "the test wants a table that is too large");
    }
    void aRowDroppedIsMissed()
    {
        AuthoredPack pack = m_clean;
        pack.table(test::kWideTable)->rules.removeAt(517);
        isShown(pack, u"V03"_s);
    }
    void aWidenedCellQuarrels()
    {
        AuthoredPack pack = m_clean;
        QList<AuthoredTable::Rule> &rules = pack.table(test::kWideTable)->rules;
        AuthoredTable::Rule again = rules.at(300);
        again.id.clear();
        again.cells.last() = again.cells.constLast() == u"\"级0\"" ? u"\"级1\""_s : u"\"级0\""_s;
        rules << again;
        isShown(pack, u"V04"_s);
    }
    // Where the budget does not even hold what is consistent, that is told, and nothing that may not be so.
    void whatCannotBeToldIsNotTold()
    {
        const test::LargeBundle large = test::largeBundle(3, 20260601);
        LoadOptions options;
        options.imports = large.finder();
        const auto codes = [&](int nodesPerOutput, bool *known) {
            options.nodesPerOutput = nodesPerOutput;
            const auto pack = Pack::loadNow(large.bundle, options);
            if (!pack.ok())
                qFatal("%s", qPrintable(pack.error().detail));
            Workings workings;
            SymbolicPack symbols(**pack, (*pack)->program(), workings, options);
            symbols.build();
            *known = std::all_of(workings.compiled.care.cbegin(), workings.compiled.care.cend(), [](const CareGroup &group) { return group.known; });
            Findings findings;
            Verifier(**pack, symbols, findings).run();
            QSet<QString> found;
            for (const Finding &finding : findings.list())
                found.insert(finding.code);
            return found;
        };
        bool known = false;
        QCOMPARE(codes(200'000, &known), (QSet<QString>{u"V10"_s}));           // no item takes part at all
        QVERIFY(known);
        QCOMPARE(codes(40, &known), (QSet<QString>{u"V19"_s}));
        QVERIFY(!known);
    }
    // A bundle of ever more items that share facts and papers stays within the budget and grows with its items, not with their pairs.
    void aBundleGrowsWithItsItems()
    {
        QList<size_t> nodes;
        for (const int items : {10, 20, 40}) {
            const test::LargeBundle large = test::largeBundle(items, 20260601);
            LoadOptions options;
            options.imports = large.finder();
            const auto pack = Pack::loadNow(large.bundle, options);
            QVERIFY(pack.ok() && (*pack)->unverified().isEmpty());
            Workings workings;
            SymbolicPack symbols(**pack, (*pack)->program(), workings, options);
            symbols.build();
            QVERIFY(!symbols.gaveUp());
            nodes << workings.compiled.diagram.nodeCount();
        }
        QVERIFY2(nodes.at(1) < 4 * nodes.at(0) && nodes.at(2) < 3 * nodes.at(1), qPrintable(u"%1, %2, %3 nodes"_s.arg(nodes.at(0)).arg(nodes.at(1)).arg(nodes.at(2))));
    }
    // Answers by the rows alone: every whole situation comes to what the rule that takes it says.
    void theFallbackIsRight()
    {
        const auto pack = Pack::loadNow(m_clean.write());
        QVERIFY(pack.ok() && !(*pack)->unverified().isEmpty());
        const AuthoredTable &table = *m_clean.table(test::kWideTable);
        std::mt19937 random(3);
        for (int round = 0; round < 20; ++round) {
            Interview interview(*pack);
            QStringList chosen;
            for (const Fact &fact : (*pack)->facts()) {
                chosen << fact.options.at(qsizetype(random() % size_t(fact.options.size())));
                QVERIFY(interview.answer(fact.id, feel::Value(chosen.constLast())).ok());
            }
            QString level;
            for (const AuthoredTable::Rule &rule : table.rules) {
                bool takes = true;
                for (qsizetype c = 0; c < chosen.size(); ++c)
                    takes = takes && (rule.cells.at(c) == u"-" || rule.cells.at(c).contains(u'"' + chosen.at(c) + u'"'));
                if (takes)
                    level = rule.cells.at(chosen.size());
            }
            const Outcome outcome = interview.outcome();
            QVERIFY(outcome.complete && outcome.unverified);
            QCOMPARE(outcome.materials.size(), 1);
            QCOMPARE(outcome.materials.constFirst().id, u"M0%1"_s.arg(level.at(2).digitValue() + 1));
        }
    }
};

ZC_TEST(QCoreApplication, TestBigTables)
#include "tst_bigtables.moc"
