#include "internal/logic.h"

#include <feel/record.h>

namespace zc::dmn {

using namespace Qt::StringLiterals;
using feel::Context;
using feel::Entry;
using feel::FactState;
using feel::Run;
using feel::Value;

Entry entryOf(Value value)
{
    return {FactState::Known, std::move(value)};
}

Entry nullWith(Run &run, const QString &detail)
{
    run.say(u"FEEL-TYPE"_s, detail);
    return entryOf({});
}

Entry converted(Entry entry, const feel::Type &type, const QString &what, Run &run)
{
    if (entry.state != FactState::Known || (type.kind == feel::Type::Kind::Any && !type.detail))
        return entry;
    auto value = feel::conformed(entry.value, type);
    return value ? entryOf(std::move(*value)) : nullWith(run, u"%1: a %2 of the wrong type or outside the allowed values"_s.arg(what, entry.value.typeName()));
}

void LogicScope::insert(const QString &name, const feel::Type &type)
{
    m_values.insert(name, type);
    m_names.reset();
}

const feel::Names &LogicScope::names() const
{
    if (!m_names)
        m_names = std::make_shared<const feel::Names>(m_values, m_types->scope());
    return *m_names;
}

Entry Logic::evaluate(const Context &context, Run &run) const
{
    if (!run.step())
        return entryOf({});
    return converted(this->run(context, run), m_type, u"the result"_s, run);
}

namespace {
class NullLogic : public Logic {
public:
    explicit NullLogic(QString why = {}) : m_why(std::move(why)) {}

protected:
    Entry run(const Context &, Run &run) const override { return m_why.isEmpty() ? entryOf({}) : nullWith(run, m_why); }

private:
    QString m_why;
};

class LiteralLogic : public Logic {
public:
    explicit LiteralLogic(feel::Expression expression) : m_expression(std::move(expression)) {}

protected:
    Entry run(const Context &context, Run &run) const override { return m_expression.evaluate(context, run); }

private:
    feel::Expression m_expression;
};

struct NamedLogic {
    QString name;
    feel::Type type;
    LogicPtr logic;
};

class ContextLogic : public Logic {
public:
    ContextLogic(QList<NamedLogic> entries, LogicPtr result) : m_entries(std::move(entries)), m_result(std::move(result)) {}

protected:
    Entry run(const Context &context, Run &run) const override
    {
        Context inner = context;
        feel::Record record;
        for (const NamedLogic &entry : m_entries) {
            const Entry value = converted(entry.logic->evaluate(inner, run), entry.type, entry.name, run);
            if (value.state != FactState::Known)
                return value;
            inner.setEntry(entry.name, value);
            record.insert(entry.name, value.value);
        }
        return m_result ? m_result->evaluate(inner, run) : entryOf(Value(record));
    }

private:
    QList<NamedLogic> m_entries;
    LogicPtr m_result;
};

class InvocationLogic : public Logic {
public:
    InvocationLogic(LogicPtr callee, QList<NamedLogic> bindings) : m_callee(std::move(callee)), m_bindings(std::move(bindings)) {}

protected:
    Entry run(const Context &context, Run &run) const override
    {
        const Entry callee = m_callee->evaluate(context, run);
        if (callee.state != FactState::Known)
            return callee;
        if (!callee.value.isFunction())
            return nullWith(run, u"a %1 is no function"_s.arg(callee.value.typeName()));
        feel::List arguments;
        QStringList names;
        for (const NamedLogic &binding : m_bindings) {
            const Entry value = converted(binding.logic->evaluate(context, run), binding.type, binding.name, run);
            if (value.state != FactState::Known)
                return value;
            arguments << value.value;
            names << binding.name;
        }
        return feel::invoke(*callee.value.function(), arguments, names, run);
    }

private:
    LogicPtr m_callee;
    QList<NamedLogic> m_bindings;
};

class BoxedFunction : public feel::Function, public std::enable_shared_from_this<BoxedFunction> {
public:
    BoxedFunction(QString name, QList<Parameter> parameters, feel::Type result, LogicPtr body, Context surroundings, QString self, bool external)
        : m_name(std::move(name)), m_parameters(std::move(parameters)), m_result(std::move(result)), m_body(std::move(body)),
          m_surroundings(std::move(surroundings)), m_self(std::move(self)), m_external(external)
    {
    }
    QString name() const override { return m_name; }
    QList<Parameter> parameters() const override { return m_parameters; }
    feel::Type result() const override { return m_result; }
    Entry call(const feel::List &arguments, Run &run) const override
    {
        if (m_external) {
            run.say(u"FEEL-EXTERNAL"_s, u"functions in other languages do not run"_s);
            return entryOf({});
        }
        Context context = m_surroundings;
        if (!m_self.isEmpty())
            context.set(m_self, Value(feel::FunctionPtr(shared_from_this())));
        for (qsizetype i = 0; i < arguments.size(); ++i)
            context.set(m_parameters.at(i).name, arguments.at(i));
        return m_body->evaluate(context, run);
    }

private:
    QString m_name;
    QList<Parameter> m_parameters;
    feel::Type m_result;
    LogicPtr m_body;
    Context m_surroundings;
    QString m_self;
    bool m_external;
};

class FunctionLogic : public Logic {
public:
    FunctionLogic(QList<feel::Function::Parameter> parameters, LogicPtr body, QString self, bool external)
        : m_parameters(std::move(parameters)), m_body(std::move(body)), m_self(std::move(self)), m_external(external)
    {
    }

protected:
    Entry run(const Context &context, Run &) const override
    {
        return entryOf(Value(makeFunction(m_self, m_parameters, m_body->type(), m_body, context, m_self, m_external)));
    }

private:
    QList<feel::Function::Parameter> m_parameters;
    LogicPtr m_body;
    QString m_self;
    bool m_external;
};

class ListLogic : public Logic {
public:
    explicit ListLogic(QList<LogicPtr> items) : m_items(std::move(items)) {}

protected:
    Entry run(const Context &context, Run &run) const override
    {
        feel::List values;
        for (const LogicPtr &item : m_items) {
            const Entry value = item->evaluate(context, run);
            if (value.state != FactState::Known)
                return value;
            values << value.value;
        }
        return entryOf(Value(values));
    }

private:
    QList<LogicPtr> m_items;
};

class RelationLogic : public Logic {
public:
    RelationLogic(QList<NamedLogic> columns, QList<QList<LogicPtr>> rows) : m_columns(std::move(columns)), m_rows(std::move(rows)) {}

protected:
    Entry run(const Context &context, Run &run) const override
    {
        feel::List rows;
        for (const QList<LogicPtr> &row : m_rows) {
            feel::Record record;
            for (qsizetype i = 0; i < row.size(); ++i) {
                const Entry value = converted(row.at(i)->evaluate(context, run), m_columns.at(i).type, m_columns.at(i).name, run);
                if (value.state != FactState::Known)
                    return value;
                record.insert(m_columns.at(i).name, value.value);
            }
            rows << Value(record);
        }
        return entryOf(Value(rows));
    }

private:
    QList<NamedLogic> m_columns;
    QList<QList<LogicPtr>> m_rows;
};

class ConditionalLogic : public Logic {
public:
    ConditionalLogic(LogicPtr condition, LogicPtr yes, LogicPtr no) : m_condition(std::move(condition)), m_yes(std::move(yes)), m_no(std::move(no)) {}

protected:
    Entry run(const Context &context, Run &run) const override
    {
        const Entry condition = m_condition->evaluate(context, run);
        if (condition.state != FactState::Known)
            return condition;
        if (!condition.value.isBoolean() && !condition.value.isNull())
            return nullWith(run, u"the condition is a %1"_s.arg(condition.value.typeName()));
        return (condition.value.isBoolean() && condition.value.boolean() ? m_yes : m_no)->evaluate(context, run);
    }

private:
    LogicPtr m_condition, m_yes, m_no;
};

// filter, for, some, every: one list and what is done with its items.
class IterationLogic : public Logic {
public:
    IterationLogic(Boxed::Kind kind, QString variable, LogicPtr list, LogicPtr body)
        : m_kind(kind), m_variable(std::move(variable)), m_list(std::move(list)), m_body(std::move(body))
    {
    }

protected:
    Entry run(const Context &context, Run &run) const override
    {
        const Entry domain = m_list->evaluate(context, run);
        if (domain.state != FactState::Known)
            return domain;
        if (domain.value.isNull())
            return nullWith(run, u"no list"_s);
        const feel::List items = domain.value.isList() ? domain.value.list() : feel::List{domain.value};
        feel::List results;
        bool null = false;
        const bool quantifier = m_kind == Boxed::Kind::Some || m_kind == Boxed::Kind::Every;
        for (const Value &item : items) {
            if (!run.step())
                return entryOf({});
            const Entry value = m_body->evaluate(around(context, item, results), run);
            if (value.state != FactState::Known)
                return value;
            if (m_kind == Boxed::Kind::For) {
                results << value.value;
                continue;
            }
            if (!value.value.isBoolean() && !value.value.isNull())
                return nullWith(run, u"the condition is a %1"_s.arg(value.value.typeName()));
            const bool holds = value.value.isBoolean() && value.value.boolean();
            null = null || value.value.isNull();
            if (m_kind == Boxed::Kind::Filter && holds)
                results << item;
            if (quantifier && value.value.isBoolean() && holds == (m_kind == Boxed::Kind::Some))
                return entryOf(Value(holds));
        }
        if (quantifier)
            return entryOf(null ? Value() : Value(m_kind == Boxed::Kind::Every));
        return entryOf(Value(results));
    }

private:
    Context around(const Context &context, const Value &item, const feel::List &results) const
    {
        Context inner = context;
        if (m_kind != Boxed::Kind::Filter) {
            inner.set(m_variable, item);
            if (m_kind == Boxed::Kind::For)
                inner.set(u"partial"_s, Value(results));
            return inner;
        }
        inner.set(u"item"_s, item);
        if (item.isContext())
            for (const feel::Record::Entry &entry : item.record().entries())
                inner.set(entry.first, entry.second);
        return inner;
    }

