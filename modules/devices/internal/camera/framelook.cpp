#include "framelook.h"

#include "internal/escl/wholejpeg.h"

namespace zc::devices::camera {

namespace {

constexpr int kLeastSide = 64, kMostSide = 10'000;
constexpr int kRowsLookedAt = 480;
constexpr double kTail = 0.02;

// Brightness, `width` a row; rows may be some of the frame's only.
struct GreyPicture {
    int width = 0, height = 0;
    QByteArray pixels;
};

bool fits(const Frame &frame)
{
    const int w = frame.shape.width, h = frame.shape.height;
    const qint64 stride = frame.stride, size = frame.bytes.size();
    if (w < kLeastSide || h < kLeastSide || w > kMostSide || h > kMostSide)
        return false;
    switch (frame.shape.format) {
    case FrameFormat::Nv12: return w % 2 == 0 && h % 2 == 0 && stride >= w && size >= stride * (h + h / 2 - 1) + w;
    case FrameFormat::Yuyv: return w % 2 == 0 && stride >= 2 * w && size >= stride * (h - 1) + 2 * w;
    case FrameFormat::Rgb24: return stride >= 3 * w && size >= stride * (h - 1) + 3 * w;
    case FrameFormat::Mjpeg: return true;           // told by decoding
    }
    return false;
}

std::optional<GreyPicture> greyOf(const Frame &frame)
{
    if (frame.shape.format == FrameFormat::Mjpeg) {
        GreyPicture grey;
        const auto size = escl::wholeJpeg(frame.bytes, &grey.pixels);
        if (!size || size->width() != frame.shape.width || size->height() != frame.shape.height)
            return std::nullopt;
        grey.width = size->width();
        grey.height = int(grey.pixels.size() / grey.width);
        return grey;
    }
    const int step = qMax(1, frame.shape.height / kRowsLookedAt);
    GreyPicture grey{frame.shape.width, (frame.shape.height + step - 1) / step, {}};
    grey.pixels.resize(qsizetype(grey.width) * grey.height);
    auto *out = reinterpret_cast<quint8 *>(grey.pixels.data());
    for (int y = 0; y < frame.shape.height; y += step) {
        const auto *row = reinterpret_cast<const quint8 *>(frame.bytes.constData()) + qsizetype(y) * frame.stride;
        for (int x = 0; x < grey.width; ++x)
            *out++ = frame.shape.format == FrameFormat::Nv12 ? row[x] : frame.shape.format == FrameFormat::Yuyv ? row[2 * x]
                : quint8((77 * row[3 * x] + 150 * row[3 * x + 1] + 29 * row[3 * x + 2]) >> 8);
    }
    return grey;
}

FrameLook lookOf(const GreyPicture &grey)
{
    FrameLook look;
    std::array<qint64, 256> histogram{};
    std::array<qint64, std::tuple_size_v<decltype(LumaGrid::cells)>> sums{}, counts{};
    qint64 steps = 0;
    for (int y = 0; y < grey.height; ++y) {
        const auto *row = reinterpret_cast<const quint8 *>(grey.pixels.constData()) + qsizetype(y) * grey.width;
        const int cellRow = y * LumaGrid::kRows / grey.height * LumaGrid::kColumns;
        for (int x = 0; x < grey.width; ++x) {
            const auto cell = std::size_t(cellRow + x * LumaGrid::kColumns / grey.width);
            sums[cell] += row[x];
            ++counts[cell];
            ++histogram[row[x]];
            if (x > 0)
                steps += (row[x] - row[x - 1]) * (row[x] - row[x - 1]);
        }
    }
    for (std::size_t cell = 0; cell < sums.size(); ++cell)
        look.grid.cells[cell] = quint8(counts[cell] ? sums[cell] / counts[cell] : 0);
    const qint64 pixels = qint64(grey.width) * grey.height, tail = qint64(double(pixels) * kTail);
    look.sharpness = double(steps) / double(pixels);
    int dark = 0, bright = 255;
    for (qint64 seen = 0; dark < 255 && (seen += histogram[std::size_t(dark)]) <= tail;)
        ++dark;
    for (qint64 seen = 0; bright > 0 && (seen += histogram[std::size_t(bright)]) <= tail;)
        --bright;
    look.contrast = qMax(0, bright - dark);
    return look;
}

quint8 clamped(int value)
{
    return quint8(qBound(0, value >> 8, 255));
}

quint8 *putYuv(quint8 *out, int luma, int u, int v)
{
    const int c = 298 * (luma - 16) + 128, d = u - 128, e = v - 128;
    *out++ = clamped(c + 409 * e);
    *out++ = clamped(c - 100 * d - 208 * e);
    *out++ = clamped(c + 516 * d);
    return out;
}

} // namespace

std::optional<FrameLook> lookAt(const Frame &frame, const FrameShape &wanted)
{
    if (frame.shape.width != wanted.width || frame.shape.height != wanted.height || !fits(frame))
        return std::nullopt;
    const std::optional<GreyPicture> grey = greyOf(frame);
    return grey ? std::optional(lookOf(*grey)) : std::nullopt;
}

QByteArray rgbRows(const Frame &frame)
{
    if (frame.shape.format == FrameFormat::Mjpeg)
        return {};
    const int w = frame.shape.width, h = frame.shape.height;
    QByteArray rows(qsizetype(w) * 3 * h, Qt::Uninitialized);
    auto *out = reinterpret_cast<quint8 *>(rows.data());
    const auto *bytes = reinterpret_cast<const quint8 *>(frame.bytes.constData());
    for (int y = 0; y < h; ++y) {
        const quint8 *row = bytes + qsizetype(y) * frame.stride;
        switch (frame.shape.format) {
        case FrameFormat::Nv12: {
            const quint8 *chroma = bytes + qsizetype(h + y / 2) * frame.stride;
            for (int x = 0; x < w; ++x)
                out = putYuv(out, row[x], chroma[x & ~1], chroma[x | 1]);
            break;
        }
        case FrameFormat::Yuyv:
            for (int x = 0; x < w; ++x)
                out = putYuv(out, row[2 * x], row[4 * (x / 2) + 1], row[4 * (x / 2) + 3]);
            break;
        default:
            out = std::copy_n(row, qsizetype(w) * 3, out);
        }
    }
    return rows;
}

} // namespace zc::devices::camera
