#pragma once
#include "internal/program.h"

namespace zc::guidance {

// All borders that the pack's rules draw on its number and date facts: every comparison with a constant, also through helpers,
// `if`, and date ± duration. By fact index.
QList<QList<Cut>> collectCuts(const Pack &pack, const Program &program);

} // namespace zc::guidance
