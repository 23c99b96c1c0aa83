#pragma once
#include <support/mappedstate.h>

// What a test wants of a stack of keys.
struct KeyState {
    enum Step { Nowhere, Open, Login, Sign, Answer };
    static constexpr int kTries = 6;
    bool present = true;
    int first = 0;                      // the certificate that is listed first
    int holdMs = 0;                     // in front of each signature; -1: until the script changes
    unsigned generation = 0;            // of the script: what holds goes on when it changes
    int failStep = Nowhere, failTimes = 0;
    unsigned long failStatus = 0;       // of the stack
    int unplugStep = Nowhere;           // once
    int spoiled = 0;                    // so many signatures are of something else
    int grown = 0;                      // so often the size that was asked for is too small when the bytes are
    unsigned grownTo = 0;
    int tries = kTries;
    int logins = 0, signatures = 0;     // that reached the stack
    bool hang = false;                  // the next signature never returns
};

class KeyScript {
public:
    static std::unique_ptr<KeyScript> open(const std::string &path);        // made new when it is not there; null: cannot be mapped
    template <class F>
    auto with(F f) const { return m_state->with(f); }
    template <class F>
    void change(F f) const { m_state->change(f); }

    // The stack's side. The status that this step fails with; nothing: it goes on. May pull the key out.
    unsigned long failure(KeyState::Step step, unsigned long removed) const;
    bool hold() const;                  // false: pulled out meanwhile

private:
    explicit KeyScript(std::unique_ptr<MappedState<KeyState>> state) : m_state(std::move(state)) {}
    const std::unique_ptr<MappedState<KeyState>> m_state;
};

std::string folderOfThisLibrary();
