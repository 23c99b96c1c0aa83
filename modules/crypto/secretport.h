#pragma once
#include <base/result.h>
#include <crypto/secretbytes.h>

#include <QHash>
#include <QMutex>
#include <QString>

namespace zc::crypto {

// Where a machine or a person keeps short secrets for the program (the desktop's keychain). Implementations are thread-safe.
// Errors: CRY-SECRET-ABSENT (NotFound), CRY-SECRET-UNREADABLE (Denied), CRY-SECRET-WRITE (Internal).
class SecretPort {
public:
    virtual ~SecretPort();
    virtual QString backendName() const = 0;                 // stored in the slot, so that a changed backend is noticed
    virtual Result<SecretBytes> get(const QString &name) = 0;
    virtual Result<void> put(const QString &name, const SecretBytes &secret) = 0;
    virtual Result<void> remove(const QString &name) = 0;    // absent is fine
};

// For tests and throw-away stores: forgets at the end of the process.
class MemorySecretPort final : public SecretPort {
public:
    QString backendName() const override;
    Result<SecretBytes> get(const QString &name) override;
    Result<void> put(const QString &name, const SecretBytes &secret) override;
    Result<void> remove(const QString &name) override;

private:
    QMutex m_mutex;
    QHash<QString, std::shared_ptr<SecretBytes>> m_secrets;
};

// One file per secret, mode 0600 in a folder of mode 0700. Protects against other users only, not against a copied disk:
// for demo mode and classrooms, where the data are synthetic.
class FileSecretPort final : public SecretPort {
public:
    explicit FileSecretPort(const QString &folder);
    QString backendName() const override;
    Result<SecretBytes> get(const QString &name) override;
    Result<void> put(const QString &name, const SecretBytes &secret) override;
    Result<void> remove(const QString &name) override;

private:
    QString m_folder;
};

} // namespace zc::crypto
