#pragma once
#include "internal/parserbase.h"

namespace zc::feel {

// Recursive descent over the whole grammar of FEEL 1.5 (clause 10.3.1.2). A name is the longest one of the names in scope that
// begins at its first word; what is in no scope is a run of plain words. The first problem ends the parse. One use, one thread.
class EngineParser : public ParserBase {
public:
    EngineParser(QStringView text, const Names &names, const Limits &limits) : ParserBase(text, Profile::Engine, limits), m_names(names) {}
    NodePtr expression();                              // the whole text; nullptr with problem() set
    NodePtr unaryTests(bool &any);                     // over `?`, the first local; nullptr and `any` for a single dash
    bool resolved() const { return m_resolved; }       // every name was found in a scope

private:
    // A name that the text itself binds.
    struct Bound {
        QStringList parts;
        QString name;
        int slot;
        int filters;                                   // how many filters were open where it was bound
        Type type;
        bool *used;                                    // told when somebody reads it; may be null
    };
    struct Found {
        enum class Kind { Nothing, Bound, Member, Free, Builtin };
        Kind kind = Kind::Nothing;
        qsizetype length = 0;                          // in tokens
        QString name;
        int index = -1;                                // of m_bound, or of the built-in functions
        Type type;
    };

    // engineparser.cpp
    NodePtr parseExpression();
    NodePtr parseBinary(int least);
    NodePtr parseUnary();
    NodePtr parsePostfix(NodePtr node);
    NodePtr parseIn(const NodePtr &value);
    NodePtr parseTest(int least);
    NodePtr parseTestList(NodePtr value, int column);
    NodePtr parseFilter(const NodePtr &list, const Type &type);
    NodePtr parsePath(const NodePtr &base, Type type);
    NodePtr parseArguments(const std::shared_ptr<Node> &node);
    NodePtr parseInstanceOf(const NodePtr &value);

    // engineliterals.cpp
    NodePtr parsePrimary();
    NodePtr parseAt();
    NodePtr parseParenthesis();
    NodePtr parseBracket();
    NodePtr parseRangeEnd(const NodePtr &low, bool lowOpen, int column);
    NodePtr parseContext();
    NodePtr parseFunction();
    NodePtr parseIf();
    NodePtr parseFor();
    NodePtr parseQuantified();
    int parseIterators(QList<NodePtr> &iterators);     // how many were bound; -1 on a problem

    // enginenames.cpp
    NodePtr parseName();
    Found find() const;
    void consider(Found &best, const QList<Names::Candidate> &candidates, Found::Kind kind) const;
    bool standsHere(const QStringList &parts, qsizetype ahead = 0) const;
    QString takeRun(qsizetype least);                  // consecutive plain words, at least so many tokens whatever they are
    QString takeUntil(QStringView symbol, QStringView word);       // a new name, up to a sign or a word
    qsizetype argumentName() const;                    // tokens of `name :` that begin here; 0 if they do not
    std::optional<Type> parseType();
    bool startsExpression(const Token &token) const;
    static bool isKeyword(QStringView word);
    void bind(const QString &name, const Type &type, bool *used = nullptr);
    void unbind(qsizetype count);
    void remember(const QString &key);                 // a key of a context written in this text

    const Names &m_names;
    QList<Bound> m_bound;
    QList<Type> m_filters;                             // what each open filter looks at
    QHash<QString, QList<Names::Candidate>> m_keys;
    Type m_type;                                       // of the postfix expression just parsed, as far as it is known
    qsizetype m_selfAt = -1;                           // where the function of a context entry begins, and the entry's slot
    int m_self = -1;
    bool m_resolved = true;
};

// The built-in functions as the parser sees them.
const QList<Names::Candidate> &builtinsBeginningWith(const QString &part);
int builtinIndex(const QString &name);

} // namespace zc::feel
