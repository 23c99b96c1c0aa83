#include "internal/authoringparser.h"

#include <QCoreApplication>

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
bool isReserved(QStringView word)
{
    static constexpr QStringView kWords[] = {u"if", u"then", u"else", u"some", u"every", u"in", u"satisfies",
                                             u"or", u"and", u"not", u"true", u"false", u"null"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}
} // namespace

NodePtr AuthoringParser::expression()
{
    NodePtr node = parseExpression();
    return node && atEnd() ? node : nullptr;
}

NodePtr AuthoringParser::parseExpression()
{
    if (!deeper())
        return nullptr;
    NodePtr node = isWord(u"if") ? parseIf() : (isWord(u"some") || isWord(u"every")) ? parseQuantifier() : parseOr();
    shallower();
    return failed() ? nullptr : node;
}

NodePtr AuthoringParser::parseIf()
{
    const int column = peek().column;
    ++m_at;
    NodePtr condition = parseExpression();
    if (!condition || !expectWord(u"then"))
        return nullptr;
    NodePtr yes = parseExpression();
    if (!yes || !expectWord(u"else"))
        return nullptr;
    NodePtr no = parseExpression();
    return no ? finished(makeNode(Node::Kind::If, column, {condition, yes, no})) : nullptr;
}

NodePtr AuthoringParser::parseQuantifier()
{
    const int column = peek().column;
    const auto kind = isWord(u"some") ? Node::Kind::Some : Node::Kind::Every;
    ++m_at;
    const Token variable = peek();
    if (variable.kind != Token::Kind::Name || isReserved(variable.text))
        return syntax(QCoreApplication::translate("zc::feel", "a variable name"));
    ++m_at;
    if (!expectWord(u"in"))
        return nullptr;
    NodePtr list = parseExpression();
    if (!list || !expectWord(u"satisfies"))
        return nullptr;
    const int slot = bindLocal();
    m_bound << std::pair(variable.text, slot);
    NodePtr condition = parseExpression();
    m_bound.removeLast();
    unbindLocals(1);
    if (!condition)
        return nullptr;
    auto node = makeNode(kind, column, {list, condition});
    node->name = variable.text.toString();
    node->slot = slot;
    return finished(node);
}

NodePtr AuthoringParser::parseOr()
{
    const int column = peek().column;
    NodePtr first = parseAnd();
    if (!first || !isWord(u"or"))
        return first;
    QList<NodePtr> parts{first};
    while (takeWord(u"or")) {
        NodePtr part = parseAnd();
        if (!part)
            return nullptr;
        parts << part;
    }
    return finished(makeNode(Node::Kind::Or, column, parts));
}

NodePtr AuthoringParser::parseAnd()
{
    const int column = peek().column;
    NodePtr first = parseComparison();
    if (!first || !isWord(u"and"))
        return first;
    QList<NodePtr> parts{first};
    while (takeWord(u"and")) {
        NodePtr part = parseComparison();
        if (!part)
            return nullptr;
        parts << part;
    }
    return finished(makeNode(Node::Kind::And, column, parts));
}

NodePtr AuthoringParser::parseComparison()
{
    const int column = peek().column;
    NodePtr left = parseShift();
    if (!left)
        return nullptr;
    if (isWord(u"in"))
        return parseIn(left);
    const auto op = compareOp(peek());
    if (!op)
        return left;
    ++m_at;
    NodePtr right = parseShift();
    if (!right)
        return nullptr;
    if (compareOp(peek())) {
        m_chained = true;
        return syntax(QCoreApplication::translate("zc::feel", "and or or (comparisons do not chain)"));
    }
    auto node = makeNode(Node::Kind::Compare, column, {left, right});
    node->op = *op;
    return finished(node);
}

