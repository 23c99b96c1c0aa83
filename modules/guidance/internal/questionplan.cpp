#include "internal/questionplan.h"

#include "internal/program.h"

namespace zc::guidance {

namespace {
constexpr int kMostWork = 4000;
constexpr int kWorkPerGain = 8;
constexpr qsizetype kMostOptions = 5;                  // of a set: it has as many answers as it has subsets
constexpr double kSameGain = 1e-9;
}

double askingCost(const Fact &fact)
{
    return std::max(double(fact.cost), 0.1);
}

dmn::NodeId QuestionPlan::left(dmn::NodeId root)
{
    m_tooMuch = m_tooMuch || ++m_work > kMostWork;
    return m_tooMuch ? root : m_layer.restricted(root);
}

bool QuestionPlan::appliesForCertain(dmn::NodeId root, int fact)
{
    if (m_compiled.atoms.of(fact).inapplicableVariable < 0)
        return true;
    std::vector<int> assignment(size_t(m_compiled.atoms.variableCount()), -1);
    m_compiled.atoms.assignInapplicable(assignment, fact);
    m_layer.setRestriction(assignment);
    return m_layer.mass(left(root)) <= 0;
}

std::vector<std::vector<int>> QuestionPlan::answers(int fact) const
{
    const Fact &row = m_pack.facts().at(fact);
    const FactVariables &variables = m_compiled.atoms.of(fact);
    std::vector<int> assignment(size_t(m_compiled.atoms.variableCount()), -1);
    std::vector<std::vector<int>> result;
    const int firstOption = variables.first + (variables.inapplicableVariable >= 0 ? 1 : 0);
    const bool set = row.type == FactType::Set;
    const int count = set ? 1 << row.options.size() : int(variables.samples.size());
    for (int number = 0; number < count; ++number) {
        if (set && variables.inapplicableVariable >= 0)
            assignment[size_t(variables.first)] = 0;
        for (int option = 0; set && option < row.options.size(); ++option)
            assignment[size_t(firstOption + option)] = number >> option & 1;
        if (!set)
            assignment[size_t(variables.first)] = number;
        result.push_back(assignment);
    }
    return result;
}

std::optional<double> QuestionPlan::costOf(const Pending &pending, int fact)
{
    const Fact &row = m_pack.facts().at(fact);
    m_tooMuch = m_tooMuch || (row.type == FactType::Set && row.options.size() > kMostOptions);
    double cost = 0, mass = 0;
    for (const std::vector<int> &answer : m_tooMuch ? std::vector<std::vector<int>>() : answers(fact)) {
        m_layer.setRestriction(answer);
        Pending next;
        double here = -1;                              // any function that depends on the fact knows how likely the answer is
        for (const auto &[root, count] : pending) {
            const dmn::NodeId rest = left(root);
            if (here < 0 && rest != root)
                here = m_layer.mass(rest);
            if (m_layer.terminals(rest).size() > 1)
                next[rest] += count;
        }
        here = here < 0 ? 1 : here;
        mass += here;
        cost += here > 0 ? here * costFrom(next) : 0;
    }
    return m_tooMuch || mass <= 0 ? std::nullopt : std::optional(askingCost(row) + cost / mass);
}

double QuestionPlan::costFrom(const Pending &pending)
{
    if (pending.empty() || m_tooMuch)
        return 0;
    if (const auto known = m_known.find(pending); known != m_known.end())
        return known->second;
    const int fact = nextFact(pending);
    const double cost = fact < 0 ? 0 : costOf(pending, fact).value_or(0);
    m_known.emplace(pending, cost);
    return cost;
}

// The question an interview would put here.
int QuestionPlan::nextFact(const Pending &pending)
{
    std::map<int, double> gains;                       // relevant facts in authored order
    std::map<int, dmn::NodeId> within;
    m_work += kWorkPerGain * int(pending.size());
    for (const auto &[root, count] : pending) {
        for (const int fact : m_layer.relevant(root)) {
            gains[fact] += count * m_layer.gain(root, fact) / askingCost(m_pack.facts().at(fact));
            within.emplace(fact, root);
        }
    }
    int best = -1;
    for (const auto &[fact, gain] : gains)
        if ((best < 0 || gain > gains[best] + kSameGain) && appliesForCertain(within.at(fact), fact))
            best = fact;
    return best;
}

} // namespace zc::guidance
