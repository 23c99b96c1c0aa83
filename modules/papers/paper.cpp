#include <papers/paper.h>

#include "internal/noticelayout.h"
#include "internal/slipscript.h"
#include "internal/textmap.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace zc::papers {
namespace {

void paintSheet(QPainter &painter, const Document &document, qsizetype number, TextMap *map = nullptr)
{
    const Sheet &sheet = document.sheets[number];
    const QRectF page(QPointF(), sheet.size);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    if (document.watermark) {
        painter.save();
        if (number + 1 == document.sheets.size() && !document.seal.isEmpty()) {
            QPainterPath around;
            around.addRect(page);
            around.addRect(document.seal);       // odd-even: the square stays free for the seal
            painter.setClipPath(around);
        }
        const QTextLine line = document.watermark->lineAt(0);
        painter.setPen(QColor(ink::kWatermark));
        painter.translate(page.center());
        painter.rotate(document.watermarkTurn);
        if (map)
            map->drew(line, document.watermark->text());
        const int rows = int(page.height() / 2 / document.watermarkStep);
        for (int row = -rows; row <= rows; ++row)
            line.draw(&painter, QPointF(-line.naturalTextWidth() / 2, row * document.watermarkStep - line.height() / 2 - line.y()));
        painter.restore();
    }
    for (const Sheet::Fill &fill : sheet.fills)
        painter.fillPath(fill.path, fill.color);
    for (const Sheet::Line &line : sheet.lines) {
        const QTextLine text = line.layout->lineAt(line.line);
        painter.setPen(line.color);
        text.draw(&painter, line.at);
        if (map)
            map->drew(text, line.layout->text());
    }
}

// The writer puts the time of day into the file; the same paper must be the same bytes. Same length, so that offsets hold.
void removeTimes(QByteArray &pdf)
{
    static const QRegularExpression times(u"D:\\d{14}|(?<=<xmp:(?:Create|Modify)Date>)[^<]+|(?<=<xmp:MetadataDate>)[^<]+"_s);
    const QString text = QString::fromLatin1(pdf);
    for (auto matches = times.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        for (qsizetype i = match.capturedStart(); i < match.capturedEnd(); ++i)
            if (pdf[i] >= '0' && pdf[i] <= '9')
                pdf[i] = '0';
    }
}

} // namespace

QString paperSizeName(PaperSize size) { return size == PaperSize::Slip80 ? u"slip80"_s : u"A4"_s; }

std::optional<PaperSize> paperSizeFromName(QStringView name)
{
    for (const PaperSize size : {PaperSize::A4, PaperSize::Slip80})
        if (name == paperSizeName(size))
            return size;
    return std::nullopt;
}

QSizeF firstSheetSize(const QByteArray &pdf)
{
    static const QRegularExpression box(u"/MediaBox\\s*\\[\\s*0[.0]*\\s+0[.0]*\\s+([0-9.]+)\\s+([0-9.]+)"_s);
    const qsizetype at = pdf.indexOf("/MediaBox");
    const QRegularExpressionMatch found = at < 0 ? QRegularExpressionMatch() : box.match(QString::fromLatin1(pdf.sliced(at).first(std::min<qsizetype>(80, pdf.size() - at))));
    constexpr double kMmPerPoint = 25.4 / 72;
    return found.hasMatch() ? QSizeF(found.captured(1).toDouble(), found.captured(2).toDouble()) * kMmPerPoint : QSizeF();
}

Result<QByteArray> renderPdf(const casework::NoticeContent &content, const PaperOptions &options)
{
    const auto document = layOut(content, options);
    if (!document)
        return document.error();
    QByteArray pdf;
    TextMap map;
    QBuffer buffer(&pdf);
    if (!buffer.open(QIODevice::WriteOnly))
        return Error{ErrorKind::Internal, u"PAP-WRITE"_s, buffer.errorString()};
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(document->title);
        writer.setCreator(u"Zongchuang"_s);
        writer.setResolution(kResolution);
        const auto pageSize = [&document](qsizetype i) {
            return QPageSize(document->sheets[i].size / kUnitsPerMm, QPageSize::Millimeter, {}, QPageSize::ExactMatch);
        };
        writer.setPageSize(options.size == PaperSize::A4 ? QPageSize(QPageSize::A4) : pageSize(0));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        if (options.size == PaperSize::Slip80) {
            const auto script = slipScript(content);
            if (!script)
                return script.error();
            layInto(writer, *script);
        }
        QPainter painter;
        if (!painter.begin(&writer))
            return Error{ErrorKind::Internal, u"PAP-WRITE"_s, u"painter"_s};
        for (qsizetype i = 0; i < document->sheets.size(); ++i) {
            if (i > 0) {
                if (options.size != PaperSize::A4)
                    writer.setPageSize(pageSize(i));
                writer.newPage();
            }
            paintSheet(painter, *document, i, &map);
        }
    }
    removeTimes(pdf);
    return map.applied(pdf);
}

Result<QList<QImage>> renderPreview(const casework::NoticeContent &content, const PaperOptions &options)
{
    const auto document = layOut(content, options);
    if (!document)
        return document.error();
    const double scale = std::clamp(options.previewDpi, 36, 600) / 25.4 / kUnitsPerMm;
    QList<QImage> images;
    for (qsizetype i = 0; i < document->sheets.size(); ++i) {
        const QSizeF size = document->sheets[i].size * scale;
        QImage image(qRound(size.width()), qRound(size.height()), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.scale(scale, scale);
        paintSheet(painter, *document, i);
        painter.end();
        images << image;
    }
    return images;
}

Result<QRectF> sealArea(const casework::NoticeContent &content, const PaperOptions &options)
{
    const auto document = layOut(content, options);
    if (!document)
        return document.error();
    const QRectF seal = document->seal;
    return QRectF(seal.x() / kUnitsPerMm, seal.y() / kUnitsPerMm, seal.width() / kUnitsPerMm, seal.height() / kUnitsPerMm);
}

} // namespace zc::papers
