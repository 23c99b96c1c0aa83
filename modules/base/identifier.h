#pragma once
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

class QDate;

namespace zc {

// Check digits and forms of the numbers that people bring. Rules: GB 11643, GB 32100, GB 11714, ISO 7064; a number is never
// refused because its address code is unknown (withdrawn codes stay for life). Pure, any thread.
enum class IdentifierKind { Citizen, Permit, Foreigner, Uscc, OrgCode, BizReg, Licence };

struct IdentifierCheck {
    IdentifierKind kind = IdentifierKind::Citizen;
    bool valid = false;
    QStringList notes;           // LENGTH FORM DATE FUTURE AGE CHECK OLD15 (not valid), ADDRESS_UNKNOWN ORG_CHECK (valid)
    QString masked;
};

QString identifierKindName(IdentifierKind kind);                        // citizen permit foreigner uscc orgCode bizReg licence
std::optional<IdentifierKind> identifierKindFromName(QStringView name);

// Full width to half width, blanks removed, upper case.
QString normalIdentifier(const QString &text);

// Every kind that the form of `text` fits, best first; empty if none.
QList<IdentifierKind> detectIdentifier(const QString &text);

// `today` decides what lies in the future. Accepts any text.
IdentifierCheck checkIdentifier(IdentifierKind kind, const QString &text, QDate today);

// Of a valid 18-digit number: date of birth, and whether the 17th digit says male. Invalid number: nothing.
std::optional<QDate> birthOf(const QString &citizenId);
std::optional<bool> maleOf(const QString &citizenId);

// ISO 7064 MOD 37,36 over 0-9A-Z; a null character if `text` holds anything else or is empty.
QChar mod3736CheckCharacter(QStringView text);

} // namespace zc
