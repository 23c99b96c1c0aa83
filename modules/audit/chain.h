#pragma once
#include <base/result.h>

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUuid>

#include <optional>

namespace zc::audit {

// What happened, before it has a place in the chain. `detail` holds ids, codes, counts and field names.
struct Event {
    QString kind;                      // for example "field.reveal"; [a-z0-9.-], at most 64
    QString actor;                     // id of the clerk or of the program
    QUuid caseId;                      // null: of no case
    QJsonObject detail;
};

// One entry. hash = SHA-256("zc-audit" ‖ prev ‖ entry); entry = canonical JSON of the event with epoch, seq and time.
struct Line {
    qint64 epoch = 1;
    qint64 seq = 0;                    // 1, 2, … within the epoch
    QByteArray prev;                   // 32 bytes: hash of the line before, also across epochs; zeros for the very first
    QByteArray hash;
    QString kind;
    qint64 atMs = 0;
    QByteArray entry;

    QJsonObject toJson() const;                                    // for export, one object a line
    static std::optional<Line> fromJson(const QJsonObject &object);
    friend bool operator==(const Line &, const Line &) = default;
};

QByteArray hashOf(const Line &line);

// Denied AUD-PERSONAL when a text of the event could be a person's datum: anything but letters, digits and .:_/- in Latin, or a
// run of eleven digits and more outside a UUID. Invalid AUD-EVENT for a malformed kind.
Result<void> checkEvent(const Event &event);

// The line after `last`. A new epoch starts at 1 and still quotes the old head.
Result<Line> nextLine(const std::optional<Line> &last, const Event &event, qint64 atMs, qint64 epoch);

enum class Verdict { Ok, Altered, Inserted, Missing, Reordered, Truncated, Rewritten, TailOpen, NotAnchored };
QString verdictName(Verdict verdict);                              // "ok", "altered", …, "tailOpen", "notAnchored"
bool holds(Verdict verdict);                                       // Ok, TailOpen, NotAnchored

struct Anchor {
    qint64 epoch = 0;
    qint64 seq = 0;
    QByteArray head;
};

struct Verification {
    Verdict verdict = Verdict::Ok;
    qint64 firstBad = 0;               // seq; 0 = none
    qint64 firstBadEpoch = 0;
    int entries = 0;
    int checkpoints = 0;
};

// Pure. `lines` in the order of the store or file; `anchors` are checkpoints whose signatures were already verified.
Verification verifyChain(const QList<Line> &lines, const QList<Anchor> &anchors);

} // namespace zc::audit
