#include <base/identifier.h>

#include <base/masking.h>

#include <QDate>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace zc {
namespace {

constexpr int kOldestAge = 130;
constexpr QStringView kUsccAlphabet = u"0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr QStringView kAlphanumeric = u"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool digits(QStringView text)
{
    for (const QChar c : text)
        if (c < u'0' || c > u'9')
            return false;
    return !text.isEmpty();
}

bool letters(QStringView text)
{
    for (const QChar c : text)
        if (c < u'A' || c > u'Z')
            return false;
    return !text.isEmpty();
}

bool allOf(QStringView alphabet, QStringView text)
{
    for (const QChar c : text)
        if (!alphabet.contains(c))
            return false;
    return !text.isEmpty();
}

// 17 digits and a digit or X: the shape that citizen ids and both permits share.
bool personShape(QStringView text)
{
    return text.size() == 18 && digits(text.first(17)) && (text.back() == u'X' || text.back().isDigit());
}

QChar mod112(QStringView first17)
{
    static constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; ++i)
        sum += first17[i].digitValue() * weights[size_t(i)];
    return u"10X98765432"[sum % 11];
}

QDate dateIn(QStringView text) { return QDate(text.mid(6, 4).toInt(), text.mid(10, 2).toInt(), text.mid(12, 2).toInt()); }

// Only the first two digits are held against a list: codes of counties come, go and stay valid for life.
bool provinceKnown(QStringView text)
{
    static const QStringList provinces = u"11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71"_s
                                             .split(u' ');
    return provinces.contains(text.first(2));
}

bool permitRegion(QStringView text) { return text.startsWith(u"810000") || text.startsWith(u"820000") || text.startsWith(u"830000"); }

void checkPerson(QStringView text, QDate today, QStringList &wrong)
{
    const QDate birth = dateIn(text);
    if (!birth.isValid())
        wrong << u"DATE"_s;
    else if (birth > today)
        wrong << u"FUTURE"_s;
    else if (birth.addYears(kOldestAge + 1) <= today)
        wrong << u"AGE"_s;
    if (mod112(text.first(17)) != text.back())
        wrong << u"CHECK"_s;
}

QChar orgCodeCheck(QStringView first8)
{
    static constexpr std::array<int, 8> weights{3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 8; ++i)
        sum += int(kAlphanumeric.indexOf(first8[i])) * weights[size_t(i)];
    const int check = 11 - sum % 11;
    return check == 10 ? u'X' : check == 11 ? u'0' : QChar(u'0' + check);
}

void checkUscc(QStringView text, QStringList &wrong, QStringList &remarks)
{
    if (!allOf(kUsccAlphabet, text) || !digits(text.mid(2, 6))) {
        wrong << u"FORM"_s;
        return;
    }
    int weight = 1, sum = 0;
    for (int i = 0; i < 17; ++i, weight = weight * 3 % 31)
        sum += int(kUsccAlphabet.indexOf(text[i])) * weight;
    if (kUsccAlphabet[(31 - sum % 31) % 31] != text.back())
        wrong << u"CHECK"_s;
    if (orgCodeCheck(text.mid(8, 8)) != text[16])
        remarks << u"ORG_CHECK"_s;
}

bool bizRegHolds(QStringView text)
{
    int product = 10;
    for (int i = 0; i < 14; ++i) {
        int sum = (product + text[i].digitValue()) % 10;
        if (sum == 0)
            sum = 10;
        product = sum * 2 % 11;
    }
    return (11 - product) % 10 == text.back().digitValue();
}

void checkLicence(const QString &text, QStringList &wrong)
{
    static const QRegularExpression form(
        u"^1\\.2\\.156\\.3005\\.2\\.([0-9A-Z]{18}[0-9]{3})\\.([0-9A-Z]{18}|[0-9]{6})\\.([0-9A-Z]{1,32})\\.([0-9]{3})\\.([0-9A-Z])$"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        wrong << u"FORM"_s;
    else if (mod3736CheckCharacter(match.captured(1) + match.captured(2) + match.captured(3) + match.captured(4)) != match.captured(5).front())
        wrong << u"CHECK"_s;
}

// Blanks inside, lower case and hyphens are the ways people write these numbers, not faults.
QString normalFor(IdentifierKind kind, const QString &text)
{
    QString normal = normalIdentifier(text);
    if (kind == IdentifierKind::OrgCode)
        normal.remove(u'-');
    return normal;
}

void check(IdentifierKind kind, const QString &text, QDate today, QStringList &wrong, QStringList &remarks)
{
    const auto needLength = [&](qsizetype length) {
        if (text.size() != length)
            wrong << u"LENGTH"_s;
        return text.size() == length;
    };
    switch (kind) {
    case IdentifierKind::Citizen:
        if (text.size() == 15 && digits(text))
            wrong << u"OLD15"_s;
        else if (needLength(18)) {
            if (!personShape(text))
                wrong << u"FORM"_s;
            else {
                checkPerson(text, today, wrong);
                if (!provinceKnown(text))
                    remarks << u"ADDRESS_UNKNOWN"_s;
            }
        }
        break;
    case IdentifierKind::Permit:
        if (needLength(18)) {
            if (!personShape(text) || !permitRegion(text))
                wrong << u"FORM"_s;
            else
                checkPerson(text, today, wrong);
        }
        break;
    case IdentifierKind::Foreigner:
        if (text.size() == 15) {
            if (!letters(text.first(3)) || !digits(text.sliced(3)))
                wrong << u"FORM"_s;
        } else if (needLength(18)) {
            if (!personShape(text) || text.front() != u'9')
                wrong << u"FORM"_s;
            else
                checkPerson(text, today, wrong);
        }
        break;
    case IdentifierKind::Uscc:
        if (needLength(18))
            checkUscc(text, wrong, remarks);
        break;
    case IdentifierKind::OrgCode:
        if (needLength(9)) {
            if (!allOf(kAlphanumeric, text) || !(text.back().isDigit() || text.back() == u'X'))
                wrong << u"FORM"_s;
            else if (orgCodeCheck(text.first(8)) != text.back())
                wrong << u"CHECK"_s;
        }
        break;
    case IdentifierKind::BizReg:
        if (needLength(15)) {
            if (!digits(text))
                wrong << u"FORM"_s;
            else if (!bizRegHolds(text))
                wrong << u"CHECK"_s;
        }
        break;
    case IdentifierKind::Licence:
        checkLicence(text, wrong);
        break;
    }
}

// Numbers of organisations are public; whatever could be a person's number is shown masked.
QString maskedFor(IdentifierKind kind, const QString &text)
{
    const bool person = kind == IdentifierKind::Citizen || kind == IdentifierKind::Permit || kind == IdentifierKind::Foreigner;
    if (person || personShape(text) || (text.size() == 15 && digits(text)))
        return maskIdNumber(text);
    return text;
}

} // namespace

