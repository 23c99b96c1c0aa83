#include "internal/solver.h"

#include "internal/contexts.h"
#include "internal/questionplan.h"

namespace zc::guidance {

using dmn::Diagram;
using dmn::NodeId;
using feel::FactState;

Solver::Solver(const Pack &pack) : m_pack(&pack), m_compiled(&pack.program().compiled)
{
    const size_t facts = size_t(pack.facts().size());
    m_changed.assign(facts, 0);
    m_removed.assign(facts, 0);
    m_said.assign(facts, 0);
    m_facts = QList<feel::Entry>(pack.facts().size());
    m_assignment.assign(size_t(m_compiled->atoms.variableCount()), -1);
    for (const CareGroup &group : m_compiled->care) {
        m_careRoots.push_back(group.root);
        m_consistent = m_consistent && group.root != Diagram::kFalse;
    }
    renewLayer();
}

void Solver::renewLayer() const
{
    m_layer = std::make_unique<Layer>(*m_compiled);
    m_restrictionSet = false;
    m_outputs.assign(size_t(m_compiled->outputs.size()), {});
    m_columns.assign(size_t(m_compiled->columns.size()), {});
    m_rows.assign(size_t(m_compiled->runs.size()), std::nullopt);
    m_applicability.clear();
    m_groupAnswers.clear();
}

void Solver::setFacts(const QList<feel::Entry> &facts)
{
    ++m_epoch;
    if (m_layer->isLarge())
        renewLayer();
    QSet<int> groups;
    bool changed = false;
    for (int fact = 0; fact < facts.size(); ++fact) {
        const FactVariables &variables = m_compiled->atoms.of(fact);
        const auto first = m_assignment.begin() + variables.first, last = first + variables.count;
        const bool wasKnown = m_facts.at(fact).state == FactState::Known, known = facts.at(fact).state == FactState::Known;
        if (!wasKnown && !known)
            continue;
        if (wasKnown && known && m_facts.at(fact).value == facts.at(fact).value)
            continue;
        changed = true;
        m_said[size_t(fact)] = m_epoch;
        const std::vector<int> before(first, last);
        if (known)
            m_compiled->atoms.assign(m_assignment, fact, facts.at(fact).value);
        else
            std::fill(first, last, -1);
        if (std::equal(first, last, before.begin()))
            continue;                                  // another number of the same piece
        m_changed[size_t(fact)] = m_epoch;
        if (wasKnown)
            m_removed[size_t(fact)] = m_epoch;
        if (const int group = m_compiled->careOf.at(fact); group >= 0)
            groups.insert(group);
    }
    m_facts = facts;
    for (feel::Entry &entry : m_facts)
        if (entry.state != FactState::Known)
            entry = {};
    if (!changed)
        return;
    m_restrictionSet = false;
    m_loose.reset();
    m_direct.reset();
    std::fill(m_rows.begin(), m_rows.end(), std::nullopt);
    if (!groups.isEmpty()) {
        m_layer->setRestriction(m_assignment);
        m_restrictionSet = true;
        for (const int group : std::as_const(groups))
            m_careRoots[size_t(group)] = m_layer->restricted(m_compiled->care.at(group).root);
    }
    m_consistent = std::find(m_careRoots.cbegin(), m_careRoots.cend(), Diagram::kFalse) == m_careRoots.cend();
}

bool Solver::saidAnewSince(quint32 epoch, const std::vector<int> &facts) const
{
    return std::any_of(facts.begin(), facts.end(), [&](int fact) { return m_said[size_t(fact)] > epoch; });
}

NodeId Solver::update(Tracked &tracked, NodeId root, const std::vector<int> &support) const
{
    bool stale = tracked.epoch == 0, grownOnly = tracked.epoch != 0;
    for (const int fact : support) {
        stale = stale || m_changed[size_t(fact)] > tracked.epoch;
        grownOnly = grownOnly && m_removed[size_t(fact)] <= tracked.epoch;
    }
    if (stale) {
        if (!m_restrictionSet) {
            m_layer->setRestriction(m_assignment);
            m_restrictionSet = true;
        }
        tracked.left = m_layer->restricted(grownOnly ? tracked.left : root);
    }
    tracked.epoch = m_epoch;
    return tracked.left;
}

NodeId Solver::rootOf(int output) const
{
    const CompiledOutput &compiled = m_compiled->outputs.at(output);
    return update(m_outputs[size_t(output)], compiled.root, compiled.support);
}

std::optional<int> Solver::constantOf(int output) const
{
    if (m_compiled->outputs.at(output).fallback)
        return direct().terminals.at(output);
    return m_layer->constant(rootOf(output));
}

const std::vector<int> &Solver::relevantTo(int output) const
{
    const CompiledOutput &compiled = m_compiled->outputs.at(output);
    if (!compiled.fallback)
        return m_layer->relevant(rootOf(output));
    m_openFacts.clear();                               // sound: it may ask one question more
    for (const int fact : compiled.facts)
        if (m_facts.at(fact).state != FactState::Known && mayApply(fact))
            m_openFacts.push_back(fact);
    return m_openFacts;
}

bool Solver::canChange(int output, int fact) const
{
    const std::vector<int> &facts = relevantTo(output);
    return std::find(facts.begin(), facts.end(), fact) != facts.end();
}

bool Solver::canChange(int output, int fact, int variable) const
{
    return !m_compiled->outputs.at(output).fallback && m_layer->canChange(rootOf(output), fact, variable);
}

double Solver::gain(int output, int fact) const
{
    return m_compiled->outputs.at(output).fallback ? 0 : m_layer->gain(rootOf(output), fact);
}

std::vector<double> Solver::plannedCosts(const QList<int> &outputs, const QList<int> &facts) const
{
    QuestionPlan::Pending pending;
    constexpr size_t kMostPlannedNodes = 800;
    size_t nodes = 0;
    std::vector<bool> seen(m_facts.size());
    for (const int output : outputs) {
        if (m_compiled->outputs.at(output).fallback)
            return {};
        if (pending[rootOf(output)]++ == 0)
            nodes += m_layer->diagram().reachableCount(rootOf(output), kMostPlannedNodes + 1 - nodes);
        if (nodes > kMostPlannedNodes)
            return {};
        for (const int fact : relevantTo(output))
            seen[size_t(fact)] = true;
    }
    // What works through derived facts, or is answered by nobody, is no part of a plan.
    for (qsizetype fact = 0; fact < m_facts.size(); ++fact) {
        const Fact &row = m_pack->facts().at(fact);
        if (seen[size_t(fact)] ? !row.asksPerson() || !row.compute.isEmpty() : facts.contains(int(fact)))
            return {};
    }
    m_restrictionSet = false;
    QuestionPlan plan(*m_pack, *m_layer);
    std::vector<double> costs;
    for (const int fact : facts) {
        const auto cost = plan.costOf(pending, fact);
        if (!cost)
            return {};
        costs.push_back(*cost);
    }
    return costs;
}

// In a group's diagram every way to a consistent scenario says of each open fact whether it applies.
const Solver::Applicability &Solver::applicability(NodeId careRoot) const
{
    if (const auto known = m_applicability.find(careRoot); known != m_applicability.end())
        return known->second;
    const Diagram &diagram = m_layer->diagram();
    QHash<int, QPair<bool, bool>> seen;                // fact -> may apply, may not
    QSet<NodeId> visited;
    std::vector<NodeId> open{careRoot};
    while (!open.empty()) {
        const NodeId node = open.back();
        open.pop_back();
        if (Diagram::isTerminal(node) || visited.contains(node))
            continue;
        visited.insert(node);
        const int variable = diagram.variableOf(node), fact = m_compiled->atoms.factOf(variable);
        const FactVariables &variables = m_compiled->atoms.of(fact);
        for (int b = 0; b < diagram.branches(variable); ++b) {
            const NodeId child = diagram.child(node, b);
            open.push_back(child);
            if (variable != variables.inapplicableVariable || child == Diagram::kFalse)
                continue;
            (b == variables.inapplicableBranch ? seen[fact].second : seen[fact].first) = true;
        }
    }
    Applicability result;
    for (auto it = seen.cbegin(); it != seen.cend(); ++it) {
        if (it->first)
            result.possible.push_back(it.key());
        if (it->first && !it->second)
            result.certain.push_back(it.key());
    }
    return m_applicability.emplace(careRoot, std::move(result)).first->second;
}

QList<feel::Evaluation> Solver::evaluateLoose(const QList<feel::Entry> &facts) const
{
    Contexts contexts(*m_pack, facts);
    QList<feel::Evaluation> result(facts.size(), {FactState::Known, feel::Value(true), {}});
    for (const int fact : m_compiled->looseFacts)
        result[fact] = contexts.applies(fact);
    return result;
}

const feel::Evaluation &Solver::loose(int fact) const
{
    if (!m_loose)
        m_loose = evaluateLoose(m_facts);
    return m_loose->at(fact);
}

bool Solver::isApplicable(int fact) const
{
    if (m_compiled->looseFacts.contains(fact))
        return loose(fact).isTrue();
    if (m_compiled->atoms.of(fact).inapplicableVariable < 0)
        return true;
    if (!m_consistent)
        return false;
    if (m_facts.at(fact).state == FactState::Known)
        return true;
    const Applicability &group = applicability(m_careRoots[size_t(m_compiled->careOf.at(fact))]);
    return std::find(group.certain.begin(), group.certain.end(), fact) != group.certain.end();
}

bool Solver::mayApply(int fact) const
{
    if (m_compiled->looseFacts.contains(fact))
        return loose(fact).isTrue() || loose(fact).state == FactState::Unknown;
    if (m_compiled->atoms.of(fact).inapplicableVariable < 0)
        return true;
    if (!m_consistent)
        return false;
    if (m_facts.at(fact).state == FactState::Known)
        return true;
    const Applicability &group = applicability(m_careRoots[size_t(m_compiled->careOf.at(fact))]);
    return std::find(group.possible.begin(), group.possible.end(), fact) != group.possible.end();
}

// Within one group: facts that certainly apply take their answers, which may make further facts certain.
const Solver::GroupAnswers &Solver::groupAnswers(int group, const QMap<int, feel::Value> &answers) const
{
    constexpr size_t kMostKept = 512;
    const CareGroup &care = m_compiled->care.at(group);
    std::vector<int> offered(m_assignment.size(), -1), key{group};
    for (const int fact : care.facts) {
        const FactVariables &variables = m_compiled->atoms.of(fact);
        if (const auto answer = answers.constFind(fact); answer != answers.cend())
            m_compiled->atoms.assign(offered, fact, *answer);
        key.insert(key.end(), offered.begin() + variables.first, offered.begin() + variables.first + variables.count);
    }
    if (const auto known = m_groupAnswers.find(key); known != m_groupAnswers.end())
        return known->second;
    GroupAnswers result;
    std::vector<int> taken(m_assignment.size(), -1);
    QSet<int> counting;
    result.root = care.root;
    for (bool grown = true; grown && result.root != Diagram::kFalse;) {
        grown = false;
        for (const int fact : care.facts) {
            const FactVariables &variables = m_compiled->atoms.of(fact);
            if (offered[size_t(variables.first)] < 0 || counting.contains(fact) || m_compiled->looseFacts.contains(fact))
                continue;
            if (variables.inapplicableVariable >= 0) {
                const std::vector<int> &certain = applicability(result.root).certain;
                if (std::find(certain.begin(), certain.end(), fact) == certain.end())
                    continue;
            }
            counting.insert(fact);
            std::copy_n(offered.begin() + variables.first, variables.count, taken.begin() + variables.first);
            grown = true;
        }
        if (!grown)
            break;
        m_restrictionSet = false;
        m_layer->setRestriction(taken);
        result.root = m_layer->restricted(care.root);
    }
    result.counting.assign(counting.cbegin(), counting.cend());
    if (m_groupAnswers.size() >= kMostKept)
        m_groupAnswers.clear();
    return m_groupAnswers.emplace(std::move(key), std::move(result)).first->second;
}

QList<feel::Entry> Solver::counting(const QMap<int, feel::Value> &answers, bool *consistent) const
{
    const Program &program = m_pack->program();
    *consistent = true;
    QMap<int, feel::Value> offered = answers;          // and what is derived from those that count
    QList<feel::Entry> facts(m_pack->facts().size());
    for (bool grown = true; grown;) {
        grown = false;
        const auto take = [&](int fact) {
            if (facts.at(fact).state == FactState::Known)
                return;
            facts[fact] = {FactState::Known, offered.value(fact)};
            grown = true;
        };
        for (int group = 0; group < m_compiled->care.size(); ++group) {
            const GroupAnswers &own = groupAnswers(group, offered);
            *consistent = *consistent && own.root != Diagram::kFalse;
            for (const int fact : own.counting)
                take(fact);
        }
        if (!*consistent)
            return facts;
        const QList<feel::Evaluation> loose = m_compiled->looseFacts.isEmpty() ? QList<feel::Evaluation>() : evaluateLoose(facts);
        const auto applies = [&](int fact) {
            if (m_compiled->looseFacts.contains(fact))
                return loose.at(fact).isTrue();
            if (m_compiled->atoms.of(fact).inapplicableVariable < 0)
                return true;
            const int group = m_compiled->careOf.at(fact);
            const std::vector<int> &certain = applicability(groupAnswers(group, offered).root).certain;
            return std::find(certain.begin(), certain.end(), fact) != certain.end();
        };
        for (auto it = offered.cbegin(); it != offered.cend(); ++it)
            if ((m_compiled->careOf.at(it.key()) < 0 || m_compiled->looseFacts.contains(it.key())) && applies(it.key()))
                take(it.key());
        for (int fact = 0; fact < facts.size(); ++fact) {
            int part = 0;
            const feel::Expression *compute = program.computation(fact, &part);
            if (!compute || offered.contains(fact) || !applies(fact))
                continue;
            Contexts contexts(*m_pack, facts);
            const feel::Evaluation value = compute->evaluate(contexts.facts(part));
            if (value.state != FactState::Known || !valueFault(m_pack->facts().at(fact), value.value).isEmpty())
                continue;
            offered.insert(fact, normalised(m_pack->facts().at(fact), value.value));
            grown = true;
        }
    }
    return facts;
}

std::optional<int> Solver::constantUnder(NodeId root, const std::vector<int> &assignment) const
{
    const Diagram &diagram = m_compiled->diagram;
    if (m_stamp.size() != diagram.nodeCount())
        m_stamp.assign(diagram.nodeCount(), 0);
    std::optional<int> result;
    ++m_stampEpoch;
    std::vector<NodeId> open{root};
    while (!open.empty()) {
        const NodeId node = open.back();
        open.pop_back();
        if (Diagram::isTerminal(node)) {
            if (Diagram::valueOf(node) == ValueTable::kOutside)
                continue;
            if (result && *result != Diagram::valueOf(node))
                return std::nullopt;
            result = Diagram::valueOf(node);
            continue;
        }
        if (m_stamp[node] == m_stampEpoch)
            continue;
        m_stamp[node] = m_stampEpoch;
        const int variable = diagram.variableOf(node), known = assignment[size_t(variable)];
        for (int b = 0; b < diagram.branches(variable); ++b)
            if (known < 0 || known == b)
                open.push_back(diagram.child(node, b));
    }
    return result;
}

std::optional<int> Solver::constantUnder(NodeId root, const std::vector<int> &assignment, const QSet<int> &groups) const
{
    m_restrictionSet = false;
    m_layer->setRestriction(assignment);
    NodeId left = m_layer->restricted(root);
    QList<NodeId> care;
    for (const int group : groups)
        care << m_layer->restricted(m_compiled->care.at(group).root);
    for (const NodeId condition : std::as_const(care))
        left = m_layer->masked(condition, left);
    return m_layer->constant(left);
}

const std::vector<int> &Solver::columnTerminals(int column) const
{
    const CompiledColumn &compiled = m_compiled->columns.at(column);
    return m_layer->terminals(update(m_columns[size_t(column)], compiled.root, compiled.support));
}

const dmn::RowSet &Solver::accepting(const CompiledRun &run, int column, int terminal) const
{
    const dmn::RowIndex &index = m_pack->program().parts.at(run.part).rules->table(TableKind(run.table)).index;
    const QPair<const void *, quint64> key(&index, (quint64(column) << 32) | quint64(terminal));
    auto known = m_accepting.constFind(key);
    if (known == m_accepting.cend())
        known = m_accepting.insert(key, index.accepting(column, m_compiled->values.entry(terminal)));
    return *known;
}

// A row is certain exactly when each of its cells is: every value its column can still have is taken.
const dmn::RowSet &Solver::certainRows(int number) const
{
    std::optional<dmn::RowSet> &rows = m_rows[size_t(number)];
    if (rows)
        return *rows;
    const CompiledRun &run = m_compiled->runs.at(number);
    const dmn::RowIndex &index = m_pack->program().parts.at(run.part).rules->table(TableKind(run.table)).index;
    rows = run.rows;
    for (int column = 0; column < run.columns.size() && !rows->isEmpty(); ++column) {
        if (!index.testsAnything(column))
            continue;
        if (run.columns.at(column) < 0) {
            *rows -= index.tested(column);
            continue;
        }
        for (const int terminal : columnTerminals(run.columns.at(column)))
            *rows &= accepting(run, column, terminal);
    }
    return *rows;
}

dmn::RowSet Solver::possibleRows(int number) const
{
    const CompiledRun &run = m_compiled->runs.at(number);
    const dmn::RowIndex &index = m_pack->program().parts.at(run.part).rules->table(TableKind(run.table)).index;
    dmn::RowSet rows = run.rows;
    for (int column = 0; column < run.columns.size(); ++column) {
        if (!index.testsAnything(column) || run.columns.at(column) < 0)
            continue;
        dmn::RowSet taken(index.rowCount());
        for (const int terminal : columnTerminals(run.columns.at(column)))
            taken |= accepting(run, column, terminal);
        rows &= taken;
    }
    return rows;
}

QList<int> Solver::rowsReadingInapplicable(int number) const
{
    const CompiledRun &run = m_compiled->runs.at(number);
    const dmn::RowIndex &index = m_pack->program().parts.at(run.part).rules->table(TableKind(run.table)).index;
    QList<int> found;
    for (int without = 0; without < run.columns.size(); ++without) {
        if (run.columns.at(without) < 0 || !index.testsAnything(without))
            continue;
        if (const std::vector<int> &terminals = columnTerminals(run.columns.at(without)); terminals.size() != 1 || terminals.front() != ValueTable::kInapplicable)
            continue;
        dmn::RowSet rows = index.tested(without);
        rows &= run.rows;
        for (int column = 0; column < run.columns.size() && !rows.isEmpty(); ++column) {
            if (column == without || !index.testsAnything(column))
                continue;
            if (run.columns.at(column) < 0) {
                rows -= index.tested(column);
                continue;
            }
            for (const int terminal : columnTerminals(run.columns.at(column)))
                rows &= accepting(run, column, terminal);
        }
        for (int row = rows.next(0); row >= 0; row = rows.next(row + 1))
            if (!found.contains(row))
                found << row;
    }
    std::sort(found.begin(), found.end());
    return found;
}

bool Solver::breaksLooseConstraint() const
{
    if (m_compiled->looseConstraints.isEmpty())
        return false;
    Contexts contexts(*m_pack, m_facts);
    for (const auto &[part, own] : m_compiled->looseConstraints)
        if (contexts.breaks(part, own))
            return true;
    return false;
}

const DirectResult &Solver::direct() const
{
    if (!m_direct) {
        QList<feel::Entry> facts = m_facts;
        for (int i = 0; i < facts.size(); ++i)
            if (facts.at(i).state != FactState::Known)
                facts[i] = {mayApply(i) ? FactState::Unknown : FactState::NotApplicable, {}};
        m_direct = std::make_shared<DirectResult>(runDirectly(*m_pack, facts));
    }
    return *m_direct;
}

} // namespace zc::guidance
