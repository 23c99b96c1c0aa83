#include "fingersdk.h"

#include "fingerscript.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <dlfcn.h>
#include <thread>
#include <utility>

// A library of nobody: one reader, whose script lies beside the library. It really takes an image, really extracts, really compares.
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kSerialBytes = 16;

std::unique_ptr<FingerScript> g_script;         // such libraries keep their reader in a global
Clock::time_point g_asked;                      // since the light is on, or the finger was lifted
bool g_pressed = false;                         // compared since the finger was put on
bool g_lit = false;

std::string folderOfThisLibrary()
{
    Dl_info info{};
    if (::dladdr(reinterpret_cast<const void *>(&fpr_open), &info) == 0 || !info.dli_fname)
        return {};
    const std::string path = info.dli_fname;
    return path.substr(0, path.rfind('/'));
}

// The status that this step fails with; FPR_OK: it goes on. May pull the reader out, or end the process.
int reached(FingerState::Step step)
{
    if (!g_script)
        return FPR_GONE;
    return g_script->with([step](FingerState &state) -> int {
        if (state.crashStep == step) {
            state.crashStep = FingerState::Nowhere;
            ::raise(SIGSEGV);
        }
        if (state.unplugStep == step) {
            state.unplugStep = FingerState::Nowhere;
            state.present = false;
        }
        if (!state.present)
            return FPR_GONE;
        if (state.failStep != step || state.failTimes <= 0)
            return FPR_OK;
        --state.failTimes;
        return state.failStatus;
    });
}

void waitOutDeafness()
{
    const unsigned generation = g_script->with([](FingerState &state) { return state.generation; });
    for (;; std::this_thread::sleep_for(std::chrono::milliseconds(2)))
        if (g_script->with([&](FingerState &state) { return !state.hang && (!state.deaf || !state.present || state.generation != generation); }))
            return;
}

} // namespace

#define FPR_EXPORT extern "C" __attribute__((visibility("default")))

FPR_EXPORT int fpr_open(void)
{
    if (!g_script)
        g_script = FingerScript::open(folderOfThisLibrary() + "/script");
    return reached(FingerState::Open);
}

FPR_EXPORT int fpr_alive(void)
{
    return g_script && g_script->with([](FingerState &state) { return state.present; }) ? FPR_OK : FPR_GONE;
}

FPR_EXPORT int fpr_serial(char *text, int bytes)
{
    static const char serial[kSerialBytes] = "SAMPLE-FPR-1";
    if (bytes < kSerialBytes)
        return FPR_NOT_SUPPORTED;
    std::copy(std::begin(serial), std::end(serial), text);
    return FPR_OK;
}

FPR_EXPORT int fpr_light(int on)
{
    if (!on) {
        if (g_script && std::exchange(g_lit, false))
            g_script->with([](FingerState &state) { ++state.dark; });
        return FPR_OK;
    }
    if (!g_script)
        return FPR_GONE;
    g_script->with([](FingerState &state) { ++state.lights; });
    g_lit = true;
    g_pressed = false;
    g_asked = Clock::now();
    return reached(FingerState::Light);
}

FPR_EXPORT int fpr_capture(unsigned char *image)
{
    if (const int status = reached(FingerState::Capture); status != FPR_OK)
        return status;
    waitOutDeafness();
    return g_script->with([image](FingerState &state) -> int {
        if (!state.present)
            return FPR_GONE;
        ++state.captures;
        if (g_pressed && !state.stays) {
            g_pressed = false;
            g_asked = Clock::now();
            return FPR_NO_FINGER;
        }
        if (!state.laid || Clock::now() - g_asked < std::chrono::milliseconds(state.afterMs))
            return FPR_NO_FINGER;
        for (int at = 0; at < FPR_IMAGE_BYTES; at += FPR_FEATURE_BYTES)
            std::copy(std::begin(state.finger), std::end(state.finger), image + at);
        return FPR_OK;
    });
}

FPR_EXPORT int fpr_quality(const unsigned char *)
{
    return g_script->with([](FingerState &state) { return state.quality; });
}

FPR_EXPORT int fpr_extract(const unsigned char *image, unsigned char *feature)
{
    std::copy(image, image + FPR_FEATURE_BYTES, feature);
    return FPR_OK;
}

FPR_EXPORT int fpr_match(const unsigned char *one, const unsigned char *other, float *similarity)
{
    g_pressed = true;
    if (const int status = reached(FingerState::Match); status != FPR_OK)
        return status;
    int alike = 0;
    for (int at = 0; at < FPR_FEATURE_BYTES; ++at)
        alike += one[at] == other[at];
    *similarity = float(alike) / float(FPR_FEATURE_BYTES);
    g_script->with([similarity](FingerState &state) {
        ++state.matches;
        if (state.nonsense > 0) {
            --state.nonsense;
            *similarity = 3;
        }
    });
    return FPR_OK;
}

FPR_EXPORT void fpr_close(void)
{
    g_script.reset();
}
