#pragma once
#include <guidance/authoredpack.h>

#include <random>

namespace oracle {

// A small item pack made of chance and a seed: facts of every type, some that apply only sometimes, constraints, helpers of several
// hit policies, all known tables. Well-formed, not necessarily without findings; no golden cases. Facts of one shape may carry the
// same data element in every such pack, materials and fields the same ids, so that any two of them can be put into one bundle.
class RandomItem {
public:
    // `facts`: how many; 0: four to six.
    RandomItem(unsigned seed, const QString &packId, int facts = 0) : m_engine(seed), m_packId(packId), m_factCount(facts) {}
    zc::guidance::AuthoredPack make();

private:
    using Row = QStringList;
    int below(int most) { return int(m_engine() % unsigned(most)); }
    bool once(int in) { return below(in) == 0; }
    QString pick(const QStringList &list) { return list.at(below(int(list.size()))); }
    void addFacts();
    void addHelpers();
    void addCatalogue();
    void addTables();
    void addConditions();
    QString condition(int most);                       // a condition on one of the first `most` facts
    QString cellFor(const QString &column);            // a cell for a column expression
    zc::guidance::AuthoredTable table(const QString &name, const QString &policy, const QStringList &inputs, const QStringList &outputs, bool law);
    void addRule(zc::guidance::AuthoredTable &table, const QStringList &inputs, const QStringList &outputs);
    QStringList someColumns(int count);                // column expressions over facts and helpers

    struct FactShape {
        QString name, type;
        QStringList options;
        bool skippable = false;
    };
    struct HelperShape {
        QString name;
        QStringList values;                            // empty: boolean
    };
    std::mt19937 m_engine;
    QString m_packId;
    int m_factCount = 0;
    zc::guidance::AuthoredPack m_pack;
    QList<FactShape> m_facts;
    QList<HelperShape> m_helpers;
    QStringList m_handled, m_exits, m_materials, m_fields;
    int m_rule = 0;
};

} // namespace oracle
