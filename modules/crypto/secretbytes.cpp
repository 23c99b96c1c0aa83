#include "secretbytes.h"

#include "internal/evp.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <cstring>
#include <utility>

namespace zc::crypto {
namespace {

// OpenSSL's secure heap: locked, left out of core dumps, between guard pages. When it is full, ordinary memory serves: it is
// cleansed all the same, and a refusal would lose work.
constexpr size_t kHeapBytes = 1 << 20;

char *allocate(qsizetype size)
{
    static const bool heap = CRYPTO_secure_malloc_init(kHeapBytes, 32) != 0;
    void *data = heap ? OPENSSL_secure_zalloc(size_t(size)) : nullptr;
    if (!data)
        data = OPENSSL_zalloc(size_t(size));
    if (!data)
        qFatal("No memory for a secret of %lld bytes", static_cast<long long>(size));
    return static_cast<char *>(data);
}

} // namespace

SecretBytes::SecretBytes(qsizetype size) : m_data(size > 0 ? allocate(size) : nullptr), m_size(size) {}

SecretBytes::SecretBytes(SecretBytes &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{
}

SecretBytes &SecretBytes::operator=(SecretBytes &&other) noexcept
{
    if (this != &other) {
        clear();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecretBytes::~SecretBytes()
{
    clear();
}

void SecretBytes::clear()
{
    OPENSSL_secure_clear_free(m_data, size_t(m_size));
    m_data = nullptr;
    m_size = 0;
}

SecretBytes SecretBytes::copyOf(QByteArrayView bytes)
{
    SecretBytes copy(bytes.size());
    if (copy.m_data)
        std::memcpy(copy.m_data, bytes.data(), size_t(bytes.size()));
    return copy;
}

SecretBytes SecretBytes::random(qsizetype size)
{
    SecretBytes secret(size);
    if (size > 0 && RAND_priv_bytes(secret.bytes(), int(size)) != 1)
        qFatal("No randomness: %s", qPrintable(opensslReason()));
    return secret;
}

SecretBytes SecretBytes::consume(QByteArray &bytes)
{
    SecretBytes secret = copyOf(bytes);
    cleanse(bytes.data(), bytes.size());
    bytes.clear();
    return secret;
}

void cleanse(void *data, qsizetype size)
{
    if (data && size > 0)
        OPENSSL_cleanse(data, size_t(size));
}

} // namespace zc::crypto
