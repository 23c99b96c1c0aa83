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

size_t TableFold::Hash::operator()(const std::vector<quint32> &key) const
{
    quint64 hash = 0xCBF2'9CE4'8422'2325u;
    for (const quint32 word : key)
        hash = (hash ^ word) * 0x0000'0100'0000'01B3u + (hash >> 31);
    return size_t(hash ^ (hash >> 29));
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
    m_memo.clear();
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
    State state{RowSet(int(rows.size()), true), {}};
    for (const int column : std::as_const(m_used))
        state.nodes.push_back(m_columns.at(column));
    return fold(std::move(state));
}

std::optional<NodeId> TableFold::single(const QList<int> &rows, dmn::HitPolicy policy, const std::function<int(int)> &terminalOf)
{
    m_policy = policy;
    m_terminalOf = terminalOf;
    if (!begin(rows, -1))
        return std::nullopt;
    State state{RowSet(int(rows.size()), true), {}};
    for (const int column : std::as_const(m_used))
        state.nodes.push_back(m_columns.at(column));
    return fold(std::move(state));
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

// Settles what can be settled: leaves columns nobody tests, and says the terminal once no column is left that matters.
std::optional<int> TableFold::decide(State &state) const
{
    RowSet open(int(m_rows.size()));                   // alive rows that still test something
    for (size_t column = 0; column < state.nodes.size(); ++column) {
        if (state.nodes[column] == kLeft)
            continue;
        if (state.alive.intersects(m_tested[column]))
            open |= m_tested[column];
        else
            state.nodes[column] = kLeft;
    }
    open &= state.alive;
    const bool settled = open.isEmpty();
    RowSet certain = state.alive;
    certain -= open;
    const int first = certain.next(0);
    if (!m_policy) {
        if (first >= 0)
            return ValueTable::kTrue;
        return settled ? std::optional(int(ValueTable::kFalse)) : std::nullopt;
    }
    switch (*m_policy) {
    case dmn::HitPolicy::First:
        if (first >= 0) {
            state.alive.keepFirst(first + 1);
            if (!open.intersects(state.alive))
                return m_terminalOf(m_rows.at(first));
            // Columns that only later rows test are of no use any more.
            for (size_t column = 0; column < state.nodes.size(); ++column)
                if (state.nodes[column] != kLeft && !state.alive.intersects(m_tested[column]))
                    state.nodes[column] = kLeft;
            return std::nullopt;
        }
        return settled ? std::optional(int(ValueTable::kNull)) : std::nullopt;
    case dmn::HitPolicy::Any: {
        if (!settled)
            return std::nullopt;
        if (first < 0)
            return ValueTable::kNull;
        for (int row = certain.next(first + 1); row >= 0; row = certain.next(row + 1))
            if (m_table.outputs(m_rows.at(row)) != m_table.outputs(m_rows.at(first)))
                return ValueTable::kClash;
        return m_terminalOf(m_rows.at(first));
    }
    default:
        if (first >= 0 && certain.next(first + 1) >= 0)
            return ValueTable::kClash;
        if (!settled)
            return std::nullopt;
        return first >= 0 ? m_terminalOf(m_rows.at(first)) : int(ValueTable::kNull);
    }
}

NodeId TableFold::fold(State state)
{
    if (m_diagram.exceeded())
        return Diagram::kFalse;
    for (size_t column = 0; column < state.nodes.size(); ++column) {
        if (state.nodes[column] == kLeft || !Diagram::isTerminal(state.nodes[column]))
            continue;
        state.alive &= accepting(column, Diagram::valueOf(state.nodes[column]));
        state.nodes[column] = kLeft;
    }
    if (const auto terminal = decide(state))
        return Diagram::terminal(*terminal);
    std::vector<quint32> key;
    key.reserve(state.nodes.size() + state.alive.words().size() * 2);
    for (const quint64 word : state.alive.words()) {
        key.push_back(quint32(word));
        key.push_back(quint32(word >> 32));
    }
    int variable = m_diagram.variableCount();
    for (const NodeId node : state.nodes) {
        key.push_back(node);
        if (node != kLeft)
            variable = std::min(variable, m_diagram.variableOf(node));
    }
    if (const auto found = m_memo.find(key); found != m_memo.end())
        return found->second;
    // A state is paid for by its branches and the size of its table, so that the budget bounds memory and time as well.
    for (size_t left = size_t(m_diagram.branches(variable)) * (1 + key.size() / kWordsPerStep); left > 0; --left)
        if (!m_diagram.spend())
            return Diagram::kFalse;
    QVarLengthArray<NodeId, 32> children(m_diagram.branches(variable));
    for (int branch = 0; branch < int(children.size()); ++branch) {
        State next{state.alive, state.nodes};
        for (NodeId &node : next.nodes)
            if (node != kLeft && m_diagram.variableOf(node) == variable)
                node = m_diagram.child(node, branch);
        children[branch] = fold(std::move(next));
    }
    const NodeId result = m_diagram.make(variable, std::span<const NodeId>(children.data(), size_t(children.size())));
    m_memo.emplace(std::move(key), result);
    return result;
}

} // namespace zc::guidance
