#include "deskcard.h"

#include <base/strictjson.h>
#include <base/uuid.h>
#include <crypto/jwt.h>

#include <QDir>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace zc::station {
namespace {

constexpr qint64 kLargest = 16 * 1024;
constexpr qint64 kAssertionSeconds = 60;
constexpr auto kMineOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Result<QByteArray> whole(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return Error{ErrorKind::NotFound, u"STN-CARD-ABSENT"_s, {}};
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargest)
        return Error{ErrorKind::Corrupt, u"STN-CARD"_s, QFileInfo(path).fileName()};
    return file.readAll();
}

bool writeMine(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(kMineOnly) && file.write(bytes) == bytes.size() && file.commit();
}

} // namespace

Result<DeskCard> DeskCard::load(const QString &dataDir)
{
    const auto text = whole(dataDir + u"/desk/card.json"_s);
    if (!text)
        return text.error();
    auto der = whole(dataDir + u"/desk/key.der"_s);
    if (!der)
        return der.error().kind == ErrorKind::NotFound ? Error{ErrorKind::Corrupt, u"STN-CARD"_s, u"key.der"_s} : der.error();
    const auto json = parseStrictJson(*text);
    const QJsonObject object = json ? json->toObject() : QJsonObject();
    auto key = crypto::SigningKey::fromPkcs8(*der);
    der->fill('\0');
    DeskCard card{uuidFromCanonicalText(object[u"clientId"].toString()), object[u"siteCode"].toString(), object[u"windowNo"].toString(), {}};
    if (object[u"format"].toInt() != 1 || card.clientId.isNull() || card.siteCode.isEmpty() || !key)
        return Error{ErrorKind::Corrupt, u"STN-CARD"_s, key ? u"card.json"_s : u"key.der"_s};
    card.key = *key;
    return card;
}

Result<void> DeskCard::save(const QString &dataDir) const
{
    const QDir dir(dataDir + u"/desk"_s);
    const auto der = key ? key->pkcs8() : Result<crypto::SecretBytes>(Error{ErrorKind::Internal, u"STN-CARD-WRITE"_s, {}});
    const bool ready = der && dir.mkpath(u"."_s) && QFile::setPermissions(dir.path(), kMineOnly | QFileDevice::ExeOwner);
    QByteArray plain = ready ? der->view().toByteArray() : QByteArray();
    const QJsonObject object{{u"format"_s, 1}, {u"clientId"_s, uuidText(clientId)}, {u"siteCode"_s, siteCode}, {u"windowNo"_s, windowNo}};
    // The card last: with a card there is always its key.
    const bool written = ready && writeMine(dir.filePath(u"key.der"_s), plain) && writeMine(dir.filePath(u"card.json"_s), QJsonDocument(object).toJson());
    plain.fill('\0');
    return written ? Result<void>() : Result<void>(Error{ErrorKind::Internal, u"STN-CARD-WRITE"_s, {}});
}

platform::DeskIdentity DeskCard::identity(const Clock &clock) const
{
    platform::DeskIdentity identity;
    identity.clientId = clientId;
    identity.assertion = [id = uuidText(clientId), key = key, &clock](const QByteArray &audience) -> Result<QByteArray> {
        if (!key)
            return Error{ErrorKind::NotFound, u"STN-CARD-ABSENT"_s, {}};
        const qint64 now = clock.wallMs() / 1000;
        return crypto::signJwt(*key, {{u"typ"_s, u"JWT"_s}},
                               {{u"iss"_s, id}, {u"sub"_s, id}, {u"aud"_s, QString::fromLatin1(audience)}, {u"iat"_s, now},
                                {u"exp"_s, now + kAssertionSeconds}, {u"jti"_s, uuidText(makeUuidV7())}});
    };
    return identity;
}

} // namespace zc::station
