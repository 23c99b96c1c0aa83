#include "table.h"

namespace zc::dmn {

using namespace Qt::StringLiterals;

namespace {
// Stands where a text could not be compiled, so that the rest of the table can still be examined.
feel::Expression nothing()
{
    return feel::Expression::parse(u"null", {}, feel::Profile::Engine).value();
}

// Whether a cell that was typed by one is typed by the other just so.
bool isSameType(const feel::Type &a, const feel::Type &b)
{
    return a.kind == b.kind && a.values == b.values && a.minimum == b.minimum && a.maximum == b.maximum && !a.detail && !b.detail;
}

bool isSameRule(const Rule &a, const Rule &b)
{
    return a.inputs == b.inputs && a.outputs == b.outputs;
}
} // namespace

SameRules::SameRules(const QList<Rule> &before, const QList<Rule> &now)
{
    const qsizetype most = std::min(before.size(), now.size());
    if (before.constData() == now.constData())
        front = most;                                  // of one list: nobody has to look
    while (front < most && isSameRule(before.at(front), now.at(front)))
        ++front;
    while (back < most - front && isSameRule(before.at(before.size() - 1 - back), now.at(now.size() - 1 - back)))
        ++back;
}

Table Table::compile(const DecisionTable &table, const feel::Scope &scope, feel::Profile profile, QList<TableProblem> *problems, const Table *before)
{
    Table result;
    result.m_source = table;
    QList<feel::Type> types;
    const feel::Names names = profile == feel::Profile::Engine ? feel::Names(scope) : feel::Names();
    for (int column = 0; column < table.inputs.size(); ++column) {
        const QString &text = table.inputs.at(column).expression;
        feel::Problem problem;
        const auto expression = feel::Expression::parse(text, scope, profile, &problem);
        if (!expression.ok())
            problems->append({-1, column, false, text, problem});
        result.m_inputs << (expression.ok() ? *expression : nothing());
        types << (expression.ok() ? expression->type() : feel::Type::any());
    }
    qsizetype from = 0, to = table.rules.size();
    const bool comparable = before && profile == feel::Profile::Authoring && result.isTypedAs(*before);
    if (comparable) {
        const SameRules same(before->m_source.rules, table.rules);
        from = same.front;
        to -= same.back;
        result.m_cells = before->m_cells.first(same.front);
        result.m_outputs = before->m_outputs.first(same.front);
    }
    // Large tables say the same thing over and over: each text of a column is read once.
    QList<QHash<QString, feel::UnaryTests>> known(table.inputs.size());
    for (qsizetype rule = from; rule < to; ++rule) {
        const Rule &source = table.rules.at(rule);
        QList<feel::UnaryTests> cells;
        for (int column = 0; column < table.inputs.size(); ++column) {
            const auto before = known.at(column).constFind(source.inputs.at(column));
            if (before != known.at(column).cend()) {
                cells << *before;
                continue;
            }
            feel::Problem problem;
            auto tests = profile == feel::Profile::Authoring ? feel::UnaryTests::parse(source.inputs.at(column), types.at(column), profile, &problem)
                                                             : feel::UnaryTests::parse(source.inputs.at(column), names, &problem);
            if (!tests.ok())
                problems->append({int(rule), column, false, source.inputs.at(column), problem});
            cells << (tests.ok() ? *tests : feel::UnaryTests());
            if (tests.ok())
                known[column].insert(source.inputs.at(column), *tests);
        }
        QList<feel::Value> outputs;
        for (int column = 0; column < table.outputs.size(); ++column) {
            feel::Problem problem;
            auto value = feel::parseConstant(source.outputs.at(column), &problem);
            if (!value.ok())
                problems->append({int(rule), column, true, source.outputs.at(column), problem});
            outputs << (value.ok() ? *value : feel::Value());
        }
        result.m_cells << cells;
        result.m_outputs << outputs;
    }
    if (comparable) {
        result.m_cells += before->m_cells.last(table.rules.size() - to);
        result.m_outputs += before->m_outputs.last(table.rules.size() - to);
    }
    return result;
}

bool Table::isSameAs(const Table &other) const
{
    const auto sameInput = [](const InputClause &a, const InputClause &b) { return a.expression == b.expression && a.values == b.values; };
    const auto sameOutput = [](const OutputClause &a, const OutputClause &b) { return a.name == b.name && a.values == b.values && a.fallback == b.fallback; };
    const DecisionTable &a = m_source, &b = other.m_source;
    return a.rules.constData() == b.rules.constData() && a.rules.size() == b.rules.size() && a.hitPolicy == b.hitPolicy && a.aggregation == b.aggregation
        && std::equal(a.inputs.cbegin(), a.inputs.cend(), b.inputs.cbegin(), b.inputs.cend(), sameInput)
        && std::equal(a.outputs.cbegin(), a.outputs.cend(), b.outputs.cbegin(), b.outputs.cend(), sameOutput) && isTypedAs(other);
}

bool Table::isTypedAs(const Table &other) const
{
    return m_source.outputs.size() == other.m_source.outputs.size()
        && std::equal(m_inputs.cbegin(), m_inputs.cend(), other.m_inputs.cbegin(), other.m_inputs.cend(),
                      [](const feel::Expression &a, const feel::Expression &b) { return isSameType(a.type(), b.type()); });
}

TableHits Table::hits(const feel::Context &context) const
{
    feel::Run run;
    QList<feel::Entry> entries;
    for (const feel::Expression &input : m_inputs)
        entries << input.evaluate(context, run);
    TableHits result;
    for (int rule = 0; rule < m_cells.size(); ++rule) {
        bool failed = false, unknown = false;
        int inapplicable = -1;
        for (int column = 0; column < entries.size() && !failed; ++column) {
            const feel::UnaryTests &tests = cell(rule, column);
            if (entries.at(column).state == feel::FactState::NotApplicable && !tests.cell().any) {
                failed = inapplicable >= 0;            // two such cells: neither row "matches otherwise"
                inapplicable = column;
                continue;
            }
            const feel::Entry match = tests.matches(entries.at(column), context, run);
            failed = match.state == feel::FactState::NotApplicable
                || (match.state == feel::FactState::Known && !(match.value.isBoolean() && match.value.boolean()));
            unknown = unknown || match.state == feel::FactState::Unknown;
        }
        if (failed)
            continue;
        if (inapplicable >= 0) {
            if (!unknown)
                result.inapplicable << QPair<int, int>(rule, inapplicable);
        } else {
            (unknown ? result.possible : result.certain) << rule;
        }
    }
    return result;
}

QString Table::annotation(int rule, const QString &name) const
{
    const qsizetype column = m_source.annotations.indexOf(name);
    return column < 0 ? QString() : m_source.rules.at(rule).annotations.at(column);
}

QStringList Table::names() const
{
    QStringList names;
    for (const feel::Expression &input : m_inputs) {
        const QStringList own = input.names();
        for (const QString &name : own)
            if (!names.contains(name))
                names << name;
    }
    return names;
}

SingleHit singleHit(const Table &table, const TableHits &hits)
{
    if (hits.certain.isEmpty())
        return {hits.possible.isEmpty() ? SingleHit::State::NoRule : SingleHit::State::Unknown, -1};
    const int first = hits.certain.constFirst();
    const auto sameAsFirst = [&](int rule) { return table.outputs(rule) == table.outputs(first); };
    switch (table.hitPolicy()) {
    case HitPolicy::First: {
        // Only an earlier rule that may still match can take the place of the first certain one.
        const bool settled = std::all_of(hits.possible.cbegin(), hits.possible.cend(),
                                         [&](int rule) { return rule > first || sameAsFirst(rule); });
        return {settled ? SingleHit::State::Rule : SingleHit::State::Unknown, settled ? first : -1};
    }
    case HitPolicy::Any:
        if (!std::all_of(hits.certain.cbegin(), hits.certain.cend(), sameAsFirst))
            return {SingleHit::State::Clash, -1};
        if (!std::all_of(hits.possible.cbegin(), hits.possible.cend(), sameAsFirst))
            return {SingleHit::State::Unknown, -1};
        return {SingleHit::State::Rule, first};
    case HitPolicy::Unique:
    case HitPolicy::Collect:
        if (hits.certain.size() > 1)
            return {SingleHit::State::Clash, -1};
        if (!hits.possible.isEmpty())
            return {SingleHit::State::Unknown, -1};
        return {SingleHit::State::Rule, first};
    case HitPolicy::Priority:
    case HitPolicy::RuleOrder:
    case HitPolicy::OutputOrder: break;                // packs have none of them
    }
    return {};
}

} // namespace zc::dmn
