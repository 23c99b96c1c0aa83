#pragma once
#include <feel/expression.h>

namespace zc::feel {

// The operators on values, without any tree. nullopt stands for null: the kinds do not fit, or there is no such value.
std::optional<bool> equal(const Value &a, const Value &b);                     // FEEL's `=`
std::optional<std::strong_ordering> order(const Value &a, const Value &b);     // of kinds that have one
std::optional<bool> contains(const Range &range, const Value &value);
bool isSame(const Value &a, const Value &b);                                   // `is`: the same element of the semantic domain

std::optional<Value> add(const Value &a, const Value &b);
std::optional<Value> subtract(const Value &a, const Value &b);
std::optional<Value> multiply(const Value &a, const Value &b);
std::optional<Value> divide(const Value &a, const Value &b);
std::optional<Value> raise(const Value &a, const Value &b);
std::optional<Value> negate(const Value &a);

// A range with two ends that compare, or nullopt.
std::optional<Value> rangeOf(const Value &low, const Value &high, bool lowIncluded, bool highIncluded);
std::optional<Value> rangeAgainst(CompareOp op, const Value &end);             // (< 10), (>= 10), (= 10)

// What `value.name` is for a value that is no list; nullopt: no such entry or property.
std::optional<Value> member(const Value &value, const QString &name);

// What string() gives: a string as it is, other values as FEEL writes them, a date or time without its constructor.
QString plainText(const Value &value);

} // namespace zc::feel
