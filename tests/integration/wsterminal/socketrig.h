#pragma once
#include <devices/hosteddriver.h>
#include <devices/profileshelf.h>

#include <support/peers/serverrig.h>
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
class SocketRig final : public TerminalServerRig<peers::SocketTerminal> {
public:
    SocketRig(DeviceClass cls, const Clock &clock) : TerminalServerRig(cls, cls == DeviceClass::QueueCaller), m_clock(clock) {}
    QString title() const override { return slot() + QStringLiteral(", profile over WebSocket in the device host"); }

    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        return makeTerminalDriver({slot, cls(), title(), QString::fromLatin1(m_server.address()), 150, [cls = cls()] { return socketProfile(cls); }, socketHost(cls(), slot, m_clock)});
    }
    int noticeMs() const override { return 1000; }      // the host looks every quarter of a second, and the client then hears of it
    bool provoke(FaultClass cls, int times) override
    {
        const auto atTheDoor = [&](const char *status) { return tell([&](World &world) { world.handshake = status; }); };
        switch (cls) {
        case FaultClass::NoMedia: tell([](World &world) { world.nobody = true; }); return !asks();
        case FaultClass::Transport: return fault("cut", times);
        case FaultClass::Protocol: return fault("nonsense", times);
        case FaultClass::DeviceFault: return fault("defect", times);
        case FaultClass::Timeout: return fault("deaf", times);
        case FaultClass::Denied: return atTheDoor("403");
        case FaultClass::Busy: return atTheDoor("503");
        default: return false;
        }
    }

private:
    QByteArray keyOf(quint64 seed) const override { return QByteArray::number(6 - levelOf(seed)); }
    int levelOf(quint64 seed) const override { return 5 - int(seed % 5); }

    const Clock &m_clock;
};

} // namespace zc::devices
