#include "support/testprogram.h"

#include <dmn/diagram.h>


#include <array>
#include <random>

using namespace zc::dmn;

// Random functions over three variables with 2, 3 and 4 branches, held against their full value tables.
class TestDiagram : public QObject {
    Q_OBJECT

    using Values = std::array<int, 24>;

    static NodeId build(Diagram &diagram, const Values &values)
    {
        std::array<NodeId, 2> top{};
        for (int a = 0; a < 2; ++a) {
            std::array<NodeId, 3> middle{};
            for (int b = 0; b < 3; ++b) {
                std::array<NodeId, 4> low{};
                for (int c = 0; c < 4; ++c)
                    low[size_t(c)] = Diagram::terminal(values[size_t(a * 12 + b * 4 + c)]);
                middle[size_t(b)] = diagram.make(2, low);
            }
            top[size_t(a)] = diagram.make(1, middle);
        }
        return diagram.make(0, top);
    }
    static Values read(const Diagram &diagram, NodeId root)
    {
        Values values{};
        for (int i = 0; i < 24; ++i) {
            const std::array<int, 3> path{i / 12, i / 4 % 3, i % 4};
            NodeId node = root;
            while (!Diagram::isTerminal(node))
                node = diagram.child(node, path[size_t(diagram.variableOf(node))]);
            values[size_t(i)] = Diagram::valueOf(node);
        }
        return values;
    }
    static Values random(std::mt19937 &engine, int most)
    {
        Values values{};
        for (int &value : values)
            value = int(engine() % unsigned(most));
        return values;
    }
    static Diagram fresh()
    {
        Diagram diagram;
        for (const int branches : {2, 3, 4})
            diagram.addVariable(branches);
        return diagram;
    }

private Q_SLOTS:
    void operationsAgreeWithTables()
    {
        std::mt19937 engine(42);
        Diagram diagram = fresh();
        for (int round = 0; round < 500; ++round) {
            const Values a = random(engine, 2), b = random(engine, 2), c = random(engine, 5);
            const NodeId x = build(diagram, a), y = build(diagram, b), z = build(diagram, c);
            QCOMPARE(read(diagram, z), c);
            Values both, either, neither, chosen, sum;
            for (size_t i = 0; i < 24; ++i) {
                both[i] = a[i] && b[i];
                either[i] = a[i] || b[i];
                neither[i] = !a[i];
                chosen[i] = a[i] ? b[i] : c[i];
                sum[i] = a[i] + c[i];
            }
            QCOMPARE(read(diagram, diagram.conjunction(x, y)), both);
            QCOMPARE(read(diagram, diagram.disjunction(x, y)), either);
            QCOMPARE(read(diagram, diagram.negation(x)), neither);
            QCOMPARE(read(diagram, diagram.select(x, y, z)), chosen);
            QCOMPARE(read(diagram, diagram.combine(7, x, z, [](int p, int q) { return p + q; })), sum);
            // Canonical: the same function is the same node, however it was made.
            QCOMPARE(diagram.negation(diagram.negation(x)), x);
            QCOMPARE(diagram.conjunction(x, y), diagram.conjunction(y, x));
            QCOMPARE(build(diagram, both), diagram.conjunction(x, y));
        }
    }
    void reducesWhatDoesNotMatter()
    {
        Diagram diagram = fresh();
        Values same{};
        same.fill(3);
        QCOMPARE(build(diagram, same), Diagram::terminal(3));
        QCOMPARE(diagram.nodeCount(), size_t(0));
        Values onlyLast{};
        for (size_t i = 0; i < 24; ++i)
            onlyLast[i] = int(i % 4);
        const NodeId root = build(diagram, onlyLast);
        QCOMPARE(diagram.support(root), QList<int>{2});
        QCOMPARE(diagram.reachableCount(root), size_t(1));
    }
    void restrictionsFixVariables()
    {
        std::mt19937 engine(3);
        Diagram diagram = fresh();
        for (int round = 0; round < 300; ++round) {
            const Values a = random(engine, 4);
            const NodeId root = build(diagram, a);
            const std::vector<int> fixed{int(engine() % 3) - 1, int(engine() % 4) - 1, int(engine() % 5) - 1};
            Values expected{};
            for (int i = 0; i < 24; ++i) {
                const std::array<int, 3> free{i / 12, i / 4 % 3, i % 4};
                const auto at = [&](size_t k) { return fixed[k] >= 0 ? fixed[k] : free[k]; };
                expected[size_t(i)] = a[size_t(at(0) * 12 + at(1) * 4 + at(2))];
            }
            diagram.setRestriction(fixed);
            const NodeId result = diagram.restricted(root);
            QCOMPARE(result, build(diagram, expected));
            QCOMPARE(diagram.restricted(root), result);
        }
    }
    void layersShareTheirBase()
    {
        std::mt19937 engine(5);
        Diagram base = fresh();
        const Values a = random(engine, 3), b = random(engine, 3);
        const NodeId x = build(base, a), y = build(base, b);
        const size_t before = base.nodeCount();
        Diagram layer(&base), other(&base);
        QCOMPARE(build(layer, a), x);
        QCOMPARE(layer.nodeCount(), before);
        const auto larger = [](int p, int q) { return std::max(p, q); };
        const NodeId top = layer.combine(1, x, y, larger);
        Values expected{};
        for (size_t i = 0; i < 24; ++i)
            expected[i] = std::max(a[i], b[i]);
        QCOMPARE(read(layer, top), expected);
        QCOMPARE(base.nodeCount(), before);
        QCOMPARE(read(other, other.combine(1, x, y, larger)), expected);
        QCOMPARE(layer.support(top), other.support(build(other, expected)));
    }
    void rollingBackForgets()
    {
        std::mt19937 engine(9);
        Diagram diagram = fresh();
        QList<Values> kept;
        QList<NodeId> nodes;
        for (int round = 0; round < 40; ++round) {
            kept << random(engine, 2);
            nodes << build(diagram, kept.constLast());
            const size_t mark = diagram.mark();
            diagram.setNodeLimit(mark + 3);
            for (int i = 0; i < 6; ++i)
                diagram.select(nodes.at(round), build(diagram, random(engine, 5)), build(diagram, random(engine, 5)));
            QVERIFY(diagram.exceeded());
            diagram.rollBack(mark);
            diagram.setNodeLimit(1000);
            QVERIFY(!diagram.exceeded());
            QCOMPARE(diagram.nodeCount(), mark);
            for (int i = 0; i <= round; ++i) {
                QCOMPARE(read(diagram, nodes.at(i)), kept.at(i));
                QCOMPARE(build(diagram, kept.at(i)), nodes.at(i));
            }
            Values both{};
            for (size_t i = 0; i < 24; ++i)
                both[i] = kept.at(round)[i] && kept.at(0)[i];
            QCOMPARE(read(diagram, diagram.conjunction(nodes.at(round), nodes.at(0))), both);
        }
    }
    void compactingKeepsFunctions()
    {
        std::mt19937 engine(13);
        Diagram diagram = fresh();
        for (int i = 0; i < 50; ++i)
            build(diagram, random(engine, 6));
        const Values a = random(engine, 6), b = random(engine, 6);
        NodeId x = build(diagram, a), y = build(diagram, b);
        Diagram small = diagram.compacted({&x, &y});
        QVERIFY(small.nodeCount() < diagram.nodeCount());
        QCOMPARE(read(small, x), a);
        QCOMPARE(read(small, y), b);
        QCOMPARE(build(small, a), x);
    }
    void stepsAreLimitedToo()
    {
        std::mt19937 engine(21);
        Diagram diagram = fresh();
        const Values a = random(engine, 2), b = random(engine, 2);
        const NodeId x = build(diagram, a), y = build(diagram, b);
        const size_t mark = diagram.mark();
        diagram.setStepLimit(1);
        diagram.conjunction(x, y);
        QVERIFY(diagram.exceeded());
        diagram.rollBack(mark);
        diagram.setStepLimit(~size_t(0));
        Values both{};
        for (size_t i = 0; i < 24; ++i)
            both[i] = a[i] && b[i];
        QCOMPARE(read(diagram, diagram.conjunction(x, y)), both);
    }
    void theLimitIsTold()
    {
        std::mt19937 engine(1);
        Diagram diagram = fresh();
        diagram.setNodeLimit(5);
        for (int i = 0; i < 10; ++i)
            build(diagram, random(engine, 5));
        QVERIFY(diagram.exceeded());
        QCOMPARE(diagram.nodeCount(), size_t(5));
        QCOMPARE(diagram.conjunction(Diagram::kTrue, Diagram::kTrue), Diagram::kFalse);
    }
};

ZC_TEST(QCoreApplication, TestDiagram)
#include "tst_diagram.moc"
