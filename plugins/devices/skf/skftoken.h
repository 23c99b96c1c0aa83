#pragma once
#include "skflibrary.h"

#include <devices/keytoken.h>

namespace zc::devices::skf {

// One device and one application on it; `application` empty: the first. The library outlives it. Errors: DEV-KEY-*.
Result<std::unique_ptr<KeyToken>> openToken(const Library &library, const QString &device, const QString &application);

} // namespace zc::devices::skf
