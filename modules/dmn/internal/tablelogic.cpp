// Decision tables with every hit policy, over texts of the full language (DMN 1.5, clause 8).
#include "internal/logic.h"

#include <feel/record.h>

namespace zc::dmn {

using namespace Qt::StringLiterals;
using feel::Context;
using feel::Entry;
using feel::FactState;
using feel::Run;
using feel::Value;

namespace {
struct Column {
    QString name;
    std::optional<feel::UnaryTests> allowed;           // inputs: tests every value must pass
    LogicPtr expression;                               // inputs
    QList<Value> ranking;                              // outputs: in order of priority
    LogicPtr fallback;                                 // outputs: null without one
};

struct Row {
    QList<feel::UnaryTests> tests;
    QList<LogicPtr> outputs;
};

class TableLogic : public Logic {
public:
    HitPolicy policy = HitPolicy::Unique;
    Aggregation aggregation = Aggregation::None;
    QList<Column> inputs, outputs;
    QList<Row> rows;

protected:
    Entry run(const Context &context, Run &run) const override
    {
        QList<Entry> values;
        for (const Column &input : inputs) {
            const Entry value = input.expression->evaluate(context, run);
            if (input.allowed && value.state == FactState::Known) {
                const Entry allowed = input.allowed->matches(value, context, run);
                if (allowed.state == FactState::Known && !(allowed.value.isBoolean() && allowed.value.boolean()))
                    return nullWith(run, u"input \"%1\" is outside its values"_s.arg(input.name));
            }
            values << value;
        }
        QList<int> hits;
        for (int row = 0; row < rows.size(); ++row) {
            const FactState state = matches(rows.at(row), values, context, run);
            if (run.exhausted())
                return entryOf({});
            if (state == FactState::Unknown)
                return {FactState::Unknown, {}};       // a row that may match can change the result of any policy
            if (state == FactState::NotApplicable)
                continue;
            hits << row;
            if (policy == HitPolicy::First)
                break;
        }
        return hits.isEmpty() ? fallback(context, run) : result(hits, context, run);
    }

private:
    // Known: the row matches; NotApplicable: it does not.
    FactState matches(const Row &row, const QList<Entry> &values, const Context &context, Run &run) const
    {
        bool unknown = false;
        for (qsizetype i = 0; i < values.size(); ++i) {
            const Entry hit = row.tests.at(i).matches(values.at(i), context, run);
            if (hit.state == FactState::Unknown)
                unknown = true;
            else if (hit.state != FactState::Known || !hit.value.isBoolean() || !hit.value.boolean())
                return FactState::NotApplicable;
        }
        return unknown ? FactState::Unknown : FactState::Known;
    }

    Entry assembled(const QList<Value> &values) const
    {
        if (values.size() == 1)
            return entryOf(values.constFirst());
        feel::Record record;
        for (qsizetype i = 0; i < values.size(); ++i)
            record.insert(outputs.at(i).name, values.at(i));
        return entryOf(Value(record));
    }

    Entry fallback(const Context &context, Run &run) const
    {
        if (std::none_of(outputs.cbegin(), outputs.cend(), [](const Column &column) { return column.fallback; }))
            return nullWith(run, u"no rule matches"_s);
        QList<Value> values;
        for (const Column &output : outputs) {
            const Entry value = output.fallback ? output.fallback->evaluate(context, run) : entryOf({});
            if (value.state != FactState::Known)
                return value;
            values << value.value;
        }
        const bool many = policy == HitPolicy::RuleOrder || policy == HitPolicy::OutputOrder || (policy == HitPolicy::Collect && aggregation == Aggregation::None);
        Entry single = assembled(values);
        return many && !single.value.isList() ? entryOf(Value(feel::List{single.value})) : single;
    }

    Entry result(const QList<int> &hits, const Context &context, Run &run) const
    {
        QList<QList<Value>> values;
        for (const int row : hits) {
            values << QList<Value>();
            for (const LogicPtr &output : rows.at(row).outputs) {
                const Entry value = output->evaluate(context, run);
                if (value.state != FactState::Known)
                    return value;
                values.last() << value.value;
            }
        }
        switch (policy) {
        case HitPolicy::Unique:
            if (hits.size() > 1)
                return nullWith(run, u"rules %1 and %2 match, but only one may"_s.arg(hits.at(0) + 1).arg(hits.at(1) + 1));
            break;
        case HitPolicy::Any:
            for (qsizetype i = 1; i < values.size(); ++i)
                if (values.at(i) != values.constFirst())
                    return nullWith(run, u"rules %1 and %2 match with different outputs"_s.arg(hits.at(0) + 1).arg(hits.at(i) + 1));
            break;
        case HitPolicy::Priority:
        case HitPolicy::OutputOrder:
            std::stable_sort(values.begin(), values.end(), [this](const auto &a, const auto &b) { return precedes(a, b); });
            break;
        default: break;
        }
        if (policy == HitPolicy::Collect && aggregation != Aggregation::None)
            return aggregated(values, run);
        if (policy != HitPolicy::Collect && policy != HitPolicy::RuleOrder && policy != HitPolicy::OutputOrder)
            return assembled(values.constFirst());
        feel::List list;
        for (const QList<Value> &row : values)
            list << assembled(row).value;
        return entryOf(Value(list));
    }

