#include "internal/parser.h"

#include <QCoreApplication>

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
const QStringList &reservedWords()
{
    static const QStringList words = {u"if"_s, u"then"_s, u"else"_s, u"some"_s, u"every"_s, u"in"_s, u"satisfies"_s,
                                      u"or"_s, u"and"_s, u"not"_s, u"true"_s, u"false"_s, u"null"_s};
    return words;
}

std::shared_ptr<Node> makeNode(Node::Kind kind, int column, QList<NodePtr> children = {})
{
    auto node = std::make_shared<Node>();
    node->kind = kind;
    node->column = column;
    node->children = std::move(children);
    return node;
}

std::optional<CompareOp> compareOp(const Token &token)
{
    static const QStringList symbols = {u"="_s, u"!="_s, u"<"_s, u"<="_s, u">"_s, u">="_s};
    const qsizetype place = token.kind == Token::Kind::Symbol ? symbols.indexOf(token.text) : -1;
    return place < 0 ? std::nullopt : std::optional(CompareOp(place));
}
} // namespace

Parser::Parser(QStringView text, Profile profile, const Limits &limits) : m_text(text), m_profile(profile), m_limits(limits)
{
    if (text.size() > limits.textLength) {
        m_tokens << Token();
        fail(Problem::Kind::TooLarge, m_tokens.constFirst(), QCoreApplication::translate("zc::feel", "at most %1 characters").arg(limits.textLength));
        return;
    }
    m_tokens = tokenize(text);
    if (m_tokens.constLast().kind == Token::Kind::Bad)
        fail(Problem::Kind::Syntax, m_tokens.constLast(),
             m_tokens.constLast().text.startsWith(u'"') ? QCoreApplication::translate("zc::feel", "a closing quote") : QCoreApplication::translate("zc::feel", "an authoring expression (half-width symbols)"));
}

std::nullptr_t Parser::fail(Problem::Kind kind, const Token &token, const QString &expected)
{
    if (!m_failed) {
        m_failed = true;
        const QString shown = token.kind == Token::Kind::End ? QCoreApplication::translate("zc::feel", "(end)")
            : token.kind == Token::Kind::Bad                 ? token.text
                                                             : m_text.mid(token.begin, token.end - token.begin).toString();
        m_problem = {kind, token.column, shown, expected};
    }
    return nullptr;
}

bool Parser::isSymbol(QStringView text, int ahead) const
{
    return peek(ahead).kind == Token::Kind::Symbol && peek(ahead).text == text;
}

bool Parser::isWord(QStringView text, int ahead) const
{
    return peek(ahead).kind == Token::Kind::Name && peek(ahead).text == text;
}

bool Parser::takeSymbol(QStringView text)
{
    if (!isSymbol(text))
        return false;
    ++m_at;
    return true;
}

bool Parser::takeWord(QStringView text)
{
    if (!isWord(text))
        return false;
    ++m_at;
    return true;
}

bool Parser::expectSymbol(QStringView text)
{
    if (takeSymbol(text))
        return true;
    syntax(text.toString());
    return false;
}

bool Parser::expectWord(QStringView text)
{
    if (takeWord(text))
        return true;
    syntax(text.toString());
    return false;
}

bool Parser::atEnd()
{
    if (m_failed)
        return false;
    if (peek().kind == Token::Kind::End)
        return true;
    syntax(QCoreApplication::translate("zc::feel", "the end of the expression"));
    return false;
}

// Every production that can contain itself passes here, so hostile nesting ends before the stack does.
bool Parser::deeper()
{
    if (m_failed)
        return false;
    if (++m_depth <= m_limits.depth)
        return true;
    fail(Problem::Kind::TooLarge, peek(), QCoreApplication::translate("zc::feel", "at most %1 levels").arg(m_limits.depth));
    return false;
}

NodePtr Parser::expression()
{
    NodePtr node = parseExpression();
    return node && atEnd() ? node : nullptr;
}

NodePtr Parser::parseExpression()
{
    if (!deeper())
        return nullptr;
    NodePtr node = isWord(u"if") ? parseIf() : (isWord(u"some") || isWord(u"every")) ? parseQuantifier() : parseOr();
    --m_depth;
    return m_failed ? nullptr : node;
}

NodePtr Parser::parseIf()
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
    return no ? makeNode(Node::Kind::If, column, {condition, yes, no}) : nullptr;
}

