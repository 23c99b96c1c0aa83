#pragma once
#include "internal/host/wirevalue.h"

#include <optional>

namespace zc::devices::host {

// A frame: u32LE length of the map, then the map. The map's member `t` names the message.
QByteArray frameOf(const WireValue &message);

// Cuts a stream into frames, whatever pieces it arrives in. A broken rule (length 0 or above the limit, no CBOR, not a map,
// no text `t`) is final: the two ends no longer agree about where a frame begins. Consumed bytes are wiped. Pure.
class FrameSplitter {
public:
    FrameSplitter() = default;
    FrameSplitter(const FrameSplitter &) = delete;
    FrameSplitter &operator=(const FrameSplitter &) = delete;
    ~FrameSplitter();

    void feed(QByteArrayView bytes);
    // The same without a copy: at least `bytes` bytes to write into, then how many were written. Valid until the next call.
    char *room(qsizetype bytes);
    void filled(qsizetype bytes) { m_end += bytes; }
    std::optional<WireValue> next();            // nothing: more bytes are needed, or broken
    bool broken() const { return !m_why.code.isEmpty(); }
    const Error &why() const { return m_why; }  // DEV-HOST-FRAME

private:
    void wipeBuffer();
    QByteArray m_buffer;                        // never longer than two frames and one piece of input
    qsizetype m_at = 0, m_end = 0;              // what has arrived and was not taken; everything before it is wiped
    Error m_why;
};

} // namespace zc::devices::host
