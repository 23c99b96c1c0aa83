#pragma once
#include <devices/privatebytes.h>

#include <chrono>

namespace zc::devices {

// The picture on an ID card, for the eye of the clerk: 102 × 126 points, three bytes each (red, green, blue), rows from the top without
// padding. Shows a person: it is shown while the person stands there, and neither stored nor logged.
struct CardPhoto {
    static constexpr int kWidth = 102, kHeight = 126;
    static constexpr qsizetype kBytes = qsizetype(kWidth) * kHeight * 3;        // 38,556
    PrivateBytes pixels;
};

// Unpacks the 1024 bytes that stand on a card (CardRecord::photo()). Their coding is not public: a decoder comes from a vendor, is chosen by
// the administrator (slot "pho-1") and runs in a process of its own. Whoever submits this waits kLimit at most; what comes in another size
// than CardPhoto's is no picture. Faults: DEV-PHOTO-REJECTED (no photo that this decoder knows), DEV-PHOTO-PROTOCOL (of the wrong size).
struct DecodePhoto {
    using Answer = CardPhoto;
    static constexpr qsizetype kCodedBytes = 1024;
    static constexpr std::chrono::milliseconds kLimit{1000};
    PrivateBytes coded;
};

} // namespace zc::devices
