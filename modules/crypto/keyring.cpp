#include "keyring.h"

#include "internal/cell.h"
#include "internal/slot.h"

#include <crypto/digest.h>

#include <QHash>
#include <QJsonArray>
#include <QMap>
#include <QMutex>
#include <QtEndian>

namespace zc::crypto {

using namespace Qt::StringLiterals;

namespace {

// 31 symbols, a prime, so that the check character finds every single wrong character and every exchange of neighbours.
constexpr QLatin1StringView kAlphabet("23456789ABCDEFGHJKMNPQRSTUVWXYZ");
constexpr int kPassphraseLength = 30;

struct WrappedKey {
    QByteArray nonce;
    QByteArray wrapped;
};

QByteArray keyAssociatedData(const QUuid &storeId, quint32 keyId)
{
    char id[4];
    qToBigEndian<quint32>(keyId, id);
    return "zc-dek" + storeId.toRfc4122() + QByteArray(id, 4);
}

QString compact(QStringView text)
{
    QString out;
    for (const QChar c : text) {
        if (!c.isSpace() && c != u'-')
            out.append(c.toUpper());
    }
    return out;
}

int checkValue(QStringView body)
{
    int sum = 0;
    for (qsizetype i = 0; i < body.size(); ++i)
        sum += int(i + 1) * int(kAlphabet.indexOf(body[i]));
    return sum % int(kAlphabet.size());
}

// A generated passphrase is read however it was typed; any other stays as it is, in one Unicode form.
QByteArray passphraseBytes(QStringView text)
{
    return KeyRing::passphraseLooksRight(text) ? compact(text).toUtf8()
                                               : text.toString().normalized(QString::NormalizationForm_KC).toUtf8();
}

// Typed the same everywhere, and nothing else changed: capitals, blanks and hyphens count.
QByteArray passwordBytes(QStringView text)
{
    return text.toString().normalized(QString::NormalizationForm_C).toUtf8();
}

Error locked()
{
    return {ErrorKind::Denied, u"CRY-RING-LOCKED"_s, {}};
}

Error badFormat(const QString &what)
{
    return {ErrorKind::Corrupt, u"CRY-RING-FORMAT"_s, what};
}

} // namespace

struct KeyRing::Private {
    mutable QMutex mutex;
    QUuid storeId;
    QList<Slot> slotList;
    QJsonArray foreignSlots;                               // kinds of a later program: kept, not understood
    QMap<quint32, WrappedKey> wrapped;
    SecretBytes ringKey;
    QMap<quint32, std::shared_ptr<SecretBytes>> dataKeys;  // filled while open
    mutable QHash<QByteArray, std::shared_ptr<const SecretBytes>> derived;

    bool open() const { return !ringKey.isEmpty(); }

    Result<void> addKey(quint32 id)
    {
        auto key = std::make_shared<SecretBytes>(SecretBytes::random(32));
        WrappedKey entry{randomBytes(12), {}};
        auto sealed = aeadSeal(Suite::Aes256Gcm, {ringKey.view(), {}}, entry.nonce, keyAssociatedData(storeId, id), {}, key->view());
        if (!sealed.ok())
            return sealed.error();
        entry.wrapped = *sealed;
        wrapped.insert(id, entry);
        dataKeys.insert(id, key);
        return {};
    }

