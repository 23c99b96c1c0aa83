#pragma once
#include <crypto/keyring.h>

#include <optional>

namespace zc::crypto {

// One way to the ring key, as it stands in the key file.
struct Slot {
    SlotInfo info;
    ScryptParameters scrypt;           // not of a keychain
    QByteArray salt;                   // not of a keychain
    QByteArray nonce;
    QByteArray wrapped;                // ring key under the slot's key, AES-256-GCM

    // Everything about the slot that must not be exchanged: "zc-slot" ‖ storeId ‖ slotId ‖ kind ‖ parameters.
    QByteArray associatedData(const QUuid &storeId) const;
    Result<void> wrap(const QUuid &storeId, const SecretBytes &slotKey, const SecretBytes &ringKey);
    Result<SecretBytes> unwrap(const QUuid &storeId, const SecretBytes &slotKey) const;

    QJsonObject toJson() const;
    static std::optional<Slot> fromJson(const QJsonObject &object);
    QString secretName(const QUuid &storeId) const;        // under which the keychain keeps the slot's key
};

QString slotKindName(SlotKind kind);

} // namespace zc::crypto
