#include "signingkey.h"

#include <crypto/certificate.h>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

const QString kTries = QStringLiteral("retries ");

} // namespace

QString keyAlgorithmName(KeyAlgorithm algorithm)
{
    switch (algorithm) {
    case KeyAlgorithm::Sm2: return u"sm2"_s;
    case KeyAlgorithm::Rsa: return u"rsa"_s;
    case KeyAlgorithm::Ecdsa: return u"ecdsa"_s;
    }
    return {};
}

QString Certificate::digest() const
{
    return algorithm == KeyAlgorithm::Sm2 ? u"sm3"_s : u"sha256"_s;
}

Result<Certificate> certificateFrom(QByteArrayView der)
{
    const auto facts = crypto::readCertificate(der);
    if (!facts)
        return toError({FaultClass::Protocol, {}, {}, false}, DeviceClass::Key);
    const KeyAlgorithm algorithm = facts->key == crypto::KeyKind::Sm2 ? KeyAlgorithm::Sm2 : facts->key == crypto::KeyKind::Rsa ? KeyAlgorithm::Rsa : KeyAlgorithm::Ecdsa;
    return Certificate{QString::fromLatin1(crypto::sha256(der).toHex()), der.toByteArray(), algorithm, facts->bits, facts->subject, facts->issuer, facts->serial,
                       facts->notBefore, facts->notAfter, facts->signs};
}

QByteArray digestToSign(const Certificate &certificate, QByteArrayView message)
{
    return crypto::digestToSign(certificate.der, message);
}

bool verifies(const Certificate &certificate, QByteArrayView digest, QByteArrayView signature)
{
    const auto kind = certificate.algorithm == KeyAlgorithm::Sm2 ? crypto::DigestKind::Sm3 : crypto::DigestKind::Sha256;
    return crypto::verifyDigest(certificate.der, kind, digest, signature);
}

Error pinRefused(std::optional<int> left)
{
    Error error = toError({FaultClass::Denied, left == 0 ? u"LOCKED"_s : u"PIN"_s, {}, false}, DeviceClass::Key);
    if (left)
        error.detail = kTries + QString::number(*left);
    return error;
}

std::optional<int> triesLeft(const Error &error)
{
    bool number = false;
    const int left = error.detail.startsWith(kTries) ? QStringView(error.detail).sliced(kTries.size()).toInt(&number) : 0;
    return number ? std::optional(left) : std::nullopt;
}

} // namespace zc::devices
