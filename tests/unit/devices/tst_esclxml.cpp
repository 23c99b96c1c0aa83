#include "internal/escl/esclxml.h"
#include "internal/escl/wholejpeg.h"

#include <support/peers/sheets.h>

#include <QTest>

#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace zc::devices::escl;

namespace {

QByteArray source(const QByteArray &element, const QByteArray &inner)
{
    return "<scan:" + element + "><scan:MaxWidth>2550</scan:MaxWidth><scan:MaxHeight>3508</scan:MaxHeight>"
           "<scan:ColorMode>RGB24</scan:ColorMode><scan:ColorMode>Grayscale8</scan:ColorMode>"
           "<pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>" + inner + "</scan:" + element + ">";
}

QByteArray document(const QByteArray &inner)
{
    return "<?xml version=\"1.0\"?><scan:ScannerCapabilities xmlns:scan=\"s\" xmlns:pwg=\"p\"><pwg:Version>2.0</pwg:Version>" + inner + "</scan:ScannerCapabilities>";
}

QByteArray discrete(const QList<int> &dpis)
{
    QByteArray xml;
    for (const int dpi : dpis)
        xml += "<scan:DiscreteResolution><scan:XResolution>" + QByteArray::number(dpi) + "</scan:XResolution><scan:YResolution>" + QByteArray::number(dpi)
            + "</scan:YResolution></scan:DiscreteResolution>";
    return xml;
}

QByteArray range(int from, int to)
{
    return "<scan:XResolutionRange><scan:Min>" + QByteArray::number(from) + "</scan:Min><scan:Max>" + QByteArray::number(to) + "</scan:Max></scan:XResolutionRange>";
}

} // namespace

