#include "internal/cuts.h"

namespace zc::guidance {

namespace {
using feel::Node;

class CutCollector {
public:
    CutCollector(const Pack &pack, const Program &program) : m_program(program)
    {
        for (int i = 0; i < pack.facts().size(); ++i)
            m_facts.insert(pack.facts().at(i).name, i);
        m_cuts.resize(pack.facts().size());
    }

    QList<QList<Cut>> run()
    {
        const auto walkAll = [this](const QList<std::optional<feel::Expression>> &expressions) {
            for (const auto &expression : expressions)
                if (expression)
                    walk(*expression->root());
        };
        walkAll(m_program.applicable);
        walkAll(m_program.compute);
        for (const Helper &helper : m_program.helpers) {
            walkAll({helper.expression});
            if (helper.table)
                walkTable(*helper.table);
        }
        for (const KnownTable *known : {&m_program.subItems, &m_program.materials, &m_program.modes, &m_program.limits, &m_program.fees, &m_program.fields})
            walkTable(known->table);
        for (const ConstraintRule &rule : m_program.constraints)
            walkAll({rule.when, rule.then});
        for (const Assertion &assertion : m_program.asserts)
            walkAll({assertion.when, assertion.then});
        return m_cuts;
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

    void walkTable(const dmn::Table &table)
    {
        for (int column = 0; column < table.inputCount(); ++column) {
            walk(*table.input(column).root());
            for (int rule = 0; rule < table.ruleCount(); ++rule)
                for (const feel::Test &test : table.cell(rule, column).cell().tests)
                    add(*table.input(column).root(), cutsOf(test));
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
    QList<QList<Cut>> m_cuts;
};
} // namespace

QList<QList<Cut>> collectCuts(const Pack &pack, const Program &program)
{
    return CutCollector(pack, program).run();
}

} // namespace zc::guidance
