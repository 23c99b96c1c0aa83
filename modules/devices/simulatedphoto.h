#pragma once
#include <devices/cardphoto.h>
#include <devices/driver.h>

#include <QStringList>

#include <functional>

namespace zc::devices {

// A photo decoder that is none: it draws a figure that follows from the coded bytes, with 样例 across it. Nobody's face, and no part of the
// real coding. Thread-safe. Errors: DEV-SIM-CONTROL.
class PhotoSimulator {
public:
    PhotoSimulator();
    ~PhotoSimulator();

    // {"sitting":7}: another figure for the same bytes  {"set":{"msPerPhoto":500,"denied":true,"busy":true}}
    // {"fault":{"kind":"link|nonsense|defect|deaf|photo","times":1}} nonsense: of the wrong size; photo: none that it knows
    // {"unplug":{}} {"unplugAt":"open|start|middle|end"} {"plug":{}} {"reset":{}}
    Result<void> control(const QByteArray &line);
    void listen(std::function<void(const QString &words)> heard);      // what goes into the transcript, as it happens; any thread
    int photos() const;                 // that were begun
    QStringList transcript() const;
    static PrivateBytes drawn(QByteArrayView coded, quint64 sitting = 0);

    struct Private;                     // of this room

private:
    friend std::unique_ptr<Driver> makeSimulatedPhotoDecoder(const DeviceId &, const QString &, const std::shared_ptr<PhotoSimulator> &);
    std::shared_ptr<Private> d;
};
// The driver "sim-pho".
std::unique_ptr<Driver> makeSimulatedPhotoDecoder(const DeviceId &slot, const QString &title, const std::shared_ptr<PhotoSimulator> &simulator);

} // namespace zc::devices
