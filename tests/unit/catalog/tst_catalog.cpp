#include "catalog/internal/searchtext.h"
#include "support/catalogitems.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QThread>

#include <atomic>
#include <thread>

using namespace zc;
using namespace zc::catalog;
using namespace Qt::StringLiterals;

namespace {

QList<CatalogItem> few()
{
    return {item(u"DEMO-market_regulation-05"_s, u"食品经营许可（新办）"_s, u"sp1"_s, {u"开饭店办证"_s}),
            item(u"DEMO-market_regulation-06"_s, u"食品经营许可（变更）"_s, u"sp2"_s),
            item(u"DEMO-market_regulation-07"_s, u"仅销售预包装食品备案"_s, u"yb"_s),
            item(u"DEMO-justice-03"_s, u"律师执业许可"_s, u"ls"_s, {}, u"justice"_s),
            item(u"DEMO-finance-03"_s, u"代理记账机构执业许可"_s, u"jz"_s, {u"会计代理"_s}, u"finance"_s),
            item(u"DEMO-foreign_affairs-03"_s, u"APEC商务旅行卡申办"_s, u"apec"_s, {}, u"foreign_affairs"_s),
            item(u"DEMO-social_work-01"_s, u"12345热线诉求登记"_s, u"rx"_s, {}, u"social_work"_s)};
}

// What ought to be found, without any index.
struct Plain {
    QString code;
    QStringList names, starts;
    explicit Plain(const CatalogItem &item) : code(item.code), starts(codeFrom(item.code) + codeFrom(item.shortCode))
    {
        for (const QString &name : QStringList{item.name} + item.aliases) {
            names << plainText(name);
            const Readings readings = readingsOf(names.last());
            starts += readings.pinyinFrom + readings.initialsFrom;
        }
    }
    bool fits(const QList<Run> &runs) const
    {
        return !runs.isEmpty() && std::all_of(runs.begin(), runs.end(), [this](const Run &run) {
            const auto holds = [&run](const QString &text) { return run.han ? text.contains(run.text) : text.startsWith(run.text); };
            return run.han ? std::any_of(names.begin(), names.end(), holds) : std::any_of(starts.begin(), starts.end(), holds);
        });
    }
};

QStringList codes(const QList<Hit> &hits)
{
    QStringList list;
    for (const Hit &hit : hits)
        list << hit.item.code;
    return list;
}

} // namespace

class TestCatalog : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;
    std::unique_ptr<Catalog> m_few;

    QString fresh() { return m_folder.filePath(u"sub/catalogue%1.db"_s.arg(++m_files)); }
    static std::unique_ptr<Catalog> opened(const QString &path)
    {
        auto catalog = Catalog::open(path);
        if (!catalog)
            qFatal("%s", qPrintable(catalog.error().detail));
        return std::move(*catalog);
    }

