#pragma once
#include <QByteArray>
#include <QSize>

#include <optional>

namespace zc::devices::escl {

// Decodes a JPEG from the first byte to the last and throws the pixels away: its size when every line is there and nothing was
// damaged or missing, nothing otherwise. A decoder of a viewer would fill the missing half with grey and say no word.
// With `grey`: some of its rows in brightness alone, full width, evenly spread, 480 to 960 of a large picture.
std::optional<QSize> wholeJpeg(const QByteArray &bytes, QByteArray *grey = nullptr);

} // namespace zc::devices::escl
