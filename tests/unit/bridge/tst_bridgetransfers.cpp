#include "internal/transfer/transfersin.h"
#include "internal/transfer/transfersout.h"
#include "support/testprogram.h"

#include <base/uuid.h>

#include <QCryptographicHash>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::bridge;
using Kind = TransfersIn::Taken::Kind;

namespace {

AnnouncedTransfer announcedFor(const QByteArray &bytes)
{
    return {makeUuidV7(), bytes.size(), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256), u"application/pdf"_s};
}

QByteArray paperOf(qsizetype bytes)
{
    return "%PDF-1.7" + QByteArray(bytes - 8, 'x');
}

// All pieces of a whole transfer but for what comes out of order; the last answer.
Kind sendAll(TransfersIn &in, const QUuid &id, const QByteArray &bytes, qsizetype piece = kMostInFrame)
{
    Kind last = Kind::Stray;
    quint32 number = 0;
    for (qsizetype at = 0; at < bytes.size() && last != Kind::Broken; at += piece)
        last = in.take(transferFrame(id, number++, QByteArrayView(bytes).sliced(at, qMin(piece, bytes.size() - at)))).kind;
    return last;
}

} // namespace

// The pieces of a transfer both ways: number, order, size, hash, and how many may be on the way.
class TestBridgeTransfers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void atMostEightAreOnTheWay()
    {
        QByteArrayList sent;
        TransfersOut out([&sent](const QByteArray &frame) { sent << frame; });
        int arrived = 0;
        const QByteArray first(kSentInFrame * 10 + 1, 'a'), second(kSentInFrame, 'b');
        const QUuid one = out.add(first, [&] { ++arrived; }), two = out.add(second, [&] { ++arrived; });
        QVERIFY(sent.isEmpty());
        out.pump();
        QCOMPARE(sent.size(), kMostUnacknowledged);
        out.pump();
        QCOMPARE(sent.size(), kMostUnacknowledged);
        QVERIFY(!out.isNews(one, 9) && !out.acknowledge(one, 9));           // was never sent
        QVERIFY(!out.acknowledge(two, 1));
        QVERIFY(!out.acknowledge(makeUuidV7(), 1));
        QVERIFY(out.isNews(one, 8) && out.acknowledge(one, 8));
        QVERIFY(!out.isNews(one, 8));
        QVERIFY(!out.acknowledge(one, 7));                                  // was said already
        QCOMPARE(sent.size(), 12);                                          // the last three of one, and two
        QCOMPARE(arrived, 0);
        QVERIFY(out.acknowledge(two, 1) && out.acknowledge(one, 11));
        QCOMPARE(arrived, 2);
        QVERIFY(!out.acknowledge(one, 11));
        QByteArray put;
        for (const QByteArray &frame : std::as_const(sent)) {
            QVERIFY(frame.size() <= kFrameHead + kMostInFrame);
            if (QUuid::fromRfc4122(QByteArrayView(frame).first(16)) != one)
                continue;
            QCOMPARE(qsizetype(qFromBigEndian<quint32>(frame.constData() + 16)), put.size() / kSentInFrame);
            put += frame.mid(kFrameHead);
        }
        QCOMPARE(put, first);
    }
    void whatIsDroppedIsNotSent()
    {
        QByteArrayList sent;
        TransfersOut out([&sent](const QByteArray &frame) { sent << frame; });
        const QUuid one = out.add(QByteArray(kSentInFrame * 100, 'a'), [] { QFAIL("arrived"); });
        out.pump();
        out.drop({one});
        QVERIFY(!out.acknowledge(one, 8));
        QCOMPARE(sent.size(), kMostUnacknowledged);
        int arrived = 0;
        const QUuid two = out.add("b", [&] { ++arrived; });
        out.pump();                                                         // the places of the dropped one are free
        QCOMPARE(sent.size(), kMostUnacknowledged + 1);
        QVERIFY(out.acknowledge(two, 1));
        QCOMPARE(arrived, 1);
    }
    void piecesBecomeTheWhole()
    {
        TransfersIn in;
        for (const qsizetype size : {qsizetype(8), kMostInFrame, kMostInFrame + 1, qsizetype(kLargestTransfer)}) {
            const QByteArray paper = paperOf(size);
            const AnnouncedTransfer announced = announcedFor(paper);
            in.open(announced);
            QVERIFY(!in.use(announced.id));
            QCOMPARE(sendAll(in, announced.id, paper), Kind::Whole);
            QCOMPARE(in.use(announced.id).value_or(QByteArray()), paper);
            QVERIFY(!in.use(announced.id));                                 // once
        }
    }
    void oneWrongPieceEndsIt_data()
    {
        QTest::addColumn<quint32>("number");
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<bool>("broken");
        QTest::newRow("the next") << 1u << qsizetype(10) << false;
        QTest::newRow("as large as may be") << 1u << kMostInFrame << false;
        QTest::newRow("one too large") << 1u << kMostInFrame + 1 << true;
        QTest::newRow("empty") << 1u << qsizetype(0) << true;
        QTest::newRow("the same again") << 0u << qsizetype(10) << true;
        QTest::newRow("one left out") << 2u << qsizetype(10) << true;
        QTest::newRow("far away") << 0xFFFFFFFFu << qsizetype(10) << true;
    }
    void oneWrongPieceEndsIt()
    {
        QFETCH(quint32, number);
        QFETCH(qsizetype, size);
        QFETCH(bool, broken);
        TransfersIn in;
        const AnnouncedTransfer announced = announcedFor(paperOf(200'000));
        in.open(announced);
        QCOMPARE(in.take(transferFrame(announced.id, 0, "%PDF-1.7xx")).kind, Kind::More);
        QCOMPARE(in.take(transferFrame(announced.id, number, QByteArray(size, 'x'))).kind, broken ? Kind::Broken : Kind::More);
        QVERIFY(in.knows(announced.id));
        QVERIFY(!in.use(announced.id));
    }
    void neitherMoreNorOtherThanAnnounced()
    {
        TransfersIn in;
        const QByteArray paper = paperOf(1000);
        AnnouncedTransfer longer = announcedFor(paper + "x");
        longer.bytes = paper.size();
        in.open(longer);
        QCOMPARE(sendAll(in, longer.id, paper + "x"), Kind::Broken);        // one byte more than announced
        AnnouncedTransfer other = announcedFor(paper);
        other.sha256[0] = char(other.sha256[0] ^ 1);
        in.open(other);
        QCOMPARE(sendAll(in, other.id, paper), Kind::Broken);
        const QByteArray script = "#!/bin/sh\nreboot\n";                    // says it is a PDF and is none
        const AnnouncedTransfer lie = announcedFor(script);
        in.open(lie);
        QCOMPARE(sendAll(in, lie.id, script), Kind::Broken);
        QVERIFY(!in.full());
    }
    void framesOfNothingAreStray()
    {
        TransfersIn in;
        QCOMPARE(in.take({}).kind, Kind::Stray);
        QCOMPARE(in.take(QByteArray(kFrameHead - 1, '\0')).kind, Kind::Stray);
        QCOMPARE(in.take(transferFrame(makeUuidV7(), 0, "x")).kind, Kind::Stray);
        // Eight may still be on their way when one has ended, the ninth was sent knowingly.
        const AnnouncedTransfer announced = announcedFor(paperOf(100));
        in.open(announced);
        in.drop(announced.id);
        for (int i = 0; i < kMostUnacknowledged; ++i)
            QCOMPARE(in.take(transferFrame(announced.id, quint32(i), "x")).kind, Kind::Late);
        QCOMPARE(in.take(transferFrame(announced.id, 8, "x")).kind, Kind::Stray);
    }
    void aFewAtATime()
    {
        TransfersIn in;
        QList<AnnouncedTransfer> open;
        for (int i = 0; i < kMostTransfers; ++i) {
            QVERIFY(!in.full());
            open << announcedFor(paperOf(100 + i));
            in.open(open.last());
        }
        QVERIFY(in.full());
        QCOMPARE(sendAll(in, open[2].id, paperOf(102)), Kind::Whole);
        QVERIFY(in.full());                                                 // it waits to be used
        QVERIFY(in.use(open[2].id));
        QVERIFY(!in.full());
    }
};

ZC_TEST(QCoreApplication, TestBridgeTransfers)
#include "tst_bridgetransfers.moc"
