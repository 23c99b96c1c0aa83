#include "support/testprogram.h"

#include <papers/paper.h>
#include <papers/slip.h>

#include <support/noticesamples.h>

#include <ZXing/ReadBarcode.h>

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace zc;
using namespace zc::casework;
using namespace zc::papers;
using namespace Qt::StringLiterals;

namespace {

// What a person reads, without the line breaks of columns: the PDF breaks a value wherever its cell ends.
QString squeezed(const QString &text)
{
    QString result;
    for (const QChar c : text.normalized(QString::NormalizationForm_KC))
        if (!c.isSpace())
            result += c;
    return result;
}

} // namespace

class TestPapers : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static NoticeContent composed(NoticeKind kind, const NoticeData &data)
    {
        const auto content = composeNotice(kind, data);
        if (!content)
            qFatal("%s", qPrintable(content.error().detail));
        return *content;
    }
    static void kinds()
    {
        QTest::addColumn<int>("number");
        for (const NoticeKind kind : allNoticeKinds())
            QTest::newRow(qPrintable(noticeCode(kind))) << int(kind);
    }
    QByteArray run(const QString &program, const QStringList &words)
    {
        QProcess process;
        process.start(program, words);
        return process.waitForFinished(120'000) && process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
    }
    // The text in the order of the columns of the page, as -layout prints it, and in the order in which it was drawn.
    QString textOf(const QByteArray &pdf)
    {
        const QString path = m_folder.filePath(u"paper.pdf"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
            qFatal("cannot write");
        file.close();
        return QString::fromUtf8(run(u"pdftotext"_s, {u"-raw"_s, path, u"-"_s}));
    }
    static QString decoded(const QImage &image)
    {
        const QImage grey = image.convertToFormat(QImage::Format_Grayscale8);
        const ZXing::ImageView view(grey.constBits(), grey.width(), grey.height(), ZXing::ImageFormat::Lum, int(grey.bytesPerLine()));
        const ZXing::Result found = ZXing::ReadBarcode(view, ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode));
        return found.isValid() ? QString::fromStdWString(found.text()) + u' ' + QString::fromStdWString(found.ecLevel()) : QString();
    }
    void keep(const QString &name, const QByteArray &pdf)
    {
        // For people who want to look at the papers: ZC_PAPERS_OUT=folder tst_papers
        const QString folder = qEnvironmentVariable("ZC_PAPERS_OUT");
        QFile file(folder + u'/' + name + u".pdf"_s);
        if (!folder.isEmpty() && file.open(QIODevice::WriteOnly))
            file.write(pdf);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty())
            QSKIP("skipped: pdftotext absent");
    }

    void everyEntryIsInThePdf_data() { kinds(); }
    void everyEntryIsInThePdf()
    {
        QFETCH(int, number);
        const NoticeKind kind = NoticeKind(number);
        const NoticeData data = samples::noticeData(kind);
        const NoticeContent content = composed(kind, data);
        const auto pdf = renderPdf(content);
        QVERIFY2(pdf, pdf.ok() ? "" : qPrintable(pdf.error().code + u' ' + pdf.error().detail));
        keep(noticeCode(kind), *pdf);
        const QString text = squeezed(textOf(*pdf));
        QStringList wanted{data.authority, data.number, data.itemName, data.itemCode, data.applicantName, data.applicantIdMasked, data.agentName,
                           u"2026年11月21日"_s, data.clerkNo, data.consultPhone, data.supervisePhone, content.title, u"第1页共"_s, u"演示"_s, u"无效"_s};
        wanted += data.legalBasis + data.values.values() + content.signatureLabels;
        for (const QStringList &list : data.lists)
            wanted += list;
        for (const NoticeContent::Block &block : content.blocks)
            wanted += block.paragraphs + QStringList{block.heading};
        for (const QString &value : wanted)
            QVERIFY2(text.contains(squeezed(value)), qPrintable(value + u" in "_s + text));
    }

    void qrDecodesFromThePaper_data() { kinds(); }
    void qrDecodesFromThePaper()
    {
        QFETCH(int, number);
        const NoticeContent content = composed(NoticeKind(number), samples::noticeData(NoticeKind(number)));
        const auto images = renderPreview(content, {1.0, 120});
        QVERIFY(images);
        QCOMPARE(decoded(images->first()), content.qrPayload + u" M"_s);
    }
    void qrIsTwentyMillimetresAtLeast()
    {
        const auto images = renderPreview(composed(NoticeKind::Acceptance, samples::noticeData(NoticeKind::Acceptance)), {1.0, 254});
        const QImage image = images->first().convertToFormat(QImage::Format_Grayscale8);
        const ZXing::ImageView view(image.constBits(), image.width(), image.height(), ZXing::ImageFormat::Lum, int(image.bytesPerLine()));
        const auto position = ZXing::ReadBarcode(view).position();
        QVERIFY(position.topRight().x - position.topLeft().x >= 200);      // ten dots a millimetre
    }

    void sealAreaIsFree_data() { kinds(); }
    void sealAreaIsFree()
    {
        QFETCH(int, number);
        NoticeData data = samples::noticeData(NoticeKind(number));
        for (const QString &environment : {u"demo"_s, u"production"_s}) {
            data.environment = environment;
            const NoticeContent content = composed(NoticeKind(number), data);
            const auto area = sealArea(content);
            QVERIFY(area);
            if (content.seal == NoticeContent::Seal::None) {
                QVERIFY(area->isNull());
                continue;
            }
            QCOMPARE(area->size(), QSizeF(45, 45));
            QVERIFY(area->left() > 105 && area->top() > 148 && area->right() <= 188 && area->bottom() <= 277);
            const auto images = renderPreview(content, {1.0, 101});
            const QImage &last = images->last();
            const double dots = 101 / 25.4;
            int marked = 0;
            for (int y = qCeil(area->top() * dots); y < qFloor(area->bottom() * dots); ++y) {
                for (int x = qCeil(area->left() * dots); x < qFloor(area->right() * dots); ++x) {
                    const int grey = qGray(last.pixel(x, y));
                    QVERIFY2(grey > 195, qPrintable(u"%1,%2 is %3"_s.arg(x).arg(y).arg(grey)));     // the faintest ink at most
                    marked += grey < 250;
                }
            }
            QVERIFY(marked < 45 * 45 * dots * dots / 50);
        }
    }

    // Black ink on the first line, the time on the second, nothing of either in the place of the seal or outside the margins.
    void aSignatureStandsOnItsLine()
    {
        NoticeData data = samples::noticeData(NoticeKind::MaterialReceipt);
        const NoticeContent plain = composed(NoticeKind::MaterialReceipt, data);
        data.handwriting.ratio = 3;
        for (int stroke = 0; stroke < 3; ++stroke) {
            QList<casework::Handwriting::Dot> dots;
            for (int i = 0; i <= 20; ++i)
                dots.append({0.1 + 0.25 * stroke + 0.01 * i, 0.5 + 0.45 * std::sin(0.6 * i), i / 20.0});
            data.handwriting.strokes.append(dots);
        }
        data.handwritingNotes = {u"2026年06月01日 09:30"_s, u"鼠标书写"_s};
        const NoticeContent written = composed(NoticeKind::MaterialReceipt, data);
        QVERIFY(*casework::noticeDigest(plain) != *casework::noticeDigest(written));
        constexpr int dpi = 100;
        const double dots = dpi / 25.4;
        const QImage before = renderPreview(plain, {1.0, dpi})->last(), after = renderPreview(written, {1.0, dpi})->last();
        QCOMPARE(before.size(), after.size());
        const auto area = sealArea(written);
        QRect ink;
        int black = 0;
        for (int y = 0; y < after.height(); ++y)
            for (int x = 0; x < after.width(); ++x) {
                if (before.pixel(x, y) == after.pixel(x, y))
                    continue;
                ink |= QRect(x, y, 1, 1);
                black += qGray(after.pixel(x, y)) < 80;
                QVERIFY2(!area->contains(QPointF(x / dots, y / dots)), "ink in the place of the seal");
            }
        QVERIFY2(ink.width() > 25 * dots && ink.height() > 12 * dots && black > 300, qPrintable(u"%1 × %2, %3 black"_s.arg(ink.width()).arg(ink.height()).arg(black)));
        nothingOutside(after, dpi);
        const QString text = squeezed(textOf(*renderPdf(written)));
        QVERIFY(text.contains(squeezed(data.handwritingNotes[0])) && text.contains(squeezed(data.handwritingNotes[1])));
        keep(u"N01-signed"_s, *renderPdf(written));
        const auto narrow = renderPdf(written, slip());
        QVERIFY(narrow && squeezed(textOf(*narrow)).contains(squeezed(data.handwritingNotes[0])));
        keep(u"N01-signed-slip"_s, *narrow);
    }

    static constexpr PaperOptions slip(double scale = 1, int dpi = 203) { return {scale, dpi, PaperSize::Slip80}; }      // 203: a thermal head
    void slipSaysWhatTheSheetSays_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<QString>("environment");
        QTest::newRow("demo") << 1.0 << u"demo"_s;
        QTest::newRow("production") << 1.0 << u"production"_s;
        QTest::newRow("large print") << 2.0 << u"demo"_s;
    }
    void slipSaysWhatTheSheetSays()
    {
        QFETCH(double, scale);
        QFETCH(QString, environment);
        NoticeData data = samples::noticeData(NoticeKind::MaterialReceipt);
        data.environment = environment;
        if (scale > 1.5)
            data.tables.remove(u"items"_s);                    // of an ordinary case: with a bundle's items such a slip is cut at its longest
        const NoticeContent content = composed(NoticeKind::MaterialReceipt, data);
        const auto pdf = renderPdf(content, slip(scale));
        QVERIFY2(pdf, pdf.ok() ? "" : qPrintable(pdf.error().code + u' ' + pdf.error().detail));
        keep(u"N01-slip-%1-%2"_s.arg(environment).arg(scale * 100), *pdf);
        const QSizeF size = firstSheetSize(*pdf);
        QVERIFY2(qAbs(size.width() - 80) < 0.5 && size.height() > 120 && size.height() < 1000, qPrintable(u"%1 x %2"_s.arg(size.width()).arg(size.height())));
        const QString text = squeezed(textOf(*pdf));
        QStringList wanted{data.authority, data.number, data.itemName, data.itemCode, data.applicantName, data.applicantIdMasked, data.agentName,
                           u"2026年11月21日"_s, data.clerkNo, data.consultPhone, data.supervisePhone, content.title, u"第1页共1页"_s};
        wanted += data.legalBasis + data.values.values() + content.signatureLabels;
        for (const NoticeContent::Block &block : content.blocks) {
            wanted += block.paragraphs + QStringList{block.heading};
            for (const QStringList &row : block.rows)
                wanted += row;
        }
        for (const QString &value : wanted)
            QVERIFY2(text.contains(squeezed(value)), qPrintable(value + u" in "_s + text));
        QCOMPARE(text.contains(u"演示无效"_s), environment == u"demo");
        QCOMPARE(*pdf, *renderPdf(content, slip(scale)));                   // the same paper is the same bytes
    }
    // The lines for a receipt printer lie in the same file: same words, same symbol, and every printer can take them.
    void slipHasTheSameWordsForAReceiptPrinter_data()
    {
        QTest::addColumn<QString>("environment");
        QTest::newRow("demo") << u"demo"_s;
        QTest::newRow("production") << u"production"_s;
    }
    void slipHasTheSameWordsForAReceiptPrinter()
    {
        QFETCH(QString, environment);
        NoticeData data = samples::noticeData(NoticeKind::MaterialReceipt);
        data.environment = environment;
        const NoticeContent content = composed(NoticeKind::MaterialReceipt, data);
        const auto lines = slipOf(*renderPdf(content, slip()));
        QVERIFY(lines);
        QString text;
        int symbols = 0;
        for (const devices::ReceiptLine &line : *lines) {
            QVERIFY(line.kind == devices::ReceiptLine::Kind::Text || line.text.isEmpty());
            text += line.text;
            if (line.kind != devices::ReceiptLine::Kind::Picture)
                continue;
            ++symbols;
            const int across = (line.picture.width + 7) / 8;
            QImage image(line.picture.width, line.picture.height, QImage::Format_Grayscale8);
            image.fill(Qt::white);
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (line.picture.rows[qsizetype(y) * across + x / 8] & (0x80 >> (x % 8)))
                        image.scanLine(y)[x] = 0;
            const auto read = ZXing::ReadBarcode(ZXing::ImageView(image.constBits(), image.width(), image.height(), ZXing::ImageFormat::Lum, int(image.bytesPerLine())));
            QCOMPARE(QString::fromStdWString(read.text()), content.qrPayload);
        }
        QCOMPARE(symbols, 1);
        QVERIFY(lines->last().kind == devices::ReceiptLine::Kind::Cut);
        text = squeezed(text);
        QStringList wanted{data.authority, data.number, data.itemName, data.itemCode, data.applicantName, data.applicantIdMasked, data.agentName,
                           u"2026年11月21日"_s, data.clerkNo, data.consultPhone, data.supervisePhone, content.title, content.sealLabel};
        wanted += data.legalBasis + data.values.values() + content.signatureLabels;
        for (const NoticeContent::Block &block : content.blocks) {
            wanted += block.paragraphs + QStringList{block.heading};
            for (const QStringList &row : block.rows)
                wanted += row;
        }
        for (const QString &value : wanted)
            QVERIFY2(text.contains(squeezed(value)), qPrintable(value + u" in "_s + text));
        QCOMPARE(text.count(u"演示无效"_s), environment == u"demo" ? 2 : 0);
    }
    void onlySlipsHaveLines()
    {
        NoticeData data = samples::noticeData(NoticeKind::MaterialReceipt);
        QVERIFY(!slipOf(*renderPdf(composed(NoticeKind::MaterialReceipt, data))));
        const NoticeRow row = data.tables.value(u"materials"_s).constFirst();
        data.tables[u"materials"_s] = QList<NoticeRow>(150, row);
        QVERIFY(!slipOf(*renderPdf(composed(NoticeKind::MaterialReceipt, data), slip())));      // more than a receipt printer takes: the drawing
        for (const QByteArray &wrong : {QByteArray(), QByteArray("%PDF-1.4\n%%EOF"), QByteArray("/F (slip.cbor)\n/EF <</F 7 0 R>>"),
                                        QByteArray("\n7 0 obj\n<</Filter /FlateDecode>>\nstream\nxx\nendstream /F (slip.cbor)\n/EF <</F 7 0 R>>")})
            QVERIFY(!slipOf(wrong));
    }
    // Every dot of a character is on the picture: rare ones, tails and accents; too wide a line becomes narrower, never shorter.
    void linesThatAPrinterLacksAreDrawn()
    {
        const auto painter = makeLinePainter();
        const auto black = [](const devices::MonoBitmap &picture, int y) {
            const int across = (picture.width + 7) / 8;
            int dots = 0;
            for (int x = 0; x < picture.width; ++x)
                dots += (picture.rows[qsizetype(y) * across + x / 8] & (0x80 >> (x % 8))) != 0;
            return dots;
        };
        for (const QString &text : {u"\u9FA5䶮㛃"_s, u"样例龘"_s, u"Ågjpq|"_s, u"永國鬱"_s})
            for (const int height : {24, 48})
                for (const bool bold : {false, true}) {
                    const devices::MonoBitmap picture = painter->render(text, height, 576, bold);
                    QVERIFY2(picture.width > 0 && picture.width <= 576 && picture.height == height, qPrintable(text));
                    QCOMPARE(picture.rows.size(), qsizetype((picture.width + 7) / 8) * height);
                    int ink = 0;
                    for (int y = 0; y < height; ++y)
                        ink += black(picture, y);
                    QVERIFY2(ink > 20, qPrintable(text));
                    QVERIFY2(black(picture, 0) == 0 && black(picture, height - 1) == 0, qPrintable(text));     // nothing reaches the edge: nothing is cut
                }
        const auto wide = painter->render(QString(48, u'W'), 24, 576, true);
        QCOMPARE(wide.width, 576);
        QVERIFY(painter->render(QString(QChar(0xE000)), 24, 576, false).width == 0);       // a private character has no glyph: refused, not a box
        QVERIFY(painter->render({}, 24, 576, false).width == 0);
    }
    void slipIsInkInsideItsWidth_data()
    {
        QTest::addColumn<double>("scale");
        for (const double scale : {1.0, 1.5, 2.0})
            QTest::addRow("%d", int(scale * 100)) << scale;
    }
    void slipIsInkInsideItsWidth()
    {
        QFETCH(double, scale);
        NoticeData data = samples::noticeData(NoticeKind::MaterialReceipt);
        data.tables.remove(u"items"_s);
        const NoticeContent content = composed(NoticeKind::MaterialReceipt, data);
        const auto images = renderPreview(content, slip(scale));
        QVERIFY(images);
        QCOMPARE(images->size(), 1);
        const QImage &image = images->first();
        const double dots = 203 / 25.4;
        QVERIFY(qAbs(image.width() - 80 * dots) <= 1);
        int grey = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                const int ink = qGray(image.pixel(x, y));
                if ((x < 3.5 * dots || x > 76.5 * dots || y < 4 * dots || y > image.height() - 7 * dots) && ink < 190)
                    QFAIL(qPrintable(u"ink outside the roll at %1,%2"_s.arg(x / dots).arg(y / dots)));
                grey += ink > 60 && ink < 190;
            }
        QVERIFY2(grey < image.width() * image.height() / 25, "grey beyond the edges of letters: a thermal head prints none");
        // The symbol is read back from what the head prints, and the square of the seal is free.
        QCOMPARE(decoded(image), content.qrPayload + u" M"_s);
        const auto area = sealArea(content, slip(scale));
        QVERIFY(area);
        QCOMPARE(area->size(), QSizeF(45, 45));
        for (int y = qCeil(area->top() * dots); y < qFloor(area->bottom() * dots); ++y)
            for (int x = qCeil(area->left() * dots); x < qFloor(area->right() * dots); ++x)
                QVERIFY(qGray(image.pixel(x, y)) > 195);
    }
    void slipOfManyMaterialsIsCutAndGoesOn()
    {
        NoticeData data = samples::noticeData(NoticeKind::MaterialReceipt);
        const NoticeRow row = data.tables.value(u"materials"_s).constFirst();
        data.tables[u"materials"_s] = QList<NoticeRow>(150, row);
        const NoticeContent content = composed(NoticeKind::MaterialReceipt, data);
        const auto pdf = renderPdf(content, slip());
        QVERIFY(pdf);
        keep(u"N01-slip-long"_s, *pdf);
        const QStringList pages = textOf(*pdf).split(QChar(u'\f'), Qt::SkipEmptyParts);
        QVERIFY2(pages.size() >= 2, qPrintable(QString::number(pages.size())));
        for (qsizetype i = 0; i < pages.size(); ++i) {
            QVERIFY(squeezed(pages[i]).contains(u"第%1页共%2页"_s.arg(i + 1).arg(pages.size())));
            QVERIFY(squeezed(pages[i]).contains(content.number));
        }
        QCOMPARE(squeezed(pages.join(QString())).count(squeezed(row.value(u"name"_s))), 150);
        const auto images = renderPreview(content, slip(1, 60));
        QVERIFY(images && images->size() == pages.size());
        QVERIFY(images->last().height() < images->first().height());      // the last piece is as long as its text
    }
    void onlyKindsThatSaySoComeAsASlip()
    {
        for (const NoticeKind kind : allNoticeKinds()) {
            const NoticeContent content = composed(kind, samples::noticeData(kind));
            const auto pdf = renderPdf(content, slip());
            QCOMPARE(pdf.ok(), content.sizes.contains(u"slip80"_s));
            if (!pdf)
                QCOMPARE(pdf.error().code, u"PAP-SIZE"_s);
            QCOMPARE(content.sizes.contains(u"slip80"_s), kind == NoticeKind::MaterialReceipt);
            QVERIFY(content.sizes.contains(u"A4"_s));
        }
    }
    void sizesHaveNames()
    {
        for (const PaperSize size : {PaperSize::A4, PaperSize::Slip80})
            QCOMPARE(paperSizeFromName(paperSizeName(size)), std::optional(size));
        QVERIFY(!paperSizeFromName(u"A3"));
        const NoticeContent content = composed(NoticeKind::MaterialReceipt, samples::noticeData(NoticeKind::MaterialReceipt));
        const QSizeF size = firstSheetSize(*renderPdf(content));
        QVERIFY(qAbs(size.width() - 210) < 0.5 && qAbs(size.height() - 297) < 0.5);
        QVERIFY(firstSheetSize({}).isEmpty() && firstSheetSize("/MediaBox").isEmpty() && firstSheetSize("/MediaBox [0 0 x y]").isEmpty());
    }

    void longTablesGoOnWithTheirHead()
    {
        const NoticeContent content = composed(NoticeKind::Advice, samples::realisticAdvice(22));
        const auto pdf = renderPdf(content);
        QVERIFY(pdf);
        keep(u"N02-long"_s, *pdf);
        const QString text = textOf(*pdf);
        const QStringList pages = text.split(QChar(u'\f'), Qt::SkipEmptyParts);
        QVERIFY2(pages.size() >= 3, qPrintable(QString::number(pages.size())));
        for (qsizetype i = 0; i < pages.size(); ++i)
            QVERIFY(squeezed(pages[i]).contains(u"第%1页共%2页"_s.arg(i + 1).arg(pages.size())));
        for (qsizetype i = 0; i + 1 < pages.size(); ++i)
            QVERIFY(squeezed(pages[i]).contains(u"材料名称"));
        QVERIFY(squeezed(pages[1]).contains(content.number));
        // Every one of the 66 rows stands there once, by its number and name.
        QCOMPARE(squeezed(text).count(u"食品经营许可申请书"_s), 22);
        const auto images = renderPreview(content, {1.0, 60});
        QVERIFY(images);
        for (const QImage &image : images.value())
            nothingOutside(image, 60);
    }
    static void nothingOutside(const QImage &image, int dpi)
    {
        const double dots = dpi / 25.4;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if ((x < 20 * dots || x > 190 * dots || y < 9 * dots || y > 292 * dots) && qGray(image.pixel(x, y)) < 190)
                    QFAIL(qPrintable(u"ink outside the margins at %1,%2"_s.arg(x / dots).arg(y / dots)));
    }
    void largePrintFits_data()
    {
        QTest::addColumn<int>("number");
        for (const NoticeKind kind : {NoticeKind::MaterialReceipt, NoticeKind::Advice, NoticeKind::Refusal, NoticeKind::Authorisation})
            QTest::newRow(qPrintable(noticeCode(kind))) << int(kind);
    }
    void largePrintFits()
    {
        QFETCH(int, number);
        const NoticeKind kind = NoticeKind(number);
        const NoticeData data = kind == NoticeKind::Advice ? samples::realisticAdvice(2) : samples::noticeData(kind);
        const NoticeContent content = composed(kind, data);
        const auto pdf = renderPdf(content, {2.0, 72});
        QVERIFY(pdf);
        keep(noticeCode(kind) + u"-200"_s, *pdf);
        const QString text = squeezed(textOf(*pdf));
        for (const QString &value : data.values)
            QVERIFY2(text.contains(squeezed(value)), qPrintable(value));
        const auto images = renderPreview(content, {2.0, 60});
        QVERIFY(images);
        for (const QImage &image : images.value())
            nothingOutside(image, 60);
    }
    void oneRowLongerThanASheetIsContinued()
    {
        NoticeData data = samples::noticeData(NoticeKind::Correction);
        QString problem;
        for (int i = 1; i <= 400; ++i)
            problem += u"第%1处问题样例；"_s.arg(i);
        data.tables[u"defects"_s][0][u"problem"_s] = problem;
        const auto pdf = renderPdf(composed(NoticeKind::Correction, data));
        QVERIFY(pdf);
        const QString text = squeezed(textOf(*pdf));
        for (const int i : {1, 200, 399, 400})
            QVERIFY(text.contains(u"第%1处问题"_s.arg(i)));
    }

    void missingGlyphIsAnError()
    {
        NoticeData data = samples::noticeData(NoticeKind::MaterialReceipt);
        data.applicantName = u"王\U000F0000"_s;
        const auto pdf = renderPdf(composed(NoticeKind::MaterialReceipt, data));
        QVERIFY(!pdf);
        QCOMPARE(pdf.error().code, u"PAP-GLYPH"_s);
        QCOMPARE(pdf.error().detail, u"U+F0000"_s);
        QVERIFY(!renderPreview(composed(NoticeKind::MaterialReceipt, data)));
    }
    void namesOfAllKinds_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("minority") << u"阿依古丽·买买提江"_s;
        QTest::newRow("latin") << u"Jean-François O'Neill-Dvořák"_s;
        QTest::newRow("forty characters") << QString(40, QChar(u'样'));
        QTest::newRow("rare") << u"张堃 李喆 王珺 赵犇 钱淼 孙翀 周䶮 吴㛃"_s;
        QTest::newRow("second plane") << u"张\U00020BB7"_s;
    }
    void namesOfAllKinds()
    {
        QFETCH(QString, name);
        NoticeData data = samples::noticeData(NoticeKind::MaterialReceipt);
        data.applicantName = name;
        const auto pdf = renderPdf(composed(NoticeKind::MaterialReceipt, data));
        if (!pdf) {
            QCOMPARE(pdf.error().code, u"PAP-GLYPH"_s);      // a desk without a font for it says so
            QVERIFY(name.toUcs4().contains(0x20BB7));
            return;
        }
        QVERIFY(squeezed(textOf(*pdf)).contains(squeezed(name)));
    }

    void samePaperSameBytes()
    {
        const NoticeContent content = composed(NoticeKind::MaterialReceipt, samples::realisticReceipt());
        const auto first = renderPdf(content);
        QTest::qWait(1100);
        const auto second = renderPdf(content);
        QVERIFY(first && second);
        QVERIFY(*first == *second);
        keep(u"N01-real"_s, *first);
    }
    // Text maps are replaced in the finished file; every object must still lie where the table says.
    void objectsLieWhereTheTableSays()
    {
        const QByteArray pdf = *renderPdf(composed(NoticeKind::Advice, samples::realisticAdvice(3)));
        const qsizetype start = pdf.lastIndexOf("startxref\n");
        const qsizetype table = pdf.mid(start + 10, pdf.indexOf('\n', start + 10) - start - 10).toLongLong();
        QVERIFY(pdf.mid(table).startsWith("xref\n0 "));
        const QList<QByteArray> lines = pdf.mid(table).split('\n');
        const int count = lines[1].mid(2).trimmed().toInt();
        QVERIFY(count > 10);
        for (int object = 1; object < count; ++object) {
            const QByteArray &entry = lines.at(2 + object);
            QCOMPARE(entry.size(), 19);
            QVERIFY(pdf.mid(entry.left(10).toLongLong()).startsWith(QByteArray::number(object) + " 0 obj"));
        }
        QVERIFY(pdf.contains("beginbfchar"));
    }
    // The desk draws off its own thread; two papers at once must not disturb each other.
    void papersAreDrawnOnAnyThread()
    {
        const NoticeContent receipt = composed(NoticeKind::MaterialReceipt, samples::realisticReceipt());
        const NoticeContent advice = composed(NoticeKind::Advice, samples::realisticAdvice());
        const QByteArray receiptPdf = *renderPdf(receipt), advicePdf = *renderPdf(advice);
        std::atomic<int> wrong = 0;
        std::thread first([&] { for (int i = 0; i < 4; ++i) wrong += *renderPdf(receipt) != receiptPdf; });
        std::thread second([&] { for (int i = 0; i < 4; ++i) wrong += *renderPdf(advice) != advicePdf || !renderPreview(advice); });
        first.join();
        second.join();
        QCOMPARE(wrong.load(), 0);
    }
    void previewHasThePagesOfThePdf()
    {
        const NoticeContent content = composed(NoticeKind::Advice, samples::realisticAdvice());
        QElapsedTimer timer;
        timer.start();
        const auto pdf = renderPdf(content);
        QVERIFY(pdf);
        qInfo("%lld ms for the PDF", timer.restart());
        keep(u"N02-real"_s, *pdf);
        timer.restart();
        const auto images = renderPreview(content);
        qInfo("%lld ms for the preview", timer.elapsed());
        QCOMPARE(images->size(), textOf(*pdf).count(QChar(u'\f')));
        QCOMPARE(images->first().size(), QSize(qRound(210 / 25.4 * 110), qRound(297 / 25.4 * 110)));
    }
    void watermarkOnlyInDemo()
    {
        NoticeData data = samples::realisticAdvice();
        data.environment = u"production"_s;
        const auto pdf = renderPdf(composed(NoticeKind::Advice, data));
        QVERIFY(pdf);
        QVERIFY(!squeezed(textOf(*pdf)).contains(u"无效"));
    }
    void pendingSealIsPrintedLarge()
    {
        NoticeData data = samples::noticeData(NoticeKind::Acceptance);
        data.electronicSealPending = true;
        const auto pdf = renderPdf(composed(NoticeKind::Acceptance, data));
        QVERIFY(squeezed(textOf(*pdf)).count(squeezed(u"待加盖电子印章，暂不作凭证"_s)) >= 1);
        keep(u"N04-pending"_s, *pdf);
    }
    void qrThatDoesNotFitIsAnError()
    {
        NoticeContent content = composed(NoticeKind::Acceptance, samples::noticeData(NoticeKind::Acceptance));
        content.qrPayload = QString(6000, QChar(u'x'));
        QCOMPARE(renderPdf(content).error().code, u"PAP-QR"_s);
    }
};

ZC_TEST(QGuiApplication, TestPapers)
#include "tst_papers.moc"
