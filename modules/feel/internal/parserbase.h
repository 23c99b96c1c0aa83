#pragma once
#include "internal/lexer.h"

namespace zc::feel {

// What the parsers of both profiles share: the cursor over the tokens, the first problem, the bound and the free names, and the
// limits on nesting. One use, one thread.
class ParserBase {
public:
    const Problem &problem() const { return m_problem; }
    Program program(NodePtr root) const { return {std::move(root), m_freeNames, m_maxLocals}; }

protected:
    ParserBase(QStringView text, Profile profile, const Limits &limits);

    const Token &peek(qsizetype ahead = 0) const { return m_tokens[qMin(m_at + ahead, m_tokens.size() - 1)]; }
    bool isSymbol(QStringView text, qsizetype ahead = 0) const
    {
        const Token &token = peek(ahead);
        return token.kind == Token::Kind::Symbol && token.text == text;
    }
    bool isWord(QStringView text, qsizetype ahead = 0) const
    {
        const Token &token = peek(ahead);
        return token.kind == Token::Kind::Name && token.text == text;
    }
    bool takeSymbol(QStringView text);
    bool takeWord(QStringView text);
    bool expectSymbol(QStringView text);
    bool expectWord(QStringView text);
    bool atEnd();
    static std::optional<CompareOp> compareOp(const Token &token);

    std::nullptr_t fail(Problem::Kind kind, const Token &token, const QString &expected);
    std::nullptr_t syntax(const QString &expected) { return fail(Problem::Kind::Syntax, peek(), expected); }
    bool failed() const { return m_failed; }

    // Every production that can contain itself passes here, so hostile nesting ends before the stack does.
    bool deeper();
    void shallower() { --m_depth; }
    std::shared_ptr<Node> makeNode(Node::Kind kind, int column, QList<NodePtr> children = {});
    // nullptr when the tree has become too high: long chains of one level nest to the left.
    NodePtr finished(std::shared_ptr<Node> node);

    int freeName(const QString &name);                 // its slot
    int bindLocal();                                   // a new innermost one; its slot
    void unbindLocals(int count) { m_locals -= count; }
    int localCount() const { return m_locals; }

    QStringView m_text;
    Limits m_limits;
    QList<Token> m_tokens;
    qsizetype m_at = 0;

private:
    int m_depth = 0;
    int m_locals = 0, m_maxLocals = 0;
    QStringList m_freeNames;
    Problem m_problem;
    bool m_failed = false;
};

} // namespace zc::feel
