// The try of a fingerprint reader on page 设备: the ID card with its fingerprints, then a finger. What comes of it is shown and kept nowhere.
#include "bootstrap/devicedesk.h"
#include "bootstrap/devicewords.h"

#include <base/whendone.h>

namespace zc::client {
using namespace Qt::StringLiterals;
using namespace devices;

namespace {

constexpr std::chrono::seconds kFingerClaim(180), kCardPatience(30), kFingerPatience(60);

} // namespace

struct DeviceDesk::FingerTry {
    QString device;
    ClaimId card, finger;               // null once they were given back
};

// The first one of this window that reads ID cards; empty: none.
QString DeviceDesk::cardReader() const
{
    if (m_hub)
        for (const DeviceInfo &info : m_hub->devices())
            if (info.cls == DeviceClass::IdCardReader && info.capabilities.operations.contains(u"ReadCard"_s)) return info.id;
    return {};
}

bool DeviceDesk::compares(const QString &device) const { return m_finger && m_finger->device == device; }

void DeviceDesk::tryFinger(const QString &device)
{
    if (!m_hub) return;
    if (m_finger) return endFinger(m_finger, true, {});
    const auto what = std::make_shared<FingerTry>();
    what->device = device;
    const Owner owner{u"fingertry"_s, tr("a comparison of a finger")};
    const QString reader = cardReader();
    const auto finger = m_hub->claim(device, ClaimMode::Exclusive, owner, kFingerClaim);
    if (!finger) return Q_EMIT checked(device, false, errorWords(finger.error()));
    what->finger = finger->id;
    m_finger = what;
    const auto card = m_hub->claim(reader, ClaimMode::Exclusive, owner, kFingerClaim);
    if (!card) return endFinger(what, false, errorWords(card.error()));
    what->card = card->id;
    if (m_pretend) (void)m_pretend(reader, "{\"offer\":{\"seed\":20261121}}");        // whoever sits there hands over a card
    Q_EMIT said(device, tr("Please lay the applicant's ID card on the reader."));
    Q_EMIT changed();
    whenDone(m_hub->submit(what->card, ReadCard{false, true, false}, {kCardPatience}).result(), this, [this, what](Result<CardRecord> card) {
        if (m_finger != what) return;
        if (!card) return endFinger(what, false, errorWords(card.error()));
        m_hub->release(std::exchange(what->card, {}));
        if (card->fingerprints().isEmpty())
            return endFinger(what, false, tr("This card holds no fingerprints: there is nothing to compare with. Nothing is wrong with the card; check the identity in another way."));
        compareFinger(what, FingerFeatures::copyOf(card->fingerprints()));
    });
}

void DeviceDesk::compareFinger(const std::shared_ptr<FingerTry> &what, const FingerFeatures &features)
{
    Q_EMIT said(what->device, tr("The card was read. Please have a finger put on the fingerprint reader: one of those that were taken for the card."));
    whenDone(m_hub->submit(what->finger, MatchFinger{features, {}}, {kFingerPatience}).result(), this, [this, what](const Result<FingerMatch> &match) {
        if (!match) return endFinger(what, false, errorWords(match.error()));
        endFinger(what, match->same, match->same
            ? tr("Same: the finger is the card's finger no. %1 (alike by %2 of 100). Shown here only, kept nowhere.").arg(match->finger).arg(match->score)
            : tr("Not the same (alike by %1 of 100). Try the other finger that was taken for the card, or check the identity in another way. Shown here only, kept nowhere.").arg(match->score));
    });
}

void DeviceDesk::endFinger(std::shared_ptr<FingerTry> what, bool well, const QString &words)
{
    if (m_finger != what) return;
    m_finger.reset();
    for (const ClaimId &claim : {what->card, what->finger})
        if (!claim.isNull()) m_hub->release(claim);             // ends its job
    Q_EMIT checked(what->device, well, words);
    Q_EMIT changed();
}

} // namespace zc::client
