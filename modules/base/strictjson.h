#pragma once
#include <base/result.h>

#include <QByteArrayView>
#include <QJsonValue>

namespace zc {

// Bounds of one JSON text. The defaults are those of the wire (request body 1 MiB, depth 16, 5,000 elements a list).
struct JsonLimits {
    qsizetype bytes = 1 << 20;
    int depth = 16;          // nested arrays and objects, the outermost counted
    int arrayItems = 5000;
    int members = 5000;      // of one object
};

// Reads exactly one JSON value (RFC 8259) and refuses whatever two readers could understand differently: duplicate members,
// NaN and Infinity, fractions and exponents, integers beyond ±2^53, lone surrogates, U+0000, invalid UTF-8, a byte order mark,
// anything after the value. Never recurses deeper than `depth`. Any thread.
// Errors, kind Invalid: BAS-JSON-LIMIT (too long, too deep, too many) and BAS-JSON-SYNTAX (all else); `detail` is
// "byte N: reason", so the place can be named without showing what stood there.
Result<QJsonValue> parseStrictJson(QByteArrayView text, const JsonLimits &limits = {});

} // namespace zc
