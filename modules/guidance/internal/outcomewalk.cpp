#include "internal/outcomewalk.h"

#include "internal/program.h"

#include <map>

namespace zc::guidance {

using namespace Qt::StringLiterals;
using dmn::Diagram;
using dmn::NodeId;

namespace {
const Diagram &diagramOf(const Pack &pack)
{
    return pack.program().compiled.diagram;
}

const FactVariables &variablesOf(const Pack *pack, int fact)
{
    return pack->program().compiled.atoms.of(fact);
}

int naVariable(const Pack *pack, int fact)
{
    return fact < 0 ? -1 : variablesOf(pack, fact).inapplicableVariable;
}
} // namespace

OutcomeWalk::OutcomeWalk(const Pack &first, const Pack *second) : m_sides{{&first, Diagram(&diagramOf(first)), {}}, {second, second ? Diagram(&diagramOf(*second)) : Diagram(), {}}}, m_count(second ? 2 : 1)
{
}

bool OutcomeWalk::addRoots(Side &side) const
{
    for (const CompiledOutput &output : side.pack->program().compiled.outputs) {
        if (output.fallback)
            return false;
        if (std::find(side.roots.begin(), side.roots.end(), output.root) == side.roots.end())
            side.roots.push_back(output.root);
    }
    return true;
}

NodeId OutcomeWalk::cofactor(Side &side, NodeId node, int variable, int branch)
{
    const int own = side.layer.variableOf(node);
    if (own == variable)
        return side.layer.child(node, branch);
    if (own > variable)
        return node;
    // Only where the two packs order their facts differently.
    std::vector<int> assignment(size_t(side.layer.variableCount()), -1);
    assignment[size_t(variable)] = branch;
    side.layer.setRestriction(assignment);
    m_budget -= qMin<size_t>(m_budget, side.layer.reachableCount(node, 10'000));
    return side.layer.restricted(node);
}

bool OutcomeWalk::advance(State &state, const Branch &branch)
{
    constexpr NodeId kOutside = Diagram::terminal(ValueTable::kOutside);
    for (int s = 0; s < m_count; ++s) {
        if (branch.variable[s] < 0)
            continue;
        state.assignment[s][size_t(branch.variable[s])] = branch.branch[s];
        for (NodeId &node : state.nodes[s]) {
            node = cofactor(m_sides[s], node, branch.variable[s], branch.branch[s]);
            if (node == kOutside)
                return false;
        }
        m_budget -= qMin<size_t>(m_budget, state.nodes[s].size() + 1);
    }
    return true;
}

// Every state under every branch; states that have become the same function are one.
void OutcomeWalk::step(QList<State> &states, const QList<Branch> &branches)
{
    QList<State> next;
    std::map<std::vector<NodeId>, qsizetype> known;
    for (const State &state : std::as_const(states)) {
        for (const Branch &branch : branches) {
            if (m_budget == 0 || m_sides[0].layer.exceeded() || m_sides[1].layer.exceeded()) {
                m_exceeded = true;
                return;
            }
            State one = state;
            if (!advance(one, branch))
                continue;
            std::vector<NodeId> key = one.nodes[0];
            key.insert(key.end(), one.nodes[1].begin(), one.nodes[1].end());
            const auto [found, fresh] = known.try_emplace(std::move(key), next.size());
            if (fresh)
                next << one;
            else
                next[found->second].scenarios += one.scenarios;
        }
    }
    states = next;
}

// Pairs of pieces that some value lies in, and 不适用 of each side by itself: where it holds follows from other facts.
QList<OutcomeWalk::Branch> OutcomeWalk::scalarBranches(int first, int second) const
{
    const int facts[2] = {first, second};
    QList<Branch> branches;
    QList<feel::Value> values;
    for (int s = 0; s < m_count; ++s)
        if (facts[s] >= 0)
            values << variablesOf(m_sides[s].pack, facts[s]).samples;
    const auto add = [&](const Branch &branch) {
        for (const Branch &other : std::as_const(branches))
            if (std::equal(branch.branch, branch.branch + 2, other.branch))
                return;
        branches << branch;
    };
    const auto blank = [&] {
        Branch branch;
        for (int s = 0; s < m_count; ++s)
            branch.variable[s] = facts[s] < 0 ? -1 : variablesOf(m_sides[s].pack, facts[s]).first;
        return branch;
    };
    for (const feel::Value &value : std::as_const(values)) {
        Branch branch = blank();
        bool common = true;
        for (int s = 0; s < m_count && common; ++s) {
            if (facts[s] < 0)
                continue;
            common = valueFault(m_sides[s].pack->facts().at(facts[s]), value).isEmpty();
            std::vector<int> assignment(size_t(diagramOf(*m_sides[s].pack).variableCount()), -1);
            if (common)
                m_sides[s].pack->program().compiled.atoms.assign(assignment, facts[s], value);
            branch.branch[s] = assignment[size_t(branch.variable[s])];
            common = common && branch.branch[s] >= 0;
        }
        if (!common)
            continue;
        add(branch);
        for (int absent = 1; absent < 4; ++absent) {
            Branch partly = branch;
            bool possible = true;
            for (int s = 0; s < 2; ++s) {
                if (!(absent & (1 << s)))
                    continue;
                possible = possible && s < m_count && facts[s] >= 0 && naVariable(m_sides[s].pack, facts[s]) >= 0;
                if (possible)
                    partly.branch[s] = variablesOf(m_sides[s].pack, facts[s]).inapplicableBranch;
            }
            if (possible)
                add(partly);
        }
    }
    return branches;
}

void OutcomeWalk::stepSet(int first, int second)
{
    const int facts[2] = {first, second};
    const auto options = [&](int s) { return facts[s] < 0 ? QStringList() : m_sides[s].pack->facts().at(facts[s]).options; };
    const auto optionVariable = [&](int s, const QString &option) {
        const qsizetype place = options(s).indexOf(option);
        const FactVariables &variables = variablesOf(m_sides[s].pack, facts[s]);
        return place < 0 ? -1 : variables.first + (variables.inapplicableVariable >= 0 ? 1 : 0) + int(place);
    };
    QStringList all = options(0);
    for (const QString &option : options(1))
        if (!all.contains(option))
            all << option;
    QList<State> result;
    // Which side the set does not apply to is settled first, since then none of its options is chosen there.
    for (int absent = 0; absent < 4; ++absent) {
        Branch whether;
        bool possible = true;
        for (int s = 0; s < 2; ++s) {
            const int variable = s < m_count ? naVariable(m_sides[s].pack, facts[s]) : -1;
            whether.variable[s] = variable;
            whether.branch[s] = (absent >> s) & 1;
            possible = possible && (variable >= 0 || whether.branch[s] == 0);
        }
        if (!possible)
            continue;
        QList<State> states = m_states;
        step(states, {whether});
        for (const QString &option : std::as_const(all)) {
            QList<Branch> branches;
            for (int chosen = 0; chosen < 2; ++chosen) {
                Branch branch;
                bool sensible = true;
                for (int s = 0; s < m_count; ++s) {
                    if (facts[s] < 0)
                        continue;
                    branch.variable[s] = optionVariable(s, option);
                    branch.branch[s] = (absent >> s) & 1 ? 0 : chosen;
                    sensible = sensible && (branch.variable[s] >= 0 || chosen == 0 || ((absent >> s) & 1));
                }
                const bool repeats = chosen == 1 && std::equal(branch.branch, branch.branch + 2, branches.isEmpty() ? branch.branch : branches.constFirst().branch) && !branches.isEmpty();
                if (sensible && !repeats)
                    branches << branch;
            }
            step(states, branches);
        }
        result << states;
    }
    m_states = result;
    if (!m_exceeded)
        step(m_states, {Branch()});                    // brings together what is the same again
}

void OutcomeWalk::stepFact(int first, int second)
{
    const Fact &fact = first >= 0 ? m_sides[0].pack->facts().at(first) : m_sides[1].pack->facts().at(second);
    if (fact.type == FactType::Set)
        stepSet(first, second);
    else
        step(m_states, scalarBranches(first, second));
}

std::optional<QList<OutcomeWalk::Leaf>> OutcomeWalk::run(size_t budget)
{
    m_budget = budget;
    State start;
    for (int s = 0; s < m_count; ++s) {
        if (!addRoots(m_sides[s]))
            return std::nullopt;
        start.nodes[s] = m_sides[s].roots;
        start.assignment[s].assign(size_t(m_sides[s].layer.variableCount()), 0);
    }
    m_states = {start};
    const auto matching = [&](int fact) {
        const Fact &wanted = m_sides[0].pack->facts().at(fact);
        for (int i = 0; m_count > 1 && i < m_sides[1].pack->facts().size(); ++i)
            if (m_sides[1].pack->facts().at(i).id == wanted.id && m_sides[1].pack->facts().at(i).type == wanted.type)
                return i;
        return -1;
    };
    QSet<int> done;
    for (const int fact : m_sides[0].pack->program().compiled.atoms.order()) {
        done << matching(fact);
        if (!m_exceeded)
            stepFact(fact, matching(fact));
    }
    for (int s = 1; s < m_count; ++s)
        for (const int fact : m_sides[1].pack->program().compiled.atoms.order())
            if (!done.contains(fact) && !m_exceeded)
                stepFact(-1, fact);
    if (m_exceeded)
        return std::nullopt;
    QList<Leaf> leaves;
    for (const State &state : std::as_const(m_states))
        leaves << Leaf{state.assignment[0], state.assignment[1], state.scenarios};
    return leaves;
}

Priors answersOf(const Pack &pack, const std::vector<int> &scenario)
{
    Priors answers;
    for (int i = 0; i < pack.facts().size(); ++i) {
        const feel::Entry entry = pack.program().compiled.atoms.read(scenario, i);
        if (entry.state == feel::FactState::Known && pack.facts().at(i).compute.isEmpty())
            answers << AnswerRecord{pack.facts().at(i).id, entry.value, {}};
    }
    return answers;
}

QString outcomeSignature(const Outcome &outcome)
{
    QStringList parts;
    const auto number = [](const std::optional<int> &value) { return value ? QString::number(*value) : u"-"_s; };
    for (const OutcomeSubItem &item : outcome.subItems)
        parts << u"s:"_s + item.id + u':' + number(item.promisedDays) + u':' + number(item.statutoryDays) + u':' + (item.fee ? item.fee->text() : u"-"_s);
    for (const OutcomeMaterial &material : outcome.materials)
        parts << u"m:"_s + material.id + u':' + QString::number(material.copies) + u':' + material.mode + u':' + number(material.dueDays);
    for (const OutcomeField &field : outcome.fields)
        parts << u"f:"_s + field.id;
    return parts.join(u'\n');
}

} // namespace zc::guidance
