#pragma once
#include <atomic>
#include <memory>

namespace zc::net {

// A flag that any thread may raise to end a running request; copies share it. A raised flag stays raised.
class Cancel {
public:
    Cancel() : m_flag(std::make_shared<std::atomic<bool>>(false)) {}
    void raise() const { m_flag->store(true, std::memory_order_relaxed); }
    bool raised() const { return m_flag->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic<bool>> m_flag;
};

} // namespace zc::net