NodePtr Parser::parseQuantifier()
{
    const int column = peek().column;
    const auto kind = isWord(u"some") ? Node::Kind::Some : Node::Kind::Every;
    ++m_at;
    if (peek().kind != Token::Kind::Name || reservedWords().contains(peek().text))
        return syntax(QCoreApplication::translate("zc::feel", "a variable name"));
    const QString variable = peek().text;
    ++m_at;
    if (!expectWord(u"in"))
        return nullptr;
    NodePtr list = parseExpression();
    if (!list || !expectWord(u"satisfies"))
        return nullptr;
    NodePtr condition = parseExpression();
    if (!condition)
        return nullptr;
    auto node = makeNode(kind, column, {list, condition});
    node->name = variable;
    return node;
}

NodePtr Parser::parseOr()
{
    const int column = peek().column;
    QList<NodePtr> parts;
    do {
        NodePtr part = parseAnd();
        if (!part)
            return nullptr;
        parts << part;
    } while (takeWord(u"or"));
    return parts.size() == 1 ? parts.constFirst() : NodePtr(makeNode(Node::Kind::Or, column, parts));
}

NodePtr Parser::parseAnd()
{
    const int column = peek().column;
    QList<NodePtr> parts;
    do {
        NodePtr part = parseComparison();
        if (!part)
            return nullptr;
        parts << part;
    } while (takeWord(u"and"));
    return parts.size() == 1 ? parts.constFirst() : NodePtr(makeNode(Node::Kind::And, column, parts));
}

NodePtr Parser::parseComparison()
{
    const int column = peek().column;
    NodePtr left = parseAdditive();
    if (!left)
        return nullptr;
    if (isWord(u"in"))
        return parseIn(left);
    const auto op = compareOp(peek());
    if (!op)
        return left;
    ++m_at;
    NodePtr right = parseAdditive();
    if (!right)
        return nullptr;
    if (compareOp(peek()))
        return syntax(QCoreApplication::translate("zc::feel", "and or or (comparisons do not chain)"));
    auto node = makeNode(Node::Kind::Compare, column, {left, right});
    node->op = *op;
    return node;
}

NodePtr Parser::parseIn(NodePtr left)
{
    auto node = makeNode(Node::Kind::In, left->column, {left});
    ++m_at;
    // "(" opens either a list of tests or an interval that leaves its lower end out; only ".." tells them apart.
    const qsizetype start = m_at;
    bool list = isSymbol(u"(");
    if (list) {
        Value low;
        ++m_at;
        const bool interval = (peek().kind == Token::Kind::Number && isSymbol(u"..", 1)) || (isWord(u"date") && isSymbol(u"..", 4))
            || (isSymbol(u"-") && isSymbol(u"..", 2));
        list = !interval;
        if (interval)
            m_at = start;
    }
    do {
        Test test;
        if (!parseTest(test))
            return nullptr;
        node->tests << test;
    } while (list && takeSymbol(u","));
    if (list && !expectSymbol(u")"))
        return nullptr;
    return node;
}

NodePtr Parser::parseAdditive()
{
    NodePtr left = parseMultiplicative();
    while (left && (isSymbol(u"+") || isSymbol(u"-"))) {
        const Token sign = peek();
        ++m_at;
        const bool duration = isWord(u"duration");
        if (m_profile == Profile::Authoring && !duration)
            return fail(Problem::Kind::OutsideProfile, sign, QCoreApplication::translate("zc::feel", "a date ± duration(\"P1Y\")"));
        NodePtr right = parseMultiplicative();
        if (!right)
            return nullptr;
        left = makeNode(sign.text == u"+" ? Node::Kind::Add : Node::Kind::Subtract, left->column, {left, right});
    }
    return left;
}

NodePtr Parser::parseMultiplicative()
{
    NodePtr left = parsePrimary();
    while (left && (isSymbol(u"*") || isSymbol(u"/"))) {
        const Token sign = peek();
        if (m_profile == Profile::Authoring)
            return fail(Problem::Kind::OutsideProfile, sign, QCoreApplication::translate("zc::feel", "the authoring profile has no * and /"));
        ++m_at;
        NodePtr right = parsePrimary();
        if (!right)
            return nullptr;
        left = makeNode(sign.text == u"*" ? Node::Kind::Multiply : Node::Kind::Divide, left->column, {left, right});
    }
    return left;
}

