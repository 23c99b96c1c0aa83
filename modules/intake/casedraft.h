#pragma once
#include <base/result.h>

#include <QDate>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QUuid>

#include <optional>

namespace zc::intake {

// The six steps of the sheet, in the order in which they stand at the left of the desk.
enum class Step { Applicant = 1, Guidance, Materials, Forms, Confirm, Submit };

// Where a value came from, weakest first. A stronger machine source never overwrites what a person typed; it is kept beside it.
enum class Source { None, Applicant, Clerk, EarlierCase, SharedData, Licence, Card, SocialCard };
inline bool fromCard(Source source) { return source == Source::Card || source == Source::SocialCard; }

// What the clerk saw of a paper: 未看, 已看缺, 已看不符, 符合.
enum class Seen { NotSeen, Missing, Unfit, Fits };

// One value of the case under its path: applicant.name, agent.idNumber, answer.F01 (JSON text of a guidance answer), form.D03.
struct FieldValue {
    QString text;
    Source source = Source::None;
    bool confirmed = true;            // false: filled by a machine and not yet looked at
    QString machineText;              // what the machine said where the typed value won; empty otherwise
    Source machineSource = Source::None;

    friend bool operator==(const FieldValue &, const FieldValue &) = default;
};

struct AttachmentRef {
    QUuid attId;
    QString title;
    QString mediaType;
    qint64 bytes = 0;
    int pages = 1;
    QByteArray sha256;                // 32 bytes, of the file as it was taken in
    QString device{};                 // that took it in, by the title it has at this desk; empty: added as a file
    qint64 takenMs = 0;               // wall clock, when the device had finished it; 0 of a file

    friend bool operator==(const AttachmentRef &, const AttachmentRef &) = default;
};

// One page as it is to be read. The file itself never changes (I5): order, turn and documents are said beside it.
struct PageRef {
    QUuid attId;
    int index = 0;                    // in the file, from 0
    int turn = 0;                     // degrees clockwise: 0, 90, 180, 270
    bool begins = false;              // a new document begins here; the first page begins one anyway

    friend bool operator==(const PageRef &, const PageRef &) = default;
};

// What this applicant brought for one requirement of the item.
struct MaterialState {
    Seen seen = Seen::NotSeen;
    QString note;                     // the clerk's words where it does not fit
    bool originalSeen = false;        // 原件核验 done at the counter
    QList<AttachmentRef> attachments; // in the order in which they were taken in
    QList<PageRef> pages{};           // empty: all pages as taken in; else files not named here follow as taken in

    friend bool operator==(const MaterialState &, const MaterialState &) = default;
};

// The applicant's (or agent's) handwriting under what was confirmed in step 5.
struct SignatureRef {
    AttachmentRef picture;            // PNG, for people
    AttachmentRef strokes;            // devices::Ink::document(): as it was written
    QString tool;                     // devices::inkToolName(): a substitute for a pen stays marked
    QByteArray covers;                // confirmedDigest() of what was signed

    friend bool operator==(const SignatureRef &, const SignatureRef &) = default;
};

// Everything a person entered for one case: a value, cheap to copy, the unit of undo and of the stored draft.
// Holds no outcome: outcomes are computed from it (guidance), so that a stale one can never be stored.
struct CaseDraft {
    QUuid caseId;
    QString itemCode;
    QString packVersion;
    QString packHash;                 // hex SHA-256 of the pack the case was taken under
    QMap<QString, FieldValue> fields;
    QMap<QString, MaterialState> materials;   // by requirement id
    Step step = Step::Applicant;
    QString focusPath;                // the field that had the focus
    int cursor = 0;                   // and the place of the text cursor in it
    bool applicantConfirmed = false;  // step 5: the applicant confirmed the summary
    std::optional<SignatureRef> signature{};  // … and signed it; none: said so, or will sign on the paper

    friend bool operator==(const CaseDraft &, const CaseDraft &) = default;

    QString text(const QString &path) const { return fields.value(path).text; }
    void withdrawConfirmation()       // the summary the applicant saw is no longer this case
    {
        applicantConfirmed = false;
        signature.reset();
    }
};

// Stored form of a draft; fromJson refuses a document of an unknown format (INT-DRAFT-FORMAT) and never guesses.
QJsonObject draftToJson(const CaseDraft &draft);
Result<CaseDraft> draftFromJson(const QJsonObject &document);
// Both would be filed alike: what an applicant confirmed of one holds for the other. Order and turn of pages, where the clerk is and
// what was confirmed do not count.
bool filedAlike(const CaseDraft &one, const CaseDraft &other);
QByteArray confirmedDigest(const CaseDraft &draft);      // SHA-256 of just that, hex
QByteArray draftDigest(const CaseDraft &draft);          // SHA-256 of the stored form, hex

} // namespace zc::intake
