// Operators, tests, paths, filters and calls of the full grammar.
#include "internal/engineparser.h"

#include <QCoreApplication>

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
enum Precedence { OrLevel = 1, AndLevel, CompareLevel, AddLevel, MultiplyLevel, PowerLevel, UnaryLevel };

struct Operator {
    Node::Kind kind;
    int level;
};
std::optional<Operator> operatorAt(const Token &token)
{
    if (token.kind == Token::Kind::Name) {
        if (token.text == u"or")
            return Operator{Node::Kind::Or, OrLevel};
        if (token.text == u"and")
            return Operator{Node::Kind::And, AndLevel};
        if (token.text == u"between")
            return Operator{Node::Kind::Between, CompareLevel};
        if (token.text == u"in")
            return Operator{Node::Kind::In, CompareLevel};
        return std::nullopt;
    }
    if (token.kind != Token::Kind::Symbol)
        return std::nullopt;
    static constexpr std::pair<QStringView, Operator> kSymbols[] = {
        {u"+", {Node::Kind::Add, AddLevel}}, {u"-", {Node::Kind::Subtract, AddLevel}}, {u"*", {Node::Kind::Multiply, MultiplyLevel}},
        {u"/", {Node::Kind::Divide, MultiplyLevel}}, {u"**", {Node::Kind::Power, PowerLevel}}};
    for (const auto &[symbol, op] : kSymbols)
        if (token.text == symbol)
            return op;
    return std::nullopt;
}
} // namespace

NodePtr EngineParser::expression()
{
    NodePtr node = parseExpression();
    return node && atEnd() ? node : nullptr;
}

NodePtr EngineParser::unaryTests(bool &any)
{
    if (failed())
        return nullptr;
    any = isSymbol(u"-") && peek(1).kind == Token::Kind::End;
    if (any)
        return nullptr;
    bool used = false;
    bind(u"?"_s, Type(), &used);
    auto value = makeNode(Node::Kind::Name, 1);
    value->name = u"?"_s;
    value->flag = true;
    value->slot = m_bound.constLast().slot;
    NodePtr node;
    const qsizetype start = m_at;
    // not(…) over the whole cell turns its tests round; with something behind it, it is the function.
    if (isWord(u"not") && isSymbol(u"(", 1)) {
        m_at += 2;
        node = parseTestList(value, 1);
        if (node && isSymbol(u")") && peek(1).kind == Token::Kind::End) {
            ++m_at;
            auto turned = std::make_shared<Node>(*node);
            turned->flag = true;
            node = turned;
        } else if (node) {
            m_at = start;
            node = parseTestList(value, 1);
        }
    } else {
        node = parseTestList(value, 1);
    }
    unbind(1);
    return node && atEnd() ? node : nullptr;
}

NodePtr EngineParser::parseExpression()
{
    if (!deeper())
        return nullptr;
    NodePtr node = parseBinary(OrLevel);
    shallower();
    return failed() ? nullptr : node;
}

NodePtr EngineParser::parseBinary(int least)
{
    NodePtr left = parseUnary();
    std::shared_ptr<Node> chain;                       // what `left` is while it is a growing `and` or `or`
    while (left) {
        const auto compared = compareOp(peek());
        const auto found = compared ? std::optional(Operator{Node::Kind::Compare, CompareLevel}) : operatorAt(peek());
        if (!found || found->level < least)
            return left;
        const int column = left->column;
        ++m_at;
        if (found->kind == Node::Kind::In) {
            left = parseIn(left);
        } else if (found->kind == Node::Kind::Between) {
            NodePtr low = parseBinary(AddLevel);
            NodePtr high = low && expectWord(u"and") ? parseBinary(AddLevel) : nullptr;
            left = high ? finished(makeNode(Node::Kind::Between, column, {left, low, high})) : nullptr;
        } else {
            NodePtr right = parseBinary(found->level + 1);
            if (!right)
                return nullptr;
            if (chain && chain == left && chain->kind == found->kind) {
                chain->children << right;
                left = finished(chain);
            } else {
                auto node = makeNode(found->kind, column, {left, right});
                node->op = compared.value_or(CompareOp::Equal);
                chain = found->level <= AndLevel ? node : nullptr;
                left = finished(node);
            }
        }
        m_type = Type();
    }
    return nullptr;
}

NodePtr EngineParser::parseUnary()
{
    if (!isSymbol(u"-"))
        return parsePostfix(parsePrimary());
    const Token sign = peek();
    ++m_at;
    if (peek().kind == Token::Kind::Number) {
        auto node = makeNode(Node::Kind::Constant, sign.column);
        node->constant = Value(peek().number.negated());
        ++m_at;
        m_type = Type::number();
        return parsePostfix(node);
    }
    if (!deeper())
        return nullptr;
    NodePtr operand = parseUnary();
    shallower();
    m_type = Type();
    return operand ? finished(makeNode(Node::Kind::Negate, sign.column, {operand})) : nullptr;
}

NodePtr EngineParser::parsePostfix(NodePtr node)
{
    while (node) {
        const Type type = m_type;
        if (isSymbol(u".")) {
            node = parsePath(node, type);
        } else if (isSymbol(u"[") && startsExpression(peek(1))) {
            node = parseFilter(node, type);
        } else if (isSymbol(u"(")) {
            auto call = makeNode(Node::Kind::Invoke, node->column, {node});
            node = parseArguments(call);
            m_type = type.kind == Type::Kind::Function && type.detail ? type.detail->result : Type();
        } else if (isWord(u"instance") && isWord(u"of", 1)) {
            node = parseInstanceOf(node);
            m_type = Type::boolean();
        } else {
            return node;
        }
    }
    return nullptr;
}

