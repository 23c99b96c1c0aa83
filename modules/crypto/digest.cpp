#include "digest.h"

#include "internal/evp.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

namespace zc::crypto {
namespace {

// Digests fail only when memory does; carrying on without them would be worse than stopping.
void require(int status, const char *what)
{
    if (status <= 0)
        qFatal("%s failed: %s", what, qPrintable(opensslReason()));
}

const char *digestName(DigestKind kind)
{
    return kind == DigestKind::Sha256 ? "SHA256" : "SM3";
}

} // namespace

QByteArray digest(DigestKind kind, QByteArrayView data)
{
    QByteArray out(32, Qt::Uninitialized);
    unsigned int size = 0;
    require(EVP_Digest(data.data(), size_t(data.size()), reinterpret_cast<uchar *>(out.data()), &size, evpDigest(kind), nullptr),
            "Digest");
    return out;
}

QByteArray sha256(QByteArrayView data)
{
    return digest(DigestKind::Sha256, data);
}

QByteArray sm3(QByteArrayView data)
{
    return digest(DigestKind::Sm3, data);
}

QByteArray hmac(DigestKind kind, QByteArrayView key, QByteArrayView data)
{
    EvpMacCtx context(EVP_MAC_CTX_new(evpHmac()));
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char *>(digestName(kind)), 0),
                               OSSL_PARAM_construct_end()};
    // A null key pointer would mean "keep the old key"; an empty key is a key.
    const uchar none = 0;
    const auto *bytes = key.isEmpty() ? &none : reinterpret_cast<const uchar *>(key.data());
    QByteArray out(32, Qt::Uninitialized);
    size_t size = 0;
    require(EVP_MAC_init(context.get(), bytes, size_t(key.size()), parameters), "HMAC");
    require(EVP_MAC_update(context.get(), reinterpret_cast<const uchar *>(data.data()), size_t(data.size())), "HMAC");
    require(EVP_MAC_final(context.get(), reinterpret_cast<uchar *>(out.data()), &size, size_t(out.size())), "HMAC");
    return out;
}

SecretBytes hkdf(DigestKind kind, QByteArrayView key, QByteArrayView salt, QByteArrayView info, qsizetype length)
{
    Q_ASSERT(length > 0 && length <= qsizetype(255) * 32);
    static EVP_KDF *const algorithm = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
    EvpKdfCtx context(algorithm ? EVP_KDF_CTX_new(algorithm) : nullptr);
    const QByteArray zeros(32, '\0');
    const QByteArrayView effectiveSalt = salt.isEmpty() ? QByteArrayView(zeros) : salt;
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, const_cast<char *>(digestName(kind)), 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, const_cast<char *>(key.data()), size_t(key.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, const_cast<char *>(effectiveSalt.data()), size_t(effectiveSalt.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, const_cast<char *>(info.data()), size_t(info.size())),
        OSSL_PARAM_construct_end()};
    SecretBytes out(length);
    require(context ? EVP_KDF_derive(context.get(), out.bytes(), size_t(length), parameters) : 0, "HKDF");
    return out;
}

bool constantTimeEqual(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), size_t(a.size())) == 0;
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray out(size, Qt::Uninitialized);
    if (size > 0)
        require(RAND_bytes(reinterpret_cast<uchar *>(out.data()), int(size)), "RAND_bytes");
    return out;
}

struct RunningDigest::Private {
    EvpMdCtx context{EVP_MD_CTX_new()};
};

RunningDigest::RunningDigest(DigestKind kind) : m_d(std::make_unique<Private>())
{
    require(EVP_DigestInit_ex(m_d->context.get(), evpDigest(kind), nullptr), "Digest");
}

RunningDigest::RunningDigest(RunningDigest &&) noexcept = default;
RunningDigest::~RunningDigest() = default;

void RunningDigest::add(QByteArrayView piece)
{
    require(EVP_DigestUpdate(m_d->context.get(), piece.data(), size_t(piece.size())), "Digest");
}

QByteArray RunningDigest::result()
{
    QByteArray out(32, Qt::Uninitialized);
    unsigned int size = 0;
    require(EVP_DigestFinal_ex(m_d->context.get(), reinterpret_cast<uchar *>(out.data()), &size), "Digest");
    return out;
}

} // namespace zc::crypto
