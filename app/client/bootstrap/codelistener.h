#pragma once
#include <devices/devicehub.h>

#include <QHash>
#include <QObject>
#include <QSet>

namespace zc::client {

// Keeps the code scanners of this window listening: one job after the other on each, as long as nobody else wants the device and
// the desk is not locked. What is scanned meanwhile reaches nobody. GUI thread; never waits.
class CodeListener : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    static QString ownerId();                            // of its claims

    void attach(devices::DeviceHub &hub);                // the hub outlives this
    void setAway(bool away);                             // the desk is locked
    bool yield(const QString &device);                   // leaves it to somebody else; false: it did not listen there
    void takeBack(const QString &device);

Q_SIGNALS:
    void scanned(const QString &code);
    void refused(const zc::Error &error);                // something was scanned that is no code

private:
    void look();
    void listen(const QString &device, bool onlyNew);
    void stop(const QString &device);

    devices::DeviceHub *m_hub = nullptr;
    QHash<QString, devices::ClaimId> m_listening;
    QSet<QString> m_yielded;
    bool m_away = false;
};

} // namespace zc::client
