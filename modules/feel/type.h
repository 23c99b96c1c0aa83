#pragma once
#include <feel/value.h>

#include <QHash>
#include <QStringList>

#include <optional>

namespace zc::feel {

// What is known of a name before evaluation: the kind of its value and, for facts, the values it may take.
struct Type {
    enum class Kind { Any, Boolean, Number, String, Date, Duration, List };
    Kind kind = Kind::Any;
    QStringList values;                                // String and List: the options; empty = any text
    std::optional<Value> minimum, maximum;             // Number and Date

    static Type any() { return {}; }
    static Type boolean() { return {Kind::Boolean, {}, {}, {}}; }
    static Type number() { return {Kind::Number, {}, {}, {}}; }
    static Type date() { return {Kind::Date, {}, {}, {}}; }
    static Type oneOf(QStringList options) { return {Kind::String, std::move(options), {}, {}}; }
    static Type listOf(QStringList options) { return {Kind::List, std::move(options), {}, {}}; }
    static Type of(const Value &value);

    QString name() const;                              // as messages call it: 是/否, 数, 文字, 日期, 多选
    QString expectation() const;                       // what may stand here: "食品销售、餐饮服务", "0 到 100000 的数"
};

// The names an expression may use.
using Scope = QHash<QString, Type>;

} // namespace zc::feel
