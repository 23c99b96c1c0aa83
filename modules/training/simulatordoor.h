#pragma once
#include <base/result.h>

#include <QObject>

#include <functional>
#include <memory>

class QLocalServer;

namespace zc::training {

// A local socket of this user by which `zcctl device simulate --desk` tells the simulated devices of a running practice what to do:
// one JSON line each way, {"scn-1":{"fault":{…}}} → {"ok":true} or {"error":{"code","detail"}}. Only a practice has one. GUI thread.
class SimulatorDoor : public QObject {
    Q_OBJECT
public:
    using Control = std::function<Result<void>(const QString &device, const QByteArray &line)>;
    SimulatorDoor(const QString &folder, Control control, QObject *parent = nullptr);
    ~SimulatorDoor() override;
    bool isOpen() const;
    static QString pathIn(const QString &folder);

private:
    QByteArray answer(const QByteArray &line) const;
    const Control m_control;
    std::unique_ptr<QLocalServer> m_server;
};

} // namespace zc::training
