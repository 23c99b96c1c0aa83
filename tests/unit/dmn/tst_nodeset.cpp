#include "support/testprogram.h"

#include <dmn/diagram.h>
#include <dmn/nodeset.h>

#include <QTest>

#include <random>
#include <set>

using namespace zc::dmn;

// What was met while walking a diagram, held against the set of the standard library.
class TestNodeSet : public QObject {
    Q_OBJECT

    template <class Number>
    static void playAgainstASet(Number most)
    {
        std::mt19937_64 random(20260601);
        NodeSet<Number> nodes;
        std::set<Number> expected;
        for (int i = 0; i < 20'000; ++i) {
            const Number number = Number(random() % most);
            QCOMPARE(nodes.contains(number), expected.contains(number));
            QCOMPARE(nodes.insert(number), expected.insert(number).second);
            QVERIFY(nodes.contains(number));
        }
        QVERIFY(expected.size() > 1000);
    }

private Q_SLOTS:
    void theEmptySetHasNothing()
    {
        const NodeSet<NodeId> nodes;
        QVERIFY(!nodes.contains(0));
        QVERIFY(!nodes.contains(Diagram::kFalse));
    }
    void nodesAreMetOnce() { playAgainstASet<NodeId>(5000); }
    void farApart() { playAgainstASet<NodeId>(~NodeId(0)); }
    void pairsAreMetOnce() { playAgainstASet<quint64>(~quint64(0)); }
    void numbersThatShareTheirLowBits()
    {
        NodeSet<quint64> nodes;
        for (quint64 i = 0; i < 4096; ++i)
            QVERIFY(nodes.insert(i << 32));
        for (quint64 i = 0; i < 4096; ++i)
            QVERIFY(nodes.contains(i << 32) && !nodes.contains((i << 32) + 1));
    }
};

ZC_TEST(QCoreApplication, TestNodeSet)
#include "tst_nodeset.moc"
