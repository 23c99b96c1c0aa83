#pragma once
#include <intake/ports.h>

namespace zc::client {

// Draws papers in the thread pool through the room `papers`.
class PaperRenderer final : public intake::PaperPort {
public:
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &content) override;
};

} // namespace zc::client
