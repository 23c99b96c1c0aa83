#pragma once
#include <QByteArray>

#include <optional>

namespace zc::crypto {

// Pieces of the minisign form that checking and signing share.
QByteArray blake2b512(QByteArrayView data);
std::optional<QByteArray> base64Line(QByteArrayView line);

} // namespace zc::crypto
