#pragma once
#include <guidance/authoredpack.h>

#include <feel/type.h>

namespace zc::guidance {

// One rules/*.dmn as formulas and tables.
struct RuleContent {
    QList<AuthoredFormula> formulas;
    QList<AuthoredTable> tables;
};

struct RuleFileProblem {
    enum class Kind { Broken, NotTabular };            // not XML or not DMN; DMN that is more than formulas and tables
    Kind kind = Kind::Broken;
    int line = 0;
    QString what;                                      // English, for support
};

// Reads the layout that authors' packs have; anything a sheet could not carry (comments, descriptions, further elements) is
// NotTabular, so that it is never lost in silence. nullopt with `problem` set.
std::optional<RuleContent> parseRuleFile(const QByteArray &xml, const QString &file, RuleFileProblem *problem);

// Writes the formulas and tables of one file in the layout of the example, with everything DMN wants beside them.
class RuleFileWriter {
public:
    explicit RuleFileWriter(const AuthoredPack &pack, const std::atomic_bool *stop = nullptr);
    QByteArray write(const QString &file) const;
    static QString decisionType(const AuthoredTable &table);   // as item definitions write it

private:
    struct Known {
        QString href;                                  // "requiredInput" or "requiredDecision"
        QString id, file;
    };
    QByteArray requirements(const QStringList &expressions, const QString &file) const;
    QByteArray decision(const AuthoredFormula &formula) const;
    QByteArray decision(const AuthoredTable &table) const;
    QString inputType(const QString &expression) const;
    static QString outputType(const AuthoredTable &table, qsizetype column);

    bool stopped() const { return m_stop && m_stop->load(std::memory_order_relaxed); }

    const AuthoredPack &m_pack;
    const std::atomic_bool *m_stop;
    QHash<QString, Known> m_names;
    feel::Scope m_scope;
    QByteArray m_head;                                 // item definitions and input data, the same in every file
};

// "string", "number" … of an expression as item definitions write it; "Any" where it is not certain.
QString typeRefOf(const QString &expression, const feel::Scope &scope);
feel::Scope authoredScope(const AuthoredPack &pack);   // facts, helpers, loop variables

} // namespace zc::guidance
