#pragma once
#include <devices/simulatedscanner.h>

#include <QBuffer>
#include <QImage>

namespace zc::peers {

// A drawn sheet as a JPEG, by an encoder that the room of devices does not have.
inline QByteArray jpegSheet(quint64 seed, int width = 400, int height = 300)
{
    const QByteArray rows = devices::ScannerSimulator::drawn(seed, width, height, true);
    const QImage image(reinterpret_cast<const uchar *>(rows.constData()), width, height, width * 3, QImage::Format_RGB888);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG", 85);
    return bytes;
}

} // namespace zc::peers
