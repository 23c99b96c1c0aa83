#pragma once
#include "internal/link/lineopener.h"

#include <devices/usbaddress.h>

namespace zc::devices {

// Where a frame is cut on its way over two endpoints: after `headerBytes`; `bodyBytes` reads from a header how many bytes follow,
// nothing when these bytes are no header. Makers wrap the same frames in other ways: this is the layer to exchange.
struct FrameSplit {
    int headerBytes = 0;
    std::optional<int> (*bodyBytes)(QByteArrayView header) = nullptr;
};

// The bulk endpoints of a USB device as a line, by libusb. Errors of `cls` on opening: absent; denied (a udev rule is missing);
// busy (another program has the interface); TWINS (several fit the address); protocol (no interface with these endpoints).
LineOpener usbOpener(const UsbAddress &address, const FrameSplit &split, DeviceClass cls);

} // namespace zc::devices
