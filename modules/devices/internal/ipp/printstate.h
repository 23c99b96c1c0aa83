#pragma once
#include <devices/device.h>

namespace zc::devices::ipp {

// What the printer's state and its reasons mean for the clerk. A reason is a keyword with an optional -error, -warning or -report;
// "media-low-warning" limits, "media-empty-error" (or "media-empty") stops, a -report says nothing to a clerk.
Condition conditionOf(int printerState, const QStringList &reasons);

// For a job that does not come out: the first reason that can stop a printer, also where the printer calls it a warning only (CUPS'
// own printer says "media-empty-warning" and waits). An empty code: none.
Error suspicionOf(const QStringList &reasons);

} // namespace zc::devices::ipp
