#pragma once
#include <settings/policy.h>

namespace zc::settings {

// Reads a file that only `place.trustedOwner` could have written: a regular file, no link, it and every folder from
// place.trustAbove down owned by that user and writable by nobody else. One descriptor: open, check, read.
// Errors: POL-OWNER (Denied), POL-FILE (Internal), POL-LIMIT (Invalid).
Result<QByteArray> readTrusted(const QString &path, const PolicyPlace &place, qint64 limit);

} // namespace zc::settings
