#pragma once
#include <feel/value.h>

#include <QHash>
#include <QStringList>

#include <functional>
#include <optional>

namespace zc::feel {

struct TypeDetail;

// What is known of a name before evaluation: the kind of its value and, for facts, the values it may take; for the full
// language also what lies inside a list, a context, a range or a function.
struct Type {
    enum class Kind { Any, Boolean, Number, String, Date, Duration, List, Null, Time, DateTime, DaysTime, YearsMonths, Context, Range, Function };
    Kind kind = Kind::Any;
    QStringList values;                                // String and List: the options; empty = any text
    std::optional<Value> minimum, maximum;             // Number and Date
    std::shared_ptr<const TypeDetail> detail = {};     // engine only; null = nothing more is known

    static Type any() { return {}; }
    static Type boolean() { return {Kind::Boolean, {}, {}, {}}; }
    static Type number() { return {Kind::Number, {}, {}, {}}; }
    static Type date() { return {Kind::Date, {}, {}, {}}; }
    static Type oneOf(QStringList options) { return {Kind::String, std::move(options), {}, {}}; }
    static Type listOf(QStringList options) { return {Kind::List, std::move(options), {}, {}}; }
    static Type of(const Value &value);
    static Type shapeOf(const Value &value);           // with the elements and components it is seen to have

    static Type listWith(Type element);
    static Type contextWith(QList<std::pair<QString, Type>> components);
    static std::optional<Type> named(QStringView name);            // of FEEL: "number", "days and time duration", "Any"…

    Type element() const;                              // of a list or range; Any when unknown
    const Type *component(const QString &name) const;  // of a context; nullptr when unknown

    QString name() const;                              // as messages call it: 是/否, 数, 文字, 日期, 多选
    QString expectation() const;                       // what may stand here: "食品销售、餐饮服务", "0 到 100000 的数"
};

struct TypeDetail {
    Type element;                                      // List and Range
    QList<std::pair<QString, Type>> components;        // Context
    bool hasSignature = false;                         // Function: parameters and result below say something
    QList<Type> parameters;
    Type result;
    std::function<bool(const Value &)> allowed;        // a constraint of an item definition on the whole value; empty = none
};

// The names an expression may use.
using Scope = QHash<QString, Type>;

// Whether a value is of a type, constraints left aside (`instance of`); null is of no type but Null.
bool isInstance(const Value &value, const Type &type);
// The value as the type wants it: itself, its one element, a list of it, a date at midnight UTC; nullopt when it does not
// conform. Null conforms to everything.
std::optional<Value> conformed(const Value &value, const Type &type);

} // namespace zc::feel
