#pragma once
#include <base/result.h>
#include <crypto/digest.h>

#include <QDateTime>
#include <QString>

namespace zc::crypto {

enum class KeyKind { Sm2, Rsa, Ecdsa };                      // Ecdsa: over P-256

// What an X.509 certificate says about itself. Nothing here has been checked against an issuer.
struct CertificateFacts {
    KeyKind key = KeyKind::Sm2;
    int bits = 0;
    QString subject, issuer;                                 // common name, else the organisation, else the whole name
    QString serial;                                          // hexadecimal, capitals
    QDateTime notBefore, notAfter;                           // UTC
    bool signs = false;                                      // its key usage allows signatures, or it has none
};

// CRY-CERT-FORMAT (Invalid): not exactly one DER certificate of at most 16 KiB, or a key of another kind.
Result<CertificateFacts> readCertificate(QByteArrayView der);

// Whether `signature` is one over `digest` (32 bytes) by the key of this certificate: SM2 as DER over e = SM3(Z ‖ M) (GM/T 0009), ECDSA
// as DER, RSA as PKCS#1 v1.5. Anything malformed, or a digest that does not belong to the kind of key (Sm3: SM2, Sha256: the others), is false.
bool verifyDigest(QByteArrayView certificate, DigestKind kind, QByteArrayView digest, QByteArrayView signature);

// What is signed of a message: SM3(Z ‖ M) with the public key of the certificate and the id 1234567812345678 (GM/T 0009, 7.1) for SM2,
// SHA-256 for the others. Empty: no such certificate.
QByteArray digestToSign(QByteArrayView certificate, QByteArrayView message);

// r ‖ s of 64 bytes as a key gives it, and the DER of it that every protocol wants. Empty: it is none.
QByteArray derSignature(QByteArrayView pair);
QByteArray pairSignature(QByteArrayView der);

} // namespace zc::crypto
