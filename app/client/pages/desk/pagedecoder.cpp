#include "pages/desk/pagedecoder.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QPdfDocument>
#include <QtConcurrentRun>

#include <functional>

namespace zc::client {
using namespace Qt::StringLiterals;

namespace {

constexpr int kPagesAtMost = 200;       // more than this many pictures of one file are never held

Error unreadable(const QString &detail) { return {ErrorKind::Invalid, u"APP-PAGE-UNREADABLE"_s, detail}; }

// Calls `take` with the pages from `first` on, at most `most`; answers how many pages there are.
Result<int> eachPage(const QByteArray &bytes, int longSide, int first, int most, const std::function<void(const QImage &)> &take)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    if (bytes.startsWith("%PDF")) {
        QPdfDocument document;
        document.load(&buffer);
        if (document.status() != QPdfDocument::Status::Ready || document.pageCount() < 1) return unreadable(u"pdf"_s);
        for (int i = first; i < document.pageCount() && i - first < most; ++i) {
            const QSizeF points = document.pagePointSize(i);
            const QImage drawn = document.render(i, points.scaled(longSide, longSide, Qt::KeepAspectRatio).toSize());
            QImage page(drawn.size(), QImage::Format_RGB32);
            page.fill(Qt::white);              // PDF pages are transparent where nothing is printed
            QPainter(&page).drawImage(0, 0, drawn);
            take(page);
        }
        return document.pageCount();
    }
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    int count = 0;
    for (bool more = true; more; more = reader.jumpToNextImage(), ++count) {
        if (count < first || count - first >= most) continue;
        const QSize size = reader.size();
        if (size.isValid() && std::max(size.width(), size.height()) > longSide)
            reader.setScaledSize(size.scaled(longSide, longSide, Qt::KeepAspectRatio));
        const QImage page = reader.read();
        if (page.isNull()) break;
        take(page);
    }
    if (count == 0) return unreadable(reader.errorString());
    return count;
}

Result<FilePages> smalls(const QByteArray &bytes, int longSide)
{
    FilePages file;
    const auto count = eachPage(bytes, longSide, 0, kPagesAtMost, [&file](const QImage &page) { file.smalls.append(page); });
    if (!count) return count.error();
    file.count = *count;
    return file;
}

Result<QImage> onePage(const QByteArray &bytes, int index, int longSide)
{
    QImage picture;
    const auto count = eachPage(bytes, longSide, index, 1, [&picture](const QImage &page) { picture = page; });
    if (!count) return count.error();
    return picture.isNull() ? Result<QImage>(unreadable(QString::number(index))) : Result<QImage>(picture);
}

Result<QList<QImage>> allPages(const QByteArray &bytes, int longSide)
{
    QList<QImage> pages;
    const auto count = eachPage(bytes, longSide, 0, kPagesAtMost, [&pages](const QImage &page) { pages.append(page); });
    if (!count) return count.error();
    return pages;
}

} // namespace

QFuture<Result<FilePages>> decodeSmalls(const QByteArray &bytes, int longSide) { return QtConcurrent::run(smalls, bytes, longSide); }
QFuture<Result<QImage>> decodePage(const QByteArray &bytes, int index, int longSide) { return QtConcurrent::run(onePage, bytes, index, longSide); }
QFuture<Result<QList<QImage>>> decodePages(const QByteArray &bytes, int longSide) { return QtConcurrent::run(allPages, bytes, longSide); }

} // namespace zc::client
