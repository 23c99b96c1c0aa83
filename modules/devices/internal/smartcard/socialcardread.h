#pragma once
#include "internal/smartcard/cardterminal.h"

#include <devices/socialcard.h>

#include <functional>

namespace zc::devices::smartcard {

// Reads EF05 and EF06. `stop` is asked before each command; where it says true, nothing more is sent and the read ends Cancelled.
Result<SocialCard> readSocialCard(CardChannel &card, const std::function<bool()> &stop);

} // namespace zc::devices::smartcard
