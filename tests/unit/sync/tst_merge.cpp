#include "support/testprogram.h"

#include <sync/merge.h>

#include <QJsonArray>
#include <QRandomGenerator>

using namespace zc::sync;
using namespace Qt::StringLiterals;

namespace {

FieldRule rules(const QString &path)
{
    FieldRule rule = defaultFieldRule(path);
    if (path.startsWith("choice"_L1))
        rule.mergeClass = MergeClass::MultiChoice;
    if (path.startsWith("derived"_L1))
        rule.mergeClass = MergeClass::Derived;
    if (path.startsWith("flow"_L1))
        rule.mergeClass = MergeClass::PlatformOnly;
    if (path.startsWith("sign"_L1))
        rule.mergeClass = MergeClass::Signature;
    if (path.startsWith("wide"_L1))
        rule.foldWidth = true;
    return rule;
}

QJsonValue list(const QStringList &items) { return QJsonArray::fromStringList(items); }

const QStringList kPaths{u"form.a"_s, u"form.b"_s, u"form.c"_s, u"applicant.name"_s, u"applicant.idNumber"_s, u"choice.x"_s,
                         u"form.notes"_s, u"rows[01].v"_s, u"rows[01].w"_s, u"rows[02].v"_s};

std::optional<QJsonValue> randomValue(QRandomGenerator &random, const QString &path)
{
    if (random.bounded(6) == 0)
        return {};
    if (path.startsWith("choice"_L1)) {
        QStringList items;
        for (const QString &item : {u"p"_s, u"q"_s, u"r"_s}) {
            if (random.bounded(2))
                items.append(item);
        }
        return list(items);
    }
    return QJsonValue(QString(QChar(u'A' + random.bounded(5))));
}

FieldSet randomSet(QRandomGenerator &random)
{
    FieldSet set;
    for (const QString &path : kPaths) {
        if (random.bounded(4))
            set.insert(path, randomValue(random, path));
    }
    return set;
}

// Changes some of `paths`; the others stay as they were.
FieldSet edited(QRandomGenerator &random, FieldSet set, const QStringList &paths)
{
    for (const QString &path : paths) {
        if (random.bounded(2))
            set.insert(path, randomValue(random, path));
    }
    return set;
}

bool sameSet(const FieldSet &a, const FieldSet &b)
{
    if (a.keys() != b.keys())
        return false;
    for (auto it = a.cbegin(); it != a.cend(); ++it) {
        if (!sameValue(it.value(), b.value(it.key())))
            return false;
    }
    return true;
}

bool contains(const std::optional<QJsonValue> &holder, const std::optional<QJsonValue> &wanted)
{
    if (sameValue(holder, wanted))
        return true;
    if (!holder || !wanted)
        return false;
    if (holder->isArray() && wanted->isArray()) {
        for (const QJsonValue item : wanted->toArray()) {
            if (!holder->toArray().contains(item))
                return false;
        }
        return true;
    }
    return holder->isString() && wanted->isString() && holder->toString().split(u'\n').contains(wanted->toString());
}

} // namespace

