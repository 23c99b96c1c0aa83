#pragma once
#include <devices/driver.h>

namespace zc::devices::smartcard {

// A card that is connected. One thread; the destructor lets it go.
class CardChannel {
public:
    virtual ~CardChannel();
    virtual Result<QByteArray> transmit(const QByteArray &command) = 0;     // the answer with its status word
};

// A reader. One thread. Errors of the class of social-security cards.
class CardTerminal {
public:
    virtual ~CardTerminal();
    virtual QString name() const = 0;
    virtual bool isThere() = 0;                                     // a look without waiting; false: gone for good
    virtual Result<bool> cardInside(int waitMs) = 0;                // waits for a change, so long at most
    virtual Result<std::unique_ptr<CardChannel>> connect() = 0;
};

Error cardError(FaultClass cls, const QString &suffix = {}, const QString &driverCode = {});

// The device over any terminal.
std::unique_ptr<Device> makeSocialCardDevice(std::unique_ptr<CardTerminal> terminal);

} // namespace zc::devices::smartcard
