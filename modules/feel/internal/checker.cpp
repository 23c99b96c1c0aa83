#include "internal/checker.h"

#include <QCoreApplication>

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
// A constant expression: a literal, or a list of literals.
bool isConstant(const Node &node)
{
    if (node.kind == Node::Kind::List)
        return std::all_of(node.children.cbegin(), node.children.cend(), [](const NodePtr &child) { return isConstant(*child); });
    return node.kind == Node::Kind::Constant;
}

Value constantOf(const Node &node)
{
    if (node.kind != Node::Kind::List)
        return node.constant;
    List items;
    for (const NodePtr &child : node.children)
        items << constantOf(*child);
    return Value(items);
}

// Levenshtein distance, for "did you mean"; names are short.
int distance(const QString &a, const QString &b)
{
    QList<int> row(b.size() + 1);
    for (int j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (int i = 1; i <= a.size(); ++i) {
        int corner = row[0];
        row[0] = i;
        for (int j = 1; j <= b.size(); ++j) {
            const int up = row[j];
            row[j] = std::min({up + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)});
            corner = up;
        }
    }
    return row[b.size()];
}

CompareOp mirrored(CompareOp op)
{
    switch (op) {
    case CompareOp::Less: return CompareOp::Greater;
    case CompareOp::LessEqual: return CompareOp::GreaterEqual;
    case CompareOp::Greater: return CompareOp::Less;
    case CompareOp::GreaterEqual: return CompareOp::LessEqual;
    default: return op;
    }
}
} // namespace

std::nullopt_t Checker::fail(Problem::Kind kind, int column, const QString &text, const QString &expected)
{
    m_problem = {kind, column, text, expected};
    return std::nullopt;
}

std::optional<Type> Checker::check(const NodePtr &node)
{
    switch (node->kind) {
    case Node::Kind::Constant: {
        Type type = Type::of(node->constant);
        if (node->constant.isString())
            type.values = {node->constant.string()};
        return type;
    }
    case Node::Kind::Name: return checkName(*node);
    case Node::Kind::List: return checkList(*node);
    case Node::Kind::If: return checkIf(*node);
    case Node::Kind::Some:
    case Node::Kind::Every: return checkQuantifier(*node);
    case Node::Kind::And:
    case Node::Kind::Or:
    case Node::Kind::Not:
        for (const NodePtr &child : node->children)
            if (!requireBoolean(child))
                return std::nullopt;
        return Type::boolean();
    case Node::Kind::Compare: return checkComparison(*node);
    case Node::Kind::In: {
        const auto input = check(node->children.constFirst());
        if (!input)
            return std::nullopt;
        for (const Test &test : node->tests)
            if (!checkTest(test, *input))
                return std::nullopt;
        return Type::boolean();
    }
    case Node::Kind::Add:
    case Node::Kind::Subtract: return checkShift(*node);
    case Node::Kind::Count: {
        const auto list = check(node->children.constFirst());
        if (!list)
            return std::nullopt;
        if (list->kind != Type::Kind::List)
            return fail(Problem::Kind::WrongType, node->children.constFirst()->column, u"count"_s, QCoreApplication::translate("zc::feel", "the name of a multiple choice"));
        return Type::number();
    }
    case Node::Kind::ListContains: {
        const auto list = check(node->children.at(0));
        const auto element = list ? check(node->children.at(1)) : std::nullopt;
        if (!element)
            return std::nullopt;
        if (list->kind != Type::Kind::List)
            return fail(Problem::Kind::WrongType, node->children.at(0)->column, u"list contains"_s, QCoreApplication::translate("zc::feel", "the name of a multiple choice"));
        if (element->kind != Type::Kind::String)
            return fail(Problem::Kind::WrongType, node->children.at(1)->column, element->name(), list->expectation());
        if (node->children.at(1)->kind == Node::Kind::Constant && !list->values.isEmpty()
            && !list->values.contains(node->children.at(1)->constant.string()))
            return fail(Problem::Kind::OutsideValues, node->children.at(1)->column, node->children.at(1)->constant.text(),
                        list->expectation());
        return Type::boolean();
    }
    default: break;                                    // the authoring parser makes no other node
    }
    return std::nullopt;
}

std::optional<Type> Checker::checkName(const Node &node)
{
    const auto found = m_scope.constFind(node.name);
    if (found != m_scope.cend())
        return *found;
    QStringList names = m_scope.keys();
    names.sort();
    QString best;
    int bestDistance = 3;
    for (const QString &name : std::as_const(names)) {
        const int d = distance(name, node.name);
        if (d < bestDistance && d < name.size()) {
            bestDistance = d;
            best = name;
        }
    }
    return fail(Problem::Kind::UnknownName, node.column, node.name,
                best.isEmpty() ? QCoreApplication::translate("zc::feel", "a name that may be used here (%1)").arg(names.mid(0, 12).join(u"、"_s)) : best);
}

bool Checker::requireBoolean(const NodePtr &node)
{
    const auto type = check(node);
    if (!type)
        return false;
    if (type->kind == Type::Kind::Boolean)
        return true;
    fail(Problem::Kind::WrongType, node->column, type->name(), Type::boolean().name());
    return false;
}

std::optional<Type> Checker::checkQuantifier(const Node &node)
{
    const auto list = check(node.children.at(0));
    if (!list)
        return std::nullopt;
    if (list->kind != Type::Kind::List)
        return fail(Problem::Kind::WrongType, node.children.at(0)->column, list->name(), QCoreApplication::translate("zc::feel", "the name of a multiple choice"));
    if (m_scope.contains(node.name))
        return fail(Problem::Kind::WrongType, node.column, node.name, QCoreApplication::translate("zc::feel", "a variable name not used yet"));
    m_scope.insert(node.name, Type::oneOf(list->values));
    const bool good = requireBoolean(node.children.at(1));
    m_scope.remove(node.name);
    return good ? std::optional(Type::boolean()) : std::nullopt;
}

