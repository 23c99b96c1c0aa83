#pragma once
#include <feel/function.h>
#include <feel/run.h>

namespace zc::feel {

// A call of a built-in function on its way: the arguments in the order of the chosen parameters. An argument left out, where it
// may be, is not there: has() tells it from null.
class Call {
public:
    Call(List arguments, QList<bool> given, Run &run) : m_arguments(std::move(arguments)), m_given(std::move(given)), m_run(run) {}

    const Value &at(qsizetype i) const { return m_arguments.at(i); }
    const List &arguments() const { return m_arguments; }
    bool has(qsizetype i) const { return i < m_given.size() && m_given.at(i); }
    Run &run() const { return m_run; }
    Value fault(const QString &detail) const;          // null with FEEL-TYPE
    bool work(qsizetype elements) const { return m_run.step(elements); }       // false: the limits are used up

private:
    List m_arguments;
    QList<bool> m_given;
    Run &m_run;
};

using Handler = Entry (*)(const Call &call);

// One way to call a function. `parameters` is "name:kind, name:kind?": kind s string, n number, b boolean, l list, c context,
// f function, r range, a anything, d date or date and time, t time, D duration; `?` may be left out, `!` may also be null.
// Null is a fault for every other kind, and one-element lists are opened for all but l and a.
struct Overload {
    const char *parameters;
    Handler handler;
    bool variadic = false;                             // also f(1, 2, 3) for f([1, 2, 3])
};

struct Builtin {
    const char *name;
    QList<Overload> overloads;
};

const QList<Builtin> &allBuiltins();
Entry callBuiltin(int index, const List &arguments, const QStringList &names, Run &run);
FunctionPtr builtinFunction(int index);

// The tables, by area.
QList<Builtin> stringBuiltins();
QList<Builtin> listBuiltins();
QList<Builtin> statisticBuiltins();
QList<Builtin> numberBuiltins();
QList<Builtin> temporalBuiltins();
QList<Builtin> rangeBuiltins();
QList<Builtin> contextBuiltins();

inline Entry known(Value value)
{
    return {FactState::Known, std::move(value)};
}

} // namespace zc::feel
