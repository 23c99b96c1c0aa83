#pragma once
#include "internal/packbuilder.h"
#include "internal/rulebuilder.h"

namespace zc::guidance {

// Puts a bundle together (guidance.md §8): loads its items, merges facts by data element, materials by catalogue id and fields by
// data element, and says where the items disagree (V16). Conditions, gaps in time and rings are told as V01, V02 and V15. One use.
class BundleBuilder {
public:
    BundleBuilder(Pack &pack, const PackSource &source, const ImportFinder &imports, Findings &findings);
    void run();

private:
    struct Import {
        int line = 0;                                  // of imports.csv
        QString packId;
        std::shared_ptr<Pack> pack;
    };
    void refuseItemFiles();
    void readOwnPart();
    void readImports();
    void readImport(const CsvRow &row, QSet<QString> &seen);
    bool leadsBack(const QString &packId, const QString &version, QStringList &path) const;
    void checkValidity(const Import &import);
    void mergeFacts();
    int wholeFactFor(const Part &part, int own, const Place &place);
    void mergeMaterials();
    void mergeFields();
    void addSubItems();
    void addBasis();
    void addConstraints();
    void checkOrder();
    bool checkCaseColumns();
    void disagree(const QString &what, const QString &column, const QString &a, const QString &b, const Place &place);
    Place importPlace(int part, const QString &column = QStringLiteral("packId")) const;
    QString partName(int part) const;                  // packId; of the bundle itself, its own

    Pack &m_pack;
    const PackSource &m_source;
    const ImportFinder &m_imports;
    Findings &m_findings;
    Program &m_program;
    RuleBuilder m_rules;                               // of the bundle itself
    QList<Import> m_found;                             // by part, without the own one
};

} // namespace zc::guidance
