#include "cardtext.h"

#include <base/uuid.h>

#include <QtEndian>

#include <cstring>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

using Content = CardRecord::Content;

struct Cell {
    CardField field;
    int offset;                 // bytes
    int bytes;
    bool blankWarned = true;
    int moreOffset = 0;         // second part of a split field
    int moreBytes = 0;
};

constexpr int kKindOffset = 248;

constexpr Cell kResident[] = {
    {CardField::Name, 0, 30}, {CardField::Sex, 30, 2}, {CardField::Ethnic, 32, 4}, {CardField::Birth, 36, 16},
    {CardField::Address, 52, 70}, {CardField::Number, 122, 36}, {CardField::Issuer, 158, 30}, {CardField::ValidFrom, 188, 16},
    {CardField::ValidTo, 204, 16},
};
constexpr Cell kHkMacaoTaiwan[] = {
    {CardField::Name, 0, 30}, {CardField::Sex, 30, 2}, {CardField::Birth, 36, 16}, {CardField::Address, 52, 70},
    {CardField::Number, 122, 36}, {CardField::Issuer, 158, 30}, {CardField::ValidFrom, 188, 16}, {CardField::ValidTo, 204, 16},
    {CardField::PassNumber, 220, 18}, {CardField::IssueCount, 238, 4, false},
};
constexpr Cell kForeigner2017[] = {
    {CardField::EnglishName, 0, 120}, {CardField::Sex, 120, 2}, {CardField::Number, 122, 30}, {CardField::Nationality, 152, 6},
    {CardField::Name, 158, 30, false}, {CardField::ValidFrom, 188, 16}, {CardField::ValidTo, 204, 16}, {CardField::Birth, 220, 16},
    {CardField::CardVersion, 236, 4, false}, {CardField::Authority, 240, 8, false},
};
constexpr Cell kForeigner2023[] = {
    {CardField::Name, 0, 30, false}, {CardField::Sex, 30, 2}, {CardField::RenewalCount, 32, 4, false}, {CardField::Birth, 36, 16},
    {CardField::EnglishName, 52, 70, true, 220, 22}, {CardField::Number, 122, 36}, {CardField::ValidFrom, 188, 16},
    {CardField::ValidTo, 204, 16}, {CardField::Nationality, 242, 6}, {CardField::OldNumberLink, 250, 6, false},
};

struct Layout {
    const Cell *begin;
    const Cell *end;
};

Layout layoutOf(CardKind kind)
{
    switch (kind) {
    case CardKind::Resident: return {std::begin(kResident), std::end(kResident)};
    case CardKind::HkMacaoTaiwan: return {std::begin(kHkMacaoTaiwan), std::end(kHkMacaoTaiwan)};
    case CardKind::Foreigner2017: return {std::begin(kForeigner2017), std::end(kForeigner2017)};
    case CardKind::Foreigner2023: return {std::begin(kForeigner2023), std::end(kForeigner2023)};
    }
    return {};
}

bool isPadding(char16_t unit)
{
    return unit == 0x0020 || unit == 0x0000 || unit == 0x3000;
}

int appendUnits(char16_t *out, QByteArrayView text, int offset, int bytes)
{
    for (int i = 0; i < bytes; i += 2)
        *out++ = qFromLittleEndian<char16_t>(text.data() + offset + i);
    return bytes / 2;
}

// Strips padding at the end and replaces what is no text; says what it met.
int cleanUnits(char16_t *units, int count, bool *bad, bool *privateUse)
{
    while (count > 0 && isPadding(units[count - 1]))
        --count;
    for (int i = 0; i < count; ++i) {
        const char16_t unit = units[i];
        if (QChar::isHighSurrogate(unit) && i + 1 < count && QChar::isLowSurrogate(units[i + 1])) {
            const char32_t point = QChar::surrogateToUcs4(unit, units[i + 1]);
            *privateUse = *privateUse || point >= 0xF0000;      // planes 15 and 16
            ++i;
        } else if (unit < 0x20 || unit == 0x7F || unit >= 0xFFFE || QChar::isSurrogate(unit)) {
            units[i] = QChar::ReplacementCharacter;
            *bad = true;
        } else {
            *privateUse = *privateUse || (unit >= 0xE000 && unit <= 0xF8FF);
        }
    }
    return count;
}

bool isDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

QDate realDate(QStringView text)
{
    if (text.size() != 8 || !isDigits(text))
        return {};
    return QDate(text.first(4).toInt(), text.sliced(4, 2).toInt(), text.sliced(6, 2).toInt());
}

// Reads one field back out of the record under construction.
class Fields {
public:
    explicit Fields(const Content &content) : m_content(content) {}
    QStringView operator[](CardField field) const
    {
        for (int i = 0; i < m_content.spanCount; ++i)
            if (m_content.spans[i].field == field)
                return QStringView(m_content.text.data() + m_content.spans[i].offset, m_content.spans[i].length);
        return {};
    }

private:
    const Content &m_content;
};

bool numberWellFormed(CardKind kind, QStringView number)
{
    if (kind == CardKind::Foreigner2017) {
        return number.size() == 15 && isDigits(number.sliced(3))
            && std::all_of(number.begin(), number.begin() + 3, [](QChar c) { return c >= u'A' && c <= u'Z'; });
    }
    if (number.size() != 18 || !isDigits(number.first(17)))
        return false;
    const QChar last = number.back();
    if (!isDigits(number.last(1)) && last != u'X' && last != u'x')
        return false;
    if (kind == CardKind::HkMacaoTaiwan)
        return number.startsWith(u"810000") || number.startsWith(u"820000") || number.startsWith(u"830000");
    return kind != CardKind::Foreigner2023 || number.startsWith(u'9');
}

