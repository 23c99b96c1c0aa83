#include "bootstrap/preferences.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace zc::client {
using namespace Qt::StringLiterals;
using uikit::Appearance;
using uikit::Density;
using uikit::Scheme;

Preferences::Preferences(const QString &dataDir)
    : m_path(QDir(dataDir).filePath(u"desk.json"_s))
{
    QFile file(m_path);
    if (file.open(QIODevice::ReadOnly)) m_values = QJsonDocument::fromJson(file.readAll()).object();
}

Appearance Preferences::appearance() const
{
    Appearance a;
    const QString scheme = m_values[u"scheme"_s].toString();
    a.scheme = scheme == "dark"_L1 ? Scheme::Dark : scheme == "contrast"_L1 ? Scheme::Contrast : Scheme::Light;
    const QString density = m_values[u"density"_s].toString();
    a.density = density == "compact"_L1 ? Density::Compact : density == "relaxed"_L1 ? Density::Relaxed : Density::Standard;
    a.zoomPercent = m_values[u"zoom"_s].toInt(100);
    a.largeType = m_values[u"largeType"_s].toBool();
    a.reducedMotion = m_values[u"reducedMotion"_s].toBool();
    return a;
}

void Preferences::setAppearance(const Appearance &a)
{
    m_values[u"scheme"_s] = a.scheme == Scheme::Dark ? u"dark"_s : a.scheme == Scheme::Contrast ? u"contrast"_s : u"light"_s;
    m_values[u"density"_s] = a.density == Density::Compact ? u"compact"_s : a.density == Density::Relaxed ? u"relaxed"_s : u"standard"_s;
    m_values[u"zoom"_s] = a.zoomPercent;
    m_values[u"largeType"_s] = a.largeType;
    m_values[u"reducedMotion"_s] = a.reducedMotion;
    write();
}

QByteArray Preferences::windowGeometry() const { return QByteArray::fromBase64(m_values[u"window"_s].toString().toLatin1()); }

void Preferences::setWindowGeometry(const QByteArray &geometry)
{
    m_values[u"window"_s] = QString::fromLatin1(geometry.toBase64());
    write();
}

QString Preferences::scanFolder() const { return m_values[u"scanFolder"_s].toString(); }

void Preferences::setScanFolder(const QString &folder)
{
    m_values[u"scanFolder"_s] = folder;
    write();
}

bool Preferences::write() const
{
    QSaveFile file(m_path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(m_values).toJson()) > 0 && file.commit();
}

} // namespace zc::client
