#include "certificate.h"

#include "internal/evp.h"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/x509v3.h>

namespace zc::crypto {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLargestCertificate = 16 * 1024;
constexpr int kPairHalf = 32;
constexpr qsizetype kDigestBytes = 32;

using X509Ptr = std::unique_ptr<X509, Freer<X509_free>>;
using Bignum = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using EcdsaPair = std::unique_ptr<ECDSA_SIG, Freer<ECDSA_SIG_free>>;

X509Ptr parsed(QByteArrayView der)
{
    if (der.isEmpty() || der.size() > kLargestCertificate)
        return nullptr;
    const auto *cursor = reinterpret_cast<const uchar *>(der.data());
    X509Ptr certificate(d2i_X509(nullptr, &cursor, long(der.size())));
    if (!certificate || reinterpret_cast<const char *>(cursor) != der.data() + der.size()) {
        opensslReason();
        return nullptr;
    }
    return certificate;
}

std::optional<KeyKind> kindOf(EVP_PKEY *key)
{
    if (!key)
        return std::nullopt;
    if (EVP_PKEY_is_a(key, "RSA"))
        return KeyKind::Rsa;
    char group[32] = {};
    size_t length = 0;
    if (EVP_PKEY_get_group_name(key, group, sizeof group, &length) != 1)
        return std::nullopt;
    if (qstricmp(group, "SM2") == 0)
        return KeyKind::Sm2;
    if (qstrcmp(group, "prime256v1") == 0 || qstrcmp(group, "P-256") == 0)
        return KeyKind::Ecdsa;
    return std::nullopt;
}

QString entryOf(const X509_NAME *name, int nid)
{
    const int at = X509_NAME_get_index_by_NID(const_cast<X509_NAME *>(name), nid, -1);
    if (at < 0)
        return {};
    uchar *utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    const QString text = size > 0 ? QString::fromUtf8(reinterpret_cast<char *>(utf8), size) : QString();
    OPENSSL_free(utf8);
    return text;
}

QString nameOf(const X509_NAME *name)
{
    for (const int nid : {NID_commonName, NID_organizationName})
        if (const QString text = entryOf(name, nid); !text.isEmpty())
            return text.left(200);
    char line[256] = {};
    X509_NAME_oneline(name, line, sizeof line);
    return QString::fromUtf8(line);
}

QDateTime timeOf(const ASN1_TIME *time)
{
    tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday), QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
}

QString serialOf(const X509 *certificate)
{
    Bignum number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
    char *hex = number ? BN_bn2hex(number.get()) : nullptr;
    const QString text = QString::fromLatin1(hex);
    OPENSSL_free(hex);
    return text;
}

// SM3(ENTL ‖ ID ‖ a ‖ b ‖ xG ‖ yG ‖ xA ‖ yA), GM/T 0003.2, 5.5; the curve's numbers from GM/T 0003.5.
QByteArray sm2Identity(const EVP_PKEY *key)
{
    static const QByteArray curve = QByteArray::fromHex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC"
                                                        "28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93"
                                                        "32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
                                                        "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0");
    QByteArray text = QByteArray::fromHex("0080") + "1234567812345678" + curve;
    for (const char *coordinate : {OSSL_PKEY_PARAM_EC_PUB_X, OSSL_PKEY_PARAM_EC_PUB_Y}) {
        BIGNUM *number = nullptr;
        QByteArray bytes(kPairHalf, '\0');
        if (EVP_PKEY_get_bn_param(key, coordinate, &number) != 1 || BN_bn2binpad(number, reinterpret_cast<uchar *>(bytes.data()), kPairHalf) != kPairHalf) {
            BN_free(number);
            opensslReason();
            return {};
        }
        BN_free(number);
        text += bytes;
    }
    return sm3(text);
}

} // namespace

Result<CertificateFacts> readCertificate(QByteArrayView der)
{
    const X509Ptr certificate = parsed(der);
    EVP_PKEY *key = certificate ? X509_get0_pubkey(certificate.get()) : nullptr;
    const auto kind = kindOf(key);
    if (!kind) {
        opensslReason();
        return Error{ErrorKind::Invalid, u"CRY-CERT-FORMAT"_s, u"%1 bytes"_s.arg(der.size())};
    }
    const uint32_t usage = X509_get_key_usage(certificate.get());       // all bits where the certificate names none
    return CertificateFacts{*kind, EVP_PKEY_get_bits(key), nameOf(X509_get_subject_name(certificate.get())), nameOf(X509_get_issuer_name(certificate.get())),
                            serialOf(certificate.get()), timeOf(X509_get0_notBefore(certificate.get())), timeOf(X509_get0_notAfter(certificate.get())),
                            (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0};
}

bool verifyDigest(QByteArrayView certificate, DigestKind kind, QByteArrayView digest, QByteArrayView signature)
{
    const X509Ptr document = parsed(certificate);
    EVP_PKEY *key = document ? X509_get0_pubkey(document.get()) : nullptr;
    const auto of = kindOf(key);
    if (!of || digest.size() != kDigestBytes || (kind == DigestKind::Sm3) != (*of == KeyKind::Sm2))
        return false;
    EvpPkeyCtx context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    bool ready = context && EVP_PKEY_verify_init(context.get()) == 1;
    if (ready && *of == KeyKind::Rsa)
        ready = EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 && EVP_PKEY_CTX_set_signature_md(context.get(), evpDigest(kind)) == 1;
    const bool good = ready && EVP_PKEY_verify(context.get(), reinterpret_cast<const uchar *>(signature.data()), size_t(signature.size()),
                                               reinterpret_cast<const uchar *>(digest.data()), size_t(digest.size())) == 1;
    if (!good)
        opensslReason();
    return good;
}

QByteArray digestToSign(QByteArrayView certificate, QByteArrayView message)
{
    const X509Ptr document = parsed(certificate);
    EVP_PKEY *key = document ? X509_get0_pubkey(document.get()) : nullptr;
    const auto kind = kindOf(key);
    if (!kind)
        return {};
    if (*kind != KeyKind::Sm2)
        return sha256(message);
    const QByteArray identity = sm2Identity(key);
    return identity.isEmpty() ? QByteArray() : sm3(identity + message.toByteArray());
}

QByteArray derSignature(QByteArrayView pair)
{
    if (pair.size() != 2 * kPairHalf)
        return {};
    const auto *bytes = reinterpret_cast<const uchar *>(pair.data());
    EcdsaPair parts(ECDSA_SIG_new());
    ECDSA_SIG_set0(parts.get(), BN_bin2bn(bytes, kPairHalf, nullptr), BN_bin2bn(bytes + kPairHalf, kPairHalf, nullptr));
    uchar *der = nullptr;
    const int size = i2d_ECDSA_SIG(parts.get(), &der);
    const QByteArray text = size > 0 ? QByteArray(reinterpret_cast<char *>(der), size) : QByteArray();
    OPENSSL_free(der);
    return text;
}

QByteArray pairSignature(QByteArrayView der)
{
    const auto *cursor = reinterpret_cast<const uchar *>(der.data());
    const EcdsaPair parts(d2i_ECDSA_SIG(nullptr, &cursor, long(der.size())));
    QByteArray pair(2 * kPairHalf, '\0');
    auto *bytes = reinterpret_cast<uchar *>(pair.data());
    if (!parts || reinterpret_cast<const char *>(cursor) != der.data() + der.size()
        || BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), bytes, kPairHalf) != kPairHalf || BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), bytes + kPairHalf, kPairHalf) != kPairHalf) {
        opensslReason();
        return {};
    }
    return pair;
}

} // namespace zc::crypto
