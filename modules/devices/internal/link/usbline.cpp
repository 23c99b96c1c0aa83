#include "usbline.h"

#include "internal/idcard/cardcontent.h"

#include <devices/faults.h>

#include <QElapsedTimer>
#include <QFile>
#include <QThread>

#include <libusb.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kGapMs = 200;                 // a body that pauses for longer was broken off
constexpr int kLookMs = 1;                  // libusb takes 0 for "for ever"
constexpr int kMostDrains = 64;
constexpr int kMostPorts = 7;               // tiers of USB
constexpr qsizetype kBufferBytes = 4096;    // whole packets of every speed

using DeviceRef = std::unique_ptr<libusb_device, decltype(&libusb_unref_device)>;
using Handle = std::unique_ptr<libusb_device_handle, decltype(&libusb_close)>;

// libusb for one driver; started with the first look.
class UsbBus {
public:
    UsbBus() = default;
    UsbBus(const UsbBus &) = delete;
    UsbBus &operator=(const UsbBus &) = delete;
    ~UsbBus()
    {
        if (m_context)
            libusb_exit(m_context);
    }

    std::vector<DeviceRef> devicesAt(const UsbAddress &address)
    {
        std::vector<DeviceRef> found;
        libusb_device **list = nullptr;
        if ((!m_context && libusb_init(&m_context) != 0) || libusb_get_device_list(m_context, &list) < 0)
            return found;
        for (libusb_device **entry = list; *entry; ++entry)
            if (fits(*entry, address))
                found.emplace_back(libusb_ref_device(*entry), libusb_unref_device);
        libusb_free_device_list(list, 1);
        return found;
    }

    // Whether this very device is still plugged in, and not another or itself anew in the same socket.
    bool has(libusb_device *device)
    {
        libusb_device **list = nullptr;
        const ssize_t count = libusb_get_device_list(m_context, &list);
        const bool found = count >= 0 && std::find(list, list + count, device) != list + count;
        if (count >= 0)
            libusb_free_device_list(list, 1);
        return found;
    }

private:
    static bool fits(libusb_device *device, const UsbAddress &address)
    {
        libusb_device_descriptor descriptor{};
        return libusb_get_device_descriptor(device, &descriptor) == 0 && descriptor.idVendor == address.vendor && descriptor.idProduct == address.product
            && (address.serial.isEmpty() || serialOf(device) == address.serial);
    }

    // From the kernel: looking must neither need a right nor speak to the device.
    static QString serialOf(libusb_device *device)
    {
        std::array<quint8, kMostPorts> ports{};
        const int count = libusb_get_port_numbers(device, ports.data(), int(ports.size()));
        QStringList numbers;
        for (int i = 0; i < count; ++i)
            numbers << QString::number(ports[std::size_t(i)]);
        QFile file(u"/sys/bus/usb/devices/%1-%2/serial"_s.arg(libusb_get_bus_number(device)).arg(numbers.join(u'.')));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
    }

    libusb_context *m_context = nullptr;
};

class UsbLine final : public ByteChannel {
public:
    UsbLine(std::shared_ptr<UsbBus> bus, Handle handle, int interface, const UsbAddress &address, const FrameSplit &split)
        : m_bus(std::move(bus)), m_handle(std::move(handle)), m_interface(interface), m_address(address), m_split(split)
        , m_headerPacket(packetOf(address.inHeader)), m_bodyPacket(packetOf(address.inBody))
    {
        m_quiet.start();
    }
    ~UsbLine() override { close(); }

    qsizetype read(char *buffer, qsizetype size, int waitMs) override
    {
        QElapsedTimer clock;
        clock.start();
        while (m_in.isEmpty() && m_handle) {
            const qint64 leftMs = waitMs - clock.elapsed();
            if (fill(int(qMax<qint64>(leftMs, kLookMs))) == 0 && clock.elapsed() >= waitMs)
                return 0;
        }
        if (m_in.isEmpty())
            return -1;
        const qsizetype count = qMin(size, m_in.size());
        std::memcpy(buffer, m_in.data(), std::size_t(count));
        wipe(m_buffer.data() + (m_in.data() - data()), std::size_t(count));
        m_in = m_in.sliced(count);
        return count;
    }

    qsizetype writeSome(QByteArrayView bytes, int waitMs) override
    {
        const bool whole = m_address.outHeader == m_address.outBody;
        const bool body = m_outHeader.size() == m_split.headerBytes;
        const qsizetype piece = whole ? bytes.size() : qMin<qsizetype>(bytes.size(), body ? m_outLeft : m_split.headerBytes - m_outHeader.size());
        // libusb has one call for both directions; going out it only reads.
        auto *from = reinterpret_cast<unsigned char *>(const_cast<char *>(bytes.data()));
        const qsizetype count = transfer(body ? m_address.outBody : m_address.outHeader, from, piece, waitMs);
        if (count == 0 && !m_outHeader.isEmpty())
            close();                        // half a request cannot be taken back
        if (count > 0 && !whole)
            followOut(bytes.first(count), body);
        return m_handle ? count : -1;
    }

