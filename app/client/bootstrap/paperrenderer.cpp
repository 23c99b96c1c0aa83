#include "bootstrap/paperrenderer.h"

#include <papers/paper.h>

#include <QtConcurrentRun>

namespace zc::client {

QFuture<Result<QByteArray>> PaperRenderer::render(const casework::NoticeContent &content)
{
    return QtConcurrent::run([content]() -> Result<QByteArray> { return papers::renderPdf(content); });
}

} // namespace zc::client
