#include "internal/compiler.h"
#include "internal/layer.h"
#include "support/testprogram.h"

#include <QTest>

#include <array>

using namespace zc::guidance;
using zc::dmn::Diagram;
using zc::dmn::NodeId;

// What one function of the scenario says of its facts, with diagrams made by hand: a yes-or-no fact, and a set that applies where the
// answer is yes.
class TestLayer : public QObject {
    Q_OBJECT
    static constexpr int kStall = 0, kGoods = 1;
    Compiled m_compiled;
    int m_applies = 0, m_inapplicable = 0, m_firstOption = 0;
    const NodeId m_outside = Diagram::terminal(ValueTable::kOutside);

    NodeId make(int variable, NodeId first, NodeId second) { return m_compiled.diagram.make(variable, std::array{first, second}); }
    NodeId ifInapplicable(NodeId yes, NodeId no) { return m_inapplicable == 1 ? make(m_applies, no, yes) : make(m_applies, yes, no); }
    // Where the set does not apply, no option of it is chosen.
    NodeId withoutGoods(NodeId node)
    {
        for (int option = 1; option >= 0; --option)
            node = make(m_firstOption + option, node, m_outside);
        return ifInapplicable(node, m_outside);
    }
    std::vector<int> relevantTo(NodeId root)
    {
        m_compiled.summary.assign(m_compiled.diagram.nodeCount(), 0);
        for (NodeId node = 0; node < m_compiled.summary.size(); ++node) {
            qint32 only = Summary::kNothing;
            bool unclean = false;
            for (int b = 0; b < m_compiled.diagram.branches(m_compiled.diagram.variableOf(node)); ++b)
                Summary::add(Summary::of(m_compiled.diagram.child(node, b), m_compiled.summary), &only, &unclean);
            m_compiled.summary[node] = Summary::pack(only, unclean);
        }
        return Layer(m_compiled).relevant(root);
    }

private Q_SLOTS:
    void init()
    {
        m_compiled = {};
        Fact stall, goods;
        goods.type = FactType::Set;
        goods.options = {QStringLiteral("图书"), QStringLiteral("报刊")};
        m_compiled.atoms.build({stall, goods}, {kStall, kGoods}, {{}, {}}, {false, true});
        for (int variable = 0; variable < m_compiled.atoms.variableCount(); ++variable)
            m_compiled.diagram.addVariable(m_compiled.atoms.branches(variable));
        const FactVariables &variables = m_compiled.atoms.of(kGoods);
        m_applies = variables.inapplicableVariable;
        m_inapplicable = variables.inapplicableBranch;
        m_firstOption = variables.first + 1;
        m_compiled.governs = {{kGoods}, {}};
        m_compiled.careOf = {0, 0};
    }
    // Both scenarios agree on all facts but the stall, and the goods that only one of them has to say.
    void aFactMattersThroughASetThatItMakesApply()
    {
        const NodeId books = make(m_firstOption, Diagram::kFalse, Diagram::kTrue);
        const NodeId root = make(m_compiled.atoms.of(kStall).first, withoutGoods(Diagram::kFalse), ifInapplicable(m_outside, books));
        QCOMPARE(relevantTo(root), (std::vector<int>{kStall, kGoods}));
    }
    void aSetWithTheSameEndMattersToNobody()
    {
        const NodeId root = make(m_compiled.atoms.of(kStall).first, withoutGoods(Diagram::kTrue), ifInapplicable(m_outside, Diagram::kTrue));
        QCOMPARE(relevantTo(root), std::vector<int>());
    }
    // One option of the set may differ, the others not.
    void oneOptionOfASet()
    {
        const NodeId books = make(m_firstOption, Diagram::kFalse, Diagram::kTrue);
        const NodeId root = make(m_compiled.atoms.of(kStall).first, withoutGoods(Diagram::kFalse), ifInapplicable(m_outside, books));
        relevantTo(root);
        Layer layer(m_compiled);
        QVERIFY(layer.canChange(root, kGoods, m_firstOption));
        QVERIFY(!layer.canChange(root, kGoods, m_firstOption + 1));
    }
};

ZC_TEST(QCoreApplication, TestLayer)
#include "tst_layer.moc"
