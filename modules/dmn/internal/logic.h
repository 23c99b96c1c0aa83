#pragma once
#include "internal/types.h"

#include <feel/function.h>

namespace zc::dmn {

// A boxed expression ready to run. Immutable, any thread.
class Logic {
public:
    virtual ~Logic() = default;
    // The value of the expression, converted to its type reference if it has one; null with a diagnostic where that fails.
    feel::Entry evaluate(const feel::Context &context, feel::Run &run) const;
    const feel::Type &type() const { return m_type; }              // any value when nothing is declared
    void setType(feel::Type type) { m_type = std::move(type); }

protected:
    virtual feel::Entry run(const feel::Context &context, feel::Run &run) const = 0;

private:
    feel::Type m_type;
};
using LogicPtr = std::shared_ptr<const Logic>;

// The names a boxed expression may use. Preparing them for the parser is the dearest part of a small expression, so it is done
// once for all expressions of one scope. One thread.
class LogicScope {
public:
    LogicScope(feel::Scope values, const Types &types) : m_values(std::move(values)), m_types(&types) {}
    void insert(const QString &name, const feel::Type &type);
    const feel::Names &names() const;
    const Types &types() const { return *m_types; }

private:
    feel::Scope m_values;
    const Types *m_types;
    mutable std::shared_ptr<const feel::Names> m_names;
};

// Compiles a boxed expression; what cannot be parsed becomes null and a problem. `self`: the name under which a function that
// is written here knows itself.
LogicPtr compileLogic(const Boxed &boxed, const LogicScope &scope, QList<ModelProblem> *problems, const QString &self = {});
LogicPtr compileTable(const Boxed &boxed, const LogicScope &scope, QList<ModelProblem> *problems);
LogicPtr nullLogic();

// A function of boxed logic: parameters first, the names around it behind them.
feel::FunctionPtr makeFunction(const QString &name, QList<feel::Function::Parameter> parameters, feel::Type result, LogicPtr body,
                               feel::Context surroundings, const QString &self, bool external);

feel::Entry entryOf(feel::Value value);
feel::Entry nullWith(feel::Run &run, const QString &detail);       // FEEL-TYPE
// The value as the type wants it, or null with a diagnostic that names `what`.
feel::Entry converted(feel::Entry entry, const feel::Type &type, const QString &what, feel::Run &run);

} // namespace zc::dmn