class TestEsclXml : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offersWhatEverySourceCan()
    {
        const auto scanner = readCapabilities(document(source("PlatenInputCaps", discrete({75, 150, 300, 600})) + source("AdfSimplexInputCaps", discrete({300, 150}))));
        QVERIFY2(scanner.ok(), qPrintable(scanner.ok() ? QString() : scanner.error().detail));
        const Capabilities can = capabilitiesOf(*scanner);
        QCOMPARE(can.problems(), QStringList());
        QCOMPARE(can.setting(u"resolution")->values, (QStringList{u"150"_s, u"300"_s}));
        QCOMPARE(can.setting(u"source")->values, (QStringList{u"flatbed"_s, u"feeder"_s}));
        QCOMPARE(can.setting(u"mode")->values, (QStringList{u"color"_s, u"gray"_s}));
        QVERIFY(can.setting(u"pages"));
    }

    void rangesAndListsTogether()
    {
        const auto ranged = readCapabilities(document(source("PlatenInputCaps", range(75, 1200))));
        QVERIFY(ranged.ok());
        const Capabilities alone = capabilitiesOf(*ranged);
        QCOMPARE(alone.setting(u"resolution")->minimum, 75);
        QCOMPARE(alone.setting(u"resolution")->maximum, 1200);
        QVERIFY(!alone.setting(u"pages"));
        for (const bool rangeFirst : {true, false}) {
            const auto mixed = readCapabilities(document(source("PlatenInputCaps", rangeFirst ? range(100, 400) : discrete({75, 200, 300, 600}))
                                                         + source("AdfDuplexInputCaps", rangeFirst ? discrete({75, 200, 300, 600}) : range(100, 400))));
            QVERIFY(mixed.ok());
            const Capabilities can = capabilitiesOf(*mixed);
            QCOMPARE(can.setting(u"resolution")->values, (QStringList{u"200"_s, u"300"_s}));
            QCOMPARE(can.setting(u"source")->values, (QStringList{u"flatbed"_s, u"duplex"_s}));
            QCOMPARE(can.problems(), QStringList());
        }
    }

    void uselessOrEvilDocumentsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("html") << QByteArray("<html><body>portal</body></html>");
        QTest::newRow("cut") << document(source("PlatenInputCaps", discrete({300}))).chopped(20);
        QTest::newRow("no source") << document({});
        QTest::newRow("no resolution") << document(source("PlatenInputCaps", {}));
        QTest::newRow("size zero") << document(source("PlatenInputCaps", discrete({300}))).replace("2550", "0");
        QTest::newRow("size huge") << document(source("PlatenInputCaps", discrete({300}))).replace("2550", "99999999999");
        QTest::newRow("no jpeg") << document(source("PlatenInputCaps", discrete({300}))).replace("image/jpeg", "application/pdf");
        QTest::newRow("dtd") << QByteArray("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\">]>") + document(source("PlatenInputCaps", discrete({300}))).mid(21);
        QTest::newRow("too large") << document(source("PlatenInputCaps", discrete({300})) + "<x>" + QByteArray(kLargestXml, 'x') + "</x>");
        QTest::newRow("range turned") << document(source("PlatenInputCaps", range(600, 75)));
    }
    void uselessOrEvilDocumentsAreRefused()
    {
        QFETCH(QByteArray, xml);
        const auto scanner = readCapabilities(xml);
        QVERIFY(!scanner.ok());
        QCOMPARE(scanner.error().code, u"DEV-SCAN-PROTOCOL"_s);
    }

    void statusIsRead()
    {
        const auto status = readStatus("<?xml version=\"1.0\"?><s:ScannerStatus xmlns:s=\"s\" xmlns:p=\"p\"><p:State>Processing</p:State><s:AdfState>ScannerAdfJam</s:AdfState>"
                                       "<s:Jobs><s:JobInfo><p:State>nested</p:State></s:JobInfo></s:Jobs></s:ScannerStatus>");
        QVERIFY(status.ok());
        QCOMPARE(status->state, u"Processing"_s);
        QCOMPARE(status->feeder, u"ScannerAdfJam"_s);
        QVERIFY(!readStatus("<x><State>Idle</State></x>").ok());
        QVERIFY(!readStatus("<s:ScannerStatus xmlns:s=\"s\"/>").ok());
    }

    void settingsStayInsideTheScanner()
    {
        auto scanner = readCapabilities(document(source("PlatenInputCaps", discrete({300})) + source("AdfSimplexInputCaps", discrete({300})).replace("3508", "1000")));
        QVERIFY(scanner.ok());
        const QByteArray glass = settingsXml(*scanner, u"flatbed"_s, u"gray"_s, 300), feeder = settingsXml(*scanner, u"feeder"_s, u"color"_s, 300);
        QVERIFY(glass.contains("<pwg:InputSource>Platen<") && glass.contains("Grayscale8") && glass.contains("<pwg:Height>3508<") && glass.contains("<pwg:Width>2480<"));
        QVERIFY(feeder.contains("<pwg:InputSource>Feeder<") && feeder.contains("RGB24") && feeder.contains("<pwg:Height>1000<") && feeder.contains("<scan:Duplex>false<"));
    }

    // What a scanner calls its version goes back to it: words that are none are left out.
    void aVersionIsDigits()
    {
        for (const auto &[said, sent] : {std::pair<QByteArray, QByteArray>{"2.63", "2.63"}, {"2", "2"}, {"2&lt;%3&amp;", "2.0"}, {"%1", "2.0"}, {"2.0.1", "2.0"}, {"", "2.0"}}) {
            const auto scanner = readCapabilities(document(source("PlatenInputCaps", discrete({300}))).replace(">2.0<", ">" + said + "<"));
            QVERIFY(scanner.ok());
            const QByteArray settings = settingsXml(*scanner, u"flatbed"_s, u"color"_s, 300);
            QVERIFY2(settings.contains("<pwg:Version>" + sent + "</pwg:Version>") && settings.contains("<pwg:Height>3508<"), settings.constData());
        }
    }

    // Every prefix of a page, and every damaged byte that shows, is no page.
    void onlyWholeJpegsPass()
    {
        const QByteArray jpeg = zc::peers::jpegSheet(3, 160, 120);
        const auto size = wholeJpeg(jpeg);
        QVERIFY(size);
        QCOMPARE(*size, QSize(160, 120));
        // The two bytes of the end mark may be missing without a pixel being so; the decoder says so all the same.
        for (qsizetype length = 0; length < jpeg.size(); length += 7)
            QVERIFY2(!wholeJpeg(jpeg.left(length)), qPrintable(QString::number(length)));
        QVERIFY(!wholeJpeg(jpeg.chopped(2)));
        QVERIFY(!wholeJpeg("<html>scanner busy</html>"));
        QVERIFY(!wholeJpeg(QByteArray(5000, '\xFF')));
    }
};

ZC_TEST(QCoreApplication, TestEsclXml)
#include "tst_esclxml.moc"
