#include "error.h"

namespace zc {

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled: return QStringLiteral("Cancelled");
    case ErrorKind::Invalid: return QStringLiteral("Invalid");
    case ErrorKind::NotFound: return QStringLiteral("NotFound");
    case ErrorKind::Offline: return QStringLiteral("Offline");
    case ErrorKind::Timeout: return QStringLiteral("Timeout");
    case ErrorKind::Denied: return QStringLiteral("Denied");
    case ErrorKind::Device: return QStringLiteral("Device");
    case ErrorKind::Corrupt: return QStringLiteral("Corrupt");
    case ErrorKind::Conflict: return QStringLiteral("Conflict");
    case ErrorKind::Internal: return QStringLiteral("Internal");
    }
    return QStringLiteral("Internal");
}

} // namespace zc
