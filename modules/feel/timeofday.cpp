#include "timeofday.h"

#include <QTimeZone>

namespace zc::feel {

namespace {
constexpr int kSecondsOfDay = 86'400;
constexpr int kMaxOffset = 18 * 3600;
constexpr qint64 kZoneYears = 200'000LL * 366 * kSecondsOfDay;  // beyond them Qt has no calendar; the rules no longer change anyway

// -1: no two digits.
int twoDigits(QStringView text)
{
    if (text.size() < 2 || text[0] < u'0' || text[0] > u'9' || text[1] < u'0' || text[1] > u'9')
        return -1;
    return (text[0].unicode() - u'0') * 10 + (text[1].unicode() - u'0');
}

// Qt's list leaves Etc/UTC and its like out, but knows them; on the other hand it reads rules and offsets where we want places.
bool isPlace(const QByteArray &id)
{
    if (id.isEmpty() || id.size() > 64 || id.contains("..") || id.startsWith('/') || id.startsWith("UTC+") || id.startsWith("UTC-"))
        return false;
    for (const char c : id)
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '_' && c != '/' && c != '-' && c != '+')
            return false;
    return QTimeZone::isTimeZoneIdAvailable(id) || ((id.contains('/') || id == "UTC") && QTimeZone(id).isValid());
}
} // namespace

std::optional<Zone> Zone::fromText(QStringView text)
{
    if (text == u"Z" || text == u"z")
        return utc();
    if (text.startsWith(u'@')) {
        const QByteArray id = text.mid(1).toLatin1();
        if (!isPlace(id))
            return std::nullopt;
        Zone zone;
        zone.m_kind = Kind::Named;
        zone.m_id = id;
        return zone;
    }
    if ((text.size() != 6 && text.size() != 9) || (text[0] != u'+' && text[0] != u'-') || text[3] != u':')
        return std::nullopt;
    const int hours = twoDigits(text.mid(1)), minutes = twoDigits(text.mid(4));
    const int seconds = text.size() == 6 ? 0 : text[6] == u':' ? twoDigits(text.mid(7)) : -1;
    if (hours < 0 || minutes < 0 || seconds < 0 || minutes > 59 || seconds > 59)
        return std::nullopt;
    const int total = hours * 3600 + minutes * 60 + seconds;
    if (total > kMaxOffset)
        return std::nullopt;
    return offset(text[0] == u'-' ? -total : total);
}

Zone Zone::offset(int seconds)
{
    Zone zone;
    zone.m_kind = Kind::Offset;
    zone.m_offset = seconds;
    return zone;
}

int Zone::offsetAtUtc(qint64 utcSeconds) const
{
    if (m_kind != Kind::Named)
        return m_offset;
    const qint64 seconds = qBound(-kZoneYears, utcSeconds, kZoneYears);
    return QTimeZone(m_id).offsetFromUtc(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC));
}

int Zone::offsetAtWall(qint64 wallSeconds) const
{
    if (m_kind != Kind::Named)
        return m_offset;
    const int before = offsetAtUtc(wallSeconds - kMaxOffset), after = offsetAtUtc(wallSeconds + kMaxOffset);
    // The larger offset is the earlier moment: right for an hour that comes twice, if it is one of the two moments at all.
    const int larger = std::max(before, after), smaller = std::min(before, after);
    if (offsetAtUtc(wallSeconds - larger) == larger)
        return larger;
    return offsetAtUtc(wallSeconds - smaller) == smaller ? smaller : before;
}

QString Zone::text() const
{
    if (m_kind == Kind::Local)
        return {};
    if (m_kind == Kind::Named)
        return u'@' + name();
    if (m_offset == 0)
        return QStringLiteral("Z");
    const int magnitude = qAbs(m_offset);
    QString result = QStringLiteral("%1%2:%3").arg(QLatin1Char(m_offset < 0 ? '-' : '+'))
                         .arg(magnitude / 3600, 2, 10, QLatin1Char('0')).arg(magnitude / 60 % 60, 2, 10, QLatin1Char('0'));
    if (magnitude % 60 != 0)
        result += QStringLiteral(":%1").arg(magnitude % 60, 2, 10, QLatin1Char('0'));
    return result;
}

std::optional<TimeOfDay> TimeOfDay::fromParts(int hour, int minute, int second, int nanos, Zone zone)
{
    if (hour < 0 || minute < 0 || second < 0 || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    return TimeOfDay(hour * 3600 + minute * 60 + second, nanos, std::move(zone));
}

std::optional<TimeOfDay> TimeOfDay::fromText(QStringView text)
{
    if (text.size() < 8 || text[2] != u':' || text[5] != u':')
        return std::nullopt;
    const int hour = twoDigits(text), minute = twoDigits(text.mid(3)), second = twoDigits(text.mid(6));
    text = text.mid(8);
    int nanos = 0;
    if (text.startsWith(u'.')) {
        int scale = 0;
        for (text = text.mid(1); !text.isEmpty() && text.front() >= u'0' && text.front() <= u'9'; text = text.mid(1), ++scale)
            if (scale < 9)
                nanos = nanos * 10 + (text.front().unicode() - u'0');
        if (scale == 0)
            return std::nullopt;
        for (int i = scale; i < 9; ++i)
            nanos *= 10;
    }
    const auto zone = text.isEmpty() ? std::optional(Zone()) : Zone::fromText(text);
    return zone ? fromParts(hour, minute, second, nanos, *zone) : std::nullopt;
}

TimeOfDay TimeOfDay::plus(const Duration &span) const
{
    const int nanos = m_nanos + span.nanos();
    qint64 second = (m_second + span.count() % kSecondsOfDay + nanos / 1'000'000'000) % kSecondsOfDay;
    if (second < 0)
        second += kSecondsOfDay;
    return {int(second), nanos % 1'000'000'000, m_zone};
}

QString TimeOfDay::text() const
{
    QString result = QStringLiteral("%1:%2:%3").arg(hour(), 2, 10, QLatin1Char('0')).arg(minute(), 2, 10, QLatin1Char('0'))
                         .arg(second(), 2, 10, QLatin1Char('0'));
    if (m_nanos != 0) {
        QString fraction = QString::number(m_nanos).rightJustified(9, u'0');
        while (fraction.endsWith(u'0'))
            fraction.chop(1);
        result += u'.' + fraction;
    }
    return result + m_zone.text();
}

} // namespace zc::feel
