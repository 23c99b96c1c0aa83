// A library of GM/T 0016 for tests: one device, one application, containers with real SM2 keys that it reads from files beside it
// (N.key: PKCS#8, N.cer: DER), signing with OpenSSL. Pulled out, held up and made to fail by the script beside it.
#include "keyscript.h"

#include "skfapi.h"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

using namespace zc::devices::skf;

namespace {

constexpr char kDevice[] = "Stub key 1", kApplication[] = "SIGN", kOther[] = "OTHER";
constexpr int kContainers = 4;
constexpr Ulong kFail = 0x0A000001, kInvalidHandle = 0x0A000005, kInvalidParameter = 0x0A000006;

using Bytes = std::vector<std::uint8_t>;

KeyScript &script()
{
    static const std::unique_ptr<KeyScript> script = KeyScript::open(folderOfThisLibrary() + "/script");
    return *script;
}

Bytes contentOf(const std::string &name)
{
    std::ifstream file(folderOfThisLibrary() + '/' + name, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(file), {});
}

// Handles are numbers that are never zero.
Handle handleOf(int number) { return reinterpret_cast<Handle>(std::uintptr_t(number)); }
int numberOf(Handle handle) { return int(reinterpret_cast<std::uintptr_t>(handle)); }
constexpr int kDeviceHandle = 1, kApplicationHandle = 2, kFirstContainer = 10;
std::atomic<bool> g_loggedIn = false, g_cancelled = false, g_sawRemoval = false;

Ulong given(const Bytes &answer, void *into, Ulong *size)
{
    const auto length = Ulong(answer.size());
    const unsigned grown = into ? script().with([](KeyState &state) { return state.grown > 0 ? (--state.grown, state.grownTo) : 0U; }) : 0;
    const bool tooSmall = into && *size < length;
    *size = grown > 0 ? grown : length;
    if (grown > 0 || tooSmall)
        return SAR_BUFFER_TOO_SMALL;
    if (into)
        std::memcpy(into, answer.data(), answer.size());
    return SAR_OK;
}

Bytes names(std::initializer_list<std::string> list)
{
    Bytes bytes;
    for (const std::string &name : list) {
        bytes.insert(bytes.end(), name.begin(), name.end());
        bytes.push_back(0);
    }
    bytes.push_back(0);
    return bytes;
}

bool there() { return script().with([](KeyState &state) { return state.present; }); }

bool signInto(EVP_PKEY *key, const std::uint8_t *digest, Ulong size, EccSignature *into)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr);
    std::uint8_t der[128];
    std::size_t length = sizeof der;
    const bool done = EVP_PKEY_sign_init(context) == 1 && EVP_PKEY_sign(context, der, &length, digest, size) == 1;
    EVP_PKEY_CTX_free(context);
    const std::uint8_t *cursor = der;
    ECDSA_SIG *pair = done ? d2i_ECDSA_SIG(nullptr, &cursor, long(length)) : nullptr;
    if (!pair)
        return false;
    BN_bn2binpad(ECDSA_SIG_get0_r(pair), into->r, sizeof into->r);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair), into->s, sizeof into->s);
    ECDSA_SIG_free(pair);
    return true;
}

int containerOf(Handle handle)
{
    const int number = numberOf(handle) - kFirstContainer;
    return number >= 0 && number < kContainers ? number : -1;
}

} // namespace

