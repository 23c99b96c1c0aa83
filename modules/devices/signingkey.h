#pragma once
#include <devices/capabilities.h>
#include <devices/pin.h>

#include <QDateTime>

#include <optional>

namespace zc::devices {

enum class KeyAlgorithm { Sm2, Rsa, Ecdsa };            // Ecdsa: over P-256
QString keyAlgorithmName(KeyAlgorithm algorithm);       // "sm2", "rsa", "ecdsa"

// One certificate on a key, with what it says about itself; nothing was checked against its issuer. Names a person.
struct Certificate {
    QString id;                     // SHA-256 of `der` in hexadecimal: the same on every computer and in every driver
    QByteArray der;
    KeyAlgorithm algorithm = KeyAlgorithm::Sm2;
    int bits = 0;
    QString subject, issuer, serial;
    QDateTime notBefore, notAfter;  // UTC
    bool signs = false;             // its key usage allows signatures

    QString digest() const;         // the one it signs: "sm3" or "sha256"
};
// DEV-KEY-PROTOCOL: no X.509 certificate of a known algorithm.
Result<Certificate> certificateFrom(QByteArrayView der);

// What is on a key. Needs no PIN.
struct KeyContents {
    QList<Certificate> certificates;
    int triesLeft = -1;             // before the PIN is locked; -1: the key does not say
};
struct ListCertificates {
    using Answer = KeyContents;
};

// `value`: SM2 and ECDSA as DER, RSA as PKCS#1 v1.5. It has been verified against the certificate before it left the driver.
struct DigitalSignature {
    Certificate certificate;
    QByteArray value;
};

// Signs 32 bytes with the key of one certificate. For SM2 the digest is e = SM3(Z ‖ M) with the id 1234567812345678 (GM/T 0009), see
// digestToSign(). Whoever submits this has shown a person what is signed and asked for the PIN; a PIN is good for one signature, and a
// wrong one is never tried again by itself. Faults: DEV-KEY-PIN with the tries left, DEV-KEY-LOCKED, DEV-KEY-LOGIN (no PIN), DEV-KEY-CERT.
struct SignDigest {
    using Answer = DigitalSignature;
    static constexpr qsizetype kDigestBytes = 32;
    QString certificate;            // its id; empty: the first one that signs this digest
    QByteArray digest;
    SettingValues settings;         // "digest": "sm3" or "sha256"
    Pin pin;
};

// Of a message, as the key of this certificate signs it.
QByteArray digestToSign(const Certificate &certificate, QByteArrayView message);
bool verifies(const Certificate &certificate, QByteArrayView digest, QByteArrayView signature);

// A refused PIN: DEV-KEY-PIN, or DEV-KEY-LOCKED when no try is left. The tries stand in the error's detail.
Error pinRefused(std::optional<int> triesLeft);
std::optional<int> triesLeft(const Error &error);

} // namespace zc::devices
