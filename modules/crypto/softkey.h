#pragma once
#include <crypto/certificate.h>
#include <crypto/secretbytes.h>

#include <memory>

namespace zc::crypto {

// A key in memory with a certificate over itself: what simulated keys and tests sign with. Never for a person's signature: that is
// made inside hardware. Copies share the key; immutable, thread-safe. Errors: CRY-OPENSSL (Internal).
class SoftKey {
public:
    // A certificate of its own making, valid from yesterday for so many days. Less than nothing: it has expired.
    static Result<SoftKey> generate(KeyKind kind, const QString &subject, int days = 365);
    KeyKind kind() const;
    const QByteArray &certificate() const;                   // DER
    Result<SecretBytes> pkcs8() const;
    Result<QByteArray> sign(QByteArrayView digest) const;    // 32 bytes, see verifyDigest() for the forms

private:
    SoftKey() = default;
    struct Private;
    std::shared_ptr<const Private> m_d;
};

} // namespace zc::crypto
