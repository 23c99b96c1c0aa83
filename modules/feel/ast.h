#pragma once
#include <feel/value.h>

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

// The tree of an expression; immutable and shared. Other rooms walk it to compile or to draw, nobody changes it.
struct Node {
    enum class Kind {
        Constant,                                      // constant
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
        ListContains                                   // list, element
    };
    Kind kind = Kind::Constant;
    CompareOp op = CompareOp::Equal;
    int column = 1;                                    // where it begins in the text, counted from 1 in characters
    QString name;
    Value constant;
    QList<NodePtr> children;
    QList<Test> tests;
};

} // namespace zc::feel
