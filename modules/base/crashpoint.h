#pragma once

namespace zc {

// A named place where a test may kill the process: `ZC_CRASH=name:count` ends it with SIGKILL the count-th time the place
// is passed. The names are listed in the store and sync design. Costs one branch; absent without ZC_CRASH_POINTS.
#ifdef ZC_CRASH_POINTS
void crashPoint(const char *name);
#else
inline void crashPoint(const char *) {}
#endif

} // namespace zc
