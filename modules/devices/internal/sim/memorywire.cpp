#include "peerwire.h"

#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>

namespace zc::devices::sim {

using std::chrono::milliseconds;

namespace {

constexpr qsizetype kLineBytes = 16 * 1024;

struct Line {
    std::mutex mutex;
    std::condition_variable changed;
    QByteArray toPeer;
    QByteArray toDriver;
    int connection = 0;             // 0: nobody has the driver's end
    int lastConnection = 0;
    bool up = true;
    bool woken = false;
};

qsizetype take(QByteArray &from, char *buffer, qsizetype size)
{
    const qsizetype count = qMin(size, from.size());
    std::memcpy(buffer, from.constData(), size_t(count));
    // Card data must not stay behind in the tail of the queue's buffer.
    std::memset(from.data(), 0, size_t(count));
    from.remove(0, count);
    return count;
}

class MemoryChannel final : public ByteChannel {
public:
    MemoryChannel(std::shared_ptr<Line> line, int connection) : m_line(std::move(line)), m_connection(connection) {}
    ~MemoryChannel() override
    {
        const std::lock_guard lock(m_line->mutex);
        if (m_line->connection == m_connection)
            m_line->connection = 0;
    }

    qsizetype read(char *buffer, qsizetype size, int waitMs) override
    {
        std::unique_lock lock(m_line->mutex);
        m_line->changed.wait_for(lock, milliseconds(waitMs), [this] { return !alive() || !m_line->toDriver.isEmpty(); });
        // As with a terminal: what was sent before the line broke can still be read.
        if (m_line->connection == m_connection && !m_line->toDriver.isEmpty())
            return take(m_line->toDriver, buffer, size);
        return alive() ? 0 : -1;
    }

    qsizetype writeSome(QByteArrayView bytes, int waitMs) override
    {
        std::unique_lock lock(m_line->mutex);
        // As with a real line: a peer that does not read stops the writer.
        m_line->changed.wait_for(lock, milliseconds(waitMs), [this] { return !alive() || m_line->toPeer.size() < kLineBytes; });
        if (!alive())
            return -1;
        const qsizetype count = qBound<qsizetype>(0, kLineBytes - m_line->toPeer.size(), bytes.size());
        m_line->toPeer.append(bytes.first(count));
        m_line->changed.notify_all();
        return count;
    }

    void discardInput() override
    {
        const std::lock_guard lock(m_line->mutex);
        if (m_line->connection == m_connection)
            m_line->toDriver.clear();
    }

    bool isOpen() override
    {
        const std::lock_guard lock(m_line->mutex);
        return alive();
    }

private:
    bool alive() const { return m_line->up && m_line->connection == m_connection; }

    const std::shared_ptr<Line> m_line;
    const int m_connection;
};

class MemoryWireImpl final : public MemoryWire {
public:
    ~MemoryWireImpl() override { MemoryWireImpl::close(); }

    bool open() override
    {
        const std::lock_guard lock(m_line->mutex);
        m_line->up = true;
        m_line->connection = 0;
        m_line->toPeer.clear();
        m_line->toDriver.clear();
        return true;
    }

    void close() override
    {
        const std::lock_guard lock(m_line->mutex);
        m_line->up = false;
        m_line->toPeer.clear();
        m_line->changed.notify_all();
    }

    bool isOpen() const override
    {
        const std::lock_guard lock(m_line->mutex);
        return m_line->up;
    }

    QString path() const override { return {}; }

    void wait(int ms) override
    {
        std::unique_lock lock(m_line->mutex);
        m_line->changed.wait_for(lock, milliseconds(ms), [this] { return m_line->woken || !m_line->toPeer.isEmpty(); });
        m_line->woken = false;
    }

    void wake() override
    {
        const std::lock_guard lock(m_line->mutex);
        m_line->woken = true;
        m_line->changed.notify_all();
    }

    qsizetype read(char *buffer, qsizetype size) override
    {
        const std::lock_guard lock(m_line->mutex);
        const qsizetype count = take(m_line->toPeer, buffer, size);
        m_line->changed.notify_all();
        return count;
    }

    qsizetype write(QByteArrayView bytes) override
    {
        const std::lock_guard lock(m_line->mutex);
        if (!m_line->up)
            return -1;
        if (m_line->connection != 0) {          // nobody listens: the bytes go nowhere
            m_line->toDriver.append(bytes);
            m_line->changed.notify_all();
        }
        return bytes.size();
    }

    std::unique_ptr<ByteChannel> connectChannel() override
    {
        const std::lock_guard lock(m_line->mutex);
        if (!m_line->up)
            return nullptr;
        m_line->connection = ++m_line->lastConnection;
        m_line->toDriver.clear();
        m_line->changed.notify_all();
        return std::make_unique<MemoryChannel>(m_line, m_line->connection);
    }

private:
    const std::shared_ptr<Line> m_line = std::make_shared<Line>();
};

} // namespace

std::shared_ptr<MemoryWire> makeMemoryWire()
{
    return std::make_shared<MemoryWireImpl>();
}

LineOpener memoryOpener(const std::shared_ptr<MemoryWire> &wire, std::function<bool()> refuses, DeviceClass cls)
{
    LineOpener opener;
    opener.bus = QStringLiteral("simulator");
    opener.place = QString::number(quintptr(wire.get()), 16);
    opener.present = [wire] { return wire->isOpen(); };
    opener.open = [wire, refuses = std::move(refuses), cls](const std::function<bool()> &) -> Result<std::unique_ptr<ByteChannel>> {
        if (refuses())
            return toError({FaultClass::Denied, {}, {}, true}, cls);
        auto channel = wire->connectChannel();
        if (!channel)
            return toError({FaultClass::NoDevice, {}, {}, true}, cls);
        return channel;
    };
    return opener;
}

} // namespace zc::devices::sim