    Boxed::Kind m_kind;
    QString m_variable;
    LogicPtr m_list, m_body;
};

class Compiler {
public:
    Compiler(const LogicScope &scope, QList<ModelProblem> *problems) : m_scope(scope), m_problems(problems) {}

    std::shared_ptr<Logic> compile(const Boxed &boxed, const QString &self)
    {
        switch (boxed.kind) {
        case Boxed::Kind::Literal: return literal(boxed);
        case Boxed::Kind::Context: return context(boxed);
        case Boxed::Kind::Invocation: return std::make_shared<InvocationLogic>(part(boxed.callee), named(boxed.parts));
        case Boxed::Kind::FunctionDefinition: return function(boxed, self);
        case Boxed::Kind::Relation: return relation(boxed);
        case Boxed::Kind::List: {
            QList<LogicPtr> items;
            for (const Boxed::Part &item : boxed.parts)
                items << part(item.value);
            return std::make_shared<ListLogic>(items);
        }
        case Boxed::Kind::Conditional:
            return std::make_shared<ConditionalLogic>(part(boxed.parts.at(0).value), part(boxed.parts.at(1).value), part(boxed.parts.at(2).value));
        case Boxed::Kind::Filter:
        case Boxed::Kind::For:
        case Boxed::Kind::Some:
        case Boxed::Kind::Every: return iteration(boxed);
        case Boxed::Kind::Table: break;
        }
        return nullptr;
    }

private:
    LogicPtr part(const BoxedPtr &boxed) { return boxed ? compileLogic(*boxed, m_scope, m_problems) : nullLogic(); }

