#include "skftoken.h"

#include <atomic>
#include <cstring>
#include <thread>

namespace zc::devices::skf {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kHalf = 32;                 // of an SM2 signature, at the end of each 64 bytes
constexpr Ulong kLongestName = 256;

template <std::size_t N>
QString textOf(const char (&field)[N])
{
    return QString::fromUtf8(field, qsizetype(::strnlen(field, N))).trimmed();
}

// Hears of pulling as soon as the library does. Only where waiting can be ended again.
class PullWatch {
public:
    PullWatch(const Functions &call, QByteArray device) : m_call(call), m_device(std::move(device))
    {
        if (m_call.SKF_WaitForDevEvent && m_call.SKF_CancelWaitForDevEvent)
            m_thread = std::thread([this] { watch(); });
    }
    ~PullWatch()
    {
        m_ending = true;
        while (m_thread.joinable() && !m_ended) {       // it may not have begun to wait yet
            m_call.SKF_CancelWaitForDevEvent();
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        if (m_thread.joinable())
            m_thread.join();
    }
    bool pulled() const { return m_pulled; }

private:
    void watch()
    {
        while (!m_ending && !m_pulled) {
            char name[kLongestName] = {};
            Ulong size = sizeof name, event = 0;
            if (m_call.SKF_WaitForDevEvent(name, &size, &event) != SAR_OK)
                break;                                  // cancelled, or not possible here: looking at the state has to do
            if (event == kDeviceRemoved && ::strnlen(name, sizeof name) == std::size_t(m_device.size()) && m_device == name)
                m_pulled = true;
        }
        m_ended = true;
    }

    const Functions &m_call;
    const QByteArray m_device;
    std::atomic<bool> m_ending = false, m_ended = false, m_pulled = false;
    std::thread m_thread;
};

// An open container, closed again.
class Container {
public:
    Container(const Functions &call, Handle application, const QString &name) : m_call(call)
    {
        QByteArray bytes = name.toUtf8();
        m_status = call.SKF_OpenContainer(application, bytes.data(), &m_handle);
    }
    ~Container()
    {
        if (m_status == SAR_OK)
            m_call.SKF_CloseContainer(m_handle);
    }
    Container(const Container &) = delete;
    Container &operator=(const Container &) = delete;
    Ulong status() const { return m_status; }
    Handle handle() const { return m_handle; }

private:
    const Functions &m_call;
    Handle m_handle = nullptr;
    Ulong m_status = SAR_OK;
};

class SkfToken final : public KeyToken {
public:
    SkfToken(const Library &library, const QString &device) : m_call(library.call()), m_name(device.toUtf8()) {}
    ~SkfToken() override
    {
        m_watch.reset();
        if (m_application)
            m_call.SKF_CloseApplication(m_application);
        if (m_device)
            m_call.SKF_DisConnectDev(m_device);
    }

    Error open(const QString &wanted)
    {
        if (const Ulong status = m_call.SKF_ConnectDev(m_name.data(), &m_device); status != SAR_OK)
            return errorOf(status);
        DeviceInformation info{};
        if (const Ulong status = m_call.SKF_GetDevInfo(m_device, &info); status != SAR_OK)
            return errorOf(status);
        m_identity = {(textOf(info.manufacturer) + u' ' + textOf(info.label)).trimmed(), textOf(info.serial)};
        const auto applications = namesOf([this](char *names, Ulong *size) { return m_call.SKF_EnumApplication(m_device, names, size); });
        if (!applications)
            return applications.error();
        QByteArray name = (wanted.isEmpty() ? applications->value(0) : wanted).toUtf8();
        if (!applications->contains(QString::fromUtf8(name)))
            return errorOf(SAR_APPLICATION_NOT_EXISTS);
        if (const Ulong status = m_call.SKF_OpenApplication(m_device, name.data(), &m_application); status != SAR_OK)
            return errorOf(status);
        m_watch = std::make_unique<PullWatch>(m_call, m_name);
        return {};
    }

    DeviceIdentity identity() const override { return m_identity; }

    bool present() override
    {
        if (m_watch->pulled())
            return false;
        Ulong state = 1;
        return !m_call.SKF_GetDevState || m_call.SKF_GetDevState(m_name.data(), &state) != SAR_OK || state != kDeviceAbsent;
    }

