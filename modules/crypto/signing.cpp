#include "signing.h"

#include "internal/evp.h"

#include <crypto/certificate.h>
#include <crypto/jwt.h>

namespace zc::crypto {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCoordinate = 32;

Error badKey(const QString &why)
{
    return {ErrorKind::Invalid, u"CRY-KEY-FORMAT"_s, why};
}

bool isP256(EVP_PKEY *key)
{
    char group[32] = {};
    size_t length = 0;
    return key && EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && EVP_PKEY_get_group_name(key, group, sizeof group, &length) == 1
        && (qstrcmp(group, "prime256v1") == 0 || qstrcmp(group, "P-256") == 0);
}

// A point that is not on the curve must never reach an operation.
bool pointHolds(EVP_PKEY *key)
{
    EvpPkeyCtx context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    return context && EVP_PKEY_public_check(context.get()) == 1;
}

QByteArray spkiOf(EVP_PKEY *key)
{
    uchar *out = nullptr;
    const int size = i2d_PUBKEY(key, &out);
    const QByteArray der = size > 0 ? QByteArray(reinterpret_cast<char *>(out), size) : QByteArray();
    OPENSSL_free(out);
    return der;
}

} // namespace

struct VerifyKey::Private {
    EvpPkey key;
    QByteArray spki;
    QByteArray point;                                      // 64 bytes x ‖ y
};

VerifyKey::VerifyKey() = default;

Result<VerifyKey> VerifyKey::fromSpki(QByteArrayView der)
{
    const auto *cursor = reinterpret_cast<const uchar *>(der.data());
    auto d = std::make_shared<Private>();
    if (der.size() <= 1024)
        d->key.reset(d2i_PUBKEY(nullptr, &cursor, long(der.size())));
    const bool whole = reinterpret_cast<const char *>(cursor) == der.data() + der.size();
    if (!isP256(d->key.get()) || !whole || !pointHolds(d->key.get())) {
        opensslReason();
        return badKey(u"%1 bytes"_s.arg(der.size()));
    }
    d->spki = spkiOf(d->key.get());
    // SubjectPublicKeyInfo of P-256 ends with 04 ‖ x ‖ y when the point is uncompressed; a compressed one is not used here.
    if (d->spki.size() != 91)
        return badKey(u"compressed point"_s);
    d->point = d->spki.last(2 * kCoordinate);
    VerifyKey key;
    key.m_d = std::move(d);
    return key;
}

Result<VerifyKey> VerifyKey::fromBase64Spki(QStringView text)
{
    const auto der = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return der ? fromSpki(*der) : Result<VerifyKey>(badKey(u"not base64"_s));
}

Result<VerifyKey> VerifyKey::fromJwk(const QJsonObject &jwk)
{
    static const QByteArray prefix = QByteArray::fromHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
    const auto options = QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors;
    const auto x = QByteArray::fromBase64Encoding(jwk[u"x"].toString().toLatin1(), options);
    const auto y = QByteArray::fromBase64Encoding(jwk[u"y"].toString().toLatin1(), options);
    if (jwk[u"kty"].toString() != u"EC" || jwk[u"crv"].toString() != u"P-256" || !x || !y || (*x).size() != kCoordinate
        || (*y).size() != kCoordinate)
        return badKey(u"JWK"_s);
    return fromSpki(prefix + *x + *y);
}

QByteArray VerifyKey::spki() const
{
    return m_d ? m_d->spki : QByteArray();
}

QString VerifyKey::base64Spki() const
{
    return QString::fromLatin1(spki().toBase64());
}

QJsonObject VerifyKey::jwk(const QString &kid) const
{
    if (!m_d)
        return {};
    QJsonObject object{{u"kty"_s, u"EC"_s}, {u"crv"_s, u"P-256"_s},
                       {u"x"_s, QString::fromLatin1(base64Url(m_d->point.first(kCoordinate)))},
                       {u"y"_s, QString::fromLatin1(base64Url(m_d->point.last(kCoordinate)))}};
    if (!kid.isEmpty())
        object.insert(u"kid"_s, kid);
    return object;
}

QString VerifyKey::thumbprint() const
{
    if (!m_d)
        return {};
    const QJsonObject key = jwk();
    const QString text = u"{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%1\",\"y\":\"%2\"}"_s.arg(key[u"x"].toString(), key[u"y"].toString());
    return QString::fromLatin1(base64Url(sha256(text.toLatin1())));
}

bool VerifyKey::verify(QByteArrayView data, QByteArrayView signature) const
{
    if (!m_d || signature.size() != 2 * kCoordinate)
        return false;
    const QByteArray der = derSignature(signature);
    EvpMdCtx context(EVP_MD_CTX_new());
    const bool good = !der.isEmpty()
        && EVP_DigestVerifyInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, m_d->key.get(), nullptr) == 1
        && EVP_DigestVerify(context.get(), reinterpret_cast<const uchar *>(der.constData()), size_t(der.size()), reinterpret_cast<const uchar *>(data.data()), size_t(data.size())) == 1;
    if (!good)
        opensslReason();
    return good;
}

Result<SigningKey> SigningKey::generate()
{
    EvpPkey key(EVP_EC_gen("P-256"));
    if (!key)
        return Error{ErrorKind::Internal, u"CRY-OPENSSL"_s, opensslReason()};
    auto d = std::make_shared<VerifyKey::Private>();
    d->spki = spkiOf(key.get());
    d->point = d->spki.last(2 * kCoordinate);
    d->key = std::move(key);
    SigningKey signing;
    signing.m_d = std::move(d);
    return signing;
}

Result<SigningKey> SigningKey::fromPkcs8(QByteArrayView der)
{
    const auto *cursor = reinterpret_cast<const uchar *>(der.data());
    EvpPkey key(der.size() <= 4096 ? d2i_AutoPrivateKey(nullptr, &cursor, long(der.size())) : nullptr);
    EvpPkeyCtx context(key ? EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr) : nullptr);
    if (!isP256(key.get()) || !context || EVP_PKEY_pairwise_check(context.get()) != 1) {
        opensslReason();
        return badKey(u"private key of %1 bytes"_s.arg(der.size()));
    }
    auto d = std::make_shared<VerifyKey::Private>();
    d->spki = spkiOf(key.get());
    d->point = d->spki.last(2 * kCoordinate);
    d->key = std::move(key);
    SigningKey signing;
    signing.m_d = std::move(d);
    return signing;
}

Result<SecretBytes> SigningKey::pkcs8() const
{
    return privateKeyInfo(m_d->key.get());
}

VerifyKey SigningKey::verifyKey() const
{
    // A key of its own, so that the public half never carries the private one.
    auto key = VerifyKey::fromSpki(m_d->spki);
    return key.ok() ? *key : VerifyKey();
}

Result<QByteArray> SigningKey::sign(QByteArrayView data) const
{
    EvpMdCtx context(EVP_MD_CTX_new());
    uchar der[128];
    size_t size = sizeof der;
    if (EVP_DigestSignInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, m_d->key.get(), nullptr) != 1
        || EVP_DigestSign(context.get(), der, &size, reinterpret_cast<const uchar *>(data.data()), size_t(data.size())) != 1)
        return Error{ErrorKind::Internal, u"CRY-OPENSSL"_s, opensslReason()};
    return pairSignature(QByteArrayView(der, qsizetype(size)));
}

} // namespace zc::crypto
