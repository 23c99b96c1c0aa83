#include "bridgepeer.h"
#include "doordesk.h"

#include "shell/lockscreen.h"
#include "shell/pairquestion.h"
#include "support/testprogram.h"

#include <audit/storeport.h>
#include <crypto/secretport.h>
#include <devices/simulatedkey.h>

#include <QAbstractButton>
#include <QHostAddress>
#include <QJsonArray>
#include <QLineEdit>
#include <QScopeGuard>
#include <QTcpServer>
#include <QtConcurrentRun>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kAskingPage = "https://asking.example.test", kKeysPage = "https://keys.example.test";

// What a page does, on a thread of its own; the desk's event loop goes on meanwhile.
template <class F> auto page(F body)
{
    auto future = QtConcurrent::run(body);
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, kDoorPatienceMs)) qFatal("the page waits for ever");
    return future.result();
}

QJsonObject claimWish() { return {{u"device"_s, kReader}, {u"mode"_s, u"exclusive"_s}, {u"ttlMs"_s, 60'000}}; }

} // namespace

// The door at the desk: who opens it, who answers, who sees it, what ends it.
class TestBridgeDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QCoreApplication::setApplicationVersion(u"0.1.0"_s); }

    void shutUnlessPolicyOpensIt()
    {
        const quint16 port = freePort();
        DoorDesk desk("\"bridge.port\":" + QByteArray::number(port) + ",\"bridge.grants\":{\"https://window.example.test\":\"IdCard.Read\"}");
        desk.port = port;
        QVERIFY(!desk.reaches());                            // not enabled
        QVERIFY(!desk.holdShown());
    }

    void aClaimIsShownAndTakenBackWithOneClick()
    {
        DoorDesk desk;
        QVERIFY(desk.reaches());
        std::atomic<bool> enough = false;
        QFuture<QString> talk = QtConcurrent::run([&] {
            BridgePeer peer(desk.port);
            if (!peer.open(kWindow)) return u"closed"_s;
            QString said = peer.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}});
            if (said == "success"_L1) said = peer.run(u"Device.Claim"_s, claimWish());
            while (!enough) QThread::msleep(20);
            return said;
        });
        const auto end = qScopeGuard([&] {
            enough = true;
            talk.waitForFinished();
        });
        QVERIFY(QTest::qWaitFor([&] { return desk.holdShown(); }, kDoorPatienceMs));
        auto *cell = qobject_cast<QAbstractButton *>(desk.find("strip.bridge"));
        QVERIFY2(cell->text().contains(u"https://window.example.test"_s), qPrintable(cell->text()));
        QTest::mouseClick(cell, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return !desk.holdShown(); }, kDoorPatienceMs));
        QVERIFY(QTest::qWaitFor([&] { return desk.readerFree(); }, kDoorPatienceMs));
        enough = true;
        QVERIFY(QTest::qWaitFor([&] { return talk.isFinished(); }, kDoorPatienceMs));
        QCOMPARE(talk.result(), u"success"_s);
    }

    void theSocketEndsTheClaim()
    {
        DoorDesk desk;
        page([&] {
            BridgePeer peer(desk.port);
            peer.open(kWindow);
            peer.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}});
            return peer.run(u"Device.Claim"_s, claimWish());
        });                                                  // the page is closed here
        QVERIFY(QTest::qWaitFor([&] { return desk.readerFree(); }, kDoorPatienceMs));
        QVERIFY(QTest::qWaitFor([&] { return !desk.holdShown(); }, kDoorPatienceMs));
    }

    void theLockEndsAndShuts()
    {
        DoorDesk desk;
        std::unique_ptr<BridgePeer> held;
        const auto talk = QtConcurrent::run([&] {
            held = std::make_unique<BridgePeer>(desk.port);
            held->open(kWindow);
            held->run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}});
            const QString claimed = held->run(u"Device.Claim"_s, claimWish());
            const int code = claimed == "success"_L1 ? held->closeCode() : -2;
            held.reset();
            return code;
        });
        QVERIFY(QTest::qWaitFor([&] { return desk.holdShown(); }, kDoorPatienceMs));
        QTest::keyClick(desk.app->window().windowHandle(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(desk.app->window().lockScreen().isLocked());
        QVERIFY(QTest::qWaitFor([&] { return talk.isFinished(); }, kDoorPatienceMs));
        QVERIFY(talk.result() > 0);                          // the socket was closed by the desk
        QVERIFY(desk.readerFree());
        QCOMPARE(page([&] {
            BridgePeer late(desk.port);
            late.write(BridgePeer::head(desk.port, kWindow));
            return late.status();
        }), 503);
    }

    void onlyAClickInOurWindowPairs()
    {
        DoorDesk desk;
        const auto pairing = [&] {
            BridgePeer peer(desk.port);
            if (!peer.open(kAskingPage)) return u"closed"_s;
            peer.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}});
            const int id = peer.send(u"Bridge.Pair"_s, {{u"operations"_s, QJsonArray{u"IdCard.Read"_s}}, {u"reason"_s, u"样例：填写申请人"_s}}, 60'000);
            return peer.end(id)[u"header"_s][u"completionCode"_s].toString();
        };
        auto asked = QtConcurrent::run(pairing);
        QVERIFY(QTest::qWaitFor([&] { return desk.find("pair.question") && desk.find("pair.question")->isVisible(); }, kDoorPatienceMs));
        QCOMPARE(desk.text("pair.origin"), QString::fromLatin1(kAskingPage));          // in full
        QVERIFY(desk.text("pair.wants").contains(u"身份证"_s) && desk.text("pair.wants").contains(u"读卡器"_s));
        QVERIFY(desk.text("pair.words").contains(u"样例：填写申请人"_s));
        // What is typed meanwhile says nothing: the question has no focus, and a click that comes at once was meant for something else.
        QVERIFY(!desk.find("pair.question")->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(desk.app->window().windowHandle(), Qt::Key_Return);
        auto *yes = qobject_cast<QAbstractButton *>(desk.find("pair.yes"));
        QTest::mouseClick(yes, Qt::LeftButton);
        QVERIFY(desk.find("pair.question")->isVisible());
        QVERIFY(!asked.isFinished());
        QTest::qWait(PairQuestion::kSeenMs + 300);
        QTest::mouseClick(yes, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return asked.isFinished(); }, kDoorPatienceMs));
        QCOMPARE(asked.result(), u"success"_s);
        QVERIFY(!desk.find("pair.question")->isVisible());
        // By its own key, and no.
        auto again = QtConcurrent::run(pairing);
        QVERIFY(QTest::qWaitFor([&] { return desk.find("pair.question")->isVisible(); }, kDoorPatienceMs));
        QTest::keyClick(desk.app->window().windowHandle(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(desk.find("pair.no")->hasFocus());
        QTest::keyClick(desk.app->window().windowHandle(), Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return again.isFinished(); }, kDoorPatienceMs));
        QCOMPARE(again.result(), u"authorisationRequired"_s);
        // A page that goes takes its question along.
        auto gone = QtConcurrent::run([&] {
            BridgePeer peer(desk.port);
            peer.open(kAskingPage);
            peer.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}});
            peer.send(u"Bridge.Pair"_s, {{u"operations"_s, QJsonArray{u"IdCard.Read"_s}}, {u"reason"_s, u"x"_s}}, 60'000);
            QThread::msleep(800);
            return true;
        });
        QVERIFY(QTest::qWaitFor([&] { return desk.find("pair.question")->isVisible(); }, kDoorPatienceMs));
        QVERIFY(QTest::qWaitFor([&] { return !desk.find("pair.question")->isVisible(); }, kDoorPatienceMs));
        QVERIFY(QTest::qWaitFor([&] { return gone.isFinished(); }, kDoorPatienceMs));
    }

    // From the page's words to a signature that verifies; the PIN goes from the keyboard of this window to the key and nowhere else.
    void aPageHasSomethingSignedAfterThePinInOurWindow()
    {
        struct Heard {
            QString completion;
            bool verifies = false;
            QByteArray everything;
        };
        DoorDesk desk;
        const auto signing = [&] {
            BridgePeer peer(desk.port);
            if (!peer.open(kKeysPage)) return Heard{u"closed"_s, false, {}};
            peer.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}});
            const auto payloadOf = [&](const QString &name, const QJsonObject &payload) { return peer.end(peer.send(name, payload, 60'000)); };
            const QString claim = payloadOf(u"Device.Claim"_s, {{u"device"_s, u"key-1"_s}, {u"mode"_s, u"exclusive"_s}, {u"ttlMs"_s, 60'000}})[u"payload"_s][u"claim"_s].toString();
            const QJsonArray list = payloadOf(u"Key.ListCerts"_s, {{u"device"_s, u"key-1"_s}, {u"claim"_s, claim}})[u"payload"_s][u"certificates"_s].toArray();
            const auto certificate = devices::certificateFrom(QByteArray::fromBase64(list.first()[u"der"_s].toString().toLatin1()));
            if (!certificate) return Heard{u"no certificate"_s, false, {}};
            const QByteArray digest = devices::digestToSign(*certificate, "样例报文");
            const QJsonObject end = payloadOf(u"Key.Sign"_s, {{u"device"_s, u"key-1"_s}, {u"claim"_s, claim}, {u"certId"_s, certificate->id}, {u"digestAlg"_s, certificate->digest()},
                                                              {u"digest"_s, QString::fromLatin1(digest.toBase64())}, {u"purpose"_s, u"样例：提交备案"_s}});
            const QByteArray value = QByteArray::fromBase64(end[u"payload"_s][u"signature"_s].toString().toLatin1());
            return Heard{end[u"header"_s][u"completionCode"_s].toString(), devices::verifies(*certificate, digest, value), peer.everything()};
        };
        auto *window = desk.app->window().windowHandle();
        auto asked = QtConcurrent::run(signing);
        QVERIFY(QTest::qWaitFor([&] { return desk.find("key.question") && desk.find("key.question")->isVisible(); }, kDoorPatienceMs));
        QCOMPARE(desk.text("key.origin"), QString::fromLatin1(kKeysPage));
        QVERIFY(desk.text("key.words").contains(u"样例：提交备案"_s) && desk.text("key.certificate").contains(u"样例经办人甲"_s) && desk.text("key.tries").contains(u'6'));
        QVERIFY(!desk.find("key.question")->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(window, Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(desk.find("key.pin")->hasFocus());
        for (const char sign : devices::KeySimulator::samplePin()) QTest::keyClick(window, sign);
        QTest::qWait(PairQuestion::kSeenMs + 300);
        QTest::keyClick(window, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return asked.isFinished(); }, kDoorPatienceMs));
        QCOMPARE(asked.result().completion, u"success"_s);
        QVERIFY(asked.result().verifies);
        QVERIFY(!asked.result().everything.contains(devices::KeySimulator::samplePin()));
        QVERIFY(!desk.find("key.question")->isVisible());
        // Half a PIN typed, and the desk is locked.
        auto again = QtConcurrent::run(signing);
        QVERIFY(QTest::qWaitFor([&] { return desk.find("key.question")->isVisible(); }, kDoorPatienceMs));
        QTest::keyClick(window, Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(window, '1');
        QTest::keyClick(window, Qt::Key_L, Qt::ControlModifier);
        QVERIFY(desk.app->window().lockScreen().isLocked());
        QVERIFY(QTest::qWaitFor([&] { return again.isFinished(); }, kDoorPatienceMs));
        QVERIFY(!again.result().verifies);
        QVERIFY(!desk.find("key.question")->isVisible());
    }

    void aTakenPortIsSaid()
    {
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHost));
        DoorDesk desk("\"bridge.enabled\":true,\"bridge.port\":" + QByteArray::number(squatter.serverPort()) + ",\"bridge.grants\":{\"https://window.example.test\":\"IdCard.Read\"}");
        QVERIFY(QTest::qWaitFor([&] { return desk.holdShown(); }, kDoorPatienceMs));
        auto *cell = qobject_cast<QAbstractButton *>(desk.find("strip.bridge"));
        QVERIFY(cell->text().contains(u"网页"_s));
        // The desk works on.
        QVERIFY(desk.readerReady());
    }

    void whatItDidStandsInTheLog()
    {
        QString folder;
        QByteArrayList entries;
        {
            DoorDesk desk;
            page([&] {
                BridgePeer peer(desk.port);
                peer.open(kWindow);
                peer.run(u"Common.Hello"_s, {{u"client"_s, u"x"_s}});
                return peer.run(u"Device.Claim"_s, claimWish());
            });
            page([&] {
                BridgePeer stranger(desk.port);
                stranger.write(BridgePeer::head(desk.port, "https://elsewhere.example.test"));
                return stranger.status();
            });
            QTest::qWait(500);
            const QString data = desk.data.path();
            desk.app.reset();
            crypto::FileSecretPort port(data + u"/demo/keys"_s);
            store::KeySource keys;
            keys.keychain = &port;
            const auto lines = audit::linesOfClosedStore(data + u"/demo/store"_s, keys);
            QVERIFY(lines.ok());
            for (const audit::Line &line : *lines)
                if (line.kind.startsWith("bridge."_L1)) entries.append(line.kind.toLatin1() + ' ' + line.entry);
        }
        const QByteArray all = entries.join('\n');
        QVERIFY2(all.contains("bridge.opened") && all.contains("bridge.closed"), all.constData());
        QVERIFY2(all.contains("bridge.refused") && all.contains("elsewhere.example.test"), all.constData());
    }
};

ZC_TEST(QApplication, TestBridgeDesk)
#include "tst_bridgedesk.moc"
