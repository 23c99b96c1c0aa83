#include "internal/symbolic.h"

namespace zc::guidance {

using dmn::Diagram;
using dmn::NodeId;
using feel::Node;

namespace {
constexpr int kAndTag = 1, kOrTag = 2, kAddTag = 3;
constexpr int kFalse = ValueTable::kFalse, kTrue = ValueTable::kTrue, kInapplicable = ValueTable::kInapplicable, kNull = ValueTable::kNull;

int truth(std::optional<bool> value)
{
    return !value ? kNull : *value ? kTrue : kFalse;
}

// A literal, or a list of literals; the other side of a comparison must be one.
std::optional<feel::Value> constantOf(const Node &node)
{
    if (node.kind == Node::Kind::Constant)
        return node.constant;
    if (node.kind != Node::Kind::List)
        return std::nullopt;
    feel::List items;
    for (const feel::NodePtr &child : node.children) {
        const auto item = constantOf(*child);
        if (!item)
            return std::nullopt;
        items << *item;
    }
    return feel::Value(items);
}
} // namespace

Symbol Symbolic::constant(const feel::Value &value)
{
    if (!value.isList())
        return Symbol::scalar(Diagram::terminal(m_values.intern(value)));
    QStringList options;
    for (const feel::Value &item : value.list())
        if (item.isString() && !options.contains(item.string()))
            options << item.string();
    return Symbol::set(options, QList<NodeId>(options.size(), Diagram::kTrue));
}

NodeId Symbolic::mapValues(NodeId node, const std::function<int(const feel::Value &)> &operation)
{
    return m_diagram.map(node, [&](int terminal) { return terminal == kInapplicable ? kInapplicable : operation(m_values.value(terminal)); });
}

NodeId Symbolic::is(NodeId node, int wanted)
{
    return m_diagram.map(node, [wanted](int terminal) { return terminal == wanted ? kTrue : kFalse; });
}

NodeId Symbolic::unlessInapplicable(NodeId inapplicable, NodeId otherwise)
{
    return m_diagram.select(inapplicable, Diagram::terminal(kInapplicable), otherwise);
}

NodeId Symbolic::isInapplicable(const Symbol &symbol)
{
    return symbol.isSet ? symbol.inapplicable : is(symbol.node, kInapplicable);
}

// `and` from left to right: false and 不适用 stop; null waits for a later false.
NodeId Symbolic::andThen(NodeId a, NodeId b)
{
    return m_diagram.combine(kAndTag, a, b, [](int x, int y) {
        if (x == kFalse || x == kInapplicable)
            return x;
        if (x == kTrue)
            return y == kFalse || y == kTrue || y == kInapplicable ? y : kNull;
        return y == kFalse || y == kInapplicable ? y : kNull;
    });
}

NodeId Symbolic::orElse(NodeId a, NodeId b)
{
    return m_diagram.combine(kOrTag, a, b, [](int x, int y) {
        if (x == kTrue || x == kInapplicable)
            return x;
        if (x == kFalse)
            return y == kFalse || y == kTrue || y == kInapplicable ? y : kNull;
        return y == kTrue || y == kInapplicable ? y : kNull;
    });
}

std::optional<Symbol> Symbolic::evaluate(const feel::NodePtr &pointer, const SymbolScope &scope)
{
    const Node &node = *pointer;
    switch (node.kind) {
    case Node::Kind::Constant: return constant(node.constant);
    case Node::Kind::Name: {
        const Symbol *found = scope.find(node.name);
        return found ? std::optional(*found) : std::nullopt;
    }
    case Node::Kind::List: {
        const auto list = constantOf(node);
        return list ? std::optional(constant(*list)) : std::nullopt;
    }
    case Node::Kind::If: {
        const auto condition = evaluate(node.children.at(0), scope);
        const auto yes = evaluate(node.children.at(1), scope), no = evaluate(node.children.at(2), scope);
        if (!condition || !yes || !no || condition->isSet || yes->isSet || no->isSet)
            return std::nullopt;
        const NodeId chosen = m_diagram.select(is(condition->node, kTrue), yes->node, no->node);
        return Symbol::scalar(unlessInapplicable(is(condition->node, kInapplicable), chosen));
    }
    case Node::Kind::Some:
    case Node::Kind::Every: return quantifier(node, scope);
    case Node::Kind::And:
    case Node::Kind::Or: {
        const bool both = node.kind == Node::Kind::And;
        NodeId result = both ? Diagram::kTrue : Diagram::kFalse;
        for (const feel::NodePtr &child : node.children) {
            const auto part = evaluate(child, scope);
            if (!part || part->isSet)
                return std::nullopt;
            result = both ? andThen(result, part->node) : orElse(result, part->node);
        }
        return Symbol::scalar(result);
    }
    case Node::Kind::Not: {
        const auto part = evaluate(node.children.constFirst(), scope);
        if (!part || part->isSet)
            return std::nullopt;
        return Symbol::scalar(m_diagram.map(part->node, [](int t) {
            return t == kTrue ? kFalse : t == kFalse ? kTrue : t == kInapplicable ? kInapplicable : kNull;
        }));
    }
    case Node::Kind::Compare: return comparison(node, scope);
    case Node::Kind::In: {
        const auto input = evaluate(node.children.constFirst(), scope);
        if (!input || input->isSet)
            return std::nullopt;
        return Symbol::scalar(mapValues(input->node, [&](const feel::Value &value) {
            bool null = false;
            for (const feel::Test &test : node.tests) {
                const auto result = feel::passes(test, value);
                if (result.value_or(false))
                    return kTrue;
                null = null || !result;
            }
            return null ? kNull : kFalse;
        }));
    }
    case Node::Kind::Add:
    case Node::Kind::Subtract: {
        const auto left = evaluate(node.children.at(0), scope);
        const auto right = constantOf(*node.children.at(1));
        if (!left || left->isSet || !right || right->kind() != feel::Value::Kind::Duration)
            return std::nullopt;
        const feel::Duration span = node.kind == Node::Kind::Add ? right->duration() : right->duration().negated();
        return Symbol::scalar(mapValues(left->node, [&](const feel::Value &value) {
            if (!value.isDate())
                return kNull;
            return m_values.intern(feel::Value(span.kind() == feel::Duration::Kind::YearsMonths ? value.date().plusMonths(span.count())
                                                                                                 : value.date().plusDays(span.count() / 86'400)));
        }));
    }
    case Node::Kind::Count: {
        const auto list = evaluate(node.children.constFirst(), scope);
        return list && list->isSet ? std::optional(count(*list)) : std::nullopt;
    }
    case Node::Kind::ListContains: {
        const auto list = evaluate(node.children.at(0), scope), element = evaluate(node.children.at(1), scope);
        if (!list || !element || !list->isSet || element->isSet)
            return std::nullopt;
        return contains(*list, *element);
    }
    default: return std::nullopt;                      // beyond the authoring profile
    }
    return std::nullopt;
}

std::optional<Symbol> Symbolic::comparison(const Node &node, const SymbolScope &scope)
{
    const auto constantRight = constantOf(*node.children.at(1)), constantLeft = constantOf(*node.children.at(0));
    if (!constantRight && !constantLeft)
        return std::nullopt;
    const auto input = evaluate(node.children.at(constantRight ? 0 : 1), scope);
    const feel::Value constant = constantRight ? *constantRight : *constantLeft;
    if (!input)
        return std::nullopt;
    if (input->isSet) {
        // Equal lists: every option in or out as the constant says. Both are in authored order.
        if (!constant.isList() || (node.op != feel::CompareOp::Equal && node.op != feel::CompareOp::NotEqual))
            return std::nullopt;
        NodeId equal = Diagram::kTrue;
        for (int i = 0; i < input->options.size(); ++i) {
            const bool wanted = constant.list().contains(feel::Value(input->options.at(i)));
            equal = m_diagram.conjunction(equal, wanted ? input->bits.at(i) : m_diagram.negation(input->bits.at(i)));
        }
        if (node.op == feel::CompareOp::NotEqual)
            equal = m_diagram.negation(equal);
        return Symbol::scalar(unlessInapplicable(input->inapplicable, equal));
    }
    return Symbol::scalar(mapValues(input->node, [&](const feel::Value &value) {
        return truth(constantRight ? feel::compare(node.op, value, constant) : feel::compare(node.op, constant, value));
    }));
}

std::optional<Symbol> Symbolic::quantifier(const Node &node, const SymbolScope &scope)
{
    const auto list = evaluate(node.children.at(0), scope);
    if (!list || !list->isSet)
        return std::nullopt;
    const bool some = node.kind == Node::Kind::Some;
    NodeId result = some ? Diagram::kFalse : Diagram::kTrue;
    SymbolScope inner(&scope);
    for (int i = 0; i < list->options.size(); ++i) {
        inner.insert(node.name, constant(feel::Value(list->options.at(i))));
        const auto condition = evaluate(node.children.at(1), inner);
        if (!condition || condition->isSet)
            return std::nullopt;
        const NodeId item = m_diagram.select(list->bits.at(i), condition->node, some ? Diagram::kFalse : Diagram::kTrue);
        result = some ? orElse(result, item) : andThen(result, item);
    }
    return Symbol::scalar(unlessInapplicable(list->inapplicable, result));
}

Symbol Symbolic::contains(const Symbol &list, const Symbol &element)
{
    NodeId result = Diagram::kFalse;
    for (int i = 0; i < list.options.size(); ++i) {
        const feel::Value option(list.options.at(i));
        const NodeId equal = m_diagram.map(element.node, [&](int t) { return m_values.value(t) == option ? kTrue : kFalse; });
        result = m_diagram.disjunction(result, m_diagram.conjunction(equal, list.bits.at(i)));
    }
    result = unlessInapplicable(is(element.node, kInapplicable), result);
    return Symbol::scalar(unlessInapplicable(list.inapplicable, result));
}

Symbol Symbolic::count(const Symbol &list)
{
    // Terminals count up to the number of options first and become values at the end.
    NodeId total = Diagram::terminal(0);
    for (const NodeId bit : list.bits)
        total = m_diagram.combine(kAddTag, total, bit, [](int sum, int one) { return sum + (one == kTrue ? 1 : 0); });
    const NodeId result = m_diagram.map(total, [this](int sum) { return m_values.intern(feel::Value(feel::Decimal(sum))); });
    return Symbol::scalar(unlessInapplicable(list.inapplicable, result));
}

NodeId Symbolic::cell(const feel::UnaryTests &cell, NodeId input)
{
    if (cell.cell().any)
        return Diagram::kTrue;
    return m_diagram.map(input, [&](int terminal) { return cell.matches(m_values.entry(terminal)).isTrue() ? kTrue : kFalse; });
}

void Symbolic::reads(const feel::NodePtr &pointer, const SymbolScope &scope, NodeId where, const Reader &read)
{
    const Node &node = *pointer;
    if (where == Diagram::kFalse)
        return;
    switch (node.kind) {
    case Node::Kind::Name: read(node.name, where); return;
    case Node::Kind::And:
    case Node::Kind::Or:
        for (const feel::NodePtr &child : node.children) {
            reads(child, scope, where, read);
            const auto part = evaluate(child, scope);
            if (!part)
                return;
            const int stop = node.kind == Node::Kind::And ? kFalse : kTrue;
            where = m_diagram.conjunction(where, m_diagram.map(part->node, [stop](int t) { return t == stop || t == kInapplicable ? kFalse : kTrue; }));
        }
        return;
    case Node::Kind::If: {
        reads(node.children.at(0), scope, where, read);
        const auto condition = evaluate(node.children.at(0), scope);
        if (!condition)
            return;
        const NodeId yes = is(condition->node, kTrue);
        reads(node.children.at(1), scope, m_diagram.conjunction(where, yes), read);
        const NodeId no = m_diagram.map(condition->node, [](int t) { return t == kTrue || t == kInapplicable ? kFalse : kTrue; });
        reads(node.children.at(2), scope, m_diagram.conjunction(where, no), read);
        return;
    }
    case Node::Kind::Some:
    case Node::Kind::Every: {
        reads(node.children.at(0), scope, where, read);
        const auto list = evaluate(node.children.at(0), scope);
        if (!list || !list->isSet)
            return;
        SymbolScope inner(&scope);
        where = m_diagram.conjunction(where, m_diagram.negation(list->inapplicable));
        for (int i = 0; i < list->options.size(); ++i) {
            inner.insert(node.name, constant(feel::Value(list->options.at(i))));
            const QString own = node.name;
            const NodeId here = m_diagram.conjunction(where, list->bits.at(i));
            reads(node.children.at(1), inner, here, [&](const QString &name, NodeId at) {
                if (name != own)
                    read(name, at);
            });
            const auto condition = evaluate(node.children.at(1), inner);
            if (!condition)
                return;
            const int stop = node.kind == Node::Kind::Every ? kFalse : kTrue;
            const NodeId stops = m_diagram.conjunction(list->bits.at(i), m_diagram.map(condition->node, [stop](int t) {
                return t == stop || t == kInapplicable ? kTrue : kFalse;
            }));
            where = m_diagram.conjunction(where, m_diagram.negation(stops));
        }
        return;
    }
    default:
        for (const feel::NodePtr &child : node.children)
            reads(child, scope, where, read);
    }
}

} // namespace zc::guidance
