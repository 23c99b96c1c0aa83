#pragma once
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <mutex>
#include <new>
#include <string>

// What a test wants of a library in another process, in a file that both have mapped. Guarded by the file's lock, which the system gives
// back when a process dies with it. State is plain data with a member `unsigned generation`.
template <class State>
class MappedState {
public:
    static std::unique_ptr<MappedState> open(const std::string &path)       // made new when it is not there; null: cannot be mapped
    {
        struct stat known{};
        const bool made = ::stat(path.c_str(), &known) != 0;
        const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor < 0)
            return nullptr;
        void *place = MAP_FAILED;
        if (!made || ::ftruncate(descriptor, sizeof(State)) == 0)
            place = ::mmap(nullptr, sizeof(State), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
        if (place == MAP_FAILED) {
            ::close(descriptor);
            return nullptr;
        }
        auto *state = made ? new (place) State : std::launder(reinterpret_cast<State *>(place));
        return std::unique_ptr<MappedState>(new MappedState(descriptor, state));
    }
    ~MappedState()
    {
        ::munmap(m_state, sizeof(State));
        ::close(m_descriptor);
    }

    template <class F>
    auto with(F f) const
    {
        const std::lock_guard inside(m_mutex);
        const FileLock between(m_descriptor);
        return f(*m_state);
    }
    // The same, and whoever waits for the script sees that it has changed.
    template <class F>
    void change(F f) const
    {
        with([&](State &state) {
            f(state);
            ++state.generation;
        });
    }

private:
    struct FileLock {
        explicit FileLock(int d) : descriptor(d)
        {
            while (::flock(descriptor, LOCK_EX) != 0) {}
        }
        ~FileLock() { ::flock(descriptor, LOCK_UN); }
        const int descriptor;
    };
    MappedState(int descriptor, State *state) : m_descriptor(descriptor), m_state(state) {}
    const int m_descriptor;
    State *const m_state;
    mutable std::mutex m_mutex;
};
