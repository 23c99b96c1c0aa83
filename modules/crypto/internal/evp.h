#pragma once
#include <base/result.h>
#include <crypto/digest.h>

#include <QString>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/x509.h>

#include <memory>

namespace zc::crypto {

template <auto F> struct Freer {
    template <class T> void operator()(T *p) const { F(p); }
};
using EvpMdCtx = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using EvpCipherCtx = std::unique_ptr<EVP_CIPHER_CTX, Freer<EVP_CIPHER_CTX_free>>;
using EvpPkey = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using EvpPkeyCtx = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;
using EvpKdfCtx = std::unique_ptr<EVP_KDF_CTX, Freer<EVP_KDF_CTX_free>>;
using EvpMacCtx = std::unique_ptr<EVP_MAC_CTX, Freer<EVP_MAC_CTX_free>>;

// Fetched once and shared: a fetch costs more than a small operation. Their absence is a broken installation and aborts.
const EVP_MD *evpDigest(DigestKind kind);
const EVP_CIPHER *evpAes256Gcm();
const EVP_CIPHER *evpSm4Ctr();
EVP_MAC *evpHmac();

Result<SecretBytes> privateKeyInfo(EVP_PKEY *key);     // PKCS#8, unencrypted. CRY-OPENSSL
QString opensslReason();               // last entry of OpenSSL's error queue, which is then emptied

} // namespace zc::crypto
