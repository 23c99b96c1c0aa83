#include "internal/pageport.h"
#include "support/testprogram.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace zc::webhost;

namespace {

const QString kListed = u"https://window.example.test"_s;
const QString kOther = u"https://other.example.test"_s;        // listed as well

// A desk that writes down what reaches it.
struct Recorded {
    QByteArrayList heard;
    int channels = 0, ended = 0;
    QStringList refused;
    PageVoice voice;
    bool allow = true;
    QUrl address{kListed + u"/start"_s};

    struct Channel final : PageChannel {
        explicit Channel(Recorded &its) : record(its) { ++record.channels; }
        ~Channel() override { ++record.ended; }
        void receive(const QByteArray &text) override { record.heard << "text " + text; }
        void receiveBinary(const QByteArray &frame) override { record.heard << "binary " + frame; }
        Recorded &record;
    };
    WebRules rules()
    {
        WebRules rules;
        rules.origins = {kListed, kOther};
        rules.channel = [this](const QString &, PageVoice its) -> std::unique_ptr<PageChannel> {
            voice = std::move(its);
            return allow ? std::make_unique<Channel>(*this) : nullptr;
        };
        rules.refused = [this](const QString &what, const QString &origin) { refused << what + u' ' + origin; };
        return rules;
    }
};

} // namespace

