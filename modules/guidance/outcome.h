#pragma once
#include <guidance/packdata.h>
#include <guidance/reason.h>

#include <QJsonObject>

#include <optional>

namespace zc::guidance {

// Known: certain whatever is answered next. Pending: may still change. Provisional: certain, but rests on an answer marked 请确认.
enum class PartState { Known, Pending, Provisional };

struct OutcomeMaterial {
    QString id, catalogueId, name, form;
    int copies = 1;
    PartState state = PartState::Known;
    PartState modeState = PartState::Known;
    QString mode;                                      // 必交, 免交, 容缺, 承诺; empty while pending
    std::optional<int> dueDays;                        // working days to hand it in later, with 容缺
    QString sample, licenceType, commitment, issuer, note;
    Reason why;                                        // rules, answers and law, of being required and of its mode

    friend bool operator==(const OutcomeMaterial &, const OutcomeMaterial &) = default;
};

struct OutcomeSubItem {                                // a sub-item or an exit
    QString id, name, text, department;
    SubItemKind kind = SubItemKind::Handle;
    int stage = 1;
    PartState state = PartState::Known;
    std::optional<int> promisedDays, statutoryDays;    // working days; nullopt while pending, and for exits
    std::optional<feel::Decimal> fee;                  // yuan
    Reason why;

    friend bool operator==(const OutcomeSubItem &, const OutcomeSubItem &) = default;
};

struct OutcomeField {
    QString id, element, label, type, format, source;
    bool required = false;
    PartState state = PartState::Known;
    Reason why;

    friend bool operator==(const OutcomeField &, const OutcomeField &) = default;
};

// What follows from the active answers; a pure function of them, whatever their order. A plain value.
struct Outcome {
    QList<OutcomeSubItem> subItems;                    // certainly produced, pack order; an exit stands alone
    QList<OutcomeMaterial> materials;                  // certainly required, pack order
    QList<OutcomeField> fields;                        // certainly needed, pack order
    QStringList possibleSubItems, possibleMaterials, possibleFields;   // may still be produced: ids
    std::optional<int> promisedDays, statutoryDays;    // sum over stages of the longest limit; nullopt while pending or at an exit
    std::optional<feel::Decimal> fee;                  // yuan; sum
    QList<FactId> pending;                             // facts that can still change something and can be answered now
    QList<FactId> toConfirm;                           // answers that came back and are marked 请确认
    bool complete = false;                             // nothing pending
    bool provisional = false;                          // toConfirm is not empty: must not be submitted
    bool unverified = false;                           // some part runs outside the verified form
    QStringList problems;                              // codes with place, for example "GDE-INAPPLICABLE 提交方式 p1"; only unverified packs

    const OutcomeSubItem *exit() const;                // the exit, or nullptr
    const OutcomeMaterial *material(const QString &id) const;
    std::optional<qint64> feeFen() const;              // money for the wire; nullopt while pending

    friend bool operator==(const Outcome &, const Outcome &) = default;
};

// The shape of zcctl.md: subItems, materials[{id,mode,dueDays,why{rows,answers,basis}}], fee, limitDays, pending, and more.
QJsonObject outcomeToJson(const Outcome &outcome);

} // namespace zc::guidance
