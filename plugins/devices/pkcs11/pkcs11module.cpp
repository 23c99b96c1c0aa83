#include "pkcs11module.h"

#include <QFile>

#include <dlfcn.h>

namespace zc::devices::pkcs11 {

using namespace Qt::StringLiterals;

namespace {

constexpr CK_ULONG kMostSlots = 64;

constexpr StatusMeaning<CK_RV> kMeanings[] = {
    {CKR_DEVICE_REMOVED, FaultClass::NoDevice, u""},
    {CKR_TOKEN_NOT_PRESENT, FaultClass::NoDevice, u""},
    {CKR_TOKEN_NOT_RECOGNIZED, FaultClass::NoDevice, u""},
    {CKR_SLOT_ID_INVALID, FaultClass::NoDevice, u""},
    {CKR_SESSION_CLOSED, FaultClass::NoDevice, u""},
    {CKR_SESSION_HANDLE_INVALID, FaultClass::NoDevice, u""},
    {CKR_PIN_INCORRECT, FaultClass::Denied, u"PIN"},
    {CKR_PIN_INVALID, FaultClass::Denied, u"PIN"},
    {CKR_PIN_LEN_RANGE, FaultClass::Denied, u"PIN"},
    {CKR_PIN_LOCKED, FaultClass::Denied, u"LOCKED"},
    {CKR_USER_NOT_LOGGED_IN, FaultClass::Denied, u"LOGIN"},
    {CKR_PIN_EXPIRED, FaultClass::UserAction, u""},
    {CKR_USER_PIN_NOT_INITIALIZED, FaultClass::UserAction, u""},
    {CKR_FUNCTION_REJECTED, FaultClass::UserAction, u""},
    {CKR_FUNCTION_CANCELED, FaultClass::UserAction, u""},
    {CKR_KEY_HANDLE_INVALID, FaultClass::MediaRejected, u""},
    {CKR_OBJECT_HANDLE_INVALID, FaultClass::MediaRejected, u""},
    {CKR_KEY_FUNCTION_NOT_PERMITTED, FaultClass::MediaRejected, u""},
    {CKR_KEY_TYPE_INCONSISTENT, FaultClass::MediaRejected, u""},
    {CKR_MECHANISM_INVALID, FaultClass::Unsupported, u""},
    {CKR_MECHANISM_PARAM_INVALID, FaultClass::Unsupported, u""},
    {CKR_FUNCTION_NOT_SUPPORTED, FaultClass::Unsupported, u""},
    {CKR_KEY_SIZE_RANGE, FaultClass::Unsupported, u""},
    {CKR_USER_ANOTHER_ALREADY_LOGGED_IN, FaultClass::Busy, u""},
    {CKR_SESSION_COUNT, FaultClass::Busy, u""},
    {CKR_OPERATION_ACTIVE, FaultClass::Busy, u""},
    {CKR_DEVICE_ERROR, FaultClass::Transport, u""},
    {CKR_BUFFER_TOO_SMALL, FaultClass::Protocol, u""},
    {CKR_DATA_LEN_RANGE, FaultClass::Protocol, u""},
    {CKR_DATA_INVALID, FaultClass::Protocol, u""},
};

} // namespace

QString textOf(const CK_UTF8CHAR *padded, std::size_t bytes)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(padded), qsizetype(bytes)).trimmed();       // padded with spaces, never ended
}

Error errorOf(CK_RV status)
{
    return toError(faultOf(kMeanings, status, QString::number(status, 16).rightJustified(8, u'0').toUpper()), DeviceClass::Key);
}

std::unique_ptr<Module> Module::load(const QString &file)
{
    void *library = ::dlopen(QFile::encodeName(file).constData(), RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return nullptr;
    const auto list = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library, "C_GetFunctionList"));
    CK_FUNCTION_LIST *functions = nullptr;
    if (!list || list(&functions) != CKR_OK || !functions || functions->version.major < 2) {
        ::dlclose(library);
        return nullptr;
    }
    std::unique_ptr<Module> module(new Module(library, functions));
    return module->start() ? std::move(module) : nullptr;
}

Module::~Module()
{
    m_functions->C_Finalize(nullptr);
    // The library stays: more than one vendor's does not survive being unloaded, and the process is its own.
}

bool Module::start() const
{
    CK_C_INITIALIZE_ARGS arguments{};
    arguments.flags = CKF_OS_LOCKING_OK;
    const CK_RV status = m_functions->C_Initialize(&arguments);
    return status == CKR_OK || status == CKR_CRYPTOKI_ALREADY_INITIALIZED;
}

void Module::startAgain()
{
    m_functions->C_Finalize(nullptr);
    start();
}

QList<Module::Token> Module::tokens() const
{
    CK_SLOT_ID slots[kMostSlots];
    CK_ULONG count = kMostSlots;
    QList<Token> found;
    if (m_functions->C_GetSlotList(CK_TRUE, slots, &count) != CKR_OK)
        return found;
    for (CK_ULONG i = 0; i < count; ++i) {
        CK_TOKEN_INFO info{};
        if (m_functions->C_GetTokenInfo(slots[i], &info) == CKR_OK && (info.flags & CKF_TOKEN_INITIALIZED) != 0)
            found << Token{slots[i], textOf(info.label), textOf(info.manufacturerID) + u' ' + textOf(info.model), textOf(info.serialNumber)};
    }
    return found;
}

} // namespace zc::devices::pkcs11
