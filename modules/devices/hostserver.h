#pragma once
#include <base/result.h>

#include <QByteArray>
#include <QString>

namespace zc {
class Clock;
}

namespace zc::devices {

struct HostServerOptions {
    QString driver;             // id of a driver plugin, or any name for a driver of the house
    QString driverFile;         // full path of the plugin's library, checked by the client; empty: a driver of the house by its address
    QString socket;             // where the client listens
    QByteArray secret;          // what the client wrote to stdin
};

enum class HostExit {
    ClientLeft = 0,             // asked to quit, or the client's end of the socket closed
    Usage = 2,
    NoClient = 3,               // nobody listens at the socket
    BrokenRule = 4              // the client's frames broke the protocol
};

// The device host's whole life: loads one driver, serves one client, ends. Call it from main() of a process made for this.
// It does not return while a driver call hangs; the client kills the process then. Protocol: devices page of the design, section 11,
// and the comment in internal/host/hostserver.cpp.
HostExit serveDriver(const HostServerOptions &options, const Clock &clock);

// Limits for everything that follows: memory, no core file, no gain of rights. Before any foreign code.
void limitThisProcess();

// Ends the process at once, not through the exit handlers of vendors' libraries, which may crash after all was well. What such a
// library has started ends too, and the folder that the client made for this process goes if the client can no longer do it.
[[noreturn]] void endThisProcess(HostExit exit, const QString &socket);

} // namespace zc::devices
