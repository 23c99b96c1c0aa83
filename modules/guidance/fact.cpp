#include "fact.h"

#include "internal/atoms.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace zc::guidance {

using namespace Qt::StringLiterals;

bool Fact::asksPerson() const
{
    return compute.isEmpty() && std::any_of(sources.cbegin(), sources.cend(), [](const FactSource &source) {
        return source.kind == SourceKind::Clerk || source.kind == SourceKind::Applicant;
    });
}

bool Fact::hasMachineSource() const
{
    return compute.isEmpty() && std::any_of(sources.cbegin(), sources.cend(), [](const FactSource &source) {
        return source.kind != SourceKind::Clerk && source.kind != SourceKind::Applicant;
    });
}

int sourceRank(SourceKind kind)
{
    switch (kind) {
    case SourceKind::Licence:
    case SourceKind::Share: return 4;
    case SourceKind::Case: return 3;
    case SourceKind::Clerk: return 2;
    case SourceKind::Applicant: return 1;
    }
    return 0;
}

QString sourceName(SourceKind kind)
{
    static const QStringList names = {u"licence"_s, u"share"_s, u"case"_s, u"clerk"_s, u"applicant"_s};
    return names.at(int(kind));
}

QString displayValue(const Fact &fact, const feel::Value &value)
{
    switch (value.kind()) {
    case feel::Value::Kind::Boolean:
        return value.boolean() ? QCoreApplication::translate("zc::guidance", "yes") : QCoreApplication::translate("zc::guidance", "no");
    case feel::Value::Kind::Number: return fact.unit.isEmpty() ? value.number().text() : value.number().text() + u' ' + fact.unit;
    case feel::Value::Kind::String: return value.string();
    case feel::Value::Kind::Date:
        return QCoreApplication::translate("zc::guidance", "%1-%2-%3").arg(value.date().year()).arg(value.date().month()).arg(value.date().day());
    case feel::Value::Kind::List: {
        QStringList items;
        for (const feel::Value &item : value.list())
            items << item.string();
        return items.isEmpty() ? QCoreApplication::translate("zc::guidance", "none chosen") : items.join(u"、"_s);
    }
    default: return value.text();
    }
}

Result<feel::Value> valueFromJson(const Fact &fact, const QJsonValue &json)
{
    feel::Value value;
    switch (fact.type) {
    case FactType::Enum:
        if (json.isString())
            value = feel::Value(json.toString());
        break;
    case FactType::Bool:
        if (json.isBool())
            value = feel::Value(json.toBool());
        break;
    case FactType::Set: {
        feel::List items;
        for (const QJsonValue &item : json.toArray())
            items << feel::Value(item.toString());
        if (json.isArray())
            value = feel::Value(items);
        break;
    }
    case FactType::Number: {
        // JSON numbers reach us as doubles; fifteen digits are what they carry faithfully, and longer numbers come as text.
        const QString text = json.isDouble() ? (double(json.toInteger()) == json.toDouble() ? QString::number(json.toInteger())
                                                                                           : QString::number(json.toDouble(), 'f', 12))
                                             : json.toString();
        if (const auto number = feel::Decimal::fromText(text))
            value = feel::Value(*number);
        break;
    }
    case FactType::Date:
        if (const auto date = feel::Date::fromText(json.toString()))
            value = feel::Value(*date);
        break;
    }
    if (const QString fault = valueFault(fact, value); !fault.isEmpty())
        return Error{ErrorKind::Invalid, u"GDE-VALUE"_s, fact.id};
    return normalised(fact, value);
}

} // namespace zc::guidance
