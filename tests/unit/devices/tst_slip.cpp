#include "internal/escpos/slip.h"
#include "internal/sim/escposreader.h"

#include <QRandomGenerator>
#include <QTest>

#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace zc::devices::escpos;


namespace {

ReceiptLine text(const QString &words, bool large = false)
{
    return {ReceiptLine::Kind::Text, words, false, large, false};
}

const ReceiptLine kCut{ReceiptLine::Kind::Cut, {}, false, false, false};

// What a printer would have on its paper.
QString printed(const QByteArray &bytes)
{
    QByteArray input = bytes;
    sim::EscPosReader reader;
    reader.take(input, -1);
    return input.isEmpty() && !reader.unknown ? reader.slips.join(u"|"_s) + reader.current : u"unread: "_s + QString::fromLatin1(input.toHex());
}

struct BoxRenderer final : MonoTextRenderer {
    MonoBitmap render(const QString &words, int heightDots, int mostWidth, bool) override
    {
        asked << words;
        const int width = qMin(mostWidth, int(words.size()) * heightDots);
        return {width, heightDots, QByteArray(qsizetype((width + 7) / 8) * heightDots, '\xAA')};
    }
    QStringList asked;
};

} // namespace

class TestSlip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenCanBeRead()
    {
        const auto bytes = slipBytes({text(u"受理凭条 A012"_s), {ReceiptLine::Kind::Rule, {}, false, false, false}, text(u"办件编号:4301042026000001"_s), {ReceiptLine::Kind::Feed, {}, false, false, false}, kCut}, {}, nullptr);
        QVERIFY(bytes.ok());
        QCOMPARE(printed(*bytes), u"受理凭条 A012\n"_s + QString(48, u'-') + u"\n办件编号:4301042026000001\n\n"_s);
    }

    void longTextIsWrappedNeverCut()
    {
        QRandomGenerator random(3);
        for (int run = 0; run < 300; ++run) {
            QString words;
            for (int i = int(random.bounded(1, 200)); i > 0; --i)
                words += random.bounded(2) ? QChar(0x4E00 + random.bounded(2000)) : QChar(u'a' + random.bounded(26));
            const bool large = random.bounded(2);
            for (const QString &line : wrapped(words, large ? 24 : 48))
                QVERIFY(columnsOf(line) <= (large ? 24 : 48));
            const auto bytes = slipBytes({text(words, large), kCut}, {}, nullptr);
            if (!bytes.ok()) {
                QVERIFY(!encoded(words, false));       // a character of the block that GBK lacks
                continue;
            }
            QCOMPARE(printed(*bytes).remove(u'\n'), words);
        }
    }

    void charactersBeyondTheSetBecomePictures()
    {
        const QString rare = u"姓名:\U00020BB7田"_s;                // 𠮷 is in no GBK
        QVERIFY(!encoded(rare, false));
        const auto refused = slipBytes({text(rare)}, {}, nullptr);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, u"DEV-RECEIPT-UNSUPPORTED"_s);
        BoxRenderer renderer;
        const auto bytes = slipBytes({text(u"前"_s), text(rare), text(u"后"_s), kCut}, {}, &renderer);
        QVERIFY(bytes.ok());
        QCOMPARE(renderer.asked, QStringList{rare});
        const QString paper = printed(*bytes);
        QVERIFY2(paper.startsWith(u"前\n[raster "_s) && paper.endsWith(u"]\n后\n"_s), qPrintable(paper));
        // The printer with the smaller set draws more of it.
        QVERIFY(encoded(u"朱镕基"_s, false));
        QVERIFY(!encoded(u"朱镕基"_s, true));
    }

    void brokenPicturesAreRefused()
    {
        struct Bad final : MonoTextRenderer {
            MonoBitmap picture;
            MonoBitmap render(const QString &, int, int, bool) override { return picture; }
        } bad;
        for (const MonoBitmap &picture : {MonoBitmap{0, 24, {}}, MonoBitmap{577, 24, QByteArray(73 * 24, 0)}, MonoBitmap{80, 24, QByteArray(10, 0)}, MonoBitmap{80, 0, {}}, MonoBitmap{80, 300, QByteArray(3000, 0)}}) {
            bad.picture = picture;
            QVERIFY(!slipBytes({text(u"\U00020BB7"_s)}, {}, &bad).ok());
        }
    }

    void limitsHold()
    {
        QVERIFY(!slipBytes({}, {}, nullptr).ok());
        QVERIFY(slipBytes(QList<ReceiptLine>(200, text(u"x"_s)), {}, nullptr).ok());
        QVERIFY(!slipBytes(QList<ReceiptLine>(201, text(u"x"_s)), {}, nullptr).ok());
        QVERIFY(slipBytes({text(QString(1000, u'x'))}, {}, nullptr).ok());
        QVERIFY(!slipBytes({text(QString(1001, u'x'))}, {}, nullptr).ok());
    }

    // Whoever writes a name could otherwise cut paper or open the drawer.
    void textIsNeverACommand()
    {
        for (const char16_t c : {u'\x1B', u'\x1D', u'\x10', u'\n', u'\0', u'\x7F'})
            QVERIFY(!slipBytes({text(u"a"_s + QChar(c) + u"@"_s)}, {}, nullptr).ok());
    }

    void picturesStandBetweenLines()
    {
        ReceiptLine symbol{ReceiptLine::Kind::Picture, {}, false, false, true};
        symbol.picture = {240, 240, QByteArray(30 * 240, '\xF0')};
        const auto bytes = slipBytes({text(u"a"_s), symbol, text(u"b"_s)}, {}, nullptr);
        QVERIFY(bytes.ok());
        QCOMPARE(printed(*bytes), u"a\n[raster 240x240]\nb\n"_s);
        for (const MonoBitmap &wrong : {MonoBitmap{}, MonoBitmap{240, 240, QByteArray(30, 'x')}, MonoBitmap{577, 8, QByteArray(73 * 8, 'x')}, MonoBitmap{8, 257, QByteArray(257, 'x')}}) {
            symbol.picture = wrong;
            QVERIFY(!slipBytes({symbol}, {}, nullptr).ok());
        }
    }

    void linesComeBackFromTheirBytes()
    {
        ReceiptLine symbol{ReceiptLine::Kind::Picture, {}, false, false, true};
        symbol.picture = {9, 2, QByteArray("\x80\x00\xFF\x80", 4)};
        const QList<ReceiptLine> lines{{ReceiptLine::Kind::Text, u"样例凭证"_s, true, true, true}, {ReceiptLine::Kind::Rule}, {ReceiptLine::Kind::Feed}, symbol, {ReceiptLine::Kind::Cut}};
        QCOMPARE(receiptLines(receiptBytes(lines)), std::optional(lines));
        for (const QByteArray &wrong : {QByteArray(), QByteArray("%PDF-1.4"), QByteArray::fromHex("81A1646B696E6463"), receiptBytes({})})
            QVERIFY(!receiptLines(wrong));
    }

    void narrowPaper()
    {
        Profile narrow;
        narrow.columns = 32;
        narrow.dots = 384;
        const auto bytes = slipBytes({text(QString(40, u'x')), {ReceiptLine::Kind::Rule, {}, false, false, false}}, narrow, nullptr);
        QVERIFY(bytes.ok());
        QCOMPARE(printed(*bytes), QString(32, u'x') + u"\n"_s + QString(8, u'x') + u"\n"_s + QString(32, u'-') + u"\n"_s);
    }
};

ZC_TEST(QCoreApplication, TestSlip)
#include "tst_slip.moc"
