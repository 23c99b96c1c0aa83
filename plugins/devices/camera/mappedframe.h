#pragma once
#include <devices/framesource.h>

#include <QVideoFrame>

#include <optional>

namespace zc::devices::camera {

// A frame of Qt Multimedia as one of the house: Nv12, Yuyv, Mjpeg and what is easily made into them or into Rgb24 (planar YUV 4:2:0,
// UYVY, 32-bit RGB). Nothing: a format that cameras do not send, or memory that cannot be read. Number and time are the caller's.
std::optional<Frame> mappedFrame(QVideoFrame frame);

// What a format of a camera will come as; nothing: not usable.
std::optional<FrameFormat> frameFormatOf(QVideoFrameFormat::PixelFormat format);

} // namespace zc::devices::camera
