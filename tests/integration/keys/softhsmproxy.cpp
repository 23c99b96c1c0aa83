// A module of PKCS#11 in front of SoftHSM: everything is done by SoftHSM, except what the script beside this library wants otherwise. It
// counts wrong PINs as a token does (SoftHSM itself never locks). Configuration: softhsm2.conf beside it.
#include "keyscript.h"

#include <p11-kit/pkcs11.h>

#include <algorithm>
#include <cstdlib>
#include <dlfcn.h>
#include <vector>

namespace {

CK_FUNCTION_LIST *g_real = nullptr;
CK_FUNCTION_LIST g_own;
std::unique_ptr<KeyScript> g_script;
bool g_listsCertificates = false;       // the search that runs

bool present()
{
    return g_script->with([](KeyState &state) { return state.present; });
}

std::string idOf(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object)
{
    char bytes[64] = {};
    CK_ATTRIBUTE id{CKA_ID, bytes, sizeof bytes};
    return g_real->C_GetAttributeValue(session, object, &id, 1) == CKR_OK ? std::string(bytes, id.ulValueLen) : std::string();
}

CK_RV getSlotList(CK_BBOOL withToken, CK_SLOT_ID *slots, CK_ULONG *count)
{
    if (withToken && !present()) {
        *count = 0;
        return CKR_OK;
    }
    return g_real->C_GetSlotList(withToken, slots, count);
}

CK_RV getSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO *info)
{
    const CK_RV status = g_real->C_GetSlotInfo(slot, info);
    if (!present())
        info->flags &= ~CK_FLAGS(CKF_TOKEN_PRESENT);
    return status;
}

CK_RV getTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
    if (!present())
        return CKR_TOKEN_NOT_PRESENT;
    const CK_RV status = g_real->C_GetTokenInfo(slot, info);
    const int tries = g_script->with([](KeyState &state) { return state.tries; });
    info->flags &= ~CK_FLAGS(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED);
    if (tries == 0)
        info->flags |= CKF_USER_PIN_LOCKED;
    else if (tries == 1)
        info->flags |= CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_COUNT_LOW;
    else if (tries < KeyState::kTries)
        info->flags |= CKF_USER_PIN_COUNT_LOW;
    return status;
}

CK_RV openSession(CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE *session)
{
    if (const CK_RV failure = g_script->failure(KeyState::Open, CKR_TOKEN_NOT_PRESENT))
        return failure;
    return g_real->C_OpenSession(slot, flags, application, notify, session);
}

CK_RV getSessionInfo(CK_SESSION_HANDLE session, CK_SESSION_INFO *info)
{
    return present() ? g_real->C_GetSessionInfo(session, info) : CKR_DEVICE_REMOVED;
}

CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG size)
{
    g_script->with([](KeyState &state) { ++state.logins; });
    if (const CK_RV failure = g_script->failure(KeyState::Login, CKR_DEVICE_REMOVED))
        return failure;
    if (g_script->with([](KeyState &state) { return state.tries == 0; }))
        return CKR_PIN_LOCKED;
    const CK_RV status = g_real->C_Login(session, user, pin, size);
    g_script->with([status](KeyState &state) { state.tries = status == CKR_OK ? KeyState::kTries : status == CKR_PIN_INCORRECT ? state.tries - 1 : state.tries; });
    return status;
}

CK_RV findObjectsInit(CK_SESSION_HANDLE session, CK_ATTRIBUTE *wanted, CK_ULONG count)
{
    if (!present())
        return CKR_DEVICE_REMOVED;
    g_listsCertificates = count == 2 && wanted[1].type == CKA_CERTIFICATE_TYPE;
    return g_real->C_FindObjectsInit(session, wanted, count);
}

CK_RV findObjects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG most, CK_ULONG *count)
{
    const CK_RV status = g_real->C_FindObjects(session, objects, most, count);
    if (status == CKR_OK && g_listsCertificates && *count > 0) {
        std::vector<std::pair<std::string, CK_OBJECT_HANDLE>> order;
        for (CK_ULONG i = 0; i < *count; ++i)
            order.emplace_back(idOf(session, objects[i]), objects[i]);
        std::sort(order.begin(), order.end());
        const std::size_t first = std::size_t(g_script->with([](KeyState &state) { return state.first; })) % order.size();
        std::rotate(order.begin(), order.begin() + std::ptrdiff_t(first), order.end());
        for (std::size_t i = 0; i < order.size(); ++i)
            objects[i] = order[i].second;
    }
    return status;
}

CK_RV sign(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataSize, CK_BYTE *signature, CK_ULONG *size)
{
    if (const CK_RV failure = g_script->failure(KeyState::Sign, CKR_DEVICE_REMOVED))
        return failure;
    const unsigned grown = g_script->with([](KeyState &state) { return state.grown > 0 ? (--state.grown, state.grownTo) : 0U; });
    if (grown > 0) {
        *size = grown;
        return CKR_BUFFER_TOO_SMALL;
    }
    g_script->with([](KeyState &state) { ++state.signatures; });
    if (!g_script->hold())
        return CKR_DEVICE_REMOVED;
    const bool spoiled = g_script->with([](KeyState &state) { return state.spoiled > 0 && state.spoiled-- > 0; });
    if (spoiled)
        data[dataSize - 1] ^= 1;
    const CK_RV status = g_real->C_Sign(session, data, dataSize, signature, size);
    if (const CK_RV failure = g_script->failure(KeyState::Answer, CKR_DEVICE_REMOVED))
        return failure;
    return status;
}

bool start()
{
    const std::string folder = folderOfThisLibrary();
    g_script = KeyScript::open(folder + "/script");
    ::setenv("SOFTHSM2_CONF", (folder + "/softhsm2.conf").c_str(), 1);
    for (const char *path : {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"}) {
        void *library = ::dlopen(path, RTLD_NOW | RTLD_LOCAL);
        const auto list = library ? reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library, "C_GetFunctionList")) : nullptr;
        if (list && list(&g_real) == CKR_OK)
            break;
    }
    if (!g_real || !g_script)
        return false;
    g_own = *g_real;
    g_own.C_GetSlotList = getSlotList;
    g_own.C_GetSlotInfo = getSlotInfo;
    g_own.C_GetTokenInfo = getTokenInfo;
    g_own.C_OpenSession = openSession;
    g_own.C_GetSessionInfo = getSessionInfo;
    g_own.C_Login = login;
    g_own.C_FindObjectsInit = findObjectsInit;
    g_own.C_FindObjects = findObjects;
    g_own.C_Sign = sign;
    return true;
}

} // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list)
{
    static const bool started = start();
    *list = &g_own;
    return started ? CKR_OK : CKR_GENERAL_ERROR;
}
