#pragma once
#include "internal/packsource.h"

#include <guidance/authoredpack.h>

namespace zc::guidance {

// What the files of a pack would be read as after a change, made from what they were read as before it.
struct ChangedSource {
    PackSource source;                                 // without `hash`: there are no files
    qsizetype mostGrowth = 0;                          // bytes by which a rule file can have grown
};

// Where nothing but rules of decision tables differs, and where writing the files and reading them again could not change what the
// cells say. nullopt: it takes the files to tell. `source`: what the files of `was` are read as, without a problem; of both packs the
// ids are complete.
std::optional<ChangedSource> withChangedRules(const PackSource &source, const AuthoredPack &was, const AuthoredPack &now);

} // namespace zc::guidance