NodePtr AuthoringParser::parseIn(const NodePtr &left)
{
    auto node = makeNode(Node::Kind::In, left->column, {left});
    ++m_at;
    // "(" opens either a list of tests or an interval that leaves its lower end out; only ".." tells them apart.
    bool list = isSymbol(u"(");
    if (list) {
        const bool interval = (peek(1).kind == Token::Kind::Number && isSymbol(u"..", 2)) || (isWord(u"date", 1) && isSymbol(u"..", 5))
            || (isSymbol(u"-", 1) && isSymbol(u"..", 3));
        list = !interval;
        m_at += list ? 1 : 0;
    }
    do {
        Test test;
        if (!parseTest(test))
            return nullptr;
        node->tests << test;
    } while (list && takeSymbol(u","));
    if (list && !expectSymbol(u")"))
        return nullptr;
    return finished(node);
}

NodePtr AuthoringParser::parseShift()
{
    NodePtr left = parsePrimary();
    while (left && (isSymbol(u"+") || isSymbol(u"-"))) {
        const Token sign = peek();
        ++m_at;
        if (!isWord(u"duration"))
            return fail(Problem::Kind::OutsideProfile, sign, QCoreApplication::translate("zc::feel", "a date ± duration(\"P1Y\")"));
        NodePtr right = parsePrimary();
        if (!right)
            return nullptr;
        left = finished(makeNode(sign.text == u"+" ? Node::Kind::Add : Node::Kind::Subtract, left->column, {left, right}));
    }
    if (left && (isSymbol(u"*") || isSymbol(u"/")))
        return fail(Problem::Kind::OutsideProfile, peek(), QCoreApplication::translate("zc::feel", "the authoring profile has no * and /"));
    return left;
}

NodePtr AuthoringParser::parsePrimary()
{
    const Token &token = peek();
    if (token.kind == Token::Kind::Symbol) {
        if (takeSymbol(u"(")) {
            NodePtr inner = parseExpression();
            return inner && expectSymbol(u")") ? inner : nullptr;
        }
        if (isSymbol(u"[")) {
            auto node = makeNode(Node::Kind::List, token.column);
            ++m_at;
            if (takeSymbol(u"]"))
                return node;
            do {
                NodePtr item = parseExpression();
                if (!item)
                    return nullptr;
                node->children << item;
            } while (takeSymbol(u","));
            return expectSymbol(u"]") ? finished(node) : nullptr;
        }
    }
    if (token.kind == Token::Kind::Name) {
        const bool called = isSymbol(u"(", 1);
        if (token.text == u"not")
            return parseCall(Node::Kind::Not, 1, 1);
        if (token.text == u"count" && called)
            return parseCall(Node::Kind::Count, 1, 1);
        if (token.text == u"list" && isWord(u"contains", 1) && isSymbol(u"(", 2))
            return parseCall(Node::Kind::ListContains, 2, 2);
        const bool temporal = called && (token.text == u"date" || token.text == u"duration");
        if (called && !temporal)
            return fail(Problem::Kind::OutsideProfile, token, QCoreApplication::translate("zc::feel", "not(…), count(…), list contains(…, …), date(…) or duration(…)"));
        if (!temporal && !isReserved(token.text))
            return parseName(token);
    }
    auto node = makeNode(Node::Kind::Constant, token.column);
    if (!parseConstant(node->constant))
        return nullptr;
    return node;
}

NodePtr AuthoringParser::parseName(const Token &token)
{
    auto node = makeNode(Node::Kind::Name, token.column);
    node->name = token.text.toString();
    ++m_at;
    for (auto bound = m_bound.crbegin(); bound != m_bound.crend(); ++bound) {
        if (bound->first == node->name) {
            node->flag = true;
            node->slot = bound->second;
            return node;
        }
    }
    node->slot = freeName(node->name);
    return node;
}

