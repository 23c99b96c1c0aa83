#pragma once
#include <devices/conformancerig.h>
#include <devices/esclscanner.h>

#include "internal/conformance/exercise.h"

#include <support/peers/esclserver.h>
#include <support/peers/sheets.h>

namespace zc::devices {

// The network scanner's driver with the HTTP client behind it and a server of the tests at the other end.
class EsclRig final : public ConformanceRig {
public:
    using World = peers::EsclServer::World;
    QString title() const override { return QStringLiteral("scn-1, eSCL over HTTP"); }
    DeviceClass cls() const override { return DeviceClass::Scanner; }
    DeviceId slot() const override { return QStringLiteral("scn-1"); }
    bool harmless() const override { return true; }

    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        EsclScannerSettings settings;
        settings.slot = slot;
        settings.address = QUrl::fromEncoded(m_server.address());
        settings.title = title();
        settings.watchMs = 150;
        return std::move(makeEsclScanner(settings)).value();
    }
    void reset() override
    {
        m_server.change([this](World &world) {
            world = {};
            world.glass = {sheet(0)};
            world.sheets = QList<QByteArray>(300, sheet(1));
        });
        m_base = m_server.jobs();
    }
    bool prepare(quint64 seed) override
    {
        m_server.change([&](World &world) {
            world.glass = {sheet(seed)};
            world.sheets = QList<QByteArray>(300, sheet(1));
            if (world.pageMs < 0)
                world.pageMs = 0;
        });
        return true;
    }
    QString expected(quint64 seed) const override { return conformance::digestOfEncoded(sheet(seed)); }
    bool makeEndless() override { return makeSlow(-1); }
    bool makeSlow(int ms) override
    {
        m_server.change([ms](World &world) { world.pageMs = ms; });
        return true;
    }
    bool provoke(FaultClass cls, int) override
    {
        const auto fault = [this](const char *kind) {
            m_server.change([kind](World &world) {
                world.pageFault = 1;
                world.fault = QString::fromLatin1(kind);
            });
            return true;
        };
        switch (cls) {
        case FaultClass::NoMedia: m_server.change([](World &world) { world.glass.clear(); }); return true;
        case FaultClass::UserAction: return fault("gone");
        case FaultClass::Transport: return fault("cut");
        case FaultClass::Protocol: return fault("badjpeg");
        case FaultClass::DeviceFault: return fault("error");
        case FaultClass::Timeout: return fault("deaf");
        case FaultClass::Denied: m_server.change([](World &world) { world.refuseAll = 403; }); return true;
        case FaultClass::Busy: m_server.change([](World &world) { world.refuseAll = 503; }); return true;
        default: return false;
        }
    }
    bool unplug(Moment moment) override
    {
        m_server.change([moment](World &world) {
            world.away = moment == Moment::Idle || moment == Moment::Cancelling;
            world.awayAtOpen = moment == Moment::Opening;
            if (moment == Moment::FirstByte || moment == Moment::Middle || moment == Moment::LastByte) {
                world.pageFault = 1;
                world.fault = QStringLiteral("unplug");
                world.part = moment == Moment::FirstByte ? 0 : moment == Moment::Middle ? 0.5 : 1;
            }
        });
        return true;
    }
    bool plug() override
    {
        m_server.change([](World &world) {
            world.away = world.awayAtOpen = false;
            world.pageFault = 0;
        });
        return true;
    }
    bool restart() override { return conformance::goneAndBack(*this); }
    int noticeMs() const override { return 1000; }          // asked every so often, not watched
    int attempts() const override { return m_server.jobs() - m_base; }
    int writes() const override { return m_server.jobs(); }
    QStringList transcript() const override { return m_server.requests(); }

private:
    static QByteArray sheet(quint64 seed) { return peers::jpegSheet(seed, 240, 160); }

    peers::EsclServer m_server;
    int m_base = 0;
};

} // namespace zc::devices
