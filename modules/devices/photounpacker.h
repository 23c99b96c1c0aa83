#pragma once
#include <devices/cardphoto.h>
#include <devices/device.h>

#include <functional>
#include <memory>

namespace zc::devices {

// A vendor's way from the 1024 bytes of a card to a picture; makePhotoDevice() makes a device of it. Used by one thread, which may block in
// it: a library that hangs ends with its process. Errors are those of DeviceClass::PhotoDecoder (DEV-PHOTO-*).
class PhotoUnpacker {
public:
    virtual ~PhotoUnpacker();
    virtual DeviceIdentity identity() const = 0;
    virtual bool present() { return true; }                 // false: the library, or the dongle it asks for, is gone; cheap
    // `coded`: DecodePhoto::kCodedBytes. The picture as CardPhoto has it; any other size is dropped by the caller. `abandoned`: nobody waits any
    // longer, for a library that can break off.
    virtual Result<PrivateBytes> unpack(QByteArrayView coded, const std::function<bool()> &abandoned) = 0;
};

// Knows DecodePhoto and a health check without side effect. What is no photo at all never reaches the library.
std::unique_ptr<Device> makePhotoDevice(std::unique_ptr<PhotoUnpacker> unpacker);

} // namespace zc::devices
