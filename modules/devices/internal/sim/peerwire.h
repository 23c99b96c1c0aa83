#pragma once
#include "internal/link/lineopener.h"

namespace zc::devices::sim {

// The peer's end of a line. One thread uses it; wake() may be called from any.
class PeerWire {
public:
    virtual ~PeerWire();
    virtual bool open() = 0;
    virtual void close() = 0;                               // the other end sees a hang-up
    virtual bool isOpen() const = 0;
    virtual QString path() const = 0;                       // what a driver opens; empty for a line in memory
    virtual void wait(int ms) = 0;                          // until bytes are there, wake() or the time is over
    virtual void wake() = 0;
    virtual qsizetype read(char *buffer, qsizetype size) = 0;       // 0: nothing there
    virtual qsizetype write(QByteArrayView bytes) = 0;      // -1: gone, 0: full
};

// A pseudo-terminal; linkPath, when given, is a symbolic link that follows it through hang-ups. Null with errno where none is to be had.
std::unique_ptr<PeerWire> makePtyWire(const QString &linkPath);

// A TCP port of the loopback; path() is its number, which stays through hang-ups.
std::unique_ptr<PeerWire> makeTcpWire();

// Both ends in this process: no file, no kernel; works where there are no pseudo-terminals.
class MemoryWire : public PeerWire {
public:
    // The driver's end; null while the peer has hung up. A second one ends the first, as a port can be opened once.
    virtual std::unique_ptr<ByteChannel> connectChannel() = 0;
};
std::shared_ptr<MemoryWire> makeMemoryWire();

// For the ordinary driver over a line in memory; `refuses` says whether its users are let in.
LineOpener memoryOpener(const std::shared_ptr<MemoryWire> &wire, std::function<bool()> refuses, DeviceClass cls);

} // namespace zc::devices::sim
