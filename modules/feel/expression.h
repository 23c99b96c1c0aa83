#pragma once
#include <base/result.h>
#include <feel/ast.h>
#include <feel/context.h>
#include <feel/names.h>
#include <feel/run.h>

namespace zc::feel {

// Authoring: the verifiable profile of item packs; names and types are checked against the scope. Engine: all of FEEL 1.5;
// nothing is checked before it runs, wrong kinds give null with a diagnostic.
enum class Profile { Authoring, Engine };

// What is wrong with a text, in parts, so that a caller can word it for its reader.
struct Problem {
    enum class Kind { Syntax, UnknownName, WrongType, OutsideValues, OutsideProfile, TooLarge };
    Kind kind = Kind::Syntax;
    int column = 1;                                    // counted from 1 in characters
    QString text;                                      // the piece that is wrong
    QString expected;                                  // what should stand there, Chinese
};

// What an evaluation comes to. Unknown: an unanswered fact is needed. NotApplicable: a fact that does not apply was read.
struct Evaluation {
    FactState state = FactState::Known;
    Value value;                                       // with Known
    QList<Diagnostic> diagnostics;
    bool isTrue() const { return state == FactState::Known && value.isBoolean() && value.boolean(); }
    bool isFalse() const { return state == FactState::Known && value.isBoolean() && !value.boolean(); }
};

// A tree with what evaluating it needs to know in advance.
struct Program {
    NodePtr root;
    QStringList freeNames;                             // in order of first use; Node::slot of a free Name counts them
    int locals = 0;                                    // how many values the expression binds at once at most
};

// A parsed expression. Immutable, any thread; evaluation never throws and never fails.
// parse: FEEL-SYNTAX, FEEL-TYPE (unknown name, wrong type, constant outside the values), FEEL-LIMIT; detail says column and text.
class Expression {
public:
    static Result<Expression> parse(QStringView text, const Scope &scope, Profile profile, Problem *problem = nullptr,
                                    const Limits &limits = {});
    static Result<Expression> parse(QStringView text, const Names &names, Problem *problem = nullptr, const Limits &limits = {});  // engine
    Evaluation evaluate(const Context &context, const Limits &limits = {}) const;
    Entry evaluate(const Context &context, Run &run) const;        // as a part of something larger

    const NodePtr &root() const { return m_program->root; }
    const Type &type() const { return m_type; }        // authoring only; Any otherwise
    QString text() const { return m_text; }
    QStringList names() const { return m_program->freeNames; }     // free names, in order of first use
    // The bare name this expression consists of, or empty. A table column over a bare name treats 不适用 as "no match".
    QString bareName() const;

private:
    friend class UnaryTests;
    std::shared_ptr<const Program> m_program;
    Type m_type;
    QString m_text;
};

// The tests of a table cell against one input.
class UnaryTests {
public:
    static Result<UnaryTests> parse(QStringView text, const Type &input, Profile profile, Problem *problem = nullptr,
                                    const Limits &limits = {});
    static Result<UnaryTests> parse(QStringView text, const Names &names, Problem *problem = nullptr, const Limits &limits = {});  // engine
    // A boolean; NotApplicable matches `-` only and gives false otherwise. The second form sees the names of a context.
    Evaluation matches(const Entry &input) const;
    Entry matches(const Entry &input, const Context &context, Run &run) const;
    const Cell &cell() const { return m_cell; }        // engine: `any` alone says something
    QString text() const { return m_text; }

private:
    Cell m_cell;
    std::shared_ptr<const Program> m_program;          // engine: null for `-`
    QString m_text;
};

// A single constant or null, as it stands in an output cell.
Result<Value> parseConstant(QStringView text, Problem *problem = nullptr);

// Whether `value` passes one test; nullopt when the kinds do not compare.
std::optional<bool> passes(const Test &test, const Value &value);
std::optional<bool> compare(CompareOp op, const Value &left, const Value &right);

} // namespace zc::feel
