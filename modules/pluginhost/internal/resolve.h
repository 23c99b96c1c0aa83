#pragma once
#include "internal/gate.h"

namespace zc::pluginhost {

struct Candidate {
    PluginEntry entry;
    CheckedFolder checked;
};

// Puts usable plugins into load order (a plugin behind what it requires, else by id) and refuses those whose
// requirements are missing, of another version, refused or quarantined (PLG-REQUIRES), run in a circle (PLG-CYCLE), or
// offer an item that an earlier plugin offers (PLG-TWICE).
void resolve(std::vector<Candidate> &candidates);

} // namespace zc::pluginhost