// The right side of `in`: one test, or several in parentheses. An interval may begin with a parenthesis, too.
NodePtr EngineParser::parseIn(const NodePtr &value)
{
    const int column = value->column;
    if (!isSymbol(u"(")) {
        NodePtr test = parseTest(AddLevel);
        return test ? finished(makeNode(Node::Kind::Matches, column, {value, test})) : nullptr;
    }
    const int open = peek().column;
    ++m_at;
    if (!deeper())
        return nullptr;
    NodePtr first = parseTest(OrLevel);
    shallower();
    if (!first)
        return nullptr;
    if (isSymbol(u"..")) {
        NodePtr range = parseRangeEnd(first, true, open);
        return range ? finished(makeNode(Node::Kind::Matches, column, {value, range})) : nullptr;
    }
    auto node = makeNode(Node::Kind::Matches, column, {value, first});
    while (takeSymbol(u",")) {
        NodePtr test = parseTest(OrLevel);
        if (!test)
            return nullptr;
        node->children << test;
    }
    return expectSymbol(u")") ? finished(node) : nullptr;
}

NodePtr EngineParser::parseTest(int least)
{
    const auto op = compareOp(peek());
    if (!op)
        return parseBinary(least);
    const int column = peek().column;
    ++m_at;
    NodePtr operand = parseBinary(AddLevel);
    if (!operand)
        return nullptr;
    auto node = makeNode(Node::Kind::Against, column, {operand});
    node->op = *op;
    return finished(node);
}

// Tests separated by commas, over the value that `?` stands for.
NodePtr EngineParser::parseTestList(NodePtr value, int column)
{
    auto node = makeNode(Node::Kind::Matches, column, {value});
    bool used = false;
    m_bound.last().used = &used;
    do {
        used = false;
        if (!deeper())
            return nullptr;
        NodePtr test = parseTest(OrLevel);
        shallower();
        if (!test)
            return nullptr;
        if (used && test->kind != Node::Kind::Against)
            test = finished(makeNode(Node::Kind::Satisfies, test->column, {test}));
        node->children << test;
    } while (takeSymbol(u","));
    m_bound.last().used = nullptr;
    return finished(node);
}

NodePtr EngineParser::parseFilter(const NodePtr &list, const Type &type)
{
    ++m_at;
    m_filters << (type.kind == Type::Kind::List ? type.element() : type);
    NodePtr condition = parseExpression();
    m_filters.removeLast();
    if (!condition || !expectSymbol(u"]"))
        return nullptr;
    const bool one = condition->kind == Node::Kind::Constant && condition->constant.isNumber();
    m_type = one && type.kind == Type::Kind::List ? type.element() : type;
    return finished(makeNode(Node::Kind::Filter, list->column, {list, condition}));
}

NodePtr EngineParser::parsePath(const NodePtr &base, Type type)
{
    ++m_at;
    if (peek().kind != Token::Kind::Name)
        return syntax(QCoreApplication::translate("zc::feel", "a name"));
    auto node = makeNode(Node::Kind::Path, base->column, {base});
    const bool many = type.kind == Type::Kind::List;
    if (many)
        type = type.element();
    Type found;
    qsizetype length = 0;
    const auto consider = [&](const QString &name, const QStringList &parts, const Type &member) {
        if (parts.size() > length && standsHere(parts)) {
            node->name = name;
            length = parts.size();
            found = member;
        }
    };
    if (type.detail)
        for (const auto &component : type.detail->components)
            if (component.first.startsWith(peek().text))
                consider(component.first, nameParts(component.first), component.second);
    if (length == 0) {
        const QString word = peek().text.toString();
        for (const Names::Candidate &candidate : m_names.membersBeginningWith(word))
            consider(candidate.name, candidate.parts, Type());
        for (const Names::Candidate &candidate : m_keys.value(word))
            consider(candidate.name, candidate.parts, Type());
    }
    const qsizetype start = m_at;
    const QString run = takeRun(1);                    // a longer run of plain words cannot be anything else here
    if (m_at - start > length)
        node->name = run;
    else
        m_at = start + length;
    m_type = many && found.kind != Type::Kind::Any ? Type::listWith(found) : found;
    return finished(node);
}

NodePtr EngineParser::parseArguments(const std::shared_ptr<Node> &node)
{
    if (!expectSymbol(u"("))
        return nullptr;
    if (takeSymbol(u")"))
        return finished(node);
    const bool named = argumentName() > 0;
    do {
        if (named) {
            const qsizetype length = argumentName();
            if (length == 0)
                return syntax(QCoreApplication::translate("zc::feel", "a parameter's name and a colon"));
            node->names << takeUntil(u":", {});
            ++m_at;
        }
        NodePtr argument = parseExpression();
        if (!argument)
            return nullptr;
        node->children << argument;
    } while (takeSymbol(u","));
    return expectSymbol(u")") ? finished(node) : nullptr;
}

NodePtr EngineParser::parseInstanceOf(const NodePtr &value)
{
    m_at += 2;
    const auto type = parseType();
    if (!type)
        return nullptr;
    auto node = makeNode(Node::Kind::InstanceOf, value->column, {value});
    node->types << *type;
    return finished(node);
}

} // namespace zc::feel
