// D8: the query and the answer of a clock as JSON. Instants carry a zone; a plain date is that day in UTC+8.
#include <base/halltime.h>
#include <casework/deadline.h>

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace zc::casework {
namespace {

// Reads members and remembers the first one that is wrong.
class Reader {
public:
    explicit Reader(const QJsonObject &object) : m_object(object) { }
    QString wrong() const { return m_wrong; }
    void refuse(const QString &name)
    {
        if (m_wrong.isEmpty())
            m_wrong = name;
    }
    bool has(const QString &name) const { return !m_object.value(name).isUndefined() && !m_object.value(name).isNull(); }
    QJsonObject object(const QString &name)
    {
        const QJsonValue value = m_object.value(name);
        if (has(name) && !value.isObject())
            refuse(name);
        return value.toObject();
    }
    QList<QJsonObject> objects(const QString &name)
    {
        const QJsonValue value = m_object.value(name);
        QList<QJsonObject> list;
        if (has(name) && !value.isArray())
            refuse(name);
        for (const QJsonValue &item : value.toArray()) {
            if (!item.isObject())
                refuse(name);
            list << item.toObject();
        }
        return list;
    }
    int integer(const QJsonObject &from, const QString &name, const QString &path, std::optional<int> fallback = std::nullopt)
    {
        const QJsonValue value = from.value(name);
        if (value.isUndefined() && fallback)
            return *fallback;
        if (!value.isDouble() || value.toDouble() != value.toInt(-1) || value.toInt() < 0)
            refuse(path);
        return value.toInt();
    }
    std::optional<QDateTime> instant(const QJsonValue &value, const QString &path)
    {
        if (value.isUndefined() || value.isNull())
            return std::nullopt;
        // Qt would take an instant without a zone as local time of this machine; two machines would then count differently.
        static const QRegularExpression form(u"^\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d))?$"_s);
        const QString text = value.toString();
        const QDateTime instant = !form.match(text).hasMatch() ? QDateTime()
            : text.size() == 10 ? QDateTime(QDate::fromString(text, Qt::ISODate), QTime(0, 0), Qt::OffsetFromUTC, kHallOffsetS)
                                : QDateTime::fromString(text, Qt::ISODateWithMs);
        if (!instant.isValid()) {
            refuse(path);
            return std::nullopt;
        }
        return instant;
    }
    QDate day(const QJsonValue &value, const QString &path)
    {
        const auto moment = instant(value, path);
        if (!moment)
            refuse(path);
        return moment ? hallTime(*moment).date() : QDate();
    }
    // {n, unit}, or a bare number of working days.
    std::optional<Limit> limit(const QString &name)
    {
        if (!has(name))
            return std::nullopt;
        if (m_object.value(name).isDouble())
            return Limit{integer(m_object, name, name), LimitUnit::Workday};
        static const QStringList units = u"workday calendarDay month year"_s.split(u' ');
        const QJsonObject value = object(name);
        const int n = integer(value, u"n"_s, name);
        const qsizetype unit = units.indexOf(value.value(u"unit").toString(u"workday"_s));
        if (unit < 0)
            refuse(name);
        return Limit{n, LimitUnit(qMax<qsizetype>(unit, 0))};
    }
    bool word(const QString &name, const QString &no, const QString &yes)
    {
        const QString value = m_object.value(name).toString();
        if (has(name) && value != no && value != yes)
            refuse(name);
        return value == yes;
    }

private:
    const QJsonObject &m_object;
    QString m_wrong;
};

QJsonValue dateJson(const std::optional<QDate> &date) { return date ? QJsonValue(date->toString(Qt::ISODate)) : QJsonValue::Null; }
QJsonValue numberJson(const std::optional<int> &number) { return number ? QJsonValue(*number) : QJsonValue::Null; }

QString nameAt(const QString &names, int index) { return names.split(u' ').at(index); }

} // namespace

Result<ClockQuery> clockQueryFromJson(const QJsonObject &object)
{
    Reader reader(object);
    ClockQuery query;
    query.id = object.value(u"id").isDouble() ? QString::number(object.value(u"id").toInteger()) : object.value(u"id").toString();
    if (reader.has(u"calendars"_s)) {
        QList<int> years;
        for (const QJsonValue &year : object.value(u"calendars").toArray())
            years << year.toInt();
        if (!object.value(u"calendars").isArray() || years.contains(0))
            reader.refuse(u"calendars"_s);
        query.calendars = years;
    }
    for (const QJsonObject &closure : reader.objects(u"closures"_s)) {
        const QString effect = closure.value(u"effect").toString(u"display"_s);
        if (effect != u"display" && effect != u"notCounted")
            reader.refuse(u"closures.effect"_s);
        query.closures << ClockQuery::Closure{reader.day(closure.value(u"date"), u"closures.date"_s), effect == u"notCounted",
                                              closure.value(u"name").toString()};
    }
    const QJsonObject history = reader.object(u"history"_s);
    query.startAt = reader.instant(history.value(u"startAt"), u"history.startAt"_s);
    query.receivedAt = reader.instant(history.value(u"receivedAt"), u"history.receivedAt"_s);
    query.noticeAt = reader.instant(history.value(u"noticeAt"), u"history.noticeAt"_s);
    query.correctedAt = reader.instant(history.value(u"correctedAt"), u"history.correctedAt"_s);
    query.acceptedAt = reader.instant(history.value(u"acceptedAt"), u"history.acceptedAt"_s);
    if (!query.startAt && !query.receivedAt)
        reader.refuse(u"history"_s);
    query.acceptLimit = reader.limit(u"acceptLimit"_s).value_or(query.acceptLimit);
    query.correction = reader.limit(u"correction"_s);
    query.countFromComplete = reader.word(u"countFrom"_s, u"accepted"_s, u"complete"_s);
    query.firstDaySame = reader.word(u"firstDay"_s, u"next"_s, u"same"_s);
    if (reader.has(u"cutoff"_s)) {
        query.cutoff = QTime::fromString(object.value(u"cutoff").toString(), u"hh:mm"_s);
        if (!query.cutoff->isValid())
            reader.refuse(u"cutoff"_s);
    }
    const auto limit = reader.limit(u"limit"_s);
    if (!limit)
        reader.refuse(u"limit"_s);
    query.limit = limit.value_or(Limit{});
    query.statutory = reader.limit(u"statutory"_s);
    for (const QJsonObject &special : reader.objects(u"specials"_s)) {
        ClockQuery::Special one{reader.day(special.value(u"from"), u"specials.from"_s), {}, {}, special.value(u"name").toString()};
        const QJsonValue to = special.value(u"to"), planned = special.value(u"plannedDays");
        if (!to.isUndefined() && !to.isNull())
            one.to = reader.day(to, u"specials.to"_s);
        if (!planned.isUndefined() && !planned.isNull())
            one.plannedDays = reader.integer(special, u"plannedDays"_s, u"specials.plannedDays"_s);
        query.specials << one;
    }
    if (reader.has(u"extension"_s)) {
        const QJsonObject extension = reader.object(u"extension"_s);
        const auto approved = reader.instant(extension.value(u"approvedAt"), u"extension.approvedAt"_s);
        if (!approved)
            reader.refuse(u"extension.approvedAt"_s);
        query.extension = ClockQuery::Extension{reader.integer(extension, u"n"_s, u"extension.n"_s), approved.value_or(QDateTime())};
    }
    if (reader.has(u"deferral"_s)) {
        const QJsonObject deferral = reader.object(u"deferral"_s);
        query.deferral = ClockQuery::Deferral{reader.integer(deferral, u"n"_s, u"deferral.n"_s),
                                              reader.integer(deferral, u"margin"_s, u"deferral.margin"_s, 2)};
    }
    query.asOf = reader.instant(object.value(u"asOf"), u"asOf"_s);
    if (reader.has(u"lamp"_s)) {
        const QJsonObject lamp = reader.object(u"lamp"_s);
        query.lamp = {reader.integer(lamp, u"yellowDays"_s, u"lamp.yellowDays"_s, 1),
                      reader.integer(lamp, u"yellowPercent"_s, u"lamp.yellowPercent"_s, 20)};
    }
    if (!reader.wrong().isEmpty())
        return Error{ErrorKind::Invalid, u"CASE-CLOCK"_s, reader.wrong()};
    return query;
}

QJsonObject clockAnswerToJson(const ClockAnswer &answer)
{
    QJsonArray excluded, rolledOver;
    for (const ClockAnswer::Day &day : answer.excluded)
        excluded.append(QJsonObject{{u"date"_s, day.date.toString(Qt::ISODate)}, {u"why"_s, dayReasonName(day.why)},
                                    {u"name"_s, day.name.isEmpty() ? QJsonValue::Null : QJsonValue(day.name)}});
    for (const QDate day : answer.rolledOver)
        rolledOver.append(day.toString(Qt::ISODate));
    return {
        {u"id"_s, answer.id},
        {u"acceptDue"_s, dateJson(answer.acceptDue)},
        {u"acceptProvisional"_s, answer.acceptProvisional},
        {u"correctionDue"_s, dateJson(answer.correctionDue)},
        {u"recheckDue"_s, dateJson(answer.recheckDue)},
        {u"startBasis"_s, answer.startBasis ? QJsonValue(nameAt(u"given accepted complete corrected deemed"_s, int(*answer.startBasis))) : QJsonValue::Null},
        {u"startDate"_s, dateJson(answer.startDate)},
        {u"firstCounted"_s, dateJson(answer.firstCounted)},
        {u"total"_s, numberJson(answer.total)},
        {u"due"_s, dateJson(answer.due)},
        {u"statutory"_s, dateJson(answer.statutory)},
        {u"provisional"_s, answer.provisional},
        {u"status"_s, nameAt(u"running suspended waitingCorrection notStarted"_s, int(answer.status))},
        {u"projectedDue"_s, dateJson(answer.projectedDue)},
        {u"excluded"_s, excluded},
        {u"rolledOver"_s, rolledOver},
        {u"extensionApplied"_s, answer.extensionApplied},
        {u"deferralDue"_s, dateJson(answer.deferralDue)},
        {u"remaining"_s, numberJson(answer.remaining)},
        {u"overdue"_s, numberJson(answer.overdue)},
        {u"lamp"_s, answer.lamp ? QJsonValue(lampName(*answer.lamp)) : QJsonValue::Null},
        {u"notes"_s, QJsonArray::fromStringList(answer.notes)},
        {u"calendarVersions"_s, QJsonArray::fromStringList(answer.calendarVersions)},
        {u"articles"_s, QJsonArray::fromStringList(answer.articles)},
        {u"explanation"_s, answer.explanation},
    };
}

} // namespace zc::casework
