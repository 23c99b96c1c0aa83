#pragma once
#include <base/result.h>

#include <QByteArrayView>
#include <QList>
#include <QStringList>
#include <QStringView>
#include <QUuid>

#include <memory>

namespace zc::devices {

// What a social-security card gives without PIN and without a security module: EF05 (card number) and EF06 (its holder).
enum class SocialField { CardNumber, Number, Name, Sex, Nation, BirthPlace, Birth };
QString socialFieldName(SocialField field);     // "cardNumber", "number", "name", "sex", "nation", "birthPlace", "birth"

// One card as it was read: sex, nation and birth as codes and digits (1, 01, 19490101), only padding stripped.
// Personal data of one person: move-only, every buffer is wiped in the destructor, no operator<<, nothing of it in a log. A view
// handed out lives as long as the record. Not shared between threads.
class SocialCard {
public:
    struct Content;
    explicit SocialCard(std::unique_ptr<Content> content);
    SocialCard(SocialCard &&) noexcept;
    SocialCard &operator=(SocialCard &&) noexcept;
    ~SocialCard();

    QUuid id() const;                           // new for every reading; a form keeps it so that two cards never mix
    QStringView text(SocialField field) const;  // empty: blank, or the card kept it back
    QString nationName() const;                 // 汉 …; empty if the code is unknown
    QStringList notes() const;                  // "unread:birthPlace", "checkDigit": names only, no values

private:
    std::unique_ptr<Content> m_content;
};

// Waits for a card until the deadline, reads it once.
struct ReadSocialCard {
    using Answer = SocialCard;
};

} // namespace zc::devices
