#pragma once
#include "internal/link/bytechannel.h"
#include "internal/idcard/sdtexchange.h"

#include <devices/device.h>

#include <memory>

namespace zc::devices {

// Requests and answers over one line. Knows when an answer of an earlier exchange may still be on its way ("dirty") and
// then sends SAM status as a fence, dropping everything up to its answer, so that a late answer never becomes the next
// person's card. Driver thread only.
class SdtLink {
public:
    explicit SdtLink(std::unique_ptr<ByteChannel> channel);

    // One exchange within the job's deadline. Failure: the fault; success and absent items: the outcome, data() valid
    // until the next call. Cancelled when the context says stop.
    sdt::Outcome exchange(sdt::Command command, JobContext &context);
    QByteArrayView data() const { return m_exchange->data(); }
    void forgetAnswer() { m_exchange.reset(); }     // wipes it

    // Proves that the other end answers and that nothing late is on the line. Used after opening as well.
    sdt::Outcome fence(JobContext &context);
    bool isOpen() { return m_channel && m_channel->isOpen(); }

private:
    sdt::Outcome run(sdt::Command command, JobContext &context, bool asFence);
    sdt::Outcome gone();

    std::unique_ptr<ByteChannel> m_channel;
    std::unique_ptr<sdt::SdtExchange> m_exchange;
    bool m_dirty = false;
};

} // namespace zc::devices
