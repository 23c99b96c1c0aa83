#include "pages/desk/pagedecoder.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QPdfDocument>
#include <QtConcurrentRun>

namespace zc::client {
using namespace Qt::StringLiterals;

namespace {

constexpr int kPagesAtMost = 200;       // a longer bundle is shown in parts; memory stays bounded

Result<QList<QImage>> decodePdf(const QByteArray &bytes, int longSide)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&buffer);
    if (document.status() != QPdfDocument::Status::Ready) return Error{ErrorKind::Invalid, u"APP-PAGE-UNREADABLE"_s, u"pdf"_s};
    QList<QImage> pages;
    const int count = std::min(document.pageCount(), kPagesAtMost);
    for (int i = 0; i < count; ++i) {
        const QSizeF points = document.pagePointSize(i);
        const QImage drawn = document.render(i, points.scaled(longSide, longSide, Qt::KeepAspectRatio).toSize());
        QImage page(drawn.size(), QImage::Format_RGB32);
        page.fill(Qt::white);              // PDF pages are transparent where nothing is printed
        QPainter(&page).drawImage(0, 0, drawn);
        pages.append(page);
    }
    return pages;
}

Result<QList<QImage>> decode(const QByteArray &bytes, int longSide)
{
    if (bytes.startsWith("%PDF")) return decodePdf(bytes, longSide);
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    QList<QImage> pages;
    do {
        const QSize size = reader.size();
        if (size.isValid() && std::max(size.width(), size.height()) > longSide)
            reader.setScaledSize(size.scaled(longSide, longSide, Qt::KeepAspectRatio));
        const QImage page = reader.read();
        if (page.isNull()) break;
        pages.append(page);
    } while (pages.size() < kPagesAtMost && reader.jumpToNextImage());
    if (pages.isEmpty()) return Error{ErrorKind::Invalid, u"APP-PAGE-UNREADABLE"_s, reader.errorString()};
    return pages;
}

} // namespace

QFuture<Result<QList<QImage>>> decodePages(const QByteArray &bytes, int longSide) { return QtConcurrent::run(decode, bytes, longSide); }

} // namespace zc::client