    Result<void> adopt(SecretBytes candidate)
    {
        QMap<quint32, std::shared_ptr<SecretBytes>> keys;
        for (auto it = wrapped.constBegin(); it != wrapped.constEnd(); ++it) {
            auto key = aeadOpen(Suite::Aes256Gcm, {candidate.view(), {}}, it->nonce, keyAssociatedData(storeId, it.key()), {},
                                it->wrapped);
            if (!key.ok() || key->size() != 32)
                return badFormat(u"data key %1"_s.arg(it.key()));
            keys.insert(it.key(), std::make_shared<SecretBytes>(SecretBytes::consume(*key)));
        }
        ringKey = std::move(candidate);
        dataKeys = std::move(keys);
        derived.clear();
        return {};
    }
};

KeyRing::KeyRing() : m_d(std::make_unique<Private>()) {}
KeyRing::~KeyRing() = default;

std::unique_ptr<KeyRing> KeyRing::create(const QUuid &storeId)
{
    std::unique_ptr<KeyRing> ring(new KeyRing);
    ring->m_d->storeId = storeId;
    ring->m_d->ringKey = SecretBytes::random(32);
    if (const auto added = ring->m_d->addKey(1); !added.ok())
        qFatal("Cannot wrap a new data key: %s", qPrintable(added.error().detail));
    return ring;
}

Result<std::unique_ptr<KeyRing>> KeyRing::fromJson(const QJsonObject &object)
{
    std::unique_ptr<KeyRing> ring(new KeyRing);
    Private &d = *ring->m_d;
    d.storeId = QUuid::fromString(object[u"storeId"].toString());
    if (object[u"format"].toInt() != 1 || d.storeId.isNull())
        return badFormat(u"format or store id"_s);
    const QJsonArray keys = object[u"keys"].toArray();
    for (const QJsonValue &value : keys) {
        const auto id = quint32(value[u"id"].toInteger());
        const WrappedKey key{QByteArray::fromBase64(value[u"nonce"].toString().toLatin1()),
                             QByteArray::fromBase64(value[u"wrapped"].toString().toLatin1())};
        if (id == 0 || d.wrapped.contains(id) || key.nonce.size() != 12 || key.wrapped.size() != 48)
            return badFormat(u"wrapped key"_s);
        d.wrapped.insert(id, key);
    }
    const QJsonArray entries = object[u"slots"].toArray();
    for (const QJsonValue &value : entries) {
        if (const auto slot = Slot::fromJson(value.toObject()))
            d.slotList.append(*slot);
        else
            d.foreignSlots.append(value);
    }
    if (d.wrapped.isEmpty() || d.wrapped.size() > 1000 || d.slotList.size() > 64)
        return badFormat(u"number of keys or slots"_s);
    return ring;
}

QJsonObject KeyRing::toJson() const
{
    const QMutexLocker guard(&m_d->mutex);
    QJsonArray entries;
    for (const Slot &slot : m_d->slotList)
        entries.append(slot.toJson());
    for (const QJsonValue &foreign : std::as_const(m_d->foreignSlots))
        entries.append(foreign);
    QJsonArray keys;
    for (auto it = m_d->wrapped.constBegin(); it != m_d->wrapped.constEnd(); ++it)
        keys.append(QJsonObject{{u"id"_s, qint64(it.key())},
                                {u"nonce"_s, QString::fromLatin1(it->nonce.toBase64())},
                                {u"wrapped"_s, QString::fromLatin1(it->wrapped.toBase64())}});
    return {{u"format"_s, 1}, {u"storeId"_s, m_d->storeId.toString(QUuid::WithoutBraces)}, {u"slots"_s, entries}, {u"keys"_s, keys}};
}

QUuid KeyRing::storeId() const
{
    return m_d->storeId;
}

bool KeyRing::isOpen() const
{
    const QMutexLocker guard(&m_d->mutex);
    return m_d->open();
}

void KeyRing::lock()
{
    const QMutexLocker guard(&m_d->mutex);
    m_d->derived.clear();
    m_d->dataKeys.clear();
    m_d->ringKey.clear();
}

Result<void> KeyRing::openWithKeychain(SecretPort &port)
{
    const QMutexLocker guard(&m_d->mutex);
    Error last{ErrorKind::NotFound, u"CRY-SLOT-NONE"_s, u"keychain"_s};
    for (const Slot &slot : std::as_const(m_d->slotList)) {
        if (slot.info.kind != SlotKind::Keychain)
            continue;
        auto slotKey = port.get(slot.secretName(m_d->storeId));
        if (!slotKey.ok()) {
            last = slotKey.error();
            continue;
        }
        auto ringKey = slot.unwrap(m_d->storeId, *slotKey);
        if (ringKey.ok())
            return m_d->adopt(std::move(*ringKey));
        last = ringKey.error();
    }
    return last;
}

Result<void> KeyRing::openWithPassphrase(QStringView passphrase)
{
    return openWithText(SlotKind::Passphrase, passphraseBytes(passphrase));
}

Result<void> KeyRing::openWithPassword(QStringView password)
{
    return openWithText(SlotKind::Password, passwordBytes(password));
}

Result<void> KeyRing::openWithText(SlotKind kind, QByteArray bytes)
{
    const QMutexLocker guard(&m_d->mutex);
    const SecretBytes secret = SecretBytes::consume(bytes);
    Error last{ErrorKind::NotFound, u"CRY-SLOT-NONE"_s, slotKindName(kind)};
    for (const Slot &slot : std::as_const(m_d->slotList)) {
        if (slot.info.kind != kind)
            continue;
        const auto slotKey = scrypt(secret.view(), slot.salt, slot.scrypt);
        if (!slotKey.ok()) {
            last = slotKey.error();
            continue;
        }
        auto ringKey = slot.unwrap(m_d->storeId, *slotKey);
        if (ringKey.ok())
            return m_d->adopt(std::move(*ringKey));
        last = ringKey.error();
    }
    return last;
}

QList<SlotInfo> KeyRing::slotList() const
{
    const QMutexLocker guard(&m_d->mutex);
    QList<SlotInfo> list;
    for (const Slot &slot : std::as_const(m_d->slotList))
        list.append(slot.info);
    return list;
}

Result<QUuid> KeyRing::addKeychainSlot(SecretPort &port)
{
    const QMutexLocker guard(&m_d->mutex);
    if (!m_d->open())
        return locked();
    Slot slot;
    slot.info = {QUuid::createUuid(), SlotKind::Keychain, port.backendName()};
    const SecretBytes slotKey = SecretBytes::random(32);
    const QString name = slot.secretName(m_d->storeId);
    if (const auto written = port.put(name, slotKey); !written.ok())
        return written.error();
    // A keychain may accept a secret and lose it (a slow wallet makes the library change its backend): believe what comes back.
    const auto back = port.get(name);
    if (!back.ok())
        return back.error();
    if (!constantTimeEqual(back->view(), slotKey.view()))
        return Error{ErrorKind::Internal, u"CRY-SECRET-WRITE"_s, u"read back differs"_s};
    if (const auto wrapped = slot.wrap(m_d->storeId, slotKey, m_d->ringKey); !wrapped.ok())
        return wrapped.error();
    m_d->slotList.append(slot);
    return slot.info.id;
}

Result<QUuid> KeyRing::addPassphraseSlot(QStringView passphrase, const ScryptParameters &parameters)
{
    return addTextSlot(SlotKind::Passphrase, passphraseBytes(passphrase), parameters);
}

Result<QUuid> KeyRing::addPasswordSlot(QStringView password, const ScryptParameters &parameters)
{
    return addTextSlot(SlotKind::Password, passwordBytes(password), parameters);
}

Result<QUuid> KeyRing::addTextSlot(SlotKind kind, QByteArray bytes, const ScryptParameters &parameters)
{
    const QMutexLocker guard(&m_d->mutex);
    const SecretBytes secret = SecretBytes::consume(bytes);
    if (!m_d->open())
        return locked();
    Slot slot;
    slot.info = {QUuid::createUuid(), kind, {}};
    slot.scrypt = parameters;
    slot.salt = randomBytes(16);
    const auto slotKey = scrypt(secret.view(), slot.salt, parameters);
    if (!slotKey.ok())
        return slotKey.error();
    if (const auto wrapped = slot.wrap(m_d->storeId, *slotKey, m_d->ringKey); !wrapped.ok())
        return wrapped.error();
    m_d->slotList.append(slot);
    return slot.info.id;
}

Result<void> KeyRing::removeSlot(const QUuid &id)
{
    const QMutexLocker guard(&m_d->mutex);
    for (qsizetype i = 0; i < m_d->slotList.size(); ++i) {
        if (m_d->slotList[i].info.id != id)
            continue;
        if (m_d->slotList.size() == 1)
            return Error{ErrorKind::Denied, u"CRY-SLOT-LAST"_s, {}};
        m_d->slotList.removeAt(i);
        return {};
    }
    return Error{ErrorKind::NotFound, u"CRY-SLOT-NONE"_s, id.toString(QUuid::WithoutBraces)};
}

QString KeyRing::generatePassphrase()
{
    QString body;
    while (body.size() < kPassphraseLength - 1) {
        const QByteArray bytes = randomBytes(64);
        for (const char byte : bytes) {
            const int value = uchar(byte) & 31;            // 31 of 32 values serve: no bias
            if (value < int(kAlphabet.size()) && body.size() < kPassphraseLength - 1)
                body.append(QChar(kAlphabet[value]));
        }
    }
    body.append(QChar(kAlphabet[checkValue(body)]));
    QString text;
    for (int i = 0; i < kPassphraseLength; ++i) {
        if (i > 0 && i % 5 == 0)
            text.append(u'-');
        text.append(body[i]);
    }
    return text;
}

bool KeyRing::passphraseLooksRight(QStringView text)
{
    const QString plain = compact(text);
    if (plain.size() != kPassphraseLength)
        return false;
    for (const QChar c : plain) {
        if (!kAlphabet.contains(c))
            return false;
    }
    return kAlphabet.indexOf(plain.back()) == checkValue(QStringView(plain).chopped(1));
}

quint32 KeyRing::currentKeyId() const
{
    const QMutexLocker guard(&m_d->mutex);
    return m_d->wrapped.lastKey();
}

quint32 KeyRing::firstKeyId() const
{
    const QMutexLocker guard(&m_d->mutex);
    return m_d->wrapped.firstKey();
}

QList<quint32> KeyRing::keyIds() const
{
    const QMutexLocker guard(&m_d->mutex);
    return m_d->wrapped.keys();
}

Result<quint32> KeyRing::addDataKey()
{
    const QMutexLocker guard(&m_d->mutex);
    if (!m_d->open())
        return locked();
    const quint32 id = m_d->wrapped.lastKey() + 1;
    if (const auto added = m_d->addKey(id); !added.ok())
        return added.error();
    return id;
}

Result<void> KeyRing::retireDataKey(quint32 keyId)
{
    const QMutexLocker guard(&m_d->mutex);
    if (keyId == m_d->wrapped.firstKey() || keyId == m_d->wrapped.lastKey() || !m_d->wrapped.contains(keyId))
        return Error{ErrorKind::Denied, u"CRY-KEY-IN-USE"_s, QString::number(keyId)};
    m_d->wrapped.remove(keyId);
    m_d->dataKeys.remove(keyId);
    m_d->derived.clear();
    return {};
}

Result<std::shared_ptr<const SecretBytes>> KeyRing::derive(quint32 keyId, Suite suite, QByteArrayView purpose, QByteArrayView table,
                                                           qsizetype length) const
{
    const QByteArray info = QByteArray(1, char(suite)) + purpose.toByteArray() + table.toByteArray();
    const QByteArray cacheKey = QByteArray::number(keyId) + ' ' + QByteArray::number(length) + ' ' + info;
    const QMutexLocker guard(&m_d->mutex);
    if (!m_d->open())
        return locked();
    if (const auto found = m_d->derived.constFind(cacheKey); found != m_d->derived.constEnd())
        return *found;
    const auto key = m_d->dataKeys.constFind(keyId);
    if (key == m_d->dataKeys.constEnd())
        return Error{ErrorKind::Corrupt, u"CRY-KEY-UNKNOWN"_s, QString::number(keyId)};
    const DigestKind kind = suite == Suite::Aes256Gcm ? DigestKind::Sha256 : DigestKind::Sm3;
    auto derived = std::make_shared<const SecretBytes>(hkdf(kind, (*key)->view(), {}, info, length));
    m_d->derived.insert(cacheKey, derived);
    return std::shared_ptr<const SecretBytes>(derived);
}

} // namespace zc::crypto