NodePtr Parser::parsePrimary()
{
    const Token token = peek();
    if (token.kind == Token::Kind::Symbol) {
        if (takeSymbol(u"(")) {
            NodePtr inner = parseExpression();
            return inner && expectSymbol(u")") ? inner : nullptr;
        }
        if (takeSymbol(u"[")) {
            auto node = makeNode(Node::Kind::List, token.column);
            if (takeSymbol(u"]"))
                return node;
            do {
                NodePtr item = parseExpression();
                if (!item)
                    return nullptr;
                node->children << item;
            } while (takeSymbol(u","));
            return expectSymbol(u"]") ? NodePtr(node) : nullptr;
        }
        if (isSymbol(u"-") && peek(1).kind != Token::Kind::Number && m_profile == Profile::Engine) {
            ++m_at;
            if (!deeper())
                return nullptr;
            NodePtr operand = parsePrimary();
            --m_depth;
            auto zero = makeNode(Node::Kind::Constant, token.column);
            zero->constant = Value(Decimal(0));
            return operand ? NodePtr(makeNode(Node::Kind::Subtract, token.column, {zero, operand})) : nullptr;
        }
    }
    if (token.kind == Token::Kind::Name && token.text == u"not")
        return parseCall(u"not"_s, 1);
    if (token.kind == Token::Kind::Name && isSymbol(u"(", 1) && token.text != u"date" && token.text != u"duration")
        return parseCall(token.text, 1);
    if (isWord(u"list") && isWord(u"contains", 1) && isSymbol(u"(", 2))
        return parseCall(u"list contains"_s, 2);
    const bool temporal = (isWord(u"date") || isWord(u"duration")) && isSymbol(u"(", 1);
    if (token.kind == Token::Kind::Name && !temporal && !reservedWords().contains(token.text)) {
        ++m_at;
        auto node = makeNode(Node::Kind::Name, token.column);
        node->name = token.text;
        return node;
    }
    auto node = makeNode(Node::Kind::Constant, token.column);
    if (!parseConstant(node->constant, m_profile == Profile::Engine))
        return nullptr;
    return node;
}

NodePtr Parser::parseCall(const QString &function, int words)
{
    const Token token = peek();
    struct Signature {
        Node::Kind kind;
        int arguments;
    };
    static const QHash<QString, Signature> known = {
        {u"not"_s, {Node::Kind::Not, 1}}, {u"count"_s, {Node::Kind::Count, 1}}, {u"list contains"_s, {Node::Kind::ListContains, 2}}};
    const auto signature = known.constFind(function);
    if (signature == known.cend())
        return fail(Problem::Kind::OutsideProfile, token, QCoreApplication::translate("zc::feel", "not(…), count(…), list contains(…, …), date(…) or duration(…)"));
    m_at += words;
    if (!expectSymbol(u"("))
        return nullptr;
    auto node = makeNode(signature->kind, token.column);
    do {
        NodePtr argument = parseExpression();
        if (!argument)
            return nullptr;
        node->children << argument;
    } while (takeSymbol(u","));
    if (!expectSymbol(u")"))
        return nullptr;
    if (node->children.size() != signature->arguments)
        return fail(Problem::Kind::Syntax, token, QCoreApplication::translate("zc::feel", "%1 with %2 arguments").arg(function).arg(signature->arguments));
    return node;
}

bool Parser::parseTest(Test &test)
{
    if (m_failed)
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

bool Parser::parseConstant(Value &value, bool allowNull)
{
    if (m_failed)
        return false;
    const Token token = peek();
    if (token.kind == Token::Kind::Number || (isSymbol(u"-") && peek(1).kind == Token::Kind::Number)) {
        const bool negative = takeSymbol(u"-");
        value = Value(negative ? peek().number.negated() : peek().number);
        ++m_at;
        return true;
    }
    if (token.kind == Token::Kind::String) {
        value = Value(token.text);
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
        return parseTemporal(token.text, value);
    fail(Problem::Kind::Syntax, token, QCoreApplication::translate("zc::feel", "a number, \"text\", true, false or date(\"…\")"));
    return false;
}

bool Parser::parseTemporal(const QString &function, Value &value)
{
    m_at += 2;
    const Token token = peek();
    if (token.kind != Token::Kind::String) {
        syntax(QCoreApplication::translate("zc::feel", "a date or duration in quotes"));
        return false;
    }
    ++m_at;
    if (!expectSymbol(u")"))
        return false;
    if (function == u"date") {
        if (const auto date = Date::fromText(token.text)) {
            value = Value(*date);
            return true;
        }
        fail(Problem::Kind::WrongType, token, QCoreApplication::translate("zc::feel", "an existing date, for example \"2026-01-31\""));
        return false;
    }
    if (const auto duration = Duration::fromText(token.text)) {
        value = Value(*duration);
        return true;
    }
    fail(Problem::Kind::WrongType, token, QCoreApplication::translate("zc::feel", "a duration, for example \"P1Y\", \"P6M\", \"P30D\""));
    return false;
}

bool Parser::cell(Cell &cell)
{
    if (m_failed)
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

bool Parser::constant(Value &value)
{
    return parseConstant(value, true) && atEnd();
}

} // namespace zc::feel
