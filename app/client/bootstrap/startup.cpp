#include "bootstrap/startup.h"

#include <base/logging.h>

namespace zc::client {

ZC_LOGGING_CATEGORY(logStart, "start")

void Startup::reached(const QString &phase)
{
    const qint64 now = m_timer.elapsed();
    m_phases.append({phase, now - m_lastMs, now});
    qCInfo(logStart).noquote() << phase << now - m_lastMs << "ms, total" << now << "ms";
    m_lastMs = now;
}

} // namespace zc::client
