#include <casework/workcalendar.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zc::casework {
namespace {

// Days that the national rule on holidays fixes by the solar calendar; all that can be known of a year before its notice.
struct FixedDay { int month, day; const char16_t *name; };
constexpr FixedDay kFixedDays[] = {{1, 1, u"元旦"}, {5, 1, u"劳动节"}, {5, 2, u"劳动节"}, {10, 1, u"国庆节"}, {10, 2, u"国庆节"}, {10, 3, u"国庆节"}};

const FixedDay *fixedDay(QDate day)
{
    for (const FixedDay &fixed : kFixedDays)
        if (fixed.month == day.month() && fixed.day == day.day())
            return &fixed;
    return nullptr;
}

Error broken(const WorkCalendar::File &file, qsizetype offset, const QString &why)
{
    const qsizetype line = offset < 0 ? 1 : file.text.left(offset).count('\n') + 1;
    return Error{ErrorKind::Invalid, u"CASE-CALENDAR"_s, u"%1:%2: %3"_s.arg(file.name).arg(line).arg(why)};
}

} // namespace

QString dayReasonName(DayReason reason)
{
    static const QStringList names = u" weekend holiday assumedHoliday closure special"_s.split(u' ');
    return names.at(int(reason));
}

Result<WorkCalendar> WorkCalendar::fromFiles(const QList<File> &files)
{
    WorkCalendar calendar;
    for (const File &file : files) {
        QJsonParseError problem;
        const QJsonObject object = QJsonDocument::fromJson(file.text, &problem).object();
        if (problem.error != QJsonParseError::NoError)
            return broken(file, problem.offset, problem.errorString());
        const int year = object.value(u"year").toInt();
        const QDate noticed = QDate::fromString(object.value(u"source").toObject().value(u"date").toString(), Qt::ISODate);
        if (object.value(u"format").toString() != u"zc-workdays/1")
            return broken(file, file.text.indexOf("\"format\""), u"format is not zc-workdays/1"_s);
        if (year < 2000 || year > 2100 || calendar.m_years.contains(year))
            return broken(file, file.text.indexOf("\"year\""), u"year is missing, out of range or given twice"_s);
        if (object.value(u"weekend").toArray() != QJsonArray{6, 7})
            return broken(file, file.text.indexOf("\"weekend\""), u"weekend is not [6, 7]"_s);
        if (!noticed.isValid() || object.value(u"version").toString().isEmpty())
            return broken(file, file.text.indexOf("\"source\""), u"version or source.date is missing"_s);

        QSet<qint64> seen;
        for (const QJsonValue &value : object.value(u"days").toArray()) {
            const QJsonObject day = value.toObject();
            const QString text = day.value(u"date").toString(), kind = day.value(u"kind").toString();
            const QDate date = QDate::fromString(text, Qt::ISODate);
            const qsizetype offset = file.text.indexOf('"' + text.toUtf8() + '"');
            if (!date.isValid() || qAbs(date.year() - year) > 1)
                return broken(file, offset, u"date '%1' is not a day of this notice"_s.arg(text));
            if (kind != u"off" && kind != u"work")
                return broken(file, offset, u"kind of %1 is neither off nor work"_s.arg(text));
            if (seen.contains(date.toJulianDay()))
                return broken(file, file.text.lastIndexOf(text.toUtf8()), u"%1 stands twice"_s.arg(text));
            seen.insert(date.toJulianDay());
            QList<Entry> &entries = calendar.m_entries[date.toJulianDay()];
            entries << Entry{kind == u"work", day.value(u"name").toString(), year, noticed};
            std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.noticed > b.noticed; });
        }
        if (seen.isEmpty())
            return broken(file, file.text.indexOf("\"days\""), u"days are missing"_s);
        calendar.m_years.insert(year, object.value(u"version").toString());
    }
    return calendar;
}

Result<WorkCalendar> WorkCalendar::fromDirectory(const QString &path)
{
    const QDir folder(path);
    if (!folder.exists())
        return Error{ErrorKind::NotFound, u"CASE-CALENDAR"_s, path};
    QList<File> files;
    for (const QString &name : folder.entryList({u"china-workdays-*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorKind::NotFound, u"CASE-CALENDAR"_s, name + u": "_s + file.errorString()};
        files << File{name, file.readAll()};
    }
    return fromFiles(files);
}

Result<WorkCalendar> WorkCalendar::builtIn() { return fromDirectory(u":/calendar"_s); }

WorkCalendar WorkCalendar::only(const QList<int> &years) const
{
    WorkCalendar calendar;
    for (auto it = m_years.begin(); it != m_years.end(); ++it)
        if (years.contains(it.key()))
            calendar.m_years.insert(it.key(), it.value());
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it)
        for (const Entry &entry : it.value())
            if (years.contains(entry.fileYear))
                calendar.m_entries[it.key()] << entry;
    return calendar;
}

DayReason WorkCalendar::reason(QDate day) const
{
    const auto found = m_entries.constFind(day.toJulianDay());
    if (found != m_entries.constEnd())
        return found->first().work ? DayReason::None : DayReason::Holiday;
    if (!published(day.year()) && fixedDay(day))
        return DayReason::AssumedHoliday;
    return day.dayOfWeek() >= 6 ? DayReason::Weekend : DayReason::None;
}

QString WorkCalendar::name(QDate day) const
{
    const auto found = m_entries.constFind(day.toJulianDay());
    if (found != m_entries.constEnd())
        return found->first().name;
    return reason(day) == DayReason::AssumedHoliday ? QStringView(fixedDay(day)->name).toString() : QString();
}

bool WorkCalendar::madeUp(QDate day) const { return day.dayOfWeek() >= 6 && works(day); }

QDate WorkCalendar::nextWorkingDay(QDate day) const
{
    do
        day = day.addDays(1);
    while (!works(day));
    return day;
}

QDate WorkCalendar::previousWorkingDay(QDate day) const
{
    do
        day = day.addDays(-1);
    while (!works(day));
    return day;
}

} // namespace zc::casework
