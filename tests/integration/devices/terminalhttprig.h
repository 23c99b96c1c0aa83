#pragma once
#include <devices/conformancerig.h>
#include <devices/profileshelf.h>

#include "internal/conformance/exercise.h"

#include <support/peers/terminalserver.h>

namespace zc::devices {

// The profile driver with the HTTP client behind it and a server of the tests at the other end.
class TerminalHttpRig final : public ConformanceRig {
public:
    using World = peers::TerminalServer::World;
    explicit TerminalHttpRig(DeviceClass cls) : m_cls(cls) {}
    QString title() const override { return slot() + QStringLiteral(", profile over HTTP"); }
    DeviceClass cls() const override { return m_cls; }
    DeviceId slot() const override { return asks() ? QStringLiteral("evl-1") : QStringLiteral("que-1"); }
    bool harmless() const override { return true; }

    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        const QString place = QString::fromLatin1(asks() ? m_server.evaluation() : m_server.queue());
        return makeTerminalDriver({slot, m_cls, title(), place, 150, [asks = asks()]() -> Result<TerminalSettings::Chosen> {
            auto profile = sampleTerminalProfile(asks ? QStringLiteral("sample-evl-http") : QStringLiteral("sample-que-http"));
            if (!profile.ok())
                return profile.error();
            profile->pollMs = 100;
            return TerminalSettings::Chosen{std::move(*profile), {}};
        }});
    }
    void reset() override
    {
        m_server.change([](World &world) { world = {}; });
        m_base = m_server.questions();
    }
    bool prepare(quint64 seed) override
    {
        m_server.change([&](World &world) {
            world.key = QByteArray(1, keyOf(seed));
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
        return conformance::digestOf({{QStringLiteral("level"), QString::number(keyOf(seed) - 'A' + 1)}, {QStringLiteral("raw"), QString(QLatin1Char(keyOf(seed)))}});
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
        switch (cls) {
        case FaultClass::NoMedia: m_server.change([](World &world) { world.nobody = true; }); return !asks();
        case FaultClass::Transport: return fault("cut");
        case FaultClass::Protocol: return fault("nonsense");
        case FaultClass::DeviceFault: return fault("error");
        case FaultClass::Timeout: return fault("deaf");
        case FaultClass::Denied: m_server.change([](World &world) { world.refuseAll = 403; }); return true;
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
    int noticeMs() const override { return 1000; }          // asked every so often, not watched
    int attempts() const override { return m_server.questions() - m_base; }
    int writes() const override { return m_server.questions(); }
    QStringList personal() const override { return asks() ? QStringList{QStringLiteral("ZC-SAMPLE-1")} : QStringList(); }     // the case that is asked about
    QStringList transcript() const override { return m_server.requests(); }

private:
    bool asks() const { return m_cls == DeviceClass::Evaluation; }
    static char keyOf(quint64 seed) { return char('A' + seed % 5); }
    static QByteArray numberOf(quint64 seed) { return "S" + QByteArray::number(seed); }

    const DeviceClass m_cls;
    peers::TerminalServer m_server;
    int m_base = 0;
};

} // namespace zc::devices
