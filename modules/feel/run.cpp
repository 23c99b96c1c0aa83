#include "run.h"

#include <QDateTime>
#include <QTimeZone>

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kStepsBetweenLooks = 4096;            // asking the clock costs as much as a few dozen steps
constexpr int kKept = 100;

DateTime systemNow()
{
    const QDateTime local = QDateTime::currentDateTime();
    const QDate date = local.date();
    const QTime time = local.time();
    const auto zone = Zone::fromText(u'@' + QString::fromLatin1(QTimeZone::systemTimeZoneId()));
    return DateTime(*Date::fromParts(date.year(), date.month(), date.day()),
                    TimeOfDay(time.msecsSinceStartOfDay() / 1000, time.msec() * 1'000'000, zone.value_or(Zone::offset(local.offsetFromUtc()))));
}
} // namespace

void Run::say(const QString &code, const QString &detail)
{
    if (m_diagnostics.size() < kKept)
        m_diagnostics << Diagnostic{code, detail};
}

bool Run::look()
{
    const bool late = m_stepsLeft >= 0 && m_limits.deadline.hasExpired();
    if (m_stepsLeft >= 0 && !late && !m_exhausted) {
        m_nextLook = m_limits.deadline.isForever() ? -1 : std::max<qint64>(-1, m_stepsLeft - kStepsBetweenLooks);
        return true;
    }
    if (!m_exhausted)
        say(u"FEEL-LIMIT"_s, late ? u"time"_s : u"steps"_s);
    m_exhausted = true;
    m_nextLook = std::numeric_limits<qint64>::max();
    return false;
}

bool Run::tooLong(qsizetype length)
{
    if (length <= m_limits.listLength)
        return false;
    say(u"FEEL-LIMIT"_s, u"length %1"_s.arg(length));
    return true;
}

bool Run::enterCall()
{
    ++m_calls;
    if (m_calls <= m_limits.depth)
        return true;
    say(u"FEEL-LIMIT"_s, u"calls within calls"_s);
    return false;
}

DateTime Run::now()
{
    if (!m_now)
        m_now = m_limits.now ? m_limits.now() : systemNow();
    return *m_now;
}

} // namespace zc::feel
