#pragma once
#include <support/mappedstate.h>

// What a test wants of the made-up vendor library that "unpacks" photos, and its arithmetic: each value of the picture is one byte of the
// photo, moved on by who sat for it.
struct PhotoState {
    unsigned generation = 0;
    bool present = true, licensed = true;       // asked when it is opened
    unsigned sitting = 0;
    int holdMs = 0;                     // in front of each picture; -1: until the script changes
    enum Trouble { None, Status, Short, Long, Crash, Hang } trouble = None;
    int times = 0;
    int status = 0;
    int photos = 0;                     // that were begun
    bool unplug[3] = {false, false, false};     // before, in the middle of and behind the next photo
};
using PhotoScript = MappedState<PhotoState>;

constexpr int kFakeRefused = 3;         // "no photo of mine"
constexpr int kFakeExpired = 7;         // the licence has ended meanwhile

inline unsigned char fakePoint(const unsigned char *coded, long at, unsigned sitting)
{
    return static_cast<unsigned char>(coded[6 + (at + 7 * long(sitting)) % 1018] + sitting);
}
