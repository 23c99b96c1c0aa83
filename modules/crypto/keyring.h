#pragma once
#include <base/result.h>
#include <crypto/scrypt.h>
#include <crypto/secretport.h>
#include <crypto/suite.h>

#include <QJsonObject>
#include <QList>
#include <QUuid>

#include <memory>

namespace zc::crypto {

// Passphrase: of recovery, on paper in an envelope. Password: what its owner types every day.
enum class SlotKind { Keychain, Passphrase, Password };

struct SlotInfo {
    QUuid id;
    SlotKind kind = SlotKind::Keychain;
    QString backend;               // keychain only: which backend kept the secret
};

// The data keys of one store. Slots wrap a ring key, the ring key wraps the data keys; so a new data key needs no slot to be
// opened again. Anything derived is cached until lock(). Thread-safe. Errors: CRY-RING-LOCKED (Denied), CRY-RING-FORMAT
// (Corrupt), CRY-SLOT-WRONG (Denied: the secret does not open this slot), CRY-SLOT-NONE (NotFound), CRY-KEY-UNKNOWN (Corrupt).
class KeyRing {
public:
    ~KeyRing();
    static std::unique_ptr<KeyRing> create(const QUuid &storeId);                     // open, one data key, no slot yet
    static Result<std::unique_ptr<KeyRing>> fromJson(const QJsonObject &object);      // locked
    QJsonObject toJson() const;                                                       // wrapped keys only; valid while locked too

    QUuid storeId() const;
    bool isOpen() const;
    void lock();
    Result<void> openWithKeychain(SecretPort &port);
    Result<void> openWithPassphrase(QStringView passphrase);
    Result<void> openWithPassword(QStringView password);

    QList<SlotInfo> slotList() const;
    Result<QUuid> addKeychainSlot(SecretPort &port);                                  // written, then read back
    Result<QUuid> addPassphraseSlot(QStringView passphrase, const ScryptParameters &parameters = {});
    Result<QUuid> addPasswordSlot(QStringView password, const ScryptParameters &parameters = {});
    Result<void> removeSlot(const QUuid &id);                                         // the last slot cannot be removed
    // 30 characters without look-alikes in groups of five, the last one a check: 143 bits, for paper in an envelope.
    static QString generatePassphrase();
    static bool passphraseLooksRight(QStringView text);                               // finds typing errors before scrypt runs

    quint32 currentKeyId() const;                                                     // used for new cells
    quint32 firstKeyId() const;
    QList<quint32> keyIds() const;
    Result<quint32> addDataKey();
    Result<void> retireDataKey(quint32 keyId);                                        // never the current or the first

    // HKDF of a data key; info = suite ‖ purpose ‖ table. Purposes in use are prefix-free: "cell.", "mac.", "blobname.".
    Result<std::shared_ptr<const SecretBytes>> derive(quint32 keyId, Suite suite, QByteArrayView purpose, QByteArrayView table,
                                                      qsizetype length) const;

private:
    KeyRing();
    Result<void> openWithText(SlotKind kind, QByteArray secret);
    Result<QUuid> addTextSlot(SlotKind kind, QByteArray secret, const ScryptParameters &parameters);
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace zc::crypto
