#pragma once
#include <base/result.h>

#include <QByteArray>
#include <QJsonValue>

namespace zc {

// RFC 8785 (JCS) text of a value, restricted as the wire is: no fractions and no integer beyond ±2^53 (BAS-JSON-NUMBER).
// Members are sorted by UTF-16 code units. Both ends hash these bytes, so they must never change.
Result<QByteArray> canonicalJson(const QJsonValue &value);

} // namespace zc
