#include "support/testprogram.h"

#include <base/masking.h>

#include <QDate>

using namespace zc;
using namespace Qt::StringLiterals;

class TestMasking : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("masked");
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("one") << u"张"_s << u"*"_s;
        QTest::newRow("two") << u"张三"_s << u"张*"_s;
        QTest::newRow("three") << u"李小明"_s << u"李*明"_s;
        QTest::newRow("compound surname") << u"欧阳娜娜"_s << u"欧**娜"_s;
        QTest::newRow("compound surname, two") << u"欧阳"_s << u"欧*"_s;
        QTest::newRow("minority") << u"阿依古丽·买买提"_s << u"阿******提"_s;
        QTest::newRow("beyond the first plane") << u"\U00020BB7\U00020BB8\U00020BB9"_s << u"\U00020BB7*\U00020BB9"_s;
        QTest::newRow("two beyond the first plane") << u"\U00020BB7\U00020BB8"_s << u"\U00020BB7*"_s;
        QTest::newRow("latin") << u"John Smith"_s << u"J*** S****"_s;
        QTest::newRow("latin with hyphen") << u"Anne-Marie O'Neil"_s << u"A***-M**** O*****"_s;
        QTest::newRow("latin with accents") << u"José Núñez"_s << u"J*** N****"_s;
        QTest::newRow("blanks around") << u"  张三 "_s << u"张*"_s;
        QTest::newRow("mixed") << u"Anna王"_s << u"A***王"_s;
    }
    void names()
    {
        QFETCH(QString, name);
        QTEST(maskName(name), "masked");
    }
    void numbers()
    {
        QCOMPARE(maskIdNumber(u"430104199001011234"_s), u"430104********1234"_s);
        QCOMPARE(maskIdNumber(u"G12345678"_s), u"G*****678"_s);
        QCOMPARE(maskIdNumber(u"1234"_s), u"****"_s);
        QCOMPARE(maskIdNumber(QString()), QString());
        QCOMPARE(maskDocument(u"C1234567"_s), u"C****567"_s);
        QCOMPARE(maskPhone(u"13812345678"_s), u"138****5678"_s);
        QCOMPARE(maskPhone(u"88881234"_s), u"****1234"_s);
        QCOMPARE(maskPhone(u"110"_s), u"***"_s);
        QCOMPARE(maskBankAccount(u"6222 0212 3456 7890123"_s), u"***************0123"_s);
        QCOMPARE(maskBirth(QDate(1990, 1, 1)), u"1990"_s);
        QCOMPARE(maskBirth(QDate()), QString());
        QCOMPARE(maskWhole(), u"***"_s);
    }
    void addresses_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("masked");
        const auto row = [](const char *name, const QString &address, const QString &masked) { QTest::newRow(name) << address << masked; };
        row("province, city, district", u"湖南省长沙市岳麓区麓山路1号样例小区2栋"_s, u"湖南省长沙市岳麓区***"_s);
        row("county city", u"湖南省浏阳市淮川街道样例小区3栋"_s, u"湖南省浏阳市***"_s);
        row("city only, then streets", u"浏阳市淮川街道样例社区"_s, u"浏阳市***"_s);
        row("county", u"湖南省长沙县星沙街道开元东路8号"_s, u"湖南省长沙县***"_s);
        row("prefecture of a people", u"湖南省湘西土家族苗族自治州吉首市人民路1号"_s, u"湖南省湘西土家族苗族自治州吉首市***"_s);
        row("county of a people", u"云南省临沧市双江拉祜族佤族布朗族傣族自治县勐勐镇1号"_s, u"云南省临沧市双江拉祜族佤族布朗族傣族自治县***"_s);
        row("municipality", u"北京市海淀区中关村大街1号"_s, u"北京市海淀区***"_s);
        row("autonomous region", u"内蒙古自治区呼和浩特市新城区样例街2号"_s, u"内蒙古自治区呼和浩特市新城区***"_s);
        row("stops at the county", u"湖南省长沙市岳麓区"_s, u"湖南省长沙市岳麓区"_s);
        row("nothing known", u"样例小区5栋602"_s, u"***"_s);
        row("foreign", u"221B Baker Street"_s, u"***"_s);
        row("empty", QString(), QString());
    }
    void addresses()
    {
        QFETCH(QString, address);
        QTEST(maskAddress(address), "masked");
    }
};

ZC_TEST(QCoreApplication, TestMasking)
#include "tst_masking.moc"