    void discardInput() override
    {
        for (int turn = 0; turn < kMostDrains && m_handle; ++turn) {
            forget();
            if (fill(kLookMs) == 0 && (m_bodyLeft > 0 || dropOrphans() == 0))
                break;                      // the rest of a body that is on its way comes first when reading goes on
        }
        forget();
    }

    bool isOpen() override
    {
        // Asks the kernel, not the device: no transfer. The list alone would be stale where no udev runs.
        int configuration = 0;
        if (m_handle && (libusb_get_configuration(m_handle.get(), &configuration) == LIBUSB_ERROR_NO_DEVICE || !m_bus->has(libusb_get_device(m_handle.get()))))
            close();
        return bool(m_handle);
    }

private:
    qsizetype packetOf(quint8 endpoint) const { return qBound(qsizetype(1), qsizetype(libusb_get_max_packet_size(libusb_get_device(m_handle.get()), endpoint)), kBufferBytes); }
    char *data() { return reinterpret_cast<char *>(m_buffer.data()); }

    void close()
    {
        if (m_handle)
            libusb_release_interface(m_handle.get(), m_interface);
        m_handle.reset();
        forget();
    }

    void forget()
    {
        wipe(m_buffer.data(), m_buffer.size());
        m_in = {};
    }

    // Bytes moved, 0 after waitMs without any, -1 when the line is gone. What arrived before a time ran out counts.
    qsizetype transfer(quint8 endpoint, unsigned char *bytes, qsizetype size, int waitMs)
    {
        if (!m_handle)
            return -1;
        int count = 0;
        const int result = libusb_bulk_transfer(m_handle.get(), endpoint, bytes, int(size), &count, uint(qMax(waitMs, kLookMs)));
        if (result == 0 || result == LIBUSB_ERROR_TIMEOUT || result == LIBUSB_ERROR_INTERRUPTED)
            return count;
        close();
        return -1;
    }

    // Reads the endpoint whose turn it is. 0: nothing came.
    qsizetype fill(int waitMs)
    {
        if (m_bodyLeft > 0 && m_quiet.hasExpired(kGapMs))
            m_bodyLeft = 0;
        const bool body = m_bodyLeft > 0;
        QElapsedTimer clock;
        clock.start();
        // Whole packets: one that does not fit is lost, and with it the line. No more of them than are due: only a short one would end the wait.
        const qsizetype packet = body ? m_bodyPacket : m_headerPacket;
        const qsizetype size = body ? qMin(kBufferBytes, (m_bodyLeft + packet - 1) / packet * packet) : packet;
        const qsizetype count = transfer(body ? m_address.inBody : m_address.inHeader, m_buffer.data(), size, waitMs);
        if (count == 0 && clock.elapsed() < kLookMs)
            QThread::msleep(kLookMs);       // an empty packet; a reader that sends nothing else must not make us spin
        if (count <= 0)
            return count;
        m_in = QByteArrayView(data(), count);
        m_quiet.restart();
        if (body)
            m_bodyLeft = qMax<qsizetype>(0, m_bodyLeft - count);
        else
            seekHeader();
        return count;
    }

    // What came by the endpoint of headers may begin with noise.
    void seekHeader()
    {
        for (qsizetype at = 0; at < m_in.size(); ++at) {
            m_inHeader.append(m_in[at]);
            if (m_inHeader.size() < m_split.headerBytes)
                continue;
            m_inHeader = m_inHeader.right(m_split.headerBytes);
            if (const auto follow = m_split.bodyBytes(m_inHeader)) {
                m_bodyLeft = qMax<qsizetype>(0, *follow - (m_in.size() - at - 1));
                m_inHeader.clear();
                return;
            }
        }
    }

    // A body whose header was given up.
    qsizetype dropOrphans() { return m_address.inHeader == m_address.inBody ? 0 : transfer(m_address.inBody, m_buffer.data(), kBufferBytes, kLookMs); }

    void followOut(QByteArrayView sent, bool body)
    {
        if (body)
            m_outLeft -= sent.size();
        else
            m_outHeader.append(sent.data(), sent.size());
        if (!body && m_outHeader.size() == m_split.headerBytes)
            m_outLeft = m_split.bodyBytes(m_outHeader).value_or(0);
        if (m_outHeader.size() == m_split.headerBytes && m_outLeft == 0)
            m_outHeader.clear();
    }

