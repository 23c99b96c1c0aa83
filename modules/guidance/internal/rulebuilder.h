#pragma once
#include "internal/packsource.h"
#include "internal/program.h"

namespace zc::guidance {

// Parses and types everything in a pack that is written in FEEL, orders the helpers, and finds what does not fit (V01, V02, V19,
// and V14 of rules). One use.
class RuleBuilder {
public:
    // `facts`: the pack's own, as its file has them. `before`: the rules of an earlier state of the pack; what is the same in its
    // tables is taken over.
    RuleBuilder(const Pack &pack, const QList<Fact> &facts, const PackSource &source, Findings &findings, const Program *before = nullptr);
    void run();
    // Of a bundle: what its own facts say; the condition of an import; constraints, assertions and cases once all is together.
    void readFacts();
    std::optional<feel::Expression> condition(const QString &text, const Place &place);
    void readBundle();

private:
    struct Located {
        dmn::Decision decision;
        QString file;
    };
    void buildScope();
    void checkInputs();
    void readFactExpressions();
    void readHelpers();
    void readKnownTables();
    void readConstraints();
    void readAsserts();
    void readKnown(KnownTable &known, const QString &name, bool collect, const QStringList &outputs, const feel::Scope &scope, bool required);
    void checkOutputs(const KnownTable &known, const QStringList &allowedIds);
    void checkModes();
    void checkNumbers(const KnownTable &known);
    std::optional<feel::Expression> parse(const QString &text, const feel::Scope &scope, const Place &place, bool *authoring,
                                          feel::Type::Kind wanted = feel::Type::Kind::Any);
    dmn::Table compile(const Located &located, const feel::Scope &scope, const dmn::Table *before, bool *authoring, bool *flawless);
    quint64 stampOf(const dmn::Table &table, const dmn::Table *before, quint64 stampBefore) const;
    bool reportCycle(const QStringList &names, const QHash<QString, QStringList> &reads, const Place &place);
    feel::Type helperType(const Helper &helper) const;

    const Pack &m_pack;
    const QList<Fact> m_facts;
    const PackSource &m_source;
    Findings &m_findings;
    const Program *m_before;
    Program &m_program;
    feel::Scope m_factScope, m_scope;                  // facts; facts and helpers
    QHash<QString, Located> m_decisions;
};

// cases.csv, in its own source file.
void readGoldenCases(const Pack &pack, const PackSource &source, Program &program, Findings &findings);
// A cell of cases.csv as a fact's state.
std::optional<feel::Entry> parseFactCell(const Fact &fact, const QString &text);

// What needs no rules run: 依据 that exist and are in force, validity, the notice's placeholders (V01, V14, V15).
void checkStatics(const Pack &pack, const PackSource &source, Findings &findings);

} // namespace zc::guidance