    // By the order of the output values, the left column first; what is not listed comes last.
    bool precedes(const QList<Value> &a, const QList<Value> &b) const
    {
        for (qsizetype i = 0; i < outputs.size(); ++i) {
            const auto rank = [&](const Value &value) {
                const qsizetype place = outputs.at(i).ranking.indexOf(value);
                return place < 0 ? outputs.at(i).ranking.size() : place;
            };
            if (rank(a.at(i)) != rank(b.at(i)))
                return rank(a.at(i)) < rank(b.at(i));
        }
        return false;
    }

    Entry aggregated(const QList<QList<Value>> &values, Run &run) const
    {
        if (outputs.size() != 1)
            return nullWith(run, u"an aggregation over several outputs"_s);
        feel::List list;
        for (const QList<Value> &row : values)
            list << row.constFirst();
        if (aggregation == Aggregation::Count)
            return entryOf(Value(feel::Decimal(list.size())));
        static const QStringList functions = {QString(), u"sum"_s, u"min"_s, u"max"_s};
        Context context;
        context.set(u"values"_s, Value(list));
        const auto call = feel::Expression::parse(functions.at(int(aggregation)) + u"(values)"_s, feel::Scope{{u"values"_s, {}}}, feel::Profile::Engine);
        return call->evaluate(context, run);
    }
};

class TableCompiler {
public:
    TableCompiler(const Boxed &boxed, const LogicScope &scope, QList<ModelProblem> *problems) : m_boxed(boxed), m_scope(scope), m_problems(problems) {}

    LogicPtr run()
    {
        const DecisionTable &source = m_boxed.table;
        auto table = std::make_shared<TableLogic>();
        table->policy = source.hitPolicy;
        table->aggregation = source.aggregation;
        for (const InputClause &clause : source.inputs) {
            Column column;
            column.name = clause.expression;
            column.expression = expression(clause.expression, clause.typeRef, m_boxed.line);
            if (!clause.values.isEmpty())
                if (auto allowed = tests(clause.values, m_boxed.line))
                    column.allowed = *allowed;
            table->inputs << column;
        }
        for (const OutputClause &clause : source.outputs) {
            Column column;
            column.name = clause.name;
            if (!clause.fallback.isEmpty())
                column.fallback = expression(clause.fallback, {}, m_boxed.line);
            column.ranking = ranking(clause.values);
            table->outputs << column;
        }
        for (const Rule &rule : source.rules) {
            Row row;
            for (const QString &text : rule.inputs)
                row.tests << tests(text.isEmpty() ? u"-"_s : text, rule.line).value_or(never());
            for (const QString &text : rule.outputs)
                row.outputs << expression(text, {}, rule.line);
            table->rows << row;
        }
        table->setType(m_scope.types().resolve(m_boxed.typeRef));
        return table;
    }

private:
    LogicPtr expression(const QString &text, const QString &typeRef, int line)
    {
        Boxed literal;
        literal.text = text;
        literal.typeRef = typeRef;
        literal.line = line;
        return compileLogic(literal, m_scope, m_problems);
    }

    std::optional<feel::UnaryTests> tests(const QString &text, int line)
    {
        auto parsed = feel::UnaryTests::parse(text, m_scope.names());
        if (parsed.ok())
            return *parsed;
        *m_problems << ModelProblem{line, parsed.error().detail};
        return std::nullopt;
    }

    // What stands for a cell that could not be read: it matches nothing.
    static feel::UnaryTests never() { return feel::UnaryTests::parse(u"not(null, ? != null)", feel::Names()).value(); }

    QList<Value> ranking(const QString &texts)
    {
        if (texts.isEmpty())
            return {};
        const auto list = feel::Expression::parse(u'[' + texts + u']', m_scope.names());
        const Value values = list.ok() ? list->evaluate(Context()).value : Value();
        return values.isList() ? values.list() : QList<Value>();
    }

    const Boxed &m_boxed;
    const LogicScope &m_scope;
    QList<ModelProblem> *m_problems;
};
} // namespace

LogicPtr compileTable(const Boxed &boxed, const LogicScope &scope, QList<ModelProblem> *problems)
{
    return TableCompiler(boxed, scope, problems).run();
}

} // namespace zc::dmn
