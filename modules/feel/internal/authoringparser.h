#pragma once
#include "internal/parserbase.h"

namespace zc::feel {

// Recursive descent over the grammar of the authoring profile: every test is a constant, so that tables can be verified.
// The first problem ends the parse. One use, one thread.
class AuthoringParser : public ParserBase {
public:
    AuthoringParser(QStringView text, const Limits &limits) : ParserBase(text, Profile::Authoring, limits) {}
    NodePtr expression();                              // the whole text; nullptr with problem() set
    bool cell(Cell &cell);
    bool constant(Value &value);                       // a constant or null
    bool chained() const { return m_chained; }         // the problem was a < b < c, which the full language reads otherwise

private:
    NodePtr parseExpression();
    NodePtr parseIf();
    NodePtr parseQuantifier();
    NodePtr parseOr();
    NodePtr parseAnd();
    NodePtr parseComparison();
    NodePtr parseIn(const NodePtr &left);
    NodePtr parseShift();
    NodePtr parsePrimary();
    NodePtr parseName(const Token &token);
    NodePtr parseCall(Node::Kind kind, int arguments, int words);
    bool parseTest(Test &test);
    bool parseConstant(Value &value, bool allowNull = false);
    bool parseTemporal(const Token &function, Value &value);

    QList<std::pair<QStringView, int>> m_bound;        // variables of the quantifiers around this place, and their slots
    bool m_chained = false;
};

} // namespace zc::feel
