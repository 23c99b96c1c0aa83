#pragma once
#include <devices/device.h>
#include <devices/signingkey.h>

#include <functional>
#include <memory>

namespace zc::devices {

// What a stack of keys (PKCS#11, SKF, the simulator) can do with one key; makeKeyDevice() makes a device of it. Used by one thread, which
// is not the driver's: a call may block as long as the stack does. Errors are those of a key (DEV-KEY-*); no call is made twice.
class KeyToken {
public:
    struct PinState {
        std::optional<int> left;    // tries; nothing: the stack does not say
        bool locked = false;
    };
    struct Request {
        const Certificate &certificate;             // one of certificates()
        QByteArrayView digest;                      // SignDigest::kDigestBytes
        QByteArrayView pin;                         // a zero byte follows; gone when sign() returns
        const std::function<bool()> &abandoned;     // nobody waits for it any longer: a stack that can break off does
    };
    virtual ~KeyToken();
    virtual DeviceIdentity identity() const = 0;
    virtual bool present() = 0;                     // false: pulled out; cheap
    virtual Result<QList<QByteArray>> certificates() = 0;       // DER, of those whose private key is beside them
    virtual Result<PinState> pinState() = 0;
    // Logs in, signs, logs out. SM2 and ECDSA as 64 bytes r ‖ s.
    virtual Result<QByteArray> sign(const Request &request) = 0;
};

// Runs the operations of signingkey.h over a token: looks at the certificates afresh each time, refuses what does not fit before the PIN is
// used, and hands out no signature that does not verify. A call that nobody waits for any longer goes on by itself; the next job waits
// for its end. One that never ends stops the device in isOpen(), so that the host process goes with it.
// `certificates` as the token just gave them: what the key can do stands in them.
std::unique_ptr<Device> makeKeyDevice(std::unique_ptr<KeyToken> token, const QList<QByteArray> &certificates);

} // namespace zc::devices
