#pragma once
#include <devices/framesource.h>

#include <memory>

namespace zc::devices::camera {

struct FoundCamera {
    QString id;                 // of the system, "/dev/video0"
    QString title;
};
QList<FoundCamera> systemCameras();

// The camera of that id. ABSENT: it is not there (any more); DENIED: this user may not open it; PROTOCOL: no format of use.
Result<std::unique_ptr<FrameSource>> openSystemCamera(const QString &id);

} // namespace zc::devices::camera