QString identifierKindName(IdentifierKind kind)
{
    static const QStringList names = u"citizen permit foreigner uscc orgCode bizReg licence"_s.split(u' ');
    return names.at(int(kind));
}

std::optional<IdentifierKind> identifierKindFromName(QStringView name)
{
    for (int i = 0; i <= int(IdentifierKind::Licence); ++i)
        if (identifierKindName(IdentifierKind(i)) == name)
            return IdentifierKind(i);
    return std::nullopt;
}

QString normalIdentifier(const QString &text)
{
    QString normal;
    normal.reserve(text.size());
    for (QChar c : text) {
        if (c >= QChar(0xFF01) && c <= QChar(0xFF5E))
            c = QChar(c.unicode() - 0xFEE0);
        if (!c.isSpace() && c != QChar(0x200B) && c != QChar(0xFEFF))
            normal += c.toUpper();
    }
    return normal;
}

QList<IdentifierKind> detectIdentifier(const QString &text)
{
    using enum IdentifierKind;
    const QString normal = normalIdentifier(text);
    const QString bare = normalFor(OrgCode, text);
    if (normal.startsWith(u"1.2.156.") || normal.count(u'.') >= 4)
        return {Licence};
    if (personShape(normal)) {
        if (permitRegion(normal))
            return {Permit};
        // A number of 17 digits and a check character may also be an organisation's; form and check digit decide.
        QStringList wrong, remarks;
        checkUscc(normal, wrong, remarks);
        const bool organisation = wrong.isEmpty() && !birthOf(normal);
        if (normal.front() == u'9')
            return organisation ? QList{Uscc, Foreigner} : QList{Foreigner, Uscc};
        return organisation ? QList{Uscc} : QList{Citizen};
    }
    if (normal.size() == 18 && allOf(kAlphanumeric, normal))
        return {Uscc};
    if (normal.size() == 15 && digits(normal))
        return bizRegHolds(normal) ? QList{BizReg, Citizen} : QList{Citizen, BizReg};
    if (normal.size() == 15 && letters(QStringView(normal).first(3)) && digits(QStringView(normal).sliced(3)))
        return {Foreigner};
    if (bare.size() == 9 && allOf(kAlphanumeric, bare))
        return {OrgCode};
    if (normal.size() >= 16 && normal.size() <= 20 && digits(QStringView(normal).chopped(1)))
        return {Citizen};
    return {};
}

IdentifierCheck checkIdentifier(IdentifierKind kind, const QString &text, QDate today)
{
    const QString normal = normalFor(kind, text);
    QStringList wrong, remarks;
    check(kind, normal, today, wrong, remarks);
    return {kind, wrong.isEmpty(), wrong + remarks, maskedFor(kind, normal)};
}

std::optional<QDate> birthOf(const QString &citizenId)
{
    const QString normal = normalIdentifier(citizenId);
    if (!personShape(normal) || mod112(QStringView(normal).first(17)) != normal.back())
        return std::nullopt;
    const QDate birth = dateIn(normal);
    return birth.isValid() ? std::optional(birth) : std::nullopt;
}

std::optional<bool> maleOf(const QString &citizenId)
{
    if (!birthOf(citizenId))
        return std::nullopt;
    return normalIdentifier(citizenId).at(16).digitValue() % 2 == 1;
}

QChar mod3736CheckCharacter(QStringView text)
{
    int product = 36;
    for (const QChar c : text) {
        const qsizetype value = kAlphanumeric.indexOf(c);
        if (value < 0)
            return {};
        int sum = (product + int(value)) % 36;
        if (sum == 0)
            sum = 36;
        product = sum * 2 % 37;
    }
    return text.isEmpty() ? QChar() : kAlphanumeric[(37 - product) % 36];
}

} // namespace zc
