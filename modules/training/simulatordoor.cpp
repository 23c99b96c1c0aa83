#include "simulatordoor.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace zc::training {
namespace {

constexpr qint64 kLongestLine = 64 * 1024;

} // namespace

QString SimulatorDoor::pathIn(const QString &folder)
{
    return QDir(folder).absoluteFilePath(u"simulators.sock"_s);
}

SimulatorDoor::SimulatorDoor(const QString &folder, Control control, QObject *parent)
    : QObject(parent), m_control(std::move(control)), m_server(std::make_unique<QLocalServer>())
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    QLocalServer::removeServer(pathIn(folder));          // of a practice that was killed
    connect(m_server.get(), &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *peer = m_server->nextPendingConnection()) {
            connect(peer, &QLocalSocket::disconnected, peer, &QObject::deleteLater);
            connect(peer, &QLocalSocket::readyRead, this, [this, peer] {
                while (peer->canReadLine())
                    peer->write(answer(peer->readLine()) + '\n');
                if (peer->bytesAvailable() > kLongestLine)
                    peer->abort();
            });
        }
    });
    m_server->listen(pathIn(folder));
}

SimulatorDoor::~SimulatorDoor() = default;

bool SimulatorDoor::isOpen() const { return m_server->isListening(); }

QByteArray SimulatorDoor::answer(const QByteArray &line) const
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    Result<void> done = Error{ErrorKind::Invalid, u"DEV-SIM-CONTROL"_s, u"one device a line"_s};
    if (object.size() == 1 && object.begin().value().isObject())
        done = m_control(object.begin().key(), QJsonDocument(object.begin().value().toObject()).toJson(QJsonDocument::Compact));
    const QJsonObject told = done ? QJsonObject{{u"ok"_s, true}}
                                  : QJsonObject{{u"error"_s, QJsonObject{{u"code"_s, done.error().code}, {u"detail"_s, done.error().detail}}}};
    return QJsonDocument(told).toJson(QJsonDocument::Compact);
}

} // namespace zc::training
