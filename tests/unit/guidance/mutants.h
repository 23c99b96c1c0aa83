#pragma once
#include <guidance/authoredpack.h>

namespace oracle {

// A pack with one defect, and where its finding must point. `row` 0 and an empty column or table stand for "whatever".
struct Mutant {
    QString code;                                      // V01…V19
    QString name;                                      // what was done, for messages
    zc::guidance::PackFiles files;
    QString file;
    int row = 0;
    QString column, table;
};

// Every defect this program knows how to sow into one pack, each a mutant of its own. The defects follow from the definitions of
// guidance.md §13 and from the pack being free of findings; the verifier is not asked. Deterministic.
class Mutants {
public:
    explicit Mutants(const zc::guidance::AuthoredPack &pack) : m_pack(pack) {}
    QList<Mutant> all();

private:
    using Pack = zc::guidance::AuthoredPack;
    using Sheet = zc::guidance::AuthoredSheet;
    using Table = zc::guidance::AuthoredTable;
    struct Where {
        QString file;
        int row = 0;
        QString column, table;
    };
    void add(const QString &code, const QString &name, const Pack &pack, const Where &where);
    void add(const QString &code, const QString &name, const zc::guidance::PackFiles &files, const Where &where);
    void names();                                      // V01
    void rings();                                      // V02
    void rows();                                       // V03, V04, V05, V10, V18
    void conditions();                                 // V06, V11
    void facts();                                      // V07, V08
    void catalogue();                                  // V09
    void inapplicable();                               // V12
    void modes();                                      // V13
    void wording();                                    // V14
    void validity();                                   // V15
    void cases();                                      // V17
    void beyond();                                     // V19

    // A further yes-or-no column, `-` in all rules, before the outputs; its place among the cells.
    static qsizetype addColumn(Table &table, const QString &expression);
    // A rule like the first, `-` in all inputs but one; its number as places count it.
    static int addRule(Table &table, qsizetype column, const QString &cell, const QString &output);
    int addLike(Pack &pack, const QString &file, const QString &id, const QMap<QString, QString> &cells);
    static int lineOf(const Sheet &sheet, qsizetype row);
    QString anyBasis() const;
    QString spareField(Pack &pack);                    // a field of its own for a new rule to produce
    qsizetype alwaysAsked(const QString &type) const;  // a fact without conditions; -1: none
    bool isSkipped(const QString &fact) const;
    QString option(qsizetype fact, int number) const;  // as a constant

    const Pack m_pack;
    QList<Mutant> m_all;
};

} // namespace oracle
