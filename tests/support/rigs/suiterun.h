#pragma once
#include <devices/conformance.h>

namespace zc::devices {

// Every check the suite has, or `only` some, against one device and the world around it; prints what each came to.
inline constexpr int kSuiteEffort = 8;
ConformanceReport runSuite(ConformanceRig &rig, int effort, const QStringList &only = {});

// The whole suite: what failed, and what was skipped and is not among `maySkip`; empty: it holds.
QString whatDoesNotHold(ConformanceRig &rig, const QStringList &maySkip, int effort = kSuiteEffort);

} // namespace zc::devices
