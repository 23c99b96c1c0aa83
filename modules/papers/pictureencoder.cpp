#include "pictureencoder.h"

#include "handwriting.h"

#include <QBuffer>
#include <QImageWriter>
#include <QPainter>

namespace zc::papers {
using namespace Qt::StringLiterals;
using devices::PixelFormat;

constexpr int kJpegQuality = 90;
constexpr int kInkWidth = 1200, kInkMargin = 8;     // dots: sharp at 90 mm of 300 dpi
constexpr double kInchesPerMetre = 1000 / 25.4;

Result<QByteArray> PictureEncoder::encode(const devices::PageHeader &page, const QByteArray &rows) const
{
    const qint64 bits = page.format == PixelFormat::Rgb24 ? 24 : page.format == PixelFormat::Gray8 ? 8 : 1;
    const qint64 least = (page.width * bits + 7) / 8;
    if (page.width < 1 || page.height < 1 || page.bytesPerLine < least || rows.size() != qint64(page.bytesPerLine) * page.height)
        return Error{ErrorKind::Corrupt, u"INT-SCAN-PAGE"_s, u"%1×%2, %3 bytes"_s.arg(page.width).arg(page.height).arg(rows.size())};
    const QImage::Format format = page.format == PixelFormat::Rgb24 ? QImage::Format_RGB888 : page.format == PixelFormat::Gray8 ? QImage::Format_Grayscale8 : QImage::Format_Mono;
    QImage picture(reinterpret_cast<const uchar *>(rows.constData()), page.width, page.height, page.bytesPerLine, format);
    if (format == QImage::Format_Mono) picture.setColorTable({qRgb(255, 255, 255), qRgb(0, 0, 0)});      // 1 is black
    if (page.dpi > 0) {
        picture.setDotsPerMeterX(qRound(page.dpi * kInchesPerMetre));
        picture.setDotsPerMeterY(qRound(page.dpi * kInchesPerMetre));
    }
    QByteArray file;
    QBuffer buffer(&file);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format == QImage::Format_Mono ? "png" : "jpeg");
    if (format != QImage::Format_Mono) writer.setQuality(kJpegQuality);
    if (!writer.write(picture)) return Error{ErrorKind::Internal, u"INT-SCAN-PAGE"_s, writer.errorString()};
    return file;
}

Result<QByteArray> PictureEncoder::picture(const devices::Ink &ink) const
{
    const QRectF box(0, 0, kInkWidth, kInkWidth);
    const QPainterPath path = handwritingPath(casework::handwritingOf(ink), box, HandwritingFit::Ink);
    const QRect extent = path.boundingRect().toAlignedRect().adjusted(-kInkMargin, -kInkMargin, kInkMargin, kInkMargin);
    if (path.isEmpty()) return Error{ErrorKind::Invalid, u"INT-SIGN-PICTURE"_s, u"no ink"_s};
    QImage drawn(extent.size(), QImage::Format_ARGB32_Premultiplied);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-extent.topLeft());
    painter.fillPath(path, Qt::black);
    painter.end();
    QByteArray file;
    QBuffer buffer(&file);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "png");
    if (!writer.write(drawn)) return Error{ErrorKind::Internal, u"INT-SIGN-PICTURE"_s, writer.errorString()};
    return file;
}

} // namespace zc::papers
