#pragma once
#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QString>

#include <functional>
#include <optional>

namespace zc::sync {

// How a field is merged (sync.md §4.3). The class comes from the form definition of the pack.
enum class MergeClass {
    Scalar,          // both sides differ from the base and from each other: a conflict, both kept
    MultiChoice,     // list of texts, element by element; an addition wins over a removal that did not see it
    Notes,           // lines of text, only ever added to
    Derived,         // recomputed here, never merged
    PlatformOnly,    // workflow, numbers, receipts: always the platform's
    Signature,       // void as soon as anything else changes under it
};

struct FieldRule {
    MergeClass mergeClass = MergeClass::Scalar;
    QString group;               // fields of one identity group are taken together: any difference is one conflict
    bool foldWidth = false;      // full and half width count as equal
};
using MergeRules = std::function<FieldRule(const QString &path)>;

// Rules where a form says nothing: applicant.* and agent.* identity in groups, lists of texts as multiple choice, else scalar.
FieldRule defaultFieldRule(const QString &path);

// One side. A path that is not there was never set; no value = cleared; empty text is a value. Three different things.
using FieldSet = QMap<QString, std::optional<QJsonValue>>;

struct FieldConflict {
    QString group;               // empty for a single field
    QStringList paths;
    FieldSet base, mine, theirs; // of these paths only
};

// A merge that needed no person, but whose other value somebody may look for.
struct MergeNote {
    enum class Kind { RemovedChoice, MergedChoices, MergedNotes, RowKept, VoidedSignature };
    Kind kind = Kind::MergedChoices;
    QString path;
    std::optional<QJsonValue> mine, theirs;
};

struct MergeOutcome {
    FieldSet result;             // mine stands where a conflict is open
    QList<FieldConflict> conflicts;
    QList<MergeNote> timeline;
};

// Three-way merge of two versions that started from `base`. Pure: same input, same outcome. No input value of a person is
// lost from result, conflicts and timeline together. Repeating rows are paths with a row id in brackets, `rows[id].name`:
// a row deleted on one side and edited on the other is kept as edited, and noted.
MergeOutcome merge(const FieldSet &base, const FieldSet &mine, const FieldSet &theirs,
                   const MergeRules &rules = defaultFieldRule);

// NFC and LF line ends; width only where the rule says so. Numbers and booleans by value, lists in order.
bool sameValue(const std::optional<QJsonValue> &a, const std::optional<QJsonValue> &b, bool foldWidth = false);

} // namespace zc::sync
