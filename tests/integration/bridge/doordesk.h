#pragma once
#include "bootstrap/deskapplication.h"
#include "support/rig.h"
#include "unit/settings/machine.h"

#include <devices/devicehub.h>
#include <station/station.h>
#include <uikit/zcstyle.h>

#include <QApplication>
#include <QHostAddress>
#include <QLabel>
#include <QTcpServer>
#include <QTcpSocket>

namespace zc::client::test {

using namespace Qt::StringLiterals;

inline constexpr int kDoorPatienceMs = 60'000;
inline const QString kReader = QStringLiteral("idr-1");

inline quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

// The real program over a practice, with a policy that opens the door.
struct DoorDesk {
    Machine machine;
    QTemporaryDir data;
    Startup startup;
    quint16 port = freePort();
    std::unique_ptr<settings::Settings> values;
    std::unique_ptr<DeskApplication> app;

    explicit DoorDesk(const QByteArray &policy = {})
    {
        prepareApplication();
        const QByteArray origins = "\"bridge.grants\":{\"https://window.example.test\":\"IdCard.WaitCard, IdCard.Read\",\"https://keys.example.test\":\"Key.ListCerts, Key.Sign\"},"
                                   "\"bridge.ask\":{\"https://asking.example.test\":\"IdCard.Read\"}";
        machine.managed(policy.isNull() ? "\"bridge.enabled\":true,\"bridge.port\":" + QByteArray::number(port) + ',' + origins : policy);
        values = std::make_unique<settings::Settings>(machine.options);
        Options options;
        options.demo = true;
        app = std::make_unique<DeskApplication>(options, data.path(), *values, *static_cast<uikit::ZcStyle *>(QApplication::style()), startup);
        app->start();
        if (!QTest::qWaitForWindowActive(&app->window())) qFatal("no window");
        if (!QTest::qWaitFor([this] { return app->station() && readerReady(); }, kDoorPatienceMs)) qFatal("no desk");
    }
    bool readerReady() const
    {
        for (const auto &device : app->station()->ports().devices->devices())
            if (device.id == "idr-1"_L1) return device.state == devices::DeviceState::Ready;
        return false;
    }
    QWidget *find(const char *name) const { return app->window().findChild<QWidget *>(QLatin1String(name)); }
    QString text(const char *name) const
    {
        auto *label = app->window().findChild<QLabel *>(QLatin1String(name));
        return label && label->isVisible() ? label->text() : QString();
    }
    // The desk itself listens to its code scanner all day; the reader is what pages claim here.
    bool readerFree() const
    {
        const auto claims = app->station()->ports().devices->claims();
        return std::none_of(claims.cbegin(), claims.cend(), [](const devices::ClaimInfo &claim) { return claim.claim.device == kReader; });
    }
    bool holdShown() const
    {
        auto *cell = find("strip.bridge");
        return cell && cell->isVisible();
    }
    bool reaches() const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        return socket.waitForConnected(2000);
    }
};

} // namespace zc::client::test
