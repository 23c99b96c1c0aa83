#include "keyfile.h"

#include "internal/durable.h"

#include <base/crashpoint.h>

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargest = 1024 * 1024;

Result<std::unique_ptr<crypto::KeyRing>> ringIn(const QString &path)
{
    const auto bytes = readWhole(path, kLargest);
    if (!bytes.ok())
        return bytes.error();
    const QJsonDocument document = QJsonDocument::fromJson(*bytes);
    if (!document.isObject())
        return Error{ErrorKind::Corrupt, u"STO-KEY-FILE"_s, QFileInfo(path).fileName()};
    return crypto::KeyRing::fromJson(document.object());
}

} // namespace

namespace {

Result<QUuid> addPassword(crypto::KeyRing &ring, const KeySource &source)
{
    return source.password.isEmpty() ? Result<QUuid>(QUuid()) : ring.addPasswordSlot(source.password, source.scrypt);
}

Result<QUuid> addRecovery(crypto::KeyRing &ring, const KeySource &source)
{
    QString passphrase = source.passphrase;
    if (passphrase.isEmpty() && source.newPassphrase)
        passphrase = crypto::KeyRing::generatePassphrase();
    if (passphrase.isEmpty())
        return QUuid();
    if (source.newPassphrase)
        source.newPassphrase(passphrase);
    return ring.addPassphraseSlot(passphrase, source.scrypt);
}

} // namespace

KeyFile::KeyFile(const QString &folder) : m_path(folder + u"/keys.json"_s), m_copy(folder + u"/keys.bak"_s) {}

bool KeyFile::exists() const
{
    return QFile::exists(m_path) || QFile::exists(m_copy);
}

Result<std::unique_ptr<crypto::KeyRing>> KeyFile::load() const
{
    if (!exists())
        return Error{ErrorKind::NotFound, u"STO-KEY-ABSENT"_s, {}};
    if (auto ring = ringIn(m_path); ring.ok())
        return ring;
    if (auto copy = ringIn(m_copy); copy.ok())
        return copy;
    return Error{ErrorKind::Corrupt, u"STO-KEY-FILE"_s, u"keys.json, keys.bak"_s};
}

Result<void> KeyFile::save(const crypto::KeyRing &ring) const
{
    const QByteArray bytes = QJsonDocument(ring.toJson()).toJson(QJsonDocument::Indented);
    for (const QString &path : {m_path, m_copy}) {
        const auto written = writeDurably(path, bytes);
        // Read back before anything relies on it.
        const auto back = written.ok() ? readWhole(path, kLargest) : Result<QByteArray>(written.error());
        if (!back.ok() || *back != bytes)
            return Error{ErrorKind::Internal, u"STO-KEY-WRITE"_s, back.ok() ? u"read back differs"_s : back.error().detail};
        crashPoint("key.slotwritten");
    }
    return {};
}

Result<std::unique_ptr<crypto::KeyRing>> KeyFile::create(const QUuid &storeId, const KeySource &source) const
{
    auto ring = crypto::KeyRing::create(storeId);
    if (source.keychain) {
        if (const auto slot = ring->addKeychainSlot(*source.keychain); !slot.ok())
            return slot.error();
    }
    if (const auto slot = addPassword(*ring, source); !slot.ok())
        return slot.error();
    if (const auto slot = addRecovery(*ring, source); !slot.ok())
        return slot.error();
    if (ring->slotList().isEmpty())
        return Error{ErrorKind::Invalid, u"STO-KEY-CLOSED"_s, u"no way to keep the key was given"_s};
    if (const auto saved = save(*ring); !saved.ok())
        return saved.error();
    return ring;
}

Result<void> KeyFile::replaceSlots(crypto::KeyRing &ring, const KeySource &source) const
{
    KeySource fresh = source;
    fresh.passphrase.clear();
    for (const crypto::SlotKind kind : {crypto::SlotKind::Password, crypto::SlotKind::Passphrase}) {
        const auto made = kind == crypto::SlotKind::Password ? addPassword(ring, fresh) : addRecovery(ring, fresh);
        if (!made.ok())
            return made.error();
        if (made->isNull())
            continue;
        if (auto saved = save(ring); !saved.ok())
            return saved;
        bool removed = false;
        for (const crypto::SlotInfo &slot : ring.slotList()) {
            if (slot.kind != kind || slot.id == *made)
                continue;
            if (auto gone = ring.removeSlot(slot.id); !gone.ok())
                return gone;
            removed = true;
        }
        if (removed)
            if (auto saved = save(ring); !saved.ok())
                return saved;
    }
    return {};
}

Result<void> KeyFile::unlock(crypto::KeyRing &ring, const KeySource &source)
{
    if (ring.isOpen())
        return {};
    QString why = u"no secret was given"_s;
    if (source.keychain) {
        const auto opened = ring.openWithKeychain(*source.keychain);
        if (opened.ok())
            return opened;
        why = opened.error().code;
    }
    if (!source.password.isEmpty()) {
        const auto opened = ring.openWithPassword(source.password);
        if (opened.ok())
            return opened;
        why = opened.error().code;
    }
    if (!source.passphrase.isEmpty()) {
        const auto opened = ring.openWithPassphrase(source.passphrase);
        if (opened.ok())
            return opened;
        why = opened.error().code;
    }
    return Error{ErrorKind::Denied, u"STO-KEY-CLOSED"_s, why};
}

} // namespace zc::store
