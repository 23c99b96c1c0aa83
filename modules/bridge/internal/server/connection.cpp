#include "connection.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPResponse.h>

#include <QScopeGuard>

#include <sys/socket.h>
#include <thread>

namespace zc::bridge {

using namespace Qt::StringLiterals;
using Poco::Net::Socket;

namespace {

constexpr int kHeadMs = 2000;               // from accept to the end of the head, whatever pieces it comes in
constexpr int kSliceMs = 50;
constexpr int kLeaveMs = 2000;              // for the other end to take what is left
constexpr int kDrainMs = 150;               // so that an answer is read before the connection is torn down
constexpr int kMostUnderway = 32;           // messages between this thread and the session's
constexpr int kMostControlFrames = 50;      // a second
constexpr char kHelloBody[] = "{\"service\":\"zc-bridge\",\"version\":\"1.0\"}";

Poco::Timespan span(qint64 ms)
{
    return Poco::Timespan(ms * 1000);
}

} // namespace

bool Door::accept(const Poco::Net::StreamSocket &socket)
{
    const std::lock_guard lock(m_mutex);
    if (stopping || m_unfinished >= kMostUnfinishedHeads)
        return false;
    ++m_unfinished;
    m_accepted[socket.impl()] = m_clock.elapsed();
    return true;
}

qint64 Door::takeAccepted(const Poco::Net::StreamSocket &socket)
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_accepted.find(socket.impl());
    if (entry == m_accepted.end())
        return m_clock.elapsed();
    const qint64 atMs = entry->second;
    m_accepted.erase(entry);
    return atMs;
}

void Door::headRead()
{
    const std::lock_guard lock(m_mutex);
    --m_unfinished;
}

int Door::takeSocket(const QString &origin)
{
    const std::lock_guard lock(m_mutex);
    if (locked || stopping || m_sockets >= kMostSockets)
        return 503;
    if (m_perOrigin.value(origin) >= kMostSocketsPerOrigin)
        return 429;
    ++m_sockets;
    ++m_perOrigin[origin];
    return 0;
}

void Door::giveSocket(const QString &origin)
{
    const std::lock_guard lock(m_mutex);
    --m_sockets;
    if (--m_perOrigin[origin] <= 0)
        m_perOrigin.remove(origin);
}

AdmissionRules Door::rules() const
{
    const std::lock_guard lock(m_mutex);
    return m_rules;
}

void Door::setRules(const AdmissionRules &rules)
{
    const std::lock_guard lock(m_mutex);
    m_rules = rules;
}

void Connection::run()
{
    const qint64 acceptedMs = m_door.takeAccepted(socket());
    bool whole = false;
    try {
        socket().setNoDelay(true);
        whole = readHead(acceptedMs);
    } catch (const Poco::Exception &) {
        // Gone before it said anything.
    }
    m_door.headRead();
    try {
        if (!whole && m_input.size() < kLongestHead) {
            if (m_door.record && !m_door.stopping)
                m_door.record({u"refused"_s, {}, u"late"_s, u"closed"_s});
            return;                                         // late or gone: no word to it
        }
        const auto head = whole ? parseHead(QByteArrayView(m_input).first(m_headEnd)) : std::nullopt;
        Verdict verdict = admit(head, m_door.rules());
        if (verdict.kind == Verdict::Kind::Socket) {
            const int refusal = m_door.takeSocket(verdict.origin);
            if (refusal == 0) {
                const auto give = qScopeGuard([&] { m_door.giveSocket(verdict.origin); });
                serve(verdict, QByteArrayView(m_input).sliced(m_headEnd));
                return;
            }
            verdict = {Verdict::Kind::Refused, refusal, m_door.locked ? "locked" : "places", verdict.origin, verdict.native, {}};
        }
        if (verdict.kind == Verdict::Kind::Refused && m_door.record)
            m_door.record({u"refused"_s, verdict.origin, QString::fromLatin1(verdict.check), QString::number(verdict.status)});
        answer(verdict.status, verdict.kind == Verdict::Kind::Hello ? QByteArray(kHelloBody) : QByteArray());
        drain(kDrainMs);
    } catch (const Poco::Exception &) {
        // The other end has gone; there is nobody to tell.
    }
}

bool Connection::readHead(qint64 acceptedMs)
{
    char piece[8192];
    while (!m_door.stopping && m_input.size() < kLongestHead) {
        const qint64 leftMs = acceptedMs + kHeadMs - m_door.elapsedMs();
        if (leftMs <= 0)
            return false;
        if (!socket().poll(span(qMin<qint64>(leftMs, kSliceMs)), Socket::SELECT_READ))
            continue;
        const int count = socket().receiveBytes(piece, sizeof piece);
        if (count <= 0)
            return false;
        m_input.append(piece, count);
        m_headEnd = endOfHead(m_input);
        if (m_headEnd >= 0)
            return true;
    }
    return false;
}

