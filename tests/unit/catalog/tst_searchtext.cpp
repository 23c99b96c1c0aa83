#include "catalog/internal/searchtext.h"
#include "support/testprogram.h"


using namespace zc::catalog;
using namespace Qt::StringLiterals;

class TestSearchText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plain()
    {
        QCOMPARE(plainText(u"食品经营许可（新办）"_s), u"食品经营许可新办"_s);
        QCOMPARE(plainText(u"ＡＰＥＣ商务旅行卡 申办"_s), u"apec商务旅行卡申办"_s);
        QCOMPARE(plainText(u"Café·12345"_s), u"cafe12345"_s);
        QCOMPARE(plainText(u"《、。》"_s), QString());
        QCOMPARE(plainText(u"\U00020BB7"_s), u"\U00020BB7"_s);
    }
    void readings()
    {
        const Readings food = readingsOf(u"食品经营许可"_s);
        QCOMPARE(food.pinyin, QStringList{u"shipinjingyingxuke"_s});
        QCOMPARE(food.initials, QStringList{u"spjyxk"_s});
        QVERIFY(food.pinyinFrom.contains(u"jingyingxuke"_s));
        QVERIFY(food.initialsFrom.contains(u"xk"_s));
        QVERIFY(!food.pinyinFrom.contains(u"ingxuke"_s));
        QVERIFY(readingsOf(u"会计"_s).pinyin.contains(u"kuaiji"_s));
        QVERIFY(readingsOf(u"长沙"_s).pinyin.contains(u"changsha"_s));
        QVERIFY(readingsOf(u"用地审批"_s).pinyin.contains(u"yongdishenpi"_s));
        QCOMPARE(readingsOf(u"12345热线"_s).initials, QStringList{u"12345rx"_s});
        QCOMPARE(readingsOf(u"apec商务"_s).pinyin, QStringList{u"apecshangwu"_s});
        QCOMPARE(readingsOf(u"律师"_s).pinyin, QStringList{u"lushi"_s});
    }
    void manyReadingsStayFew()
    {
        QVERIFY(readingsOf(u"长重行会还乐都给调校"_s).pinyin.size() <= 8);
        QVERIFY(readingsOf(QString()).pinyin.value(0).isEmpty());
    }
    void codes()
    {
        QCOMPARE(codeFrom(u"DEMO-market_regulation-05"_s), (QStringList{u"demomarketregulation05"_s, u"marketregulation05"_s, u"regulation05"_s, u"05"_s}));
        QVERIFY(codeFrom(QString()).isEmpty());
    }
    void runs()
    {
        const QList<Run> mixed = runsOf(u" 食品jy 12\"*"_s);
        QCOMPARE(mixed.size(), 3);
        QVERIFY(mixed[0].han && mixed[0].text == u"食品");
        QVERIFY(!mixed[1].han && mixed[1].text == u"jy");
        QCOMPARE(mixed[2].text, u"12"_s);
        QCOMPARE(runsOf(u"LVSHI"_s).first().text, u"lushi"_s);
        QVERIFY(runsOf(u"   ·、"_s).isEmpty());
        QCOMPARE(runsOf(u"食 品"_s).size(), 2);
    }
    void spaces() { QCOMPARE(spaced(u"apec商务"_s), u"apec 商 务"_s); }
};

ZC_TEST(QCoreApplication, TestSearchText)
#include "tst_searchtext.moc"
