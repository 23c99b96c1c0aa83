#include "../bridge/demosite.h"
#include "support/testprogram.h"

#include <base/clock.h>
#include <bridge/innerdoor.h>
#include <devices/devicehub.h>
#include <devices/simulatedcamera.h>
#include <devices/simulatedprinters.h>
#include <devices/simulatedscanner.h>
#include <devices/simulator.h>
#include <devices/socialcardreader.h>
#include <papers/pictureencoder.h>
#include <webhost/webpartloader.h>

#include <QApplication>
#include <QJsonArray>
#include <QLoggingCategory>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

namespace {

constexpr int kPatience = 60'000;
// Qt WebEngine wants this before there is an application.
const bool kPrepared = (QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts), true);

class YesClerk final : public bridge::ClerkPort {
public:
    void ask(const bridge::ClerkQuestion &question, Answer answer) override
    {
        asked << question.origin;
        answer(true);
    }
    void withdraw(quint64) override {}
    QStringList asked;
};

// A desk with every simulated device and the door without a port, and a window that shows pages of `origins`.
struct WebDesk {
    SystemClock clock;
    papers::PictureEncoder encoder;
    std::shared_ptr<ReaderSimulator> reader;
    std::shared_ptr<PrinterSimulator> printer = std::make_shared<PrinterSimulator>(PrinterSimulator::Options{});
    std::shared_ptr<ReceiptSimulator> receipts = ReceiptSimulator::start(ReceiptSimulator::Line::Memory).value();
    std::unique_ptr<DeviceHub> hub;
    YesClerk clerk;
    QStringList record, refused;
    QList<QList<bridge::BridgeHold>> holds;
    std::unique_ptr<bridge::InnerDoor> door;
    std::unique_ptr<webhost::WebView> view;
    QString shown;

    struct Channel final : webhost::PageChannel {
        std::unique_ptr<bridge::InnerPage> page;
        void receive(const QByteArray &text) override { page->receive(text); }
        void receiveBinary(const QByteArray &frame) override { page->receiveBinary(frame); }
    };

    WebDesk(webhost::WebPart &part, const QStringList &origins, const QList<bridge::BridgeOrigin> &policy)
    {
        ReaderSimulator::Options options;
        options.inMemory = true;
        reader = ReaderSimulator::start(options).value();
        reader->lay(SimulatedCard::fromDeck(u"R"_s).value());
        auto social = std::make_shared<SocialCardSimulator>();
        social->insert(SimulatedSocialCard::generated(1));
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeSimulatedIdCardReader(u"idr-1"_s, u"idr"_s, reader, clock));
        drivers.push_back(makeSimulatedSocialCardReader(u"ssc-1"_s, u"ssc"_s, social));
        drivers.push_back(makeSimulatedScanner(u"scn-1"_s, u"scn"_s, std::make_shared<ScannerSimulator>(ScannerSimulator::Options{210, 297, 3, 0})));
        drivers.push_back(makeSimulatedCamera(u"cam-1"_s, u"cam"_s, std::make_shared<CameraSimulator>(CameraSimulator::Options{620, 876, 30, 100})));
        drivers.push_back(makeSimulatedPrinter(u"prn-1"_s, u"prn"_s, printer, nullptr));
        drivers.push_back(makeSimulatedReceiptPrinter({}, receipts));
        hub = std::make_unique<DeviceHub>(DeviceSettings(), std::move(drivers), clock);
        bridge::BridgeSettings settings;
        settings.policy.origins = policy;
        settings.encoder = &encoder;
        door = std::make_unique<bridge::InnerDoor>(settings, *hub, clerk, clock, [this](const bridge::BridgeEvent &event) {
            record << event.what + u' ' + event.origin + u' ' + event.subject + u' ' + event.outcome;
        });
        QObject::connect(door.get(), &bridge::InnerDoor::heldChanged, door.get(), [this](const QList<bridge::BridgeHold> &now) { holds << now; });
        webhost::WebRules rules;
        rules.origins = origins;
        rules.channel = [this](const QString &origin, webhost::PageVoice voice) -> std::unique_ptr<webhost::PageChannel> {
            bridge::InnerVoice inner{voice.say, voice.sayBinary, [leave = voice.leave](int code) {
                                         QMetaObject::invokeMethod(qApp, [leave, code] { leave(code); }, Qt::QueuedConnection);
                                     }};
            auto channel = std::make_unique<Channel>();
            channel->page = door->enter(origin, std::move(inner));
            return channel->page ? std::move(channel) : nullptr;
        };
        rules.refused = [this](const QString &what, const QString &origin) { refused << what + u' ' + origin; };
        rules.shown = [this](const QString &origin, const QString &) { shown = origin; };
        view = part.makeView(rules);
        view->widget()->resize(800, 600);
        view->widget()->show();
        if (!QTest::qWaitFor([this] { return ready(); }, kPatience))
            qFatal("not ready");
    }
    ~WebDesk() { view.reset(); }
    bool ready() const
    {
        const auto devices = hub->devices();
        return std::all_of(devices.begin(), devices.end(), [](const DeviceInfo &info) { return info.state == DeviceState::Ready; });
    }
    QJsonObject visit(Site &site, const QByteArray &path)
    {
        site.result = {};
        view->open(QUrl(QString::fromLatin1(site.origin() + path)));
        (void)QTest::qWaitFor([&] { return !site.result.isEmpty(); }, kPatience);
        return site.result;
    }
    bool holding() const { return !holds.isEmpty() && !holds.constLast().isEmpty(); }
};

