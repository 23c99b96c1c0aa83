#include "support/testprogram.h"

#include <devices/pagewriter.h>

#include <support/peers/pagepile.h>

#include <QRandomGenerator>

using namespace zc;
using namespace zc::devices;
using zc::peers::PagePile;

namespace {

PageHeader header(int bytesPerLine, int height)
{
    PageHeader page;
    page.width = bytesPerLine;
    page.bytesPerLine = bytesPerLine;
    page.height = height;
    page.format = PixelFormat::Gray8;
    return page;
}

QByteArray noise(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

} // namespace

class TestPageWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyPiecesGiveTheSamePage()
    {
        QRandomGenerator random(9);
        for (int run = 0; run < 200; ++run) {
            const int line = int(random.bounded(1, 4000)), height = int(random.bounded(1, 300));
            const QByteArray rows = noise(qsizetype(line) * height, quint32(run));
            const auto pile = std::make_shared<PagePile>();
            PageWriter writer(pile);
            QVERIFY(writer.begin(header(line, run % 2 ? height : -1)).ok());
            for (qsizetype at = 0; at < rows.size();) {
                const qsizetype piece = qMin<qsizetype>(rows.size() - at, 1 + random.bounded(run % 3 ? 9000 : 600'000));
                QVERIFY(writer.add(QByteArrayView(rows).sliced(at, piece)).ok());
                at += piece;
            }
            QVERIFY(writer.isComplete());
            QVERIFY(writer.finish().ok());
            QCOMPARE(pile->pages().size(), 1);
            QCOMPARE(pile->pages().constFirst().rows, rows);
            QCOMPARE(pile->pages().constFirst().header.height, height);
        }
    }

    void lessMoreOrHalfALineIsNotComplete()
    {
        for (const auto &[height, bytes, complete] : {std::tuple{10, 1000, true}, {10, 999, false}, {10, 900, false}, {10, 1001, false}, {10, 1100, false},
                                                      {-1, 1000, true}, {-1, 100, true}, {-1, 150, false}, {-1, 0, false}, {10, 0, false}}) {
            const auto pile = std::make_shared<PagePile>();
            {
                PageWriter writer(pile);
                QVERIFY(writer.begin(header(100, height)).ok());
                QVERIFY(writer.add(noise(bytes, 1)).ok());
                QCOMPARE(writer.isComplete(), complete);
            }
            QVERIFY(pile->pages().isEmpty() && !pile->isOpen());        // never finished: abandoned with the writer
            QCOMPARE(pile->abandoned, 1);
        }
    }

    void whatIsTooMuchIsNotKept()
    {
        const auto pile = std::make_shared<PagePile>();
        PageWriter writer(pile);
        QVERIFY(writer.begin(header(100, 2)).ok());
        for (int i = 0; i < 1000; ++i)
            QVERIFY(writer.add(noise(1000, quint32(i))).ok());
        QVERIFY(!writer.isComplete());
        QCOMPARE(writer.bytes(), 1'000'000);
    }

    void aNewPageEndsTheOldOne()
    {
        const auto pile = std::make_shared<PagePile>();
        PageWriter writer(pile);
        QVERIFY(writer.begin(header(10, 10)).ok());
        QVERIFY(writer.begin(header(10, 1)).ok());
        QCOMPARE(pile->abandoned, 1);
        QVERIFY(writer.add(noise(10, 1)).ok());
        QVERIFY(writer.finish().ok());
        QCOMPARE(pile->pages().size(), 1);
    }

    void refusalOfTheSinkComesBack()
    {
        const auto pile = std::make_shared<PagePile>();
        pile->refuseAfter = 0;
        PageWriter writer(pile);
        QVERIFY(writer.begin(header(10, 1)).ok());
        QVERIFY(writer.add(noise(10, 1)).ok());         // held back until there is a strip
        QVERIFY(!writer.finish().ok());
        QVERIFY(pile->pages().isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestPageWriter)
#include "tst_pagewriter.moc"
