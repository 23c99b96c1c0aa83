#pragma once
#include <base/result.h>
#include <devices/faults.h>

#include <QByteArrayView>
#include <QString>

#include <functional>
#include <memory>

namespace zc::devices {

class HostLookup;

// A line to a device. One thread; a call waits no longer than it was told. The first error closes the line for good:
// a hung-up port reports "readable" for ever, and whoever goes on asking it spins.
class ByteChannel {
public:
    virtual ~ByteChannel();
    // Bytes read, 0 after waitMs without any, -1 when the line is gone.
    virtual qsizetype read(char *buffer, qsizetype size, int waitMs) = 0;
    // Bytes taken, 0 after waitMs without any, -1 when the line is gone.
    virtual qsizetype writeSome(QByteArrayView bytes, int waitMs) = 0;
    bool write(QByteArrayView bytes, int waitMs);                   // all of it; false: gone, or waitMs without a byte taken
    virtual void discardInput() = 0;
    virtual bool isOpen() = 0;                                      // looks at the line without waiting
};

// 8N1 without flow control. Errors of `cls`: absent, denied, busy, link (not a terminal).
Result<std::unique_ptr<ByteChannel>> openSerialLine(const QString &path, int baud, DeviceClass cls);

// Errors of `cls`: absent (no such host, refused, silent for waitMs, which counts for the name and the connection together), denied.
// `stop` is looked at every 20 ms.
Result<std::unique_ptr<ByteChannel>> openTcpLine(HostLookup &host, quint16 port, DeviceClass cls, const std::function<bool()> &stop, int waitMs);

} // namespace zc::devices
