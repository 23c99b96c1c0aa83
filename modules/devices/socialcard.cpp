#include "socialcard.h"

#include "internal/idcard/cardcontent.h"
#include "internal/idcard/cardtext.h"
#include "internal/smartcard/socialcardcontent.h"

#include <algorithm>

namespace zc::devices {

using namespace Qt::StringLiterals;

QString socialFieldName(SocialField field)
{
    switch (field) {
    case SocialField::CardNumber: return u"cardNumber"_s;
    case SocialField::Number: return u"number"_s;
    case SocialField::Name: return u"name"_s;
    case SocialField::Sex: return u"sex"_s;
    case SocialField::Nation: return u"nation"_s;
    case SocialField::BirthPlace: return u"birthPlace"_s;
    case SocialField::Birth: return u"birth"_s;
    }
    return {};
}

SocialCard::Content::~Content()
{
    for (Value &value : values)
        wipe(value.units.data(), value.units.size() * sizeof(char16_t));
}

bool SocialCard::Content::set(SocialField field, QStringView text)
{
    if (text.size() > kUnits)
        return false;
    Value &value = values[std::size_t(field)];
    std::copy(text.utf16(), text.utf16() + text.size(), value.units.begin());
    value.count = int(text.size());
    return true;
}

SocialCard::SocialCard(std::unique_ptr<Content> content) : m_content(std::move(content)) {}
SocialCard::SocialCard(SocialCard &&) noexcept = default;
SocialCard &SocialCard::operator=(SocialCard &&) noexcept = default;
SocialCard::~SocialCard() = default;

QUuid SocialCard::id() const { return m_content->id; }
QStringList SocialCard::notes() const { return m_content->notes; }

QStringView SocialCard::text(SocialField field) const
{
    const Content::Value &value = m_content->values[std::size_t(field)];
    return QStringView(value.units.data(), value.count);
}

QString SocialCard::nationName() const
{
    return ethnicNameForCode(text(SocialField::Nation));
}

} // namespace zc::devices
