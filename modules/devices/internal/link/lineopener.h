#pragma once
#include "internal/link/bytechannel.h"

#include <devices/driver.h>

namespace zc::devices {

// How a driver over a line gets it: the ordinary ones open a port or a connection, the simulator's is in memory.
struct LineOpener {
    QString bus, place;                 // of the candidate
    std::function<bool()> present;
    std::function<Result<std::unique_ptr<ByteChannel>>(const std::function<bool()> &stop)> open;

    static LineOpener serial(const QString &path, int baud, DeviceClass cls);
    static LineOpener tcp(const std::shared_ptr<HostLookup> &host, quint16 port, DeviceClass cls, int waitMs);
    QList<Candidate> scan() const;
};

} // namespace zc::devices
