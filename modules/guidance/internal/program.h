#pragma once
#include "internal/compiled.h"

#include <dmn/table.h>
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
    feel::Type type;
    Place place;
    bool authoring = true;                             // false: beyond the profile, never compiled
    QStringList names() const { return expression ? expression->names() : table ? table->names() : QStringList(); }
};

struct KnownTable {
    QString name;                                      // 子事项 …
    QString file;
    dmn::Table table;
    bool present = false;
    bool authoring = true;
};

struct ConstraintRule {
    int index = 0;                                     // into Pack::constraints()
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

// The rules of a pack, parsed and typed, and their compiled form. Immutable once the pack is loaded.
struct Program {
    QList<std::optional<feel::Expression>> applicable, compute;    // by fact index
    QList<Helper> helpers;                             // each after those it reads
    KnownTable subItems, materials, modes, limits, fees, fields;
    QList<ConstraintRule> constraints;
    QList<Assertion> asserts;
    QList<GoldenCase> cases;
    QJsonArray accepted;
    bool sound = false;                                // no V01, no V02
    Compiled compiled;

    const Helper *helper(const QString &name) const;
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

// The type a fact's name has in expressions.
feel::Type typeOf(const Fact &fact);
QStringList subItemIds(const Pack &pack, bool handledOnly);
QStringList materialIds(const Pack &pack);

} // namespace zc::guidance
