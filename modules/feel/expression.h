#pragma once
#include <base/result.h>
#include <feel/ast.h>
#include <feel/context.h>
#include <feel/type.h>

namespace zc::feel {

// Authoring: the verifiable profile of item packs; names and types are checked against the scope. Engine: the operators of the
// full language that exist so far, unchecked; wrong kinds give null with a diagnostic.
enum class Profile { Authoring, Engine };

struct Limits {
    int textLength = 64 * 1024;                        // UTF-16 units
    int depth = 256;
    qint64 steps = 10'000'000;
};

// What is wrong with a text, in parts, so that a caller can word it for its reader.
struct Problem {
    enum class Kind { Syntax, UnknownName, WrongType, OutsideValues, OutsideProfile, TooLarge };
    Kind kind = Kind::Syntax;
    int column = 1;                                    // counted from 1 in characters
    QString text;                                      // the piece that is wrong
    QString expected;                                  // what should stand there, Chinese
};

struct Diagnostic {
    QString code;                                      // FEEL-TYPE, FEEL-LIMIT
    QString detail;
};

// What an evaluation comes to. Unknown: an unanswered fact is needed. NotApplicable: a fact that does not apply was read.
struct Evaluation {
    FactState state = FactState::Known;
    Value value;                                       // with Known
    QList<Diagnostic> diagnostics;
    bool isTrue() const { return state == FactState::Known && value.isBoolean() && value.boolean(); }
    bool isFalse() const { return state == FactState::Known && value.isBoolean() && !value.boolean(); }
};

// A parsed expression. Immutable, any thread; evaluation never throws and never fails.
// parse: FEEL-SYNTAX, FEEL-TYPE (unknown name, wrong type, constant outside the values), FEEL-LIMIT; detail says column and text.
class Expression {
public:
    static Result<Expression> parse(QStringView text, const Scope &scope, Profile profile, Problem *problem = nullptr,
                                    const Limits &limits = {});
    Evaluation evaluate(const Context &context, const Limits &limits = {}) const;

    const NodePtr &root() const { return m_root; }
    const Type &type() const { return m_type; }        // authoring only; Any otherwise
    QString text() const { return m_text; }
    QStringList names() const;                         // free names, in order of first use
    // The bare name this expression consists of, or empty. A table column over a bare name treats 不适用 as "no match".
    QString bareName() const;

private:
    NodePtr m_root;
    Type m_type;
    QString m_text;
};

// The tests of a table cell against one input.
class UnaryTests {
public:
    static Result<UnaryTests> parse(QStringView text, const Type &input, Profile profile, Problem *problem = nullptr,
                                    const Limits &limits = {});
    Evaluation matches(const Entry &input) const;      // a boolean; NotApplicable matches `-` only and gives false otherwise
    const Cell &cell() const { return m_cell; }
    QString text() const { return m_text; }

private:
    Cell m_cell;
    QString m_text;
};

// A single constant or null, as it stands in an output cell.
Result<Value> parseConstant(QStringView text, Problem *problem = nullptr);

// Whether `value` passes one test; nullopt when the kinds do not compare.
std::optional<bool> passes(const Test &test, const Value &value);
std::optional<bool> compare(CompareOp op, const Value &left, const Value &right);

} // namespace zc::feel
