#include "terminalserver.h"

namespace zc::peers {

using rigs::Peer;
using std::chrono::steady_clock;

namespace {

QByteArray json(const QByteArray &body, int status = 200)
{
    return Peer::answer(status, body, "Content-Type: application/json\r\n");
}

// "visit":"…" of a body, without a reader of JSON: what the driver writes is looked at as bytes.
QByteArray member(const QByteArray &body, const QByteArray &name)
{
    const QByteArray before = '"' + name + "\":\"";
    const qsizetype at = body.indexOf(before);
    return at < 0 ? QByteArray() : body.mid(at + before.size(), body.indexOf('"', at + before.size()) - at - before.size());
}

} // namespace

TerminalServer::TerminalServer() : m_server(std::make_unique<rigs::ScriptedServer>([this](Peer &peer, int) { serve(peer); })) {}

TerminalServer::~TerminalServer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_server.reset();
}

void TerminalServer::change(const std::function<void(World &)> &how)
{
    const std::lock_guard lock(m_mutex);
    how(m_world);
}

TerminalServer::World TerminalServer::world() const
{
    const std::lock_guard lock(m_mutex);
    return m_world;
}

int TerminalServer::questions() const
{
    const std::lock_guard lock(m_mutex);
    return m_questions;
}

int TerminalServer::stops() const
{
    const std::lock_guard lock(m_mutex);
    return m_stops;
}

QByteArray TerminalServer::lastBody() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastBody;
}

QStringList TerminalServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void TerminalServer::serve(Peer &peer)
{
    for (;;) {
        if (world().away)
            return peer.reset();
        const QByteArray request = peer.readRequest();
        if (request.isEmpty())
            return peer.close();
        if (world().away)
            return peer.reset();
        if (!answer(peer, request))
            return;
    }
}

QByteArray TerminalServer::stateOf(const QByteArray &visit) const
{
    const bool due = m_world.afterMs >= 0 && steady_clock::now() - m_asked >= std::chrono::milliseconds(m_world.afterMs);
    const QByteArray about = ",\"visit\":\"" + visit + "\"}";
    if (visit != m_visit)
        return "{\"state\":\"stopped\"" + about;
    if (m_world.key.isEmpty() || !due)
        return "{\"state\":\"asking\"" + about;
    if (m_world.key == "declined")
        return "{\"state\":\"declined\"" + about;
    return "{\"state\":\"rated\",\"result\":{\"key\":\"" + m_world.key + "\"}" + about;
}

bool TerminalServer::answer(Peer &peer, const QByteArray &request)
{
    const QByteArray line = request.left(request.indexOf("\r\n")), method = line.split(' ').value(0), path = line.split(' ').value(1);
    const QByteArray body = request.mid(request.indexOf("\r\n\r\n") + 4);
    std::unique_lock lock(m_mutex);
    if (m_requests.size() < 20'000)
        m_requests << QString::fromLatin1(method + ' ' + path);
    if (path.endsWith("/state") && std::exchange(m_world.awayAtOpen, false)) {
        m_world.away = true;
        lock.unlock();
        peer.reset();
        return false;
    }
    if (m_world.refuseAll) {
        peer.send(json("{}", m_world.refuseAll));
        return true;
    }
    if (path.endsWith("/state")) {
        peer.send(json("{\"state\":\"ready\"}"));
    } else if (method == "POST" && path == "/evaluate/questions") {
        m_visit = member(body, "visit");
        m_asked = steady_clock::now();
        m_lastBody = body;
        ++m_questions;
        const QByteArray good = stateOf(m_visit);
        lock.unlock();
        return main(peer, good, 0);
    } else if (method == "GET" && path.startsWith("/evaluate/questions/")) {
        peer.send(json(stateOf(path.mid(path.lastIndexOf('/') + 1))));
    } else if (method == "POST" && path.endsWith("/stop")) {
        ++m_stops;
        m_visit.clear();
        peer.send(json("{\"state\":\"stopped\"}"));
    } else if (method == "POST" && path.startsWith("/queue/windows/")) {
        m_lastBody = body;
        ++m_questions;
        const QByteArray number = path.endsWith("/again") ? member(body, "number") : m_world.number.isEmpty() ? 'B' + QByteArray::number(100 + ++m_counter) : m_world.number;
        const QByteArray good = path.endsWith("/skip") ? QByteArray("{\"state\":\"done\"}")
            : m_world.nobody ? QByteArray("{\"state\":\"nobody\"}") : "{\"ticket\":{\"number\":\"" + number + "\",\"waiting\":7,\"service\":\"综合受理\"}}";
        const int waitMs = m_world.afterMs;
        lock.unlock();
        return main(peer, good, waitMs);
    } else {
        peer.send(json("{}", 404));
    }
    return true;
}

bool TerminalServer::main(Peer &peer, const QByteArray &good, int waitMs)
{
    QByteArray fault;
    double part = 0.5;
    {
        const std::lock_guard lock(m_mutex);
        if (m_world.faultTimes > 0) {
            --m_world.faultTimes;
            fault = m_world.fault;
        }
        part = m_world.part;
    }
    const auto begin = steady_clock::now();
    const auto stopping = [this] { const std::lock_guard lock(m_mutex); return m_stopping || m_world.away; };
    if (fault == "deaf")
        waitMs = -1;
    while (!stopping() && (waitMs < 0 || steady_clock::now() - begin < std::chrono::milliseconds(waitMs)))
        if (peer.waitForClose(5))
            return false;
    const QByteArray whole = json(good);
    if (fault == "cut" || fault == "unplug") {
        peer.send(whole.left(qBound<qsizetype>(1, qsizetype(double(whole.size()) * part), whole.size() - 1)));
        if (fault == "unplug")
            change([](World &world) { world.away = true; });
        peer.close();
        return false;
    }
    peer.send(fault == "nonsense" ? json("<html>no JSON</html>") : fault == "defect" ? json("{}", 500) : fault == "error" ? json("{\"state\":\"broken\"}")
              : fault == "long" ? json('"' + QByteArray(20'000, 'x') + '"') : fault == "refuse" ? json("{}", 403) : whole);
    return true;
}

} // namespace zc::peers
