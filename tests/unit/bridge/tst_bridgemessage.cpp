#include "internal/messages/catalogue.h"
#include "support/testprogram.h"
#include "internal/messages/message.h"
#include "internal/session/call.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace zc::bridge;

namespace {

QByteArray command(const QByteArray &header, const QByteArray &rest = R"(,"payload":{})")
{
    return "{\"header\":{" + header + "}" + rest + "}";
}

const QByteArray kHeader = R"("type":"command","name":"IdCard.Read","requestId":7,"version":"1.0","timeout":15000)";

} // namespace

// Messages of a page: read strictly or not at all.
class TestBridgeMessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsACommand()
    {
        const ReadMessage read = readMessage(command(kHeader, R"(,"payload":{"device":"idr-1"})"));
        QVERIFY(read.command);
        QCOMPARE(read.command->name, u"IdCard.Read"_s);
        QCOMPARE(read.command->requestId, 7);
        QCOMPARE(read.command->timeoutMs, 15000);
        QCOMPARE(read.command->payload.value(u"device"_s).toString(), u"idr-1"_s);
        QVERIFY(readMessage(command(R"("type":"command","name":"A.B","requestId":2147483647,"version":"1.0")", {})).command);
        QVERIFY(readMessage(command(R"("type":"command","name":"A.B","requestId":1,"version":"1.0","timeout":120000)")).command);
    }
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("requestId");
        const auto header = [](const char *name, const char *bytes, qint64 requestId = 0) { QTest::newRow(name) << command(bytes) << requestId; };
        QTest::newRow("nothing") << QByteArray() << qint64(0);
        QTest::newRow("not JSON") << QByteArray("hello") << qint64(0);
        QTest::newRow("a list") << QByteArray("[]") << qint64(0);
        QTest::newRow("no header") << QByteArray(R"({"payload":{}})") << qint64(0);
        QTest::newRow("header is a text") << QByteArray(R"({"header":"x","payload":{}})") << qint64(0);
        QTest::newRow("two values") << command(kHeader) + "{}" << qint64(0);
        QTest::newRow("unknown member") << command(kHeader, R"(,"payload":{},"x":1)") << qint64(7);
        QTest::newRow("member twice") << command(kHeader, R"(,"payload":{},"payload":{})") << qint64(0);
        QTest::newRow("payload is a list") << command(kHeader, R"(,"payload":[])") << qint64(7);
        QTest::newRow("payload is null") << command(kHeader, R"(,"payload":null)") << qint64(7);
        QTest::newRow("header member twice") << command(kHeader + R"(,"requestId":8)") << qint64(0);
        QTest::newRow("unknown header member") << command(kHeader + R"(,"status":null)") << qint64(7);
        QTest::newRow("too deep") << command(kHeader, R"(,"payload":{"x":)" + QByteArray(20, '[') + QByteArray(20, ']') + "}") << qint64(0);
        QTest::newRow("fraction") << command(kHeader, R"(,"payload":{"x":1.5})") << qint64(0);
        QTest::newRow("lone surrogate") << command(kHeader, R"(,"payload":{"x":"\ud800"})") << qint64(0);
        header("another type", R"("type":"event","name":"A.B","requestId":7,"version":"1.0")", 7);
        header("no type", R"("name":"A.B","requestId":7,"version":"1.0")", 7);
        header("version 2", R"("type":"command","name":"A.B","requestId":7,"version":"2.0")", 7);
        header("version is a number", R"("type":"command","name":"A.B","requestId":7,"version":1)", 7);
        header("no version", R"("type":"command","name":"A.B","requestId":7)", 7);
        header("no name", R"("type":"command","requestId":7,"version":"1.0")", 7);
        header("empty name", R"("type":"command","name":"","requestId":7,"version":"1.0")", 7);
        header("name with markup", R"("type":"command","name":"<b>","requestId":7,"version":"1.0")", 7);
        header("no requestId", R"("type":"command","name":"A.B","version":"1.0")");
        header("requestId 0", R"("type":"command","name":"A.B","requestId":0,"version":"1.0")");
        header("requestId -1", R"("type":"command","name":"A.B","requestId":-1,"version":"1.0")");
        header("requestId 2^31", R"("type":"command","name":"A.B","requestId":2147483648,"version":"1.0")");
        header("requestId is a text", R"("type":"command","name":"A.B","requestId":"7","version":"1.0")");
        header("timeout 0", R"("type":"command","name":"A.B","requestId":7,"version":"1.0","timeout":0)", 7);
        header("timeout too long", R"("type":"command","name":"A.B","requestId":7,"version":"1.0","timeout":120001)", 7);
        header("timeout is a text", R"("type":"command","name":"A.B","requestId":7,"version":"1.0","timeout":"1")", 7);
        header("timeout null", R"("type":"command","name":"A.B","requestId":7,"version":"1.0","timeout":null)", 7);
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, requestId);
        const ReadMessage read = readMessage(text);
        QVERIFY(!read.command);
        QCOMPARE(read.requestId, requestId);
        QVERIFY(!read.name.contains(u'<'));
    }
    void answersHaveTheirShape()
    {
        const auto object = [](const QByteArray &text) { return QJsonDocument::fromJson(text).object(); };
        const QJsonObject taken = object(acknowledgeText(u"IdCard.Read"_s, 7, {}));
        QVERIFY(taken.value(u"header"_s)[u"status"_s].isNull());
        QCOMPARE(taken.value(u"header"_s)[u"type"_s].toString(), u"acknowledge"_s);
        QCOMPARE(taken.value(u"header"_s)[u"requestId"_s].toInt(), 7);
        QCOMPARE(object(acknowledgeText({}, 0, u"invalidMessage"_s)).value(u"header"_s)[u"status"_s].toString(), u"invalidMessage"_s);
        const QJsonObject done = object(completionText(u"IdCard.Read"_s, 7, Completion::UserError, {{u"a"_s, 1}}, u"DEV-IDCARD-NOMEDIA"_s));
        QCOMPARE(done.value(u"header"_s)[u"completionCode"_s].toString(), u"userError"_s);
        QCOMPARE(done.value(u"header"_s)[u"errorDescription"_s].toString(), u"DEV-IDCARD-NOMEDIA"_s);
        QCOMPARE(done.value(u"payload"_s)[u"a"_s].toInt(), 1);
        QSet<QString> names;
        for (int code = 0; code <= int(Completion::InternalError); ++code)
            names << completionName(Completion(code));
        QCOMPARE(names.size(), 11);
        QVERIFY(!names.contains(QString()));
    }
    void payloadsAreReadWhole()
    {
        const QJsonObject object{{u"device"_s, u"idr-1"_s}, {u"ttlMs"_s, 100}, {u"photo"_s, true}, {u"fields"_s, QJsonArray{u"name"_s, u"sex"_s}}};
        PayloadReader whole(object);
        QCOMPARE(whole.text(u"device"_s), u"idr-1"_s);
        QCOMPARE(whole.integer(u"ttlMs"_s, 1, 100), 100);
        QVERIFY(whole.flag(u"photo"_s, false));
        QVERIFY(!whole.good());                 // something is left
        QCOMPARE(whole.texts(u"fields"_s, 2).size(), 2);
        QVERIFY(whole.good());
        const auto oneBad = [](const QJsonValue &value, auto read) {
            PayloadReader payload({{u"x"_s, value}});
            read(payload);
            return !payload.good();
        };
        QVERIFY(oneBad(5, [](PayloadReader &p) { p.text(u"x"_s); }));
        QVERIFY(oneBad(u"a"_s, [](PayloadReader &p) { p.text(u"x"_s); p.text(u"absent"_s); }));
        QVERIFY(oneBad(u""_s, [](PayloadReader &p) { p.text(u"x"_s); }));
        QVERIFY(oneBad(QString(201, u'x'), [](PayloadReader &p) { p.text(u"x"_s); }));
        QVERIFY(oneBad(u"a\nb"_s, [](PayloadReader &p) { p.text(u"x"_s); }));
        QVERIFY(oneBad(u"a\u202Eb"_s, [](PayloadReader &p) { p.text(u"x"_s); }));     // turns the direction of what follows
        QVERIFY(oneBad(0, [](PayloadReader &p) { p.integer(u"x"_s, 1, 5); }));
        QVERIFY(oneBad(6, [](PayloadReader &p) { p.integer(u"x"_s, 1, 5); }));
        QVERIFY(oneBad(u"1"_s, [](PayloadReader &p) { p.integer(u"x"_s, 1, 5); }));
        QVERIFY(oneBad(1, [](PayloadReader &p) { p.flag(u"x"_s, false); }));
        QVERIFY(oneBad(QJsonArray{}, [](PayloadReader &p) { p.texts(u"x"_s, 5); }));
        QVERIFY(oneBad(QJsonArray{u"a"_s, u"a"_s}, [](PayloadReader &p) { p.texts(u"x"_s, 5); }));
        QVERIFY(oneBad(QJsonArray{1}, [](PayloadReader &p) { p.texts(u"x"_s, 5); }));
        QVERIFY(oneBad(QJsonArray{u"a"_s, u"b"_s}, [](PayloadReader &p) { p.texts(u"x"_s, 1); }));
        QVERIFY(oneBad(QJsonArray{u"a"_s}, [](PayloadReader &p) { p.integers(u"x"_s, 5); }));
    }
    void familiesAndClassesAreLists()
    {
        QCOMPARE(commandsOfFamily(u"IdCard"), (QStringList{u"IdCard.WaitCard"_s, u"IdCard.Read"_s}));
        QVERIFY(commandsOfFamily(u"IdCar").isEmpty());
        QVERIFY(commandsOfFamily(u"").isEmpty());
        QCOMPARE(commandsOfClass(u"key"), (QStringList{u"Key.ListCerts"_s, u"Key.Sign"_s}));
        QVERIFY(commandsOfClass(u"toaster").isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestBridgeMessage)
#include "tst_bridgemessage.moc"
