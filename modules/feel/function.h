#pragma once
#include <feel/context.h>
#include <feel/type.h>

namespace zc::feel {

class Run;

// What can be called: a function written in FEEL, a built-in one, a business knowledge model, a decision service. Immutable.
class Function {
public:
    struct Parameter {
        QString name;
        Type type;
    };
    virtual ~Function() = default;
    virtual QString name() const { return {}; }
    virtual QList<Parameter> parameters() const = 0;
    virtual Type result() const { return {}; }
    virtual int nesting() const { return 1; }          // see Value::nesting

    // As many arguments as there are parameters, in their order, already converted to their types. Unknown and NotApplicable
    // may come back, never as an argument. A fault is null with a diagnostic in `run`.
    virtual Entry call(const List &arguments, Run &run) const = 0;
};

// Calls a function with arguments by place, or by the names given: checks their number, converts them, holds the limits and
// checks the result. A fault is null with a diagnostic.
Entry invoke(const Function &function, const List &arguments, const QStringList &names, Run &run);

} // namespace zc::feel