QChar checkCharacter(QStringView number)
{
    constexpr int kWeights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; ++i)
        sum += (number[i].unicode() - u'0') * kWeights[i];
    return u"10X98765432"[sum % 11];
}

void warnAboutNumber(Content &content, const Fields &field)
{
    const QStringView number = field[CardField::Number];
    if (number.isEmpty())
        return;
    if (!numberWellFormed(content.kind, number)) {
        content.warnings << u"numberForm"_s;
        return;
    }
    if (number.size() != 18)
        return;
    if (number.back() == u'x')
        content.warnings << u"numberCase"_s;
    if (number.back().toUpper() != checkCharacter(number))
        content.warnings << u"checkDigit"_s;
    if (realDate(field[CardField::Birth]).isValid() && number.sliced(6, 8) != field[CardField::Birth])
        content.warnings << u"birthMismatch"_s;
    const bool odd = (number[16].unicode() - u'0') % 2 == 1;
    const QStringView sex = field[CardField::Sex];
    if ((sex == u"1" && !odd) || (sex == u"2" && odd))
        content.warnings << u"sexMismatch"_s;
}

void warnAboutDates(Content &content, const Fields &field, QDate today)
{
    for (CardField which : {CardField::Birth, CardField::ValidFrom, CardField::ValidTo}) {
        const QStringView text = field[which];
        const bool openEnd = which == CardField::ValidTo && text == u"长期";
        if (!text.isEmpty() && !openEnd && !realDate(text).isValid())
            content.warnings << u"badDate:"_s + cardFieldName(which);
    }
    const QDate from = realDate(field[CardField::ValidFrom]);
    const QDate to = realDate(field[CardField::ValidTo]);
    if (from.isValid() && to.isValid() && from > to)
        content.warnings << u"dateOrder"_s;
    if (to.isValid() && to < today)
        content.warnings << u"expired"_s;
}

} // namespace

std::unique_ptr<Content> decodeCardText(QByteArrayView text, QDate today)
{
    Q_ASSERT(text.size() == Content::kTextBytes);
    auto content = std::make_unique<Content>();
    content->id = makeUuidV7();
    std::memcpy(content->raw.data(), text.data(), Content::kTextBytes);

    const char16_t flag = qFromLittleEndian<char16_t>(text.data() + kKindOffset);
    content->kind = flag == u'J' ? CardKind::HkMacaoTaiwan
        : flag == u'I' ? CardKind::Foreigner2017
        : flag == u'Y' ? CardKind::Foreigner2023 : CardKind::Resident;

    const Layout layout = layoutOf(content->kind);
    QStringList blanks;
    bool anyIdentity = false;
    int used = 0;
    for (const Cell *cell = layout.begin; cell != layout.end; ++cell) {
        char16_t *units = content->text.data() + used;
        int count = appendUnits(units, text, cell->offset, cell->bytes);
        count += appendUnits(units + count, text, cell->moreOffset, cell->moreBytes);
        bool bad = false, privateUse = false;
        count = cleanUnits(units, count, &bad, &privateUse);
        const QString name = cardFieldName(cell->field);
        if (bad)
            content->warnings << u"badCodeUnit:"_s + name;
        if (privateUse)
            content->warnings << u"privateUse:"_s + name;
        if (count == 0 && cell->blankWarned)
            blanks << u"blank:"_s + name;
        anyIdentity = anyIdentity
            || (count > 0 && (cell->field == CardField::Name || cell->field == CardField::EnglishName || cell->field == CardField::Number));
        content->spans[content->spanCount++] = {cell->field, quint16(used), quint16(count)};
        used += count;
    }
    if (!anyIdentity)
        return nullptr;

    content->warnings << blanks;
    if (content->kind == CardKind::Resident && !isPadding(flag))
        content->warnings << u"unknownKind"_s;
    const Fields field(*content);
    const QStringView sex = field[CardField::Sex];
    if (!sex.isEmpty() && sex != u"0" && sex != u"1" && sex != u"2" && sex != u"9")
        content->warnings << u"unknownSex"_s;
    if (content->kind == CardKind::Resident) {
        content->ethnicName = ethnicNameForCode(field[CardField::Ethnic]);
        if (!field[CardField::Ethnic].isEmpty() && content->ethnicName.isEmpty())
            content->warnings << u"unknownEthnic"_s;
    }
    warnAboutDates(*content, field, today);
    warnAboutNumber(*content, field);
    return content;
}

void decodeNewestAddress(Content &content, QByteArrayView address)
{
    static_assert(Content::kAddressUnits * 2 == 70);
    bool bad = false, privateUse = false;
    const int count = appendUnits(content.address.data(), address, 0, int(address.size()));
    content.addressUnits = cleanUnits(content.address.data(), count, &bad, &privateUse);
    content.hasAddress = true;
    if (bad)
        content.warnings << u"badCodeUnit:newestAddress"_s;
    if (privateUse)
        content.warnings << u"privateUse:newestAddress"_s;
}

} // namespace zc::devices
