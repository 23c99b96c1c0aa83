#pragma once
#include <base/error.h>

#include <QString>

#include <optional>

namespace zc::intake {

// The signature pad of this window and what it is doing, as pages show it. Values only.
struct SignView {
    bool present = false;                 // one is set up at this window
    QString device;                       // its title
    bool ready = false;
    std::optional<Error> trouble;         // why it is not ready, or what it cannot do
    bool running = false;                 // somebody is to sign
    quint64 session = 0;                  // of the surface in front of the person; another number is another blank sheet
};

// How signing ended: the case holds the signature, or nothing was taken. `error` is empty where a person gave it up.
struct SignOutcome {
    bool taken = false;
    std::optional<Error> error;
};

} // namespace zc::intake
