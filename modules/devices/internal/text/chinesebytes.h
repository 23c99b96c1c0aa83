#pragma once
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace zc::devices {

// Nothing where the bytes are not wholly that: a decoder of the library drops half a character at the end without a word.
std::optional<QString> fromUtf8Strictly(QByteArrayView bytes);
std::optional<QString> fromGb18030Strictly(QByteArrayView bytes);
std::optional<QString> fromGbkStrictly(QByteArrayView bytes);       // one and two bytes only

} // namespace zc::devices