    const std::shared_ptr<UsbBus> m_bus;        // outlives the handle
    Handle m_handle;                            // null: the line is gone
    const int m_interface;
    const UsbAddress m_address;
    const FrameSplit m_split;
    const qsizetype m_headerPacket, m_bodyPacket;       // the largest an endpoint sends
    QByteArray m_outHeader, m_inHeader;         // headers hold no personal data
    qsizetype m_outLeft = 0, m_bodyLeft = 0;    // of the frame that is under way
    QElapsedTimer m_quiet;                      // since the last byte came
    std::array<quint8, kBufferBytes> m_buffer;
    QByteArrayView m_in;                        // of the buffer: not yet read
};

bool hasEndpoint(const libusb_interface_descriptor &interface, quint8 endpoint)
{
    return std::any_of(interface.endpoint, interface.endpoint + interface.bNumEndpoints, [&](const libusb_endpoint_descriptor &each) {
        return each.bEndpointAddress == endpoint && (each.bmAttributes & LIBUSB_TRANSFER_TYPE_MASK) == LIBUSB_TRANSFER_TYPE_BULK;
    });
}

// The number of the interface that has all endpoints of the address.
std::optional<int> interfaceOf(libusb_device *device, const UsbAddress &address)
{
    libusb_config_descriptor *config = nullptr;
    if (libusb_get_active_config_descriptor(device, &config) != 0)
        return std::nullopt;
    std::optional<int> found;
    for (int i = 0; i < config->bNumInterfaces && !found; ++i) {
        if (config->interface[i].num_altsetting == 0)
            continue;
        const libusb_interface_descriptor &first = config->interface[i].altsetting[0];
        if (hasEndpoint(first, address.outHeader) && hasEndpoint(first, address.outBody) && hasEndpoint(first, address.inHeader) && hasEndpoint(first, address.inBody))
            found = first.bInterfaceNumber;
    }
    libusb_free_config_descriptor(config);
    return found;
}

Error refusal(FaultClass fault, const QString &suffix, DeviceClass cls, const QString &detail)
{
    Error error = toError({fault, suffix, {}, true}, cls);
    error.detail = detail;
    return error;
}

Error refusal(int libusbResult, DeviceClass cls, const UsbAddress &address)
{
    const QString name = u"usb "_s + address.ids();
    switch (libusbResult) {
    case LIBUSB_ERROR_ACCESS: return refusal(FaultClass::Denied, {}, cls, name + u": no permission, a udev rule is missing (docs/scanners-and-cards.md)"_s);
    case LIBUSB_ERROR_BUSY: return refusal(FaultClass::Busy, {}, cls, name + u": another program has claimed the interface"_s);
    case LIBUSB_ERROR_NO_DEVICE:
    case LIBUSB_ERROR_NOT_FOUND: return refusal(FaultClass::NoDevice, {}, cls, name);
    default: return refusal(FaultClass::Transport, {}, cls, name + u": "_s + QString::fromLatin1(libusb_error_name(libusbResult)));
    }
}

Result<std::unique_ptr<ByteChannel>> openUsbLine(const std::shared_ptr<UsbBus> &bus, const UsbAddress &address, const FrameSplit &split, DeviceClass cls)
{
    const std::vector<DeviceRef> found = bus->devicesAt(address);
    if (found.empty())
        return refusal(LIBUSB_ERROR_NO_DEVICE, cls, address);
    if (found.size() > 1)
        return refusal(FaultClass::Busy, u"TWINS"_s, cls, u"%1 devices are usb %2: name one by serial=…"_s.arg(found.size()).arg(address.ids()));
    libusb_device *device = found.front().get();
    const auto interface = interfaceOf(device, address);
    if (!interface)
        return refusal(FaultClass::Protocol, {}, cls, u"usb %1 has no interface with these bulk endpoints"_s.arg(address.ids()));
    libusb_device_handle *opened = nullptr;
    if (const int result = libusb_open(device, &opened); result != 0)
        return refusal(result, cls, address);
    Handle handle(opened, libusb_close);
    libusb_set_auto_detach_kernel_driver(opened, 1);        // where the system has no such thing there is no driver to detach
    if (const int result = libusb_claim_interface(opened, *interface); result != 0)
        return refusal(result, cls, address);
    return std::unique_ptr<ByteChannel>(std::make_unique<UsbLine>(bus, std::move(handle), *interface, address, split));
}

} // namespace

LineOpener usbOpener(const UsbAddress &address, const FrameSplit &split, DeviceClass cls)
{
    const auto bus = std::make_shared<UsbBus>();
    const QString place = address.serial.isEmpty() ? address.ids() : address.ids() + u' ' + address.serial;
    return {u"usb"_s, place, [=] { return !bus->devicesAt(address).empty(); },
            [=](const std::function<bool()> &) { return openUsbLine(bus, address, split, cls); }};
}

} // namespace zc::devices
