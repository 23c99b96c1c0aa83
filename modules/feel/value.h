#pragma once
#include <feel/date.h>
#include <feel/decimal.h>

#include <QJsonValue>
#include <QList>
#include <QString>

#include <memory>
#include <variant>

namespace zc::feel {

class Value;
using List = QList<Value>;

// A FEEL value. "Not answered" and "not applicable" are never values: see FactState in feel/context.h. Immutable, any thread.
class Value {
public:
    enum class Kind { Null, Boolean, Number, String, Date, Duration, List };

    Value();
    // Out of line: inlined into a Result<Value> they set off a false maybe-uninitialized warning of g++ 12.
    Value(const Value &);
    Value(Value &&) noexcept;
    Value &operator=(const Value &);
    Value &operator=(Value &&) noexcept;
    ~Value();
    Value(bool value) : m_data(value) {}
    Value(Decimal value) : m_data(value) {}
    Value(QString value) : m_data(std::move(value)) {}
    Value(Date value) : m_data(value) {}
    Value(Duration value) : m_data(value) {}
    Value(List value) : m_data(std::make_shared<const List>(std::move(value))) {}
    template <class T>
    Value(T) = delete;                                 // no silent conversion from int, double or char *

    Kind kind() const { return Kind(m_data.index()); }
    bool isNull() const { return kind() == Kind::Null; }
    bool isBoolean() const { return kind() == Kind::Boolean; }
    bool isNumber() const { return kind() == Kind::Number; }
    bool isString() const { return kind() == Kind::String; }
    bool isDate() const { return kind() == Kind::Date; }
    bool isList() const { return kind() == Kind::List; }

    // Asking for another kind than the value has is a programmer error and aborts.
    bool boolean() const { return std::get<bool>(m_data); }
    const Decimal &number() const { return std::get<Decimal>(m_data); }
    const QString &string() const { return std::get<QString>(m_data); }
    const Date &date() const { return std::get<Date>(m_data); }
    const Duration &duration() const { return std::get<Duration>(m_data); }
    const List &list() const { return *std::get<std::shared_ptr<const List>>(m_data); }

    QString text() const;                              // as FEEL writes it: "租赁", 5, true, date("2026-01-01"), ["a","b"], null
    QString typeName() const;                          // boolean, number, string, date, duration, list, Null
    QJsonValue toJson() const;                         // numbers of up to 15 digits as numbers, longer ones and dates as text

    friend bool operator==(const Value &a, const Value &b);

private:
    std::variant<std::monostate, bool, Decimal, QString, Date, Duration, std::shared_ptr<const List>> m_data;
};

size_t qHash(const Value &value, size_t seed = 0);

} // namespace zc::feel
