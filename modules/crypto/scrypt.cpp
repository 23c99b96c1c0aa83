#include "scrypt.h"

#include "internal/evp.h"

namespace zc::crypto {

using namespace Qt::StringLiterals;

namespace {
constexpr quint64 kMemoryLimit = 512ull * 1024 * 1024;
}

Result<SecretBytes> scrypt(QByteArrayView passphrase, QByteArrayView salt, const ScryptParameters &parameters, qsizetype length)
{
    const quint64 n = parameters.n;
    const bool powerOfTwo = n >= 2 && (n & (n - 1)) == 0;
    const bool sane = powerOfTwo && n <= (1u << 22) && parameters.r >= 1 && parameters.r <= 64 && parameters.p >= 1
        && parameters.p <= 16 && 128 * n * parameters.r <= kMemoryLimit && salt.size() >= 16 && length >= 16 && length <= 64;
    if (!sane)
        return Error{ErrorKind::Invalid, u"CRY-SCRYPT-PARAMETERS"_s, u"n=%1 r=%2 p=%3"_s.arg(n).arg(parameters.r).arg(parameters.p)};

    static EVP_KDF *const algorithm = EVP_KDF_fetch(nullptr, "SCRYPT", nullptr);
    EvpKdfCtx context(algorithm ? EVP_KDF_CTX_new(algorithm) : nullptr);
    uint64_t nValue = n;
    uint32_t r = parameters.r;
    uint32_t p = parameters.p;
    uint64_t memory = kMemoryLimit + 64ull * 1024 * 1024;       // OpenSSL counts its own overhead too; its default is too small
    OSSL_PARAM list[] = {
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, const_cast<char *>(passphrase.data()), size_t(passphrase.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, const_cast<char *>(salt.data()), size_t(salt.size())),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &nValue),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
        OSSL_PARAM_construct_end()};
    SecretBytes out(length);
    if (!context || EVP_KDF_derive(context.get(), out.bytes(), size_t(length), list) <= 0)
        return Error{ErrorKind::Internal, u"CRY-OPENSSL"_s, opensslReason()};
    return out;
}

} // namespace zc::crypto
