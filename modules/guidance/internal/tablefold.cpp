#include "internal/tablefold.h"

#include <QVarLengthArray>

namespace zc::guidance {

using dmn::Diagram;
using dmn::NodeId;
using dmn::RowSet;

namespace {
constexpr NodeId kLeft = 0x7FFF'FFFEu;
constexpr size_t kWordsPerStep = 8;                    // of 32 bits
}

size_t TableFold::Hash::operator()(const State &state) const
{
    quint64 hash = 0xCBF2'9CE4'8422'2325u;
    const auto add = [&hash](quint64 word) {
        hash = (hash ^ word) * 0x9E37'79B9'7F4A'7C15u;
        hash ^= hash >> 32;
    };
    for (const quint64 word : state.alive.words())
        if (word != 0)                                 // most rows are gone soon; what is left stands where it stood
            add(word);
    for (const NodeId node : state.nodes)
        add(node);
    return size_t(hash);
}

TableFold::TableFold(Diagram &diagram, const ValueTable &values, const dmn::Table &table, const dmn::RowIndex &index, QList<NodeId> columns)
    : m_diagram(diagram), m_values(values), m_table(table), m_index(index), m_columns(std::move(columns))
{
}

bool TableFold::begin(const QList<int> &rows, int without)
{
    m_rows = rows;
    m_used.clear();
    m_tested.clear();
    m_accepting.clear();
    m_testedBy.clear();
    m_known.assign(size_t(m_diagram.variableCount()), {});
    m_places.clear();
    for (int column = 0; column < m_index.columnCount(); ++column) {
        RowSet tested(int(rows.size()));
        for (int i = 0; i < rows.size(); ++i)
            if (m_index.tested(column).test(rows.at(i)))
                tested.set(i);
        if (tested.isEmpty() || column == without)
            continue;
        if (m_columns.at(column) == CompiledRun::kUnknownColumn)
            return false;
        m_used << column;
        m_tested.push_back(std::move(tested));
    }
    m_accepting.resize(size_t(m_used.size()));
    return true;
}

std::optional<NodeId> TableFold::any(const QList<int> &rows, int without)
{
    m_policy.reset();
    if (!begin(rows, without))
        return std::nullopt;
    return fold();
}

std::optional<NodeId> TableFold::single(const QList<int> &rows, dmn::HitPolicy policy, const std::function<int(int)> &terminalOf)
{
    m_policy = policy;
    m_terminalOf = terminalOf;
    if (!begin(rows, -1))
        return std::nullopt;
    return fold();
}

const RowSet &TableFold::accepting(size_t column, int terminal)
{
    const auto found = m_accepting[column].constFind(terminal);
    if (found != m_accepting[column].cend())
        return *found;
    RowSet rows(int(m_rows.size()), true);
    const feel::Entry entry = m_values.entry(terminal);
    const int own = m_used.at(qsizetype(column));
    QHash<int, bool> takes;
    for (int i = m_tested[column].next(0); i >= 0; i = m_tested[column].next(i + 1)) {
        const int cell = m_index.cellOf(own, m_rows.at(i));
        auto known = takes.constFind(cell);
        if (known == takes.cend())
            known = takes.insert(cell, m_index.cell(own, cell).matches(entry).isTrue());
        if (!*known)
            rows.reset(i);
    }
    return *m_accepting[column].insert(terminal, rows);
}

void TableFold::leaveUntested(State &state) const
{
    for (size_t column = 0; column < state.nodes.size(); ++column)
        if (state.nodes[column] != kLeft && !state.alive.intersects(m_tested[column]))
            state.nodes[column] = kLeft;
}

const RowSet &TableFold::testedBy(const State &state)
{
    constexpr size_t kMostKept = 64;                   // a wider table has its union made every time
    quint64 columns = 0;
    for (size_t column = 0; column < state.nodes.size(); ++column)
        columns |= quint64(state.nodes[column] != kLeft) << (column % kMostKept);
    const auto [rows, isNew] = m_testedBy.try_emplace(columns);
    if (!isNew && state.nodes.size() <= kMostKept)
        return rows->second;
    rows->second = RowSet(int(m_rows.size()));
    for (size_t column = 0; column < state.nodes.size(); ++column)
        if (state.nodes[column] != kLeft)
            rows->second |= m_tested[column];
    return rows->second;
}

TableFold::Certain TableFold::certain(const State &state)
{
    Certain result;
    const std::vector<quint64> &alive = state.alive.words(), &tested = testedBy(state).words();
    for (size_t word = 0; word < alive.size(); ++word) {
        result.settled = result.settled && (alive[word] & tested[word]) == 0;
        for (quint64 rows = result.second < 0 ? alive[word] & ~tested[word] : 0; rows != 0 && result.second < 0; rows &= rows - 1)
            (result.first < 0 ? result.first : result.second) = int(word * 64) + std::countr_zero(rows);
    }
    return result;
}

// Settles what can be settled: leaves columns nobody tests, and says the terminal once no column is left that matters.
std::optional<int> TableFold::decide(State &state)
{
    leaveUntested(state);
    const Certain certain = this->certain(state);
    const auto terminal = [&] { return certain.first >= 0 ? m_terminalOf(m_rows.at(certain.first)) : int(ValueTable::kNull); };
    if (!m_policy) {
        if (certain.first >= 0)
            return ValueTable::kTrue;
        return certain.settled ? std::optional(int(ValueTable::kFalse)) : std::nullopt;
    }
    switch (*m_policy) {
    case dmn::HitPolicy::First:
        if (certain.first < 0)
            return certain.settled ? std::optional(int(ValueTable::kNull)) : std::nullopt;
        // Columns that only later rows test are of no use any more.
        state.alive.keepFirst(certain.first + 1);
        leaveUntested(state);
        return std::all_of(state.nodes.cbegin(), state.nodes.cend(), [](NodeId node) { return node == kLeft; }) ? std::optional(terminal()) : std::nullopt;
    case dmn::HitPolicy::Any:
        if (!certain.settled)
            return std::nullopt;
        for (int row = certain.second; row >= 0; row = state.alive.next(row + 1))
            if (m_table.outputs(m_rows.at(row)) != m_table.outputs(m_rows.at(certain.first)))
                return ValueTable::kClash;
        return terminal();
    default:
        if (certain.second >= 0)
            return ValueTable::kClash;
        return certain.settled ? std::optional(terminal()) : std::nullopt;
    }
}

// The number of the state, or what it comes to. A state is paid for by its branches and the size of its table, so that the budget
// bounds memory and time as well.
quint32 TableFold::enter(State state)
{
    for (size_t column = 0; column < state.nodes.size(); ++column) {
        if (state.nodes[column] == kLeft || !Diagram::isTerminal(state.nodes[column]))
            continue;
        state.alive &= accepting(column, Diagram::valueOf(state.nodes[column]));
        state.nodes[column] = kLeft;
    }
    if (const auto terminal = decide(state))
        return Diagram::terminal(*terminal);
    int variable = m_diagram.variableCount();
    for (const NodeId node : state.nodes)
        if (node != kLeft)
            variable = std::min(variable, m_diagram.variableOf(node));
    Known &known = m_known[size_t(variable)];
    const size_t words = state.nodes.size() + state.alive.words().size() * 2;
    const auto [found, isNew] = known.numbers.try_emplace(std::move(state), quint32(m_places.size()));
    if (isNew) {
        known.states.push_back(&found->first);
        m_places.push_back({variable, quint32(known.states.size() - 1)});
        m_diagram.spend(size_t(m_diagram.branches(variable)) * (1 + words / kWordsPerStep));
    }
    return found->second;
}

NodeId TableFold::nodeAt(quint32 way) const
{
    if (Diagram::isTerminal(way))
        return way;
    const Place &place = m_places[way];
    return m_known[size_t(place.variable)].nodes[place.number];
}

// Forwards from variable to variable, every state once; then backwards, each made of those it leads to.
NodeId TableFold::fold()
{
    State whole{RowSet(int(m_rows.size()), true), {}};
    for (const int column : std::as_const(m_used))
        whole.nodes.push_back(m_columns.at(column));
    const quint32 start = enter(std::move(whole));
    for (int variable = 0; variable < m_diagram.variableCount(); ++variable) {
        Known &known = m_known[size_t(variable)];
        for (const State *state : known.states) {
            for (int branch = 0; branch < m_diagram.branches(variable); ++branch) {
                if (m_diagram.exceeded())
                    return Diagram::kFalse;
                State next = *state;
                for (NodeId &node : next.nodes)
                    if (node != kLeft && m_diagram.variableOf(node) == variable)
                        node = m_diagram.child(node, branch);
                known.ways.push_back(enter(std::move(next)));
            }
        }
        known.numbers.clear();                         // nothing comes back to an earlier variable
    }
    for (int variable = m_diagram.variableCount() - 1; variable >= 0; --variable) {
        Known &known = m_known[size_t(variable)];
        const size_t branches = size_t(m_diagram.branches(variable));
        QVarLengthArray<NodeId, 32> children(static_cast<qsizetype>(branches));
        for (size_t number = 0; number < known.states.size(); ++number) {
            for (size_t branch = 0; branch < branches; ++branch)
                children[qsizetype(branch)] = nodeAt(known.ways[number * branches + branch]);
            known.nodes.push_back(m_diagram.make(variable, std::span<const NodeId>(children.data(), branches)));
        }
    }
    return m_diagram.exceeded() ? Diagram::kFalse : nodeAt(start);
}

} // namespace zc::guidance
