#include "faultproxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace zc::rigs {
namespace {

const QByteArray kPage = "<html><body>please log in</body></html>";

bool isHead(const QByteArray &request) { return request.startsWith("HEAD "); }

QByteArray portal()
{
    return Peer::answer(200, kPage, "Content-Type: text/html\r\nConnection: close\r\n");
}

} // namespace

FaultProxy::FaultProxy(quint16 upstream, Judge judge)
    : m_upstream(upstream), m_judge(std::move(judge)), m_server([this](Peer &client, int) { serve(client); })
{
}

void FaultProxy::setJudge(Judge judge)
{
    const std::lock_guard lock(m_mutex);
    m_judge = std::move(judge);
}

QList<QByteArray> FaultProxy::firstLines() const
{
    const std::lock_guard lock(m_mutex);
    return m_lines;
}

void FaultProxy::serve(Peer &client)
{
    for (QByteArray request; !(request = client.readRequest()).isEmpty();) {
        Way way = Way::Pass;
        {
            const std::lock_guard lock(m_mutex);
            m_lines.append(request.left(request.indexOf('\r')));
            const int nth = ++m_count;
            if (m_judge)
                way = m_judge(request, nth);
        }
        if (!answer(client, request, way))
            return;
    }
}

// One request on a connection of its own, the whole answer. The platform is asked to close, so the end is the end.
QByteArray FaultProxy::exchange(const QByteArray &request)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(m_upstream);
    if (::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
        ::close(fd);
        return {};
    }
    Peer platform(fd, m_never);
    QByteArray once = request;
    once.insert(once.indexOf("\r\n") + 2, "Connection: close\r\n");
    platform.send(once);
    return platform.readAnswer(isHead(request));
}

bool FaultProxy::answer(Peer &client, const QByteArray &request, Way way)
{
    switch (way) {
    case Way::Down: return false;
    case Way::Portal: client.send(portal()); return false;
    case Way::Gateway: client.send(Peer::answer(502, "upstream", "Content-Type: text/plain\r\nConnection: close\r\n")); return false;
    case Way::Redirect: client.send(Peer::answer(307, "", "Location: http://127.0.0.1:1/\r\nConnection: close\r\n")); return false;
    default: break;
    }
    QByteArray reply = exchange(request);
    if (way == Way::Twice)
        reply = exchange(request);
    if (reply.isEmpty())
        return false;
    const qsizetype body = reply.indexOf("\r\n\r\n") + 4;
    switch (way) {
    case Way::LoseReply: return false;
    case Way::CutReply:
        client.send(reply.left(reply.size() - std::max<qsizetype>(1, (reply.size() - body) / 2)));
        client.reset();
        return false;
    case Way::PortalAfter: client.send(portal()); return false;
    case Way::Damaged:
        if (reply.size() > body)
            reply[reply.size() - 2] = reply.at(reply.size() - 2) == 'x' ? 'y' : 'x';
        break;
    case Way::WrongLength:
        client.send(QByteArray(reply).replace("Content-Length: ", "Content-Length: 9"));
        return false;
    case Way::Late: std::this_thread::sleep_for(std::chrono::milliseconds(lateMs)); break;
    default: break;
    }
    client.send(reply);
    return !reply.left(body).toLower().contains("connection: close");
}

} // namespace zc::rigs
