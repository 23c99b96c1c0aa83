#pragma once
#include <base/result.h>
#include <crypto/minisign.h>
#include <crypto/secretbytes.h>

#include <QString>

namespace zc::crypto {

// Secret key of minisign: makes signatures that the minisign program and verifyMinisign() accept. Not copyable; any thread,
// one at a time.
class MinisignSigner {
public:
    static MinisignSigner generate();
    // The text of a minisign key file. Keys under a passphrase need 1 GiB and seconds, as the program that made them did: never
    // on the GUI thread. CRY-KEY-FORMAT (Invalid); CRY-MINISIGN-PASSPHRASE (Denied): none given, or not this one.
    static Result<MinisignSigner> fromText(QByteArrayView text, QByteArrayView passphrase = {});

    MinisignKey publicKey() const;
    QByteArray publicText() const;                     // of a .pub file
    SecretBytes secretText() const;                    // of a key file without a passphrase: its place must be safe

    // The text of a .minisig file over `data`: prehashed form, the trusted comment signed with it.
    // CRY-MINISIGN-FORMAT (Invalid): a comment of more than one line or 8,192 bytes.
    Result<QByteArray> sign(QByteArrayView data, const QString &trustedComment) const;

private:
    MinisignSigner() = default;
    QByteArray m_id, m_public;
    SecretBytes m_seed;                                // 32 bytes
};

} // namespace zc::crypto
