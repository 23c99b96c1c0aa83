#include "type.h"

#include "function.h"
#include "range.h"
#include "record.h"

#include <QCoreApplication>

namespace zc::feel {

namespace {
Type with(Type::Kind kind, TypeDetail detail)
{
    Type type;
    type.kind = kind;
    type.detail = std::make_shared<const TypeDetail>(std::move(detail));
    return type;
}

Type plain(Type::Kind kind)
{
    return {kind, {}, {}, {}};
}
} // namespace

Type Type::of(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Boolean: return boolean();
    case Value::Kind::Number: return number();
    case Value::Kind::String: return oneOf({});
    case Value::Kind::Date: return date();
    case Value::Kind::Duration: return plain(Kind::Duration);
    case Value::Kind::List: return listOf({});
    case Value::Kind::Time: return plain(Kind::Time);
    case Value::Kind::DateTime: return plain(Kind::DateTime);
    case Value::Kind::Context: return plain(Kind::Context);
    case Value::Kind::Range: return plain(Kind::Range);
    case Value::Kind::Function: return plain(Kind::Function);
    case Value::Kind::Null: break;
    }
    return any();
}

Type Type::shapeOf(const Value &value)
{
    if (value.isContext()) {
        QList<std::pair<QString, Type>> components;
        for (const Record::Entry &entry : value.record().entries())
            components << std::pair(entry.first, shapeOf(entry.second));
        return contextWith(components);
    }
    if (value.isList() && !value.list().isEmpty())
        return listWith(shapeOf(value.list().constFirst()));
    return of(value);
}

Type Type::listWith(Type element)
{
    return with(Kind::List, {std::move(element), {}, false, {}, {}, {}});
}

Type Type::contextWith(QList<std::pair<QString, Type>> components)
{
    return with(Kind::Context, {{}, std::move(components), false, {}, {}, {}});
}

std::optional<Type> Type::named(QStringView name)
{
    static const QHash<QString, Kind> kinds = {
        {QStringLiteral("Any"), Kind::Any}, {QStringLiteral("Null"), Kind::Null}, {QStringLiteral("boolean"), Kind::Boolean},
        {QStringLiteral("number"), Kind::Number}, {QStringLiteral("string"), Kind::String}, {QStringLiteral("date"), Kind::Date},
        {QStringLiteral("time"), Kind::Time}, {QStringLiteral("date and time"), Kind::DateTime}, {QStringLiteral("dateTime"), Kind::DateTime},
        {QStringLiteral("days and time duration"), Kind::DaysTime}, {QStringLiteral("dayTimeDuration"), Kind::DaysTime},
        {QStringLiteral("years and months duration"), Kind::YearsMonths}, {QStringLiteral("yearMonthDuration"), Kind::YearsMonths},
        {QStringLiteral("duration"), Kind::Duration}, {QStringLiteral("list"), Kind::List}, {QStringLiteral("context"), Kind::Context},
        {QStringLiteral("range"), Kind::Range}, {QStringLiteral("function"), Kind::Function}};
    const auto found = kinds.constFind(name.toString());
    return found == kinds.cend() ? std::nullopt : std::optional(plain(*found));
}

Type Type::element() const
{
    return detail && (kind == Kind::List || kind == Kind::Range) ? detail->element : Type();
}

const Type *Type::component(const QString &name) const
{
    if (detail && kind == Kind::Context)
        for (const auto &entry : detail->components)
            if (entry.first == name)
                return &entry.second;
    return nullptr;
}

QString Type::name() const
{
    switch (kind) {
    case Kind::Any: return QCoreApplication::translate("zc::feel", "any value");
    case Kind::Boolean: return QCoreApplication::translate("zc::feel", "yes or no (true, false)");
    case Kind::Number: return QCoreApplication::translate("zc::feel", "number");
    case Kind::String: return QCoreApplication::translate("zc::feel", "text");
    case Kind::Date: return QCoreApplication::translate("zc::feel", "date (date(\"2026-01-01\"))");
    case Kind::Duration:
    case Kind::DaysTime:
    case Kind::YearsMonths: return QCoreApplication::translate("zc::feel", "duration (duration(\"P1Y\"))");
    case Kind::List: return QCoreApplication::translate("zc::feel", "multiple choice");
    case Kind::Null: return QStringLiteral("null");
    case Kind::Time: return QCoreApplication::translate("zc::feel", "time (time(\"08:30:00\"))");
    case Kind::DateTime: return QCoreApplication::translate("zc::feel", "date and time (date and time(\"2026-01-01T08:30:00\"))");
    case Kind::Context: return QCoreApplication::translate("zc::feel", "context ({…})");
    case Kind::Range: return QCoreApplication::translate("zc::feel", "range ([1..10])");
    case Kind::Function: return QCoreApplication::translate("zc::feel", "function");
    }
    return {};
}

QString Type::expectation() const
{
    if (!values.isEmpty()) {
        QStringList shown = values.mid(0, 12);
        QString text = u'"' + shown.join(QStringLiteral("\"、\"")) + u'"';
        return values.size() > shown.size() ? QCoreApplication::translate("zc::feel", "%1 and more, %2 in all").arg(text).arg(values.size()) : text;
    }
    if (minimum && maximum)
        return QCoreApplication::translate("zc::feel", "%3 from %1 to %2").arg(minimum->text(), maximum->text(), kind == Kind::Date ? QCoreApplication::translate("zc::feel", "date") : name());
    return name();
}

} // namespace zc::feel