// Every call of a page is judged for itself: top frame, origin by its own word and by the address, the document that began.
class TestPagePort : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void carriesBothWays()
    {
        Recorded desk;
        const WebRules rules = desk.rules();
        PagePort port(rules, [&] { return desk.address; }, nullptr);
        QSignalSpy opened(&port, &PagePort::opened), say(&port, &PagePort::say), binary(&port, &PagePort::sayBinary), left(&port, &PagePort::left);
        port.receive(u"doc"_s, kListed, true, u"early"_s);
        QVERIFY(desk.heard.isEmpty());
        port.open(u"doc"_s, kListed, true);
        QCOMPARE(opened.takeFirst(), (QVariantList{u"doc"_s, true}));
        port.receive(u"doc"_s, kListed, true, u"问"_s);
        port.receiveBinary(u"doc"_s, kListed, true, u"AAEC"_s);
        QCOMPARE(desk.heard, (QByteArrayList{"text 问", QByteArray("binary \0\1\2", 10)}));
        desk.voice.say("答");
        desk.voice.sayBinary(QByteArray("\0\1\2", 3));
        QCOMPARE(say.takeFirst(), (QVariantList{u"doc"_s, u"答"_s}));
        QCOMPARE(binary.takeFirst(), (QVariantList{u"doc"_s, u"AAEC"_s}));
        desk.voice.leave(1008);
        QCOMPARE(left.takeFirst(), (QVariantList{u"doc"_s, 1008}));
        QCOMPARE(desk.ended, 1);
        port.receive(u"doc"_s, kListed, true, u"late"_s);
        QCOMPARE(desk.heard.size(), 2);
        QVERIFY(desk.refused.isEmpty());
    }
    void whoMayNotOpen_data()
    {
        QTest::addColumn<QString>("origin");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("top");
        QTest::newRow("a frame inside the page") << kListed << kListed + u"/"_s << false;
        QTest::newRow("not on the list") << u"https://evil.example"_s << u"https://evil.example/"_s << true;
        QTest::newRow("says another origin than the address") << kListed << kOther + u"/"_s << true;
        QTest::newRow("another port") << kListed << kListed + u":8443/"_s << true;
        QTest::newRow("http instead of https") << kListed << u"http://window.example.test/"_s << true;
        QTest::newRow("a user in the address") << kListed << u"https://a@window.example.test/"_s << true;
        QTest::newRow("no origin") << QString() << u"about:blank"_s << true;
        QTest::newRow("null origin") << u"null"_s << u"data:text/html,x"_s << true;
        QTest::newRow("origin in capitals") << kListed.toUpper() << kListed + u"/"_s << true;
    }
    void whoMayNotOpen()
    {
        QFETCH(QString, origin);
        QFETCH(QString, address);
        QFETCH(bool, top);
        Recorded desk;
        desk.address = QUrl(address);
        const WebRules rules = desk.rules();
        PagePort port(rules, [&] { return desk.address; }, nullptr);
        QSignalSpy opened(&port, &PagePort::opened);
        port.open(u"doc"_s, origin, top);
        QCOMPARE(opened.takeFirst(), (QVariantList{u"doc"_s, false}));
        port.receive(u"doc"_s, origin, top, u"x"_s);
        QCOMPARE(desk.channels, 0);
        QCOMPARE(desk.refused, QStringList{u"call "_s + origin});
    }
    void aCallThatFitsNoLongerEndsTheConversation()
    {
        Recorded desk;
        const WebRules rules = desk.rules();
        PagePort port(rules, [&] { return desk.address; }, nullptr);
        port.open(u"doc"_s, kListed, true);
        desk.address = QUrl(kOther + u"/"_s);           // the page has gone elsewhere
        port.receive(u"doc"_s, kListed, true, u"x"_s);
        QCOMPARE(desk.ended, 1);
        desk.address = QUrl(kListed + u"/"_s);
        port.receive(u"doc"_s, kListed, true, u"x"_s);
        QVERIFY(desk.heard.isEmpty());
        // A frame that calls ends it too.
        port.open(u"doc"_s, kListed, true);
        port.receiveBinary(u"doc"_s, kListed, false, u"AA=="_s);
        QCOMPARE(desk.ended, 2);
        QVERIFY(desk.heard.isEmpty());
    }
    void oneDocumentAtATime()
    {
        Recorded desk;
        const WebRules rules = desk.rules();
        PagePort port(rules, [&] { return desk.address; }, nullptr);
        QSignalSpy say(&port, &PagePort::say), left(&port, &PagePort::left);
        port.open(u"first"_s, kListed, true);
        const PageVoice before = desk.voice;
        port.open(u"second"_s, kListed, true);
        QCOMPARE(desk.ended, 1);
        port.receive(u"first"_s, kListed, true, u"x"_s);
        port.close(u"first"_s);
        QVERIFY(desk.heard.isEmpty());
        QCOMPARE(desk.ended, 1);
        before.leave(1008);                             // late word about the one that has gone
        QCOMPARE(left.size(), 0);
        port.receive(u"second"_s, kListed, true, u"x"_s);
        QCOMPARE(desk.heard.size(), 1);
        port.documentGone();
        QCOMPARE(desk.ended, 2);
    }
    void whatTheDeskRefusesStaysShut()
    {
        Recorded desk;
        desk.allow = false;
        const WebRules rules = desk.rules();
        PagePort port(rules, [&] { return desk.address; }, nullptr);
        QSignalSpy opened(&port, &PagePort::opened);
        port.open(u"doc"_s, kListed, true);
        QCOMPARE(opened.takeFirst()[1].toBool(), false);
        port.receive(u"doc"_s, kListed, true, u"x"_s);
        QVERIFY(desk.heard.isEmpty());
    }
    void sizesHaveAnEnd()
    {
        Recorded desk;
        const WebRules rules = desk.rules();
        PagePort port(rules, [&] { return desk.address; }, nullptr);
        port.open(u"doc"_s, kListed, true);
        port.receive(u"doc"_s, kListed, true, QString(96 * 1024, u'x'));
        QCOMPARE(desk.heard.size(), 1);
        port.receive(u"doc"_s, kListed, true, QString(96 * 1024 + 1, u'x'));
        port.receiveBinary(u"doc"_s, kListed, true, QString(96 * 1024 + 4, u'A'));
        QCOMPARE(desk.heard.size(), 1);
    }
};

ZC_TEST(QCoreApplication, TestPagePort)
#include "tst_pageport.moc"
