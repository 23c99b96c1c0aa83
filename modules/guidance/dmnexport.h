#pragma once
#include <guidance/authoredpack.h>

namespace zc::guidance {

// The rules of a pack as one DMN 1.3 file with a diagram, as other tools open it: inputs at the bottom, each decision above
// what it needs. For looking at; a pack's own files have no diagram.
QByteArray dmnForOtherTools(const AuthoredPack &pack);

} // namespace zc::guidance
