// What a terminal's WebSocket may send, byte by byte: read exactly, or refused with the rule that was broken.
#include "socketframes.h"
#include "upgrade.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QTest>

using namespace zc::devices::wsterminal;
using Kind = Incoming::Kind;

namespace {

constexpr qsizetype kLongest = 16 * 1024;

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

// A server's frame with its length in two bytes.
QByteArray longFrame(int first, const QByteArray &payload)
{
    QByteArray bytes;
    bytes += char(first);
    bytes += char(126);
    bytes += char(payload.size() >> 8);
    bytes += char(payload.size() & 0xFF);
    return bytes + payload;
}

QList<Incoming> readWhole(const QByteArray &stream, qsizetype piece)
{
    ServerFrames frames(kLongest);
    QList<Incoming> all;
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        frames.feed(QByteArrayView(stream).sliced(at, qMin(piece, stream.size() - at)));
        while (auto one = frames.next())
            all << *one;
    }
    return all;
}

const QByteArray kKey = "dGhlIHNhbXBsZSBub25jZQ==";         // of RFC 6455, section 1.3, with its answer
const QByteArray kGood = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

} // namespace

class TestSocketFrames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Section 5.7 of the RFC, as a server sends them.
    void examplesOfTheStandard()
    {
        const QList<Incoming> all = readWhole(hex("810548656c6c6f") + hex("010348656c") + hex("890548656c6c6f") + hex("80026c6f") + hex("8a0548656c6c6f"), 1);
        QCOMPARE(all.size(), 4);
        QCOMPARE(all[0].kind, Kind::Text);
        QCOMPARE(all[0].payload, QByteArray("Hello"));
        QCOMPARE(all[1].kind, Kind::Ping);
        QCOMPARE(all[2].kind, Kind::Text);
        QCOMPARE(all[2].payload, QByteArray("Hello"));
        QCOMPARE(all[3].kind, Kind::Pong);
    }
    void brokenRulesAreFinal_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QByteArray &bytes, int code = 1002, Kind kind = Kind::Broken) { QTest::newRow(name) << bytes << kind << code; };
        row("masked", hex("818500000000") + "Hello");
        row("RSV1", hex("c10548656c6c6f"));
        row("RSV3", hex("910548656c6c6f"));
        row("unknown data", hex("8300"));
        row("unknown control", hex("8b00"));
        row("binary", hex("820100"), 1003);
        row("a rest of nothing", hex("8000"));
        row("a message inside another", hex("010161") + hex("810162"));
        row("control in pieces", hex("090161"));
        row("control too long", hex("897e007e") + QByteArray(126, 'x'));
        row("length in two bytes that fits in one", hex("817e007d") + QByteArray(125, 'x'));
        row("length in eight bytes that fits in two", hex("817f000000000000ffff"));
        row("length with the highest bit", hex("817fffffffffffffffff"));
        row("not UTF-8", hex("8102c328"), 1007);
        row("half a character", hex("8102e6a0"), 1007);
        row("one byte too long", hex("817e4001"), 1009, Kind::TooLong);
        row("too long by far", hex("817f0000000100000000"), 1009, Kind::TooLong);
        row("too long in pieces", longFrame(0x01, QByteArray(kLongest, 'x')) + hex("800179"), 1009, Kind::TooLong);
    }
    void brokenRulesAreFinal()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Kind, kind);
        QFETCH(int, code);
        for (const qsizetype piece : {1, 3, 100'000}) {
            const QList<Incoming> all = readWhole(hex("810161") + bytes + hex("810162"), piece);
            QCOMPARE(all.size(), 2);            // the good one before it, and nothing after it
            QCOMPARE(all[0].payload, QByteArray("a"));
            QCOMPARE(all[1].kind, kind);
            QCOMPARE(all[1].closeCode, code);
        }
    }
    void theLongestMessagePasses()
    {
        const QByteArray text(kLongest, 'x');
        QCOMPARE(readWhole(longFrame(0x81, text), 1000).value(0).payload, text);
        QCOMPARE(readWhole(longFrame(0x01, text.left(kLongest - 1)) + hex("800178"), 7).value(0).payload, text);
    }
    void piecesHaveAnEnd()
    {
        QByteArray stream = hex("0100");
        for (int i = 0; i < 1100; ++i)
            stream += hex("0000");
        QCOMPARE(readWhole(stream, 100).value(0).closeCode, 1008);
    }
    void anyBytesEnd()
    {
        QRandomGenerator random(11);
        for (int run = 0; run < 20'000; ++run) {
            QByteArray stream(random.bounded(1, 60), '\0');
            for (char &byte : stream)
                byte = char(random.bounded(256));
            if (run % 2)
                stream[0] = char(0x81);
            const QList<Incoming> whole = readWhole(stream, stream.size()), cut = readWhole(stream, 1);
            QCOMPARE(cut.size(), whole.size());
            for (qsizetype i = 0; i < whole.size(); ++i) {
                QCOMPARE(cut[i].kind, whole[i].kind);
                QCOMPARE(cut[i].payload, whole[i].payload);
                QVERIFY(i + 1 == whole.size() || whole[i].kind < Kind::Close);      // after an end nothing comes
            }
        }
    }
    void ownFramesAreMaskedEachWithItsOwnKey()
    {
        QByteArray keys;
        for (const qsizetype size : {0, 1, 125, 126, 65535, 65536}) {
            const QByteArray text(size, 's'), bytes = textFrame(text);
            const qsizetype head = size < 126 ? 2 : size < 65536 ? 4 : 10;
            QCOMPARE(uchar(bytes[0]), 0x81);
            QVERIFY(uchar(bytes[1]) & 0x80);
            QCOMPARE(bytes.size(), head + 4 + size);
            const QByteArray mask = bytes.mid(head, 4);
            QVERIFY(!keys.contains(mask));
            keys += mask + '|';
            QByteArray plain = bytes.mid(head + 4);
            for (qsizetype i = 0; i < plain.size(); ++i)
                plain[i] = char(plain[i] ^ mask[i % 4]);
            QCOMPARE(plain, text);
        }
        QCOMPARE(uchar(pingFrame("x")[0]), 0x89);
        QCOMPARE(uchar(pongFrame("x")[0]), 0x8A);
        QCOMPARE(uchar(closeFrame(1000)[0]), 0x88);
    }

    void theRequestIsOfTheAddress()
    {
        const QByteArray whole = upgradeRequest(QUrl(QStringLiteral("ws://10.0.0.8:9001/desk/3?token=a%20b")), kKey);
        QVERIFY(whole.startsWith("GET /desk/3?token=a%20b HTTP/1.1\r\nHost: 10.0.0.8:9001\r\n"));
        QVERIFY(whole.contains("\r\nSec-WebSocket-Key: " + kKey + "\r\n") && whole.endsWith("\r\n\r\n"));
        QVERIFY(upgradeRequest(QUrl(QStringLiteral("wss://terminal.example")), kKey).startsWith("GET / HTTP/1.1\r\nHost: terminal.example\r\n"));
        QVERIFY(upgradeRequest(QUrl(QStringLiteral("ws://[::1]:80/")), kKey).contains("\r\nHost: [::1]:80\r\n"));
        QCOMPARE(QByteArray::fromBase64(newUpgradeKey()).size(), 16);
        QVERIFY(newUpgradeKey() != newUpgradeKey());
    }
    void theAnswerOfTheStandardIsTaken()
    {
        for (qsizetype size = 0; size < kGood.size(); ++size)
            QCOMPARE(readUpgrade(kGood.left(size), kKey).kind, UpgradeAnswer::Kind::Unfinished);
        const UpgradeAnswer answer = readUpgrade(kGood + hex("810161"), kKey);
        QCOMPARE(answer.kind, UpgradeAnswer::Kind::Accepted);
        QCOMPARE(answer.bytes, kGood.size());
        QByteArray other = kGood;
        other.replace("Upgrade: websocket", "UPGRADE:  WebSocket").replace("Connection: Upgrade", "connection: keep-alive, Upgrade").replace(" Switching Protocols", "");
        QCOMPARE(readUpgrade(other, kKey).kind, UpgradeAnswer::Kind::Accepted);
    }
    void otherAnswersAreNot_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("status");        // 0: broken
        const auto changed = [](const char *from, const char *to) { return QByteArray(kGood).replace(from, to); };
        QTest::newRow("another key") << changed("s3pP", "S3pP") << 0;
        QTest::newRow("a key longer") << changed("xOo=", "xOo=x") << 0;
        QTest::newRow("no key") << changed("Sec-WebSocket-Accept", "X-Accept") << 0;
        QTest::newRow("two keys") << changed("\r\n\r\n", "\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n") << 0;
        QTest::newRow("an extension") << changed("\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n") << 0;
        QTest::newRow("a protocol") << changed("\r\n\r\n", "\r\nSec-WebSocket-Protocol: sample\r\n\r\n") << 0;
        QTest::newRow("no upgrade") << changed("Upgrade: websocket", "Upgrade: h2c") << 0;
        QTest::newRow("no connection") << changed("Connection: Upgrade", "Connection: close") << 0;
        QTest::newRow("a line without a name") << changed("Connection:", "\r\n :") << 0;
        QTest::newRow("a folded line") << changed("Connection: Upgrade", "Connection: Upgrade\r\n folded: x") << 0;
        QTest::newRow("HTTP/1.0") << changed("HTTP/1.1", "HTTP/1.0") << 0;
        QTest::newRow("status 1010") << changed("101 ", "1010 ") << 0;
        QTest::newRow("no HTTP") << QByteArray("SSH-2.0") << 0;
        QTest::newRow("a head without an end") << QByteArray(kGood).chopped(2) + "X: " + QByteArray(9000, 'x') << 0;
        QTest::newRow("403") << QByteArray("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n") << 403;
        QTest::newRow("200") << QByteArray("HTTP/1.1 200 OK\r\n\r\n") << 200;
    }
    void otherAnswersAreNot()
    {
        QFETCH(QByteArray, head);
        QFETCH(int, status);
        const UpgradeAnswer answer = readUpgrade(head, kKey);
        QCOMPARE(answer.kind, status > 0 ? UpgradeAnswer::Kind::Refused : UpgradeAnswer::Kind::Broken);
        QCOMPARE(answer.status, status);
    }
};

QTEST_GUILESS_MAIN(TestSocketFrames)
#include "tst_socketframes.moc"
