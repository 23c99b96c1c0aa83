#pragma once
#include "internal/symbolic.h"

namespace zc::guidance {

// One decision table over all scenarios, for one value of its loop variable.
struct TableRun {
    const dmn::Table *table = nullptr;
    QString name, file;
    QString loopName, loopValue;                       // empty for tables that run once
    dmn::NodeId reach = dmn::Diagram::kFalse;          // consistent scenarios in which the table is asked
    QList<Symbol> columns;
    QList<QList<dmn::NodeId>> cells;                   // by rule, column: Boolean
    QList<dmn::NodeId> rows;                           // by rule: Boolean
    SymbolScope scope;
    bool usable = false;                               // false: beyond the authoring profile
};

// A whole pack as diagrams: what compile() keeps in parts, and what the verifier examines in full. Builds on `target`, which
// must outlive it. One use, one thread.
class SymbolicPack {
public:
    SymbolicPack(const Pack &pack, const Program &program, Compiled &target);
    void build();

    const Pack &pack;
    const Program &program;
    Compiled &target;
    Symbolic symbolic;

    SymbolScope factScope, scope;                      // facts; facts and helpers
    SymbolScope assertScope;                           // and 子事项, 材料
    QHash<QString, TableRun> helperRuns;               // helper tables; their reach is filled by the verifier
    TableRun subItems;
    QList<TableRun> materials, fields, limits, fees;   // by handled sub-item
    QList<TableRun> modes;                             // by material
    QHash<QString, dmn::NodeId> produced;              // sub-items and exits
    QHash<QString, dmn::NodeId> handled;               // sub-items that are carried through: produced, and no exit
    QHash<QString, dmn::NodeId> required;              // materials
    QHash<QString, dmn::NodeId> needed;                // fields
    QHash<QString, dmn::NodeId> mode, dueDays;         // by material; kNone where it is not required
    QHash<QString, dmn::NodeId> promised, statutory, fee;          // by sub-item; kNone where it is not handled
    bool subItemsExact = true, materialsExact = true, modesExact = true, fieldsExact = true, limitsExact = true, feesExact = true;

    dmn::NodeId inCare(dmn::NodeId node) { return target.diagram.conjunction(target.care, node); }
    dmn::NodeId isInapplicable(int fact) const;        // the scenarios in which the fact is 不适用, consistent or not

private:
    void buildAtoms();
    void buildFacts();
    void buildHelpers();
    void buildCare();
    void buildTables();
    TableRun run(const dmn::Table &table, const QString &name, const QString &file, const SymbolScope &names, bool authoring,
                 const QString &loopName = {}, const QString &loopValue = {});
    dmn::NodeId singleValue(const TableRun &run, int output);
    QHash<QString, dmn::NodeId> collected(const TableRun &run);
};

} // namespace zc::guidance
