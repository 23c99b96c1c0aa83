#pragma once
#include <base/error.h>

namespace zc::devices {

// What a simulator answers to a control line that it does not take.
inline Error controlRefused(const QString &what)
{
    return Error{ErrorKind::Invalid, QStringLiteral("DEV-SIM-CONTROL"), what};
}

} // namespace zc::devices
