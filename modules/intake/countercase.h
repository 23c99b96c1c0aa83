#pragma once
#include <base/identifier.h>
#include <intake/casedraft.h>

#include <QDateTime>
#include <QStringList>

namespace zc::intake {

// What the pages of the desk show of one case. Values only, computed by CounterDesk, immutable for the page.
// All texts are ready for the screen; personal texts are in clear, since they belong to the open case of the clerk.

struct StepView {
    Step step = Step::Applicant;
    QString count;                    // "2/4", "about 2 left"; empty when there is nothing to count
    bool done = false;
};

struct KnownFact {
    QString path;                     // answer.F03
    QString name;
    QString text;                     // the answer in words
    Source source = Source::None;
    bool needsConfirmation = false;   // a dormant answer came back (请确认)
};

struct OptionView {
    QString value;                    // give this back to CounterDesk::answer
    QString label;
    QStringList effects;              // at most two lines: what choosing it changes for the applicant
};

struct QuestionView {
    enum class Kind { Choice, MultiChoice, YesNo, Number, Date };
    QString factId;
    Kind kind = Kind::Choice;
    QString text;
    QString why;                      // what the answer can change, in words
    QString basis;                    // title and clause
    QString unit;
    QString lowest, highest;          // of a number, as text; empty if open
    QList<OptionView> options;        // YesNo too: "true", "false"
    QString current;                  // the answer so far, in the form of OptionView::value; MultiChoice: joined by '|'
};

struct NoticeLine {
    enum class Mode { Required, Exempt, Deferrable, Commitment };
    QString materialId;
    QString name;
    QString detail;                   // form, copies, until when
    Mode mode = Mode::Required;
    bool changed = false;             // by the last answer: glows for two seconds
};

// The one-time notice as it stands now (一次性告知).
struct NoticeView {
    QList<NoticeLine> lines;
    QStringList exits;                // reasons why the matter ends here (不予受理, 转办)
    int required = 0, exempt = 0, deferrable = 0;
    bool complete = false;            // no question is open
    QString fee, promise, statutory;  // in words
    QString due;                      // "12月3日（周四）", for a case accepted today
    bool dueProvisional = false;      // the calendar of that year is not published
};

struct MaterialView {
    QString id, name, form, detail;
    NoticeLine::Mode mode = NoticeLine::Mode::Required;
    int copies = 1;
    QString deferredUntil;            // yyyy-MM-dd, only with Mode::Deferrable
    QString samplePath;               // empty if none
    QString basis;
    MaterialState state;
    bool open = false;                // still to be looked at

    // Missing need not stop the case: it may be brought later, or a written commitment stands for it.
    bool mayFollow() const { return mode == NoticeLine::Mode::Deferrable || mode == NoticeLine::Mode::Commitment; }
};

struct FormFieldView {
    enum class Kind { Text, Number, Date };
    QString path, label, group, format, basis;
    Kind kind = Kind::Text;
    bool required = false;
    std::optional<IdentifierKind> check;   // has a check digit
    bool twice = false;               // a long number that no device reads and no check digit guards
    FieldValue value;
    QString error;                    // empty if fine
};

// One line of the jump list (F4) and of the checklist before submission.
struct ProblemView {
    QString text;
    Step step = Step::Applicant;
    QString anchor;                   // field path or requirement id
    bool blocks = true;               // false: advice
};

struct PaperView {
    QString kind;                     // N01 …
    QString title;
    QString number;                   // formal or provisional
    QDateTime issuedAt;
    QByteArray pdf;                   // the bytes that were handed out
};

// One item of a bundle. Before the bundle is received only its names are known; then it is a case like any other.
struct ItemCaseView {
    QString itemCode, itemName, departmentName;
    QUuid caseId;                     // null before
    QString provisionalNumber, formalNumber, receiptNumber;
    QString stateName, syncName;
    bool filed = false;               // on its way to the province, or there
    bool submitted = false;           // true only with the province's stored receipt
    bool attention = false;           // refused, in conflict, or nobody knows
};

struct CounterCase {
    CaseDraft draft;
    QString itemName, departmentName, packVersion;
    QStringList situation;            // chips in the header
    QString provisionalNumber, formalNumber;
    QString stateName;                // 草稿, 已收件 …
    QString syncName;                 // 未同步, 待发, 已确认 …
    bool submitted = false;           // true only with the province's stored receipt
    bool readOnly = false;            // filed, or opened from another window
    QString receiptNumber;
    QDateTime savedAt;                // of the last acknowledged save
    bool canUndo = false, canRedo = false;

    QList<StepView> steps;
    QList<KnownFact> known;
    QList<QuestionView> questions;    // first = the one to ask now; the others of its group follow
    int answered = 0, leftAtMost = 0;
    QString lastDelta;                // "adds 1 paper, removes 0, 1 question more"; empty if nothing changed
    NoticeView notice;
    QList<MaterialView> materials;
    QList<FormFieldView> form;
    QList<ProblemView> problems;
    QList<PaperView> papers;
    bool bundle = false;              // 一件事: filed as the cases of its items
    QList<ItemCaseView> items;        // of a bundle: the items that take part, in its order
    QUuid bundleId;                   // of the case of an item: the bundle it came of; else null
};

} // namespace zc::intake
