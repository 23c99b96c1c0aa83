#pragma once
#include <base/result.h>
#include <crypto/secretbytes.h>
#include <crypto/suite.h>

namespace zc::crypto {

struct CipherKeys {
    QByteArrayView cipher;     // 32 bytes in suite 1, 16 in suite 2
    QByteArrayView mac;        // suite 2 only, 32 bytes
};

constexpr qsizetype cipherKeySize(Suite suite) { return suite == Suite::Aes256Gcm ? 32 : 16; }
constexpr qsizetype tagSize(Suite suite) { return suite == Suite::Aes256Gcm ? 16 : 32; }

// Ciphertext ‖ tag under a 12-byte nonce. Suite 1: GCM over `aad`. Suite 2: counter block nonce ‖ 00000000, then HMAC-SM3 over
// aad ‖ header ‖ nonce ‖ ciphertext ‖ bits(aad) u64 ‖ bits(ciphertext) u64 (big endian). `header` is bound by suite 2 alone;
// what suite 1 must bind stands in `aad`.
Result<QByteArray> aeadSeal(Suite suite, const CipherKeys &keys, QByteArrayView nonce, QByteArrayView aad, QByteArrayView header,
                            QByteArrayView plain);
// Corrupt CRY-CELL-BROKEN if the tag does not hold; no plaintext is released before it does.
Result<QByteArray> aeadOpen(Suite suite, const CipherKeys &keys, QByteArrayView nonce, QByteArrayView aad, QByteArrayView header,
                            QByteArrayView sealed);

} // namespace zc::crypto
