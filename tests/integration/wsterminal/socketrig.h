#pragma once
#include <devices/conformancerig.h>
#include <devices/hosteddriver.h>
#include <devices/profileshelf.h>

#include "internal/conformance/exercise.h"

#include <support/peers/socketterminal.h>

namespace zc::devices {

// The plugin in the real host, as the desk makes it of a profile; `hosted` of TerminalSettings.
inline auto socketHost(DeviceClass cls, const DeviceId &slot, const Clock &clock, const QString &authority = {})
{
    return [cls, slot, &clock, authority](QJsonObject values) -> Result<std::unique_ptr<Driver>> {
        if (!authority.isEmpty())
            values.insert(QStringLiteral("ca"), authority);
        return makeHostedDriver({QStringLiteral(ZC_BINARY_DIR "/bin/zc-devicehost"), QStringLiteral("wsterminal"),
                                 QStringLiteral(ZC_BINARY_DIR "/plugins/devices/wsterminal/wsterminal.so"), cls, slot, slot, values, {}}, clock);
    };
}

inline Result<TerminalSettings::Chosen> socketProfile(DeviceClass cls)
{
    return ProfileShelf({QStringLiteral("/nonexistent"), {}, {}, false}).profile(cls == DeviceClass::Evaluation ? QStringLiteral("sample-evl-ws") : QStringLiteral("sample-que-ws"));
}

// The profile driver with the plugin, the host and a WebSocket of the tests behind it.
class SocketRig final : public ConformanceRig {
public:
    using World = peers::SocketTerminal::World;
    SocketRig(DeviceClass cls, const Clock &clock) : m_cls(cls), m_clock(clock), m_server(cls == DeviceClass::QueueCaller) {}
    QString title() const override { return slot() + QStringLiteral(", profile over WebSocket in the device host"); }
    DeviceClass cls() const override { return m_cls; }
    DeviceId slot() const override { return asks() ? QStringLiteral("evl-1") : QStringLiteral("que-1"); }
    bool harmless() const override { return true; }

    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        return makeTerminalDriver({slot, m_cls, title(), QString::fromLatin1(m_server.address()), 150, [cls = m_cls] { return socketProfile(cls); }, socketHost(m_cls, slot, m_clock)});
    }
    void reset() override
    {
        m_server.change([](World &world) { world = {}; });
        m_base = m_server.questions();
    }
    bool prepare(quint64 seed) override
    {
        m_server.change([&](World &world) {
            world.key = QByteArray::number(keyOf(seed));
            world.number = numberOf(seed);
            if (world.afterMs < 0)
                world.afterMs = 0;
        });
        return true;
    }
    QString expected(quint64 seed) const override
    {
        if (!asks())
            return conformance::digestOf({{QStringLiteral("number"), QString::fromLatin1(numberOf(seed))}});
        return conformance::digestOf({{QStringLiteral("level"), QString::number(6 - keyOf(seed))}, {QStringLiteral("raw"), QString::number(keyOf(seed))}});
    }
    bool makeEndless() override { return makeSlow(-1); }
    bool makeSlow(int ms) override
    {
        m_server.change([ms](World &world) { world.afterMs = ms; });
        return true;
    }
    bool provoke(FaultClass cls, int times) override
    {
        const auto fault = [&](const char *kind) {
            m_server.change([&](World &world) {
                world.fault = kind;
                world.faultTimes = times;
            });
            return true;
        };
        const auto atTheDoor = [&](const char *status) {
            m_server.change([&](World &world) { world.handshake = status; });
            return true;
        };
        switch (cls) {
        case FaultClass::NoMedia: m_server.change([](World &world) { world.nobody = true; }); return !asks();
        case FaultClass::Transport: return fault("cut");
        case FaultClass::Protocol: return fault("nonsense");
        case FaultClass::DeviceFault: return fault("defect");
        case FaultClass::Timeout: return fault("deaf");
        case FaultClass::Denied: return atTheDoor("403");
        case FaultClass::Busy: return atTheDoor("503");
        default: return false;
        }
    }
    bool unplug(Moment moment) override
    {
        m_server.change([moment](World &world) {
            world.away = moment == Moment::Idle || moment == Moment::Cancelling;
            world.awayAtOpen = moment == Moment::Opening;
            if (moment == Moment::FirstByte || moment == Moment::Middle || moment == Moment::LastByte) {
                world.faultTimes = 1;
                world.fault = "unplug";
                world.part = moment == Moment::FirstByte ? 0 : moment == Moment::Middle ? 0.5 : 1;
            }
        });
        return true;
    }
    bool plug() override
    {
        m_server.change([](World &world) {
            world.away = world.awayAtOpen = false;
            world.faultTimes = 0;
        });
        return true;
    }
    bool restart() override { return conformance::goneAndBack(*this); }
    int attempts() const override { return m_server.questions() - m_base; }
    int writes() const override { return m_server.questions(); }
    QStringList personal() const override { return asks() ? QStringList{QStringLiteral("ZC-SAMPLE-1")} : QStringList(); }     // the case that is asked about
    QStringList transcript() const override { return m_server.requests(); }

private:
    bool asks() const { return m_cls == DeviceClass::Evaluation; }
    static int keyOf(quint64 seed) { return int(seed % 5) + 1; }
    static QByteArray numberOf(quint64 seed) { return "S" + QByteArray::number(seed); }

    const DeviceClass m_cls;
    const Clock &m_clock;
    peers::SocketTerminal m_server;
    int m_base = 0;
};

} // namespace zc::devices
