#pragma once
#include <base/result.h>

#include <QByteArray>
#include <QList>
#include <QString>

namespace zc::crypto {

// Public key of minisign: Ed25519 with an eight-byte key id.
struct MinisignKey {
    QByteArray id;
    QByteArray key;                    // 32 bytes

    // The text of a .pub file, or its base64 line alone. CRY-KEY-FORMAT (Invalid).
    static Result<MinisignKey> fromText(QByteArrayView text);
};

// Checks a .minisig file over `data`: prehashed form (BLAKE2b-512) and the older direct one. The trusted comment is verified
// too and answered. CRY-MINISIGN-FORMAT, CRY-MINISIGN-KEY (another key id), CRY-MINISIGN-SIGNATURE, all Denied.
Result<QString> verifyMinisign(QByteArrayView data, QByteArrayView signatureFile, const MinisignKey &key);

} // namespace zc::crypto
