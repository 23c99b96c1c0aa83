// What a page may do with a key: list its certificates, and have something signed after a person looked at it and typed the PIN.
#include "sessionpage.h"

#include "internal/messages/message.h"
#include "internal/pairing/tokenstore.h"

#include <devices/devicehub.h>
#include <devices/simulatedkey.h>

#include <base/clock.h>

#include <support/memorysearch.h>
#include <support/testprogram.h>

using namespace zc;
using namespace zc::bridge;
using namespace zc::bridge::test;
using namespace zc::devices;

namespace {

const QString kSigner = u"https://office.example.test"_s;

struct KeyHall {
    SystemClock clock;
    std::shared_ptr<KeySimulator> key = *KeySimulator::make();
    std::unique_ptr<DeviceHub> hub;
    TestClerk clerk;
    TokenStore tokens{clock};
    std::unique_ptr<SessionWorld> world;
    QStringList record;

    explicit KeyHall(const QStringList &grants = {u"Key.ListCerts"_s, u"Key.Sign"_s})
    {
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeSimulatedKey(u"key-1"_s, u"key"_s, key));
        hub = std::make_unique<DeviceHub>(DeviceSettings(), std::move(drivers), clock);
        BridgePolicy policy;
        policy.origins = {{kSigner, false, grants, {}}};
        const BridgeRecord write = [this](const BridgeEvent &event) { record << event.what + u' ' + event.subject + u' ' + event.outcome; };
        world.reset(new SessionWorld{*hub, clerk, clock, tokens, policy, {}, false, write, nullptr, u"003"_s, u"C01"_s});
        if (!QTest::qWaitFor([this] { return hub->devices().constFirst().state == DeviceState::Ready; }, kPatience))
            qFatal("not ready");
    }
};

struct Signer : Page {
    explicit Signer(KeyHall &hall) : Page(hall, kSigner) { hello(); }
    void take(int ttlMs = 60'000) { held = claim(u"exclusive"_s, ttlMs, u"key-1"_s); }
    QList<Certificate> certificates()
    {
        const int id = send(u"Key.ListCerts"_s, {{u"device"_s, u"key-1"_s}, {u"claim"_s, held}});
        QList<Certificate> list;
        if (end(id) == u"success")
            for (const QJsonValue one : payload(id, u"certificates"_s).toArray())
                list << *certificateFrom(QByteArray::fromBase64(one[u"der"_s].toString().toLatin1()));
        return list;
    }
    int ask(const Certificate &one, const QByteArray &message = "x", int timeoutMs = 0, const QString &purpose = u"提交样例事项"_s)
    {
        return send(u"Key.Sign"_s, {{u"device"_s, u"key-1"_s}, {u"claim"_s, held}, {u"certId"_s, one.id}, {u"digestAlg"_s, one.digest()},
                                    {u"digest"_s, QString::fromLatin1(digestToSign(one, message).toBase64())}, {u"purpose"_s, purpose}}, timeoutMs);
    }
    QString held;
};

bool asked(KeyHall &hall, int count = 1)
{
    return QTest::qWaitFor([&] { return hall.clerk.signatures.size() == count; }, kPatience);
}

Pin samplePin() { return Pin::copyOf(KeySimulator::samplePin()); }

} // namespace

class TestBridgeKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsCertificates()
    {
        KeyHall hall;
        Signer page(hall);
        page.take();
        const QList<Certificate> all = page.certificates();
        QCOMPARE(all.size(), hall.key->certificates().size());
        const int id = page.send(u"Key.ListCerts"_s, {{u"device"_s, u"key-1"_s}, {u"claim"_s, page.held}});
        QCOMPARE(page.end(id), u"success"_s);
        const QJsonObject first = page.payload(id, u"certificates"_s).toArray().first().toObject();
        QCOMPARE(first[u"certId"_s].toString(), all[0].id);
        QCOMPARE(first[u"algorithm"_s].toString(), u"sm2"_s);
        QCOMPARE(first[u"digestAlg"_s].toString(), u"sm3"_s);
        QCOMPARE(first[u"subject"_s].toString(), all[0].subject);
        QVERIFY(!first.contains(u"triesLeft"_s));
        QVERIFY(hall.clerk.signatures.isEmpty());
    }
    void aPersonSeesWhatIsSigned()
    {
        KeyHall hall;
        Signer page(hall);
        page.take();
        for (const Certificate &one : page.certificates()) {
            const qsizetype before = hall.clerk.signatures.size();
            const int id = page.ask(one, "样例报文");
            QVERIFY(asked(hall, int(before) + 1));
            const ClerkSignature &shown = hall.clerk.signatures.constLast();
            QCOMPARE(shown.origin, kSigner);
            QCOMPARE(shown.words, u"提交样例事项"_s);
            QCOMPARE(shown.device, u"key-1"_s);
            QCOMPARE(shown.certificate.id, one.id);
            QCOMPARE(shown.digest, digestToSign(one, "样例报文"));
            QCOMPARE(shown.triesLeft, KeySimulator::kTries);
            QCOMPARE(hall.key->signatures(), int(before));              // the key waits for the person
            QVERIFY(!page.answerTo(id));
            hall.clerk.signAnswers.constLast()(samplePin());
            QCOMPARE(page.end(id), u"success"_s);
            const QByteArray signature = QByteArray::fromBase64(page.payload(id, u"signature"_s).toString().toLatin1());
            QVERIFY(verifies(one, digestToSign(one, "样例报文"), signature));
            QCOMPARE(page.payload(id, u"certId"_s).toString(), one.id);
        }
        QVERIFY(hall.record.contains(u"command Key.Sign success"_s));
        const QString pin = QString::fromLatin1(KeySimulator::samplePin());
        for (const QString &line : std::as_const(hall.record))
            QVERIFY(!line.contains(pin) && !line.contains(u"样例"_s));
        for (const QJsonObject &message : std::as_const(page.heard))
            QVERIFY(!QJsonDocument(message).toJson().contains(KeySimulator::samplePin()));
    }
    void noMeansNo()
    {
        KeyHall hall;
        Signer page(hall);
        page.take();
        const Certificate one = page.certificates().constFirst();
        for (int times = 1; times <= 2; ++times) {
            const int id = page.ask(one);
            QVERIFY(asked(hall, times));
            hall.clerk.signAnswers.constLast()(Pin());
            QCOMPARE(page.end(id), u"authorisationRequired"_s);
            hall.clerk.signAnswers.constLast()(samplePin());            // a second answer counts no longer
        }
        QCOMPARE(page.left, 0);
        page.ask(one);
        QVERIFY(asked(hall, 3));
        hall.clerk.signAnswers.constLast()(Pin());
        QTRY_COMPARE_WITH_TIMEOUT(page.left, int(CloseCode::Policy), kPatience);       // the clerk is not to be worn down
        QCOMPARE(hall.key->signatures(), 0);
    }
    void aWrongPinEndsTheCommand()
    {
        KeyHall hall;
        Signer page(hall);
        page.take();
        const Certificate one = page.certificates().constFirst();
        const int id = page.ask(one);
        QVERIFY(asked(hall));
        hall.clerk.signAnswers.constLast()(Pin::copyOf("000000"));
        QCOMPARE(page.end(id), u"authorisationRequired"_s);
        QCOMPARE(hall.key->signatures(), 1);
        QCOMPARE(hall.key->triesLeft(), KeySimulator::kTries - 1);
        QVERIFY(!QJsonDocument(*page.answerTo(id)).toJson().contains("retries"));
        const int again = page.ask(one);
        QVERIFY(asked(hall, 2));
        QCOMPARE(hall.clerk.signatures.constLast().triesLeft, KeySimulator::kTries - 1);
        hall.clerk.signAnswers.constLast()(samplePin());
        QCOMPARE(page.end(again), u"success"_s);
    }

    void whatEndsTheQuestion_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("completion");
        QTest::newRow("the page cancels") << u"cancel"_s << u"canceled"_s;
        QTest::newRow("its time is over") << u"time"_s << u"timeOut"_s;
        QTest::newRow("it gives the key back") << u"release"_s << u"sequenceError"_s;
        QTest::newRow("its claim is over") << u"ttl"_s << u"sequenceError"_s;
        QTest::newRow("the clerk takes the key back") << u"takeBack"_s << u"sequenceError"_s;
        QTest::newRow("its grant is revoked") << u"revoke"_s << u"canceled"_s;
    }
    void whatEndsTheQuestion()
    {
        QFETCH(QString, what);
        QFETCH(QString, completion);
        KeyHall hall;
        Signer page(hall);
        page.take(what == u"ttl" ? 1500 : 60'000);
        const Certificate one = page.certificates().constFirst();
        const int id = page.ask(one, "x", what == u"time" ? 700 : 0);
        QVERIFY(asked(hall));
        if (what == u"cancel")
            page.send(u"Common.Cancel"_s, {{u"requestIds"_s, QJsonArray{id}}});
        else if (what == u"release")
            page.send(u"Device.Release"_s, {{u"claim"_s, page.held}});
        else if (what == u"takeBack")
            page.session.endClaims();
        else if (what == u"revoke") {
            hall.world->policy.origins[0].grants = QStringList{u"Key.ListCerts"_s};
            page.session.policyChanged();
        }
        QCOMPARE(page.end(id), completion);
        QTRY_COMPARE_WITH_TIMEOUT(hall.clerk.withdrawn.size(), 1, kPatience);
        QCOMPARE(hall.clerk.withdrawn.constFirst(), hall.clerk.signatures.constFirst().id);
        // A PIN that was typed a moment too late signs nothing.
        hall.clerk.signAnswers.constFirst()(samplePin());
        QCoreApplication::processEvents();
        QTest::qWait(50);
        QCOMPARE(hall.key->signatures(), 0);
        QCOMPARE(page.answers(id), 1);
    }
    void thePageGoesAndItsQuestionToo()
    {
        KeyHall hall;
        {
            Signer page(hall);
            page.take();
            page.ask(page.certificates().constFirst());
            QVERIFY(asked(hall));
        }
        QCOMPARE(hall.clerk.withdrawn.size(), 1);
        const PlantedSecret secret(24);
        if (secret.places() != 0)
            QSKIP("skipped: no look at this process's memory");
        secret.uncovered([&](QByteArray &plain) { hall.clerk.signAnswers.constFirst()(Pin::copyOf(plain)); });
        QCOMPARE(secret.places(), 0);
        QCOMPARE(hall.key->signatures(), 0);
    }
    void oneQuestionAtATime()
    {
        KeyHall hall;
        Signer page(hall);
        page.take();
        const Certificate one = page.certificates().constFirst();
        const int first = page.ask(one);
        QVERIFY(asked(hall));
        QCOMPARE(page.end(page.ask(one)), u"sequenceError"_s);
        QCOMPARE(hall.clerk.signatures.size(), 1);
        page.send(u"Device.Release"_s, {{u"claim"_s, page.held}});
        QCOMPARE(page.end(first), u"sequenceError"_s);
        QCOMPARE(hall.clerk.withdrawn.size(), 1);
    }
    void aCertificateThatIsNotThereAsksNobody()
    {
        KeyHall hall;
        Signer page(hall);
        page.take();
        Certificate other = page.certificates().constFirst();
        other.id = QString(64, u'0');
        QCOMPARE(page.end(page.ask(other)), u"userError"_s);
        Certificate mixed = page.certificates().constFirst();           // SM2, over the digest of the others
        const int id = page.send(u"Key.Sign"_s, {{u"device"_s, u"key-1"_s}, {u"claim"_s, page.held}, {u"certId"_s, mixed.id}, {u"digestAlg"_s, u"sha256"_s},
                                                 {u"digest"_s, QString::fromLatin1(QByteArray(32, 'x').toBase64())}, {u"purpose"_s, u"x"_s}});
        QCOMPARE(page.end(id), u"userError"_s);
        QVERIFY(hall.clerk.signatures.isEmpty());
        QCOMPARE(hall.key->signatures(), 0);
    }
    void aGrantForListsSignsNothing()
    {
        KeyHall hall({u"Key.ListCerts"_s});
        Signer page(hall);
        page.take();
        const Certificate one = page.certificates().constFirst();
        QCOMPARE(page.end(page.ask(one)), u"authorisationRequired"_s);
        QVERIFY(hall.clerk.signatures.isEmpty());
    }
    void whoHasNoWindowSignsNothing()
    {
        struct Windowless final : ClerkPort {
            void ask(const ClerkQuestion &, Answer answer) override { answer(true); }
            void withdraw(quint64) override {}
        } windowless;
        KeyHall hall;
        SessionWorld world{*hall.hub, windowless, hall.clock, hall.tokens, hall.world->policy, {}, false, {}, nullptr, {}, {}};
        struct Desk {
            SessionWorld *world;
        } desk{&world};
        Page page(desk, kSigner);
        page.hello();
        const QString held = page.claim(u"exclusive"_s, 60'000, u"key-1"_s);
        const Certificate one = *certificateFrom(hall.key->certificates().constFirst());
        const int id = page.send(u"Key.Sign"_s, {{u"device"_s, u"key-1"_s}, {u"claim"_s, held}, {u"certId"_s, one.id}, {u"digestAlg"_s, one.digest()},
                                                 {u"digest"_s, QString::fromLatin1(QByteArray(32, 'x').toBase64())}, {u"purpose"_s, u"x"_s}});
        QCOMPARE(page.end(id), u"authorisationRequired"_s);
        QCOMPARE(hall.key->signatures(), 0);
    }
};

ZC_TEST(QCoreApplication, TestBridgeKeys)
#include "tst_bridgekeys.moc"
