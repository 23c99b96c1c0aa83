#include "internal/slot.h"

#include "internal/cell.h"

#include <crypto/digest.h>

#include <QtEndian>


namespace zc::crypto {

using namespace Qt::StringLiterals;

QString slotKindName(SlotKind kind)
{
    switch (kind) {
    case SlotKind::Keychain: return u"keychain"_s;
    case SlotKind::Passphrase: return u"passphrase"_s;
    case SlotKind::Password: return u"password"_s;
    }
    return {};
}

QByteArray Slot::associatedData(const QUuid &storeId) const
{
    QByteArray aad = "zc-slot" + storeId.toRfc4122() + info.id.toRfc4122() + char(1 + int(info.kind));
    if (info.kind == SlotKind::Keychain)
        return aad + info.backend.toUtf8();
    char numbers[16];
    qToBigEndian<quint64>(scrypt.n, numbers);
    qToBigEndian<quint32>(scrypt.r, numbers + 8);
    qToBigEndian<quint32>(scrypt.p, numbers + 12);
    return aad + QByteArray(numbers, sizeof numbers) + salt;
}

Result<void> Slot::wrap(const QUuid &storeId, const SecretBytes &slotKey, const SecretBytes &ringKey)
{
    nonce = randomBytes(12);
    auto sealed = aeadSeal(Suite::Aes256Gcm, {slotKey.view(), {}}, nonce, associatedData(storeId), {}, ringKey.view());
    if (!sealed.ok())
        return sealed.error();
    wrapped = *sealed;
    return {};
}

Result<SecretBytes> Slot::unwrap(const QUuid &storeId, const SecretBytes &slotKey) const
{
    auto opened = aeadOpen(Suite::Aes256Gcm, {slotKey.view(), {}}, nonce, associatedData(storeId), {}, wrapped);
    if (!opened.ok() || opened->size() != 32)
        return Error{ErrorKind::Denied, u"CRY-SLOT-WRONG"_s, slotKindName(info.kind)};
    return SecretBytes::consume(*opened);
}

QJsonObject Slot::toJson() const
{
    QJsonObject object{{u"id"_s, info.id.toString(QUuid::WithoutBraces)}, {u"kind"_s, slotKindName(info.kind)},
                       {u"nonce"_s, QString::fromLatin1(nonce.toBase64())}, {u"wrapped"_s, QString::fromLatin1(wrapped.toBase64())}};
    if (info.kind == SlotKind::Keychain) {
        object.insert(u"backend"_s, info.backend);
    } else {
        object.insert(u"salt"_s, QString::fromLatin1(salt.toBase64()));
        object.insert(u"n"_s, qint64(scrypt.n));
        object.insert(u"r"_s, qint64(scrypt.r));
        object.insert(u"p"_s, qint64(scrypt.p));
    }
    return object;
}

std::optional<Slot> Slot::fromJson(const QJsonObject &object)
{
    Slot slot;
    slot.info.id = QUuid::fromString(object[u"id"].toString());
    slot.nonce = QByteArray::fromBase64(object[u"nonce"].toString().toLatin1());
    slot.wrapped = QByteArray::fromBase64(object[u"wrapped"].toString().toLatin1());
    if (slot.info.id.isNull() || slot.nonce.size() != 12 || slot.wrapped.size() != 48)
        return std::nullopt;
    const QString kind = object[u"kind"].toString();
    if (kind == u"keychain") {
        slot.info.backend = object[u"backend"].toString();
        return slot;
    }
    if (kind != u"passphrase" && kind != u"password")
        return std::nullopt;
    slot.info.kind = kind == u"password" ? SlotKind::Password : SlotKind::Passphrase;
    slot.salt = QByteArray::fromBase64(object[u"salt"].toString().toLatin1());
    slot.scrypt = {quint64(object[u"n"].toInteger()), quint32(object[u"r"].toInteger()), quint32(object[u"p"].toInteger())};
    return slot;
}

QString Slot::secretName(const QUuid &storeId) const
{
    return u"zongchuang-store-"_s + storeId.toString(QUuid::WithoutBraces) + u'-' + info.id.toString(QUuid::WithoutBraces);
}

} // namespace zc::crypto
