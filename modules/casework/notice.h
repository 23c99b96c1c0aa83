#pragma once
#include <casework/handwriting.h>
#include <casework/terms.h>

#include <base/result.h>

#include <QDate>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace zc::casework {

using NoticeRow = QMap<QString, QString>;        // cells of a table row, by column key

// What a paper says, before a template gives it words. `values`, `lists` and `tables` hold the entries of the kind by the keys
// of its template (resources/notices/Nxx.json lists them, with their Chinese names and whether they are required).
struct NoticeData {
    QString number;                  // 文号, or the provisional number in its printed form
    bool provisional = false;
    QString authority;               // full name of the body (受委托机构)
    QString itemName, itemCode;
    QString caseNumber;              // 办件编号; the provisional number until there is one
    QString applicantName, applicantIdType, applicantIdMasked;
    QString agentName;               // empty = none
    QStringList legalBasis;
    QDate issuedOn;
    QString clerkNo, consultPhone, supervisePhone;
    QString qrToken;                 // makeQrToken()
    QString environment;             // demo, test, production
    QString supersededNumber;        // a reprint under the formal number shows the provisional one too
    bool electronicSealPending = false;      // the platform will place the seal; until then the page is no voucher
    Handwriting handwriting;         // of the applicant or agent, where the paper was signed on a pad
    QStringList handwritingNotes;    // when it was written, then with what, where not with a pen
    QStringList packText;            // what the item pack adds; it can never take anything away
    QMap<QString, QString> values;
    QMap<QString, QStringList> lists;
    QMap<QString, QList<NoticeRow>> tables;
};

// A paper ready to be drawn: blocks from top to bottom. `papers` draws it and knows no kind of paper.
struct NoticeContent {
    enum class BlockKind { Facts, Table, Paragraphs, Statement };
    struct Fact { QString label, value; bool wide = false; };                    // wide = a line of its own
    struct Column { QString key, label; int weight = 1; bool right = false; };   // weight: share of the width
    struct Block {
        BlockKind kind = BlockKind::Paragraphs;
        QString heading;
        QList<Fact> facts;
        QList<Column> columns;
        QList<QStringList> rows;
        QStringList paragraphs;
    };
    enum class Seal { None, Receipt, Special, Authority };                       // which seal belongs on it, if any

    NoticeKind kind = NoticeKind::MaterialReceipt;
    QString title, subtitle, authority, number, numberLabel, dateText, templateVersion, qrPayload, sealLabel, environment;
    bool provisional = false;
    bool sealPending = false;                    // an electronic seal is to come: no voucher yet
    Seal seal = Seal::None;
    bool signature = true;                       // draws the box for the signature of applicant or agent
    QStringList signatureLabels;
    Handwriting handwriting;                     // above the first of these lines
    QStringList handwritingNotes;                // the first stands on the second line, the others behind it
    QStringList footer;                          // clerk, phones
    QStringList sizes;                           // of paper that the kind may be printed on: "A4", "slip80"; the template says
    QList<Block> blocks;
};

// Fills the template of the kind. CASE-DOCUMENT-ENTRY: a required entry has no value (`detail` = its Chinese name and key);
// CASE-DOCUMENT-MASK: a person's number stands there in full; CASE-DOCUMENT-TEMPLATE: no template, or a broken one.
// Pure, any thread.
Result<NoticeContent> composeNotice(NoticeKind kind, const NoticeData &data);

struct NoticeEntry {
    enum class Type { Value, List, Table };
    QString key, name;
    Type type = Type::Value;
    bool required = false;
    QStringList columns;             // of a table; those that every row must fill
};
Result<QList<NoticeEntry>> noticeEntries(NoticeKind kind);       // the kind's own entries, for pages and tests

// SHA-256 (hex) over the canonical JSON of the content: B6 dataDigest.
Result<QByteArray> noticeDigest(const NoticeContent &content);

// 16 random bytes as 26 characters of base32; `zc1|N04|number|token` and back (CASE-QR).
QString makeQrToken(const QByteArray &random16);
Result<QString> makeQrPayload(NoticeKind kind, const QString &number, const QString &token);
struct QrPayload { NoticeKind kind = NoticeKind::MaterialReceipt; QString number, token; };
Result<QrPayload> parseQrPayload(const QString &text);

} // namespace zc::casework
