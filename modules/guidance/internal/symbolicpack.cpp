#include "internal/symbolicpack.h"

#include "internal/cuts.h"

namespace zc::guidance {

using dmn::Diagram;
using dmn::NodeId;

namespace {
// A function may pass through more nodes than it ends with, and an operation may visit nodes without making one.
constexpr size_t kRoomFactor = 8, kStepFactor = 20;
} // namespace

SymbolicPack::SymbolicPack(const Pack &p, const Program &r, Workings &w, const LoadOptions &options, const std::atomic_bool *stop)
    : pack(p), program(r), workings(w), target(w.compiled), symbolic(target.diagram, target.values), m_nodesPerFunction(size_t(options.nodesPerOutput)), m_stop(stop)
{
    workings.begin();
    target.diagram.setNodeLimit(size_t(options.nodesPerPack));
    target.diagram.setStop(stop);
}

void SymbolicPack::build()
{
    buildAtoms();
    parts.resize(size_t(program.parts.size()));
    for (qsizetype i = 0; i < program.parts.size(); ++i) {
        PartSymbols &part = parts[size_t(i)];
        part.part = &program.parts.at(i);
        part.names = SymbolScope(&part.facts);
        part.results = SymbolScope(&part.names);
    }
    buildFacts();
    for (PartSymbols &part : parts)
        buildHelpers(part);
    buildCare();
    workings.setCare(target.care);
    for (PartSymbols &part : parts)
        buildTables(part);
    buildWhole();
}

void SymbolicPack::buildAtoms()
{
    QList<bool> canBeInapplicable;
    for (int fact = 0; fact < pack.facts().size(); ++fact)
        canBeInapplicable << !program.alwaysApplies(fact);
    Atoms atoms;
    atoms.build(pack.facts(), diagramOrder(pack.facts(), program), collectCuts(pack, program), canBeInapplicable);
    if (!atoms.isSameAs(target.atoms)) {
        const size_t limit = target.diagram.nodeLimit();
        workings.forget(atoms);
        target.diagram.setNodeLimit(limit);
        target.diagram.setStop(m_stop);
        for (int variable = 0; variable < atoms.variableCount(); ++variable)
            target.diagram.addVariable(atoms.branches(variable));
    }
    target.atoms = atoms;
    // Three-valued evaluation answers in the same terminals, so every constant gets one, compiled or not.
    for (const Part &part : program.parts)
        for (const KnownTable *known : {&part.rules->modes, &part.rules->limits, &part.rules->fees})
            for (int rule = 0; rule < known->table.ruleCount(); ++rule)
                for (const feel::Value &value : known->table.outputs(rule))
                    target.values.intern(value);
}

MaybeNode SymbolicPack::bounded(const std::function<MaybeNode()> &make)
{
    Diagram &diagram = target.diagram;
    if (diagram.exceeded() || (m_stop && m_stop->load(std::memory_order_relaxed))) {
        m_gaveUp = true;
        return std::nullopt;
    }
    const size_t mark = diagram.mark(), limit = diagram.nodeLimit();
    diagram.setNodeLimit(std::min(limit, mark + m_nodesPerFunction * kRoomFactor));
    diagram.setStepLimit(m_nodesPerFunction * kStepFactor);
    MaybeNode result = make();
    const bool tooMuch = diagram.exceeded() || (result && diagram.reachableCount(*result, m_nodesPerFunction + 1) > m_nodesPerFunction);
    if (tooMuch) {
        diagram.rollBack(mark);
        const auto forget = [mark](auto &known) {
            for (auto it = known.begin(); it != known.end();)
                it = !Diagram::isTerminal(*it) && *it >= mark && *it != CompiledRun::kUnknownColumn ? known.erase(it) : std::next(it);
        };
        forget(m_columns);
        forget(m_cells);
        m_gaveUp = true;
        result.reset();
    }
    diagram.setNodeLimit(limit);
    diagram.setStepLimit(~size_t(0));
    return result;
}

Symbol SymbolicPack::baseOf(int index)
{
    Diagram &diagram = target.diagram;
    const Fact &fact = pack.facts().at(index);
    const FactVariables &variables = target.atoms.of(index);
    if (fact.type == FactType::Set) {
        QList<NodeId> bits;
        const int firstOption = variables.first + (variables.inapplicableVariable >= 0 ? 1 : 0);
        for (int k = 0; k < fact.options.size(); ++k)
            bits << diagram.make(firstOption + k, std::array{Diagram::kFalse, Diagram::kTrue});
        return Symbol::set(fact.options, bits, isInapplicable(index));
    }
    std::vector<NodeId> children;
    for (const feel::Value &sample : variables.samples)
        children.push_back(Diagram::terminal(target.values.intern(sample)));
    if (variables.inapplicableVariable >= 0)
        children.push_back(Diagram::terminal(ValueTable::kInapplicable));
    return Symbol::scalar(children.empty() ? Diagram::terminal(ValueTable::kNull) : diagram.make(variables.first, children));
}

// What a part sees of a fact that several parts share: 不适用 where the part itself has no use for it.
Symbol SymbolicPack::gated(const Symbol &symbol, NodeId where)
{
    Diagram &diagram = target.diagram;
    if (where == Diagram::kTrue)
        return symbol;
    if (!symbol.isSet)
        return Symbol::scalar(diagram.select(where, symbol.node, Diagram::terminal(ValueTable::kInapplicable)));
    QList<NodeId> bits;
    for (const NodeId bit : symbol.bits)
        bits << diagram.conjunction(bit, where);
    return Symbol::set(symbol.options, bits, diagram.disjunction(symbol.inapplicable, diagram.negation(where)));
}

// A bundle's own facts come first, and whether an item takes part follows from nothing else.
void SymbolicPack::buildFacts()
{
    Diagram &diagram = target.diagram;
    m_applies.assign(size_t(pack.facts().size()), Diagram::kFalse);
    for (size_t number = 0; number < parts.size(); ++number) {
        PartSymbols &part = parts[number];
        if (part.part->when)
            if (const auto when = symbolic.evaluate(part.part->when->root(), parts.front().facts))
                part.takesPart = symbolic.isTrue(when->node);
        for (const int own : part.part->order) {
            const int index = part.part->wholeFacts.at(own);
            NodeId here = part.takesPart;
            if (const feel::Expression *applicable = program.applicability({int(number), own})) {
                const auto symbol = symbolic.evaluate(applicable->root(), part.facts);
                if (symbol && !symbol->isSet)
                    here = diagram.conjunction(here, symbolic.isTrue(symbol->node));
                else
                    target.looseFacts.insert(index);
            }
            if (program.decides(int(number), index))
                m_applies[size_t(index)] = diagram.disjunction(m_applies[size_t(index)], here);
            part.facts.insert(part.part->facts.at(own).name, program.factRows.at(index).size() == 1 ? baseOf(index) : gated(baseOf(index), here));
        }
    }
}

NodeId SymbolicPack::isInapplicable(int fact) const
{
    const FactVariables &variables = target.atoms.of(fact);
    if (variables.inapplicableVariable < 0)
        return Diagram::kFalse;
    std::vector<NodeId> children(size_t(target.atoms.branches(variables.inapplicableVariable)), Diagram::kFalse);
    children[size_t(variables.inapplicableBranch)] = Diagram::kTrue;
    return target.diagram.make(variables.inapplicableVariable, children);
}

void SymbolicPack::buildCare()
{
    Diagram &diagram = target.diagram;
    QList<Condition> conditions;
    for (const int i : target.atoms.order()) {
        if (program.alwaysApplies(i))
            continue;
        const NodeId inapplicable = isInapplicable(i);
        if (!target.looseFacts.contains(i))
            conditions << Condition{diagram.select(m_applies[size_t(i)], diagram.negation(inapplicable), inapplicable), i};
        if (pack.facts().at(i).type == FactType::Set) {
            NodeId empty = Diagram::kTrue;
            for (const NodeId bit : baseOf(i).bits)
                empty = diagram.conjunction(empty, diagram.negation(bit));
            conditions << Condition{diagram.select(inapplicable, empty, Diagram::kTrue), i};
        }
    }
    for (const Condition &condition : std::as_const(conditions))
        m_applicability << condition.root;
    // A constraint excludes only what it certainly forbids; reading 不适用 there is V12's business.
    for (qsizetype p = 0; p < program.parts.size(); ++p) {
        const PartSymbols &part = parts[size_t(p)];
        QList<NodeId> roots;
        for (const ConstraintRule &rule : part.part->rules->constraints) {
            const MaybeNode root = bounded([&]() -> MaybeNode {
                const auto when = rule.when ? symbolic.evaluate(rule.when->root(), part.names) : std::nullopt;
                const auto then = rule.then && rule.authoring ? symbolic.evaluate(rule.then->root(), part.names) : std::nullopt;
                if (!then || (rule.when && !when))
                    return std::nullopt;
                const NodeId applies = diagram.conjunction(part.takesPart, rule.when ? symbolic.isTrue(when->node) : Diagram::kTrue);
                return diagram.negation(diagram.conjunction(applies, symbolic.isFalse(then->node)));
            });
            if (!root)
                target.looseConstraints << std::pair(int(p), int(roots.size()));
            roots << root.value_or(Diagram::kTrue);
            conditions << Condition{roots.constLast()};
        }
        target.constraintRoots << roots;
    }
    tie(conditions);
}

// Groups the conditions by the facts they share and joins each group.
void SymbolicPack::tie(const QList<Condition> &conditions)
{
    if (target.diagram.exceeded()) {                   // not even the facts fit: everything is evaluated
        target.careOf = QList<int>(pack.facts().size(), -1);
        for (int fact = 0; fact < pack.facts().size(); ++fact)
            if (!program.alwaysApplies(fact))
                target.looseFacts.insert(fact);
        target.looseConstraints.clear();
        for (int p = 0; p < target.constraintRoots.size(); ++p) {
            for (int i = 0; i < target.constraintRoots.at(p).size(); ++i)
                target.looseConstraints << std::pair(p, i);
            target.constraintRoots[p].fill(Diagram::kTrue);
        }
        return;
    }
    QList<int> group(pack.facts().size(), -1);
    QList<QList<int>> facts;
    QList<QList<Condition>> members;
    bool impossible = false;
    for (Condition condition : conditions) {
        const QList<int> own = condition.facts = factsOf(condition.root);
        if (own.isEmpty()) {
            impossible = impossible || condition.root == Diagram::kFalse;
            continue;
        }
        int into = -1;
        for (const int fact : own) {
            const int other = group.at(fact);
            if (other < 0 || other == into)
                continue;
            if (into < 0) {
                into = other;
                continue;
            }
            for (const int moved : std::as_const(facts[other]))
                group[moved] = into;
            facts[into] += std::exchange(facts[other], {});
            members[into] += std::exchange(members[other], {});
        }
        if (into < 0) {
            into = int(facts.size());
            facts.append(QList<int>());
            members.append(QList<Condition>());
        }
        for (const int fact : own) {
            if (group.at(fact) == into)
                continue;
            group[fact] = into;
            facts[into] << fact;
        }
        members[into] << condition;
    }
    target.careOf = QList<int>(pack.facts().size(), -1);
    const auto add = [this](const QList<int> &of, const QList<Condition> &all) {
        CareGroup result;
        result.facts = of;
        const MaybeNode root = bounded([&]() -> MaybeNode {
            NodeId joint = Diagram::kTrue;
            for (const Condition &condition : deepestFirst(all))
                joint = target.diagram.conjunction(joint, condition.root);
            return joint;
        });
        if (root) {
            result.root = *root;
        } else {
            // Over the budget: its facts are judged one by one, its constraints by evaluation.
            result.known = false;
            for (const int fact : of)
                if (!program.alwaysApplies(fact))
                    target.looseFacts.insert(fact);
            for (int p = 0; p < target.constraintRoots.size(); ++p) {
                for (int i = 0; i < target.constraintRoots.at(p).size(); ++i) {
                    NodeId &own = target.constraintRoots[p][i];
                    if (own == Diagram::kTrue || std::none_of(all.cbegin(), all.cend(), [own](const Condition &condition) { return condition.root == own; }))
                        continue;
                    own = Diagram::kTrue;
                    target.looseConstraints << std::pair(p, i);
                }
            }
        }
        for (const int fact : of)
            target.careOf[fact] = int(target.care.size());
        target.care << result;
        if (result.known)
            m_conditions << all;
    };
    for (int i = 0; i < facts.size(); ++i) {
        std::sort(facts[i].begin(), facts[i].end());
        if (!facts.at(i).isEmpty())
            add(facts.at(i), members.at(i));
    }
    if (impossible)
        target.care << CareGroup{Diagram::kFalse, {}};
    divideCare();
}

void SymbolicPack::divideCare()
{
    m_definitions.resize(pack.facts().size());
    m_constraintsOf.resize(target.care.size());
    for (int i = 0; i < m_conditions.size(); ++i) {
        const Condition &condition = m_conditions.at(i);
        (condition.defines >= 0 ? m_definitions[condition.defines] : m_constraintsOf[target.careOf.at(condition.facts.constFirst())]) << i;
    }
}

// Each is laid on top of those that look at later variables.
QList<SymbolicPack::Condition> SymbolicPack::deepestFirst(QList<Condition> conditions) const
{
    const auto depth = [this](const Condition &condition) {
        int last = -1;
        for (const int fact : condition.facts)
            last = std::max(last, target.atoms.of(fact).first);
        return last;
    };
    std::stable_sort(conditions.begin(), conditions.end(), [&](const Condition &a, const Condition &b) { return depth(a) > depth(b); });
    return conditions;
}

QList<int> SymbolicPack::factsOf(NodeId node) const
{
    QList<int> facts;
    for (const int variable : target.diagram.support(node))
        if (const int fact = target.atoms.factOf(variable); !facts.contains(fact))
            facts << fact;
    return facts;
}

bool SymbolicPack::isSatisfiable() const
{
    return std::none_of(target.care.cbegin(), target.care.cend(), [](const CareGroup &group) { return group.root == Diagram::kFalse; });
}

NodeId SymbolicPack::applicabilityOnly()
{
    NodeId all = Diagram::kTrue;
    for (const NodeId condition : std::as_const(m_applicability))
        all = target.diagram.conjunction(all, condition);
    return all;
}

MaybeNode SymbolicPack::careFor(NodeId node)
{
    if (target.care.isEmpty())
        return Diagram::kTrue;
    QList<int> open = factsOf(node), wanted;
    QSet<int> groups, seen(open.cbegin(), open.cend());
    while (!open.isEmpty()) {
        const int fact = open.takeLast(), group = target.careOf.at(fact);
        QList<int> conditions = m_definitions.at(fact);
        if (group >= 0 && !groups.contains(group))
            conditions += m_constraintsOf.at(group);
        groups.insert(group);
        for (const int condition : std::as_const(conditions)) {
            wanted << condition;
            for (const int other : m_conditions.at(condition).facts) {
                if (seen.contains(other))
                    continue;
                seen.insert(other);
                open << other;
            }
        }
    }
    if (wanted.isEmpty())
        return Diagram::kTrue;
    std::sort(wanted.begin(), wanted.end());
    if (const auto known = m_jointCare.constFind(wanted); known != m_jointCare.cend())
        return *known;
    const MaybeNode joint = bounded([&]() -> MaybeNode {
        QList<Condition> conditions;
        for (const int condition : std::as_const(wanted))
            conditions << m_conditions.at(condition);
        NodeId all = Diagram::kTrue;
        for (const Condition &condition : deepestFirst(conditions))
            all = target.diagram.conjunction(all, condition.root);
        return all;
    });
    m_jointCare.insert(wanted, joint);
    return joint;
}

MaybeNode SymbolicPack::consistent(NodeId node)
{
    const MaybeNode care = careFor(node);
    return care ? bounded([&]() -> MaybeNode { return target.diagram.conjunction(*care, node); }) : std::nullopt;
}

bool SymbolicPack::knowsCare(NodeId node) const
{
    const QList<int> facts = factsOf(node);
    return std::all_of(facts.cbegin(), facts.cend(), [this](int fact) {
        return target.careOf.at(fact) < 0 ? !target.looseFacts.contains(fact) : target.care.at(target.careOf.at(fact)).known;
    });
}

MaybeNode SymbolicPack::masked(NodeId node)
{
    const MaybeNode care = careFor(node);
    if (!care)
        return std::nullopt;
    return bounded([&]() -> MaybeNode { return target.diagram.select(*care, node, Diagram::terminal(ValueTable::kOutside)); });
}

} // namespace zc::guidance
