#include "internal/frames/framereader.h"
#include "support/testprogram.h"

#include <QRandomGenerator>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace zc::bridge;

namespace {

// An encoder of the test's own: any bits, any length form.
QByteArray frame(int firstByte, const QByteArray &payload, bool masked = true, int lengthForm = 0)
{
    QByteArray bytes(1, char(firstByte));
    const int maskBit = masked ? 0x80 : 0;
    if (lengthForm == 0)
        lengthForm = payload.size() < 126 ? 7 : payload.size() < 65536 ? 16 : 64;
    if (lengthForm == 7) {
        bytes += char(maskBit | int(payload.size()));
    } else {
        bytes += char(maskBit | (lengthForm == 16 ? 126 : 127));
        const qsizetype at = bytes.size();
        bytes.append(lengthForm / 8, '\0');
        if (lengthForm == 16)
            qToBigEndian(quint16(payload.size()), bytes.data() + at);
        else
            qToBigEndian(quint64(payload.size()), bytes.data() + at);
    }
    if (!masked)
        return bytes + payload;
    const QByteArray mask = "\x11\x22\x33\x44";
    bytes += mask;
    for (qsizetype i = 0; i < payload.size(); ++i)
        bytes += char(payload[i] ^ mask[i % 4]);
    return bytes;
}

QByteArray text(const QByteArray &payload) { return frame(0x81, payload); }

struct Seen {
    QStringList kinds;
    QByteArrayList payloads;
    CloseCode code = CloseCode::Normal;
};

Seen readAll(const QByteArray &bytes, qsizetype piece = 1 << 20)
{
    static const char *names[] = {"text", "binary", "ping", "pong", "close", "violation"};
    FrameReader reader;
    Seen seen;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        reader.feed(QByteArrayView(bytes).sliced(at, qMin(piece, bytes.size() - at)));
        while (const auto incoming = reader.next()) {
            seen.kinds << QString::fromLatin1(names[int(incoming->kind)]);
            seen.payloads << incoming->payload;
            seen.code = incoming->code;
        }
    }
    return seen;
}

} // namespace

