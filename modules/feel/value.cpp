#include "value.h"

#include "function.h"
#include "range.h"
#include "record.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

namespace zc::feel {

struct Value::ListData {
    List items;
    int nesting = 1;
};

Value::Value() = default;
Value::Value(const Value &) = default;
Value::Value(Value &&) noexcept = default;
Value &Value::operator=(const Value &) = default;
Value &Value::operator=(Value &&) noexcept = default;
Value::~Value() = default;

Value::Value(List value)
{
    int nesting = 0;
    for (const Value &item : std::as_const(value))
        nesting = std::max(nesting, item.nesting());
    m_data = std::make_shared<const ListData>(ListData{std::move(value), nesting + 1});
}

Value::Value(TimeOfDay value) : m_data(std::make_shared<const TimeOfDay>(std::move(value))) {}
Value::Value(DateTime value) : m_data(std::make_shared<const DateTime>(std::move(value))) {}
Value::Value(Record value) : m_data(std::make_shared<const Record>(std::move(value))) {}
Value::Value(Range value) : m_data(std::make_shared<const Range>(std::move(value))) {}

const List &Value::list() const
{
    return std::get<std::shared_ptr<const ListData>>(m_data)->items;
}

int Value::nesting() const
{
    switch (kind()) {
    case Kind::List: return std::get<std::shared_ptr<const ListData>>(m_data)->nesting;
    case Kind::Context: return record().nesting();
    case Kind::Range: return std::max(range().low.nesting(), range().high.nesting()) + 1;
    case Kind::Function: return function()->nesting();
    default: return 0;
    }
}

namespace {
QString quoted(QString text)
{
    text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\"")).replace(u'\n', QStringLiteral("\\n"));
    return u'"' + text + u'"';
}

bool isPlainKey(const QString &key)
{
    return !key.isEmpty() && !key.front().isDigit() && std::all_of(key.cbegin(), key.cend(), [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u' '; });
}
} // namespace

QString Value::text() const
{
    switch (kind()) {
    case Kind::Null: return QStringLiteral("null");
    case Kind::Boolean: return boolean() ? QStringLiteral("true") : QStringLiteral("false");
    case Kind::Number: return number().text();
    case Kind::String: return quoted(string());
    case Kind::Date: return QStringLiteral("date(\"%1\")").arg(date().text());
    case Kind::Duration: return QStringLiteral("duration(\"%1\")").arg(duration().text());
    case Kind::Time: return QStringLiteral("time(\"%1\")").arg(time().text());
    case Kind::DateTime: return QStringLiteral("date and time(\"%1\")").arg(dateTime().text());
    case Kind::List: {
        QStringList items;
        for (const Value &item : list())
            items << item.text();
        return u'[' + items.join(QStringLiteral(", ")) + u']';
    }
    case Kind::Context: {
        QStringList entries;
        for (const Record::Entry &entry : record().entries())
            entries << (isPlainKey(entry.first) ? entry.first : quoted(entry.first)) + QStringLiteral(": ") + entry.second.text();
        return u'{' + entries.join(QStringLiteral(", ")) + u'}';
    }
    case Kind::Range: {
        const Range &own = range();
        if (own.low.isNull())
            return QStringLiteral("(%1%2)").arg(own.highIncluded ? QStringLiteral("<=") : QStringLiteral("<"), own.high.text());
        if (own.high.isNull())
            return QStringLiteral("(%1%2)").arg(own.lowIncluded ? QStringLiteral(">=") : QStringLiteral(">"), own.low.text());
        return (own.lowIncluded ? u'[' : u'(') + own.low.text() + QStringLiteral("..") + own.high.text() + (own.highIncluded ? u']' : u')');
    }
    case Kind::Function: {
        QStringList names;
        const QList<Function::Parameter> parameters = function()->parameters();
        for (const Function::Parameter &parameter : parameters)
            names << parameter.name;
        return QStringLiteral("function(%1) …").arg(names.join(QStringLiteral(", ")));
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
    case Kind::Time: return QStringLiteral("time");
    case Kind::DateTime: return QStringLiteral("date and time");
    case Kind::Duration:
        return duration().kind() == Duration::Kind::YearsMonths ? QStringLiteral("years and months duration")
                                                                : QStringLiteral("days and time duration");
    case Kind::List: return QStringLiteral("list");
    case Kind::Context: return QStringLiteral("context");
    case Kind::Range: return QStringLiteral("range");
    case Kind::Function: return QStringLiteral("function");
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
    case Kind::Time: return time().text();
    case Kind::DateTime: return dateTime().text();
    case Kind::List: {
        QJsonArray array;
        for (const Value &item : list())
            array.append(item.toJson());
        return array;
    }
    case Kind::Context: {
        QJsonObject object;
        for (const Record::Entry &entry : record().entries())
            object.insert(entry.first, entry.second.toJson());
        return object;
    }
    case Kind::Range:
    case Kind::Function: return text();
    }
    return {};
}

Value Value::fromJson(const QJsonValue &json)
{
    switch (json.type()) {
    case QJsonValue::Bool: return Value(json.toBool());
    case QJsonValue::String: return Value(json.toString());
    case QJsonValue::Double: {
        const bool whole = qAbs(json.toDouble()) < 9e18 && double(json.toInteger()) == json.toDouble();
        const QString text = whole ? QString::number(json.toInteger()) : QString::number(json.toDouble(), 'e', QLocale::FloatingPointShortest);
        const qsizetype mark = text.indexOf(u'e');
        const auto number = Decimal::fromText(mark < 0 ? QStringView(text) : QStringView(text).left(mark));
        const auto scaled = number && mark > 0 ? number->scaledByTen(text.mid(mark + 1).toInt()) : number;
        return scaled ? Value(*scaled) : Value();
    }
    case QJsonValue::Array: {
        List items;
        const QJsonArray array = json.toArray();
        for (const QJsonValue &item : array)
            items << fromJson(item);
        return Value(items);
    }
    case QJsonValue::Object: {
        Record record;
        const QJsonObject object = json.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            record.insert(it.key(), fromJson(it.value()));
        return Value(record);
    }
    default: return {};
    }
}

bool operator==(const Value &a, const Value &b)
{
    if (a.kind() != b.kind())
        return false;
    switch (a.kind()) {
    case Value::Kind::List: return a.list() == b.list();
    case Value::Kind::Time: return a.time() == b.time();
    case Value::Kind::DateTime: return a.dateTime() == b.dateTime();
    case Value::Kind::Context: return a.record() == b.record();
    case Value::Kind::Range: return a.range() == b.range();
    default: return a.m_data == b.m_data;
    }
}

size_t qHash(const Value &value, size_t seed)
{
    return qHash(value.text(), seed);
}

} // namespace zc::feel
