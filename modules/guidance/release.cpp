#include "release.h"

#include "internal/ziparchive.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
const QString kManifest = QStringLiteral("MANIFEST"), kSignature = QStringLiteral("SIGNATURE");

ZipLimits releaseLimits()
{
    ZipLimits limits;
    limits.entryBytes = 64 * 1024 * 1024;
    limits.totalBytes = 256 * 1024 * 1024;
    return limits;
}

// What the signer says it signed. Names of packs and versions hold no blanks that could fake another word.
QString commentFor(const PackFiles &files)
{
    const QJsonObject info = QJsonDocument::fromJson(files.content.value(u"package.json"_s)).object();
    return u"zc-pack id=%1 version=%2"_s.arg(info.value(u"packId").toString(), info.value(u"version").toString());
}

Result<QByteArray> zipped(const PackFiles &files, const QByteArray &signature)
{
    QMap<QByteArray, QPair<QString, QByteArray>> sorted;
    for (auto it = files.content.cbegin(); it != files.content.cend(); ++it)
        sorted.insert(it.key().toUtf8(), {it.key(), *it});
    sorted.insert(kManifest.toUtf8(), {kManifest, files.manifest()});
    if (!signature.isEmpty())
        sorted.insert(kSignature.toUtf8(), {kSignature, signature});
    return writeZip(sorted.values(), ZipForm::Stored);
}

Error badSignature(const QString &what)
{
    return {ErrorKind::Denied, u"PACK-SIGNATURE"_s, what};
}

Result<QString> checkSignature(const PackFiles &files, const QByteArray &signature, const ReleaseTrust &trust)
{
    if (signature.isEmpty() || (trust.signers.isEmpty() && !trust.required))
        return trust.required ? Result<QString>(badSignature(u"not signed"_s)) : Result<QString>(QString());
    QString why = u"no signer is known here"_s;
    for (const crypto::MinisignKey &signer : trust.signers) {
        const auto comment = crypto::verifyMinisign(files.manifest(), signature, signer);
        if (!comment.ok()) {
            why = comment.error().code;
            continue;
        }
        if (*comment != commentFor(files))
            return badSignature(u"made for \"%1\""_s.arg(*comment));
        return *comment;
    }
    return badSignature(why);
}
} // namespace

Result<QByteArray> writeRelease(const PackFiles &files, const crypto::MinisignSigner *signer)
{
    QByteArray signature;
    if (signer) {
        const auto made = signer->sign(files.manifest(), commentFor(files));
        if (!made.ok())
            return made.error();
        signature = *made;
    }
    return zipped(files, signature);
}

Result<QByteArray> signRelease(const QByteArray &release, const crypto::MinisignSigner &signer)
{
    auto entries = readZip(release, releaseLimits());
    if (!entries.ok())
        return entries.error();
    PackFiles files;
    const QByteArray manifest = entries->take(kManifest);
    entries->remove(kSignature);
    files.content = *entries;
    if (manifest != files.manifest())
        return Error{ErrorKind::Corrupt, u"PACK-HASH"_s, kManifest};
    return writeRelease(files, &signer);
}

Result<OpenedRelease> openRelease(const QByteArray &release, const ReleaseTrust &trust)
{
    auto entries = readZip(release, releaseLimits());
    if (!entries.ok())
        return entries.error();
    if (!entries->contains(kManifest) || !entries->contains(u"package.json"_s))
        return Error{ErrorKind::Corrupt, u"PACK-HASH"_s, entries->contains(kManifest) ? u"package.json"_s : kManifest};
    OpenedRelease opened;
    const QByteArray manifest = entries->take(kManifest), signature = entries->take(kSignature);
    opened.files.content = *entries;
    // One comparison says it all: names, number and content of the files.
    if (manifest != opened.files.manifest())
        return Error{ErrorKind::Corrupt, u"PACK-HASH"_s, kManifest};
    auto comment = checkSignature(opened.files, signature, trust);
    if (!comment.ok())
        return comment.error();
    opened.signature = *comment;
    return opened;
}

QString releaseName(const QString &packId, const QString &version)
{
    return packId + u'-' + version + u".zcpack"_s;
}

} // namespace zc::guidance
