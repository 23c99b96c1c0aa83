#include "support/testprogram.h"

#include <dmn/table.h>


using namespace zc::dmn;
using namespace zc::feel;
using namespace Qt::StringLiterals;

class TestDmnTable : public QObject {
    Q_OBJECT

    static Table make(HitPolicy policy, const QList<QStringList> &rows, QList<TableProblem> *problems)
    {
        DecisionTable source;
        source.hitPolicy = policy;
        source.inputs = {{u"i1"_s, u"甲"_s, {}}, {u"i2"_s, u"count(乙) > 1"_s, {}}};
        source.outputs = {{u"o"_s, u"出"_s, {}}};
        source.annotations = {u"依据"_s};
        for (const QStringList &row : rows)
            source.rules << Rule{row.at(0), {row.at(1), row.at(2)}, {row.at(3)}, {u"L01"_s}, 1};
        const Scope scope = {{u"甲"_s, Type::oneOf({u"a"_s, u"b"_s})}, {u"乙"_s, Type::listOf({u"x"_s, u"y"_s})}};
        return Table::compile(source, scope, Profile::Authoring, problems);
    }
    static Table make(HitPolicy policy, const QList<QStringList> &rows)
    {
        QList<TableProblem> problems;
        const Table table = make(policy, rows, &problems);
        if (!problems.isEmpty())
            qFatal("%s", qPrintable(problems.constFirst().problem.expected));
        return table;
    }
    static Context context(const QString &first, int chosen)
    {
        Context context;
        if (first == u"/")
            context.setNotApplicable(u"甲"_s);
        else if (!first.isEmpty())
            context.set(u"甲"_s, Value(first));
        if (chosen == -2)
            context.setNotApplicable(u"乙"_s);
        else if (chosen >= 0)
            context.set(u"乙"_s, Value(chosen > 1 ? List{Value(u"x"_s), Value(u"y"_s)} : List{}));
        return context;
    }
    static QString outcome(const Table &table, const Context &context)
    {
        const SingleHit hit = singleHit(table, table.hits(context));
        switch (hit.state) {
        case SingleHit::State::Rule: return table.ruleId(hit.rule);
        case SingleHit::State::NoRule: return u"none"_s;
        case SingleHit::State::Clash: return u"clash"_s;
        case SingleHit::State::Unknown: return u"unknown"_s;
        }
        return {};
    }

private Q_SLOTS:
    void hitsAreThreeValued()
    {
        const Table table = make(HitPolicy::Collect, {{u"r1"_s, u"\"a\""_s, u"-"_s, u"1"_s}, {u"r2"_s, u"-"_s, u"true"_s, u"2"_s}, {u"r3"_s, u"-"_s, u"-"_s, u"3"_s}});
        const TableHits known = table.hits(context(u"b"_s, 2));
        QCOMPARE(known.certain, (QList<int>{1, 2}));
        QVERIFY(known.possible.isEmpty());
        const TableHits open = table.hits(context({}, -1));
        QCOMPARE(open.certain, QList<int>{2});
        QCOMPARE(open.possible, (QList<int>{0, 1}));
        QCOMPARE(table.annotation(0, u"依据"_s), u"L01"_s);
        QCOMPARE(table.names(), (QStringList{u"甲"_s, u"乙"_s}));
    }
    void notApplicableMatchesOnlyTheDash()
    {
        const Table table = make(HitPolicy::Collect, {{u"r1"_s, u"\"a\""_s, u"-"_s, u"1"_s}, {u"r2"_s, u"-"_s, u"true"_s, u"2"_s}, {u"r3"_s, u"-"_s, u"-"_s, u"3"_s},
                                                      {u"r4"_s, u"not(\"a\")"_s, u"-"_s, u"4"_s}});
        const TableHits hits = table.hits(context(u"/"_s, -2));
        QCOMPARE(hits.certain, QList<int>{2});
        QVERIFY(hits.possible.isEmpty());
        QCOMPARE(hits.inapplicable.size(), 3);
    }
    void singleHitPolicies()
    {
        const QList<QStringList> rows = {{u"r1"_s, u"\"a\""_s, u"-"_s, u"1"_s}, {u"r2"_s, u"-"_s, u"true"_s, u"1"_s}, {u"r3"_s, u"\"b\""_s, u"true"_s, u"2"_s}};
        const Table unique = make(HitPolicy::Unique, rows), first = make(HitPolicy::First, rows), any = make(HitPolicy::Any, rows);
        QCOMPARE(outcome(unique, context(u"a"_s, 0)), u"r1"_s);
        QCOMPARE(outcome(unique, context(u"a"_s, 2)), u"clash"_s);
        QCOMPARE(outcome(unique, context(u"b"_s, 0)), u"none"_s);
        QCOMPARE(outcome(unique, context(u"a"_s, -1)), u"unknown"_s);
        QCOMPARE(outcome(first, context(u"a"_s, 2)), u"r1"_s);
        QCOMPARE(outcome(first, context(u"b"_s, 2)), u"r2"_s);
        QCOMPARE(outcome(first, context(u"a"_s, -1)), u"r1"_s);
        QCOMPARE(outcome(first, context({}, 2)), u"r2"_s);           // r1 may come before it but says the same
        QCOMPARE(outcome(any, context(u"a"_s, 2)), u"r1"_s);
        QCOMPARE(outcome(any, context(u"b"_s, 2)), u"clash"_s);
        QCOMPARE(outcome(any, context({}, 2)), u"unknown"_s);
        QCOMPARE(outcome(any, context({}, -1)), u"unknown"_s);
    }
    void problemsSayWhere()
    {
        QList<TableProblem> problems;
        const Table table = make(HitPolicy::Unique, {{u"r1"_s, u"\"c\""_s, u"-"_s, u"1"_s}, {u"r2"_s, u"-"_s, u"1"_s, u"x"_s}}, &problems);
        QCOMPARE(problems.size(), 3);
        QCOMPARE(problems.at(0).rule, 0);
        QCOMPARE(problems.at(0).problem.kind, Problem::Kind::OutsideValues);
        QCOMPARE(problems.at(1).column, 1);
        QCOMPARE(problems.at(1).problem.kind, Problem::Kind::WrongType);
        QVERIFY(problems.at(2).output);
        QCOMPARE(table.ruleCount(), 2);
        QVERIFY(table.hits(context(u"a"_s, 2)).certain.isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestDmnTable)
#include "tst_dmntable.moc"
