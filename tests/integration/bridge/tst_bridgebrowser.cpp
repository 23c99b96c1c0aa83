#include "bridgepeer.h"
#include "demosite.h"
#include "support/testprogram.h"

#include <devices/socialcardreader.h>

#include <QJsonArray>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace zc;

namespace {

constexpr int kBrowserMs = 120'000;

} // namespace

// The demo page and its JavaScript client in a real browser, on an origin that is listed and on one that is not.
class TestBridgeBrowser : public QObject {
    Q_OBJECT

    // What the page shows in the end.
    static QJsonObject visit(Site &site, quint16 bridgePort)
    {
        QTemporaryDir profile;
        QProcess browser;
        browser.setStandardErrorFile(profile.filePath(u"log"_s));
        browser.start(u"chromium"_s, {u"--headless=new"_s, u"--no-sandbox"_s, u"--disable-gpu"_s, u"--no-first-run"_s, u"--disable-dev-shm-usage"_s,
                                      u"--disable-background-networking"_s, u"--user-data-dir="_s + profile.path(),
                                      QString::fromLatin1(site.origin()) + u"/demo.html?port="_s + QString::number(bridgePort)});
        (void)QTest::qWaitFor([&] { return !site.result.isEmpty() || browser.state() == QProcess::NotRunning; }, kBrowserMs);
        browser.terminate();
        if (!browser.waitForFinished(20'000)) {
            browser.kill();
            browser.waitForFinished(20'000);
        }
        return site.result;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"chromium"_s).isEmpty())
            QSKIP("skipped: chromium is not installed");
    }
    void demoUsesEveryDeviceAfterTheClick()
    {
        Site site;
        BridgeProgram bridge("{\"origins\":[{\"origin\":\"" + site.origin() + "\",\"allowHttp\":true,\"grants\":[],\"ask\":[\"IdCard.Read\"]}]}",
                             {u"--pair"_s, u"allow"_s});
        QVERIFY(bridge.waitPort());
        const QJsonObject page = visit(site, bridge.port());
        QCOMPARE(page.value(u"seen"_s).toVariant().toStringList(),
                 (QStringList{u"已连接"_s, u"已授权"_s, u"已读取"_s, u"已读取"_s, u"已扫描"_s, u"已拍照"_s, u"已打印"_s, u"已打印小票"_s}));
        const QStringList rows = page[u"rows"_s][u"read"_s].toVariant().toStringList();
        QCOMPARE(rows.value(1), u"测试甲"_s);
        QCOMPARE(rows.value(9), u"长期"_s);
        const QStringList social = page[u"rows"_s][u"social"_s].toVariant().toStringList();
        QCOMPARE(social.value(1), devices::SimulatedSocialCard::generated(1).fields.value(u"name"_s));
        // Three sheets of A4 at 100 dpi and one picture, decoded by the browser; the rows of the page before are gone.
        QCOMPARE(page[u"pages"_s][u"scan"_s].toVariant().toList(), (QVariantList{826, 826, 826}));
        QCOMPARE(page[u"pages"_s][u"capture"_s].toArray().size(), 1);
        QVERIFY(page[u"rows"_s][u"scan"_s].toArray().isEmpty());
        const QByteArray transcript = bridge.transcript().join();
        QVERIFY2(transcript.contains("printed") && transcript.contains("slip"), transcript.constData());
    }
    void pageOfAnotherOriginGetsNothing()
    {
        Site listed, stranger;
        BridgeProgram bridge("{\"origins\":[{\"origin\":\"" + listed.origin() + "\",\"allowHttp\":true,\"grants\":[\"IdCard.Read\"]}]}", {u"--pair"_s, u"allow"_s});
        QVERIFY(bridge.waitPort());
        const QJsonObject page = visit(stranger, bridge.port());
        QCOMPARE(page.value(u"seen"_s).toArray().size(), 1);
        QVERIFY2(page.value(u"seen"_s)[0].toString() != u"已连接", qPrintable(page.value(u"seen"_s)[0].toString()));
        QVERIFY(page.value(u"rows"_s).toObject().isEmpty());
        QVERIFY(bridge.transcript().isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestBridgeBrowser)
#include "tst_bridgebrowser.moc"
