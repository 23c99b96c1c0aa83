#include "bootstrap/windowstate.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace zc::client {
using namespace Qt::StringLiterals;

constexpr qint64 kLargestFile = 64 * 1024;

WindowState::WindowState(const QString &dataDir)
    : m_path(QDir(dataDir).filePath(u"window.json"_s))
{
    QFile file(m_path);
    if (file.open(QIODevice::ReadOnly) && file.size() <= kLargestFile) m_values = QJsonDocument::fromJson(file.readAll()).object();
}

QByteArray WindowState::geometry() const { return QByteArray::fromBase64(m_values[u"geometry"_s].toString().toLatin1()); }

void WindowState::setGeometry(const QByteArray &geometry)
{
    m_values[u"geometry"_s] = QString::fromLatin1(geometry.toBase64());
    write();
}

QList<double> WindowState::columns(const QString &table) const
{
    QList<double> factors;
    for (const QJsonValue &factor : m_values[u"columns"_s][table].toArray()) factors.append(factor.toDouble());
    return factors;
}

void WindowState::setColumns(const QString &table, const QList<double> &factors)
{
    QJsonArray list;
    for (const double factor : factors) list.append(factor);
    QJsonObject tables = m_values[u"columns"_s].toObject();
    tables[table] = list;
    m_values[u"columns"_s] = tables;
    write();
}

void WindowState::write() const
{
    QSaveFile file(m_path);
    if (file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(m_values).toJson(QJsonDocument::Compact)) > 0) file.commit();
}

} // namespace zc::client
