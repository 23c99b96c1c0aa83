#pragma once
#include "internal/program.h"

#include <functional>

namespace zc::guidance {

// A FEEL value as a function of the scenario: a scalar is a diagram whose terminals are values; a set is one Boolean diagram
// per option, and one that says where the set does not apply.
struct Symbol {
    bool isSet = false;
    dmn::NodeId node = dmn::Diagram::terminal(ValueTable::kNull);
    QStringList options;
    QList<dmn::NodeId> bits;
    dmn::NodeId inapplicable = dmn::Diagram::kFalse;

    static Symbol scalar(dmn::NodeId node) { return {false, node, {}, {}, dmn::Diagram::kFalse}; }
    static Symbol set(QStringList options, QList<dmn::NodeId> bits, dmn::NodeId inapplicable = dmn::Diagram::kFalse)
    {
        return {true, dmn::Diagram::kFalse, std::move(options), std::move(bits), inapplicable};
    }
};

// The names an expression may read. An inner scope sees its outer one, which must outlive it.
class SymbolScope {
public:
    SymbolScope() = default;
    explicit SymbolScope(const SymbolScope *outer) : m_outer(outer) {}
    void insert(const QString &name, const Symbol &symbol) { m_own.insert(name, symbol); }
    const Symbol *find(const QString &name) const
    {
        const auto own = m_own.constFind(name);
        return own != m_own.cend() ? &*own : m_outer ? m_outer->find(name) : nullptr;
    }

private:
    const SymbolScope *m_outer = nullptr;
    QHash<QString, Symbol> m_own;
};

// Evaluates authoring expressions over all scenarios at once. One builder of one diagram; nullopt = beyond the profile.
class Symbolic {
public:
    Symbolic(dmn::Diagram &diagram, ValueTable &values) : m_diagram(diagram), m_values(values) {}

    std::optional<Symbol> evaluate(const feel::NodePtr &node, const SymbolScope &scope);
    dmn::NodeId cell(const feel::UnaryTests &cell, dmn::NodeId input);              // Boolean; 不适用 and null match only `-`
    dmn::NodeId isInapplicable(const Symbol &symbol);
    dmn::NodeId isTrue(dmn::NodeId node) { return is(node, ValueTable::kTrue); }
    dmn::NodeId isFalse(dmn::NodeId node) { return is(node, ValueTable::kFalse); }
    Symbol constant(const feel::Value &value);

    // Where, within `where`, evaluating `node` reads each name. Follows the early stops of and/or/if and the quantifiers.
    using Reader = std::function<void(const QString &name, dmn::NodeId where)>;
    void reads(const feel::NodePtr &node, const SymbolScope &scope, dmn::NodeId where, const Reader &read);

private:
    std::optional<Symbol> quantifier(const feel::Node &node, const SymbolScope &scope);
    std::optional<Symbol> comparison(const feel::Node &node, const SymbolScope &scope);
    Symbol contains(const Symbol &list, const Symbol &element);
    Symbol count(const Symbol &list);
    dmn::NodeId andThen(dmn::NodeId a, dmn::NodeId b);
    dmn::NodeId orElse(dmn::NodeId a, dmn::NodeId b);
    dmn::NodeId mapValues(dmn::NodeId node, const std::function<int(const feel::Value &)> &operation);
    dmn::NodeId is(dmn::NodeId node, int terminal);
    dmn::NodeId unlessInapplicable(dmn::NodeId inapplicable, dmn::NodeId otherwise);

    dmn::Diagram &m_diagram;
    ValueTable &m_values;
};

} // namespace zc::guidance
