#include "internal/atoms.h"

#include <QCoreApplication>

#include <cmath>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
using feel::Decimal;

struct Bound {
    std::optional<Decimal> value;                      // none = open towards infinity
    bool open = false;
};

// The smallest (or largest) point of the grid minimum + k * step inside the piece; without step any point.
std::optional<Decimal> gridPoint(const Bound &low, const Bound &high, const std::optional<Decimal> &step, const Decimal &anchor, bool largest)
{
    const auto inside = [&](const Decimal &v) {
        return (!low.value || (low.open ? v > *low.value : v >= *low.value)) && (!high.value || (high.open ? v < *high.value : v <= *high.value));
    };
    const Decimal unit = step.value_or(Decimal(1));
    if (!step) {
        const Bound &end = largest && high.value ? high : low.value ? low : high;
        if (!end.value)
            return Decimal(0);
        if (!end.open && inside(*end.value))
            return end.value;
        const bool down = &end == &high;
        const Decimal next = (down ? end.value->minus(unit) : end.value->plus(unit)).value_or(*end.value);
        if (inside(next))
            return next;
        if (low.value && high.value) {
            const auto middle = low.value->plus(*high.value).value_or(Decimal()).dividedBy(Decimal(2));
            if (middle && inside(*middle))
                return middle;
        }
        return std::nullopt;
    }
    const Bound &end = largest && high.value ? high : low.value ? low : high;
    if (!end.value)
        return anchor;
    const auto steps = end.value->minus(anchor).value_or(Decimal()).quotientFloor(unit);
    if (!steps)
        return inside(*end.value) ? end.value : std::nullopt;
    for (int shift = -1; shift <= 1; ++shift) {
        const int k = &end == &high ? -shift : shift;
        const auto offset = steps->plus(Decimal(k)).value_or(*steps).times(unit);
        const auto point = offset ? anchor.plus(*offset) : std::nullopt;
        if (point && inside(*point))
            return point;
    }
    return std::nullopt;
}

feel::Value fromLine(const Fact &fact, const Decimal &number)
{
    return fact.type == FactType::Date ? feel::Value(feel::Date::fromDayNumber(number.toInteger().value_or(0))) : feel::Value(number);
}

void buildPieces(const Fact &fact, FactVariables &variables)
{
    const auto end = [](const std::optional<feel::Value> &value) { return value ? std::optional(lineNumber(*value)) : std::nullopt; };
    const std::optional<Decimal> minimum = end(fact.minimum), maximum = end(fact.maximum);
    const std::optional<Decimal> step = fact.type == FactType::Date ? std::optional(Decimal(1)) : fact.step;
    std::sort(variables.cuts.begin(), variables.cuts.end());
    variables.cuts.erase(std::unique(variables.cuts.begin(), variables.cuts.end()), variables.cuts.end());
    for (int piece = 0; piece <= variables.cuts.size(); ++piece) {
        Bound low{minimum, false}, high{maximum, false};
        if (piece > 0) {
            const Cut &cut = variables.cuts.at(piece - 1);
            if (!minimum || cut.value > *minimum || (cut.value == *minimum && cut.above))
                low = {cut.value, cut.above};
        }
        if (piece < variables.cuts.size()) {
            const Cut &cut = variables.cuts.at(piece);
            if (!maximum || cut.value < *maximum || (cut.value == *maximum && !cut.above))
                high = {cut.value, !cut.above};
        }
        // The first piece is known by its upper end, every other by its lower: "up to 60" shows 60, "above 60" shows 61.
        const auto point = gridPoint(low, high, step, minimum.value_or(Decimal(0)), piece == 0 && !variables.cuts.isEmpty());
        variables.branchOfPiece << (point ? int(variables.samples.size()) : -1);
        if (point)
            variables.samples << fromLine(fact, *point);
    }
}
} // namespace

feel::Decimal lineNumber(const feel::Value &value)
{
    return value.isDate() ? Decimal(value.date().dayNumber()) : value.isNumber() ? value.number() : Decimal();
}

void Atoms::build(const QList<Fact> &facts, const QList<int> &order, const QList<QList<Cut>> &cuts, const QList<bool> &canBeInapplicable)
{
    m_source = facts;
    m_order = order;
    m_facts.resize(facts.size());
    const auto addVariable = [this](int fact, int branches, double weight) {
        m_branches << branches;
        m_factOf << fact;
        m_weights.emplace_back(size_t(branches), weight);
    };
    for (const int index : order) {
        const Fact &fact = facts.at(index);
        FactVariables &variables = m_facts[index];
        variables.first = int(m_branches.size());
        const bool skippable = canBeInapplicable.at(index);
        if (fact.type == FactType::Set) {
            if (skippable) {
                addVariable(index, 2, 1);
                // All options stay out where the set does not apply: give that branch the weight the options then take away.
                m_weights.back() = {1, std::exp2(double(fact.options.size()))};
                variables.inapplicableVariable = variables.first;
                variables.inapplicableBranch = 1;
            }
            for (int i = 0; i < fact.options.size(); ++i)
                addVariable(index, 2, 0.5);
            variables.count = int(m_branches.size()) - variables.first;
            continue;
        }
        if (fact.type == FactType::Enum) {
            for (const QString &option : fact.options)
                variables.samples << feel::Value(option);
        } else if (fact.type == FactType::Bool) {
            variables.samples = {feel::Value(false), feel::Value(true)};
        } else {
            variables.cuts = cuts.at(index);
            buildPieces(fact, variables);
        }
        const int known = int(variables.samples.size());
        addVariable(index, known + (skippable ? 1 : 0), 1.0 / qMax(1, known));
        if (skippable) {
            m_weights.back().back() = 1;
            variables.inapplicableVariable = variables.first;
            variables.inapplicableBranch = known;
        }
    }
    // Branches of one variable add up to 1, so that a variable on which nothing depends weighs nothing.
    for (std::vector<double> &weights : m_weights) {
        double sum = 0;
        for (const double weight : weights)
            sum += weight;
        for (double &weight : weights)
            weight /= sum;
    }
}

