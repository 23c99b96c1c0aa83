#pragma once
#include <devices/profileshelf.h>

#include <support/peers/serverrig.h>
#include <support/peers/terminalserver.h>

namespace zc::devices {

// The profile driver with the HTTP client behind it and a server of the tests at the other end.
class TerminalHttpRig final : public TerminalServerRig<peers::TerminalServer> {
public:
    explicit TerminalHttpRig(DeviceClass cls) : TerminalServerRig(cls) {}
    QString title() const override { return slot() + QStringLiteral(", profile over HTTP"); }

    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        const QString place = QString::fromLatin1(asks() ? m_server.evaluation() : m_server.queue());
        return makeTerminalDriver({slot, cls(), title(), place, 150, [asks = asks()]() -> Result<TerminalSettings::Chosen> {
            auto profile = sampleTerminalProfile(asks ? QStringLiteral("sample-evl-http") : QStringLiteral("sample-que-http"));
            if (!profile.ok())
                return profile.error();
            profile->pollMs = 100;
            return TerminalSettings::Chosen{std::move(*profile), {}};
        }});
    }
    bool provoke(FaultClass cls, int times) override
    {
        switch (cls) {
        case FaultClass::NoMedia: tell([](World &world) { world.nobody = true; }); return !asks();
        case FaultClass::Transport: return fault("cut", times);
        case FaultClass::Protocol: return fault("nonsense", times);
        case FaultClass::DeviceFault: return fault("error", times);
        case FaultClass::Timeout: return fault("deaf", times);
        case FaultClass::Denied: return tell([](World &world) { world.refuseAll = 403; });
        default: return false;
        }
    }
    int noticeMs() const override { return 1000; }          // asked every so often, not watched

private:
    QByteArray keyOf(quint64 seed) const override { return QByteArray(1, char('A' + seed % 5)); }
    int levelOf(quint64 seed) const override { return int(seed % 5) + 1; }
};

} // namespace zc::devices
