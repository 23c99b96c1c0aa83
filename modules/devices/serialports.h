#pragma once
#include <devices/driver.h>

namespace zc::devices {

// The serial ports of this machine, for a person who configures a reader. Looks only, never opens or writes.
QList<Candidate> serialPorts();

} // namespace zc::devices
