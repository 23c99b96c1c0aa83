#include "socketterminal.h"

#include <QCryptographicHash>

namespace zc::peers {

using rigs::Peer;
using std::chrono::steady_clock;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTextFrame = 0x81, kBinaryFrame = 0x82, kCloseFrame = 0x88, kPingFrame = 0x89, kPongFrame = 0x8A;

QByteArray frame(int first, const QByteArray &payload)
{
    QByteArray bytes;
    bytes += char(first);
    if (payload.size() <= 125) {
        bytes += char(payload.size());
    } else if (payload.size() <= 0xFFFF) {
        bytes += char(126);
        bytes += char(payload.size() >> 8);
        bytes += char(payload.size() & 0xFF);
    } else {
        bytes += char(127);
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += char((quint64(payload.size()) >> shift) & 0xFF);
    }
    return bytes + payload;
}

// "name":"…" of a message, without a reader of JSON: what the driver writes is looked at as bytes.
QByteArray member(const QByteArray &body, const QByteArray &name)
{
    const QByteArray before = '"' + name + "\":\"";
    const qsizetype at = body.indexOf(before);
    return at < 0 ? QByteArray() : body.mid(at + before.size(), body.indexOf('"', at + before.size()) - at - before.size());
}

QByteArray rated(const QByteArray &visit, const QByteArray &key)
{
    if (key == "declined")
        return "{\"op\":\"declined\",\"visit\":\"" + visit + "\"}";
    return "{\"op\":\"rated\",\"visit\":\"" + visit + "\",\"key\":\"" + key + "\"}";
}

} // namespace

// One connection and what it still owes.
struct SocketTerminal::Line {
    Peer &peer;
    QByteArray input;
    QByteArray ticket;                      // that waits for its time
    QByteArray visit;                       // that was asked on this line and is not answered
    steady_clock::time_point since;
};

SocketTerminal::SocketTerminal(bool queue)
    : m_queue(queue), m_server(std::make_unique<rigs::ScriptedServer>([this](Peer &peer, int number) { serve(peer, number); })) {}

SocketTerminal::~SocketTerminal()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_server.reset();
}

void SocketTerminal::change(const std::function<void(World &)> &how)
{
    const std::lock_guard lock(m_mutex);
    how(m_world);
}

SocketTerminal::World SocketTerminal::world() const
{
    const std::lock_guard lock(m_mutex);
    return m_world;
}

bool SocketTerminal::over() const
{
    const std::lock_guard lock(m_mutex);
    return m_stopping || m_world.away;
}

int SocketTerminal::questions() const { const std::lock_guard lock(m_mutex); return m_questions; }
int SocketTerminal::stops() const { const std::lock_guard lock(m_mutex); return m_stops; }
int SocketTerminal::handshakes() const { const std::lock_guard lock(m_mutex); return m_handshakes; }
int SocketTerminal::wrongFrames() const { const std::lock_guard lock(m_mutex); return m_wrong; }
int SocketTerminal::pongs() const { const std::lock_guard lock(m_mutex); return m_pongs; }
bool SocketTerminal::isAsking() const { const std::lock_guard lock(m_mutex); return !m_visit.isEmpty(); }
QStringList SocketTerminal::requests() const { const std::lock_guard lock(m_mutex); return m_requests; }
QByteArray SocketTerminal::lastRequest() const { const std::lock_guard lock(m_mutex); return m_lastRequest; }
void SocketTerminal::pingNow() { const std::lock_guard lock(m_mutex); m_ping = true; }

