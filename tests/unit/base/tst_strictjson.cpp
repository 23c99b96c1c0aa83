#include "support/testprogram.h"

#include <base/strictjson.h>

#include <QJsonArray>
#include <QJsonObject>

using namespace zc;
using namespace Qt::StringLiterals;

class TestStrictJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goodTextIsRead()
    {
        const auto value = parseStrictJson(R"( {"a":[1,-2,true,false,null,"样例\u4e2d\ud83d\ude00\n"],"b":{},"c":[]} )");
        QVERIFY(value.ok());
        const QJsonObject object = value->toObject();
        QCOMPARE(object.keys(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        const QJsonArray array = object.value(u"a").toArray();
        QCOMPARE(array.at(0).toInteger(), 1);
        QCOMPARE(array.at(1).toInteger(), -2);
        QCOMPARE(array.at(2), QJsonValue(true));
        QVERIFY(array.at(4).isNull());
        QCOMPARE(array.at(5).toString(), u"样例中\U0001F600\n"_s);
    }
    void numbersKeepTheirValue()
    {
        QCOMPARE(parseStrictJson("9007199254740992")->toInteger(), qint64(9007199254740992));
        QCOMPARE(parseStrictJson("-9007199254740992")->toInteger(), qint64(-9007199254740992));
        QCOMPARE(parseStrictJson("0")->toInteger(), 0);
    }
    void badTextIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const QByteArray &text, const char *detail) {
            QTest::newRow(name) << text << QString::fromLatin1(detail);
        };
        row("empty", "", "byte 0: unexpected end");
        row("duplicate", R"({"a":1,"a":2})", "byte 7: duplicate member");
        row("duplicate by escape", R"({"a":1,"\u0061":2})", "byte 7: duplicate member");
        row("NaN", "NaN", "byte 0: value expected");
        row("infinity", "[-Infinity]", "byte 1: value expected");
        row("fraction", "[1.5]", "byte 2: fraction or exponent");
        row("exponent", "1e3", "byte 1: fraction or exponent");
        row("beyond 2^53", "9007199254740993", "byte 15: integer beyond 2^53");
        row("very long", "99999999999999999999999999999999", "byte 15: integer beyond 2^53");
        row("leading zero", "01", "byte 2: leading zero");
        row("minus alone", "-", "byte 0: value expected");
        row("lone high", R"("\ud83d")", "byte 1: lone surrogate");
        row("lone low", R"("\ude00")", "byte 1: lone surrogate");
        row("high twice", R"("\ud83d\ud83d")", "byte 1: lone surrogate");
        row("nul escape", R"("\u0000")", "byte 1: NUL character");
        row("nul byte", QByteArray("\"\0\"", 3), "byte 1: control character");
        row("newline in text", "\"a\nb\"", "byte 2: control character");
        row("invalid utf-8", "\"\xff\"", "byte 2: invalid UTF-8");
        row("overlong", "\"\xc0\xaf\"", "byte 3: invalid UTF-8");
        row("surrogate in utf-8", "\"\xed\xa0\x80\"", "byte 4: invalid UTF-8");
        row("cut sequence", "\"\xe6\xa0\"", "byte 3: invalid UTF-8");
        row("byte order mark", "\xef\xbb\xbf{}", "byte 0: value expected");
        row("trailing", "{} x", "byte 3: text after the value");
        row("two values", "1 2", "byte 2: text after the value");
        row("trailing comma", "[1,]", "byte 3: value expected");
        row("trailing comma in object", R"({"a":1,})", "byte 7: member name expected");
        row("comment", "/*x*/1", "byte 0: value expected");
        row("single quotes", "{'a':1}", "byte 1: member name expected");
        row("open object", R"({"a":1)", "byte 6: comma or brace expected");
        row("open text", R"("abc)", "byte 4: unexpected end");
        row("bad escape", R"("\x41")", "byte 1: unknown escape");
        row("cut escape", R"("\u12)", "byte 1: unknown escape");
        row("upper word", "True", "byte 0: value expected");
    }
    void badTextIsRefusedWithItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, detail);
        const auto value = parseStrictJson(text);
        QVERIFY(!value.ok());
        QCOMPARE(value.error().kind, ErrorKind::Invalid);
        QCOMPARE(value.error().code, u"BAS-JSON-SYNTAX"_s);
        QCOMPARE(value.error().detail, detail);
    }
    void limitsHold()
    {
        QVERIFY(parseStrictJson(QByteArray(16, '[') + QByteArray(16, ']')).ok());
        const auto deep = parseStrictJson(QByteArray(17, '[') + QByteArray(17, ']'));
        QCOMPARE(deep.error().code, u"BAS-JSON-LIMIT"_s);
        QVERIFY(!parseStrictJson(QByteArray(1000000, '[')).ok());

        QByteArray list("[0");
        for (int i = 1; i < 5000; ++i)
            list += ",0";
        QVERIFY(parseStrictJson(list + "]").ok());
        QCOMPARE(parseStrictJson(list + ",0]").error().code, u"BAS-JSON-LIMIT"_s);

        const QByteArray big = '"' + QByteArray(1 << 20, 'a') + '"';
        QCOMPARE(parseStrictJson(big).error().code, u"BAS-JSON-LIMIT"_s);
        QVERIFY(parseStrictJson(big, JsonLimits{2 << 20}).ok());
    }
    void everyCutIsRefusedWithoutACrash()
    {
        const QByteArray text = R"({"a":[1,-2,true,null,"\u4e2d\ud83d\ude00\\"],"b":{"c":"\u00e9"}})";
        QVERIFY(parseStrictJson(text).ok());
        for (qsizetype i = 0; i < text.size(); ++i)
            QVERIFY(!parseStrictJson(text.first(i)).ok());
        for (qsizetype i = 0; i < text.size(); ++i) {
            for (int byte = 0; byte < 256; byte += 3) {
                QByteArray damaged = text;
                damaged[i] = char(byte);
                (void)parseStrictJson(damaged);
            }
        }
    }
};

ZC_TEST(QCoreApplication, TestStrictJson)
#include "tst_strictjson.moc"
