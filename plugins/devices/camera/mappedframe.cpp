#include "mappedframe.h"

namespace zc::devices::camera {

namespace {

using Pixels = QVideoFrameFormat::PixelFormat;

// One line of interleaved chroma from two planes.
void interleave(char *out, const uchar *first, const uchar *second, int pairs)
{
    for (int i = 0; i < pairs; ++i) {
        *out++ = char(first[i]);
        *out++ = char(second[i]);
    }
}

QByteArray planesAsNv12(const QVideoFrame &frame, int first, int second)
{
    const int w = frame.width(), h = frame.height();
    QByteArray bytes(qsizetype(w) * h * 3 / 2, Qt::Uninitialized);
    for (int y = 0; y < h; ++y)
        std::copy_n(frame.bits(0) + qsizetype(y) * frame.bytesPerLine(0), w, bytes.data() + qsizetype(y) * w);
    for (int y = 0; y < h / 2; ++y)
        interleave(bytes.data() + qsizetype(h + y) * w, frame.bits(first) + qsizetype(y) * frame.bytesPerLine(first),
                   frame.bits(second) + qsizetype(y) * frame.bytesPerLine(second), w / 2);
    return bytes;
}

QByteArray nv12(const QVideoFrame &frame)
{
    const int w = frame.width(), h = frame.height();
    QByteArray bytes;
    bytes.reserve(qsizetype(w) * h * 3 / 2);
    for (int plane = 0; plane < 2; ++plane)
        for (int y = 0; y < (plane == 0 ? h : h / 2); ++y)
            bytes.append(reinterpret_cast<const char *>(frame.bits(plane)) + qsizetype(y) * frame.bytesPerLine(plane), w);
    return bytes;
}

QByteArray swappedPairs(QByteArray bytes)
{
    for (qsizetype i = 0; i + 1 < bytes.size(); i += 2)
        std::swap(bytes[i], bytes[i + 1]);
    return bytes;
}

struct Order { int bytes, red, green, blue; };

std::optional<Order> orderOf(Pixels format)
{
    switch (format) {
    case Pixels::Format_BGRA8888:
    case Pixels::Format_BGRX8888: return Order{4, 2, 1, 0};
    case Pixels::Format_RGBA8888:
    case Pixels::Format_RGBX8888: return Order{4, 0, 1, 2};
    case Pixels::Format_ARGB8888:
    case Pixels::Format_XRGB8888: return Order{4, 1, 2, 3};
    case Pixels::Format_ABGR8888:
    case Pixels::Format_XBGR8888: return Order{4, 3, 2, 1};
    default: return std::nullopt;
    }
}

QByteArray rgb(const QVideoFrame &frame, const Order &order)
{
    QByteArray bytes(qsizetype(frame.width()) * 3 * frame.height(), Qt::Uninitialized);
    char *out = bytes.data();
    for (int y = 0; y < frame.height(); ++y) {
        const uchar *in = frame.bits(0) + qsizetype(y) * frame.bytesPerLine(0);
        for (int x = 0; x < frame.width(); ++x, in += order.bytes)
            for (const int sample : {order.red, order.green, order.blue})
                *out++ = char(in[sample]);
    }
    return bytes;
}

std::optional<Frame> taken(const QVideoFrame &frame)
{
    const Pixels pixels = frame.pixelFormat();
    const auto format = frameFormatOf(pixels);
    if (!format || frame.planeCount() < 1 || frame.width() <= 0 || frame.height() <= 0 || frame.width() % 2 || frame.height() % 2)
        return std::nullopt;
    const auto whole = [&frame] { return QByteArray(reinterpret_cast<const char *>(frame.bits(0)), frame.mappedBytes(0)); };
    Frame made;
    made.shape = {*format, frame.width(), frame.height()};
    made.stride = *format == FrameFormat::Nv12 ? frame.width() : *format == FrameFormat::Rgb24 ? frame.width() * 3 : *format == FrameFormat::Yuyv ? frame.bytesPerLine(0) : 0;
    if (const auto order = orderOf(pixels))
        made.bytes = rgb(frame, *order);
    else if (pixels == Pixels::Format_YUV420P || pixels == Pixels::Format_YV12)
        made.bytes = planesAsNv12(frame, pixels == Pixels::Format_YV12 ? 2 : 1, pixels == Pixels::Format_YV12 ? 1 : 2);
    else if (pixels == Pixels::Format_NV12)
        made.bytes = nv12(frame);
    else
        made.bytes = pixels == Pixels::Format_UYVY ? swappedPairs(whole()) : whole();
    return made;
}

} // namespace

std::optional<FrameFormat> frameFormatOf(Pixels format)
{
    switch (format) {
    case Pixels::Format_NV12:
    case Pixels::Format_YUV420P:
    case Pixels::Format_YV12: return FrameFormat::Nv12;
    case Pixels::Format_YUYV:
    case Pixels::Format_UYVY: return FrameFormat::Yuyv;
    case Pixels::Format_Jpeg: return FrameFormat::Mjpeg;
    default: return orderOf(format) ? std::optional(FrameFormat::Rgb24) : std::nullopt;
    }
}

std::optional<Frame> mappedFrame(QVideoFrame frame)
{
    if (!frame.map(QVideoFrame::ReadOnly))
        return std::nullopt;
    std::optional<Frame> made = taken(frame);
    frame.unmap();
    return made;
}

} // namespace zc::devices::camera
