#pragma once
#include <base/result.h>
#include <devices/faults.h>

#include <QByteArrayView>
#include <QString>

#include <memory>

namespace zc::devices {

// A line to a device. One thread; a call waits no longer than it was told. The first error closes the line for good:
// a hung-up port reports "readable" for ever, and whoever goes on asking it spins.
class ByteChannel {
public:
    virtual ~ByteChannel();
    // Bytes read, 0 after waitMs without any, -1 when the line is gone.
    virtual qsizetype read(char *buffer, qsizetype size, int waitMs) = 0;
    virtual bool write(QByteArrayView bytes, int waitMs) = 0;       // false: gone, or not taken in time
    virtual void discardInput() = 0;
    virtual bool isOpen() = 0;                                      // looks at the line without waiting
};

// 8N1 without flow control. Errors of `cls`: absent, denied, busy, link (not a terminal).
Result<std::unique_ptr<ByteChannel>> openSerialLine(const QString &path, int baud, DeviceClass cls);

} // namespace zc::devices
