#pragma once
#include <base/result.h>
#include <crypto/secretbytes.h>

namespace zc::crypto {

// Memory needed is 128 × n × r bytes; more than 512 MiB is refused, so that an edited key file cannot exhaust the machine.
struct ScryptParameters {
    quint64 n = 1u << 16;      // power of two, 2…2^22
    quint32 r = 8;
    quint32 p = 1;

    friend bool operator==(const ScryptParameters &, const ScryptParameters &) = default;
};

// CRY-SCRYPT-PARAMETERS (Invalid) for parameters outside the limits or a salt below 16 bytes. Takes tens of milliseconds
// with the default parameters: never on the GUI thread.
Result<SecretBytes> scrypt(QByteArrayView passphrase, QByteArrayView salt, const ScryptParameters &parameters, qsizetype length = 32);

} // namespace zc::crypto
