#pragma once
#include "internal/compiled.h"
#include "internal/findings.h"

#include <dmn/rowindex.h>
#include <feel/expression.h>
#include <guidance/pack.h>

#include <QJsonArray>
#include <QMap>

#include <optional>

namespace zc::guidance {

// A decision that is none of the known tables: a literal expression or a table with one output.
struct Helper {
    QString name;
    std::optional<feel::Expression> expression;
    std::optional<dmn::Table> table;
    dmn::RowIndex index;
    feel::Type type;
    Place place;
    bool authoring = true;                             // false: beyond the profile, never compiled
    bool flawless = false;                             // every text of the table could be read and typed
    quint64 stamp = 0;                                 // of the table: the same after a change that leaves it as it was
    QStringList names() const { return expression ? expression->names() : table ? table->names() : QStringList(); }
};

// The tables known by name, in the order they are run.
enum class TableKind { SubItems, Materials, Fields, Limits, Fees, Modes };
inline constexpr int kTableKinds = 6;

struct KnownTable {
    QString name;                                      // 子事项 …
    QString file;
    dmn::Table table;
    dmn::RowIndex index;
    bool present = false;
    bool authoring = true;
    bool flawless = false;                             // every text of it could be read and typed
    quint64 stamp = 0;                                 // as of a helper
};

struct ConstraintRule {
    int index = 0;                                     // into the part's own constraints
    std::optional<feel::Expression> when;
    std::optional<feel::Expression> then;
    Place place;
    bool authoring = true;
};

struct Assertion {
    enum class Scope { Scenario, SubItem, Material };
    QString id;
    Scope scope = Scope::Scenario;
    std::optional<feel::Expression> when;
    std::optional<feel::Expression> then;
    Finding::Level level = Finding::Level::Error;
    QString message;
    Place place;
    bool authoring = true;
};

struct ExpectedMaterial {
    QString id, mode;
    std::optional<int> dueDays;
    friend bool operator==(const ExpectedMaterial &, const ExpectedMaterial &) = default;
};

// One golden case of cases.csv.
struct GoldenCase {
    QString id, title;
    QList<feel::Entry> facts;                          // by fact index
    QStringList subItems, fields;
    QList<ExpectedMaterial> materials;
    QMap<QString, QString> promised, statutory, fee;   // by sub-item
    int row = 0;
};

struct Program;

// One pack's rules as they take part in the whole. A pack of one item is its own only part. A bundle is its own first part (its
// conditions and assertions, no tables), and every import is a further one. "Own" counts in the part's files, "whole" in the pack.
struct Part {
    const Program *rules = nullptr;
    QString packId;                                    // empty: the pack itself
    QString itemName;
    int stage = 0;
    std::optional<feel::Expression> when;              // in the names of part 0; empty = always takes part
    Place whenPlace;
    QList<Fact> facts;
    QList<int> wholeFacts;                             // by own fact
    QList<int> order;                                  // own facts, each after those its `applicable` reads; else as written
    QList<SubItem> subItems;
    QList<Material> materials;
    QList<Field> fields;
    QList<Constraint> constraints;
    QStringList subItemIds, materialIds, fieldIds;     // in the whole, by own row
    QList<int> factLines, subItemLines, materialLines, fieldLines; // in the files

    QString qualified(const QString &own) const { return packId.isEmpty() ? own : packId + u'/' + own; }
    Place located(Place place) const;                  // in the files of the part, seen from the pack
    QStringList handledIds() const;                    // own ids of the sub-items that are no exits
};

// A row of a part that a row of the whole stands for.
struct PartRow {
    int part = 0, own = 0;
};

// The rules of a pack, parsed and typed, and their compiled form. Immutable once the pack is loaded.
struct Program {
    QList<std::optional<feel::Expression>> applicable, compute;    // by own fact
    QList<Helper> helpers;                             // each after those it reads
    QHash<QString, int> helperIndex;                   // by name, into them
    KnownTable subItems, materials, modes, limits, fees, fields;
    QList<ConstraintRule> constraints;
    QList<Assertion> asserts;
    QList<GoldenCase> cases;
    QJsonArray accepted;
    bool sound = false;                                // no V01, no V02, no V16

    QList<Part> parts;
    QList<QList<PartRow>> factRows, materialRows, fieldRows;       // by row of the whole
    QList<PartRow> subItemRows;
    bool bundle = false;
    Compiled compiled;

    const Helper *helper(const QString &name) const;
    const KnownTable &table(TableKind kind) const;
    const KnownTable *known(const QString &name) const;            // nullptr: no table of that name is known
    const feel::Expression *applicability(const PartRow &row) const;   // nullptr: always, as far as that part is concerned
    // The rows that decide whether a fact applies: a bundle's own row where it has one, else those of all items that know it.
    QList<PartRow> decidingRows(int wholeFact) const;
    bool decides(int part, int wholeFact) const { return part == 0 || factRows.at(wholeFact).constFirst().part != 0; }
    bool alwaysApplies(int wholeFact) const;           // no condition of a deciding row can make it 不适用
    const feel::Expression *computation(int wholeFact, int *part) const;
};

inline const QString kBasisColumn = QStringLiteral("依据");
inline const QString kLoopSubItem = QStringLiteral("当前子事项");
inline const QString kLoopMaterial = QStringLiteral("当前材料");
inline const QString kSubItems = QStringLiteral("子事项");
inline const QString kMaterials = QStringLiteral("材料");
inline const QString kModes = QStringLiteral("提交方式");
inline const QString kLimits = QStringLiteral("时限");
inline const QString kFees = QStringLiteral("费用");
inline const QString kFields = QStringLiteral("表单字段");
inline const QString kMode = QStringLiteral("方式");
inline const QString kDueDays = QStringLiteral("补正期限");
inline const QString kPromised = QStringLiteral("承诺工作日");
inline const QString kStatutory = QStringLiteral("法定工作日");
inline const QString kFee = QStringLiteral("金额");
inline const QStringList kModeValues = {QStringLiteral("必交"), QStringLiteral("免交"), QStringLiteral("容缺"), QStringLiteral("承诺")};
inline const QString &kMustHandIn = kModeValues[0], &kWaived = kModeValues[1], &kDeferred = kModeValues[2], &kPromisedMode = kModeValues[3];

// The type a fact's name has in expressions.
feel::Type typeOf(const Fact &fact);
QStringList subItemIds(const Pack &pack, bool handledOnly);
QStringList materialIds(const Pack &pack);
int modeRank(const QString &mode);                     // 必交 > 承诺 > 容缺 > 免交; -1: none of them
// Of what two items say of a shared paper (terminals), whichever comes first: the stricter way, and trouble shows through; the shorter
// delay, and a number before anything else.
int stricterMode(const ValueTable &values, int a, int b);
int fewerDays(const ValueTable &values, int a, int b);

// Part::order of a part whose `applicable` expressions are parsed.
QList<int> ownFactOrder(const Part &part);
// Each fact of the whole after the facts that decide whether it applies, else in authored order. `ring`, if given, is filled with
// the names of a ring where there is one, and the order is then without meaning.
QList<int> factOrder(const QList<Fact> &wholeFacts, const Program &program, QStringList *ring = nullptr);
// The order of the facts in diagrams. Of one item factOrder(); a bundle's first those that several items know, then item by item what
// decides whether it takes part and the facts it has to itself, items that the same facts decide about side by side: beside what all
// share, a diagram has to remember no more than the item at hand.
QList<int> diagramOrder(const QList<Fact> &wholeFacts, const Program &program);

} // namespace zc::guidance
