#pragma once
#include "socketwire.h"

#include <devices/terminallink.h>

namespace zc::devices::wsterminal {

// How long the first words may take, connecting and TLS included. The hub gives an opening five seconds, and the terminal's own answer
// to a greeting comes after this.
inline constexpr int kOpeningMs = 3000;

// Connects and upgrades. `trust` for wss, null for ws. NoDevice: nobody there, or gone in the middle; Timeout: connected, and then silent;
// Protocol: no WebSocket; Denied, Busy, DeviceFault: as the status of HTTP says.
Result<std::unique_ptr<TerminalLink>> openSocketLink(const QUrl &address, const Poco::Net::Context::Ptr &trust, DeviceClass cls, JobContext &context);

} // namespace zc::devices::wsterminal
