#include "value.h"

#include <QHash>
#include <QJsonArray>

namespace zc::feel {

Value::Value() = default;
Value::Value(const Value &) = default;
Value::Value(Value &&) noexcept = default;
Value &Value::operator=(const Value &) = default;
Value &Value::operator=(Value &&) noexcept = default;
Value::~Value() = default;

QString Value::text() const
{
    switch (kind()) {
    case Kind::Null: return QStringLiteral("null");
    case Kind::Boolean: return boolean() ? QStringLiteral("true") : QStringLiteral("false");
    case Kind::Number: return number().text();
    case Kind::String: {
        QString escaped = string();
        escaped.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\"")).replace(u'\n', QStringLiteral("\\n"));
        return u'"' + escaped + u'"';
    }
    case Kind::Date: return QStringLiteral("date(\"%1\")").arg(date().text());
    case Kind::Duration: return QStringLiteral("duration(\"%1\")").arg(duration().text());
    case Kind::List: {
        QStringList items;
        for (const Value &item : list())
            items << item.text();
        return u'[' + items.join(QStringLiteral(", ")) + u']';
    }
    }
    return {};
}

QString Value::typeName() const
{
    switch (kind()) {
    case Kind::Null: return QStringLiteral("Null");
    case Kind::Boolean: return QStringLiteral("boolean");
    case Kind::Number: return QStringLiteral("number");
    case Kind::String: return QStringLiteral("string");
    case Kind::Date: return QStringLiteral("date");
    case Kind::Duration:
        return duration().kind() == Duration::Kind::YearsMonths ? QStringLiteral("years and months duration")
                                                                : QStringLiteral("days and time duration");
    case Kind::List: return QStringLiteral("list");
    }
    return {};
}

QJsonValue Value::toJson() const
{
    switch (kind()) {
    case Kind::Null: return QJsonValue::Null;
    case Kind::Boolean: return boolean();
    case Kind::Number: {
        if (const auto integer = number().toInteger(); integer && qAbs(*integer) < 1'000'000'000'000'000)
            return *integer;
        // Fifteen digits survive the way through a JSON reader's double unchanged; anything longer travels as text.
        const QString text = number().text();
        int digits = 0;
        for (const QChar c : text)
            digits += c.isDigit() ? 1 : 0;
        return digits <= 15 ? QJsonValue(text.toDouble()) : QJsonValue(text);
    }
    case Kind::String: return string();
    case Kind::Date: return date().text();
    case Kind::Duration: return duration().text();
    case Kind::List: {
        QJsonArray array;
        for (const Value &item : list())
            array.append(item.toJson());
        return array;
    }
    }
    return {};
}

bool operator==(const Value &a, const Value &b)
{
    if (a.isList() && b.isList())
        return a.list() == b.list();
    return a.m_data == b.m_data;
}

size_t qHash(const Value &value, size_t seed)
{
    return qHash(value.text(), seed);
}

} // namespace zc::feel