NodePtr AuthoringParser::parseCall(Node::Kind kind, int arguments, int words)
{
    const Token token = peek();
    m_at += words;
    if (!expectSymbol(u"("))
        return nullptr;
    auto node = makeNode(kind, token.column);
    do {
        NodePtr argument = parseExpression();
        if (!argument)
            return nullptr;
        node->children << argument;
    } while (takeSymbol(u","));
    if (!expectSymbol(u")"))
        return nullptr;
    if (node->children.size() != arguments) {
        const QString function = words == 2 ? u"list contains"_s : token.text.toString();
        return fail(Problem::Kind::Syntax, token, QCoreApplication::translate("zc::feel", "%1 with %2 arguments").arg(function).arg(arguments));
    }
    return finished(node);
}

bool AuthoringParser::parseTest(Test &test)
{
    if (failed())
        return false;
    test.column = peek().column;
    if (isSymbol(u"[") || isSymbol(u"(")) {
        test.interval = true;
        test.lowOpen = isSymbol(u"(");
        ++m_at;
        if (!parseConstant(test.low) || !expectSymbol(u"..") || !parseConstant(test.high))
            return false;
        test.highOpen = isSymbol(u")");
        if (!test.highOpen && !isSymbol(u"]")) {
            syntax(QCoreApplication::translate("zc::feel", "] or )"));
            return false;
        }
        ++m_at;
        return true;
    }
    if (const auto op = compareOp(peek())) {
        test.op = *op;
        ++m_at;
    }
    return parseConstant(test.low);
}

bool AuthoringParser::parseConstant(Value &value, bool allowNull)
{
    if (failed())
        return false;
    const Token &token = peek();
    if (token.kind == Token::Kind::Number || (isSymbol(u"-") && peek(1).kind == Token::Kind::Number)) {
        const bool negative = takeSymbol(u"-");
        value = Value(negative ? peek().number.negated() : peek().number);
        ++m_at;
        return true;
    }
    if (token.kind == Token::Kind::String) {
        value = Value(token.decoded);
        ++m_at;
        return true;
    }
    if (isWord(u"true") || isWord(u"false")) {
        value = Value(token.text == u"true");
        ++m_at;
        return true;
    }
    if (allowNull && takeWord(u"null")) {
        value = Value();
        return true;
    }
    if ((isWord(u"date") || isWord(u"duration")) && isSymbol(u"(", 1))
        return parseTemporal(token, value);
    fail(Problem::Kind::Syntax, token, QCoreApplication::translate("zc::feel", "a number, \"text\", true, false or date(\"…\")"));
    return false;
}

bool AuthoringParser::parseTemporal(const Token &function, Value &value)
{
    m_at += 2;
    const Token &token = peek();
    if (token.kind != Token::Kind::String) {
        syntax(QCoreApplication::translate("zc::feel", "a date or duration in quotes"));
        return false;
    }
    ++m_at;
    if (!expectSymbol(u")"))
        return false;
    if (function.text == u"date") {
        if (const auto date = Date::fromText(token.decoded)) {
            value = Value(*date);
            return true;
        }
        fail(Problem::Kind::WrongType, token, QCoreApplication::translate("zc::feel", "an existing date, for example \"2026-01-31\""));
        return false;
    }
    if (const auto duration = Duration::fromText(token.decoded)) {
        value = Value(*duration);
        return true;
    }
    fail(Problem::Kind::WrongType, token, QCoreApplication::translate("zc::feel", "a duration, for example \"P1Y\", \"P6M\", \"P30D\""));
    return false;
}

bool AuthoringParser::cell(Cell &cell)
{
    if (failed())
        return false;
    if (isSymbol(u"-") && peek(1).kind == Token::Kind::End) {
        cell.any = true;
        return true;
    }
    cell.negated = isWord(u"not") && isSymbol(u"(", 1);
    if (cell.negated)
        m_at += 2;
    do {
        Test test;
        if (!parseTest(test))
            return false;
        cell.tests << test;
    } while (takeSymbol(u","));
    if (cell.negated && !expectSymbol(u")"))
        return false;
    return atEnd();
}

bool AuthoringParser::constant(Value &value)
{
    return parseConstant(value, true) && atEnd();
}

} // namespace zc::feel
