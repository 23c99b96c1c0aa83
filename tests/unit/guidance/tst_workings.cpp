#include "internal/workings.h"
#include "support/testprogram.h"

#include <QTest>

#include <array>

using namespace zc::guidance;
using zc::dmn::Diagram;
using zc::dmn::NodeId;

// What one check leaves to the next: found again while it means the same, and never when a node may be another function's by now.
class TestWorkings : public QObject {
    Q_OBJECT
    static Workings::Key key(Workings::Question question, NodeId node) { return {question, 7, node}; }
    static NodeId make(Workings &workings, int variable) { return workings.compiled.diagram.make(variable, std::array{Diagram::kFalse, Diagram::kTrue}); }
    static Workings two()
    {
        Workings workings;
        workings.begin();
        workings.compiled.diagram.addVariable(2);
        workings.compiled.diagram.addVariable(2);
        return workings;
    }

private Q_SLOTS:
    void theNextCheckFindsWhatWasMade()
    {
        Workings workings = two();
        const NodeId first = make(workings, 0);
        workings.keep(key(Workings::SingleHit, first), first);
        workings.keep(key(Workings::Faults, first), TableFaults{{}, {{3, TableFaults::Idle::Preceded, -1}}, {}});
        workings.compiled.outputs.resize(2);
        workings.begin();
        QVERIFY(workings.compiled.outputs.isEmpty());
        QCOMPARE(make(workings, 0), first);
        QVERIFY(workings.function(key(Workings::SingleHit, first)));
        QCOMPARE(*workings.function(key(Workings::SingleHit, first)), first);
        QCOMPARE(workings.faults(key(Workings::Faults, first))->idle.constFirst().rule, 3);
        QVERIFY(!workings.function(key(Workings::AnyRow, first)));
    }
    void whatIsTakenBackIsNobodys()
    {
        Workings workings = two();
        const NodeId first = make(workings, 0);
        workings.keep(key(Workings::SingleHit, first), first);
        workings.begin();
        const NodeId second = make(workings, 1);
        workings.keep(key(Workings::SingleHit, second), second);
        workings.keep(key(Workings::Faults, second), TableFaults());
        workings.takeBack();
        QVERIFY(workings.function(key(Workings::SingleHit, first)));
        const NodeId other = workings.compiled.diagram.make(0, std::array{Diagram::kTrue, Diagram::kFalse});
        QCOMPARE(other, second);                       // the number goes to another function
        QVERIFY(!workings.function(key(Workings::SingleHit, other)));
        QVERIFY(!workings.faults(key(Workings::Faults, other)));
    }
    void faultsHoldUnderOneCareSet()
    {
        Workings workings = two();
        const NodeId first = make(workings, 0);
        workings.setCare({CareGroup{first, {0}}});
        workings.keep(key(Workings::Faults, first), TableFaults());
        workings.keep(key(Workings::SingleHit, first), first);
        workings.begin();
        workings.setCare({CareGroup{first, {0}}});
        QVERIFY(workings.faults(key(Workings::Faults, first)));
        workings.begin();
        workings.setCare({CareGroup{make(workings, 1), {1}}});
        QVERIFY(!workings.faults(key(Workings::Faults, first)));
        QVERIFY(workings.function(key(Workings::SingleHit, first)));        // a function is what it is
    }
    void otherAtomsBeginAnew()
    {
        Workings workings = two();
        const NodeId first = make(workings, 0);
        workings.keep(key(Workings::SingleHit, first), first);
        workings.begin();
        workings.forget(Atoms());
        QVERIFY(!workings.function(key(Workings::SingleHit, first)));
        QCOMPARE(workings.compiled.diagram.nodeCount(), size_t(0));
        QCOMPARE(workings.compiled.diagram.variableCount(), 0);
        workings.takeBack();                           // nothing to take back
        QCOMPARE(workings.compiled.diagram.nodeCount(), size_t(0));
    }
};

ZC_TEST(QCoreApplication, TestWorkings)
#include "tst_workings.moc"
