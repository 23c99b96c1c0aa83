#include "pages/packs/packchecker.h"

#include <base/whendone.h>

#include <QtConcurrentRun>

namespace zc::client {
using namespace guidance;

PackChecker::PackChecker(QObject *parent) : QObject(parent), m_checks(std::make_shared<PackChecks>())
{
    // One at a time: a run that was told to stop leaves at its next step, the next one waits that long.
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &PackChecker::start);
}

PackChecker::~PackChecker()
{
    abandon();
}

void PackChecker::abandon()
{
    if (m_stop) m_stop->store(true, std::memory_order_relaxed);
    m_stop.reset();
    m_running = false;
}

void PackChecker::check(const AuthoredPack &pack, int pauseMs)
{
    abandon();
    m_next = pack;
    m_pause.start(pauseMs);
}

void PackChecker::stop()
{
    const bool busy = isBusy();
    m_pause.stop();
    abandon();
    if (busy) Q_EMIT stopped();
}

void PackChecker::start()
{
    struct Answer {
        PackCheck check;
        qint64 elapsedMs = 0;
    };
    m_stop = std::make_shared<std::atomic_bool>(false);
    m_running = true;
    Q_EMIT started();
    const auto run = QtConcurrent::run(&m_pool, [pack = m_next, imports = m_imports, checks = m_checks, stop = m_stop]() -> Answer {
        QElapsedTimer time;
        time.start();
        if (stop->load(std::memory_order_relaxed)) return {};
        return {checks->check(pack, imports, stop.get()), time.elapsed()};
    });
    whenDone(run, this, [this, stop = m_stop](const Answer &answer) {
        if (stop != m_stop) return;                              // overtaken
        m_running = false;
        Q_EMIT finished(answer.check, answer.elapsedMs);
    });
}

} // namespace zc::client
