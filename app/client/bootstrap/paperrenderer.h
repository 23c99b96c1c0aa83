#pragma once
#include <intake/ports.h>
#include <papers/paper.h>

namespace zc::client {

// Draws papers in the thread pool through the room `papers`. GUI thread.
class PaperRenderer final : public intake::PaperPort {
public:
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &content) override;
    void setReceiptSize(papers::PaperSize size) { m_receiptSize = size; }      // of kinds that may be a slip; by setting

private:
    papers::PaperSize m_receiptSize = papers::PaperSize::A4;
};

} // namespace zc::client
