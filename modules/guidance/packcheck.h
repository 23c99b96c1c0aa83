#pragma once
#include <guidance/authoredpack.h>
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

// Takes what verification takes: on a worker thread. `imports` serves bundles. Another thread may set `stop`; then it ends within some
// hundredths of a second.
PackCheck checkPack(const PackFiles &files, const ImportFinder &imports = {}, const std::atomic_bool *stop = nullptr);

// Checks one pack again and again while it is written, and keeps what a change of some rules leaves as it was: the rest of the files as
// read, the other rules as typed, the columns of a table as bits, what the other tables say and what is wrong with them. The answer is that of checkPack() over the written pack; only
// contentHash() is empty, since no files were made. One thread at a time.
class PackChecks {
public:
    PackChecks();
    ~PackChecks();
    PackCheck check(const AuthoredPack &pack, const ImportFinder &imports = {}, const std::atomic_bool *stop = nullptr);

private:
    struct Kept;
    std::unique_ptr<Kept> m_kept;                      // of the last check that came to its end; null: nothing can be kept
};

} // namespace zc::guidance