private Q_SLOTS:
    void findsByEveryWay_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("first");
        QTest::addColumn<int>("match");
        const auto row = [](const char *name, const QString &query, const QString &first, Match match) { QTest::newRow(name) << query << first << int(match); };
        row("whole name", u"食品经营许可（新办）"_s, u"DEMO-market_regulation-05"_s, Match::Exact);
        row("other brackets", u"食品经营许可(新办)"_s, u"DEMO-market_regulation-05"_s, Match::Exact);
        row("begin of the name", u"食品经营"_s, u"DEMO-market_regulation-05"_s, Match::Prefix);
        row("inside the name", u"预包装"_s, u"DEMO-market_regulation-07"_s, Match::Contained);
        row("one character", u"律"_s, u"DEMO-justice-03"_s, Match::Prefix);
        row("one character inside", u"账"_s, u"DEMO-finance-03"_s, Match::Contained);
        row("two words", u"食品 变更"_s, u"DEMO-market_regulation-06"_s, Match::Contained);
        row("alias", u"开饭店"_s, u"DEMO-market_regulation-05"_s, Match::Prefix);
        row("full pinyin", u"shipinjingyingxukexinban"_s, u"DEMO-market_regulation-05"_s, Match::Exact);
        row("pinyin begins", u"lvshi"_s, u"DEMO-justice-03"_s, Match::Prefix);
        row("pinyin inside", u"yubaozhuang"_s, u"DEMO-market_regulation-07"_s, Match::Contained);
        row("pinyin with blanks", u"yu bao zhuang"_s, u"DEMO-market_regulation-07"_s, Match::Contained);
        row("initials", u"spjyxkbg"_s, u"DEMO-market_regulation-06"_s, Match::Exact);
        row("initials begin, capitals", u"LSZY"_s, u"DEMO-justice-03"_s, Match::Prefix);
        row("second reading", u"kuaiji"_s, u"DEMO-finance-03"_s, Match::Prefix);
        row("code", u"demo-justice-03"_s, u"DEMO-justice-03"_s, Match::Exact);
        row("end of the code", u"affairs-03"_s, u"DEMO-foreign_affairs-03"_s, Match::Contained);
        row("short code", u"sp2"_s, u"DEMO-market_regulation-06"_s, Match::Exact);
        row("short code begins", u"ape"_s, u"DEMO-foreign_affairs-03"_s, Match::Prefix);
        row("latin in a name", u"apec商务"_s, u"DEMO-foreign_affairs-03"_s, Match::Prefix);
        row("digits in a name", u"12345"_s, u"DEMO-social_work-01"_s, Match::Prefix);
        row("characters and initials", u"食品 xb"_s, u"DEMO-market_regulation-05"_s, Match::Contained);
    }
    void findsByEveryWay()
    {
        QFETCH(QString, query);
        QFETCH(QString, first);
        if (!m_few) {
            m_few = opened(fresh());
            QVERIFY(m_few->install(few()));
        }
        const QList<Hit> hits = m_few->search(query);
        QVERIFY(!hits.isEmpty());
        QCOMPARE(hits.first().item.code, first);
        QTEST(int(hits.first().match), "match");
    }
    void findsNothingWhereNothingIs()
    {
        const auto catalog = opened(fresh());
        QVERIFY(catalog->search(u"食品"_s).isEmpty());
        QVERIFY(catalog->install(few()));
        for (const char16_t *query : {u"", u"  ", u"\"", u"*", u"品食", u"ipin", u"食品 律师", u"AND", u"han:食", u"'; DROP TABLE item;--", u"许可开饭", u"zzborderzz x"})
            QVERIFY2(catalog->search(QStringView(query).toString()).isEmpty(), qPrintable(QStringView(query).toString()));
        QVERIFY(catalog->search(u"食"_s, 0).isEmpty());
        QCOMPARE(catalog->search(u"食"_s, 2).size(), 2);
        QVERIFY(catalog->search(QString(100000, QChar(u'食'))).isEmpty());
    }
    void orderIsExactPrefixContainedThenShortness()
    {
        const auto catalog = opened(fresh());
        QVERIFY(catalog->install({item(u"A"_s, u"许可证换发许可"_s), item(u"B"_s, u"许可"_s), item(u"C"_s, u"许可证"_s), item(u"D"_s, u"样例许可"_s), item(u"E"_s, u"许可书"_s)}));
        QCOMPARE(codes(catalog->search(u"许可"_s)), (QStringList{u"B"_s, u"C"_s, u"E"_s, u"A"_s, u"D"_s}));
    }
    void departmentsAndItems()
    {
        const auto catalog = opened(fresh());
        QVERIFY(catalog->install(few()));
        QCOMPARE(catalog->count(), 7);
        QCOMPARE(catalog->departments().size(), 5);
        const QList<CatalogItem> food = catalog->itemsOf(u"market_regulation"_s);
        QCOMPARE(food.size(), 3);
        QCOMPARE(food.first(), few().first());
        QCOMPARE(*catalog->item(u"DEMO-justice-03"_s), few()[3]);
        QCOMPARE(catalog->item(u"nothing"_s).error().code, u"CAT-UNKNOWN"_s);
        QVERIFY(catalog->itemsOf(u"nobody"_s).isEmpty());
    }
    void staysOverARestart()
    {
        const QString path = fresh();
        {
            const auto catalog = opened(path);
            QVERIFY(!catalog->rebuilt());
            QVERIFY(catalog->install(few()));
        }
        const auto catalog = opened(path);
        QVERIFY(!catalog->rebuilt());
        QCOMPARE(catalog->count(), 7);
        QCOMPARE(catalog->search(u"sp1"_s).first().item, few().first());
    }
    void aPackReplacesItsOwnRowsOnly()
    {
        const auto catalog = opened(fresh());
        QVERIFY(catalog->install(few()));
        CatalogItem changed = item(u"DEMO-justice-04"_s, u"律师事务所设立许可"_s, u"lss"_s, {}, u"justice"_s);
        QVERIFY(catalog->replacePack(u"packs/justice"_s, {changed}));
        QCOMPARE(catalog->count(), 7);
        QVERIFY(catalog->search(u"律师执业"_s).isEmpty());
        QCOMPARE(codes(catalog->search(u"lushishiwusuo"_s)), QStringList{u"DEMO-justice-04"_s});
        QVERIFY(!catalog->search(u"食品"_s).isEmpty());
        QVERIFY(catalog->replacePack(u"packs/justice"_s, {}));
        QVERIFY(catalog->search(u"律"_s).isEmpty());
    }
    void wrongItemsChangeNothing()
    {
        const auto catalog = opened(fresh());
        QVERIFY(catalog->install(few()));
        QCOMPARE(catalog->install({item(u"A"_s, u"甲"_s), item(u"A"_s, u"乙"_s)}).error().code, u"CAT-ITEM"_s);
        QCOMPARE(catalog->install({item(QString(), u"甲"_s)}).error().code, u"CAT-ITEM"_s);
        QCOMPARE(catalog->install({item(u"A"_s, u"（）"_s)}).error().code, u"CAT-ITEM"_s);
        QCOMPARE(catalog->replacePack(u"packs/justice"_s, {item(u"X"_s, u"甲"_s)}).error().code, u"CAT-ITEM"_s);
        QCOMPARE(catalog->replacePack(u"packs/justice"_s, {item(u"DEMO-finance-03"_s, u"甲"_s, {}, {}, u"justice"_s)}).error().code, u"CAT-ITEM"_s);
        QCOMPARE(catalog->count(), 7);
        QCOMPARE(catalog->search(u"食品"_s).size(), 3);
    }
    void damagedFilesAreBegunAnew_data()
    {
        QTest::addColumn<QString>("damage");
        for (const char *damage : {"text", "cut", "middle", "other", "empty"})
            QTest::newRow(damage) << QString::fromLatin1(damage);
    }
    void damagedFilesAreBegunAnew()
    {
        QFETCH(QString, damage);
        const QString path = fresh();
        QVERIFY(opened(path)->install(many(150)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (damage == u"text")
            file.write(QByteArray("this was no database").repeated(400));
        else if (damage == u"cut")
            file.resize(file.size() / 2);
        else if (damage == u"middle") {
            for (qint64 at = 4096; at < file.size(); at += 3000) {
                file.seek(at);
                file.write(QByteArray(900, '\x7f'));
            }
        } else if (damage == u"other") {
            file.seek(68);
            file.write(QByteArray(4, '\x01'));       // application_id
        } else
            file.resize(0);
        file.close();
        const auto catalog = opened(path);
        QCOMPARE(catalog->rebuilt(), damage != u"empty");
        QCOMPARE(catalog->count(), 0);
        QVERIFY(catalog->install(few()));
        QCOMPARE(catalog->search(u"食品"_s).size(), 3);
    }
    void aFileBrokenUnderUsIsMended()
    {
        const QString path = fresh();
        const auto catalog = opened(path);
        QVERIFY(catalog->install(many(800)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 at = 0; at < file.size(); at += 512) {
            file.seek(at);
            file.write(QByteArray(512, '\x55'));
        }
        file.close();
        for (int i = 0; i < 40; ++i)
            catalog->search(QString(QChar(char16_t(u'a' + i % 26))));
        QVERIFY(catalog->search(u"食品"_s, 5000).size() > 10);
    }
    void foldersThatCannotBeWritten() { QCOMPARE(Catalog::open(u"/proc/nowhere/catalogue.db"_s).error().code, u"CAT-OPEN"_s); }

    void fiveThousandItemsAgainstBruteForce()
    {
        const auto catalog = opened(fresh());
        const QList<CatalogItem> items = many(5000);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(catalog->install(items));
        qInfo("%lld ms to install 5,000 items", timer.elapsed());
        const QStringList queries = {u"食品"_s, u"食"_s, u"许可"_s, u"证"_s, u"登记"_s, u"s"_s, u"sp"_s, u"spjy"_s, u"shipin"_s, u"xkz"_s, u"kuaiji"_s, u"lvshi"_s, u"dept7"_s,
                                     u"k4999"_s, u"0042"_s, u"样例别名"_s, u"食品 变更"_s, u"yaopin 市级"_s, u"不存在"_s, u"zzz"_s, u"户口注销"_s, u"di"_s, u"（"_s, u"许可证新办"_s};
        QList<Plain> plain;
        for (const CatalogItem &one : items)
            plain << Plain(one);
        double worst = 0, sum = 0;
        QString slowest;
        for (const QString &query : queries) {
            QStringList wanted;
            const QList<Run> runs = runsOf(query);
            for (const Plain &one : plain)
                if (one.fits(runs))
                    wanted << one.code;
            QStringList got = codes(catalog->search(query, 5000));
            timer.restart();
            const QList<Hit> page = catalog->search(query, 20);
            const double ms = double(timer.nsecsElapsed()) / 1e6;
            if (ms > worst)
                slowest = query;
            worst = std::max(worst, ms);
            sum += ms;
            QCOMPARE(codes(page), got.mid(0, 20));
            got.sort();
            wanted.sort();
            QVERIFY2(got == wanted, qPrintable(u"%1: %2 instead of %3"_s.arg(query).arg(got.size()).arg(wanted.size())));
        }
        qInfo("20 of 5,000: worst %.2f ms (%s), mean %.2f ms", worst, qPrintable(slowest), sum / double(queries.size()));
    }
    void manyThreads()
    {
        const auto catalog = opened(fresh());
        QVERIFY(catalog->install(few()));
        std::atomic<int> wrong = 0;
        QList<std::thread *> threads;
        for (int t = 0; t < 4; ++t)
            threads << new std::thread([&] {
                for (int i = 0; i < 60; ++i)
                    if (catalog->search(u"shipin"_s).size() != 3)
                        ++wrong;
            });
        for (int i = 0; i < 5; ++i)
            QVERIFY(catalog->install(few()));
        for (std::thread *thread : threads) {
            thread->join();
            delete thread;
        }
        QCOMPARE(wrong.load(), 0);
    }
};

ZC_TEST(QCoreApplication, TestCatalog)
#include "tst_catalog.moc"
