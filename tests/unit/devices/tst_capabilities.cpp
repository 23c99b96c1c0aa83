#include "support/testprogram.h"

#include <devices/capabilities.h>
#include <devices/device.h>

#include <base/errortext.h>

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

namespace {

Capabilities scanner()
{
    Capabilities can;
    can.cls = DeviceClass::Scanner;
    can.operations = {u"Scan"_s, u"CheckHealth"_s};
    can.settings = {{u"resolution"_s, u"integer"_s, 75, 1200, {}, u"300"_s},
                    {u"mode"_s, u"choice"_s, 0, 0, {u"color"_s, u"gray"_s}, u"color"_s},
                    {u"dots"_s, u"integer"_s, 0, 0, {u"300"_s, u"600"_s}, u"600"_s},
                    {u"duplex"_s, u"switch"_s, 0, 0, {}, u"off"_s}};
    can.notes = {u"sample"_s};
    return can;
}

const QList<DeviceClass> kClasses = {DeviceClass::IdCardReader, DeviceClass::SocialCardReader, DeviceClass::Scanner, DeviceClass::Camera,
                                     DeviceClass::SignaturePad, DeviceClass::CodeReader, DeviceClass::Printer, DeviceClass::ReceiptPrinter};
const QList<FaultClass> kFaults = {FaultClass::NoDevice, FaultClass::NoMedia, FaultClass::UserAction, FaultClass::MediaRejected, FaultClass::Transport,
                                   FaultClass::Protocol, FaultClass::DeviceFault, FaultClass::Busy, FaultClass::Denied, FaultClass::Unsupported,
                                   FaultClass::Timeout, FaultClass::Cancelled};

} // namespace

