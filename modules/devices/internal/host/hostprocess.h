#pragma once
#include "internal/host/hostchannel.h"

#include <devices/hosteddriver.h>

#include <QElapsedTimer>
#include <QProcess>

#include <functional>

namespace zc::devices::host {

// One running device host as the client sees it: started, known by its secret, pinged, killed. Of one thread, blocking in short
// slices. Whatever ends it leaves why(): DEV-HOST-CRASH, DEV-HOST-HANG, DEV-HOST-FRAME or DEV-HOST-START. The destructor ends the
// process and whatever it has started itself.
class HostProcess {
public:
    using Stop = std::function<bool()>;     // true: give up at once

    static Result<std::unique_ptr<HostProcess>> start(const HostedDriverSettings &settings, const Stop &stop);
    ~HostProcess();

    // A message about the device or a job; pongs are used up here, and pings go out when it is time.
    std::optional<WireValue> receive(int waitMs);
    std::optional<WireValue> leftBehind();  // what had arrived when it ended, in its order; nothing once it broke a rule
    bool send(const QString &name, WireValue message);
    qint64 nextJob() { return ++m_lastJob; }
    qint64 lastJob() const { return m_lastJob; }
    bool alive() const { return m_why.code.isEmpty(); }
    const Error &why() const { return m_why; }
    void kill(const Error &why);            // the first reason stays
    Error hung() const;

private:
    HostProcess(const HostedDriverSettings &settings, std::unique_ptr<HostListener> listener);
    Result<void> greet(const Stop &stop);
    bool isHello(const WireValue &message) const;
    void askForLife();
    void noteEnd();
    bool chatters();
    void killGroup();

    const HostedDriverSettings m_settings;
    const QByteArray m_secret;
    std::unique_ptr<HostListener> m_listener;   // its folder is the process's working folder
    std::unique_ptr<HostChannel> m_channel;
    QProcess m_process;
    QElapsedTimer m_sincePing;
    QElapsedTimer m_sinceCount;
    int m_counted = 0;                      // messages since then
    qint64 m_group = 0;                     // of the process and its children
    int m_unanswered = 0;
    bool m_brokeARule = false;
    qint64 m_lastJob = 0;
    Error m_why;
};

} // namespace zc::devices::host
