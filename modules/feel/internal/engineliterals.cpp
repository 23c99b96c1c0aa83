// Literals, ranges, contexts, functions and the expressions that begin with a word of their own.
#include "internal/engineparser.h"

#include <QCoreApplication>

namespace zc::feel {

using namespace Qt::StringLiterals;

NodePtr EngineParser::parsePrimary()
{
    m_type = Type();
    const Token &token = peek();
    switch (token.kind) {
    case Token::Kind::Number:
    case Token::Kind::String: {
        auto node = makeNode(Node::Kind::Constant, token.column);
        node->constant = token.kind == Token::Kind::Number ? Value(token.number) : Value(token.decoded);
        m_type = Type::of(node->constant);
        ++m_at;
        return node;
    }
    case Token::Kind::Name: return parseName();
    case Token::Kind::Symbol:
        if (token.text == u"(")
            return parseParenthesis();
        if (token.text == u"[" || token.text == u"]")
            return parseBracket();
        if (token.text == u"{")
            return parseContext();
        if (token.text == u"@")
            return parseAt();
        break;
    default: break;
    }
    return syntax(QCoreApplication::translate("zc::feel", "an expression"));
}

NodePtr EngineParser::parseAt()
{
    auto node = makeNode(Node::Kind::Constant, peek().column);
    ++m_at;
    const Token &token = peek();
    if (token.kind != Token::Kind::String)
        return syntax(QCoreApplication::translate("zc::feel", "a date, time or duration in quotes"));
    ++m_at;
    if (const auto date = Date::fromText(token.decoded))
        node->constant = Value(*date);
    else if (const auto dateTime = DateTime::fromText(token.decoded))
        node->constant = Value(*dateTime);
    else if (const auto time = TimeOfDay::fromText(token.decoded))
        node->constant = Value(*time);
    else if (const auto duration = Duration::fromText(token.decoded))
        node->constant = Value(*duration);
    else
        node->flag = true;
    m_type = Type::of(node->constant);
    return node;
}

NodePtr EngineParser::parseParenthesis()
{
    const int column = peek().column;
    ++m_at;
    if (compareOp(peek())) {                           // (< 10): the range of what passes
        if (!deeper())
            return nullptr;
        NodePtr test = parseTest(0);
        shallower();
        m_type = Type();
        return test && expectSymbol(u")") ? test : nullptr;
    }
    NodePtr inner = parseExpression();
    if (!inner)
        return nullptr;
    if (isSymbol(u".."))
        return parseRangeEnd(inner, true, column);
    return expectSymbol(u")") ? inner : nullptr;
}

NodePtr EngineParser::parseBracket()
{
    const int column = peek().column;
    const bool open = isSymbol(u"]");
    ++m_at;
    if (!open && takeSymbol(u"]")) {
        m_type = Type::listOf(QStringList());
        return makeNode(Node::Kind::List, column);
    }
    NodePtr first = parseExpression();
    if (!first)
        return nullptr;
    if (open || isSymbol(u".."))
        return parseRangeEnd(first, open, column);
    auto node = makeNode(Node::Kind::List, column, {first});
    const Type element = m_type;
    while (takeSymbol(u",")) {
        NodePtr item = parseExpression();
        if (!item)
            return nullptr;
        node->children << item;
    }
    m_type = Type::listWith(element);
    return expectSymbol(u"]") ? finished(node) : nullptr;
}

// Behind the lower end. `[1..5[` leaves its upper end out like `[1..5)`.
NodePtr EngineParser::parseRangeEnd(const NodePtr &low, bool lowOpen, int column)
{
    if (!expectSymbol(u".."))
        return nullptr;
    NodePtr high = parseExpression();
    if (!high)
        return nullptr;
    auto node = makeNode(Node::Kind::RangeOf, column, {low, high});
    node->lowOpen = lowOpen;
    node->highOpen = isSymbol(u")") || isSymbol(u"[");
    if (!node->highOpen && !isSymbol(u"]"))
        return syntax(QCoreApplication::translate("zc::feel", "] or )"));
    ++m_at;
    m_type = Type();
    return finished(node);
}

NodePtr EngineParser::parseContext()
{
    auto node = makeNode(Node::Kind::Context, peek().column);
    ++m_at;
    QList<std::pair<QString, Type>> components;
    if (!isSymbol(u"}")) {
        do {
            const bool quoted = peek().kind == Token::Kind::String;
            const QString key = quoted ? peek().decoded : takeUntil(u":", {});
            m_at += quoted ? 1 : 0;
            if ((key.isEmpty() && !quoted) || !isSymbol(u":"))
                return syntax(QCoreApplication::translate("zc::feel", "a key and a colon"));
            ++m_at;
            remember(key);
            // The entries behind it know the name, and a function knows its own; any other entry does not know itself.
            bind(key, Type());
            const qsizetype place = m_bound.size() - 1;
            const int slot = m_bound.at(place).slot;
            if (node->slot < 0)
                node->slot = slot;
            const bool function = isWord(u"function") && isSymbol(u"(", 1);
            const QStringList parts = m_bound.at(place).parts;
            if (!function)
                m_bound[place].parts.clear();
            m_selfAt = function ? m_at : -1;
            m_self = slot;
            NodePtr value = parseExpression();
            if (!value)
                return nullptr;
            m_bound[place].parts = parts;
            m_bound[place].type = m_type;
            components << std::pair(key, m_type);
            node->names << key;
            node->children << value;
        } while (takeSymbol(u","));
    }
    unbind(node->names.size());
    m_type = Type::contextWith(components);
    return expectSymbol(u"}") ? finished(node) : nullptr;
}

NodePtr EngineParser::parseFunction()
{
    auto node = makeNode(Node::Kind::Lambda, peek().column);
    node->self = m_at == m_selfAt ? m_self : -1;
    m_at += 2;
    while (!isSymbol(u")")) {
        qsizetype length = 0;
        while (peek(length).kind != Token::Kind::End && !isSymbol(u":", length) && !isSymbol(u",", length) && !isSymbol(u")", length))
            ++length;
        const QString name = takeUntil(isSymbol(u":", length) ? u":" : isSymbol(u",", length) ? u"," : u")", {});
        if (name.isEmpty())
            return syntax(QCoreApplication::translate("zc::feel", "a parameter's name"));
        Type type;
        if (takeSymbol(u":")) {
            const auto declared = parseType();
            if (!declared)
                return nullptr;
            type = *declared;
        }
        node->names << name;
        node->types << type;
        if (!takeSymbol(u","))
            break;
    }
    if (!expectSymbol(u")"))
        return nullptr;
    const bool external = takeWord(u"external");
    node->slot = localCount();
    for (qsizetype i = 0; i < node->names.size(); ++i)
        bind(node->names.at(i), node->types.at(i));
    NodePtr body = parseExpression();
    const Type result = body && body->kind == Node::Kind::Constant ? m_type : Type();
    unbind(node->names.size());
    if (!body)
        return nullptr;
    if (external)
        node->kind = Node::Kind::External;
    node->children << body;
    TypeDetail detail;
    detail.hasSignature = true;
    detail.parameters = node->types;
    detail.result = result;
    m_type = Type();
    m_type.kind = Type::Kind::Function;
    m_type.detail = std::make_shared<const TypeDetail>(std::move(detail));
    node->types << result;
    return finished(node);
}

NodePtr EngineParser::parseIf()
{
    const int column = peek().column;
    ++m_at;
    NodePtr condition = parseExpression();
    NodePtr yes = condition && expectWord(u"then") ? parseExpression() : nullptr;
    NodePtr no = yes && expectWord(u"else") ? parseExpression() : nullptr;
    m_type = Type();
    return no ? finished(makeNode(Node::Kind::If, column, {condition, yes, no})) : nullptr;
}

int EngineParser::parseIterators(QList<NodePtr> &iterators)
{
    int count = 0;
    do {
        auto node = makeNode(Node::Kind::Iterator, peek().column);
        node->name = takeUntil({}, u"in");
        if (node->name.isEmpty() || !expectWord(u"in")) {
            syntax(QCoreApplication::translate("zc::feel", "a variable name"));
            return -1;
        }
        NodePtr first = parseExpression();
        if (!first)
            return -1;
        node->children << first;
        Type element = m_type.kind == Type::Kind::List ? m_type.element() : Type();
        if (takeSymbol(u"..")) {
            NodePtr last = parseExpression();
            if (!last)
                return -1;
            node->children << last;
            element = Type();
        }
        bind(node->name, element);
        node->slot = m_bound.constLast().slot;
        ++count;
        NodePtr done = finished(node);
        if (!done)
            return -1;
        iterators << done;
    } while (takeSymbol(u","));
    return count;
}

NodePtr EngineParser::parseFor()
{
    auto node = makeNode(Node::Kind::For, peek().column);
    ++m_at;
    QList<NodePtr> iterators;
    const int count = parseIterators(iterators);
    if (count < 0 || !expectWord(u"return"))
        return nullptr;
    bool used = false;
    bind(u"partial"_s, Type(), &used);
    node->slot = m_bound.constLast().slot;
    NodePtr result = parseExpression();
    unbind(count + 1);
    if (!result)
        return nullptr;
    node->flag = used;
    node->children = iterators << result;
    m_type = Type::listWith(m_type);
    return finished(node);
}

NodePtr EngineParser::parseQuantified()
{
    auto node = makeNode(Node::Kind::Quantified, peek().column);
    node->flag = isWord(u"every");
    ++m_at;
    QList<NodePtr> iterators;
    const int count = parseIterators(iterators);
    if (count < 0 || !expectWord(u"satisfies"))
        return nullptr;
    NodePtr condition = parseExpression();
    unbind(count);
    if (!condition)
        return nullptr;
    node->children = iterators << condition;
    m_type = Type::boolean();
    return finished(node);
}

} // namespace zc::feel
