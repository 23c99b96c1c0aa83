#pragma once
#include "internal/service.h"

#include <condition_variable>
#include <thread>

namespace zc::refplatform {

// A simulated officer: accepts what was submitted, some seconds later. One thread of its own, demo and test only.
// It works through the same table and transaction as a real decision; only the operation guard is not needed: what it
// decides is written once because the case has moved on afterwards.
class Simulator {
public:
    Simulator(Service &service, int acceptAfterSeconds);
    ~Simulator();

private:
    void loop();
    void acceptDue();

    Service &m_service;
    int m_afterSeconds;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace zc::refplatform