class TestMerge : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // --- laws, over random versions ---
    void identity()
    {
        QRandomGenerator random(1);
        for (int i = 0; i < 500; ++i) {
            const FieldSet base = randomSet(random);
            const FieldSet side = edited(random, base, kPaths);
            const MergeOutcome mine = merge(base, side, base, rules);
            QVERIFY(sameSet(mine.result, side));
            QVERIFY(mine.conflicts.isEmpty());
            const MergeOutcome theirs = merge(base, base, side, rules);
            QVERIFY(sameSet(theirs.result, side));
            QVERIFY(theirs.conflicts.isEmpty());
        }
    }
    void idempotence()
    {
        QRandomGenerator random(2);
        for (int i = 0; i < 500; ++i) {
            const FieldSet base = randomSet(random);
            const FieldSet side = edited(random, base, kPaths);
            const MergeOutcome same = merge(base, side, side, rules);
            QVERIFY(sameSet(same.result, side));
            QVERIFY(same.conflicts.isEmpty());
            // Merging the outcome again with what it was made from changes nothing more.
            const FieldSet theirs = edited(random, base, kPaths);
            const MergeOutcome once = merge(base, side, theirs, rules);
            QVERIFY(sameSet(merge(theirs, once.result, theirs, rules).result, once.result));
        }
    }
    void disjointEditsCommute()
    {
        QRandomGenerator random(3);
        const QStringList left{u"form.a"_s, u"choice.x"_s, u"rows[01].v"_s, u"rows[01].w"_s};
        const QStringList right{u"form.b"_s, u"applicant.name"_s, u"applicant.idNumber"_s, u"rows[02].v"_s};
        for (int i = 0; i < 500; ++i) {
            const FieldSet base = randomSet(random);
            const FieldSet mine = edited(random, base, left);
            const FieldSet theirs = edited(random, base, right);
            const MergeOutcome one = merge(base, mine, theirs, rules);
            const MergeOutcome other = merge(base, theirs, mine, rules);
            QVERIFY(one.conflicts.isEmpty() && other.conflicts.isEmpty());
            QVERIFY(sameSet(one.result, other.result));
        }
    }
    void noValueIsLost()
    {
        QRandomGenerator random(4);
        for (int i = 0; i < 2000; ++i) {
            const FieldSet base = randomSet(random);
            const FieldSet mine = edited(random, base, kPaths);
            const FieldSet theirs = edited(random, base, kPaths);
            const MergeOutcome outcome = merge(base, mine, theirs, rules);
            for (const FieldSet *side : {&mine, &theirs}) {
                for (auto it = side->cbegin(); it != side->cend(); ++it) {
                    const bool written = !sameValue(it.value(), base.value(it.key())) || !base.contains(it.key());
                    if (!written || !it.value())
                        continue;                        // only what somebody wrote can be lost
                    bool found = contains(outcome.result.value(it.key()), it.value());
                    for (const FieldConflict &conflict : outcome.conflicts)
                        found = found || contains(conflict.mine.value(it.key()), it.value()) || contains(conflict.theirs.value(it.key()), it.value());
                    for (const MergeNote &note : outcome.timeline)
                        found = found || (note.path == it.key() && (contains(note.mine, it.value()) || contains(note.theirs, it.value())));
                    QVERIFY2(found, qPrintable(it.key()));
                }
            }
        }
    }

    // --- the rules, one by one ---
    void scalarConflictKeepsBoth()
    {
        const MergeOutcome outcome = merge({{u"form.a"_s, u"1"_s}}, {{u"form.a"_s, u"2"_s}}, {{u"form.a"_s, u"3"_s}}, rules);
        QCOMPARE(outcome.conflicts.size(), 1);
        QCOMPARE(outcome.conflicts.first().mine.value(u"form.a"_s)->toString(), u"2"_s);
        QCOMPARE(outcome.conflicts.first().theirs.value(u"form.a"_s)->toString(), u"3"_s);
        QCOMPARE(outcome.conflicts.first().base.value(u"form.a"_s)->toString(), u"1"_s);
        QCOMPARE(outcome.result.value(u"form.a"_s)->toString(), u"2"_s);
    }
    void absentClearedAndEmptyDiffer()
    {
        const QString p = u"form.a"_s;
        const FieldSet absent, cleared{{p, std::nullopt}}, empty{{p, u""_s}};
        QVERIFY(!sameValue(std::nullopt, QJsonValue(u""_s)));
        QCOMPARE(merge(absent, cleared, empty, rules).conflicts.size(), 1);
        QVERIFY(merge(absent, cleared, absent, rules).result.contains(p));
        QVERIFY(!merge(empty, cleared, empty, rules).result.value(p).has_value());
        QVERIFY(merge(cleared, empty, cleared, rules).result.value(p).has_value());
    }
    void equalityIgnoresFormNotContent()
    {
        QVERIFY(sameValue(QJsonValue(u"\u00e9"_s), QJsonValue(u"e\u0301"_s)));
        QVERIFY(sameValue(QJsonValue(u"a\r\nb"_s), QJsonValue(u"a\nb"_s)));
        QVERIFY(!sameValue(QJsonValue(u"Ａ"_s), QJsonValue(u"A"_s)));
        QVERIFY(sameValue(QJsonValue(u"Ａ"_s), QJsonValue(u"A"_s), true));
        QVERIFY(!sameValue(QJsonValue(1), QJsonValue(u"1"_s)));
        const MergeOutcome wide = merge({{u"wide.a"_s, u"x"_s}}, {{u"wide.a"_s, u"Ａ"_s}}, {{u"wide.a"_s, u"A"_s}}, rules);
        QVERIFY(wide.conflicts.isEmpty());
    }
    void identityGroupIsAtomic()
    {
        const QString name = u"applicant.name"_s, id = u"applicant.idNumber"_s;
        const FieldSet base{{name, u"样例甲"_s}, {id, u"1"_s}};
        const FieldSet mine{{name, u"样例乙"_s}, {id, u"1"_s}};
        const FieldSet theirs{{name, u"样例甲"_s}, {id, u"2"_s}};
        const MergeOutcome outcome = merge(base, mine, theirs, rules);
        QCOMPARE(outcome.conflicts.size(), 1);
        QCOMPARE(outcome.conflicts.first().paths.size(), 2);
        QCOMPARE(outcome.conflicts.first().group, u"applicant"_s);
        QCOMPARE(outcome.result.value(id)->toString(), u"1"_s);
        QVERIFY(merge(base, mine, base, rules).conflicts.isEmpty());
        QCOMPARE(merge(base, base, theirs, rules).result.value(id)->toString(), u"2"_s);
    }
    void choicesAddWins()
    {
        const QString p = u"choice.x"_s;
        const MergeOutcome outcome = merge({{p, list({u"a"_s, u"b"_s})}}, {{p, list({u"b"_s, u"c"_s})}},
                                           {{p, list({u"a"_s, u"b"_s, u"d"_s})}}, rules);
        QCOMPARE(*outcome.result.value(p), list({u"b"_s, u"c"_s, u"d"_s}));
        QVERIFY(outcome.conflicts.isEmpty());
        QCOMPARE(outcome.timeline.first().kind, MergeNote::Kind::RemovedChoice);
    }
    void notesOnlyGrow()
    {
        const QString p = u"form.notes"_s;
        const MergeOutcome outcome = merge({{p, u"1"_s}}, {{p, u"1\n3"_s}}, {{p, u"1\n2"_s}}, rules);
        QCOMPARE(outcome.result.value(p)->toString(), u"1\n2\n3"_s);
        QVERIFY(outcome.conflicts.isEmpty());
    }
    void deletedRowReturnsWhenEdited()
    {
        const QString v = u"rows[01].v"_s, w = u"rows[01].w"_s;
        const FieldSet base{{v, u"1"_s}, {w, u"2"_s}};
        const FieldSet gone{{v, std::nullopt}, {w, std::nullopt}};
        const FieldSet changed{{v, u"9"_s}, {w, u"2"_s}};
        for (const auto &outcome : {merge(base, gone, changed, rules), merge(base, changed, gone, rules)}) {
            QVERIFY(sameSet(outcome.result, changed));
            QVERIFY(outcome.conflicts.isEmpty());
            QCOMPARE(outcome.timeline.first().kind, MergeNote::Kind::RowKept);
        }
        QVERIFY(sameSet(merge(base, gone, base, rules).result, gone));
        QVERIFY(sameSet(merge(base, base, gone, rules).result, gone));
    }
    void derivedIsMineAndFlowIsTheirs()
    {
        const FieldSet base{{u"derived.a"_s, 1}, {u"flow.state"_s, u"draft"_s}};
        const FieldSet mine{{u"derived.a"_s, 2}, {u"flow.state"_s, u"x"_s}};
        const FieldSet theirs{{u"derived.a"_s, 3}, {u"flow.state"_s, u"received"_s}};
        const MergeOutcome outcome = merge(base, mine, theirs, rules);
        QCOMPARE(outcome.result.value(u"derived.a"_s)->toInt(), 2);
        QCOMPARE(outcome.result.value(u"flow.state"_s)->toString(), u"received"_s);
        QVERIFY(outcome.conflicts.isEmpty());
    }
    void signatureFallsWithWhatItCovers()
    {
        const QString s = u"sign.applicant"_s, a = u"form.a"_s;
        const FieldSet base{{a, u"1"_s}};
        const FieldSet signedMine{{a, u"1"_s}, {s, u"sig"_s}};
        QCOMPARE(merge(base, signedMine, base, rules).result.value(s)->toString(), u"sig"_s);
        const MergeOutcome voided = merge(base, signedMine, {{a, u"2"_s}}, rules);
        QVERIFY(!voided.result.value(s).has_value());
        QCOMPARE(voided.timeline.first().kind, MergeNote::Kind::VoidedSignature);
        QCOMPARE(voided.timeline.first().mine->toString(), u"sig"_s);
    }
    void emptySides()
    {
        const MergeOutcome outcome = merge({}, {}, {}, rules);
        QVERIFY(outcome.result.isEmpty() && outcome.conflicts.isEmpty() && outcome.timeline.isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestMerge)
#include "tst_merge.moc"