void SocketTerminal::note(const QString &what)
{
    const std::lock_guard lock(m_mutex);
    if (m_requests.size() < 20'000)
        m_requests << what;
}

QByteArray SocketTerminal::takeFault()
{
    const std::lock_guard lock(m_mutex);
    if (m_world.faultTimes <= 0)
        return {};
    --m_world.faultTimes;
    return m_world.fault;
}

bool SocketTerminal::greet(Peer &peer)
{
    const QByteArray request = peer.readRequest();
    QByteArray how, key;
    {
        const std::lock_guard lock(m_mutex);
        if (request.isEmpty())
            return false;
        ++m_handshakes;
        m_lastRequest = request;
        if (std::exchange(m_world.awayAtOpen, false))
            m_world.away = true;
        how = m_world.handshake;
        for (const QByteArray &line : request.split('\n'))
            if (line.startsWith("Sec-WebSocket-Key: "))
                key = line.mid(19).trimmed();
    }
    if (over())
        return false;
    const QByteArray accept = QCryptographicHash::hash((how == "accept" ? "x" + key : key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
    QByteArray head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
    if (how != "noaccept")
        head += "Sec-WebSocket-Accept: " + accept + "\r\n";
    if (how == "extension")
        head += "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    if (how == "huge")
        head += "X-Sample: " + QByteArray(20'000, 'x') + "\r\n";
    head += "\r\n";
    if (how == "silent") {
        while (!over() && peer.readSome(10).has_value()) { }
        return false;
    }
    if (how == "slow") {
        for (const char c : std::as_const(head)) {
            if (over() || !peer.readSome(100).has_value())
                return false;
            peer.send(QByteArray(1, c));
        }
        return true;
    }
    if (how == "nonsense")
        head = "SSH-2.0-sample\r\n";
    if (how.toInt() > 0) {
        peer.send(Peer::answer(how.toInt(), "{}"));
        return false;
    }
    peer.send(head);
    return how != "nonsense";
}

void SocketTerminal::serve(Peer &peer, int)
{
    if (over() || !greet(peer))
        return over() ? peer.reset() : peer.close();
    Line line{peer, {}, {}, {}, {}};
    for (;;) {
        if (over())
            return peer.reset();
        const auto came = peer.readSome(3);
        if (!came)
            return peer.close();
        line.input += *came;
        while (line.input.size() >= 2) {
            const int first = uchar(line.input[0]), second = uchar(line.input[1]);
            qsizetype length = second & 0x7F, at = 2;
            if (length == 126 && line.input.size() >= 4) {
                length = (uchar(line.input[2]) << 8) | uchar(line.input[3]);
                at = 4;
            } else if (length >= 126) {
                break;
            }
            if (line.input.size() < at + 4 + length)
                break;
            if (!(second & 0x80) || !(first & 0x80) || (first & 0x70)) {
                const std::lock_guard lock(m_mutex);
                ++m_wrong;
            }
            QByteArray payload = line.input.mid(at + 4, length);
            for (qsizetype i = 0; i < length; ++i)
                payload[i] = char(payload[i] ^ line.input[at + i % 4]);
            line.input.remove(0, at + 4 + length);
            if (!take(line, first & 0x0F, payload))
                return;
        }
        bool ping = false;
        QByteArray key;
        int afterMs = 0;
        {
            const std::lock_guard lock(m_mutex);
            ping = std::exchange(m_ping, false);
            key = m_world.key;
            afterMs = m_world.afterMs;
            if (!line.visit.isEmpty() && line.visit != m_visit)
                line.visit.clear();         // taken back
        }
        if (ping)
            peer.send(frame(kPingFrame, "sample"));
        const bool due = afterMs >= 0 && steady_clock::now() - line.since >= std::chrono::milliseconds(afterMs);
        if (due && !line.ticket.isEmpty())
            peer.send(frame(kTextFrame, std::exchange(line.ticket, {})));
        if (due && !line.visit.isEmpty() && !key.isEmpty()) {
            {
                const std::lock_guard lock(m_mutex);
                m_visit.clear();
            }
            peer.send(frame(kTextFrame, rated(std::exchange(line.visit, {}), key)));
        }
    }
}

bool SocketTerminal::take(Line &line, int opcode, const QByteArray &payload)
{
    if (opcode == 1)
        return message(line, payload);
    if (opcode == 8) {
        note(u"close"_s);
        line.peer.send(frame(kCloseFrame, payload.left(2)));
        line.peer.close();
        return false;
    }
    if (opcode == 9) {
        note(u"ping frame"_s);
        if (!world().deafToPings)
            line.peer.send(frame(kPongFrame, payload));
    } else if (opcode == 10) {
        const std::lock_guard lock(m_mutex);
        m_pongs += payload == "sample";
    }
    return true;
}

bool SocketTerminal::message(Line &line, const QByteArray &payload)
{
    const QByteArray op = member(payload, "op"), visit = member(payload, "visit");
    note(QString::fromUtf8(op));
    if (op == "ping") {
        if (!world().deafToPings)
            line.peer.send(frame(kTextFrame, "{\"op\":\"pong\"}"));
        return true;
    }
    if (op == "stop") {
        const std::lock_guard lock(m_mutex);
        ++m_stops;
        if (visit == m_visit)
            m_visit.clear();
        return true;
    }
    QByteArray first, last;
    {
        const std::lock_guard lock(m_mutex);
        ++m_questions;
        if (!m_queue) {
            m_before = std::exchange(m_visit, visit);
            first = "{\"op\":\"shown\",\"visit\":\"" + visit + "\"}";
            last = rated(visit, m_world.key);
        } else {
            const QByteArray number = op == "again" ? member(payload, "number") : m_world.number.isEmpty() ? 'B' + QByteArray::number(100 + ++m_counter) : m_world.number;
            last = op == "skip" ? QByteArray("{\"op\":\"done\"}") : m_world.nobody ? QByteArray("{\"op\":\"nobody\"}")
                : "{\"op\":\"ticket\",\"number\":\"" + number + "\",\"waiting\":7,\"service\":\"综合受理\"}";
        }
    }
    line.since = steady_clock::now();
    if (!answer(line, first, last))
        return false;
    return true;
}

bool SocketTerminal::answer(Line &line, const QByteArray &first, const QByteArray &last)
{
    const QByteArray fault = takeFault();
    const auto send = [&](const QByteArray &bytes) { line.peer.send(bytes); return true; };
    const QByteArray shown = first.isEmpty() ? QByteArray() : frame(kTextFrame, first);
    if (fault == "deaf")
        return true;
    if (fault == "nonsense")
        return send(frame(kTextFrame, "<html>no JSON</html>"));
    if (fault == "defect")
        return send(frame(kTextFrame, "{\"op\":\"error\",\"reason\":\"defect\"}"));
    if (fault == "long")
        return send(frame(kTextFrame, '"' + QByteArray(20'000, 'x') + '"'));
    if (fault == "reserved")
        return send(frame(kTextFrame | 0x40, last));
    if (fault == "masked") {
        QByteArray bytes = frame(kTextFrame, last.left(100));
        bytes[1] = char(uchar(bytes[1]) | 0x80);
        return send(bytes.insert(2, QByteArray(4, '\0')));
    }
    if (fault == "binary")
        return send(frame(kBinaryFrame, last));
    if (fault == "notutf8")
        return send(frame(kTextFrame, "{\"op\":\"\xC3\x28\"}"));
    if (fault == "badcontrol")
        return send(frame(kPingFrame, QByteArray(126, 'x')));
    if (fault == "orphan")
        return send(frame(0x80, last));
    if (fault == "closed") {
        send(shown + frame(kCloseFrame, "\x03\xE8"));
        line.peer.close();
        return false;
    }
    if (fault == "cut" || fault == "unplug") {
        const QByteArray whole = shown + frame(kTextFrame, last);
        send(whole.left(qBound<qsizetype>(1, qsizetype(double(whole.size()) * world().part), whole.size() - 1)));
        if (fault == "unplug")
            change([](World &world) { world.away = true; });
        line.peer.close();
        return false;
    }
    if (fault == "late" && !m_queue)        // the applicant of before answers now
        send(shown + frame(kTextFrame, rated(m_before.isEmpty() ? QByteArray("00000000-0000-7000-8000-000000000000") : m_before, "1")));
    if (fault == "twice") {
        const std::lock_guard lock(m_mutex);
        m_visit.clear();
        line.peer.send(shown + frame(kTextFrame, last) + frame(kTextFrame, last));
        return true;
    }
    if (fault == "pieces") {
        const std::lock_guard lock(m_mutex);
        m_visit.clear();
        const QByteArray pieces = frame(0x01, last.left(7)) + frame(kPingFrame, "sample") + frame(0x00, last.mid(7, 1)) + frame(0x80, last.mid(8));
        for (const char c : shown + pieces)
            line.peer.send(QByteArray(1, c));
        return true;
    }
    line.peer.send(shown);
    if (m_queue)
        line.ticket = last;
    else
        line.visit = member(first, "visit");
    return true;
}

} // namespace zc::peers
