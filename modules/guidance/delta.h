#pragma once
#include <guidance/fact.h>

#include <QStringList>

#include <optional>

namespace zc::guidance {

struct ModeChange {
    QString material, from, to;                        // modes; empty = not known on that side
    std::optional<int> fromDays, toDays;

    friend bool operator==(const ModeChange &, const ModeChange &) = default;
};

// A lower source said something else than the answer that counts; shown, never silently dropped.
struct SourceConflict {
    FactId fact;
    feel::Value counts, differs;
    Provenance countsFrom, differsFrom;

    friend bool operator==(const SourceConflict &, const SourceConflict &) = default;
};

// The difference one step makes: between two outcomes, and what it does to the questions. Ids in pack order.
struct Delta {
    QStringList subItemsAdded, subItemsRemoved;
    QStringList materialsAdded, materialsRemoved;      // certainly required now / no longer certain or certainly not
    QStringList materialsRuledOut;                     // were possible, are certainly not required now
    QList<ModeChange> modes;
    QStringList fieldsAdded, fieldsRemoved;
    std::optional<int> promisedFrom, promisedTo;       // equal when the promise did not change
    std::optional<feel::Decimal> feeFrom, feeTo;
    QList<FactId> questionsOpened, questionsClosed;    // closed and not answered = 不再需要
    QList<FactId> dormant, revived;                    // answers that fell asleep / came back and want 请确认
    QList<SourceConflict> conflicts;
    bool becameComplete = false;

    bool isEmpty() const;                              // nothing a person would notice
    QString text() const;                              // “新增 2 份材料，减少 1 份，需补答 1 题”

    friend bool operator==(const Delta &, const Delta &) = default;
};

} // namespace zc::guidance