// The frames of a page (RFC 6455), out of a stream in any pieces.
class TestBridgeFrames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesComeWhole()
    {
        const QByteArray stream = text("one") + frame(0x01, "tw") + frame(0x89, "p") + frame(0x00, "") + frame(0x80, "o") + frame(0x8A, "q")
            + text(QByteArray(200, 'x')) + text(QByteArray(kLargestMessage, 'y')) + frame(0x88, QByteArray("\x03\xE8", 2) + "bye");
        for (const qsizetype piece : {qsizetype(1), qsizetype(2), qsizetype(7), qsizetype(1000), stream.size()}) {
            const Seen seen = readAll(stream, piece);
            QCOMPARE(seen.kinds, (QStringList{u"text"_s, u"ping"_s, u"text"_s, u"pong"_s, u"text"_s, u"text"_s, u"close"_s}));
            QCOMPARE(seen.payloads[0], QByteArray("one"));
            QCOMPARE(seen.payloads[2], QByteArray("two"));
            QCOMPARE(seen.payloads[5].size(), kLargestMessage);
        }
    }
    void binaryIsAMessageToo()
    {
        QCOMPARE(readAll(frame(0x82, "x")).kinds, QStringList{u"binary"_s});
    }
    void brokenRules_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("not masked") << frame(0x81, "x", false) << 1002;
        QTest::newRow("empty and not masked") << frame(0x81, "", false) << 1002;
        for (const int bit : {0x40, 0x20, 0x10})
            QTest::addRow("reserved bit %02x", bit) << frame(0x81 | bit, "x") << 1002;
        for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
            QTest::addRow("opcode %d", opcode) << frame(0x80 | opcode, "x") << 1002;
        for (const int opcode : {8, 9, 10}) {
            QTest::addRow("control %d in pieces", opcode) << frame(opcode, "") << 1002;
            QTest::addRow("control %d too long", opcode) << frame(0x80 | opcode, QByteArray(126, 'x')) << 1002;
        }
        QTest::newRow("continuation of nothing") << frame(0x80, "x") << 1002;
        QTest::newRow("continuation after a whole message") << text("x") + frame(0x80, "x") << 1002;
        QTest::newRow("message inside a message") << frame(0x01, "x") + text("y") << 1002;
        QTest::newRow("16 bits for a short length") << frame(0x81, "x", true, 16) << 1002;
        QTest::newRow("64 bits for a short length") << frame(0x81, "x", true, 64) << 1002;
        QTest::newRow("64 bits for a middling length") << frame(0x81, QByteArray(200, 'x'), true, 64) << 1002;
        QTest::newRow("length with the top bit") << QByteArray::fromHex("81ffffffffffffffffff00000000") << 1002;
        QTest::newRow("length of 2^62") << QByteArray::fromHex("81ff400000000000000000000000") << 1009;
        QTest::newRow("one byte too big") << text(QByteArray(kLargestMessage + 1, 'x')) << 1009;
        QTest::newRow("too big in pieces") << frame(0x01, QByteArray(kLargestMessage, 'x')) + frame(0x80, "x") << 1009;
        QByteArray pieces = frame(0x01, "");
        for (int i = 0; i < kMostFragments; ++i)
            pieces += frame(0x00, "");
        QTest::newRow("too many pieces") << pieces << 1008;
        QTest::newRow("not UTF-8") << text("\xC3\x28") << 1007;
        QTest::newRow("surrogate") << text("\xED\xA0\x80") << 1007;
        QTest::newRow("too long a form") << text("\xC0\x80") << 1007;
        QTest::newRow("half a character at the end") << text("\xE4\xBD") << 1007;
        QTest::newRow("beyond Unicode") << text("\xF4\x90\x80\x80") << 1007;
        QTest::newRow("half a close code") << frame(0x88, "\x03") << 1002;
        for (const int code : {0, 999, 1004, 1005, 1006, 1012, 1015, 2000, 2999, 5000, 65535}) {
            QByteArray payload(2, '\0');
            qToBigEndian(quint16(code), payload.data());
            QTest::addRow("close code %d", code) << frame(0x88, payload) << 1002;
        }
        QTest::newRow("reason not UTF-8") << frame(0x88, QByteArray("\x03\xE8\xFF", 3)) << 1007;
    }
    void brokenRules()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        for (const qsizetype piece : {qsizetype(1), qsizetype(3), bytes.size()}) {
            const Seen seen = readAll(bytes + text("after"), piece);
            QCOMPARE(seen.kinds.last(), u"violation"_s);
            QCOMPARE(int(seen.code), code);
            QVERIFY(!seen.payloads.contains("after"));
        }
    }
    void tooBigIsKnownFromTheHeader()
    {
        FrameReader reader;
        reader.feed(frame(0x81, QByteArray(70'000, 'x')).first(14));
        QCOMPARE(reader.next()->code, CloseCode::TooBig);
    }
    void fragmentedCharactersAreWhole()
    {
        const QByteArray word = "\xE4\xBD\xA0";
        QCOMPARE(readAll(frame(0x01, word.first(1)) + frame(0x00, word.mid(1, 1)) + frame(0x80, word.last(1))).payloads, QByteArrayList{word});
    }
    void ownFramesAreNotMasked()
    {
        QCOMPARE(textFrame("ab"), QByteArray("\x81\x02" "ab"));
        QCOMPARE(textFrame(QByteArray(126, 'x')).first(4), QByteArray("\x81\x7E\x00\x7E", 4));
        QCOMPARE(textFrame(QByteArray(65536, 'x')).first(10), QByteArray("\x81\x7F\x00\x00\x00\x00\x00\x01\x00\x00", 10));
        QCOMPARE(pongFrame("p"), QByteArray("\x8A\x01p"));
        QCOMPARE(closeFrame(CloseCode::Policy), QByteArray("\x88\x02\x03\xF0"));
        QCOMPARE(binaryFrame("b"), QByteArray("\x82\x01" "b"));
    }
};

ZC_TEST(QCoreApplication, TestBridgeFrames)
#include "tst_bridgeframes.moc"
