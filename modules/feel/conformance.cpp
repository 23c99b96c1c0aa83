// Which values are of which type, and the conversions a typed place performs (DMN 1.5, 10.3.2.9.4).
#include "function.h"
#include "range.h"
#include "record.h"
#include "type.h"

namespace zc::feel {

namespace {
// Whether every value of the narrow type is one of the wide type.
bool covers(const Type &wide, const Type &narrow)
{
    if (wide.kind == Type::Kind::Any || narrow.kind == Type::Kind::Null)
        return true;
    if (wide.kind != narrow.kind)
        return wide.kind == Type::Kind::Duration && (narrow.kind == Type::Kind::DaysTime || narrow.kind == Type::Kind::YearsMonths);
    if (!wide.detail)
        return true;
    if (!narrow.detail)
        return false;
    const TypeDetail &a = *wide.detail, &b = *narrow.detail;
    switch (wide.kind) {
    case Type::Kind::List:
    case Type::Kind::Range: return covers(a.element, b.element);
    case Type::Kind::Context:
        return std::all_of(a.components.cbegin(), a.components.cend(), [&narrow](const auto &component) {
            const Type *other = narrow.component(component.first);
            return other && covers(component.second, *other);
        });
    case Type::Kind::Function:
        if (!a.hasSignature)
            return true;
        if (a.parameters.size() != b.parameters.size() || !covers(a.result, b.result))
            return false;
        for (qsizetype i = 0; i < a.parameters.size(); ++i)
            if (!covers(b.parameters.at(i), a.parameters.at(i)))
                return false;
        return true;
    default: return true;
    }
}

Type signatureOf(const Function &function)
{
    TypeDetail detail;
    detail.hasSignature = true;
    const QList<Function::Parameter> parameters = function.parameters();
    for (const Function::Parameter &parameter : parameters)
        detail.parameters << parameter.type;
    detail.result = function.result();
    Type type;
    type.kind = Type::Kind::Function;
    type.detail = std::make_shared<const TypeDetail>(std::move(detail));
    return type;
}

bool instance(const Value &value, const Type &type, bool constraints);

bool instanceOrNull(const Value &value, const Type &type, bool constraints)
{
    return value.isNull() || instance(value, type, constraints);
}

bool shapeFits(const Value &value, const Type &type, bool constraints)
{
    switch (type.kind) {
    case Type::Kind::Any: return !value.isNull();
    case Type::Kind::Null: return value.isNull();
    case Type::Kind::Boolean: return value.isBoolean();
    case Type::Kind::Number: return value.isNumber();
    case Type::Kind::String: return value.isString();
    case Type::Kind::Date: return value.isDate();
    case Type::Kind::Time: return value.isTime();
    case Type::Kind::DateTime: return value.isDateTime();
    case Type::Kind::Duration: return value.isDuration();
    case Type::Kind::DaysTime: return value.isDuration() && value.duration().kind() == Duration::Kind::DaysTime;
    case Type::Kind::YearsMonths: return value.isDuration() && value.duration().kind() == Duration::Kind::YearsMonths;
    case Type::Kind::List:
        return value.isList() && (!type.detail || std::all_of(value.list().cbegin(), value.list().cend(), [&](const Value &item) {
                   return instanceOrNull(item, type.detail->element, constraints);
               }));
    case Type::Kind::Range:
        return value.isRange() && instanceOrNull(value.range().low, type.element(), constraints)
            && instanceOrNull(value.range().high, type.element(), constraints);
    case Type::Kind::Context:
        return value.isContext() && (!type.detail || std::all_of(type.detail->components.cbegin(), type.detail->components.cend(), [&](const auto &component) {
                   const Value *entry = value.record().find(component.first);
                   return entry && instanceOrNull(*entry, component.second, constraints);
               }));
    case Type::Kind::Function: return value.isFunction() && (!type.detail || covers(type, signatureOf(*value.function())));
    }
    return false;
}

bool instance(const Value &value, const Type &type, bool constraints)
{
    return shapeFits(value, type, constraints) && (!constraints || !type.detail || !type.detail->allowed || type.detail->allowed(value));
}
} // namespace

bool isInstance(const Value &value, const Type &type)
{
    return instance(value, type, false);
}

std::optional<Value> conformed(const Value &value, const Type &type)
{
    if (value.isNull() || instance(value, type, true))
        return value;
    if (type.kind == Type::Kind::DateTime && value.isDate())
        return conformed(Value(DateTime(value.date(), TimeOfDay(0, 0, Zone::utc()))), type);
    if (value.isList() && type.kind != Type::Kind::List && value.list().size() == 1 && !value.list().constFirst().isNull()) {
        const Value &only = value.list().constFirst();
        return only.isList() ? std::nullopt : conformed(only, type);
    }
    if (!value.isList() && type.kind == Type::Kind::List) {
        const auto element = conformed(value, type.element());
        const Value list(List{element.value_or(Value())});
        return element && instance(list, type, true) ? std::optional(list) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace zc::feel
