#pragma once
#include "pkcs11module.h"

#include <devices/keytoken.h>

namespace zc::devices::pkcs11 {

// One token in its slot, by one session. The module outlives it. Errors: DEV-KEY-*.
Result<std::unique_ptr<KeyToken>> openToken(Module &module, const Module::Token &token);

} // namespace zc::devices::pkcs11
