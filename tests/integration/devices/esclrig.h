#pragma once
#include <devices/esclscanner.h>

#include <support/peers/esclserver.h>
#include <support/peers/serverrig.h>
#include <support/peers/sheets.h>

namespace zc::devices {

// The network scanner's driver with the HTTP client behind it and a server of the tests at the other end.
class EsclRig final : public ServerRig<peers::EsclServer> {
public:
    QString title() const override { return QStringLiteral("scn-1, eSCL over HTTP"); }
    DeviceClass cls() const override { return DeviceClass::Scanner; }
    DeviceId slot() const override { return QStringLiteral("scn-1"); }

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
    bool makeSlow(int ms) override
    {
        return tell([ms](World &world) { world.pageMs = ms; });
    }
    bool provoke(FaultClass cls, int) override
    {
        const auto fault = [this](const char *kind) {
            return tell([kind](World &world) {
                world.pageFault = 1;
                world.fault = QString::fromLatin1(kind);
            });
        };
        switch (cls) {
        case FaultClass::NoMedia: return tell([](World &world) { world.glass.clear(); });
        case FaultClass::UserAction: return fault("gone");
        case FaultClass::Transport: return fault("cut");
        case FaultClass::Protocol: return fault("badjpeg");
        case FaultClass::DeviceFault: return fault("error");
        case FaultClass::Timeout: return fault("deaf");
        case FaultClass::Denied: return tell([](World &world) { world.refuseAll = 403; });
        case FaultClass::Busy: return tell([](World &world) { world.refuseAll = 503; });
        default: return false;
        }
    }
    int noticeMs() const override { return 1000; }          // asked every so often, not watched
    int attempts() const override { return m_server.jobs() - m_base; }
    int writes() const override { return m_server.jobs(); }

private:
    static QByteArray sheet(quint64 seed) { return peers::jpegSheet(seed, 240, 160); }
    void breakInside(World &world) const override
    {
        world.pageFault = 1;
        world.fault = QStringLiteral("unplug");
    }
    void breakNothing(World &world) const override { world.pageFault = 0; }
};

} // namespace zc::devices
