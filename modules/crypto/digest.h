#pragma once
#include <crypto/secretbytes.h>

#include <memory>

namespace zc::crypto {

enum class DigestKind { Sha256, Sm3 };                       // both give 32 bytes

QByteArray digest(DigestKind kind, QByteArrayView data);
QByteArray sha256(QByteArrayView data);
QByteArray sm3(QByteArrayView data);
QByteArray hmac(DigestKind kind, QByteArrayView key, QByteArrayView data);

// RFC 5869. `length` at most 255 × 32 bytes; an empty salt means 32 zero bytes, as the RFC says.
SecretBytes hkdf(DigestKind kind, QByteArrayView key, QByteArrayView salt, QByteArrayView info, qsizetype length);

// Time does not depend on where the bytes differ. Different lengths differ at once.
bool constantTimeEqual(QByteArrayView a, QByteArrayView b);

QByteArray randomBytes(qsizetype size);

// Digest of a stream, piece by piece. result() ends it; one object, one digest. Not thread-safe.
class RunningDigest {
public:
    explicit RunningDigest(DigestKind kind);
    RunningDigest(RunningDigest &&) noexcept;
    ~RunningDigest();
    void add(QByteArrayView piece);
    QByteArray result();

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace zc::crypto