bool Atoms::isSameAs(const Atoms &other) const
{
    // A set's options have a variable each, in their order; everything else is in the samples.
    const auto sameOptions = [](const Fact &a, const Fact &b) { return a.type == b.type && a.options == b.options; };
    return m_branches == other.m_branches && m_factOf == other.m_factOf && m_order == other.m_order && m_facts == other.m_facts
        && std::equal(m_source.cbegin(), m_source.cend(), other.m_source.cbegin(), other.m_source.cend(), sameOptions);
}

void Atoms::assign(std::vector<int> &assignment, int index, const feel::Value &value) const
{
    const Fact &fact = m_source.at(index);
    const FactVariables &variables = m_facts.at(index);
    if (fact.type == FactType::Set) {
        int variable = variables.first;
        if (variables.inapplicableVariable >= 0)
            assignment[size_t(variable++)] = 0;
        for (const QString &option : fact.options)
            assignment[size_t(variable++)] = value.list().contains(feel::Value(option)) ? 1 : 0;
        return;
    }
    int branch = int(variables.samples.indexOf(value));
    if (fact.type == FactType::Number || fact.type == FactType::Date) {
        const Decimal number = lineNumber(value);
        const auto beyond = std::find_if(variables.cuts.cbegin(), variables.cuts.cend(), [&](const Cut &cut) {
            return cut.above ? number <= cut.value : number < cut.value;
        });
        branch = variables.branchOfPiece.at(beyond - variables.cuts.cbegin());
    }
    assignment[size_t(variables.first)] = branch;
}

void Atoms::assignInapplicable(std::vector<int> &assignment, int index) const
{
    const FactVariables &variables = m_facts.at(index);
    if (variables.inapplicableVariable < 0)
        return;
    for (int i = 0; i < variables.count; ++i)
        assignment[size_t(variables.first + i)] = 0;
    assignment[size_t(variables.inapplicableVariable)] = variables.inapplicableBranch;
}

feel::Entry Atoms::read(const std::vector<int> &assignment, int index) const
{
    const Fact &fact = m_source.at(index);
    const FactVariables &variables = m_facts.at(index);
    if (variables.inapplicableVariable >= 0 && assignment[size_t(variables.inapplicableVariable)] == variables.inapplicableBranch)
        return {feel::FactState::NotApplicable, {}};
    if (fact.type != FactType::Set)
        return {feel::FactState::Known, variables.samples.value(assignment[size_t(variables.first)])};
    feel::List chosen;
    const int firstOption = variables.first + (variables.inapplicableVariable >= 0 ? 1 : 0);
    for (int i = 0; i < fact.options.size(); ++i)
        if (assignment[size_t(firstOption + i)] == 1)
            chosen << feel::Value(fact.options.at(i));
    return {feel::FactState::Known, feel::Value(chosen)};
}

QString valueFault(const Fact &fact, const feel::Value &value)
{
    const auto bad = [&] { return QCoreApplication::translate("zc::guidance", "%1 is no answer to %2").arg(value.text(), fact.name); };
    switch (fact.type) {
    case FactType::Enum: return value.isString() && fact.options.contains(value.string()) ? QString() : bad();
    case FactType::Bool: return value.isBoolean() ? QString() : bad();
    case FactType::Set:
        if (!value.isList())
            return bad();
        for (const feel::Value &item : value.list())
            if (!item.isString() || !fact.options.contains(item.string()))
                return bad();
        return {};
    case FactType::Number:
    case FactType::Date: break;
    }
    if (fact.type == FactType::Number ? !value.isNumber() : !value.isDate())
        return bad();
    if (fact.minimum && lineNumber(value) < lineNumber(*fact.minimum))
        return bad();
    if (fact.maximum && lineNumber(*fact.maximum) < lineNumber(value))
        return bad();
    if (fact.step) {
        const Decimal offset = value.number().minus(fact.minimum ? fact.minimum->number() : Decimal(0)).value_or(Decimal());
        const auto steps = offset.quotientFloor(*fact.step);
        if (!steps || steps->times(*fact.step).value_or(Decimal()) != offset)
            return bad();
    }
    return {};
}

feel::Value normalised(const Fact &fact, const feel::Value &value)
{
    if (fact.type != FactType::Set)
        return value;
    feel::List items;
    for (const QString &option : fact.options)
        if (value.list().contains(feel::Value(option)))
            items << feel::Value(option);
    return feel::Value(items);
}

} // namespace zc::guidance
