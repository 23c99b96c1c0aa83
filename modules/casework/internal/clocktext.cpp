#include "internal/clocktext.h"

using namespace Qt::StringLiterals;

namespace zc::casework {
namespace {

// Chinese of the papers is data of the papers, like the templates in resources/notices/.
QString unitText(LimitUnit unit)
{
    switch (unit) {
    case LimitUnit::Workday: return u"个工作日"_s;
    case LimitUnit::CalendarDay: return u"个自然日"_s;
    case LimitUnit::Month: return u"个月"_s;
    case LimitUnit::Year: return u"年"_s;
    }
    return {};
}

QString shortDate(QDate date, int yearBefore)
{
    return date.year() == yearBefore ? u"%1月%2日"_s.arg(date.month()).arg(date.day()) : chineseDate(date);
}

QString startText(const ClockQuery &query, const ClockAnswer &answer)
{
    QString event;
    switch (*answer.startBasis) {
    case StartBasis::Given: break;
    case StartBasis::Accepted: event = u"受理"_s; break;
    case StartBasis::Complete: event = u"收齐材料"_s; break;
    case StartBasis::Corrected: event = u"补正齐全"_s; break;
    case StartBasis::Deemed: event = u"收件"_s; break;
    }
    const QString deemed = *answer.startBasis == StartBasis::Deemed ? u"（逾期未告知补正，视为受理）"_s : QString();
    return u"自%1%2%3起算%4"_s.arg(chineseDate(*answer.startDate), event, query.firstDaySame ? u"当日"_s : u"的次日"_s, deemed);
}

// Days that did not count, gathered by their reason in the order in which the reasons first appear.
QString excludedText(const QList<ClockAnswer::Day> &excluded)
{
    QStringList order;
    QHash<QString, int> days;
    for (const ClockAnswer::Day &day : excluded) {
        QString reason;
        switch (day.why) {
        case DayReason::None: continue;
        case DayReason::Weekend: reason = day.date.dayOfWeek() == 6 ? u"周六"_s : u"周日"_s; break;
        case DayReason::Holiday: reason = day.name + u"放假"_s; break;
        case DayReason::AssumedHoliday: reason = day.name + u"（法定假日，安排未公布）"_s; break;
        case DayReason::Closure: reason = u"停止办公"_s; break;
        case DayReason::Special: reason = u"特别程序"_s; break;
        }
        if (!days.contains(reason))
            order << reason;
        ++days[reason];
    }
    QStringList parts;
    for (const QString &reason : order)
        parts << u"%1%2天"_s.arg(reason).arg(days.value(reason));
    return parts.isEmpty() ? QString() : u"；扣除"_s + parts.join(u'、');
}

QString madeUpText(const ClockQuery &query, const ClockAnswer &answer, const WorkCalendar &calendar)
{
    if (query.limit.unit != LimitUnit::Workday || !answer.due || !answer.firstCounted)
        return {};
    QSet<qint64> left;
    for (const ClockAnswer::Day &day : answer.excluded)
        left.insert(day.date.toJulianDay());
    QStringList dates;
    for (QDate day = *answer.firstCounted; day <= *answer.due; day = day.addDays(1))
        if (calendar.madeUp(day) && !left.contains(day.toJulianDay()))
            dates << shortDate(day, answer.startDate->year());
    return dates.isEmpty() ? QString() : u"；%1调休上班，计入"_s.arg(dates.join(u'、'));
}

} // namespace

QString chineseDate(QDate date) { return u"%1年%2月%3日"_s.arg(date.year()).arg(date.month()).arg(date.day()); }

QString chineseDateWithWeekday(QDate date)
{
    return chineseDate(date) + u"（周%1）"_s.arg(QStringView(u"一二三四五六日").at(date.dayOfWeek() - 1));
}

QString limitText(const Limit &limit) { return QString::number(limit.n) + unitText(limit.unit); }

QString clockExplanation(const ClockQuery &query, const ClockAnswer &answer, const WorkCalendar &calendar)
{
    if (answer.status == ClockStatus::WaitingCorrection)
        return u"已告知补正，自补正齐全的次日起计算办理期限。"_s;
    if (!answer.startDate) {
        return answer.acceptDue ? u"尚未受理；应于%1前决定是否受理，逾期未告知补正即视为受理。"_s.arg(chineseDate(*answer.acceptDue))
                                : u"办理期限尚未起算。"_s;
    }
    const bool promised = answer.startBasis != StartBasis::Given;
    QString text = startText(query, answer) + u"，"_s + (promised ? u"承诺"_s : u"期限"_s) + limitText(query.limit);
    if (answer.extensionApplied)
        text += u"，延长"_s + limitText({query.extension->n, query.limit.unit});
    text += excludedText(answer.excluded) + madeUpText(query, answer, calendar) + u"。"_s;
    if (answer.status == ClockStatus::Suspended) {
        const QString unit = query.limit.unit == LimitUnit::Workday ? u"个工作日"_s : u"日"_s;
        text += u"特别程序进行中，所需时间不计入办理期限，尚余%1%2。"_s.arg(*answer.remaining).arg(unit);
        if (answer.projectedDue)
            text += u"预计于%1前办结%2。"_s.arg(chineseDate(*answer.projectedDue), answer.provisional ? u"（暂定）"_s : QString());
        return text;
    }
    if (!answer.rolledOver.isEmpty())
        text += u"期限届满日%1不是工作日，顺延至下一个工作日。"_s.arg(chineseDate(answer.rolledOver.first()));
    return text + u"应于%1前办结%2。"_s.arg(chineseDate(*answer.due), answer.provisional ? u"（暂定）"_s : QString());
}

QStringList clockArticles(const ClockQuery &query, const ClockAnswer &answer)
{
    QStringList articles;
    if (answer.acceptDue)
        articles << u"行政许可法第三十二条"_s;
    if (answer.startDate && answer.startBasis != StartBasis::Given)
        articles << u"行政许可法第四十二条"_s;
    if (!query.specials.isEmpty())
        articles << u"行政许可法第四十五条"_s;
    if (answer.startDate)
        articles << (query.limit.unit == LimitUnit::Workday ? u"行政许可法第八十二条"_s : u"民法典第二百零一条至第二百零三条"_s);
    return articles;
}

} // namespace zc::casework
