#pragma once
#include <base/error.h>
#include <devices/privatebytes.h>

#include <QString>

#include <optional>

namespace zc::intake {

// The photo of the ID card that was read last, for comparing person and card. Values only. It is there while the clerk looks at the person:
// gone with the step, the case, the lock, and as soon as the field no longer holds that card's number. Stored and logged nowhere.
struct PhotoView {
    enum class State {
        None,           // no ID card was read, or its reader hands out no photo
        NoDecoder,      // there is a photo, and nothing at this window that unpacks it
        Decoding,
        Shown,
        Failed          // `why` says it
    };
    State state = State::None;
    QString party;                      // "applicant" or "agent"
    devices::PrivateBytes pixels;       // as devices::CardPhoto has them
    std::optional<Error> why;
};

} // namespace zc::intake
