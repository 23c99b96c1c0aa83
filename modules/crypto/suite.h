#pragma once
#include <QtGlobal>

namespace zc::crypto {

// Which algorithms seal new cells and chunks is policy (`crypto.suite`); both stay readable for ever.
enum class Suite : quint8 {
    Aes256Gcm = 1,             // random 96-bit nonce, 16-byte tag, HKDF-SHA-256
    Sm4CtrHmacSm3 = 2,         // encrypt-then-MAC, 32-byte tag, HKDF-SM3
};

} // namespace zc::crypto
