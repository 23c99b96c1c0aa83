#include "internal/cuts.h"

namespace zc::guidance {

namespace {
using feel::Node;

class CutCollector {
public:
    CutCollector(const Part &part, QList<QList<Cut>> &cuts) : m_program(*part.rules), m_cuts(cuts)
    {
        for (int i = 0; i < part.facts.size(); ++i)
            m_facts.insert(part.facts.at(i).name, part.wholeFacts.at(i));
    }

    void run()
    {
        walkAll(m_program.applicable);
        walkAll(m_program.compute);
        for (const Helper &helper : m_program.helpers) {
            walkAll({helper.expression});
            if (helper.table)
                walkTable(*helper.table, helper.index);
        }
        for (int kind = 0; kind < kTableKinds; ++kind)
            walkTable(m_program.table(TableKind(kind)).table, m_program.table(TableKind(kind)).index);
        for (const ConstraintRule &rule : m_program.constraints)
            walkAll({rule.when, rule.then});
        for (const Assertion &assertion : m_program.asserts)
            walkAll({assertion.when, assertion.then});
    }
    void walkAll(const QList<std::optional<feel::Expression>> &expressions)
    {
        for (const auto &expression : expressions)
            if (expression)
                walk(*expression->root());
    }

private:
    void walk(const Node &node)
    {
        if (node.kind == Node::Kind::Compare) {
            const Node &left = *node.children.at(0), &right = *node.children.at(1);
            if (right.kind == Node::Kind::Constant)
                add(left, cutsOf(right.constant));
            else if (left.kind == Node::Kind::Constant)
                add(right, cutsOf(left.constant));
        }
        if (node.kind == Node::Kind::In)
            for (const feel::Test &test : node.tests)
                add(*node.children.constFirst(), cutsOf(test));
        for (const feel::NodePtr &child : node.children)
            walk(*child);
    }

    void walkTable(const dmn::Table &table, const dmn::RowIndex &index)
    {
        for (int column = 0; column < index.columnCount(); ++column) {
            walk(*table.input(column).root());
            QList<Cut> cuts;
            for (int cell = 0; cell < index.cellCount(column); ++cell)
                for (const feel::Test &test : index.cell(column, cell).cell().tests)
                    cuts << cutsOf(test);
            add(*table.input(column).root(), cuts);
        }
    }

    // Both borders of a constant, whatever the operator: a pack seldom uses only one, and the diagram joins equal pieces anyway.
    static QList<Cut> cutsOf(const feel::Value &value)
    {
        if (!value.isNumber() && !value.isDate())
            return {};
        return {{lineNumber(value), false}, {lineNumber(value), true}};
    }
    static QList<Cut> cutsOf(const feel::Test &test) { return test.interval ? cutsOf(test.low) + cutsOf(test.high) : cutsOf(test.low); }

    void add(const Node &node, const QList<Cut> &cuts)
    {
        if (cuts.isEmpty())
            return;
        switch (node.kind) {
        case Node::Kind::Name:
            if (const auto fact = m_facts.constFind(node.name); fact != m_facts.cend()) {
                m_cuts[*fact] << cuts;
            } else if (const Helper *helper = m_program.helper(node.name); helper && helper->expression) {
                add(*helper->expression->root(), cuts);
            }
            return;
        case Node::Kind::If:
            add(*node.children.at(1), cuts);
            add(*node.children.at(2), cuts);
            return;
        case Node::Kind::Add:
        case Node::Kind::Subtract: {
            const feel::Value &span = node.children.at(1)->constant;
            if (span.kind() == feel::Value::Kind::Duration)
                add(*node.children.at(0), shifted(cuts, node.kind == Node::Kind::Add ? span.duration() : span.duration().negated()));
            return;
        }
        default: return;
        }
    }

    // The days at which date + span crosses the cuts. Adding months is monotone but not one to one, so the border is searched.
    static QList<Cut> shifted(const QList<Cut> &cuts, const feel::Duration &span)
    {
        QList<Cut> result;
        for (const Cut &cut : cuts) {
            const auto day = cut.value.toInteger();
            if (!day)
                continue;
            const qint64 target = *day + (cut.above ? 1 : 0);
            const auto reaches = [&](qint64 from) {
                const feel::Date date = feel::Date::fromDayNumber(from);
                const feel::Date moved = span.kind() == feel::Duration::Kind::YearsMonths ? date.plusMonths(span.count()) : date.plusDays(span.count() / 86'400);
                return moved.dayNumber() >= target;
            };
            const feel::Date back = feel::Date::fromDayNumber(target);
            const qint64 guess = (span.kind() == feel::Duration::Kind::YearsMonths ? back.plusMonths(-span.count()) : back.plusDays(-(span.count() / 86'400))).dayNumber();
            qint64 low = guess - 40, high = guess + 40;
            while (low < high) {
                const qint64 middle = low + (high - low) / 2;
                if (reaches(middle))
                    high = middle;
                else
                    low = middle + 1;
            }
            result << Cut{feel::Decimal(low), false};
        }
        return result;
    }

    const Program &m_program;
    QHash<QString, int> m_facts;
    QList<QList<Cut>> &m_cuts;
};
} // namespace

QList<QList<Cut>> collectCuts(const Pack &pack, const Program &program)
{
    QList<QList<Cut>> cuts(pack.facts().size());
    for (const Part &part : program.parts)
        CutCollector(part, cuts).run();
    if (!program.parts.isEmpty())
        for (const Part &part : program.parts)         // who takes part is said in the names of the pack itself
            CutCollector(program.parts.constFirst(), cuts).walkAll({part.when});
    return cuts;
}

} // namespace zc::guidance
