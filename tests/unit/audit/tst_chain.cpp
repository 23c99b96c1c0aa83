#include "support/testprogram.h"

#include <audit/chain.h>
#include <base/uuid.h>

#include <QJsonArray>
#include <QRandomGenerator>

using namespace zc;
using namespace zc::audit;
using namespace Qt::StringLiterals;

class TestChain : public QObject {
    Q_OBJECT

    static QList<Line> chain(int count, qint64 epoch = 1, std::optional<Line> last = {})
    {
        QList<Line> lines;
        for (int i = 0; i < count; ++i) {
            last = *nextLine(last, {u"field.reveal"_s, u"clerk-7"_s, makeUuidV7(), {{u"field"_s, u"applicant.idNumber"_s}}}, 1000 + i, epoch);
            lines.append(*last);
        }
        return lines;
    }
    static Anchor anchor(const Line &line) { return {line.epoch, line.seq, line.hash}; }
    // Everything a forger without the signing key can do: hashes follow the changed content again.
    static void rehash(QList<Line> &lines, qsizetype from)
    {
        for (qsizetype i = from; i < lines.size(); ++i) {
            if (i > 0)
                lines[i].prev = lines[i - 1].hash;
            lines[i].hash = hashOf(lines[i]);
        }
    }

private Q_SLOTS:
    void soundChains()
    {
        const QList<Line> lines = chain(10);
        QCOMPARE(verifyChain(lines, {anchor(lines.last())}).verdict, Verdict::Ok);
        QCOMPARE(verifyChain(lines, {anchor(lines[4])}).verdict, Verdict::TailOpen);
        QCOMPARE(verifyChain(lines, {}).verdict, Verdict::NotAnchored);
        QCOMPARE(verifyChain({}, {}).verdict, Verdict::NotAnchored);
        QCOMPARE(lines[0].prev, QByteArray(32, '\0'));
        QCOMPARE(verifyChain(lines, {}).entries, 10);
    }
    void aNewEpochQuotesTheOldHead()
    {
        QList<Line> lines = chain(5);
        const QList<Line> second = chain(3, 2, lines.last());
        QCOMPARE(second[0].seq, 1);
        QCOMPARE(second[0].prev, lines.last().hash);
        lines += second;
        QCOMPARE(verifyChain(lines, {anchor(lines.last())}).verdict, Verdict::Ok);
        lines.removeAt(4);                                 // the last of the old epoch
        QCOMPARE(verifyChain(lines, {}).verdict, Verdict::Missing);
        QCOMPARE(nextLine(second.last(), {u"x"_s, {}, {}, {}}, 1, 1).error().code, u"AUD-EPOCH"_s);
    }
    void everyByteOfAnEntryCounts()
    {
        const QList<Line> lines = chain(3);
        for (qsizetype i = 0; i < lines[1].entry.size(); ++i) {
            QList<Line> bad = lines;
            bad[1].entry[i] = char(bad[1].entry[i] ^ 1);
            const Verification found = verifyChain(bad, {});
            QCOMPARE(found.verdict, Verdict::Altered);
            QCOMPARE(found.firstBad, 2);
        }
    }
    void editedColumnsAreAltered()
    {
        const QList<Line> lines = chain(4);
        for (int column = 0; column < 3; ++column) {
            QList<Line> bad = lines;
            if (column == 0)
                bad[2].kind = u"other"_s;
            else if (column == 1)
                bad[2].atMs += 1;
            else
                bad[2].hash[0] = char(bad[2].hash[0] ^ 1);
            QCOMPARE(verifyChain(bad, {}).verdict, Verdict::Altered);
            QCOMPARE(verifyChain(bad, {}).firstBad, 3);
        }
    }
    void removedInsertedAndMoved()
    {
        const QList<Line> lines = chain(8);
        QList<Line> missing = lines, inserted = lines, moved = lines, first = lines, cut = lines;
        missing.removeAt(3);
        QCOMPARE(verifyChain(missing, {}).verdict, Verdict::Missing);
        QCOMPARE(verifyChain(missing, {}).firstBad, 4);
        inserted.insert(4, lines[3]);
        QCOMPARE(verifyChain(inserted, {}).verdict, Verdict::Inserted);
        moved.swapItemsAt(2, 5);
        QCOMPARE(verifyChain(moved, {}).verdict, Verdict::Reordered);
        QCOMPARE(verifyChain(moved, {}).firstBad, 3);
        first.removeFirst();
        QCOMPARE(verifyChain(first, {}).verdict, Verdict::Missing);
        cut.removeLast();
        QCOMPARE(verifyChain(cut, {}).verdict, Verdict::NotAnchored);      // a bare chain cannot know
        QCOMPARE(verifyChain(cut, {anchor(lines.last())}).verdict, Verdict::Truncated);
        QCOMPARE(verifyChain(cut, {anchor(lines.last())}).firstBad, 8);
        QCOMPARE(verifyChain({}, {anchor(lines.last())}).verdict, Verdict::Truncated);
    }
    void aRewrittenChainIsFoundByItsCheckpoint()
    {
        QList<Line> lines = chain(6);
        const Anchor before = anchor(lines[4]);
        lines[1] = *nextLine(lines[0], {u"nothing.happened"_s, {}, {}, {}}, lines[1].atMs, 1);
        rehash(lines, 2);
        QCOMPARE(verifyChain(lines, {}).verdict, Verdict::NotAnchored);
        const Verification found = verifyChain(lines, {before});
        QCOMPARE(found.verdict, Verdict::Rewritten);
        QCOMPARE(found.firstBad, 5);
        QVERIFY(!holds(found.verdict));
    }
    void randomEditsNeverPass()
    {
        const QList<Line> lines = chain(12);
        const QList<Anchor> anchors{anchor(lines[5]), anchor(lines[11])};
        QRandomGenerator random(20261121);
        int edits = 0;
        for (int round = 0; round < 3000; ++round) {
            QList<Line> bad = lines;
            for (int step = random.bounded(1, 4); step > 0; --step) {
                const int i = random.bounded(int(bad.size())), j = random.bounded(int(bad.size()));
                switch (random.bounded(7)) {
                case 0: bad[i].entry[random.bounded(int(bad[i].entry.size()))] = char(random.bounded(256)); break;
                case 1: bad.removeAt(i); break;
                case 2: bad.insert(i, bad[j]); break;
                case 3: bad.swapItemsAt(i, j); break;
                case 4: bad[i].prev[random.bounded(32)] = char(random.bounded(256)); break;
                case 5: bad[i].seq += random.bounded(-2, 3); break;
                case 6: rehash(bad, i); break;
                }
                if (bad.isEmpty())
                    break;
            }
            if (bad == lines)
                continue;
            ++edits;
            QVERIFY(verifyChain(bad, anchors).verdict != Verdict::Ok);
            QVERIFY(!holds(verifyChain(bad, anchors).verdict) || bad.size() > lines.size());
        }
        QVERIFY(edits > 2000);
    }
    void personalDataIsRefused_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<bool>("fine");
        QTest::newRow("field name") << QJsonValue(u"applicant.idNumber"_s) << true;
        QTest::newRow("uuid") << QJsonValue(uuidText(makeUuidV7())) << true;
        QTest::newRow("row path") << QJsonValue(u"staff[3].name"_s) << true;
        QTest::newRow("count") << QJsonValue(12) << true;
        QTest::newRow("list of fields") << QJsonValue(QJsonArray{u"a"_s, u"b"_s}) << true;
        QTest::newRow("name") << QJsonValue(u"样例·张三"_s) << false;
        QTest::newRow("sentence") << QJsonValue(u"John Doe"_s) << false;
        QTest::newRow("id number") << QJsonValue(u"11010119900307002X"_s) << false;
        QTest::newRow("phone") << QJsonValue(u"13800000000"_s) << false;
        QTest::newRow("phone as a number") << QJsonValue(13800000000.0) << false;
        QTest::newRow("nested") << QJsonValue(QJsonObject{{u"x"_s, QJsonArray{u"样例"_s}}}) << false;
        QTest::newRow("key") << QJsonValue(QJsonObject{{u"张三"_s, 1}}) << false;
    }
    void personalDataIsRefused()
    {
        QFETCH(QJsonValue, value);
        QFETCH(bool, fine);
        const Event event{u"field.reveal"_s, u"clerk"_s, {}, {{u"v"_s, value}}};
        QCOMPARE(checkEvent(event).ok(), fine);
        if (!fine)
            QCOMPARE(nextLine({}, event, 1, 1).error().code, u"AUD-PERSONAL"_s);
    }
    void malformedKindsAreRefused()
    {
        for (const QString &kind : {QString(), u"Upper"_s, u"with space"_s, u"中文"_s, QString(65, u'a')})
            QCOMPARE(checkEvent({kind, {}, {}, {}}).error().code, u"AUD-EVENT"_s);
    }
    void linesTravelAsJson()
    {
        const Line line = chain(2).last();
        QCOMPARE(*Line::fromJson(line.toJson()), line);
        QVERIFY(!Line::fromJson({}));
        QVERIFY(!Line::fromJson({{u"epoch"_s, 1}}));
    }
};

ZC_TEST(QCoreApplication, TestChain)
#include "tst_chain.moc"
