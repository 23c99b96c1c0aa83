#include "internal/sim/wired.h"

#include <cerrno>
#include <chrono>
#include <cstring>

namespace zc::devices::sim {

using namespace Qt::StringLiterals;

Result<void> Wired::lay(bool terminal)
{
    if (terminal)
        wire = makePtyWire({});
    else
        wire = memory = makeMemoryWire();
    if (!wire)
        return Error{ErrorKind::Internal, u"DEV-SIM-PTY"_s, QString::fromLocal8Bit(std::strerror(errno))};
    return {};
}

void Wired::begin()
{
    m_thread = std::thread([this] {
        while (!isStopping())
            wire->wait(round());
    });
}

void Wired::end()
{
    {
        const std::lock_guard lock(mutex);
        m_stopping = true;
    }
    wire->wake();
    m_thread.join();
}

Result<void> Wired::obey(const QByteArray &line)
{
    Result<void> applied;
    {
        const std::lock_guard lock(mutex);
        applied = apply(line);
    }
    wire->wake();
    return applied;
}

bool Wired::refuses() const
{
    const std::lock_guard lock(mutex);
    return denied;
}

QStringList Wired::said() const
{
    const std::lock_guard lock(mutex);
    return transcript;
}

bool Wired::isStopping() const
{
    const std::lock_guard lock(mutex);
    return m_stopping;
}

void Wired::send(qsizetype most)
{
    const qsizetype piece = unplugAfter >= 0 ? qMin<qsizetype>(most, unplugAfter) : most;
    const qsizetype count = wire->write(QByteArrayView(outgoing).first(piece));
    if (count <= 0)
        return;
    outgoing.remove(0, count);
    if (unplugAfter < 0)
        return;
    unplugAfter -= count;
    if (unplugAfter <= 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));      // what was sent is read before the line breaks
        unplugAfter = -1;
        pullOut();
    }
}

} // namespace zc::devices::sim
