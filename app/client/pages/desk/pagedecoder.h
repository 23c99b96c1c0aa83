#pragma once
#include <base/result.h>

#include <QFuture>
#include <QImage>

namespace zc::client {

// Pages of a material or paper as pictures: JPEG, PNG, TIFF, BMP, WebP as Qt reads them, PDF page by page. Runs in the thread pool;
// `longSide` bounds memory, not the stored original. APP-PAGE-UNREADABLE: the bytes are none of these.
QFuture<Result<QList<QImage>>> decodePages(const QByteArray &bytes, int longSide);

} // namespace zc::client
