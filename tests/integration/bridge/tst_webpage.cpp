#include "bootstrap/bridgedesk.h"
#include "bootstrap/webdesk.h"
#include "demosite.h"
#include "doordesk.h"
#include "shell/lockscreen.h"
#include "shell/keyquestion.h"
#include "shell/pairquestion.h"
#include "support/testprogram.h"

#include <crypto/minisignsigner.h>
#include <uikit/banner.h>
#include <webhost/webpartloader.h>

#include <QAbstractButton>

#include <unistd.h>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

namespace {

const bool kReadyForEngine = (QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts), true);

QByteArray webPolicy(const Site &site, const QByteArray &more = {})
{
    const QByteArray origin = '"' + site.origin() + '"';
    return "\"web.enabled\":true,\"web.origins\":[" + origin + "],\"bridge.httpOrigins\":[" + origin + "],\"bridge.ask\":{" + origin + ":\"IdCard.Read\"}" + more;
}

} // namespace

// A department's page at the desk: where it is opened, whose name stands above it, who is asked, and what the lock leaves of it.
class TestWebPage : public QObject {
    Q_OBJECT

    static bool goToPage(DoorDesk &desk)
    {
        QTest::keyClick(desk.app->window().windowHandle(), Qt::Key_5, Qt::AltModifier);
        return QTest::qWaitFor([&] { return desk.find("web.site") && desk.find("web.site")->isVisible(); }, kDoorPatienceMs);
    }
    static bool engineIsThere()
    {
        return QFile::exists(webhost::webPartFile(QCoreApplication::applicationDirPath()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(kReadyForEngine);
        QCoreApplication::setApplicationVersion(u"0.1.0"_s);
        if (::geteuid() == 0)
            qputenv("QTWEBENGINE_DISABLE_SANDBOX", "1");        // there is none for root
    }
    void noEntryUnlessPolicySaysSo()
    {
        DoorDesk desk;
        QTest::keyClick(desk.app->window().windowHandle(), Qt::Key_5, Qt::AltModifier);
        QTest::qWait(100);
        QVERIFY(!desk.find("web.site"));
        QVERIFY(desk.app->window().currentPage() != "page.web"_L1);
    }
    void plainHttpNeedsItsOwnLine()
    {
        DoorDesk desk("\"web.enabled\":true,\"web.origins\":[\"http://plain.example.test\"]");
        QTest::keyClick(desk.app->window().windowHandle(), Qt::Key_5, Qt::AltModifier);
        QTest::qWait(100);
        QVERIFY(!desk.find("web.site"));
    }
    void productionShowsNoneWhileTheLeakIsOpen()
    {
        Site site;
        Machine machine;
        const QByteArray values = "\"environment\":\"production\"," + webPolicy(site);
        machine.managed(values);
        QVERIFY(!WebDesk::isWanted(settings::Settings(machine.options)));       // what nobody signed counts for nothing there
        const auto signer = crypto::MinisignSigner::generate();
        machine.write(u"keys/hall.pub"_s, signer.publicText());
        const QByteArray policy = "{\"zcPolicy\":1,\"settings\":{" + values + "}}";
        machine.write(u"managed.d/10-test.json.minisig"_s, signer.sign(policy, u"hall"_s).value());
        const settings::Settings settings(machine.options);
        QVERIFY(WebDesk::isWanted(settings));
        prepareApplication();
        QWidget host;
        PairQuestion question(&host);
        KeyQuestion signing(&host);
        BridgeDesk bridge(question, signing);
        WebDesk web(bridge);
        const std::unique_ptr<QWidget> page(web.makePage(settings));
        page->show();
        page->findChild<QAbstractButton *>(u"web.site"_s)->click();
        auto *problem = page->findChild<uikit::Banner *>(u"web.problem"_s);
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"WEB-LEAK-OPEN"_s), qPrintable(problem->text()));
        QCOMPARE(site.connections, 0);
    }
    void theDemoPageReadsACardAfterTheClerksClick()
    {
        if (!engineIsThere())
            QSKIP("skipped: Qt WebEngine is not installed");
        Site site;
        // Opens at the root of the site, as a department's page does.
        site.pages[""] = "<!doctype html><meta charset=utf-8><title>样例部门</title><script type=module>\n"
                         "import { ZcBridge } from './zc-bridge.js';\n"
                         "const bridge = new ZcBridge({ client: '样例' });\n"
                         "await bridge.connect();\n"
                         "await bridge.pair(['IdCard.Read'], '样例：填写申请人');\n"
                         "const held = await bridge.claim('idr-1');\n"
                         "const { fields } = await bridge.readCard(held, ['name'], { timeout: 60000 });\n"
                         "await fetch('/result', { method: 'POST', body: JSON.stringify(fields) });\n"
                         "</script>";
        DoorDesk desk(webPolicy(site));
        QVERIFY(!desk.reaches());                            // no port for it
        QVERIFY(goToPage(desk));
        QVERIFY(desk.find("web.site")->hasFocus() || (desk.find("web.site")->setFocus(), true));
        QTest::keyClick(desk.app->window().windowHandle(), Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(desk.text("web.origin"), QString::fromLatin1(site.origin()), kDoorPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(desk.text("web.title"), u"样例部门"_s, kDoorPatienceMs);
        QVERIFY(QTest::qWaitFor([&] { return desk.find("pair.question") && desk.find("pair.question")->isVisible(); }, kDoorPatienceMs));
        QCOMPARE(desk.text("pair.origin"), QString::fromLatin1(site.origin()));
        QTest::qWait(PairQuestion::kSeenMs + 300);
        QTest::mouseClick(qobject_cast<QAbstractButton *>(desk.find("pair.yes")), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return desk.holdShown(); }, kDoorPatienceMs));
        auto *cell = qobject_cast<QAbstractButton *>(desk.find("strip.bridge"));
        QVERIFY2(cell->text().contains(QString::fromLatin1(site.origin())), qPrintable(cell->text()));
        // The lock ends the conversation and leaves no document behind it.
        QTest::keyClick(desk.app->window().windowHandle(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(desk.app->window().lockScreen().isLocked());
        QVERIFY(QTest::qWaitFor([&] { return desk.readerFree(); }, kDoorPatienceMs));
        QVERIFY(!desk.find("web.leave")->isVisible());
        QVERIFY(desk.text("web.origin").isEmpty());
    }
    void aPageThatDoesNotLoadIsSaid()
    {
        if (!engineIsThere())
            QSKIP("skipped: Qt WebEngine is not installed");
        auto site = std::make_unique<Site>();
        DoorDesk desk(webPolicy(*site));
        site.reset();                                        // nobody answers there any more
        QVERIFY(goToPage(desk));
        desk.find("web.site")->setFocus();
        QTest::keyClick(desk.app->window().windowHandle(), Qt::Key_Space);
        QVERIFY(QTest::qWaitFor([&] { return desk.find("web.problem") && desk.find("web.problem")->isVisible(); }, kDoorPatienceMs));
        const QString words = qobject_cast<uikit::Banner *>(desk.find("web.problem"))->text();
        QVERIFY2(words.contains(u"WEB-PAGE"_s), qPrintable(words));
        QVERIFY(desk.find("web.site")->isVisible());
    }
};

ZC_TEST(QApplication, TestWebPage)
#include "tst_webpage.moc"
