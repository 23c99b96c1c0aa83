#pragma once
#include <base/result.h>
#include <feel/value.h>

#include <QJsonValue>
#include <QList>
#include <QStringList>

#include <optional>

namespace zc::guidance {

using FactId = QString;                                // "F03"

enum class FactType { Enum, Set, Bool, Number, Date };

// Where an answer may come from, best first. Licence and Share rank alike; a lower rank never overwrites a higher one in silence.
enum class SourceKind { Licence, Share, Case, Clerk, Applicant };

struct FactSource {
    SourceKind kind = SourceKind::Applicant;
    QString subject;                                   // licence type or share catalogue; empty for the others
};

// One row of facts.csv. A plain value; immutable once its pack is loaded.
struct Fact {
    FactId id;
    QString name;
    FactType type = FactType::Bool;
    QStringList options;                               // Enum, Set
    std::optional<feel::Value> minimum, maximum;       // Number, Date; both ends belong to the range
    std::optional<feel::Decimal> step;                 // Number
    QString unit;
    QString question;
    QString why;                                       // why this is asked at all, in the author's words
    QList<FactSource> sources;                         // in order of preference
    int cost = 0;                                      // 0…9, 0 = nobody has to think
    QString applicable;                                // authoring FEEL; empty = always
    QString compute;                                   // FEEL; the fact is derived and never asked
    QString group;                                     // facts of one group stand on the same screen
    QString element;                                   // shared data element

    bool asksPerson() const;                           // a clerk or an applicant is among the sources, and it is not derived
    bool hasMachineSource() const;                     // licence, share or an earlier case is among the sources
};

// Where one answer came from. `atMs` is handed in by the caller: there is no clock inside guidance.
struct Provenance {
    SourceKind source = SourceKind::Clerk;
    QString reference;                                 // licence id, case number, user id; never personal data
    qint64 atMs = 0;
    QString overrideReason;                            // set = the clerk overrules a higher source, for this reason

    friend bool operator==(const Provenance &, const Provenance &) = default;
};

int sourceRank(SourceKind kind);                       // higher is stronger; Licence = Share
QString sourceName(SourceKind kind);                   // "licence" … as facts.csv and receipts write it

// The value as a person reads it: 是/否, options joined by 、, number with unit, 2026年1月1日.
QString displayValue(const Fact &fact, const feel::Value &value);

// An answer as JSON carries it: text, true/false, number (or its text), "2026-01-31", array of options. GDE-VALUE otherwise.
Result<feel::Value> valueFromJson(const Fact &fact, const QJsonValue &json);

} // namespace zc::guidance
