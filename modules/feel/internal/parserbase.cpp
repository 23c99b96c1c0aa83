#include "internal/parserbase.h"

#include <QCoreApplication>

namespace zc::feel {

namespace {
constexpr int kMaxHeight = 1024;                       // levels of a tree; the evaluator goes down one by one
}

ParserBase::ParserBase(QStringView text, Profile profile, const Limits &limits) : m_text(text), m_limits(limits)
{
    if (text.size() > limits.textLength) {
        m_tokens << Token();
        fail(Problem::Kind::TooLarge, m_tokens.constFirst(), QCoreApplication::translate("zc::feel", "at most %1 characters").arg(limits.textLength));
        return;
    }
    m_tokens = tokenize(text, profile);
    if (m_tokens.constLast().kind != Token::Kind::Bad)
        return;
    const bool quote = m_tokens.constLast().decoded.startsWith(u'"');
    fail(Problem::Kind::Syntax, m_tokens.constLast(),
         quote                            ? QCoreApplication::translate("zc::feel", "a closing quote")
             : profile == Profile::Engine ? QCoreApplication::translate("zc::feel", "an expression")
                                          : QCoreApplication::translate("zc::feel", "an authoring expression (half-width symbols)"));
}

std::nullptr_t ParserBase::fail(Problem::Kind kind, const Token &token, const QString &expected)
{
    if (!m_failed) {
        m_failed = true;
        const QString shown = token.kind == Token::Kind::End ? QCoreApplication::translate("zc::feel", "(end)")
            : token.kind == Token::Kind::Bad                 ? token.decoded
                                                             : token.text.toString();
        m_problem = {kind, token.column, shown, expected};
    }
    return nullptr;
}

bool ParserBase::takeSymbol(QStringView text)
{
    if (!isSymbol(text))
        return false;
    ++m_at;
    return true;
}

bool ParserBase::takeWord(QStringView text)
{
    if (!isWord(text))
        return false;
    ++m_at;
    return true;
}

bool ParserBase::expectSymbol(QStringView text)
{
    if (takeSymbol(text))
        return true;
    syntax(text.toString());
    return false;
}

bool ParserBase::expectWord(QStringView text)
{
    if (takeWord(text))
        return true;
    syntax(text.toString());
    return false;
}

bool ParserBase::atEnd()
{
    if (m_failed)
        return false;
    if (peek().kind == Token::Kind::End)
        return true;
    syntax(QCoreApplication::translate("zc::feel", "the end of the expression"));
    return false;
}

std::optional<CompareOp> ParserBase::compareOp(const Token &token)
{
    if (token.kind != Token::Kind::Symbol)
        return std::nullopt;
    static constexpr QStringView kSymbols[] = {u"=", u"!=", u"<", u"<=", u">", u">="};
    for (int i = 0; i < 6; ++i)
        if (token.text == kSymbols[i])
            return CompareOp(i);
    return std::nullopt;
}

bool ParserBase::deeper()
{
    if (m_failed)
        return false;
    if (++m_depth <= m_limits.depth)
        return true;
    fail(Problem::Kind::TooLarge, peek(), QCoreApplication::translate("zc::feel", "at most %1 levels").arg(m_limits.depth));
    return false;
}

std::shared_ptr<Node> ParserBase::makeNode(Node::Kind kind, int column, QList<NodePtr> children)
{
    auto node = std::make_shared<Node>();
    node->kind = kind;
    node->column = column;
    node->children = std::move(children);
    return node;
}

NodePtr ParserBase::finished(std::shared_ptr<Node> node)
{
    int height = 0;
    for (const NodePtr &child : std::as_const(node->children))
        height = std::max(height, child->height);
    node->height = height + 1;
    if (node->height > kMaxHeight)
        return fail(Problem::Kind::TooLarge, peek(), QCoreApplication::translate("zc::feel", "at most %1 levels").arg(kMaxHeight));
    return node;
}

int ParserBase::freeName(const QString &name)
{
    qsizetype slot = m_freeNames.indexOf(name);
    if (slot < 0) {
        slot = m_freeNames.size();
        m_freeNames << name;
    }
    return int(slot);
}

int ParserBase::bindLocal()
{
    const int slot = m_locals++;
    m_maxLocals = std::max(m_maxLocals, m_locals);
    return slot;
}

} // namespace zc::feel
