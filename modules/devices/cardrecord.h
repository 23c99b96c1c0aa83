#pragma once
#include <base/result.h>

#include <QByteArrayView>
#include <QDate>
#include <QList>
#include <QStringList>
#include <QStringView>
#include <QUuid>

#include <memory>

namespace zc::devices {

// The four text layouts of a card. The kind stands in the card's own flag, never in the first letter of a number.
enum class CardKind { Resident, HkMacaoTaiwan, Foreigner2017, Foreigner2023 };

enum class CardField {
    Name, EnglishName, Sex, Ethnic, EthnicName, Birth, Address, Number, Issuer, ValidFrom, ValidTo, PassNumber, IssueCount,
    Nationality, CardVersion, Authority, RenewalCount, OldNumberLink
};

QString cardKindName(CardKind kind);        // "resident", "hkmt", "foreigner2017", "foreigner2023"
QString cardFieldName(CardField field);     // "name", "englishName" …

// One card as the reader gave it: values exactly as on the card (only padding is stripped), doubts as warnings.
// Personal data of one person: move-only, every buffer is wiped in the destructor, there is no operator<< and nothing
// here reaches a log. A view handed out lives as long as the record. Not shared between threads.
class CardRecord {
public:
    struct Content;
    explicit CardRecord(std::unique_ptr<Content> content);
    CardRecord(CardRecord &&) noexcept;
    CardRecord &operator=(CardRecord &&) noexcept;
    ~CardRecord();

    QUuid id() const;                               // new for every reading; a form keeps it so that two cards never mix
    CardKind kind() const;
    QList<CardField> fields() const;                // fields of this layout, in the order of the layout
    bool has(CardField field) const;
    QStringView text(CardField field) const;        // empty: blank, or not in this layout. EthnicName: empty if code unknown
    QStringView newestAddress() const;              // only when asked for and present on the card
    bool hasNewestAddress() const;
    QStringList warnings() const;                   // "expired", "blank:issuer", "sexMismatch" …: names only, no values
    QByteArrayView rawText() const;                 // the 256 bytes of the card
    QByteArrayView photo() const;                   // 1024 bytes in the vendor's coding, or empty
    QByteArrayView fingerprints() const;

private:
    std::unique_ptr<Content> m_content;
};

// A card as the bytes that readers and vendor libraries hand out. Views; nothing is kept of them.
struct CardBytes {
    QByteArrayView text;            // 256, UTF-16LE in one of the four layouts
    QByteArrayView photo;           // 1024, or empty
    QByteArrayView fingerprints;    // 512 or 1024, or empty
    QByteArrayView newestAddress;   // 70, or empty: the card has none
};
// `today` decides `expired`. DEV-IDCARD-PROTOCOL: a length that no card has; DEV-IDCARD-DATA: nothing stands on it.
Result<CardRecord> cardFromBytes(const CardBytes &bytes, QDate today);

} // namespace zc::devices
