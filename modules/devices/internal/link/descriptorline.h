#pragma once
#include "internal/link/bytechannel.h"

namespace zc::devices {

// What every line that is a descriptor of the system shares: waiting for it, reading, writing, and closing at the first error.
// Owns the descriptor, which does not block.
class DescriptorLine : public ByteChannel {
public:
    explicit DescriptorLine(int descriptor) : m_descriptor(descriptor) {}
    ~DescriptorLine() override;
    DescriptorLine(const DescriptorLine &) = delete;
    DescriptorLine &operator=(const DescriptorLine &) = delete;

    qsizetype read(char *buffer, qsizetype size, int waitMs) final;
    qsizetype writeSome(QByteArrayView bytes, int waitMs) final;

protected:
    int descriptor() const { return m_descriptor; }             // -1: the line is gone
    bool waitFor(short events, int waitMs);                     // events as poll() names them
    void close();

private:
    virtual qsizetype put(QByteArrayView bytes);                // as write(2)
    qsizetype outcome(qsizetype count);

    int m_descriptor;
};

} // namespace zc::devices
