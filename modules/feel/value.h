#pragma once
#include <feel/datetime.h>
#include <feel/decimal.h>

#include <QJsonValue>
#include <QList>
#include <QString>

#include <memory>
#include <variant>

namespace zc::feel {

class Function;
class Record;
class Value;
struct Range;
using List = QList<Value>;
using FunctionPtr = std::shared_ptr<const Function>;

// A FEEL value. "Not answered" and "not applicable" are never values: see FactState in feel/context.h. Immutable, any thread.
class Value {
public:
    enum class Kind { Null, Boolean, Number, String, Date, Duration, List, Time, DateTime, Context, Range, Function };

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
    Value(List value);
    Value(TimeOfDay value);
    Value(DateTime value);
    Value(Record value);
    Value(Range value);
    Value(FunctionPtr value) : m_data(std::move(value)) {}         // never null
    template <class T>
    Value(T) = delete;                                 // no silent conversion from int, double or char *

    Kind kind() const { return Kind(m_data.index()); }
    bool isNull() const { return kind() == Kind::Null; }
    bool isBoolean() const { return kind() == Kind::Boolean; }
    bool isNumber() const { return kind() == Kind::Number; }
    bool isString() const { return kind() == Kind::String; }
    bool isDate() const { return kind() == Kind::Date; }
    bool isDuration() const { return kind() == Kind::Duration; }
    bool isList() const { return kind() == Kind::List; }
    bool isTime() const { return kind() == Kind::Time; }
    bool isDateTime() const { return kind() == Kind::DateTime; }
    bool isContext() const { return kind() == Kind::Context; }
    bool isRange() const { return kind() == Kind::Range; }
    bool isFunction() const { return kind() == Kind::Function; }

    // Asking for another kind than the value has is a programmer error and aborts.
    bool boolean() const { return std::get<bool>(m_data); }
    const Decimal &number() const { return std::get<Decimal>(m_data); }
    const QString &string() const { return std::get<QString>(m_data); }
    const Date &date() const { return std::get<Date>(m_data); }
    const Duration &duration() const { return std::get<Duration>(m_data); }
    const List &list() const;
    const TimeOfDay &time() const { return *std::get<std::shared_ptr<const TimeOfDay>>(m_data); }
    const DateTime &dateTime() const { return *std::get<std::shared_ptr<const DateTime>>(m_data); }
    const Record &record() const { return *std::get<std::shared_ptr<const Record>>(m_data); }
    const Range &range() const { return *std::get<std::shared_ptr<const Range>>(m_data); }
    const FunctionPtr &function() const { return std::get<FunctionPtr>(m_data); }

    int nesting() const;                               // levels of lists, contexts, ranges and captured values; 0 for a scalar
    QString text() const;                              // as FEEL writes it: "租赁", 5, true, date("2026-01-01"), ["a","b"], null
    QString typeName() const;                          // boolean, number, string, date, …, list, context, range, function, Null
    QJsonValue toJson() const;                         // numbers of up to 15 digits as numbers, longer ones and dates as text
    static Value fromJson(const QJsonValue &json);     // a number through its shortest text; null stays null

    // The same value of the same kind; FEEL's own `=` is feel::compare.
    friend bool operator==(const Value &a, const Value &b);

private:
    struct ListData;
    std::variant<std::monostate, bool, Decimal, QString, Date, Duration, std::shared_ptr<const ListData>, std::shared_ptr<const TimeOfDay>,
                 std::shared_ptr<const DateTime>, std::shared_ptr<const Record>, std::shared_ptr<const Range>, FunctionPtr>
        m_data;
};

size_t qHash(const Value &value, size_t seed = 0);

} // namespace zc::feel