std::optional<Type> Checker::checkIf(const Node &node)
{
    if (!requireBoolean(node.children.at(0)))
        return std::nullopt;
    auto yes = check(node.children.at(1));
    const auto no = yes ? check(node.children.at(2)) : std::nullopt;
    if (!no)
        return std::nullopt;
    if (yes->kind != no->kind)
        return fail(Problem::Kind::WrongType, node.children.at(2)->column, no->name(), yes->name());
    for (const QString &value : no->values)
        if (!yes->values.contains(value))
            yes->values << value;
    yes->minimum.reset();
    yes->maximum.reset();
    return yes;
}

std::optional<Type> Checker::checkList(const Node &node)
{
    Type result = Type::listOf({});
    for (const NodePtr &child : node.children) {
        const auto item = check(child);
        if (!item)
            return std::nullopt;
        if (child->kind != Node::Kind::Constant || item->kind != Type::Kind::String)
            return fail(Problem::Kind::WrongType, child->column, item->name(), QCoreApplication::translate("zc::feel", "a text in quotes"));
        if (!result.values.contains(child->constant.string()))
            result.values << child->constant.string();
    }
    return result;
}

std::optional<Type> Checker::checkShift(const Node &node)
{
    const auto left = check(node.children.at(0));
    if (!left)
        return std::nullopt;
    const Node &right = *node.children.at(1);
    if (left->kind != Type::Kind::Date)
        return fail(Problem::Kind::WrongType, node.children.at(0)->column, left->name(), Type::date().name());
    if (right.kind != Node::Kind::Constant || right.constant.kind() != Value::Kind::Duration)
        return fail(Problem::Kind::WrongType, right.column, QCoreApplication::translate("zc::feel", "after ±"), Type{Type::Kind::Duration, {}, {}, {}}.name());
    if (right.constant.duration().kind() == Duration::Kind::DaysTime
        && (right.constant.duration().count() % 86'400 != 0 || right.constant.duration().nanos() != 0))
        return fail(Problem::Kind::WrongType, right.column, right.constant.text(), QCoreApplication::translate("zc::feel", "a duration of whole days"));
    return Type::date();
}

std::optional<Type> Checker::checkComparison(const Node &node)
{
    const NodePtr &a = node.children.at(0), &b = node.children.at(1);
    const auto left = check(a);
    const auto right = left ? check(b) : std::nullopt;
    if (!right)
        return std::nullopt;
    const bool constantRight = isConstant(*b);
    if (!constantRight && !isConstant(*a))
        return fail(Problem::Kind::WrongType, b->column, QCoreApplication::translate("zc::feel", "no constant on either side"), QCoreApplication::translate("zc::feel", "a comparison with a constant on one side"));
    const Type &type = constantRight ? *left : *right;
    const Value constant = constantOf(constantRight ? *b : *a);
    if (constantRight && isConstant(*a))
        return Type::boolean();
    return checkConstant(constant, type, constantRight ? node.op : mirrored(node.op), (constantRight ? b : a)->column)
        ? std::optional(Type::boolean())
        : std::nullopt;
}

bool Checker::checkTest(const Test &test, const Type &input)
{
    if (!test.interval)
        return checkConstant(test.low, input, test.op, test.column);
    if (!checkConstant(test.low, input, CompareOp::GreaterEqual, test.column)
        || !checkConstant(test.high, input, CompareOp::LessEqual, test.column))
        return false;
    const auto ordered = compare(test.lowOpen || test.highOpen ? CompareOp::Less : CompareOp::LessEqual, test.low, test.high);
    if (ordered && *ordered)
        return true;
    fail(Problem::Kind::OutsideValues, test.column, test.low.text() + u".."_s + test.high.text(), QCoreApplication::translate("zc::feel", "an interval from small to large"));
    return false;
}

bool Checker::checkConstant(const Value &value, const Type &type, CompareOp op, int column)
{
    const bool ordering = op != CompareOp::Equal && op != CompareOp::NotEqual;
    if (type.kind == Type::Kind::Any)
        return true;
    if (Type::of(value).kind != type.kind) {
        fail(Problem::Kind::WrongType, column, value.text(), type.expectation());
        return false;
    }
    if (ordering && type.kind != Type::Kind::Number && type.kind != Type::Kind::Date) {
        fail(Problem::Kind::WrongType, column, value.text(), QCoreApplication::translate("zc::feel", "= or != (only numbers and dates have an order)"));
        return false;
    }
    bool inside = true;
    if (value.isString())
        inside = type.values.isEmpty() || type.values.contains(value.string());
    if (value.isList()) {
        // A set fact lists its options in authored order, and FEEL compares lists in order: another order would never be equal.
        qsizetype last = -1;
        for (const Value &item : value.list()) {
            const qsizetype place = type.values.indexOf(item.string());
            inside = inside && (type.values.isEmpty() || place > last);
            last = place;
        }
    }
    if (type.minimum)
        inside = inside && !compare(CompareOp::Less, value, *type.minimum).value_or(false);
    if (type.maximum)
        inside = inside && !compare(CompareOp::Greater, value, *type.maximum).value_or(false);
    if (!inside)
        fail(Problem::Kind::OutsideValues, column, value.text(), type.expectation());
    return inside;
}

} // namespace zc::feel
