#pragma once
#include "internal/idcard/sdtcommand.h"

namespace zc::devices::sdt {

// Cuts a byte stream into frames. Pure: no clock, no I/O; what it finds does not depend on how the bytes were cut.
// A wrong length or checksum fails the frame, and the search goes on at the byte after its first preamble byte.
// Holds at most kCapacity bytes, which are wiped in the destructor.
class FrameReader {
public:
    static constexpr int kCapacity = 2 * kLargestFrame;
    enum class Found { NeedMore, Frame, Echo, Failed };

    explicit FrameReader(QByteArray request);               // bytes equal to the request are an Echo
    ~FrameReader();
    FrameReader(const FrameReader &) = delete;
    FrameReader &operator=(const FrameReader &) = delete;

    qsizetype append(QByteArrayView bytes);                 // takes what fits; the rest again after next()
    Found next();
    QByteArrayView body() const { return m_body; }          // after Frame, until the next append: SW1 SW2 SW3 data

    bool sawNoise() const { return m_sawNoise; }
    bool insideFrame() const { return m_insideFrame; }      // a whole preamble waits for its rest

    // The rest of the pending frame will not come: from now on frames that are not whole are skipped, and nothing
    // counts as noise. next() then finds the whole frames inside what is buffered.
    void giveUpPending();
    void goOn() { m_onlyWhole = false; }

private:
    std::array<char, kCapacity> m_buffer;
    int m_begin = 0;
    int m_end = 0;
    QByteArray m_request;
    QByteArrayView m_body;
    bool m_sawNoise = false;
    bool m_insideFrame = false;
    bool m_onlyWhole = false;
};

} // namespace zc::devices::sdt
