#include "keyscript.h"

#include <chrono>
#include <thread>

std::unique_ptr<KeyScript> KeyScript::open(const std::string &path)
{
    auto state = MappedState<KeyState>::open(path);
    return state ? std::unique_ptr<KeyScript>(new KeyScript(std::move(state))) : nullptr;
}

unsigned long KeyScript::failure(KeyState::Step step, unsigned long removed) const
{
    return with([&](KeyState &state) -> unsigned long {
        if (state.unplugStep == step) {
            state.unplugStep = KeyState::Nowhere;
            state.present = false;
        }
        if (!state.present)
            return removed;
        if (state.failStep != step || state.failTimes <= 0)
            return 0;
        --state.failTimes;
        return state.failStatus;
    });
}

bool KeyScript::hold() const
{
    const auto begin = std::chrono::steady_clock::now();
    const unsigned generation = with([](KeyState &state) { return state.generation; });
    while (with([](KeyState &state) { return state.hang; }))
        std::this_thread::sleep_for(std::chrono::seconds(1));
    for (;; std::this_thread::sleep_for(std::chrono::milliseconds(2))) {
        const auto [present, goesOn] = with([&](KeyState &state) {
            const bool timeUp = state.holdMs >= 0 && std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(state.holdMs);
            return std::pair(state.present, timeUp || state.generation != generation);
        });
        if (!present || goesOn)
            return present;
    }
}

std::string folderOfThisLibrary()
{
    Dl_info info{};
    if (::dladdr(reinterpret_cast<const void *>(&folderOfThisLibrary), &info) == 0 || !info.dli_fname)
        return {};
    const std::string path = info.dli_fname;
    return path.substr(0, path.rfind('/'));
}
