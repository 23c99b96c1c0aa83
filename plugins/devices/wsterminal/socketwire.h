#pragma once
#include <devices/device.h>

#include <QByteArrayView>
#include <QUrl>

#include <Poco/Net/Context.h>
#include <Poco/Net/StreamSocket.h>

namespace zc::devices::wsterminal {

// A job and a time of its own: whichever ends first.
struct Patience {
    JobContext &context;
    qint64 untilMs;
    bool over() const { return context.stopRequested() || context.remainingMs() <= 0 || context.nowMs() >= untilMs; }
    // What it means that nothing came: nobody wants it any longer, or `silence`.
    Fault fault(FaultClass silence) const { return {context.stopRequested() ? FaultClass::Cancelled : silence, {}, {}, true}; }
};

// Certificates are those of the system, or of the file `authority` (PEM) and no other; TLS 1.2 or newer; the name must be the host's.
// Throws Poco::Exception for a file that holds none.
Poco::Net::Context::Ptr trustedContext(const QString &authority);

// One TCP connection, plain or under TLS. One thread; no call waits longer than it is told. Nothing of Poco is thrown.
class SocketWire {
public:
    SocketWire() = default;
    ~SocketWire();
    SocketWire(const SocketWire &) = delete;
    SocketWire &operator=(const SocketWire &) = delete;

    // `trust` null: plain. NoDevice: nobody there; Denied: a certificate that is not good; Timeout: no TLS in time.
    std::optional<Fault> connect(const QUrl &address, const Poco::Net::Context::Ptr &trust, const Patience &patience);
    qsizetype read(char *buffer, qsizetype most, int waitMs);       // 0: nothing came; −1: gone
    bool write(QByteArrayView bytes, int stallMs);                  // false: gone, or nothing was taken for so long
    bool isOpen() const { return m_open; }
    void close();

private:
    std::optional<Fault> secure(const QString &host, const Poco::Net::Context::Ptr &trust, const Patience &patience);

    Poco::Net::StreamSocket m_socket;
    bool m_open = false;
};

} // namespace zc::devices::wsterminal
