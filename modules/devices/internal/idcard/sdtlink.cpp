#include "sdtlink.h"

#include "internal/idcard/cardcontent.h"

namespace zc::devices {

using namespace Qt::StringLiterals;
using sdt::Command;
using sdt::Outcome;

namespace {

constexpr int kSliceMs = 20;            // how long the thread may not look at the stop request
constexpr int kWriteMs = 200;

Outcome failed(FaultClass cls, const QString &code = {})
{
    return {Outcome::Kind::Failure, {cls, {}, code, false}, std::nullopt};
}

} // namespace

SdtLink::SdtLink(std::unique_ptr<ByteChannel> channel) : m_channel(std::move(channel)) {}

Outcome SdtLink::gone()
{
    m_channel.reset();
    return failed(FaultClass::Transport, u"gone"_s);
}

Outcome SdtLink::exchange(Command command, JobContext &context)
{
    if (m_dirty) {
        const Outcome fenced = fence(context);
        if (fenced.kind == Outcome::Kind::Failure)
            return fenced;
    }
    return run(command, context, false);
}

Outcome SdtLink::fence(JobContext &context)
{
    const Outcome outcome = run(Command::SamStatus, context, true);
    if (outcome.kind == Outcome::Kind::Failure && outcome.fault.cls == FaultClass::Timeout && !context.stopRequested() && context.remainingMs() > 0)
        m_channel.reset();              // silent for too long: only a fresh line is trusted again
    return outcome;
}

Outcome SdtLink::run(Command command, JobContext &context, bool asFence)
{
    if (!m_channel)
        return gone();
    if (context.stopRequested())
        return failed(FaultClass::Cancelled);
    const QByteArray request = sdt::requestFrame(quint16(command));
    m_channel->discardInput();
    m_dirty = true;                     // until a clean end; a stop in between leaves it so
    if (!m_channel->write(request, kWriteMs))
        return m_channel->isOpen() ? failed(FaultClass::Timeout) : gone();

    const qint64 startMs = context.nowMs();
    const qint64 deadlineMs = startMs + context.remainingMs();
    m_exchange = std::make_unique<sdt::SdtExchange>(command, request, startMs, deadlineMs,
                                                    asFence ? sdt::SdtExchange::Mode::Fence : sdt::SdtExchange::Mode::Ordinary);
    std::array<char, 512> buffer;
    qint64 nowMs = startMs;
    while (!m_exchange->ended()) {
        const qint64 waitMs = qBound(qint64(0), m_exchange->dueMs() - nowMs, qint64(kSliceMs));
        const qsizetype count = m_channel->read(buffer.data(), buffer.size(), int(waitMs));
        nowMs = context.nowMs();
        if (count < 0)
            return gone();
        m_exchange->feed(QByteArrayView(buffer.data(), count), nowMs);
        if (count > 0)
            wipe(buffer.data(), std::size_t(count));
        if (context.stopRequested() && !m_exchange->ended())
            return failed(FaultClass::Cancelled);
    }
    m_dirty = !m_exchange->leavesLinkClean();
    return m_exchange->outcome();
}

} // namespace zc::devices
