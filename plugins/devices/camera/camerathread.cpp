#include "camerathread.h"

namespace zc::devices::camera {

// Neither thread nor object is ever taken down: media backends have threads of their own that would outlive it, and the host ends
// without exit handlers for that reason.
CameraThread::CameraThread() : m_thread(new QThread), m_floor(new QObject)
{
    m_floor->moveToThread(m_thread);
    m_thread->start();
}

CameraThread &CameraThread::instance()
{
    static CameraThread *thread = new CameraThread;
    return *thread;
}

void CameraThread::run(const std::function<void()> &what)
{
    QMetaObject::invokeMethod(m_floor, what, Qt::BlockingQueuedConnection);
}

} // namespace zc::devices::camera
