#pragma once
#include <devices/device.h>

#include <QUuid>

namespace zc::devices {

using ClaimId = QUuid;
enum class ClaimMode { Exclusive, Shared };     // Shared: status and capabilities only, no jobs

struct Owner {
    QString id;                 // one program part or one web origin; its end ends its claims
    QString label;              // shown to whoever is told "busy", for example 收件
};

// The right to submit jobs to one device. A plain value: it ends by release(), its time to live, its owner's end, a
// takeover or the screen lock; its running jobs then end Cancelled.
struct Claim {
    ClaimId id;
    DeviceId device;
    ClaimMode mode = ClaimMode::Exclusive;
    Owner owner;
};

} // namespace zc::devices
