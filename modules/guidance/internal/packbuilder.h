#pragma once
#include "internal/packsource.h"
#include "internal/program.h"

namespace zc::guidance {

// Turns the rows of a source into a pack. What is wrong is added to the findings; a pack comes out in any case, and is fit
// for interviews only when its program is sound.
struct PackBuilder {
    static std::shared_ptr<Pack> build(const PackSource &source, const LoadOptions &options, Findings &findings);

    static Program &program(Pack &pack) { return const_cast<Program &>(*pack.m_program); }
    static QList<Fact> &facts(Pack &pack) { return pack.m_facts; }

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
