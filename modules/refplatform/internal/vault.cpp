#include "internal/vault.h"

#include "internal/database.h"

#include <base/uuid.h>
#include <crypto/digest.h>
#include <crypto/secretport.h>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;

Error keyStorage(const QString &what) { return {ErrorKind::Internal, u"REF-STORAGE"_s, what}; }

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return keyStorage(u"cannot read "_s + QFileInfo(path).fileName());
    return file.readAll();
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);      // temporary file, fsync, rename
    if (!file.open(QIODevice::WriteOnly))
        return keyStorage(u"cannot write "_s + QFileInfo(path).fileName());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(bytes);
    if (!file.commit())
        return keyStorage(u"cannot write "_s + QFileInfo(path).fileName());
    return {};
}

crypto::CellAddress address(const QUuid &storeId, const char *table, const QByteArray &key, quint64 revision)
{
    return {storeId, table, "body", crypto::sha256(key).first(16), revision};
}

} // namespace

Result<std::unique_ptr<Vault>> Vault::open(const QString &dataDir)
{
    auto vault = std::unique_ptr<Vault>(new Vault);
    const QDir dir(dataDir);
    crypto::FileSecretPort port(dir.filePath(u"keychain"_s));
    const QString ringFile = dir.filePath(u"keys.json"_s);
    if (QFile::exists(ringFile)) {
        const auto text = readFile(ringFile);
        if (!text)
            return text.error();
        auto ring = crypto::KeyRing::fromJson(QJsonDocument::fromJson(*text).object());
        if (!ring)
            return ring.error();
        vault->m_ring = std::move(*ring);
        if (auto opened = vault->m_ring->openWithKeychain(port); !opened)
            return opened.error();
    } else {
        vault->m_ring = crypto::KeyRing::create(makeUuidV7());
        if (auto slot = vault->m_ring->addKeychainSlot(port); !slot)
            return slot.error();
        if (auto written = writeFile(ringFile, QJsonDocument(vault->m_ring->toJson()).toJson()); !written)
            return written.error();
    }
    vault->m_envelope = std::make_unique<crypto::Envelope>(*vault->m_ring);
    auto macKey = vault->m_ring->derive(vault->m_ring->firstKeyId(), crypto::Suite::Aes256Gcm, "mac.", "platform", 32);
    if (!macKey)
        return macKey.error();
    vault->m_macKey = *macKey;
    vault->m_platformId = u"ref-"_s + uuidText(vault->m_ring->storeId());

    const QString keyFile = dir.filePath(u"receipt.key"_s);
    try {
        if (QFile::exists(keyFile)) {
            const auto cell = readFile(keyFile);
            if (!cell)
                return cell.error();
            auto key = crypto::SigningKey::fromPkcs8(vault->open("receipt", "key", 1, *cell));
            if (!key)
                return key.error();
            vault->m_receiptKey = *key;
        } else {
            auto key = crypto::SigningKey::generate();
            if (!key)
                return key.error();
            auto der = key->pkcs8();
            if (!der)
                return der.error();
            if (auto written = writeFile(keyFile, vault->seal("receipt", "key", 1, der->view())); !written)
                return written.error();
            vault->m_receiptKey = *key;
        }
    } catch (const DbFault &) {
        return Error{ErrorKind::Corrupt, u"REF-STORAGE"_s, u"receipt key does not open"_s};
    }
    vault->m_keyId = vault->m_receiptKey->verifyKey().thumbprint();
    return vault;
}

QByteArray Vault::seal(const char *table, const QByteArray &key, quint64 revision, QByteArrayView plain) const
{
    auto cell = m_envelope->seal(address(m_ring->storeId(), table, key, revision), plain);
    if (!cell)
        throw DbFault("sealing failed: " + cell.error().code.toStdString());
    return *cell;
}

QByteArray Vault::open(const char *table, const QByteArray &key, quint64 revision, QByteArrayView cell) const
{
    auto plain = m_envelope->open(address(m_ring->storeId(), table, key, revision), cell);
    if (!plain)
        throw DbFault("a sealed cell does not open: " + plain.error().code.toStdString());
    return *plain;
}

QByteArray Vault::mac(const char *purpose, QByteArrayView data) const
{
    // The purpose is length-prefixed, so that no two purposes share an input.
    const QByteArray name(purpose);
    return crypto::hmac(crypto::DigestKind::Sha256, m_macKey->view(), QByteArray(1, char(name.size())) + name + data.toByteArray());
}

QByteArray Vault::protect(const char *purpose, QByteArrayView payload) const
{
    return (mac(purpose, payload) + payload.toByteArray()).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<QByteArray> Vault::unprotect(const char *purpose, QByteArrayView text) const
{
    constexpr qsizetype kMac = 32;
    if (text.size() > 4096)
        return {};
    const auto bytes = QByteArray::fromBase64Encoding(text.toByteArray(), QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
                                                                              | QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes || bytes.decoded.size() < kMac)
        return {};
    const QByteArray payload = bytes.decoded.sliced(kMac);
    // Compared as text: another spelling of the same bytes is an edited text too.
    if (!crypto::constantTimeEqual(protect(purpose, payload), text))
        return {};
    return payload;
}

} // namespace zc::refplatform
