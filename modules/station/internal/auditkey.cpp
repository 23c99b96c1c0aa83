#include "internal/auditkey.h"

#include <station/sealedfile.h>

#include <QDateTime>
#include <QDir>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace zc::station {
namespace {

const QString kSealed = QStringLiteral("signing-key"), kPublic = QStringLiteral("desk.pub"), kCheckpoints = QStringLiteral("checkpoints.jsonl");
constexpr char kName[] = "audit-signing-key";

std::optional<crypto::SigningKey> kept(const QString &path, store::Store &store)
{
    auto der = readSealed(path, kName, store);
    if (!der)
        return std::nullopt;
    auto key = crypto::SigningKey::fromPkcs8(*der);
    der->fill('\0');
    return key ? std::optional(*key) : std::nullopt;
}

bool write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

} // namespace

AuditKey openAuditKey(const QString &folder, store::Store &store)
{
    const QDir dir(folder);
    AuditKey answer;
    answer.checkpointFile = dir.filePath(kCheckpoints);
    const auto refuse = [&answer](const QString &why) {
        answer.problem = Error{ErrorKind::Internal, u"STN-AUDIT-KEY"_s, why};
        return answer;
    };
    if (!dir.mkpath(u"."_s) || !QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner))
        return refuse(u"folder"_s);
    answer.key = kept(dir.filePath(kSealed), store);
    if (!answer.key) {
        const QString aside = u".aside-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
        for (const QString &name : {kSealed, kPublic, kCheckpoints})
            if (dir.exists(name) && !QFile::rename(dir.filePath(name), dir.filePath(name + aside)))
                return refuse(u"set aside"_s);
        const auto made = crypto::SigningKey::generate();
        const auto der = made ? made->pkcs8() : Result<crypto::SecretBytes>(made.error());
        if (!der)
            return refuse(der.error().code);
        QByteArray plain = der->view().toByteArray();
        const auto written = writeSealed(dir.filePath(kSealed), kName, plain, store);
        plain.fill('\0');
        if (!written)
            return refuse(written.error().code);
        answer.key = *made;
    }
    const crypto::VerifyKey open = answer.key->verifyKey();
    answer.id = open.thumbprint().left(16);
    if (!dir.exists(kPublic) && !write(dir.filePath(kPublic), open.base64Spki().toLatin1() + '\n'))
        return refuse(u"public key"_s);
    return answer;
}

} // namespace zc::station
