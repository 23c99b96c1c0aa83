#pragma once
#include <support/mappedstate.h>

// The reader of the made-up SDK and the finger on it.
struct FingerState {
    enum Step { Nowhere, Open, Light, Capture, Match };
    static constexpr int kFeatureBytes = 512;
    unsigned generation = 0;            // of the script: a deaf library goes on when it changes
    bool present = true;
    bool laid = true;                   // somebody puts a finger on …
    int afterMs = 0;                    // … so long after he was asked to
    int quality = 80;
    bool stays = false;                 // it is not lifted after a press
    unsigned char finger[kFeatureBytes] = {};
    int failStep = Nowhere, failTimes = 0, failStatus = 0;
    int unplugStep = Nowhere;           // once
    int crashStep = Nowhere;            // once
    int nonsense = 0;                   // so many comparisons give a similarity that is none
    bool deaf = false;                  // the next image takes until the script changes
    bool hang = false;                  // … and this one until the end of days
    int lights = 0, captures = 0, matches = 0;      // that reached the library
    int dark = 0;                       // lights that went out again
};

using FingerScript = MappedState<FingerState>;