    std::shared_ptr<Logic> literal(const Boxed &boxed)
    {
        if (boxed.text.isEmpty())
            return std::make_shared<NullLogic>();
        auto expression = feel::Expression::parse(boxed.text, m_scope.names());
        if (expression.ok())
            return std::make_shared<LiteralLogic>(*expression);
        *m_problems << ModelProblem{boxed.line, expression.error().detail};
        return std::make_shared<NullLogic>(u"line %1: %2"_s.arg(boxed.line).arg(expression.error().detail));
    }

    QList<NamedLogic> named(const QList<Boxed::Part> &parts)
    {
        QList<NamedLogic> result;
        for (const Boxed::Part &entry : parts)
            result << NamedLogic{entry.variable.name, m_scope.types().resolve(entry.variable.typeRef), part(entry.value)};
        return result;
    }

    std::shared_ptr<Logic> context(const Boxed &boxed)
    {
        QList<NamedLogic> entries;
        LogicPtr result;
        for (const Boxed::Part &entry : boxed.parts) {
            LogicPtr logic = entry.value ? compileLogic(*entry.value, m_scope, m_problems, entry.variable.name) : nullLogic();
            if (entry.variable.name.isEmpty()) {
                result = logic;
                continue;
            }
            const feel::Type declared = m_scope.types().resolve(entry.variable.typeRef);
            entries << NamedLogic{entry.variable.name, declared, logic};
            m_scope.insert(entry.variable.name, declared.kind == feel::Type::Kind::Any ? logic->type() : declared);
        }
        return std::make_shared<ContextLogic>(entries, result);
    }

