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

TerminalServer::TerminalServer() = default;

TerminalServer::~TerminalServer() { stop(); }

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

bool TerminalServer::opens(const QByteArray &path) const { return path.endsWith("/state"); }

QByteArray TerminalServer::refusal(int status) const { return json("{}", status); }

bool TerminalServer::answer(Peer &peer, const Request &request, std::unique_lock<std::mutex> &lock)
{
    const auto &[method, path, body] = request;
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
    if (!takeTime(peer, fault == "deaf" ? -1 : waitMs))
        return false;
    const QByteArray whole = json(good);
    if (fault == "cut" || fault == "unplug")
        return breakOff(peer, {}, whole, part, fault == "unplug");
    peer.send(fault == "nonsense" ? json("<html>no JSON</html>") : fault == "defect" ? json("{}", 500) : fault == "error" ? json("{\"state\":\"broken\"}")
              : fault == "long" ? json('"' + QByteArray(20'000, 'x') + '"') : fault == "refuse" ? json("{}", 403) : whole);
    return true;
}

} // namespace zc::peers
