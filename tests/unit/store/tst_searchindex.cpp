#include "support/testprogram.h"

#include <base/uuid.h>
#include <store/searchindex.h>

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace zc;
using namespace zc::store;
using namespace Qt::StringLiterals;

// Synthetic persons only; names are put together from lists.
class TestSearchIndex : public QObject {
    Q_OBJECT

    static SearchKeys keys(const QStringList &names, const QStringList &ids = {}, const QStringList &phones = {},
                           const QStringList &numbers = {}, qint64 updatedMs = 0)
    {
        return {makeUuidV7(), names, ids, phones, numbers, updatedMs};
    }
    static QStringList readingsOf(const QString &name)
    {
        QStringList list;
        for (const auto &reading : SearchIndex::readings(name))
            list << reading.first << reading.second;
        return list;
    }

    // The definition, word by word, over all cases.
    static QSet<QUuid> bruteForce(const QList<SearchKeys> &all, const QString &query)
    {
        QSet<QUuid> found;
        bool han = false, digits = false;
        for (const uint c : query.toUcs4()) {
            han = han || QChar::script(c) == QChar::Script_Han;
            digits = digits || QChar::isDigit(c);
        }
        for (const SearchKeys &k : all) {
            bool hit = false;
            if (han) {
                for (const QString &name : k.names)
                    hit = hit || name.contains(query);
            } else if (digits) {
                for (const QString &code : k.identifiers + k.phones + k.numbers)
                    hit = hit || (query.size() >= 4 && QString(code).remove(u'-').endsWith(query));
            } else {
                for (const QString &name : k.names)
                    for (const QString &reading : readingsOf(name))
                        hit = hit || reading.startsWith(query);
            }
            if (hit)
                found.insert(k.caseId);
        }
        return found;
    }

private Q_SLOTS:
    void readings_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"张伟"_s << u"zhangwei"_s;
        QTest::newRow("initials") << u"张伟"_s << u"zw"_s;
        QTest::newRow("surname with its own reading") << u"单雄"_s << u"shanxiong"_s;
        QTest::newRow("compound surname") << u"尉迟恭"_s << u"yuchigong"_s;
        QTest::newRow("compound surname, initials") << u"欧阳明"_s << u"oym"_s;
        QTest::newRow("u umlaut as u") << u"吕明"_s << u"luming"_s;
        QTest::newRow("u umlaut as v") << u"吕明"_s << u"lvming"_s;
        QTest::newRow("second reading of a surname") << u"覃明"_s << u"tanming"_s;
        QTest::newRow("place") << u"重庆样例公司"_s << u"chongqingyangligongsi"_s;
        QTest::newRow("latin") << u"Anna Muster"_s << u"annamuster"_s;
        QTest::newRow("full width latin") << u"ＡＢ"_s << u"ab"_s;
    }
    void readings()
    {
        QFETCH(QString, name);
        QFETCH(QString, expected);
        QVERIFY2(readingsOf(name).contains(expected), qPrintable(readingsOf(name).join(u' ')));
    }
    void readingsAreBounded()
    {
        QVERIFY(SearchIndex::readings(u"吕"_s.repeated(40)).size() <= 8);
        QVERIFY(SearchIndex::readings({}).isEmpty());
        QVERIFY(SearchIndex::readings(u"··"_s).isEmpty());
    }
    void twoCharactersAreFound()
    {
        // A trigram index would answer nothing here, silently.
        SearchIndex index;
        const SearchKeys a = keys({u"王小明"_s}), b = keys({u"王大明"_s});
        index.update({a, b});
        QCOMPARE(index.search(u"小明"_s).cases, QList<QUuid>{a.caseId});
        QCOMPARE(index.search(u"明"_s).total, 2);
        QCOMPARE(index.search(u"明小"_s).total, 0);        // neighbours, not a bag of characters
    }
    void charactersOutsideTheBasicPlane()
    {
        SearchIndex index;
        const SearchKeys a = keys({u"王𠮷明"_s});
        index.update({a});
        QCOMPARE(index.search(u"𠮷"_s).cases, QList<QUuid>{a.caseId});
        QCOMPARE(index.search(u"王𠮷"_s).total, 1);
    }
    void orderIsExactPrefixContainedNewest()
    {
        SearchIndex index;
        const SearchKeys contained = keys({u"欧阳明"_s}, {}, {}, {}, 50), prefix = keys({u"阳明山"_s}, {}, {}, {}, 10),
                         exact = keys({u"阳明"_s}, {}, {}, {}, 1), newer = keys({u"东阳明"_s}, {}, {}, {}, 90);
        index.update({contained, prefix, exact, newer});
        QCOMPARE(index.search(u"阳明"_s).cases, (QList<QUuid>{exact.caseId, prefix.caseId, newer.caseId, contained.caseId}));
    }
    void digitsAreSuffixOrWhole()
    {
        SearchIndex index;
        const SearchKeys a = keys({u"样例"_s}, {u"11010119900307002X"_s}, {u"13800001234"_s}, {u"LS-2026-000001"_s});
        index.update({a});
        QCOMPARE(index.search(u"1234"_s).total, 1);
        QCOMPARE(index.search(u"002x"_s).total, 1);
        QCOMPARE(index.search(u"13800001234"_s).total, 1);
        QCOMPARE(index.search(u"LS-2026-000001"_s).total, 1);
        QCOMPARE(index.search(u"234"_s).total, 0);         // too short to narrow anything
        QCOMPARE(index.search(u"1380"_s).total, 0);        // a prefix is none
    }
    void emptyAndOddQueriesAnswerNothing()
    {
        SearchIndex index;
        index.update({keys({u"王小明"_s})});
        for (const QString &query : {QString(), u" "_s, u"%"_s, u"*"_s, u"''"_s, QString(5000, u'明')})
            QCOMPARE(index.search(query).total, 0);
    }
    void updatesReplaceAndRemovalsForget()
    {
        SearchIndex index;
        SearchKeys a = keys({u"王小明"_s});
        index.update({a});
        a.names = QStringList{u"李大强"_s};
        index.update({a});
        QCOMPARE(index.search(u"王小明"_s).total, 0);
        QCOMPARE(index.search(u"wxm"_s).total, 0);
        QCOMPARE(index.search(u"ldq"_s).total, 1);
        index.update({}, {a.caseId});
        QCOMPARE(index.search(u"李大强"_s).total, 0);
        QCOMPARE(index.caseCount(), 0);
    }
    void loadNeverOverwritesWhatIsNewer()
    {
        SearchIndex index;
        index.setBuilding(true);
        SearchKeys a = keys({u"旧名字"_s}), gone = keys({u"已删除"_s});
        const QList<SearchKeys> old{a, gone};
        a.names = QStringList{u"新名字"_s};
        index.update({a}, {gone.caseId});
        QVERIFY(index.search(u"新名字"_s).building);
        index.load(old);
        index.setBuilding(false);
        QCOMPARE(index.search(u"新名字"_s).total, 1);
        QCOMPARE(index.search(u"旧名字"_s).total, 0);
        QCOMPARE(index.search(u"已删除"_s).total, 0);
        QVERIFY(!index.search(u"新名字"_s).building);
    }
    void clearForgetsEverything()
    {
        SearchIndex index;
        index.update({keys({u"王小明"_s}, {u"11010119900307002X"_s})});
        index.clear();
        for (const QString &query : {u"王小明"_s, u"wxm"_s, u"002X"_s})
            QCOMPARE(index.search(query).total, 0);
        index.update({keys({u"王小明"_s})});
        QCOMPARE(index.search(u"王小明"_s).total, 1);
    }
    void equalsBruteForce()
    {
        const QStringList surnames{u"王"_s, u"李"_s, u"张"_s, u"单"_s, u"吕"_s, u"覃"_s, u"欧阳"_s, u"尉迟"_s, u"司马"_s, u"仇"_s};
        const QStringList given{u"伟"_s, u"芳"_s, u"小明"_s, u"明"_s, u"志强"_s, u"乐"_s, u"重山"_s, u"𠮷"_s, u"绿叶"_s, u"行"_s};
        QRandomGenerator random(20261121);
        QList<SearchKeys> all;
        for (int i = 0; i < 3000; ++i) {
            const QString phone = u"138%1"_s.arg(random.bounded(100000000), 8, 10, QChar(u'0'));
            all.append(keys({surnames[random.bounded(10)] + given[random.bounded(10)] + (random.bounded(3) ? QString() : given[random.bounded(10)])},
                            {}, {phone}, {u"LS-2026-%1"_s.arg(i, 6, 10, QChar(u'0'))}, i));
        }
        SearchIndex index;
        index.load(all);
        QStringList queries{u"欧阳"_s, u"小明"_s, u"明"_s, u"阳小"_s, u"oy"_s, u"wxm"_s, u"shan"_s, u"lv"_s, u"lu"_s, u"qiu"_s, u"zz"_s, u"0001"_s};
        for (int i = 0; i < 40; ++i) {
            const SearchKeys &k = all[random.bounded(int(all.size()))];
            queries << k.names[0] << k.names[0].right(2) << SearchIndex::readings(k.names[0])[0].first.left(random.bounded(1, 6))
                    << k.phones[0].right(random.bounded(4, 9));
        }
        for (const QString &query : std::as_const(queries)) {
            const SearchAnswer answer = index.search(query, 100000);
            const QSet<QUuid> expected = bruteForce(all, query);
            QCOMPARE(QSet<QUuid>(answer.cases.begin(), answer.cases.end()), expected);
            QCOMPARE(answer.total, int(expected.size()));
            QVERIFY(index.search(query).cases.size() <= 200);
        }
    }
};

ZC_TEST(QCoreApplication, TestSearchIndex)
#include "tst_searchindex.moc"
