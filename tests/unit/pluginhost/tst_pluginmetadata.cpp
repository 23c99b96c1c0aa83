#include "support/testprogram.h"

#include <pluginhost/pluginmetadata.h>

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace zc::pluginhost;

namespace {

QJsonObject whole()
{
    return QJsonDocument::fromJson(R"({"format":1,"id":"sample","name":"样例","version":"1.2.3","api":{"major":1,"minor":0},
        "product":{"min":"0.1","below":"1.0"},"capabilities":["itemPacks","mappers"],"load":"startup",
        "requires":[{"id":"other","min":"1.0","below":"2.0"}]})").object();
}

} // namespace

class TestPluginMetadata : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEverything()
    {
        const auto parsed = parseMetadata(whole());
        QVERIFY(parsed.ok());
        const PluginMetadata &data = parsed.value();
        QCOMPARE(data.id, u"sample"_s);
        QCOMPARE(data.version, QVersionNumber(1, 2, 3));
        QCOMPARE(data.apiMajor, 1);
        QCOMPARE(data.load, LoadTime::Startup);
        QCOMPARE(data.capabilities, (QStringList{u"itemPacks"_s, u"mappers"_s}));
        QCOMPARE(data.requirements.size(), 1);
        QVERIFY(data.requirements[0].versions.holds(QVersionNumber(1, 9)));
        QVERIFY(!data.requirements[0].versions.holds(QVersionNumber(2)));
        QVERIFY(!data.requirements[0].versions.holds(QVersionNumber(0, 9)));
        QVERIFY(data.product.holds(QVersionNumber(0, 1, 0)));
    }

    void openEndsAreOpen()
    {
        QJsonObject object = whole();
        object.remove(u"product"_s);
        object.remove(u"requires"_s);
        object.remove(u"load"_s);
        const auto parsed = parseMetadata(object);
        QVERIFY(parsed.ok());
        QVERIFY(parsed.value().product.holds(QVersionNumber(99)));
        QCOMPARE(parsed.value().load, LoadTime::OnDemand);
    }

    void refusesAsAWhole_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *name, const char *key, const QJsonValue &value) { QTest::newRow(name) << QString::fromLatin1(key) << value; };
        row("unknown member", "extra", 1);
        row("format", "format", 2);
        row("id upper case", "id", u"Sample"_s);
        row("id path", "id", u"../sample"_s);
        row("id empty", "id", QString());
        row("id long", "id", QString(65, u'a'));
        row("name empty", "name", QString());
        row("name long", "name", QString(201, u'a'));
        row("version missing", "version", QJsonValue(QJsonValue::Undefined));
        row("version text", "version", u"1.0-beta"_s);
        row("version number", "version", 1);
        row("version long", "version", u"1.2.3.4.5"_s);
        row("api missing", "api", QJsonValue(QJsonValue::Undefined));
        row("api text", "api", u"1.0"_s);
        row("api stranger", "api", QJsonObject{{u"major"_s, 1}, {u"minor"_s, 0}, {u"patch"_s, 0}});
        row("product", "product", QJsonObject{{u"min"_s, u"new"_s}});
        row("capability", "capabilities", QJsonArray{u"network"_s});
        row("load", "load", u"lazy"_s);
        row("requires itself", "requires", QJsonArray{QJsonObject{{u"id"_s, u"sample"_s}}});
        row("requires text", "requires", QJsonArray{u"other"_s});
        row("requires stranger", "requires", QJsonArray{QJsonObject{{u"id"_s, u"other"_s}, {u"exact"_s, u"1"_s}}});
    }
    void refusesAsAWhole()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QJsonObject object = whole();
        if (value.isUndefined())
            object.remove(key);
        else
            object.insert(key, value);
        const auto parsed = parseMetadata(object);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().code, u"PLG-METADATA"_s);
    }
};

ZC_TEST(QCoreApplication, TestPluginMetadata)
#include "tst_pluginmetadata.moc"
