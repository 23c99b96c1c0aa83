#include "softkey.h"

#include "internal/evp.h"

#include <openssl/x509v3.h>

namespace zc::crypto {

using namespace Qt::StringLiterals;

struct SoftKey::Private {
    KeyKind kind = KeyKind::Sm2;
    EvpPkey key;
    QByteArray certificate;
};

namespace {

constexpr size_t kRsaBits = 2048;
constexpr long kDaySeconds = 24 * 60 * 60;
constexpr char kSm2Id[] = "1234567812345678";                // GM/T 0009: OpenSSL's own default is an empty one

Error softKeyFailed()
{
    return {ErrorKind::Internal, u"CRY-OPENSSL"_s, opensslReason()};
}

EVP_PKEY *made(KeyKind kind)
{
    switch (kind) {
    case KeyKind::Sm2: return EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2");
    case KeyKind::Rsa: return EVP_RSA_gen(kRsaBits);
    case KeyKind::Ecdsa: return EVP_EC_gen("P-256");
    }
    return nullptr;
}

bool signCertificate(X509 *certificate, EVP_PKEY *key, KeyKind kind)
{
    EvpMdCtx context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *inner = nullptr;
    if (EVP_DigestSignInit(context.get(), &inner, evpDigest(kind == KeyKind::Sm2 ? DigestKind::Sm3 : DigestKind::Sha256), nullptr, key) != 1)
        return false;
    if (kind == KeyKind::Sm2 && EVP_PKEY_CTX_set1_id(inner, kSm2Id, sizeof kSm2Id - 1) != 1)
        return false;
    return X509_sign_ctx(certificate, context.get()) > 0;
}

QByteArray certificateOver(EVP_PKEY *key, KeyKind kind, const QString &subject, int days)
{
    std::unique_ptr<X509, Freer<X509_free>> certificate(X509_new());
    X509_NAME *name = certificate ? X509_get_subject_name(certificate.get()) : nullptr;
    const QByteArray utf8 = subject.toUtf8(), serial = randomBytes(8);
    std::unique_ptr<BIGNUM, Freer<BN_free>> number(BN_bin2bn(reinterpret_cast<const uchar *>(serial.constData()), int(serial.size()), nullptr));
    std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>> usage(X509V3_EXT_conf_nid(nullptr, nullptr, NID_key_usage, "critical,digitalSignature,nonRepudiation"));
    const bool filled = name && usage && X509_set_version(certificate.get(), X509_VERSION_3) == 1
        && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get()))
        && X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDaySeconds) && X509_gmtime_adj(X509_getm_notAfter(certificate.get()), days * kDaySeconds)
        && X509_set_pubkey(certificate.get(), key) == 1
        && X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, reinterpret_cast<const uchar *>(utf8.constData()), int(utf8.size()), -1, 0) == 1
        && X509_set_issuer_name(certificate.get(), name) == 1 && X509_add_ext(certificate.get(), usage.get(), -1) == 1;
    if (!filled || !signCertificate(certificate.get(), key, kind))
        return {};
    uchar *out = nullptr;
    const int size = i2d_X509(certificate.get(), &out);
    const QByteArray der = size > 0 ? QByteArray(reinterpret_cast<char *>(out), size) : QByteArray();
    OPENSSL_free(out);
    return der;
}

} // namespace

Result<SoftKey> SoftKey::generate(KeyKind kind, const QString &subject, int days)
{
    auto d = std::make_shared<Private>();
    d->kind = kind;
    d->key.reset(made(kind));
    if (d->key)
        d->certificate = certificateOver(d->key.get(), kind, subject, days);
    if (d->certificate.isEmpty())
        return softKeyFailed();
    SoftKey key;
    key.m_d = std::move(d);
    return key;
}

KeyKind SoftKey::kind() const { return m_d->kind; }
const QByteArray &SoftKey::certificate() const { return m_d->certificate; }

Result<SecretBytes> SoftKey::pkcs8() const
{
    return privateKeyInfo(m_d->key.get());
}

Result<QByteArray> SoftKey::sign(QByteArrayView digest) const
{
    EvpPkeyCtx context(EVP_PKEY_CTX_new_from_pkey(nullptr, m_d->key.get(), nullptr));
    bool ready = context && EVP_PKEY_sign_init(context.get()) == 1;
    if (ready && m_d->kind == KeyKind::Rsa)
        ready = EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1
            && EVP_PKEY_CTX_set_signature_md(context.get(), evpDigest(DigestKind::Sha256)) == 1;
    QByteArray signature(qsizetype(kRsaBits) / 8, '\0');
    size_t size = size_t(signature.size());
    if (!ready || EVP_PKEY_sign(context.get(), reinterpret_cast<uchar *>(signature.data()), &size, reinterpret_cast<const uchar *>(digest.data()), size_t(digest.size())) != 1)
        return softKeyFailed();
    signature.resize(qsizetype(size));
    return signature;
}

} // namespace zc::crypto
