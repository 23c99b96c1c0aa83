#pragma once
#include <QByteArrayView>
#include <QUuid>

namespace zc {

// UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random bits; the 12 bits behind the version count up within
// one millisecond, so ids made by one process sort in the order they were made. Thread-safe.
QUuid makeUuidV7();

// Same layout for a given instant, for tests and for simulated people.
QUuid makeUuidV7At(qint64 unixMs, quint16 counter12, quint64 random62);

// Canonical text: 36 characters, lower case, no braces. The only form that goes on the wire.
QString uuidText(const QUuid &id);

// Accepts only the canonical text; anything else gives a null id.
QUuid uuidFromCanonicalText(QStringView text);

} // namespace zc