bridge::BridgeOrigin entry(const Site &site, const QStringList &grants, const QStringList &ask = {})
{
    return {QString::fromLatin1(site.origin()), true, grants, ask};
}

QStringList origins(std::initializer_list<const Site *> sites)
{
    QStringList list;
    for (const Site *site : sites)
        list << QString::fromLatin1(site->origin());
    return list;
}

// A page with this module in it.
QByteArray page(const QByteArray &script)
{
    return "<!doctype html><meta charset=utf-8><body><script type=module>\n"
           "import { ZcBridge } from './zc-bridge.js';\n"
           "const report = (what) => fetch('/result', { method: 'POST', body: JSON.stringify(what) });\n"
           "const code = (work) => work.then(() => 'well', (error) => error.code ?? String(error));\n"
           + script + "</script>";
}

} // namespace

// Pages inside our own window: the demo page through the door without a port, and what pages try to get out of their place.
class TestWebDoor : public QObject {
    Q_OBJECT
    webhost::WebPart *m_part = nullptr;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(kPrepared);
        const QString file = webhost::webPartFile(QStringLiteral(ZC_BINARY_DIR "/bin"));
        if (!QFile::exists(file))
            QSKIP("skipped: Qt WebEngine is not installed");
        QLoggingCategory::setFilterRules(u"zc.devices*=false\njs=false"_s);
        if (::geteuid() == 0)
            qputenv("QTWEBENGINE_DISABLE_SANDBOX", "1");        // there is none for root
        const auto part = webhost::loadWebPart(file);
        QVERIFY2(part.ok(), part.ok() ? "" : qPrintable(part.error().code + u' ' + part.error().detail));
        m_part = *part;
        qInfo("%s", qPrintable(m_part->engine()));
    }
    void theDemoPageUsesEveryDevice()
    {
        Site site;
        const QStringList all{u"IdCard.Read"_s, u"ScCard.Read"_s, u"Scan.Start"_s, u"Camera.Capture"_s, u"Print.Job"_s, u"Receipt.Print"_s};
        WebDesk desk(*m_part, origins({&site}), {entry(site, {}, all)});
        const QJsonObject result = desk.visit(site, "/demo.html");
        QCOMPARE(result.value(u"seen"_s).toVariant().toStringList(),
                 (QStringList{u"已连接"_s, u"已授权"_s, u"已读取"_s, u"已读取"_s, u"已扫描"_s, u"已拍照"_s, u"已打印"_s, u"已打印小票"_s}));
        QCOMPARE(desk.clerk.asked, QStringList{QString::fromLatin1(site.origin())});
        QCOMPARE(result[u"rows"_s][u"read"_s].toVariant().toStringList().value(1), u"测试甲"_s);
        QCOMPARE(result[u"pages"_s][u"scan"_s].toVariant().toList(), (QVariantList{826, 826, 826}));
        QCOMPARE(result[u"pages"_s][u"capture"_s].toVariant().toList(), (QVariantList{620}));
        QCOMPARE(desk.printer->papers().size(), 1);
        QVERIFY(desk.printer->papers()[0].startsWith("%PDF-1.4"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.receipts->slips().size(), 1, kPatience);
        QCOMPARE(desk.shown, QString::fromLatin1(site.origin()));
        QVERIFY(!desk.holding());
    }
    void thePageNeverSeesTheChannel()
    {
        Site site;
        site.pages["page.html"] = page("await report({ qt: typeof window.qt, channel: typeof window.QWebChannel, desk: typeof window.desk,\n"
                                       "  names: Object.getOwnPropertyNames(window).filter((name) => /qt|webchannel|zcbridge/i.test(name)) });\n");
        WebDesk desk(*m_part, origins({&site}), {entry(site, {u"IdCard.Read"_s})});
        const QJsonObject seen = desk.visit(site, "/page.html");
        QCOMPARE(seen.value(u"qt"_s).toString(), u"undefined"_s);
        QCOMPARE(seen.value(u"channel"_s).toString(), u"undefined"_s);
        QCOMPARE(seen.value(u"desk"_s).toString(), u"undefined"_s);
        QVERIFY2(seen.value(u"names"_s).toArray().isEmpty(), QJsonDocument(seen).toJson().constData());
    }
    void aFrameOfAnotherOriginIsNotHeard()
    {
        Site site, stranger;
        // The frame may be shown, and the page around it may read cards. It speaks to its parent, to itself and tries the door.
        stranger.pages["frame.html"] = page("const hello = JSON.stringify({ header: { type: 'command', name: 'Common.Hello', requestId: 1, version: '1.0' }, payload: { client: 'x' } });\n"
                                            "const heard = [];\n"
                                            "addEventListener('message', (event) => heard.push(event.data));\n"
                                            "for (const target of [parent, window]) for (const kind of ['open', 'text'])\n"
                                            "  target.postMessage({ zcBridge: 'page', kind, data: hello }, '*');\n"
                                            "const tried = await code(new ZcBridge().connect());\n"
                                            "await report({ tried, answers: heard.filter((said) => said?.zcBridge === 'desk').length });\n");
        site.pages["page.html"] = "<!doctype html><iframe src='" + stranger.origin() + "/frame.html'></iframe>";
        const auto grants = QStringList{u"IdCard.Read"_s};
        WebDesk desk(*m_part, origins({&site, &stranger}), {entry(site, grants), entry(stranger, grants)});
        desk.view->open(QUrl(QString::fromLatin1(site.origin()) + u"/page.html"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!stranger.result.isEmpty(), kPatience);
        QCOMPARE(stranger.result.value(u"tried"_s).toString(), u"notReachable"_s);
        QCOMPARE(stranger.result.value(u"answers"_s).toInt(-1), 0);
        QVERIFY2(desk.record.isEmpty(), qPrintable(desk.record.join(u'\n')));       // not one session
        QCOMPARE(desk.shown, QString::fromLatin1(site.origin()));
    }
    void aGrantDoesNotFollowTheNavigation()
    {
        Site site, stranger;
        site.pages["page.html"] = page("const bridge = new ZcBridge();\n"
                                       "await bridge.connect();\n"
                                       "await bridge.claim('idr-1');\n"
                                       "await report({ claimed: true });\n"
                                       "setTimeout(() => { location.href = '" + stranger.origin() + "/next.html'; }, 300);\n");
        stranger.pages["next.html"] = page("const bridge = new ZcBridge();\n"
                                           "await report({ tried: await code(bridge.connect()) });\n");
        WebDesk desk(*m_part, origins({&site, &stranger}), {entry(site, {u"IdCard.Read"_s})});
        QVERIFY(desk.visit(site, "/page.html").value(u"claimed"_s).toBool());
        QTRY_VERIFY_WITH_TIMEOUT(!stranger.result.isEmpty(), kPatience);
        QCOMPARE(stranger.result.value(u"tried"_s).toString(), u"notReachable"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.holding(), kPatience);
        QVERIFY(desk.hub->claims().isEmpty());
        QCOMPARE(desk.shown, QString::fromLatin1(stranger.origin()));
        QVERIFY(desk.record.contains(u"refused %1 origin inner"_s.arg(QString::fromLatin1(stranger.origin()))));
    }
    void aReloadedPageBeginsAnew()
    {
        Site site;
        site.pages["page.html"] = page("const bridge = new ZcBridge();\n"
                                       "await bridge.connect();\n"
                                       "const claimed = await code(bridge.claim('idr-1'));\n"
                                       "await report({ claimed });\n");
        WebDesk desk(*m_part, origins({&site}), {entry(site, {u"IdCard.Read"_s})});
        for (int visit = 0; visit < 3; ++visit)             // the claim of the document before has ended
            QCOMPARE(desk.visit(site, "/page.html").value(u"claimed"_s).toString(), u"well"_s);
        desk.view->leave();
        QTRY_VERIFY_WITH_TIMEOUT(desk.hub->claims().isEmpty(), kPatience);
        QVERIFY(desk.shown.isEmpty());
    }
    void theLockEndsTheConversation()
    {
        Site site;
        site.pages["page.html"] = page("const bridge = new ZcBridge();\n"
                                       "const gone = new Promise((go) => bridge.addEventListener('close', (event) => go(event.detail.code)));\n"
                                       "await bridge.connect();\n"
                                       "await bridge.claim('idr-1');\n"
                                       "await report({ claimed: true });\n"
                                       "const code1 = await gone;\n"
                                       "await report({ code: code1, again: await code(bridge.connect()) });\n");
        WebDesk desk(*m_part, origins({&site}), {entry(site, {u"IdCard.Read"_s})});
        QVERIFY(desk.visit(site, "/page.html").value(u"claimed"_s).toBool());
        site.result = {};
        desk.door->setLocked(true);
        QVERIFY(desk.hub->claims().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!site.result.isEmpty(), kPatience);
        QCOMPARE(site.result.value(u"code"_s).toInt(), 1001);
        QCOMPARE(site.result.value(u"again"_s).toString(), u"notReachable"_s);
    }
    void nothingLeavesForAnotherPlace()
    {
        Site site, outside;
        const QByteArray out = outside.origin(), port = QByteArray::number(outside.serverPort());
        site.pages["page.html"] = page("const out = '" + out + "', seen = {};\n"
                                       "seen.fetch = await fetch(out + '/x', { mode: 'no-cors' }).then(() => 'well', () => 'no');\n"
                                       "seen.socket = await new Promise((go) => { const s = new WebSocket('ws://127.0.0.1:" + port + "/v1/ws'); s.onopen = () => go('well'); s.onerror = () => go('no'); });\n"
                                       "seen.picture = await new Promise((go) => { const i = new Image(); i.onload = () => go('well'); i.onerror = () => go('no'); i.src = out + '/p.png'; });\n"
                                       "seen.beacon = navigator.sendBeacon(out + '/b', 'x');\n"
                                       "seen.window = String(window.open(out + '/w'));\n"
                                       "seen.file = await fetch('file:///etc/passwd').then(() => 'well', () => 'no');\n"
                                       "const frame = document.body.appendChild(document.createElement('iframe')); frame.src = out + '/f.html';\n"
                                       "const link = document.head.appendChild(document.createElement('link')); link.rel = 'prefetch'; link.href = out + '/l';\n"
                                       "seen.position = await new Promise((go) => navigator.geolocation.getCurrentPosition(() => go('well'), () => go('no'), { timeout: 2000 }));\n"
                                       "seen.camera = await (navigator.mediaDevices?.getUserMedia({ video: true }) ?? Promise.reject()).then(() => 'well', () => 'no');\n"
                                       "location.href = out + '/gone.html';\n"
                                       "await new Promise((go) => setTimeout(go, 500));\n"
                                       "await report(seen);\n");
        WebDesk desk(*m_part, origins({&site}), {entry(site, {})});
        const QJsonObject seen = desk.visit(site, "/page.html");
        for (const QString &way : {u"fetch"_s, u"socket"_s, u"picture"_s, u"file"_s, u"position"_s, u"camera"_s})
            QCOMPARE(seen.value(way).toString(), u"no"_s);
        QCOMPARE(seen.value(u"window"_s).toString(), u"null"_s);
        QCOMPARE(outside.connections, 0);
        QCOMPARE(desk.shown, QString::fromLatin1(site.origin()));
        QVERIFY2(desk.refused.contains(u"navigation "_s + QString::fromLatin1(out)), qPrintable(desk.refused.join(u'\n')));
        desk.view->open(QUrl(QString::fromLatin1(out) + u"/"_s));
        desk.view->open(QUrl(u"file:///etc/passwd"_s));
        QCOMPARE(outside.connections, 0);
    }
};

ZC_TEST(QApplication, TestWebDoor)
#include "tst_webdoor.moc"
