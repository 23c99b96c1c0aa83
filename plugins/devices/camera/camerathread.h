#pragma once
#include <QObject>
#include <QThread>

#include <functional>

namespace zc::devices::camera {

// Qt Multimedia needs a thread with an event loop, which the device host's own threads are not: everything of it lives on this one,
// and the driver's thread asks. Made with the first question; ends with the process.
class CameraThread {
public:
    static CameraThread &instance();
    void run(const std::function<void()> &what);        // returns when it is done; any other thread

private:
    CameraThread();
    QThread *m_thread;
    QObject *m_floor;
};

} // namespace zc::devices::camera
