#include "quarantine.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace zc::pluginhost {

using namespace Qt::StringLiterals;

Quarantine::Quarantine(const QString &stateFolder) : m_folder(stateFolder) {}

QString Quarantine::path(const QString &id, const char *suffix) const
{
    return m_folder + u'/' + id + QLatin1String(suffix);
}

bool Quarantine::holds(const QString &id, const QString &manifestHash)
{
    const QString locked = path(id, ".quarantine");
    if (QFile::exists(path(id, ".loading"))) {
        QFile::remove(locked);
        QFile::rename(path(id, ".loading"), locked);
    }
    QFile file(locked);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray build = file.readAll().trimmed();
    // An unreadable note locks in as well: the crash may have torn it.
    if (build.size() != manifestHash.size() || build == manifestHash.toLatin1())
        return true;
    file.close();
    QFile::remove(locked);
    return false;
}

Result<void> Quarantine::mark(const QString &id, const QString &manifestHash)
{
    QDir().mkpath(m_folder);
    QSaveFile file(path(id, ".loading"));
    if (!file.open(QIODevice::WriteOnly) || file.write(manifestHash.toLatin1()) != manifestHash.size() || !file.commit())
        return Error{ErrorKind::Internal, u"PLG-MARKER"_s, id};
    return {};
}

void Quarantine::unmark(const QString &id)
{
    QFile::remove(path(id, ".loading"));
}

void Quarantine::release(const QString &id)
{
    QFile::remove(path(id, ".quarantine"));
}

} // namespace zc::pluginhost
