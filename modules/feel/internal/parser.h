#pragma once
#include "internal/lexer.h"

namespace zc::feel {

// Recursive descent over the grammar of guidance.md §3; arithmetic beyond date ± duration only in the engine profile.
// The first problem ends the parse. One use, one thread.
class Parser {
public:
    Parser(QStringView text, Profile profile, const Limits &limits);
    NodePtr expression();                              // the whole text; nullptr with problem() set
    bool cell(Cell &cell);
    bool constant(Value &value);                       // a constant or null
    const Problem &problem() const { return m_problem; }

private:
    NodePtr parseExpression();
    NodePtr parseIf();
    NodePtr parseQuantifier();
    NodePtr parseOr();
    NodePtr parseAnd();
    NodePtr parseComparison();
    NodePtr parseIn(NodePtr left);
    NodePtr parseAdditive();
    NodePtr parseMultiplicative();
    NodePtr parsePrimary();
    NodePtr parseCall(const QString &function, int words);
    bool parseTest(Test &test);
    bool parseConstant(Value &value, bool allowNull = false);
    bool parseTemporal(const QString &function, Value &value);

    const Token &peek(int ahead = 0) const { return m_tokens[qMin(m_at + ahead, m_tokens.size() - 1)]; }
    bool isSymbol(QStringView text, int ahead = 0) const;
    bool isWord(QStringView text, int ahead = 0) const;
    bool takeSymbol(QStringView text);
    bool takeWord(QStringView text);
    bool expectSymbol(QStringView text);
    bool expectWord(QStringView text);
    bool atEnd();
    std::nullptr_t fail(Problem::Kind kind, const Token &token, const QString &expected);
    std::nullptr_t syntax(const QString &expected) { return fail(Problem::Kind::Syntax, peek(), expected); }
    bool deeper();

    QStringView m_text;
    Profile m_profile;
    Limits m_limits;
    QList<Token> m_tokens;
    qsizetype m_at = 0;
    int m_depth = 0;
    Problem m_problem;
    bool m_failed = false;
};

} // namespace zc::feel