    std::shared_ptr<Logic> function(const Boxed &boxed, const QString &self)
    {
        LogicScope inner = m_scope;
        if (!self.isEmpty())
            inner.insert(self, {});
        QList<feel::Function::Parameter> parameters;
        for (const Typed &parameter : boxed.parameters) {
            parameters << feel::Function::Parameter{parameter.name, m_scope.types().resolve(parameter.typeRef)};
            inner.insert(parameter.name, parameters.constLast().type);
        }
        // The body of a function in another language is a description of it, not an expression.
        const bool runs = !boxed.external && !boxed.parts.isEmpty() && boxed.parts.constFirst().value;
        const LogicPtr body = runs ? compileLogic(*boxed.parts.constFirst().value, inner, m_problems) : nullLogic();
        return std::make_shared<FunctionLogic>(parameters, body, self, boxed.external);
    }

    std::shared_ptr<Logic> relation(const Boxed &boxed)
    {
        QList<NamedLogic> columns;
        for (const Typed &column : boxed.parameters)
            columns << NamedLogic{column.name, m_scope.types().resolve(column.typeRef), nullptr};
        QList<QList<LogicPtr>> rows;
        for (const Boxed::Part &row : boxed.parts) {
            rows << QList<LogicPtr>();
            for (const Boxed::Part &cell : row.value->parts)
                rows.last() << part(cell.value);
        }
        return std::make_shared<RelationLogic>(columns, rows);
    }

    std::shared_ptr<Logic> iteration(const Boxed &boxed)
    {
        const LogicPtr list = part(boxed.parts.at(0).value);
        LogicScope inner = m_scope;
        if (boxed.kind == Boxed::Kind::Filter) {
            const feel::Type element = list->type().element();
            inner.insert(u"item"_s, element);
            if (element.detail)
                for (const auto &component : element.detail->components)
                    inner.insert(component.first, component.second);
        } else {
            inner.insert(boxed.iterator, list->type().element());
            inner.insert(u"partial"_s, feel::Type());
        }
        const LogicPtr body = boxed.parts.at(1).value ? compileLogic(*boxed.parts.at(1).value, inner, m_problems) : nullLogic();
        return std::make_shared<IterationLogic>(boxed.kind, boxed.iterator, list, body);
    }

    LogicScope m_scope;
    QList<ModelProblem> *m_problems;
};
} // namespace

LogicPtr nullLogic()
{
    static const LogicPtr logic = std::make_shared<NullLogic>();
    return logic;
}

LogicPtr compileLogic(const Boxed &boxed, const LogicScope &scope, QList<ModelProblem> *problems, const QString &self)
{
    if (!scope.types().knows(boxed.typeRef))
        *problems << ModelProblem{boxed.line, u"unknown type \"%1\""_s.arg(boxed.typeRef)};
    if (boxed.kind == Boxed::Kind::Table)
        return compileTable(boxed, scope, problems);
    auto logic = Compiler(scope, problems).compile(boxed, self);
    // On a function's definition a type reference says what the function returns, not what it is.
    if (boxed.kind != Boxed::Kind::FunctionDefinition)
        logic->setType(scope.types().resolve(boxed.typeRef));
    return logic;
}

feel::FunctionPtr makeFunction(const QString &name, QList<feel::Function::Parameter> parameters, feel::Type result, LogicPtr body,
                               Context surroundings, const QString &self, bool external)
{
    return std::make_shared<BoxedFunction>(name, std::move(parameters), std::move(result), std::move(body), std::move(surroundings), self, external);
}

} // namespace zc::dmn
