#include "support/testprogram.h"

#include <base/canonicaljson.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace zc;

class TestCanonicalJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void membersAreSortedByUtf16()
    {
        // RFC 8785 §3.2.3: U+1F600 (surrogates D83D…) sorts before U+FB33.
        QJsonObject object;
        object.insert(QStringLiteral("\uFB33"), 1);
        object.insert(QString::fromUtf8("\U0001F600"), 2);
        object.insert(QStringLiteral("\u20AC"), 3);
        object.insert(QStringLiteral("1"), 4);
        QCOMPARE(*canonicalJson(object), QByteArray("{\"1\":4,\"\u20AC\":3,\"\U0001F600\":2,\"\uFB33\":1}"));
    }
    void textIsEscapedMinimally()
    {
        const QString text = QString::fromUtf8("\"\\\b\f\n\r\t\x01/中\U00020BB7");
        QCOMPARE(*canonicalJson(text), QByteArray("\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001/中\U00020BB7\""));
    }
    void numbersMustBeExactIntegers()
    {
        QCOMPARE(*canonicalJson(QJsonValue(qint64(9007199254740991))), QByteArray("9007199254740991"));
        QCOMPARE(*canonicalJson(-3), QByteArray("-3"));
        QCOMPARE(canonicalJson(1.5).error().code, QStringLiteral("BAS-JSON-NUMBER"));
        QCOMPARE(canonicalJson(1e300).error().code, QStringLiteral("BAS-JSON-NUMBER"));
    }
    void nestedValuesAndErrors()
    {
        const QJsonArray array{QJsonValue(), true, QJsonObject{{QStringLiteral("b"), 1}, {QStringLiteral("a"), QJsonArray()}}};
        QCOMPARE(*canonicalJson(array), QByteArray("[null,true,{\"a\":[],\"b\":1}]"));
        QVERIFY(!canonicalJson(QJsonArray{QJsonObject{{QStringLiteral("x"), 0.1}}}));
    }
    void sameValueSameBytes()
    {
        const QByteArray text = R"({"z":[{"y":"2","x":"1"}],"a":{"c":null,"b":false}})";
        const QJsonObject once = QJsonDocument::fromJson(text).object();
        const QByteArray canonical = *canonicalJson(once);
        QCOMPARE(*canonicalJson(QJsonDocument::fromJson(canonical).object()), canonical);
    }
};

ZC_TEST(QCoreApplication, TestCanonicalJson)
#include "tst_canonicaljson.moc"
