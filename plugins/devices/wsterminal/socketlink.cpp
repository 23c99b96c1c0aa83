#include "socketlink.h"

#include "socketframes.h"
#include "upgrade.h"

#include <array>
#include <deque>

namespace zc::devices::wsterminal {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLinkSliceMs = 20;
constexpr int kStallMs = 500;               // without a byte taken
constexpr qsizetype kMostAtOnce = 256 * 1024;
constexpr std::size_t kMostHeard = 64;      // that wait to be looked at; of more the oldest belong to nobody

class SocketLink final : public TerminalLink {
public:
    SocketLink(std::unique_ptr<SocketWire> wire, QByteArrayView early) : m_wire(std::move(wire)) { take(early); }
    ~SocketLink() override
    {
        if (m_wire->isOpen())
            (void)m_wire->write(closeFrame(1000), kLinkSliceMs);
    }

    std::optional<Fault> send(const TerminalRequest &request, JobContext &) override
    {
        if (m_wire->isOpen() && m_wire->write(textFrame(request.body), kStallMs))
            return std::nullopt;
        return Fault{FaultClass::Transport, {}, {}, true};
    }

    Heard next(int waitMs, JobContext &) override
    {
        if (m_heard.empty())
            listen(waitMs);
        if (!m_heard.empty()) {
            Heard heard{Heard::Kind::Message, std::move(m_heard.front())};
            m_heard.pop_front();
            return heard;
        }
        if (m_broken)
            return {*std::exchange(m_broken, std::nullopt), {}};
        return {m_wire->isOpen() ? Heard::Kind::Nothing : Heard::Kind::Gone, {}};
    }

    void forget(JobContext &context) override
    {
        for (qsizetype taken = listen(0); taken >= kMostAtOnce && !context.stopRequested() && context.remainingMs() > 0;)
            taken = listen(0);
        m_heard.clear();
    }

    bool isOpen() override
    {
        listen(0);
        return m_wire->isOpen();
    }

    std::optional<Fault> ping(int waitMs, JobContext &context) override
    {
        const QByteArray payload = QByteArray::number(++m_pings);
        m_pong.clear();
        if (!m_wire->write(pingFrame(payload), kStallMs))
            return Fault{FaultClass::Transport, {}, {}, true};
        const Patience patience{context, context.nowMs() + waitMs};
        while (m_pong != payload) {
            listen(kLinkSliceMs);
            if (!m_wire->isOpen())
                return Fault{FaultClass::Transport, {}, {}, true};
            if (m_pong != payload && patience.over())
                return patience.fault(FaultClass::Timeout);
        }
        return std::nullopt;
    }

private:
    // Takes in what is there, waiting for the first of it; says how many bytes that were.
    qsizetype listen(int waitMs)
    {
        std::array<char, 16 * 1024> buffer;
        qsizetype taken = 0;
        while (m_wire->isOpen() && taken < kMostAtOnce) {
            const qsizetype count = m_wire->read(buffer.data(), qsizetype(buffer.size()), taken == 0 ? waitMs : 0);
            if (count <= 0)
                break;
            taken += count;
            take(QByteArrayView(buffer.data(), count));
        }
        return taken;
    }

    void take(QByteArrayView bytes)
    {
        m_frames.feed(bytes);
        while (auto incoming = m_frames.next())
            take(*incoming);
    }

    void take(Incoming &incoming)
    {
        switch (incoming.kind) {
        case Incoming::Kind::Text:
            while (incoming.payload.endsWith('\n') || incoming.payload.endsWith('\r'))
                incoming.payload.chop(1);
            if (!incoming.payload.isEmpty())            // some keep a line alive with nothing
                m_heard.push_back(std::move(incoming.payload));
            if (m_heard.size() > kMostHeard)
                m_heard.pop_front();
            break;
        case Incoming::Kind::Ping: (void)m_wire->write(pongFrame(incoming.payload), kStallMs); break;
        case Incoming::Kind::Pong: m_pong = incoming.payload; break;
        case Incoming::Kind::TooLong:
        case Incoming::Kind::Broken:
        case Incoming::Kind::Close:
            if (incoming.kind != Incoming::Kind::Close)
                m_broken = incoming.kind == Incoming::Kind::TooLong ? Heard::Kind::TooLong : Heard::Kind::Broken;
            (void)m_wire->write(closeFrame(incoming.closeCode), kLinkSliceMs);
            m_wire->close();
        }
    }

    const std::unique_ptr<SocketWire> m_wire;
    ServerFrames m_frames{kLongestTerminalMessage};
    std::deque<QByteArray> m_heard;
    std::optional<Heard::Kind> m_broken;        // why it was closed from here, until it was told
    QByteArray m_pong;
    int m_pings = 0;
};

// What a terminal means that answers the upgrade with another status.
Fault refusal(int status)
{
    const QString code = QString::number(status);
    if (status == 401 || status == 403)
        return {FaultClass::Denied, {}, code, false};
    if (status == 409 || status == 423 || status == 429 || status == 503)
        return {FaultClass::Busy, {}, code, true};
    return {status >= 500 ? FaultClass::DeviceFault : FaultClass::Protocol, {}, code, false};
}

std::optional<Fault> upgrade(SocketWire &wire, const QUrl &address, QByteArray &stream, const Patience &patience)
{
    const QByteArray key = newUpgradeKey();
    if (!wire.write(upgradeRequest(address, key), kStallMs))
        return Fault{FaultClass::NoDevice, {}, {}, true};
    std::array<char, 4096> buffer;
    for (;;) {
        const qsizetype count = wire.read(buffer.data(), qsizetype(buffer.size()), kLinkSliceMs);
        if (count < 0)
            return Fault{FaultClass::NoDevice, {}, {}, true};
        stream.append(buffer.data(), count);
        const UpgradeAnswer answer = readUpgrade(stream, key);
        switch (answer.kind) {
        case UpgradeAnswer::Kind::Accepted: stream.remove(0, answer.bytes); return std::nullopt;
        case UpgradeAnswer::Kind::Refused: return refusal(answer.status);
        case UpgradeAnswer::Kind::Broken: return Fault{FaultClass::Protocol, {}, u"handshake"_s, false};
        case UpgradeAnswer::Kind::Unfinished: break;
        }
        if (patience.over())
            return patience.fault(FaultClass::Timeout);
    }
}

} // namespace

Result<std::unique_ptr<TerminalLink>> openSocketLink(const QUrl &address, const Poco::Net::Context::Ptr &trust, DeviceClass cls, JobContext &context)
{
    const Patience patience{context, context.nowMs() + kOpeningMs};
    auto wire = std::make_unique<SocketWire>();
    QByteArray stream;
    auto fault = wire->connect(address, trust, patience);
    if (!fault)
        fault = upgrade(*wire, address, stream, patience);
    if (fault)
        return toError(*fault, cls);
    return std::unique_ptr<TerminalLink>(std::make_unique<SocketLink>(std::move(wire), stream));
}

} // namespace zc::devices::wsterminal
