#pragma once
#include <base/result.h>
#include <crypto/secretbytes.h>

#include <QJsonObject>
#include <QString>

#include <memory>

namespace zc::crypto {

// ES256 = ECDSA over P-256 with SHA-256; signatures are 64 bytes r ‖ s as JOSE wants them. Copyable, immutable, thread-safe.
class VerifyKey {
public:
    VerifyKey();                                                           // null: verifies nothing
    static Result<VerifyKey> fromSpki(QByteArrayView der);                 // CRY-KEY-FORMAT (Invalid): not a P-256 public key
    static Result<VerifyKey> fromBase64Spki(QStringView text);
    static Result<VerifyKey> fromJwk(const QJsonObject &jwk);
    bool isNull() const { return !m_d; }
    QByteArray spki() const;
    QString base64Spki() const;
    QJsonObject jwk(const QString &kid = {}) const;
    QString thumbprint() const;                                            // RFC 7638, base64url
    bool verify(QByteArrayView data, QByteArrayView signature) const;      // any malformed input is simply false

private:
    friend class SigningKey;
    struct Private;
    std::shared_ptr<const Private> m_d;
};

class SigningKey {
public:
    static Result<SigningKey> generate();
    static Result<SigningKey> fromPkcs8(QByteArrayView der);               // CRY-KEY-FORMAT
    Result<SecretBytes> pkcs8() const;
    VerifyKey verifyKey() const;
    Result<QByteArray> sign(QByteArrayView data) const;

private:
    SigningKey() = default;
    std::shared_ptr<const VerifyKey::Private> m_d;
};

} // namespace zc::crypto
