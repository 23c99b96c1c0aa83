#pragma once
#include <crypto/signing.h>
#include <platform/httpplatform.h>

#include <QUuid>

namespace zc::station {

// Who this desk is to the province: the client id of its enrolment and the key that proves it. One a data folder, two files of mode
// 0600 (desk/card.json, desk/key.der): kept from other users of the machine, not from who copies the disk; the province can
// withdraw it. A card signs for any clerk, a ticket alone says which one.
struct DeskCard {
    QUuid clientId;
    QString siteCode, windowNo;
    std::optional<crypto::SigningKey> key;

    // Errors: STN-CARD-ABSENT (NotFound), STN-CARD (Corrupt), STN-CARD-WRITE (Internal).
    static Result<DeskCard> load(const QString &dataDir);
    Result<void> save(const QString &dataDir) const;
    // How HttpPlatform signs on as this desk (RFC 7523). The clock outlives the identity.
    platform::DeskIdentity identity(const Clock &clock) const;
};

} // namespace zc::station
