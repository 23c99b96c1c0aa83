#pragma once
#include <cstdint>

// What this driver uses of the interface of GM/T 0016 (智能密码钥匙密码应用接口规范): types, symbols, statuses. ULONG and BOOL are 32 bits wide,
// names end with a zero byte, lists of names with two. No header of a vendor.
namespace zc::devices::skf {

using Ulong = std::uint32_t;
using Bool = std::int32_t;
using Handle = void *;

constexpr Ulong kUserPin = 1;                   // ulPINType: 0 administrator, 1 user
constexpr Ulong kEccContainer = 2;              // ulContainerType: 0 unknown, 1 RSA, 2 ECC
constexpr Ulong kDeviceRemoved = 2;             // ulEvent: 1 put in, 2 pulled out
constexpr Ulong kDeviceAbsent = 0;              // ulDevState: 0 not there, 1 there, 2 not known
constexpr Ulong kLongestPin = 16;

// r and s right-aligned in 512 bits each.
struct EccSignature {
    std::uint8_t r[64];
    std::uint8_t s[64];
};

// DEVINFO as far as it is looked at; what follows differs in padding between vendors, so there is room for it.
struct DeviceInformation {
    std::uint8_t version[2];
    char manufacturer[64], issuer[64], label[32], serial[32];
    std::uint8_t rest[318];
};

struct Functions {
    Ulong (*SKF_EnumDev)(Bool present, char *names, Ulong *size) = nullptr;
    Ulong (*SKF_ConnectDev)(char *name, Handle *device) = nullptr;
    Ulong (*SKF_DisConnectDev)(Handle device) = nullptr;
    Ulong (*SKF_GetDevInfo)(Handle device, DeviceInformation *info) = nullptr;
    Ulong (*SKF_EnumApplication)(Handle device, char *names, Ulong *size) = nullptr;
    Ulong (*SKF_OpenApplication)(Handle device, char *name, Handle *application) = nullptr;
    Ulong (*SKF_CloseApplication)(Handle application) = nullptr;
    Ulong (*SKF_VerifyPIN)(Handle application, Ulong type, char *pin, Ulong *triesLeft) = nullptr;
    Ulong (*SKF_EnumContainer)(Handle application, char *names, Ulong *size) = nullptr;
    Ulong (*SKF_OpenContainer)(Handle application, char *name, Handle *container) = nullptr;
    Ulong (*SKF_CloseContainer)(Handle container) = nullptr;
    Ulong (*SKF_ExportCertificate)(Handle container, Bool signing, std::uint8_t *certificate, Ulong *size) = nullptr;
    Ulong (*SKF_ECCSignData)(Handle container, std::uint8_t *digest, Ulong size, EccSignature *signature) = nullptr;
    // Below: not every vendor has them.
    Ulong (*SKF_GetContainerType)(Handle container, Ulong *type) = nullptr;
    Ulong (*SKF_GetPINInfo)(Handle application, Ulong type, Ulong *most, Ulong *left, Bool *isDefault) = nullptr;
    Ulong (*SKF_ClearSecureState)(Handle application) = nullptr;
    Ulong (*SKF_GetDevState)(char *name, Ulong *state) = nullptr;
    Ulong (*SKF_WaitForDevEvent)(char *name, Ulong *size, Ulong *event) = nullptr;
    Ulong (*SKF_CancelWaitForDevEvent)() = nullptr;
};

enum Status : Ulong {
    SAR_OK = 0,
    SAR_NOTSUPPORTYETERR = 0x0A000003,
    SAR_KEYUSAGEERR = 0x0A00000A,
    SAR_TIMEOUTERR = 0x0A00000F,
    SAR_INDATALENERR = 0x0A000010,
    SAR_INDATAERR = 0x0A000011,
    SAR_KEYNOTFOUNTERR = 0x0A00001B,
    SAR_CERTNOTFOUNTERR = 0x0A00001C,
    SAR_BUFFER_TOO_SMALL = 0x0A000020,
    SAR_NOT_EVENTERR = 0x0A000022,
    SAR_DEVICE_REMOVED = 0x0A000023,
    SAR_PIN_INCORRECT = 0x0A000024,
    SAR_PIN_LOCKED = 0x0A000025,
    SAR_PIN_INVALID = 0x0A000026,
    SAR_PIN_LEN_RANGE = 0x0A000027,
    SAR_USER_PIN_NOT_INITIALIZED = 0x0A000029,
    SAR_USER_NOT_LOGGED_IN = 0x0A00002D,
    SAR_APPLICATION_NOT_EXISTS = 0x0A00002E,
};

} // namespace zc::devices::skf