extern "C" {

Ulong SKF_EnumDev(Bool present, char *list, Ulong *size) { return given(present && !there() ? names({}) : names({kDevice}), list, size); }

Ulong SKF_ConnectDev(char *name, Handle *device)
{
    if (const unsigned long failure = script().failure(KeyState::Open, SAR_DEVICE_REMOVED))
        return Ulong(failure);
    if (std::strcmp(name, kDevice) != 0)
        return kInvalidParameter;
    g_sawRemoval = false;
    *device = handleOf(kDeviceHandle);
    return SAR_OK;
}

Ulong SKF_DisConnectDev(Handle) { return SAR_OK; }

Ulong SKF_GetDevInfo(Handle device, DeviceInformation *info)
{
    if (numberOf(device) != kDeviceHandle)
        return kInvalidHandle;
    *info = {};
    std::strcpy(info->manufacturer, "Tests");
    std::strcpy(info->label, "Stub key");
    std::strcpy(info->serial, "STUB-0001");
    return SAR_OK;
}

Ulong SKF_EnumApplication(Handle, char *list, Ulong *size) { return there() ? given(names({kApplication, kOther}), list, size) : Ulong(SAR_DEVICE_REMOVED); }

Ulong SKF_OpenApplication(Handle, char *name, Handle *application)
{
    if (std::strcmp(name, kApplication) != 0 && std::strcmp(name, kOther) != 0)
        return SAR_APPLICATION_NOT_EXISTS;
    *application = handleOf(kApplicationHandle + (std::strcmp(name, kOther) == 0 ? 1 : 0));
    return SAR_OK;
}

Ulong SKF_CloseApplication(Handle)
{
    g_loggedIn = false;
    return SAR_OK;
}

Ulong SKF_VerifyPIN(Handle, Ulong type, char *pin, Ulong *left)
{
    script().with([](KeyState &state) { ++state.logins; });
    if (const unsigned long failure = script().failure(KeyState::Login, SAR_DEVICE_REMOVED))
        return Ulong(failure);
    const Bytes right = contentOf("pin");
    const bool fits = type == kUserPin && std::string(pin) == std::string(right.begin(), right.end());
    return script().with([&](KeyState &state) -> Ulong {
        if (state.tries == 0)
            return SAR_PIN_LOCKED;
        state.tries = fits ? KeyState::kTries : state.tries - 1;
        *left = Ulong(state.tries);
        g_loggedIn = fits;
        return fits ? SAR_OK : state.tries == 0 ? SAR_PIN_LOCKED : SAR_PIN_INCORRECT;
    });
}

Ulong SKF_GetPINInfo(Handle, Ulong, Ulong *most, Ulong *left, Bool *isDefault)
{
    if (!there())
        return SAR_DEVICE_REMOVED;
    *most = KeyState::kTries;
    *left = Ulong(script().with([](KeyState &state) { return state.tries; }));
    *isDefault = 0;
    return SAR_OK;
}

Ulong SKF_ClearSecureState(Handle)
{
    g_loggedIn = false;
    return SAR_OK;
}

// The last container holds an RSA pair, as many keys have one.
Ulong SKF_EnumContainer(Handle application, char *list, Ulong *size)
{
    if (!there())
        return SAR_DEVICE_REMOVED;
    if (numberOf(application) != kApplicationHandle)
        return given(names({}), list, size);
    const int first = script().with([](KeyState &state) { return state.first; });
    Bytes bytes;
    for (int i = 0; i < kContainers; ++i) {
        const std::string name = "container " + std::to_string((first + i) % kContainers);
        bytes.insert(bytes.end(), name.begin(), name.end());
        bytes.push_back(0);
    }
    bytes.push_back(0);
    return given(bytes, list, size);
}

Ulong SKF_OpenContainer(Handle, char *name, Handle *container)
{
    if (!there())
        return SAR_DEVICE_REMOVED;
    *container = handleOf(kFirstContainer + name[std::strlen(name) - 1] - '0');
    return SAR_OK;
}

Ulong SKF_CloseContainer(Handle) { return SAR_OK; }

Ulong SKF_GetContainerType(Handle container, Ulong *type)
{
    *type = containerOf(container) == kContainers - 1 ? 1 : kEccContainer;
    return SAR_OK;
}

Ulong SKF_ExportCertificate(Handle container, Bool signing, std::uint8_t *bytes, Ulong *size)
{
    if (!there())
        return SAR_DEVICE_REMOVED;
    const int number = containerOf(container);
    if (number < 0 || !signing)
        return number < 0 ? kInvalidHandle : Ulong(SAR_CERTNOTFOUNTERR);
    const Bytes certificate = contentOf(std::to_string(number) + ".cer");
    return certificate.empty() ? Ulong(SAR_CERTNOTFOUNTERR) : given(certificate, bytes, size);
}

Ulong SKF_ECCSignData(Handle container, std::uint8_t *digest, Ulong size, EccSignature *signature)
{
    if (const unsigned long failure = script().failure(KeyState::Sign, SAR_DEVICE_REMOVED))
        return Ulong(failure);
    if (!g_loggedIn)
        return SAR_USER_NOT_LOGGED_IN;
    if (size != 32)
        return SAR_INDATALENERR;
    script().with([](KeyState &state) { ++state.signatures; });
    if (!script().hold())
        return SAR_DEVICE_REMOVED;
    const Bytes secret = contentOf(std::to_string(containerOf(container)) + ".key");
    const std::uint8_t *cursor = secret.data();
    EVP_PKEY *key = secret.empty() ? nullptr : d2i_AutoPrivateKey(nullptr, &cursor, long(secret.size()));
    if (!key)
        return SAR_KEYNOTFOUNTERR;
    Bytes wanted(digest, digest + size);
    if (script().with([](KeyState &state) { return state.spoiled > 0 && state.spoiled-- > 0; }))
        wanted[0] ^= 1;
    const bool done = signInto(key, wanted.data(), size, signature);
    EVP_PKEY_free(key);
    if (const unsigned long failure = script().failure(KeyState::Answer, SAR_DEVICE_REMOVED))
        return Ulong(failure);
    return done ? Ulong(SAR_OK) : kFail;
}

Ulong SKF_GetDevState(char *, Ulong *state)
{
    *state = 1;                         // this one does not know before its event: only waiting tells
    return SAR_OK;
}

Ulong SKF_WaitForDevEvent(char *name, Ulong *size, Ulong *event)
{
    for (;; std::this_thread::sleep_for(std::chrono::milliseconds(10))) {
        if (g_cancelled.exchange(false))
            return SAR_NOT_EVENTERR;
        if (there() || g_sawRemoval.exchange(true))
            continue;
        if (*size < sizeof kDevice)
            return SAR_BUFFER_TOO_SMALL;
        std::strcpy(name, kDevice);
        *size = sizeof kDevice;
        *event = kDeviceRemoved;
        return SAR_OK;
    }
}

Ulong SKF_CancelWaitForDevEvent()
{
    g_cancelled = true;
    return SAR_OK;
}
}
