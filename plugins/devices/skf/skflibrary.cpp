#include "skflibrary.h"

#include <QFile>

#include <dlfcn.h>

namespace zc::devices::skf {

using namespace Qt::StringLiterals;

namespace {

constexpr Ulong kLargestAnswer = 16 * 1024;

constexpr StatusMeaning<Ulong> kMeanings[] = {
    {SAR_DEVICE_REMOVED, FaultClass::NoDevice, u""},
    {SAR_PIN_INCORRECT, FaultClass::Denied, u"PIN"},
    {SAR_PIN_INVALID, FaultClass::Denied, u"PIN"},
    {SAR_PIN_LEN_RANGE, FaultClass::Denied, u"PIN"},
    {SAR_PIN_LOCKED, FaultClass::Denied, u"LOCKED"},
    {SAR_USER_NOT_LOGGED_IN, FaultClass::Denied, u"LOGIN"},
    {SAR_USER_PIN_NOT_INITIALIZED, FaultClass::UserAction, u""},
    {SAR_TIMEOUTERR, FaultClass::UserAction, u""},          // of the key's own waiting: for its button
    {SAR_KEYNOTFOUNTERR, FaultClass::MediaRejected, u""},
    {SAR_CERTNOTFOUNTERR, FaultClass::MediaRejected, u""},
    {SAR_KEYUSAGEERR, FaultClass::MediaRejected, u""},
    {SAR_APPLICATION_NOT_EXISTS, FaultClass::MediaRejected, u""},
    {SAR_NOTSUPPORTYETERR, FaultClass::Unsupported, u""},
    {SAR_BUFFER_TOO_SMALL, FaultClass::Protocol, u""},
    {SAR_INDATALENERR, FaultClass::Protocol, u""},
    {SAR_INDATAERR, FaultClass::Protocol, u""},
};

template <class F>
bool resolve(void *library, const char *name, F *function)
{
    *function = reinterpret_cast<F>(::dlsym(library, name));
    return *function != nullptr;
}

} // namespace

Error errorOf(Ulong status)
{
    return toError(faultOf(kMeanings, status, QString::number(status, 16).rightJustified(8, u'0').toUpper()), DeviceClass::Key);
}

Result<QByteArray> answerOf(const Answer &call)
{
    Ulong size = 0;
    if (const Ulong status = call(nullptr, &size); status != SAR_OK && status != SAR_BUFFER_TOO_SMALL)
        return errorOf(status);
    for (int attempt = 0;; ++attempt) {
        if (size > kLargestAnswer)
            return errorOf(SAR_BUFFER_TOO_SMALL);
        QByteArray bytes(qsizetype(size), '\0');
        Ulong given = size;
        const Ulong status = call(bytes.data(), &given);
        if (status == SAR_OK && given <= size) {
            bytes.truncate(qsizetype(given));
            return bytes;
        }
        if (status != SAR_BUFFER_TOO_SMALL || given <= size || attempt > 0)
            return errorOf(status == SAR_OK ? Ulong(SAR_BUFFER_TOO_SMALL) : status);
        size = given;
    }
}

Result<QStringList> namesOf(const Answer &call)
{
    const Result<QByteArray> list = answerOf(call);
    if (!list)
        return list.error();
    QStringList names;
    for (const QByteArray &name : list->split('\0'))
        if (!name.isEmpty())
            names << QString::fromUtf8(name);
    return names;
}

std::unique_ptr<Library> Library::load(const QString &file)
{
    void *handle = ::dlopen(QFile::encodeName(file).constData(), RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        return nullptr;
    std::unique_ptr<Library> library(new Library);
    Functions &f = library->m_functions;
    bool whole = true;
#define ZC_SKF(name) whole = resolve(handle, #name, &f.name) && whole
    ZC_SKF(SKF_EnumDev);
    ZC_SKF(SKF_ConnectDev);
    ZC_SKF(SKF_DisConnectDev);
    ZC_SKF(SKF_GetDevInfo);
    ZC_SKF(SKF_EnumApplication);
    ZC_SKF(SKF_OpenApplication);
    ZC_SKF(SKF_CloseApplication);
    ZC_SKF(SKF_VerifyPIN);
    ZC_SKF(SKF_EnumContainer);
    ZC_SKF(SKF_OpenContainer);
    ZC_SKF(SKF_CloseContainer);
    ZC_SKF(SKF_ExportCertificate);
    ZC_SKF(SKF_ECCSignData);
#undef ZC_SKF
    resolve(handle, "SKF_GetContainerType", &f.SKF_GetContainerType);
    resolve(handle, "SKF_GetPINInfo", &f.SKF_GetPINInfo);
    resolve(handle, "SKF_ClearSecureState", &f.SKF_ClearSecureState);
    resolve(handle, "SKF_GetDevState", &f.SKF_GetDevState);
    resolve(handle, "SKF_WaitForDevEvent", &f.SKF_WaitForDevEvent);
    resolve(handle, "SKF_CancelWaitForDevEvent", &f.SKF_CancelWaitForDevEvent);
    return whole ? std::move(library) : nullptr;
}

Result<QStringList> Library::devices() const
{
    return namesOf([this](char *names, Ulong *size) { return m_functions.SKF_EnumDev(1, names, size); });
}

} // namespace zc::devices::skf