    Result<QList<QByteArray>> certificates() override
    {
        const auto containers = containerNames();
        if (!containers)
            return containers.error();
        QList<QByteArray> list;
        for (const QString &name : *containers) {
            const Container container(m_call, m_application, name);
            if (container.status() != SAR_OK)
                return errorOf(container.status());
            const auto der = certificateOf(container);
            const auto certificate = certificateFrom(der ? *der : QByteArray());
            if (certificate && certificate->algorithm == KeyAlgorithm::Sm2)
                list << *der;
            else if (!der && faultClassOf(der.error().code) != FaultClass::MediaRejected)       // one without a certificate is nothing wrong
                return der.error();
        }
        return list;
    }

    Result<PinState> pinState() override
    {
        if (!m_call.SKF_GetPINInfo)
            return PinState{};
        Ulong most = 0, left = 0;
        Bool isDefault = 0;
        if (const Ulong status = m_call.SKF_GetPINInfo(m_application, kUserPin, &most, &left, &isDefault); status != SAR_OK)
            return errorOf(status);
        return PinState{int(std::min<Ulong>(left, 255)), left == 0};
    }

    Result<QByteArray> sign(const Request &request) override
    {
        if (const Error refused = login(request.pin); !refused.code.isEmpty())
            return refused;
        Result<QByteArray> signature = signLoggedIn(request);
        if (m_call.SKF_ClearSecureState)
            m_call.SKF_ClearSecureState(m_application);
        return signature;
    }

private:
    // Once, whatever comes of it.
    Error login(QByteArrayView pin)
    {
        if (pin.size() > qsizetype(kLongestPin) || pin.contains('\0'))
            return errorOf(SAR_PIN_LEN_RANGE);
        Ulong left = 0;
        const Ulong status = m_call.SKF_VerifyPIN(m_application, kUserPin, const_cast<char *>(pin.data()), &left);
        if (status == SAR_OK)
            return {};
        if (status == SAR_PIN_INCORRECT)
            return pinRefused(int(std::min<Ulong>(left, 255)));
        return status == SAR_PIN_LOCKED ? pinRefused(0) : errorOf(status);
    }

    Result<QByteArray> signLoggedIn(const Request &request)
    {
        const auto containers = containerNames();
        if (!containers)
            return containers.error();
        for (const QString &name : *containers) {
            const Container container(m_call, m_application, name);
            if (container.status() != SAR_OK)
                return errorOf(container.status());
            if (const auto der = certificateOf(container); !der || *der != request.certificate.der)
                continue;
            QByteArray digest = request.digest.toByteArray();
            EccSignature signature{};
            const Ulong status = m_call.SKF_ECCSignData(container.handle(), reinterpret_cast<std::uint8_t *>(digest.data()), Ulong(digest.size()), &signature);
            if (status != SAR_OK)
                return errorOf(status);
            const auto tail = [](const std::uint8_t (&number)[64]) { return QByteArray(reinterpret_cast<const char *>(number) + sizeof number - kHalf, kHalf); };
            return tail(signature.r) + tail(signature.s);
        }
        return errorOf(SAR_KEYNOTFOUNTERR);
    }

    Result<QStringList> containerNames()
    {
        return namesOf([this](char *names, Ulong *size) { return m_call.SKF_EnumContainer(m_application, names, size); });
    }

    // The signing certificate of a container with an SM2 pair; empty: a container of another kind.
    Result<QByteArray> certificateOf(const Container &container)
    {
        Ulong type = kEccContainer;
        if (m_call.SKF_GetContainerType && m_call.SKF_GetContainerType(container.handle(), &type) == SAR_OK && type != kEccContainer)
            return QByteArray();
        return answerOf([&](char *bytes, Ulong *size) { return m_call.SKF_ExportCertificate(container.handle(), 1, reinterpret_cast<std::uint8_t *>(bytes), size); });
    }

    const Functions &m_call;
    QByteArray m_name;
    Handle m_device = nullptr, m_application = nullptr;
    DeviceIdentity m_identity;
    std::unique_ptr<PullWatch> m_watch;
};

} // namespace

Result<std::unique_ptr<KeyToken>> openToken(const Library &library, const QString &device, const QString &application)
{
    auto token = std::make_unique<SkfToken>(library, device);
    if (const Error refused = token->open(application); !refused.code.isEmpty())
        return refused;
    return std::unique_ptr<KeyToken>(std::move(token));
}

} // namespace zc::devices::skf
