#include "bootstrap/paperrenderer.h"

#include <QtConcurrentRun>

namespace zc::client {

QFuture<Result<QByteArray>> PaperRenderer::render(const casework::NoticeContent &content)
{
    papers::PaperOptions options;
    if (content.sizes.contains(papers::paperSizeName(m_receiptSize))) options.size = m_receiptSize;
    return QtConcurrent::run([content, options]() -> Result<QByteArray> { return papers::renderPdf(content, options); });
}

} // namespace zc::client
