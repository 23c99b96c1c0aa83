#pragma once
#include <crypto/minisign.h>
#include <crypto/minisignsigner.h>
#include <guidance/packfiles.h>

#include <QList>

namespace zc::guidance {

// Whose releases count.
struct ReleaseTrust {
    QList<crypto::MinisignKey> signers;
    bool required = false;                             // false: an unsigned release is taken; a signature by a known signer must
                                                       // still be right, and is not looked at where no signer is known at all
};

// A PACKID-VERSION.zcpack: a zip of the pack's files with MANIFEST and, once signed, SIGNATURE. Entries are sorted, times are
// fixed, nothing is packed, so the same pack gives the same bytes everywhere.

// PACK-ARCHIVE. `signer` may be null.
Result<QByteArray> writeRelease(const PackFiles &files, const crypto::MinisignSigner *signer);
// The same release with a signature, in place of one it had. PACK-ARCHIVE, PACK-HASH.
Result<QByteArray> signRelease(const QByteArray &release, const crypto::MinisignSigner &signer);

struct OpenedRelease {
    PackFiles files;
    QString signature;                                 // trusted comment of a signature that was checked
};
// PACK-ARCHIVE (Invalid): no such archive. PACK-HASH (Corrupt): the files are not those of the manifest. PACK-SIGNATURE (Denied):
// none though one is required, not by one of the signers, not over this manifest, or made for another pack or version.
Result<OpenedRelease> openRelease(const QByteArray &release, const ReleaseTrust &trust);

// "food-licence-1.0.0.zcpack"
QString releaseName(const QString &packId, const QString &version);

} // namespace zc::guidance
