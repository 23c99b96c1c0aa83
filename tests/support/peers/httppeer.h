#pragma once
#include <support/rigs/scriptedserver.h>

#include <QStringList>

#include <chrono>
#include <memory>

namespace zc::peers {

// What every device behind a small web server shares: a world that the test changes, connections that are reset while it is away, a
// record of what was asked. World has `away`, `awayAtOpen` and `refuseAll`. Thread-safe. Answers are given on threads of the server:
// the destructor of a subclass calls stop() first of all.
template <class W>
class HttpPeer {
public:
    using World = W;
    virtual ~HttpPeer() = default;

    void change(const std::function<void(World &)> &how)
    {
        const std::lock_guard lock(m_mutex);
        how(m_world);
    }
    World world() const
    {
        const std::lock_guard lock(m_mutex);
        return m_world;
    }
    QStringList requests() const            // "POST /eSCL/ScanJobs" …
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

protected:
    struct Request {
        QByteArray method, path, body;
    };
    HttpPeer() : m_server(std::make_unique<rigs::ScriptedServer>([this](rigs::Peer &peer, int) { serve(peer); })) {}

    virtual bool opens(const QByteArray &path) const = 0;               // what a driver asks for first
    virtual QByteArray refusal(int status) const = 0;
    // With `lock` held on m_mutex; gives it back to take its time. False: the connection is over.
    virtual bool answer(rigs::Peer &peer, const Request &request, std::unique_lock<std::mutex> &lock) = 0;

    void stop()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stopping = true;
        }
        m_server.reset();
    }
    QByteArray origin() const { return m_server->origin(); }
    // Until the time is over (-1: never) or the device is away; false: the other side ended the connection.
    bool takeTime(rigs::Peer &peer, int ms) const
    {
        const auto begin = std::chrono::steady_clock::now();
        const auto leaving = [this] { const std::lock_guard lock(m_mutex); return m_stopping || m_world.away; };
        while (!leaving() && (ms < 0 || std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(ms)))
            if (peer.waitForClose(5))
                return false;
        return true;
    }
    // `head` and a part of `body`, never all of it; then the connection ends, and with `unplug` the device is away.
    bool breakOff(rigs::Peer &peer, const QByteArray &head, const QByteArray &body, double part, bool unplug)
    {
        peer.send(head + body.left(qBound<qsizetype>(1, qsizetype(double(body.size()) * part), body.size() - 1)));
        if (unplug)
            change([](World &world) { world.away = true; });
        peer.close();
        return false;
    }

    mutable std::mutex m_mutex;
    World m_world;

private:
    static constexpr int kMostNoted = 20'000;

    void serve(rigs::Peer &peer)
    {
        for (;;) {
            if (world().away)
                return peer.reset();
            const QByteArray request = peer.readRequest();
            if (request.isEmpty())
                return peer.close();
            if (world().away)
                return peer.reset();
            const QList<QByteArray> line = request.left(request.indexOf("\r\n")).split(' ');
            if (!take(peer, {line.value(0), line.value(1), request.mid(request.indexOf("\r\n\r\n") + 4)}))
                return;
        }
    }
    bool take(rigs::Peer &peer, const Request &request)
    {
        std::unique_lock lock(m_mutex);
        if (m_requests.size() < kMostNoted)
            m_requests << QString::fromLatin1(request.method + ' ' + request.path);
        if (opens(request.path) && std::exchange(m_world.awayAtOpen, false)) {
            m_world.away = true;
            lock.unlock();
            peer.reset();
            return false;
        }
        if (m_world.refuseAll) {
            peer.send(refusal(m_world.refuseAll));
            return true;
        }
        return answer(peer, request, lock);
    }

    QStringList m_requests;
    bool m_stopping = false;
    std::unique_ptr<rigs::ScriptedServer> m_server;
};

} // namespace zc::peers