class TestCapabilities : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void documentComesBackAsItWas()
    {
        QVERIFY(scanner().problems().isEmpty());
        const Result<Capabilities> back = Capabilities::fromJson(scanner().toJson());
        QVERIFY(back.ok());
        QCOMPARE(back.value(), scanner());
    }

    void valuesAreHeldAgainstTheDocument_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *name, const QString &id, const QString &value, bool fits) { QTest::newRow(name) << id << value << fits; };
        row("lowest", u"resolution"_s, u"75"_s, true);
        row("highest", u"resolution"_s, u"1200"_s, true);
        row("below", u"resolution"_s, u"74"_s, false);
        row("above", u"resolution"_s, u"1201"_s, false);
        row("leading zero", u"resolution"_s, u"0300"_s, false);
        row("sign", u"resolution"_s, u"+300"_s, false);
        row("words", u"resolution"_s, u"fine"_s, false);
        row("huge", u"resolution"_s, u"99999999999"_s, false);
        row("choice", u"mode"_s, u"gray"_s, true);
        row("case", u"mode"_s, u"Gray"_s, false);
        row("empty", u"mode"_s, QString(), false);
        row("listed number", u"dots"_s, u"600"_s, true);
        row("number between", u"dots"_s, u"400"_s, false);
        row("on", u"duplex"_s, u"on"_s, true);
        row("yes", u"duplex"_s, u"yes"_s, false);
        row("unknown", u"staple"_s, u"on"_s, false);
    }
    void valuesAreHeldAgainstTheDocument()
    {
        QFETCH(QString, id);
        QFETCH(QString, value);
        QFETCH(bool, fits);
        QCOMPARE(scanner().refusedSetting({{u"mode"_s, u"color"_s}, {id, value}}), fits ? QString() : id);
    }

    void chosenElseDefault()
    {
        QCOMPARE(scanner().value({{u"mode"_s, u"gray"_s}}, u"mode"), u"gray"_s);
        QCOMPARE(scanner().value({}, u"mode"), u"color"_s);
        QCOMPARE(scanner().value({}, u"staple"), QString());
    }

    void unsoundDocumentsAreRefusedAsAWhole_data()
    {
        QTest::addColumn<QJsonObject>("document");
        const auto row = [](const char *name, const std::function<void(QJsonObject &)> &spoil) {
            QJsonObject document = scanner().toJson();
            spoil(document);
            QTest::newRow(name) << document;
        };
        const auto setting = [](QJsonObject &document, int index, const QString &key, const QJsonValue &value) {
            QJsonArray list = document[u"settings"_s].toArray();
            QJsonObject entry = list[index].toObject();
            entry.insert(key, value);
            list[index] = entry;
            document[u"settings"_s] = list;
        };
        row("class", [](QJsonObject &d) { d[u"class"_s] = u"toaster"_s; });
        row("version", [](QJsonObject &d) { d[u"version"_s] = 2; });
        row("no operations", [](QJsonObject &d) { d.remove(u"operations"_s); });
        row("operation no text", [](QJsonObject &d) { d[u"operations"_s] = QJsonArray{1}; });
        row("operation twice", [](QJsonObject &d) { d[u"operations"_s] = QJsonArray{u"Scan"_s, u"Scan"_s}; });
        row("settings no list", [](QJsonObject &d) { d[u"settings"_s] = u"all"_s; });
        row("notes no list", [](QJsonObject &d) { d[u"notes"_s] = 5; });
        row("same id", [&](QJsonObject &d) { setting(d, 1, u"id"_s, u"resolution"_s); });
        row("no id", [&](QJsonObject &d) { setting(d, 1, u"id"_s, QString()); });
        row("type", [&](QJsonObject &d) { setting(d, 0, u"type"_s, u"float"_s); });
        row("default outside", [&](QJsonObject &d) { setting(d, 0, u"default"_s, u"5"_s); });
        row("range turned", [&](QJsonObject &d) { setting(d, 0, u"range"_s, QJsonArray{1200, 75}); });
        row("range of one", [&](QJsonObject &d) { setting(d, 0, u"range"_s, QJsonArray{75}); });
        row("range and values", [&](QJsonObject &d) { setting(d, 0, u"values"_s, QJsonArray{u"300"_s}); });
        row("choice without values", [&](QJsonObject &d) { setting(d, 1, u"values"_s, QJsonArray()); });
        row("value twice", [&](QJsonObject &d) { setting(d, 1, u"values"_s, QJsonArray{u"color"_s, u"color"_s}); });
        row("switch with values", [&](QJsonObject &d) { setting(d, 3, u"values"_s, QJsonArray{u"on"_s}); });
    }
    void unsoundDocumentsAreRefusedAsAWhole()
    {
        QFETCH(QJsonObject, document);
        const Result<Capabilities> read = Capabilities::fromJson(document);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, u"DEV-CAPABILITIES"_s);
    }

    void everyFaultOfEveryClassSpeaks()
    {
        const ErrorTexts texts;
        const QStringList listed = texts.codes();
        for (const DeviceClass cls : kClasses) {
            QCOMPARE(deviceClassFromName(deviceClassName(cls)), cls);
            for (const FaultClass fault : kFaults) {
                const Error error = toError({fault, {}, u"31"_s, false}, cls);
                QVERIFY2(listed.contains(error.code), qPrintable(error.code));
                const auto back = faultClassOf(error.code);
                QVERIFY2(back && (*back == fault || *back == FaultClass::DeviceFault), qPrintable(error.code));
                QVERIFY(!texts.forCode(error.code).next.isEmpty());
            }
        }
        QCOMPARE(deviceClassFromName(u"toaster"), std::nullopt);
        QCOMPARE(faultClassOf(u"DEV-CLAIM"), std::nullopt);
    }

    void specialCasesKeepTheirClass()
    {
        const Error jam = toError({FaultClass::UserAction, u"JAM"_s, u"7"_s, false}, DeviceClass::Scanner);
        QCOMPARE(jam.code, u"DEV-SCAN-JAM"_s);
        QCOMPARE(faultClassOf(jam.code), FaultClass::UserAction);
        QCOMPARE(toError({FaultClass::UserAction, u"NOSUCHCASE"_s, {}, false}, DeviceClass::Scanner).code, u"DEV-SCAN-ACTION"_s);
        QVERIFY(!worthRetrying(FaultClass::MediaRejected));
        QVERIFY(!worthRetrying(FaultClass::UserAction));
        QVERIFY(worthRetrying(FaultClass::Transport));
    }
};

ZC_TEST(QCoreApplication, TestCapabilities)
#include "tst_capabilities.moc"
