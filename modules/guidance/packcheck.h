#pragma once
#include <guidance/finding.h>
#include <guidance/pack.h>

#include <atomic>

namespace zc::guidance {

// Everything that is to be known about a pack while somebody writes it, in one pass.
struct PackCheck {
    VerifyReport report;
    std::shared_ptr<const Pack> pack;                  // for interviews; null while a V01, V02 or V16 stands
    int cases = 0, casesFailed = 0;                    // golden cases; only where there is a pack
    bool stopped = false;                              // the rest means nothing
};

// Takes what verification takes: on a worker thread. `imports` serves bundles. Another thread may set `stop`; then it ends at the
// next step, at most a table away.
PackCheck checkPack(const PackFiles &files, const ImportFinder &imports = {}, const std::atomic_bool *stop = nullptr);

} // namespace zc::guidance
