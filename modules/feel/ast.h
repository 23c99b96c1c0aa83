#pragma once
#include <feel/type.h>

#include <QList>
#include <QString>

#include <memory>

namespace zc::feel {

enum class CompareOp { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

// One positive test of a cell or of `in`: a comparison with a constant, or an interval of constants.
struct Test {
    bool interval = false;
    CompareOp op = CompareOp::Equal;
    Value low;                                         // the constant, or the lower end
    Value high;
    bool lowOpen = false, highOpen = false;
    int column = 1;
};

// The tests of a table cell. `-` is `any`; `not(…)` is `negated`.
struct Cell {
    bool any = false;
    bool negated = false;
    QList<Test> tests;
};

struct Node;
using NodePtr = std::shared_ptr<const Node>;

// The tree of an expression; immutable and shared. Other rooms walk it to compile or to draw, nobody changes it. The kinds up
// to ListContains make up the authoring profile; the others occur in the full language only.
struct Node {
    enum class Kind {
        Constant,                                      // constant; flag: a literal that stands for nothing, so null
        Name,                                          // name
        List,                                          // children
        If,                                            // condition, then, else
        Some, Every,                                   // name; children: the list, the condition
        And, Or,                                       // two or more children, read left to right
        Not,                                           // one child
        Compare,                                       // op; two children
        In,                                            // one child; tests
        Add, Subtract, Multiply, Divide,               // two children; authoring: a date and a duration
        Count,                                         // one child
        ListContains,                                  // list, element
        Power,                                         // two children
        Negate,                                        // one child
        Between,                                       // value, low, high
        Matches,                                       // value, then one or more tests; flag: none of them may hold
        Against,                                       // a test: op; one child. By itself the range of what passes
        Satisfies,                                     // a test: a condition that speaks of the value itself, as ?
        RangeOf,                                       // low, high; lowOpen, highOpen
        For,                                           // Iterators, then the result; slot: where `partial` lies
        Quantified,                                    // Iterators, then the condition; flag
        Iterator,                                      // name, slot; the list, or the two ends of a sequence
        Path,                                          // one child; name of the entry or property
        Filter,                                        // list, condition
        Invoke,                                        // callee, then arguments; names: of the arguments, or empty
        CallBuiltin,                                   // arguments; names; slot: which of the built-in functions
        Builtin,                                       // the function itself; slot
        Lambda,                                        // one child; names and types of parameters; slot: of the first
        External,                                      // a function in another language: never runs
        Context,                                       // children: values; names: keys; slot: of the first
        Item,                                          // what a filter looks at
        InstanceOf                                     // one child; types: one
    };
    Kind kind = Kind::Constant;
    CompareOp op = CompareOp::Equal;
    bool lowOpen = false, highOpen = false;
    bool flag = false;                                 // Name: bound by the expression itself; Quantified: every; For: reads `partial`
    int column = 1;                                    // where it begins in the text, counted from 1 in characters
    int slot = -1;                                     // of a bound value; of a free Name: its place in order of first use
    int filters = 0;                                   // Name: how many filters stand between it and its binding
    int self = -1;                                     // Lambda: the slot under which its body knows the function itself
    int height = 1;                                    // of the tree below it
    QString name;
    Value constant;
    QList<NodePtr> children;
    QList<Test> tests;
    QStringList names;
    QList<Type> types;
};

} // namespace zc::feel
