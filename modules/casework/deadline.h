#pragma once
#include <casework/workcalendar.h>

#include <QDateTime>
#include <QJsonObject>
#include <QTime>

#include <optional>

namespace zc::casework {

enum class LimitUnit { Workday, CalendarDay, Month, Year };
struct Limit { int n = 0; LimitUnit unit = LimitUnit::Workday; };
enum class StartBasis { Given, Accepted, Complete, Corrected, Deemed };
enum class ClockStatus { Running, Suspended, WaitingCorrection, NotStarted };
enum class Lamp { Green, Yellow, Red, Grey };

// One clock to be counted. Instants carry their zone; the day of an instant is its date in UTC+8. Optional = not given.
struct ClockQuery {
    struct Closure { QDate date; bool notCounted = false; QString name; };
    struct Special { QDate from; std::optional<QDate> to; std::optional<int> plannedDays; QString name; };
    struct Extension { int n = 0; QDateTime approvedAt; };
    struct Deferral { int n = 0; int margin = 2; };
    struct LampRule { int yellowDays = 1; int yellowPercent = 20; };

    QString id;
    std::optional<QList<int>> calendars;                 // years to use; not given = all
    QList<Closure> closures;
    std::optional<QDateTime> startAt;                    // delivery, objection, hearing; else the history of the case:
    std::optional<QDateTime> receivedAt, noticeAt, correctedAt, acceptedAt;
    Limit acceptLimit{5, LimitUnit::Workday};
    std::optional<Limit> correction;
    bool countFromComplete = false;
    std::optional<QTime> cutoff;
    Limit limit;
    std::optional<Limit> statutory;
    bool firstDaySame = false;
    QList<Special> specials;
    std::optional<Extension> extension;
    std::optional<Deferral> deferral;
    std::optional<QDateTime> asOf;
    LampRule lamp;
};

struct ClockAnswer {
    struct Day { QDate date; DayReason why = DayReason::None; QString name; };

    QString id;
    std::optional<QDate> acceptDue, correctionDue, recheckDue, startDate, firstCounted, due, statutory, projectedDue, deferralDue;
    bool acceptProvisional = false, provisional = false, extensionApplied = false;
    std::optional<StartBasis> startBasis;
    std::optional<int> total, remaining, overdue;        // total = limit with extension, in days for months and years
    ClockStatus status = ClockStatus::NotStarted;
    QList<Day> excluded;                                 // ascending
    QList<QDate> rolledOver;
    std::optional<Lamp> lamp;                            // none without asOf, unless grey
    QStringList notes;                                   // noticeLate, specialNoEffect, extensionLate, extensionLateStatutory, …
    QStringList calendarVersions, articles;
    QString explanation;                                 // one Chinese sentence for people and papers
};

// Rules D1 to D8 of the domain page. A pure function: no system clock, zone or locale; any thread. CASE-CLOCK: input out of range.
Result<ClockAnswer> evaluateDeadline(const ClockQuery &query, const WorkCalendar &calendar);

// JSON of `zcctl deadline eval`. CASE-CLOCK with the member in `detail`.
Result<ClockQuery> clockQueryFromJson(const QJsonObject &object);
QJsonObject clockAnswerToJson(const ClockAnswer &answer);

QString limitText(const Limit &limit);                   // 10个工作日
QString chineseDate(QDate date);                         // 2026年3月2日
QString chineseDateWithWeekday(QDate date);              // 2026年3月2日（周一）
QString lampName(Lamp lamp);
Lamp worstLamp(const QList<Lamp> &lamps);                // red, yellow, green, grey

} // namespace zc::casework
