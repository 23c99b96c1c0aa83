#pragma once
#include <QString>

namespace zc {

// What went wrong, by what the caller can do about it. Cancelled is an outcome the person asked for, not a fault.
enum class ErrorKind { Cancelled, Invalid, NotFound, Offline, Timeout, Denied, Device, Corrupt, Conflict, Internal };

// `code` stands once in resources/errors/ (for example STO-DISK-LOW) and gives the clerk's sentence.
// `detail` is for support: ids, sizes, positions; never personal data.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString code;
    QString detail;

    friend bool operator==(const Error &, const Error &) = default;
};

QString errorKindName(ErrorKind kind);

} // namespace zc
