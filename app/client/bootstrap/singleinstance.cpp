#include "bootstrap/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>

namespace zc::client {
using namespace Qt::StringLiterals;

SingleInstance::SingleInstance(const QString &dataDir, QObject *parent)
    : QObject(parent)
{
    const QByteArray path = QDir(dataDir).absolutePath().toUtf8();
    m_name = u"zongchuang-"_s + QString::fromLatin1(QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(16));
}

bool SingleInstance::claim()
{
    QLocalSocket other;
    other.connectToServer(m_name);
    // Before the first window there is no event loop to hold up; a live instance answers at once.
    if (other.waitForConnected(200)) {
        other.write("show");
        other.waitForBytesWritten(200);
        return false;
    }
    QLocalServer::removeServer(m_name);    // what a killed instance left behind
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server->nextPendingConnection()) socket->deleteLater();
        Q_EMIT showRequested();
    });
    m_server->listen(m_name);
    return true;
}

} // namespace zc::client
