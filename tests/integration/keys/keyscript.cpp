#include "keyscript.h"

#include <chrono>
#include <dlfcn.h>
#include <fcntl.h>
#include <new>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

KeyScript::FileLock::FileLock(int d) : descriptor(d)
{
    while (::flock(descriptor, LOCK_EX) != 0) {}
}

KeyScript::FileLock::~FileLock()
{
    ::flock(descriptor, LOCK_UN);
}

std::unique_ptr<KeyScript> KeyScript::open(const std::string &path)
{
    struct stat known{};
    const bool made = ::stat(path.c_str(), &known) != 0;
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return nullptr;
    void *place = MAP_FAILED;
    if (!made || ::ftruncate(descriptor, sizeof(KeyState)) == 0)
        place = ::mmap(nullptr, sizeof(KeyState), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (place == MAP_FAILED) {
        ::close(descriptor);
        return nullptr;
    }
    auto *state = made ? new (place) KeyState : std::launder(reinterpret_cast<KeyState *>(place));
    return std::unique_ptr<KeyScript>(new KeyScript(descriptor, state));
}

KeyScript::~KeyScript()
{
    ::munmap(m_state, sizeof(KeyState));
    ::close(m_descriptor);
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
