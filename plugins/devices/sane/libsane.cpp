#include "saneapi.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <mutex>

namespace zc::devices::sane {

SaneApi::~SaneApi() = default;

namespace {

// sane_init and sane_exit are for the whole process, and the loader behind them keeps lists without a lock.
std::recursive_mutex &loaderMutex()
{
    static std::recursive_mutex mutex;        // a failed start is undone while it is held
    return mutex;
}

class LibSane final : public SaneApi {
public:
    LibSane()
    {
        SANE_Int version = 0;
        m_started = ::sane_init(&version, nullptr) == SANE_STATUS_GOOD && SANE_VERSION_MAJOR(version) == SANE_CURRENT_MAJOR;
    }
    ~LibSane() override
    {
        const std::lock_guard lock(loaderMutex());
        ::sane_exit();
    }
    bool started() const { return m_started; }

    QList<Found> devices() override
    {
        const std::lock_guard lock(loaderMutex());
        const SANE_Device **list = nullptr;
        QList<Found> found;
        if (::sane_get_devices(&list, SANE_TRUE) != SANE_STATUS_GOOD)
            return found;
        for (; *list; ++list)
            found << Found{(*list)->name, QString::fromUtf8((*list)->vendor) + QLatin1Char(' ') + QString::fromUtf8((*list)->model)};
        return found;
    }
    bool present(const QByteArray &name) override
    {
        static const QRegularExpression usb(QStringLiteral("libusb:(\\d{3}):(\\d{3})$"));
        const QRegularExpressionMatch match = usb.match(QString::fromLatin1(name));
        return !match.hasMatch() || QFileInfo::exists(QStringLiteral("/dev/bus/usb/%1/%2").arg(match.captured(1), match.captured(2)));
    }
    SANE_Status open(const QByteArray &name, SANE_Handle *handle) override
    {
        const std::lock_guard lock(loaderMutex());
        return ::sane_open(name.constData(), handle);
    }
    void close(SANE_Handle handle) override
    {
        const std::lock_guard lock(loaderMutex());
        ::sane_close(handle);
    }
    const SANE_Option_Descriptor *descriptor(SANE_Handle handle, SANE_Int option) override { return ::sane_get_option_descriptor(handle, option); }
    SANE_Status control(SANE_Handle handle, SANE_Int option, SANE_Action action, void *value, SANE_Int *info) override
    {
        return ::sane_control_option(handle, option, action, value, info);
    }
    SANE_Status start(SANE_Handle handle) override { return ::sane_start(handle); }
    SANE_Status parameters(SANE_Handle handle, SANE_Parameters *parameters) override { return ::sane_get_parameters(handle, parameters); }
    SANE_Status read(SANE_Handle handle, SANE_Byte *buffer, SANE_Int size, SANE_Int *length) override { return ::sane_read(handle, buffer, size, length); }
    void cancel(SANE_Handle handle) override { ::sane_cancel(handle); }

private:
    bool m_started = false;
};

} // namespace

std::shared_ptr<SaneApi> libSane()
{
    static std::weak_ptr<LibSane> shared;
    const std::lock_guard lock(loaderMutex());
    if (auto present = shared.lock())
        return present;
    auto made = std::make_shared<LibSane>();
    if (!made->started())
        return nullptr;
    shared = made;
    return made;
}

} // namespace zc::devices::sane
