#pragma once
#include <base/result.h>

#include <QFuture>
#include <QImage>

namespace zc::client {

// What a file of a material holds, in small pictures: enough to arrange its pages by, whatever their number.
struct FilePages {
    int count = 0;
    QList<QImage> smalls;               // of the first pages; the rest are told by their number
};

// Pages of a material or paper as pictures: JPEG, PNG, TIFF, BMP, WebP as Qt reads them, PDF page by page. Runs in the thread pool;
// `longSide` bounds memory, not the stored original. APP-PAGE-UNREADABLE: the bytes are none of these, or have no such page.
QFuture<Result<FilePages>> decodeSmalls(const QByteArray &bytes, int longSide);
QFuture<Result<QImage>> decodePage(const QByteArray &bytes, int index, int longSide);
QFuture<Result<QList<QImage>>> decodePages(const QByteArray &bytes, int longSide);      // all of a short paper

} // namespace zc::client
