#pragma once
#include "internal/packsource.h"
#include "internal/program.h"

namespace zc::guidance {

// Turns the rows of a source into a pack. What is wrong is added to the findings; a pack comes out in any case, and is fit
// for interviews only when its program is sound.
struct PackBuilder {
    static std::shared_ptr<Pack> build(const PackSource &source, const LoadOptions &options, Findings &findings);
    // Without the compiled form. `imports` serves bundles; `before`: see RuleBuilder.
    static std::shared_ptr<Pack> read(const PackSource &source, const ImportFinder &imports, Findings &findings, const Program *before = nullptr);

    static Program &program(Pack &pack) { return const_cast<Program &>(*pack.m_program); }
    static QList<Fact> &facts(Pack &pack) { return pack.m_facts; }
    static QList<SubItem> &subItems(Pack &pack) { return pack.m_subItems; }
    static QList<Material> &materials(Pack &pack) { return pack.m_materials; }
    static QList<Field> &fields(Pack &pack) { return pack.m_fields; }
    static QList<Basis> &basis(Pack &pack) { return pack.m_basis; }
    static QList<Constraint> &constraints(Pack &pack) { return pack.m_constraints; }
    static void addImport(Pack &pack, std::shared_ptr<const Pack> item) { pack.m_imports << std::move(item); }

private:
    static void readInfo(Pack &pack, const PackSource &source, Findings &findings);
    static void readFacts(Pack &pack, const PackSource &source, Findings &findings);
    static void readSubItems(Pack &pack, const PackSource &source, Findings &findings);
    static void readMaterials(Pack &pack, const PackSource &source, Findings &findings);
    static void readFields(Pack &pack, const PackSource &source, Findings &findings);
    static void readBasis(Pack &pack, const PackSource &source, Findings &findings);
    static void readConstraints(Pack &pack, const PackSource &source, Findings &findings);
    static void makeOnlyPart(Pack &pack, const PackSource &source);
};

} // namespace zc::guidance
