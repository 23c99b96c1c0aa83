#pragma once
#include <crypto/envelope.h>
#include <crypto/keyring.h>
#include <crypto/signing.h>

#include <QUuid>

#include <optional>

// Keys of the platform: sealed columns, keyed digests for exact search, MACs of tokens and cursors, the receipt key.
namespace zc::refplatform {

class Vault {
public:
    // Makes keys.json, its key-chain file and the receipt key on first use. REF-STORAGE, CRY-*.
    static Result<std::unique_ptr<Vault>> open(const QString &dataDir);

    // A cell of table.column in the row `key` (any bytes that name it); `revision` binds the write. open throws DbFault for
    // a cell that does not authenticate: the database was tampered with or is damaged.
    QByteArray seal(const char *table, const QByteArray &key, quint64 revision, QByteArrayView plain) const;
    QByteArray open(const char *table, const QByteArray &key, quint64 revision, QByteArrayView cell) const;

    QByteArray mac(const char *purpose, QByteArrayView data) const;            // 32 bytes
    // base64url(MAC ‖ payload), and back: nothing for an edited or foreign text.
    QByteArray protect(const char *purpose, QByteArrayView payload) const;
    std::optional<QByteArray> unprotect(const char *purpose, QByteArrayView text) const;

    QString platformId() const { return m_platformId; }
    const QString &keyId() const { return m_keyId; }
    QByteArray publicKey() const { return m_receiptKey->verifyKey().spki(); }
    Result<QByteArray> sign(QByteArrayView bytes) const { return m_receiptKey->sign(bytes); }

private:
    Vault() = default;
    std::unique_ptr<crypto::KeyRing> m_ring;
    std::unique_ptr<crypto::Envelope> m_envelope;
    std::shared_ptr<const crypto::SecretBytes> m_macKey;
    std::optional<crypto::SigningKey> m_receiptKey;
    QString m_platformId, m_keyId;
};

} // namespace zc::refplatform
