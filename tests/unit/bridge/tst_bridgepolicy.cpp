#include "internal/messages/catalogue.h"
#include "internal/pairing/tokenstore.h"
#include "support/testprogram.h"

#include <bridge/bridgepolicy.h>
#include <devices/faults.h>

#include <base/clock.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::bridge;

namespace {

QByteArray json(const char *text) { return QByteArray(text).replace('\'', '"'); }

} // namespace

// Which pages may come, and the tokens that a click gives them.
class TestBridgePolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyClassOfDevicesHasItsCommands()
    {
        using devices::DeviceClass;
        for (int cls = 0; cls <= int(DeviceClass::QueueCaller); ++cls)
            if (DeviceClass(cls) != DeviceClass::CodeReader)        // what is scanned at the desk is the desk's
                QVERIFY2(!commandsOfClass(devices::deviceClassName(DeviceClass(cls))).isEmpty(), qPrintable(devices::deviceClassName(DeviceClass(cls))));
    }
    void readsAPolicy()
    {
        const auto policy = BridgePolicy::fromJson(
            json("{'origins':[{'origin':'https://window.example.test','grants':['IdCard.Read','Key.*'],'ask':['Scan.Start']},"
                 "{'origin':'http://[::1]:8080','grants':[],'allowHttp':true}]}"));
        QVERIFY(policy.ok());
        QCOMPARE(policy->origins.size(), 2);
        const BridgeOrigin *window = policy->find(u"https://window.example.test");
        QVERIFY(window);
        QCOMPARE(window->grants, (QStringList{u"IdCard.Read"_s, u"Key.ListCerts"_s, u"Key.Sign"_s}));
        QCOMPARE(window->ask, QStringList{u"Scan.Start"_s});
        QVERIFY(!policy->find(u"https://WINDOW.example.test"));
        QVERIFY(!policy->find(u"https://window.example.tes"));
        QVERIFY(!policy->find(u""));
        QVERIFY(BridgePolicy::fromJson(json("{'origins':[]}")).ok());
    }
    void refusesAsAWhole_data()
    {
        QTest::addColumn<QByteArray>("json");
        const auto entry = [](const char *name, const QByteArray &members) { QTest::newRow(name) << "{\"origins\":[{" + members + "}]}"; };
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("no origins") << QByteArray("{}");
        QTest::newRow("origins is an object") << json("{'origins':{}}");
        QTest::newRow("unknown member") << json("{'origins':[],'x':1}");
        QTest::newRow("member twice") << json("{'origins':[],'origins':[]}");
        QTest::newRow("entry is a text") << json("{'origins':['https://a.example']}");
        entry("no grants", json("'origin':'https://a.example'"));
        entry("grants is a text", json("'origin':'https://a.example','grants':'IdCard.Read'"));
        entry("unknown command", json("'origin':'https://a.example','grants':['IdCard.Raw']"));
        entry("unknown family", json("'origin':'https://a.example','grants':['Disk.*']"));
        entry("all commands", json("'origin':'https://a.example','grants':['*']"));
        entry("command is a number", json("'origin':'https://a.example','grants':[1]"));
        entry("unknown member of an entry", json("'origin':'https://a.example','grants':[],'grant':[]"));
        entry("allowHttp is a text", json("'origin':'https://a.example','grants':[],'allowHttp':'yes'"));
        entry("http", json("'origin':'http://a.example','grants':[]"));
        entry("http said false", json("'origin':'http://a.example','grants':[],'allowHttp':false"));
        for (const char *origin : {"", "null", "*", "a.example", "https://", "https://a.example/", "https://a.example/x", "https://a.example?x", "https://a.example#x",
                                   "https://u@a.example", "https://A.example", "https://a.example:443", "https://a.example:0", "https://a.example:65536",
                                   "https://a.example:08443", "https://*.example", "https://a..example", "https://-a.example", "ftp://a.example",
                                   "wss://a.example", " https://a.example", "https://a.example\\n", "file://"})
            entry(origin, json("'origin':'") + QByteArray(origin) + json("','grants':[],'allowHttp':true"));
        QTest::newRow("one origin twice") << json("{'origins':[{'origin':'https://a.example','grants':[]},{'origin':'https://a.example','grants':[]}]}");
        QByteArray many;
        for (int i = 0; i <= BridgePolicy::kMostOrigins; ++i)
            many += (i ? "," : "") + json("{'origin':'https://a") + QByteArray::number(i) + json(".example','grants':[]}");
        QTest::newRow("too many") << "{\"origins\":[" + many + "]}";
    }
    void refusesAsAWhole()
    {
        QFETCH(QByteArray, json);
        const auto policy = BridgePolicy::fromJson(json);
        QVERIFY(!policy.ok());
        QCOMPARE(policy.error().code, u"BRG-POLICY"_s);
    }
    void tokensBelongToTheirOriginAndEnd()
    {
        ManualClock clock(1'800'000'000'000);
        TokenStore tokens(clock);
        const QByteArray token = tokens.issue(u"https://a.example"_s, {u"IdCard.Read"_s});
        QCOMPARE(QByteArray::fromBase64(token, QByteArray::Base64UrlEncoding).size(), 32);
        QVERIFY(!token.contains('+') && !token.contains('/') && !token.contains('='));
        QVERIFY(tokens.issue(u"https://a.example"_s, {}) != token);
        const auto grant = tokens.check(u"https://a.example"_s, token);
        QVERIFY(grant);
        QCOMPARE(grant->operations, QStringList{u"IdCard.Read"_s});
        QVERIFY(!tokens.check(u"https://b.example"_s, token));
        QVERIFY(!tokens.check(u"https://a.example"_s, token.chopped(1)));
        QVERIFY(!tokens.check(u"https://a.example"_s, {}));
        clock.advance(kTokenMs - 1);
        QVERIFY(tokens.check(u"https://a.example"_s, token));
        clock.advance(1);
        QVERIFY(!tokens.check(u"https://a.example"_s, token));
        const QByteArray later = tokens.issue(u"https://a.example"_s, {});
        tokens.clear();
        QVERIFY(!tokens.check(u"https://a.example"_s, later));
    }
};

ZC_TEST(QCoreApplication, TestBridgePolicy)
#include "tst_bridgepolicy.moc"
