#include "internal/evp.h"

#include <openssl/crypto.h>
#include <openssl/err.h>

namespace zc::crypto {
namespace {

template <class T>
T *required(T *fetched, const char *name)
{
    if (!fetched)
        qFatal("OpenSSL does not offer %s", name);
    return fetched;
}

} // namespace

const EVP_MD *evpDigest(DigestKind kind)
{
    static EVP_MD *const sha = required(EVP_MD_fetch(nullptr, "SHA256", nullptr), "SHA256");
    static EVP_MD *const sm3 = required(EVP_MD_fetch(nullptr, "SM3", nullptr), "SM3");
    return kind == DigestKind::Sha256 ? sha : sm3;
}

const EVP_CIPHER *evpAes256Gcm()
{
    static EVP_CIPHER *const cipher = required(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr), "AES-256-GCM");
    return cipher;
}

const EVP_CIPHER *evpSm4Ctr()
{
    static EVP_CIPHER *const cipher = required(EVP_CIPHER_fetch(nullptr, "SM4-CTR", nullptr), "SM4-CTR");
    return cipher;
}

EVP_MAC *evpHmac()
{
    static EVP_MAC *const mac = required(EVP_MAC_fetch(nullptr, "HMAC", nullptr), "HMAC");
    return mac;
}

Result<SecretBytes> privateKeyInfo(EVP_PKEY *key)
{
    std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freer<PKCS8_PRIV_KEY_INFO_free>> info(EVP_PKEY2PKCS8(key));
    uchar *out = nullptr;
    const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), &out) : -1;
    if (size <= 0)
        return Error{ErrorKind::Internal, QStringLiteral("CRY-OPENSSL"), opensslReason()};
    SecretBytes secret = SecretBytes::copyOf(QByteArrayView(reinterpret_cast<char *>(out), size));
    OPENSSL_clear_free(out, size_t(size));
    return secret;
}

QString opensslReason()
{
    const unsigned long code = ERR_peek_last_error();
    char text[160] = {};
    ERR_error_string_n(code, text, sizeof text);
    ERR_clear_error();
    return QString::fromLatin1(text);
}

} // namespace zc::crypto
