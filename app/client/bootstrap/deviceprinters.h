#pragma once
#include <devices/devicehub.h>
#include <intake/deskstatus.h>

#include <QPointer>

#include <deque>

namespace zc::client {

// Papers through the printers of the device model, each printer's in the order they were asked for. A paper is called printed when
// the printer says so. GUI thread, never waits.
class DevicePrinters : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void attach(devices::DeviceHub *hub);                   // of the desk that stands now; its end ends what waits here
    QStringList printers() const;                           // slots, "prn-1"
    intake::DeskStatus::Cell cell(const devices::DeviceId &slot) const;
    void print(const devices::DeviceId &slot, const QString &title, const QByteArray &pdf);

Q_SIGNALS:
    void changed();
    void printed(const QString &title, bool certain);       // not certain: the printer took it and cannot say more
    void refused(const QString &title, const zc::Error &why);

private:
    struct Paper {
        QString title;
        QByteArray pdf;
    };
    struct Line {
        std::deque<Paper> waiting;
        bool busy = false;
    };
    void next(const devices::DeviceId &slot);

    QPointer<devices::DeviceHub> m_hub;
    QMap<devices::DeviceId, Line> m_lines;
};

} // namespace zc::client
