#pragma once
#include <crypto/keyring.h>

#include <QString>

#include <functional>

namespace zc::store {

// How a store's keys are opened and, for a new store, made. Keychain first, then the password, then the passphrase.
struct KeySource {
    crypto::SecretPort *keychain = nullptr;                        // not owned; may be null
    QString password;                                              // its owner's; empty = not given
    QString passphrase;                                            // recovery; empty = not given
    // Called once with the recovery passphrase of a new store, before it is used; show it, print it, then forget it. Without it
    // only the other slots are made, which is enough for demo and test stores only (STO-KEY-SLOTS at the first case otherwise).
    std::function<void(const QString &)> newPassphrase;
    crypto::ScryptParameters scrypt;                               // of a new password or passphrase slot
};

// keys.json and keys.bak: wrapped keys only. Saved by temp, fsync, rename, fsync of the folder, first .json then .bak.
// Errors: STO-KEY-ABSENT (NotFound), STO-KEY-FILE (Corrupt: neither file can be read), STO-KEY-WRITE (Internal),
// STO-KEY-CLOSED (Denied: no slot opens; a new key is never made silently).
class KeyFile {
public:
    explicit KeyFile(const QString &folder);
    bool exists() const;                                           // either file
    Result<std::unique_ptr<crypto::KeyRing>> load() const;         // locked ring; the copy is used when the first is torn
    Result<void> save(const crypto::KeyRing &ring) const;
    Result<std::unique_ptr<crypto::KeyRing>> create(const QUuid &storeId, const KeySource &source) const;   // open ring, saved
    static Result<void> unlock(crypto::KeyRing &ring, const KeySource &source);
    // The open ring gets a slot for what is given and loses its older ones of the same kind, saved at each step: at any moment
    // one of them opens. `newPassphrase` makes a new recovery slot, `password` a new password slot.
    Result<void> replaceSlots(crypto::KeyRing &ring, const KeySource &source) const;

private:
    QString m_path;
    QString m_copy;
};

} // namespace zc::store
