#pragma once
#include "internal/link/hostlookup.h"
#include "internal/link/lineopener.h"

#include <devices/terminalprofile.h>

#include <net/originpolicy.h>

namespace zc::devices::profile {

std::unique_ptr<TerminalLink> makeSerialLink(std::unique_ptr<ByteChannel> line, const TerminalProfile &profile);
// One terminal on the house's own network; `host` belongs to the origin, `root` is the path below which its own paths stand.
std::unique_ptr<TerminalLink> makeHttpLink(const net::OriginPolicy &origin, const std::shared_ptr<HostLookup> &host, const QByteArray &root, const TerminalProfile &profile);

// The profile of the settings, spoken over lines that somebody else opens: the driver "profile" itself and the simulators.
std::unique_ptr<Driver> makeLineTerminal(const QString &driverId, const TerminalSettings &settings, LineOpener opener);

} // namespace zc::devices::profile
