#pragma once
#include <devices/framesource.h>

#include <array>

namespace zc::devices::camera {

// The brightness of a frame in few cells, each the mean of its part.
struct LumaGrid {
    static constexpr int kColumns = 32, kRows = 24;
    std::array<quint8, std::size_t(kColumns) * kRows> cells{};
};

// What a frame looks like, for deciding when to take it.
struct FrameLook {
    LumaGrid grid;
    double sharpness = 0;       // mean squared step from pixel to pixel; compares frames of one scene and one shape only
    int contrast = 0;           // between the darkest and the brightest 2 % of it, 0…255
};

// Nothing: another size than `wanted`, a stride or bytes that do not fit, or a JPEG that is not whole. The format may be another:
// media stacks decode a camera's JPEG on their own account. Pure.
std::optional<FrameLook> lookAt(const Frame &frame, const FrameShape &wanted);

// RGB24 rows without gaps, of a frame that lookAt() took; BT.601, video range. Mjpeg: empty, it is handed on as it is.
QByteArray rgbRows(const Frame &frame);

} // namespace zc::devices::camera
