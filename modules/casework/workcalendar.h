#pragma once
#include <base/result.h>

#include <QDate>
#include <QHash>
#include <QList>
#include <QMap>
#include <QStringList>

namespace zc::casework {

enum class DayReason { None, Weekend, Holiday, AssumedHoliday, Closure, Special };   // None = counts
QString dayReasonName(DayReason reason);

// Working days of mainland China: one file a year (`zc-workdays/1`), merged; for a date in two files the later notice wins.
// A year without a file is unpublished: Saturday and Sunday are off, and the six fixed days of the national rule are assumed.
// Value type, immutable after loading, any thread. Errors: CASE-CALENDAR (file and place in `detail`).
class WorkCalendar {
public:
    struct File { QString name; QByteArray text; };
    static Result<WorkCalendar> fromFiles(const QList<File> &files);
    static Result<WorkCalendar> fromDirectory(const QString &path);   // every china-workdays-*.json there
    static Result<WorkCalendar> builtIn();                            // :/calendar/

    WorkCalendar only(const QList<int> &years) const;                 // as if no other year had a file

    bool published(int year) const { return m_years.contains(year); }
    QList<int> years() const { return m_years.keys(); }
    QStringList versions() const { return m_years.values(); }         // 2026.1 …, by year
    bool works(QDate day) const { return reason(day) == DayReason::None; }
    DayReason reason(QDate day) const;                                // None, Weekend, Holiday or AssumedHoliday
    QString name(QDate day) const;                                    // 春节, 春节调休; empty where the day has none
    bool madeUp(QDate day) const;                                     // works although Saturday or Sunday
    QDate nextWorkingDay(QDate day) const;                            // the first one after `day`
    QDate previousWorkingDay(QDate day) const;

private:
    struct Entry { bool work = false; QString name; int fileYear = 0; QDate noticed; };
    QHash<qint64, QList<Entry>> m_entries;                            // by Julian day, latest notice first
    QMap<int, QString> m_years;
};

} // namespace zc::casework