void Connection::answer(int status, const QByteArray &body)
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(status) + ' '
        + QByteArray::fromStdString(Poco::Net::HTTPResponse::getReasonForStatus(Poco::Net::HTTPResponse::HTTPStatus(status))) + "\r\n";
    if (!body.isEmpty())
        text += "Content-Type: application/json\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    text += "Connection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    socket().setSendTimeout(span(kLeaveMs));
    for (qsizetype at = 0; at < text.size();)
        at += socket().sendBytes(text.constData() + at, int(text.size() - at), MSG_NOSIGNAL);
}

void Connection::serve(const Verdict &verdict, QByteArrayView early)
{
    const QByteArray text = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + verdict.accept
        + "\r\nSec-WebSocket-Protocol: zc-bridge.v1\r\n\r\n";
    socket().sendBytes(text.constData(), int(text.size()), MSG_NOSIGNAL);
    socket().setBlocking(false);
    const auto line = std::make_shared<SocketLine>(socket());
    const quint64 id = m_door.nextId++;
    Core *core = &m_door.core;
    const Caller caller{verdict.native ? QString() : verdict.origin, verdict.native};
    QMetaObject::invokeMethod(core, [=] { core->open(id, caller, line); }, Qt::QueuedConnection);
    const auto close = qScopeGuard([=] { QMetaObject::invokeMethod(core, [=] { core->close(id); }, Qt::QueuedConnection); });

    FrameReader reader;
    if (!early.isEmpty())
        line->outlet.leave(CloseCode::Protocol);            // nobody may speak before the handshake is over
    QElapsedTimer leaving;
    while (!line->outlet.done()) {
        if (m_door.stopping)
            line->outlet.leave(CloseCode::GoingAway);
        if (line->outlet.leaving() && !leaving.isValid())
            leaving.start();
        if (leaving.isValid() && leaving.elapsed() > kLeaveMs)
            break;
        const bool full = line->underway >= kMostUnderway;
        const int mode = (full ? 0 : int(Socket::SELECT_READ)) | (line->outlet.waiting() ? int(Socket::SELECT_WRITE) : 0);
        if (mode == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        else
            socket().poll(span(kSliceMs), mode);
        if (!line->outlet.flush())
            return;
        if (!full && !take(reader, id, line))
            return;
    }
    socket().shutdownSend();
    drain(kDrainMs);
}

// Reads what has come. False: the other end has gone.
bool Connection::take(FrameReader &reader, quint64 id, const std::shared_ptr<SocketLine> &line)
{
    char piece[16384];
    int count = -1;
    try {
        if (!socket().poll(Poco::Timespan(0), Socket::SELECT_READ))
            return true;
        count = socket().receiveBytes(piece, sizeof piece);
    } catch (const Poco::TimeoutException &) {
        return true;
    }
    if (count == 0)
        return false;
    if (count < 0 || line->outlet.leaving())
        return true;                                        // what still comes after our goodbye is read and forgotten
    reader.feed(QByteArrayView(piece, count));
    while (auto incoming = reader.next()) {
        switch (incoming->kind) {
        case Incoming::Kind::Text:
        case Incoming::Kind::Binary: {
            ++line->underway;
            Core *core = &m_door.core;
            const bool binary = incoming->kind == Incoming::Kind::Binary;
            QMetaObject::invokeMethod(core, [=, payload = incoming->payload] {
                core->receive(id, payload, binary);
                --line->underway;
            }, Qt::QueuedConnection);
            break;
        }
        case Incoming::Kind::Ping:
        case Incoming::Kind::Pong:
            if (m_control.count(m_door.elapsedMs()) > kMostControlFrames)
                line->outlet.leave(CloseCode::Policy);
            else if (incoming->kind == Incoming::Kind::Ping)
                line->outlet.send(pongFrame(incoming->payload));
            break;
        case Incoming::Kind::Close:
        case Incoming::Kind::Violation: line->outlet.leave(incoming->code); break;
        }
    }
    return true;
}

void Connection::drain(int ms)
{
    socket().shutdownSend();
    QElapsedTimer passed;
    passed.start();
    char piece[8192];
    qint64 taken = 0;
    while (passed.elapsed() < ms && taken < kLongestHead && !m_door.stopping) {
        if (!socket().poll(span(qMin<qint64>(kSliceMs, ms - passed.elapsed() + 1)), Socket::SELECT_READ))
            continue;
        const int count = socket().receiveBytes(piece, sizeof piece);
        if (count <= 0)
            return;
        taken += count;
    }
}

} // namespace zc::bridge
