#include <base/uuid.h>
#include <intake/caseshelf.h>

#include "support/testprogram.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace zc;
using namespace zc::intake;
using namespace Qt::StringLiterals;

class TestCaseShelf : public QObject {
    Q_OBJECT
    using Kind = CaseQuery::Kind;

    static CaseRowView randomRow(QRandomGenerator &dice, const QUuid &caseId)
    {
        static const QStringList states = {u"draft"_s, u"received"_s, u"accepted"_s, u"finished"_s, u"discarded"_s};
        CaseRowView row;
        row.caseId = caseId;
        row.number = u"4301992026%1"_s.arg(dice.bounded(100), 8, 10, QChar(u'0'));
        row.state = row.stateName = states[dice.bounded(5)];
        row.departmentId = row.departmentName = dice.bounded(3) ? u"market"_s : QString();
        row.sync = row.syncName = dice.bounded(2) ? u"waiting"_s : u"submitted"_s;
        row.urgency = Urgency(dice.bounded(4));
        row.due = dice.bounded(4) ? QDate(2026, 11, 1 + dice.bounded(5)) : QDate();
        row.clerkNo = u"A%1"_s.arg(dice.bounded(3));
        row.windowNo = u"00%1"_s.arg(dice.bounded(2));
        row.updatedMs = dice.bounded(20);                // many at the same moment
        return row;
    }
    static QList<CaseRowView> values(const QList<CaseRef> &rows)
    {
        QList<CaseRowView> list;
        for (const CaseRef &row : rows)
            list.append(*row);
        return list;
    }
    static QMap<std::pair<int, QString>, int> numbers(const QList<CaseCount> &counts)
    {
        QMap<std::pair<int, QString>, int> map;
        for (const CaseCount &one : counts)
            map.insert({int(one.kind), one.value}, one.count);
        return map;
    }
    // What a list must be, straight from its meaning.
    static QList<CaseRowView> expected(const QHash<QUuid, CaseRowView> &cases, const CaseQuery &query)
    {
        QList<CaseRowView> rows;
        for (const CaseRowView &row : cases)
            if (!isDiscarded(row.state) && passes(row, query))
                rows.append(row);
        std::sort(rows.begin(), rows.end(), comesBefore);
        return rows;
    }
    static void compare(const CaseShelf &shelf, const QHash<QUuid, CaseRowView> &cases)
    {
        QCOMPARE(shelf.size(), cases.size());
        const QList<CaseQuery> queries = {{}, {Kind::Clerk, u"A1"_s, {}}, {Kind::Window, u"001"_s, {}}, {Kind::State, u"accepted"_s, {}},
                                          {Kind::Department, u"market"_s, {}}, {Kind::Sync, u"waiting"_s, {}}, {Kind::Clerk, {}, {}}};
        for (const CaseQuery &query : queries)
            QCOMPARE(values(shelf.arrange(query).rows), expected(cases, query));
        QMap<std::pair<int, QString>, int> wanted{{{int(Kind::Hall), {}}, int(expected(cases, {}).size())}};
        for (const CaseRowView &row : expected(cases, {})) {
            ++wanted[{int(Kind::Clerk), row.clerkNo}];
            ++wanted[{int(Kind::Window), row.windowNo}];
            ++wanted[{int(Kind::State), row.state}];
            ++wanted[{int(Kind::Sync), row.syncName}];
            if (!row.departmentId.isEmpty())
                ++wanted[{int(Kind::Department), row.departmentId}];
        }
        QCOMPARE(numbers(shelf.arrange({}).counts), wanted);
    }

private Q_SLOTS:
    void theOrderIsStrict()
    {
        QRandomGenerator dice(7);
        QList<CaseRowView> rows;
        for (int i = 0; i < 60; ++i)
            rows.append(randomRow(dice, makeUuidV7()));
        for (const CaseRowView &a : rows)
            for (const CaseRowView &b : rows) {
                QCOMPARE(comesBefore(a, b) || comesBefore(b, a), a.caseId != b.caseId);
                QVERIFY(!(comesBefore(a, b) && comesBefore(b, a)));
                for (const CaseRowView &c : rows)
                    QVERIFY(!(comesBefore(a, b) && comesBefore(b, c)) || comesBefore(a, c));
            }
    }
    // Whatever was put in whatever order: the shelf is as one that is filled afresh.
    void putAgainIsPutAfresh()
    {
        for (quint32 seed = 1; seed <= 40; ++seed) {
            QRandomGenerator dice(seed);
            QList<QUuid> ids;
            for (int i = 0; i < 80; ++i)
                ids.append(makeUuidV7());
            QHash<QUuid, CaseRowView> cases;
            CaseShelf shelf;
            for (int step = 0; step < 25; ++step) {
                if (step % 9 == 8) {
                    // A whole pass, in which some cases are no longer there.
                    shelf.beginPass();
                    cases.removeIf([&dice](const auto &) { return dice.bounded(4) == 0; });
                    QList<CaseRowView> all = cases.values();
                    const qsizetype half = all.size() / 2;
                    shelf.put(all.first(half));
                    shelf.put(all.sliced(half));
                    shelf.endPass();
                } else {
                    QList<CaseRowView> batch;
                    for (int i = dice.bounded(20); i > 0; --i)
                        batch.append(randomRow(dice, ids[dice.bounded(80)]));        // the same case may come twice
                    for (const CaseRowView &row : batch)
                        cases.insert(row.caseId, row);
                    shelf.put(batch);
                }
                compare(shelf, cases);
                if (QTest::currentTestFailed())
                    QFAIL(qPrintable(u"seed %1 step %2"_s.arg(seed).arg(step)));
            }
        }
    }
    void whatDidNotChangeKeepsItsRow()
    {
        QRandomGenerator dice(3);
        CaseRowView one = randomRow(dice, makeUuidV7()), two = randomRow(dice, makeUuidV7());
        one.state = two.state = u"accepted"_s;
        CaseShelf shelf;
        shelf.put({one, two});
        const auto rowOf = [&shelf](const QUuid &id) {
            const QList<CaseRef> rows = shelf.arrange({}).rows;
            return rows.first()->caseId == id ? rows.first() : rows.last();
        };
        const CaseRef first = rowOf(one.caseId), second = rowOf(two.caseId);
        const qint64 version = shelf.version();
        shelf.put({one, two});
        QCOMPARE(shelf.version(), version);
        two.syncName = u"another"_s;
        shelf.put({two, one});
        QVERIFY(shelf.version() > version);
        QCOMPARE(rowOf(one.caseId).get(), first.get());
        QVERIFY(rowOf(two.caseId) != second);
        QVERIFY(second->syncName != two.syncName);              // who still holds it sees what it was
    }
};

ZC_TEST(QCoreApplication, TestCaseShelf)
#include "tst_caseshelf.moc"
