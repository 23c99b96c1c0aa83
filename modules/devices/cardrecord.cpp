#include "cardrecord.h"

#include "faults.h"
#include "internal/idcard/cardtext.h"

#include <algorithm>
#include <cstring>
#ifdef Q_OS_WIN
#include <windows.h>
#endif

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

// Of the platform, by the block: what a compiler must not leave out, and what a page of pixels can bear.
void platformWipe(void *memory, std::size_t bytes)
{
#ifdef Q_OS_WIN
    SecureZeroMemory(memory, bytes);
#else
    explicit_bzero(memory, bytes);
#endif
}

} // namespace

void wipe(void *memory, std::size_t bytes)
{
    if (bytes > 0)
        platformWipe(memory, bytes);
}

CardRecord::Content::~Content()
{
    wipe(raw.data(), raw.size());
    wipe(text.data(), text.size() * sizeof(char16_t));
    wipe(fingerprints.data(), fingerprints.size());
    wipe(address.data(), address.size() * sizeof(char16_t));
    wipePhoto();
}

void CardRecord::Content::wipePhoto()
{
    wipe(photo.data(), photo.size());
    photoBytes = 0;
}

QString cardKindName(CardKind kind)
{
    switch (kind) {
    case CardKind::Resident: return u"resident"_s;
    case CardKind::HkMacaoTaiwan: return u"hkmt"_s;
    case CardKind::Foreigner2017: return u"foreigner2017"_s;
    case CardKind::Foreigner2023: return u"foreigner2023"_s;
    }
    return {};
}

QString cardFieldName(CardField field)
{
    switch (field) {
    case CardField::Name: return u"name"_s;
    case CardField::EnglishName: return u"englishName"_s;
    case CardField::Sex: return u"sex"_s;
    case CardField::Ethnic: return u"ethnic"_s;
    case CardField::EthnicName: return u"ethnicName"_s;
    case CardField::Birth: return u"birth"_s;
    case CardField::Address: return u"address"_s;
    case CardField::Number: return u"number"_s;
    case CardField::Issuer: return u"issuer"_s;
    case CardField::ValidFrom: return u"validFrom"_s;
    case CardField::ValidTo: return u"validTo"_s;
    case CardField::PassNumber: return u"passNumber"_s;
    case CardField::IssueCount: return u"issueCount"_s;
    case CardField::Nationality: return u"nationality"_s;
    case CardField::CardVersion: return u"cardVersion"_s;
    case CardField::Authority: return u"authority"_s;
    case CardField::RenewalCount: return u"renewalCount"_s;
    case CardField::OldNumberLink: return u"oldNumberLink"_s;
    }
    return {};
}

CardRecord::CardRecord(std::unique_ptr<Content> content) : m_content(std::move(content)) {}
CardRecord::CardRecord(CardRecord &&) noexcept = default;
CardRecord &CardRecord::operator=(CardRecord &&) noexcept = default;
CardRecord::~CardRecord() = default;

QUuid CardRecord::id() const { return m_content->id; }
CardKind CardRecord::kind() const { return m_content->kind; }

QList<CardField> CardRecord::fields() const
{
    QList<CardField> list;
    for (int i = 0; i < m_content->spanCount; ++i)
        list << m_content->spans[i].field;
    if (m_content->kind == CardKind::Resident)
        list << CardField::EthnicName;
    return list;
}

bool CardRecord::has(CardField field) const
{
    return fields().contains(field);
}

QStringView CardRecord::text(CardField field) const
{
    if (field == CardField::EthnicName)
        return m_content->ethnicName;
    for (int i = 0; i < m_content->spanCount; ++i)
        if (m_content->spans[i].field == field)
            return QStringView(m_content->text.data() + m_content->spans[i].offset, m_content->spans[i].length);
    return {};
}

QStringView CardRecord::newestAddress() const { return QStringView(m_content->address.data(), m_content->addressUnits); }
bool CardRecord::hasNewestAddress() const { return m_content->hasAddress; }
QStringList CardRecord::warnings() const { return m_content->warnings; }
QByteArrayView CardRecord::rawText() const { return QByteArrayView(m_content->raw.data(), Content::kTextBytes); }
QByteArrayView CardRecord::photo() const { return QByteArrayView(m_content->photo.data(), m_content->photoBytes); }
QByteArrayView CardRecord::fingerprints() const { return QByteArrayView(m_content->fingerprints.data(), m_content->fingerprintBytes); }

Result<CardRecord> cardFromBytes(const CardBytes &bytes, QDate today)
{
    using Content = CardRecord::Content;
    const auto refuse = [](FaultClass cls, const QString &suffix) { return toError({cls, suffix, {}, false}, DeviceClass::IdCardReader); };
    const bool photoFits = bytes.photo.isEmpty() || bytes.photo.size() == Content::kPhotoBytes;
    const bool fingersFit = bytes.fingerprints.isEmpty() || bytes.fingerprints.size() == Content::kLargestFingerprints
        || bytes.fingerprints.size() == Content::kLargestFingerprints / 2;
    const bool addressFits = bytes.newestAddress.isEmpty() || bytes.newestAddress.size() == 2 * Content::kAddressUnits;
    if (bytes.text.size() != Content::kTextBytes || !photoFits || !fingersFit || !addressFits)
        return refuse(FaultClass::Protocol, {});
    auto content = decodeCardText(bytes.text, today);
    if (!content)
        return refuse(FaultClass::MediaRejected, u"DATA"_s);
    std::copy(bytes.photo.begin(), bytes.photo.end(), content->photo.begin());
    content->photoBytes = int(bytes.photo.size());
    std::copy(bytes.fingerprints.begin(), bytes.fingerprints.end(), content->fingerprints.begin());
    content->fingerprintBytes = int(bytes.fingerprints.size());
    if (!bytes.newestAddress.isEmpty())
        decodeNewestAddress(*content, bytes.newestAddress);
    return CardRecord(std::move(content));
}

} // namespace zc::devices
