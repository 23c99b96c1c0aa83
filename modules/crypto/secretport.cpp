#include "secretport.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace zc::crypto {

using namespace Qt::StringLiterals;

namespace {

Error absent(const QString &name)
{
    return {ErrorKind::NotFound, u"CRY-SECRET-ABSENT"_s, name};
}

constexpr qint64 kLargestSecret = 64 * 1024;
constexpr QFileDevice::Permissions kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

// Names are ids of slots; hashing them keeps any other text from becoming a path.
QString fileFor(const QString &folder, const QString &name)
{
    return folder + u'/' + QString::fromLatin1(QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex().left(32))
        + u".secret"_s;
}

} // namespace

SecretPort::~SecretPort() = default;

QString MemorySecretPort::backendName() const
{
    return u"memory"_s;
}

Result<SecretBytes> MemorySecretPort::get(const QString &name)
{
    const QMutexLocker guard(&m_mutex);
    const auto found = m_secrets.constFind(name);
    if (found == m_secrets.constEnd())
        return absent(name);
    return (*found)->clone();
}

Result<void> MemorySecretPort::put(const QString &name, const SecretBytes &secret)
{
    const QMutexLocker guard(&m_mutex);
    m_secrets.insert(name, std::make_shared<SecretBytes>(secret.clone()));
    return {};
}

Result<void> MemorySecretPort::remove(const QString &name)
{
    const QMutexLocker guard(&m_mutex);
    m_secrets.remove(name);
    return {};
}

FileSecretPort::FileSecretPort(const QString &folder) : m_folder(folder) {}

QString FileSecretPort::backendName() const
{
    return u"file"_s;
}

Result<SecretBytes> FileSecretPort::get(const QString &name)
{
    QFile file(fileFor(m_folder, name));
    if (!file.exists())
        return absent(name);
    // A secret that others may read is none any more; using it on would hide that.
    if (file.permissions() & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther))
        return Error{ErrorKind::Denied, u"CRY-SECRET-UNREADABLE"_s, u"mode of %1"_s.arg(file.fileName())};
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || file.size() > kLargestSecret)
        return Error{ErrorKind::Denied, u"CRY-SECRET-UNREADABLE"_s, file.fileName()};
    SecretBytes secret(file.size());
    qint64 have = 0;
    while (have < secret.size()) {
        const qint64 count = file.read(reinterpret_cast<char *>(secret.bytes()) + have, secret.size() - have);
        if (count <= 0)
            return Error{ErrorKind::Denied, u"CRY-SECRET-UNREADABLE"_s, file.fileName()};
        have += count;
    }
    return secret;
}

Result<void> FileSecretPort::put(const QString &name, const SecretBytes &secret)
{
    const Error failed{ErrorKind::Internal, u"CRY-SECRET-WRITE"_s, m_folder};
    if (!QDir().mkpath(m_folder)
        || !QFile::setPermissions(m_folder, kOwnerOnly | QFileDevice::ExeOwner))
        return failed;
    QSaveFile file(fileFor(m_folder, name));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(kOwnerOnly)
        || file.write(secret.view().data(), secret.size()) != secret.size() || !file.commit())
        return failed;
    return {};
}

Result<void> FileSecretPort::remove(const QString &name)
{
    QFile file(fileFor(m_folder, name));
    if (file.exists() && !file.remove())
        return Error{ErrorKind::Internal, u"CRY-SECRET-WRITE"_s, m_folder};
    return {};
}

} // namespace zc::crypto
