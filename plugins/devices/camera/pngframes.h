#pragma once
#include <devices/framesource.h>

#include <memory>

namespace zc::devices::camera {

// A camera that is a folder of PNG files and a file "sequence" of lines: what it sees, from first to last, from the start at each
// job; the last line stays. Stands in for hardware in tests and while a hall is set up.
//   frame FILE TIMES       so often, one each 1/25 s
//   loop                   from the first line again
//   stall MS               no frame
//   defect                 the camera reports one
//   unplug                 gone until it is opened again
// A file "jobs", where there is one, gets a line for each job. No file "sequence": no camera. One that this user may not read: DENIED. Lines that are none, and files that are no picture: PROTOCOL.
bool pngCameraPresent(const QString &folder);
Result<std::unique_ptr<FrameSource>> openPngCamera(const QString &folder);

} // namespace zc::devices::camera
