#pragma once
#include <guidance/outcometable.h>

namespace zc::guidance {

// 业务确认表: every outcome of a pack once, for the people who answer for the business to sign. Plain texts, Chinese; who draws
// it knows no pack.
struct ConfirmationSheet {
    struct Section {                                   // one outcome
        QString heading;                               // "3. 食品经营许可"
        QList<QPair<QString, QString>> lines;          // 情形, 时限, 费用, 依据 …
        QStringList columns;                           // of the table of materials; no rows for an exit
        QList<QStringList> rows;
    };
    QString title, number, subject;                    // 业务确认表; pack, version and hash; the item
    bool demo = false;
    QList<QPair<QString, QString>> head;               // about the pack
    QList<Section> sections;
    QStringList signatures;                            // who signs: labels
};

ConfirmationSheet confirmationSheet(const Pack &pack, const OutcomeTable &table);

// Of a bundle: when each item takes part, what each comes to by itself, and how the papers they share are merged. That says all:
// the outcomes of a bundle are those of its items side by side, too many to be read one by one. `items` and their `tables` in the
// order of Pack::imports().
ConfirmationSheet bundleSheet(const Pack &bundle, const QList<std::shared_ptr<const Pack>> &items, const QList<OutcomeTable> &tables);

// The same as a workbook, one row a material, with columns for the verdict and the signature. PACK-ARCHIVE.
Result<QByteArray> confirmationXlsx(const ConfirmationSheet &sheet);

// "120" or, beyond what a count can hold exactly, "约 1.2e+20".
QString countText(double scenarios);

} // namespace zc::guidance
