#include "serialports.h"

#include <QSerialPortInfo>

namespace zc::devices {

QList<Candidate> serialPorts()
{
    QList<Candidate> ports;
    for (const QSerialPortInfo &info : QSerialPortInfo::availablePorts()) {
        Candidate port;
        port.bus = QStringLiteral("serial");
        port.path = info.systemLocation();
        port.serial = info.serialNumber();
        if (info.hasVendorIdentifier())
            port.vendorId = QString::number(info.vendorIdentifier(), 16);
        if (info.hasProductIdentifier())
            port.productId = QString::number(info.productIdentifier(), 16);
        ports << port;
    }
    return ports;
}

} // namespace zc::devices
