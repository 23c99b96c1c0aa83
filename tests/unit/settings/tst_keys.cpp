#include "support/testprogram.h"

#include <settings/keys.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

using namespace zc;
using namespace zc::settings;
using namespace Qt::StringLiterals;

class TestKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableKeepsItsOwnRules()
    {
        QSet<QString> names;
        for (const Key &key : allKeys()) {
            QVERIFY2(checkValue(key, key.builtIn).ok(), qPrintable(key.name));
            QVERIFY2(key.lockedDown.isUndefined() || checkValue(key, key.lockedDown).ok(), qPrintable(key.name));
            QVERIFY2(!names.contains(key.name), qPrintable(key.name));
            QVERIFY2(!key.effect.isEmpty(), qPrintable(key.name));
            names.insert(key.name);
            QCOMPARE(findKey(key.name), &key);
        }
        QVERIFY(!findKey(u"no.such.key"_s));
        QVERIFY(!findKey({}));
    }
    void defaultsAreTheDesigns()
    {
        QCOMPARE(findKey(u"environment"_s)->builtIn.toString(), u"demo"_s);
        QCOMPARE(findKey(u"session.idleLockSeconds"_s)->builtIn.toInteger(), 300);
        QCOMPARE(findKey(u"session.idleLockSeconds"_s)->lockedDown.toInteger(), 120);
        QCOMPARE(findKey(u"audit.days"_s)->minimum, 180);
        QVERIFY(findKey(u"server.urls"_s)->kind == KeyKind::Machine);
        QVERIFY(findKey(u"ui.zoom"_s)->kind == KeyKind::Local);
    }
    void values_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<bool>("good");
        int number = 0;
        const auto row = [&number](const char *key, const QJsonValue &value, bool good) {
            QTest::addRow("%s %d", key, ++number) << QString::fromLatin1(key) << value << good;
        };
        row("ui.zoom", 100, true);
        row("ui.zoom", 200, true);
        row("ui.zoom", 99, false);
        row("ui.zoom", 201, false);
        row("ui.zoom", 150.5, false);
        row("ui.zoom", u"150"_s, false);
        row("ui.zoom", QJsonValue(), false);
        row("ui.zoom", 1e300, false);
        row("ui.theme", u"dark"_s, true);
        row("ui.theme", u"Dark"_s, false);
        row("ui.largeType", true, true);
        row("ui.largeType", 1, false);
        row("site.code", u"110101"_s, true);
        row("site.code", u"1101012"_s, false);
        row("site.code", u"11010\n"_s, false);
        row("devices.idCardPort", u"/dev/ttyUSB0"_s, true);
        row("devices.idCardPort", u"/dev/tty;rm"_s, false);
        row("server.urls", QJsonArray{u"https://example.gov/a"_s}, true);
        row("server.urls", QJsonArray{u"http://127.0.0.1:8080"_s}, true);
        row("server.urls", QJsonArray{u"http://example.gov"_s}, false);
        row("server.urls", QJsonArray{u"https://user:pw@example.gov"_s}, false);
        row("server.urls", QJsonArray{u"https://example.gov/?token=1"_s}, false);
        row("server.urls", QJsonArray{u"file:///etc/passwd"_s}, false);
        row("server.urls", QJsonArray{3}, false);
        row("server.urls", u"https://example.gov"_s, false);
        row("receipts.keys", QJsonObject{{u"k1"_s, u"MFkw"_s}}, true);
        row("receipts.keys", QJsonObject{{u"k1"_s, 5}}, false);
        row("plugins.allowed", QJsonArray{u"market.food"_s}, true);
        row("plugins.allowed", QJsonArray{u"../x"_s}, false);
    }
    void values()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QFETCH(bool, good);
        const auto checked = checkValue(*findKey(key), value);
        QCOMPARE(checked.ok(), good);
        if (!good)
            QCOMPARE(checked.error().code, u"SET-VALUE"_s);
    }
    void nearestNames()
    {
        QCOMPARE(nearestKey(u"ui.zooom"_s), u"ui.zoom"_s);
        QCOMPARE(nearestKey(u"session.idleLockSecond"_s), u"session.idleLockSeconds"_s);
        QCOMPARE(nearestKey(u"zzzzzzzzzzzzzzzz"_s), QString());
        QCOMPARE(nearestKey(QString(5000, u'x')), QString());
    }
};

ZC_TEST(QCoreApplication, TestKeys)
#include "tst_keys.moc"
