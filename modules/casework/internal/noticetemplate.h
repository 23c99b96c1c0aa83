#pragma once
#include <casework/notice.h>

namespace zc::casework {

// One file of resources/notices/: the words of a paper (format `zc-notice/1`). Placeholders are {key} of an entry.
struct NoticeTemplate {
    struct Fact { QString label, value; bool wide = false; };
    struct Column { QString key, label; int weight = 1; bool right = false; };
    struct Block {
        NoticeContent::BlockKind kind = NoticeContent::BlockKind::Paragraphs;
        QString heading, when;           // when: "" always, "provisional" only on a provisional number
        QList<Fact> facts;
        QString table, emptyText;
        QList<Column> columns;
        QStringList paragraphs;
        QString list;
    };
    NoticeKind kind = NoticeKind::MaterialReceipt;
    QString version, title, subtitle, sealLabel;
    NoticeContent::Seal seal = NoticeContent::Seal::None;
    QStringList signatureLabels;
    QStringList sizes;                           // A4 first; a slip of 80 mm only where a kind names it
    QList<NoticeEntry> entries;
    QList<QStringList> oneOf;            // of each group at least one entry has a value
    QList<Block> blocks;

    const NoticeEntry *entry(const QString &key) const;
};

// From :/notices/. CASE-DOCUMENT-TEMPLATE with file and reason: unknown members, placeholders without an entry, and required
// entries that no block prints are refused, so that a wrong template cannot leave a lawful entry out.
Result<NoticeTemplate> loadNoticeTemplate(NoticeKind kind);
Result<NoticeTemplate> parseNoticeTemplate(const QByteArray &text, const QString &name);

QStringList placeholdersIn(const QString &text);

} // namespace zc::casework
