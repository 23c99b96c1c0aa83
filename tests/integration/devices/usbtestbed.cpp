#include "usbtestbed.h"

#include "internal/link/bytechannel.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QStringList>

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <linux/usbdevice_fs.h>
#include <mutex>
#include <sys/ioctl.h>
#include <thread>
#include <umockdev.h>
#include <unistd.h>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr char kTried[] = "ZC_USB_TESTBED";
constexpr int kHeaderBytes = 7, kLargestLen = 0x090A, kFullSpeedPacket = 64;
constexpr int kSilenceMs = 150;             // in the middle of a body: the simulator broke it off
const QByteArray kPreamble = QByteArray::fromHex("AAAAAA9669");

struct Urb {
    UMockdevIoctlClient *client = nullptr;  // whose it is
    UMockdevIoctlData *data = nullptr, *buffer = nullptr;
    quint8 endpoint = 0;
    int size = 0;
    QByteArray got;
    int status = 0, actual = 0;
};

void put(UMockdevIoctlData *data, std::size_t offset, const void *value, int bytes)
{
    umockdev_ioctl_data_update(data, offset, static_cast<guint8 *>(const_cast<void *>(value)), bytes);
}

QByteArray bytesOf(std::initializer_list<int> values)
{
    QByteArray bytes;
    for (const int value : values)
        bytes += char(value);
    return bytes;
}

// Device, one configuration, one interface of the maker's own class with its bulk endpoints: chapter 9 of USB 2.0.
QByteArray descriptorsOf(const UsbAddress &address)
{
    QList<quint8> endpoints = {address.outHeader, address.outBody, address.inHeader, address.inBody};
    endpoints.erase(std::unique(endpoints.begin(), endpoints.end()), endpoints.end());
    const int count = int(endpoints.size()), total = 9 + 9 + 7 * count;
    QByteArray all = bytesOf({18, 1, 0x10, 0x01, 0, 0, 0, kFullSpeedPacket, address.vendor & 0xFF, address.vendor >> 8, address.product & 0xFF, address.product >> 8,
                              0, 1, 0, 0, 0, 1});
    all += bytesOf({9, 2, total & 0xFF, total >> 8, 1, 1, 0, 0x80, 50});
    all += bytesOf({9, 4, 0, 0, count, 0xFF, 0, 0, 0});
    for (const quint8 endpoint : endpoints)
        all += bytesOf({7, 5, endpoint, 2, kFullSpeedPacket, 0, 0});
    return all;
}

} // namespace

struct UsbTestBed::Private {
    UMockdevTestbed *bed = umockdev_testbed_new();
    QString root;
    std::mutex mutex;
    int lastNumber = 1;                     // a bus counts on with every device that is plugged in
};

void UsbTestBed::enter(char **argv)
{
#ifdef __SANITIZE_ADDRESS__
    return;                                 // its runtime must be the first library and ends a program that has another before it
#endif
    if (qEnvironmentVariableIsSet(kTried))
        return;
    ::setenv(kTried, "1", 1);
    ::setenv("LD_PRELOAD", "libumockdev-preload.so.0", 1);
    ::execv("/proc/self/exe", argv);
}

QString UsbTestBed::whyNot() const
{
    // Does what lies in the bed show where the system has it?
    const QString probe = d->root + u"/sys/probe"_s;
    QFile file(probe);
    const bool shows = file.open(QIODevice::WriteOnly) && QFile::exists(u"/sys/probe"_s);
    file.remove();
    return shows ? QString() : u"umockdev's preload library (package umockdev) is not there or does not work in this program"_s;
}

UsbTestBed::UsbTestBed() : d(std::make_shared<Private>())
{
    gchar *root = umockdev_testbed_get_root_dir(d->bed);
    d->root = QFile::decodeName(root);
    g_free(root);
}

void UsbTestBed::openToEverybody()
{
    const QFile::Permissions all(0x7777);
    QFile::setPermissions(d->root, all);
    for (QDirIterator it(d->root, QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories); it.hasNext();)
        QFile::setPermissions(it.next(), all);
}

UsbTestBed::~UsbTestBed()
{
    g_object_unref(d->bed);
}

struct UsbReaderBoard::Private {
    std::shared_ptr<UsbTestBed::Private> bed;
    Options options;
    UMockdevIoctlBase *handler = umockdev_ioctl_base_new();

    mutable std::mutex mutex;               // everything below
    std::unique_ptr<ByteChannel> line;      // to the simulator; null: pulled out
    QString syspath, device, node;
    QList<Urb> waiting, ended;
    QList<UMockdevIoctlClient *> claims;
    QHash<quint8, QList<QByteArray>> sent;  // packets an endpoint has ready
    QByteArray head;                        // of the frame the simulator is saying
    int bodyLeft = 0;                       // -1: until it falls silent
    QElapsedTimer quiet;
    qsizetype nextPacket = 0;
    bool claimedElsewhere = false, deafToBodies = false, babbling = false, stopping = false;
    int breaksWith = 0, detached = 0, reaped = 0;
    QStringList written;
    std::thread thread;

    // --- the simulator's side

    void say(quint8 endpoint, const QByteArray &bytes)
    {
        for (qsizetype at = 0; at < bytes.size();) {
            const int size = options.packets[nextPacket++ % options.packets.size()];
            sent[endpoint] << bytes.mid(at, size);
            at += size;
        }
    }

    void route(QByteArrayView bytes)
    {
        const UsbAddress &to = options.address;
        QByteArray body, noise;
        for (const char byte : bytes) {
            if (bodyLeft != 0) {
                body += byte;
                bodyLeft -= bodyLeft > 0;
                continue;
            }
            head += byte;
            while (!head.isEmpty() && !head.startsWith(kPreamble.left(head.size())) && !head.startsWith(kPreamble)) {
                noise += head.front();
                head.remove(0, 1);
            }
            if (head.size() < kHeaderBytes)
                continue;
            say(to.inBody, std::exchange(body, {}));
            say(to.inHeader, std::exchange(noise, {}) + head);
            const int length = quint8(head[5]) << 8 | quint8(head[6]);
            bodyLeft = length > kLargestLen ? -1 : length;
            head.clear();
        }
        say(to.inBody, body);
        say(to.inHeader, noise);
    }

    void listen(int waitMs)
    {
        std::array<char, 2048> buffer;
        const qsizetype count = line ? line->read(buffer.data(), buffer.size(), waitMs) : 0;
        if (count > 0) {
            quiet.restart();
            route(QByteArrayView(buffer.data(), count));
        } else if (bodyLeft != 0 && quiet.hasExpired(kSilenceMs)) {
            bodyLeft = 0;
        }
    }

    // --- the host's side

    void end(qsizetype at, int status)
    {
        Urb urb = waiting.takeAt(at);
        urb.status = status;
        if (urb.endpoint & 0x80)
            urb.actual = int(urb.got.size());
        ended << urb;
    }

    void serve()
    {
        for (qsizetype at = 0; at < waiting.size();) {
            Urb &urb = waiting[at];
            QList<QByteArray> &packets = sent[urb.endpoint];
            if (!(urb.endpoint & 0x80)) {
                ++at;
                continue;
            }
            if (breaksWith) {
                end(at, -std::exchange(breaksWith, 0));
                continue;
            }
            bool finished = babbling && packets.isEmpty();
            while (!finished && !packets.isEmpty()) {
                const QByteArray packet = packets.takeFirst();
                if (urb.got.size() + packet.size() > urb.size) {
                    end(at, -EOVERFLOW);
                    return;
                }
                urb.got += packet;
                finished = packet.size() < kFullSpeedPacket || urb.got.size() == urb.size;
            }
            finished ? end(at, 0) : void(++at);
        }
    }

    void submit(UMockdevIoctlClient *client, UMockdevIoctlData *data)
    {
        usbdevfs_urb host{};
        std::memcpy(&host, data->data, sizeof host);
        const int size = host.buffer_length;
        Urb urb{client, data, umockdev_ioctl_data_resolve(data, offsetof(usbdevfs_urb, buffer), gsize(size), nullptr), host.endpoint, size, {}, 0, 0};
        waiting << urb;
        if (host.endpoint & 0x80)
            return;
        if (deafToBodies && host.endpoint == options.address.outBody)
            return;
        const QByteArray bytes(urb.buffer ? reinterpret_cast<const char *>(urb.buffer->data) : "", urb.buffer ? size : 0);
        written << u"%1:%2"_s.arg(uint(host.endpoint), 2, 16, QLatin1Char('0')).arg(size);
        line->write(bytes, 200);
        waiting.last().actual = size;
        end(waiting.size() - 1, 0);
    }

    int discard(quint64 address)
    {
        for (qsizetype at = 0; at < waiting.size(); ++at)
            if (waiting[at].data->client_addr == address) {
                end(at, -ENOENT);
                return 0;
            }
        return EINVAL;
    }

    // The errno of the ioctl.
    int reap(UMockdevIoctlClient *client, UMockdevIoctlData *slot)
    {
        ++reaped;
        serve();
        if (ended.isEmpty() && line) {
            listen(1);
            serve();
        }
        for (qsizetype at = 0; at < ended.size(); ++at) {
            if (ended[at].client != client)
                continue;
            const Urb urb = ended.takeAt(at);
            if (!urb.got.isEmpty())
                put(urb.buffer, 0, urb.got.constData(), int(urb.got.size()));
            put(urb.data, offsetof(usbdevfs_urb, status), &urb.status, sizeof urb.status);
            put(urb.data, offsetof(usbdevfs_urb, actual_length), &urb.actual, sizeof urb.actual);
            umockdev_ioctl_data_set_ptr(slot, 0, urb.data);
            forget(urb);
            return 0;
        }
        return line ? EAGAIN : ENODEV;
    }

    static void forget(const Urb &urb)
    {
        if (urb.buffer)
            umockdev_ioctl_data_unref(urb.buffer);
        umockdev_ioctl_data_unref(urb.data);
    }

    int claim(UMockdevIoctlClient *client)
    {
        if (claimedElsewhere || (!claims.isEmpty() && !claims.contains(client)))
            return EBUSY;
        if (!claims.contains(client))
            claims << client;
        return 0;
    }

    int answer(UMockdevIoctlClient *client)
    {
        const gulong request = umockdev_ioctl_client_get_request(client);
        UMockdevIoctlData *arg = umockdev_ioctl_client_get_arg(client);
        if (request == USBDEVFS_DISCARDURB) {
            gulong address = 0;
            std::memcpy(&address, arg->data, sizeof address);
            return discard(address);
        }
        UMockdevIoctlData *data = umockdev_ioctl_data_resolve(arg, 0, _IOC_SIZE(request), nullptr);
        if (!data)
            return EFAULT;
        int result = ENOTTY;
        bool kept = false;
        if (request == USBDEVFS_REAPURB || request == USBDEVFS_REAPURBNDELAY) {
            result = reap(client, data);
        } else if (!line) {
            result = ENODEV;
        } else if (request == USBDEVFS_GET_CAPABILITIES) {
            const quint32 can = USBDEVFS_CAP_REAP_AFTER_DISCONNECT | USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_BULK_CONTINUATION | USBDEVFS_CAP_NO_PACKET_SIZE_LIM;
            put(data, 0, &can, sizeof can);
            result = 0;
        } else if (request == USBDEVFS_CLAIMINTERFACE) {
            result = claim(client);
        } else if (request == USBDEVFS_DISCONNECT_CLAIM) {
            ++detached;
            result = claim(client);
        } else if (request == USBDEVFS_IOCTL) {
            result = ENODATA;                           // asked to take its driver back: the kernel has none for this interface
        } else if (request == USBDEVFS_RELEASEINTERFACE) {
            result = claims.removeOne(client) ? 0 : EINVAL;
        } else if (request == USBDEVFS_SUBMITURB) {
            kept = true;
            submit(client, data);
            result = 0;
        }
        if (!kept)
            umockdev_ioctl_data_unref(data);
        return result;
    }

    void vanish(UMockdevIoctlClient *client)
    {
        claims.removeOne(client);
        for (QList<Urb> *list : {&waiting, &ended})
            list->removeIf([&](const Urb &urb) {
                if (urb.client == client)
                    forget(urb);
                return urb.client == client;
            });
    }

    static gboolean onIoctl(UMockdevIoctlBase *, UMockdevIoctlClient *client, gpointer self)
    {
        auto *board = static_cast<Private *>(self);
        const std::lock_guard lock(board->mutex);
        const int error = board->answer(client);
        umockdev_ioctl_client_complete(client, error ? -1 : 0, error);
        return TRUE;
    }

    static void onVanished(UMockdevIoctlBase *, UMockdevIoctlClient *client, gpointer self)
    {
        auto *board = static_cast<Private *>(self);
        const std::lock_guard lock(board->mutex);
        board->vanish(client);
    }

    // --- plugging in and pulling out

    void plug()
    {
        auto opened = openSerialLine(options.port, 115200, DeviceClass::IdCardReader);
        if (!opened.ok())
            return;
        line = std::move(*opened);
        const std::lock_guard lock(bed->mutex);
        const QString number = u"%1"_s.arg(++bed->lastNumber, 3, 10, QLatin1Char('0'));
        syspath = u"/sys/devices/pci0000:00/0000:00:14.0/usb1/1-%1"_s.arg(options.socket);
        device = u"/dev/bus/usb/001/"_s + number;
        node = bed->root + device;
        const UsbAddress &address = options.address;
        QString words = u"P: %1\nN: bus/usb/001/%2\n"_s.arg(syspath.mid(4), number)
            + u"E: DEVNAME=/dev/bus/usb/001/%1\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\nE: BUSNUM=001\nE: DEVNUM=%1\nE: MAJOR=189\nE: MINOR=%2\n"_s.arg(number).arg(bed->lastNumber - 1)
            + u"A: busnum=1\\n\nA: devnum=%1\\n\nA: speed=12\\n\nA: bConfigurationValue=1\\n\n"_s.arg(bed->lastNumber)
            + u"A: idVendor=%1\\n\nA: idProduct=%2\\n\n"_s.arg(address.ids().left(4), address.ids().mid(5))
            + u"H: descriptors=%1\n"_s.arg(QString::fromLatin1(descriptorsOf(address).toHex()));
        if (!address.serial.isEmpty())
            words += u"A: serial=%1\\n\n"_s.arg(address.serial);
        GError *error = nullptr;
        umockdev_testbed_add_from_string(bed->bed, (words + u'\n').toUtf8().constData(), &error);
        if (!error)
            umockdev_testbed_attach_ioctl(bed->bed, device.toUtf8().constData(), handler, &error);
        if (error)
            qFatal("usb test bed: %s", error->message);
        umockdev_testbed_uevent(bed->bed, syspath.toUtf8().constData(), "add");
    }

    // As the kernel does it: URBs under way end, can still be reaped, and everything else says that the device is gone.
    void pull()
    {
        line.reset();
        while (!waiting.isEmpty())
            end(0, -ESHUTDOWN);
        claims.clear();
        sent.clear();
        head.clear();
        bodyLeft = 0;
        const std::lock_guard lock(bed->mutex);
        umockdev_testbed_uevent(bed->bed, syspath.toUtf8().constData(), "remove");
        umockdev_testbed_detach_ioctl(bed->bed, device.toUtf8().constData(), nullptr);
        umockdev_testbed_remove_device(bed->bed, syspath.toUtf8().constData());
    }

    void watch()
    {
        for (;;) {
            {
                const std::lock_guard lock(mutex);
                if (stopping)
                    return;
                if (!line && QFile::exists(options.port))
                    plug();
                else if (line && !line->isOpen())
                    pull();
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
};

UsbReaderBoard::UsbReaderBoard(const UsbTestBed &bed, const Options &options) : d(std::make_unique<Private>())
{
    d->bed = bed.d;
    d->options = options;
    d->quiet.start();
    g_signal_connect(d->handler, "handle-ioctl", G_CALLBACK(Private::onIoctl), d.get());
    g_signal_connect(d->handler, "client-vanished", G_CALLBACK(Private::onVanished), d.get());
    {
        const std::lock_guard lock(d->mutex);
        d->plug();
    }
    d->thread = std::thread([this] { d->watch(); });
}

UsbReaderBoard::~UsbReaderBoard()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->thread.join();
    const std::lock_guard lock(d->mutex);
    if (d->line)
        d->pull();
    g_signal_handlers_disconnect_by_data(d->handler, d.get());
    g_object_unref(d->handler);
}

bool UsbReaderBoard::plugged() const
{
    const std::lock_guard lock(d->mutex);
    return bool(d->line);
}

QString UsbReaderBoard::node() const
{
    const std::lock_guard lock(d->mutex);
    return d->node;
}

void UsbReaderBoard::setPackets(const QList<int> &packets)
{
    const std::lock_guard lock(d->mutex);
    d->options.packets = packets;
}

void UsbReaderBoard::setClaimedElsewhere(bool claimed)
{
    const std::lock_guard lock(d->mutex);
    d->claimedElsewhere = claimed;
}

void UsbReaderBoard::setDeafToBodies(bool deaf)
{
    const std::lock_guard lock(d->mutex);
    d->deafToBodies = deaf;
}

void UsbReaderBoard::setBabbling(bool babbling)
{
    const std::lock_guard lock(d->mutex);
    d->babbling = babbling;
}

void UsbReaderBoard::breakNextTransfer(int error)
{
    const std::lock_guard lock(d->mutex);
    d->breaksWith = error;
}

QStringList UsbReaderBoard::written() const
{
    const std::lock_guard lock(d->mutex);
    return d->written;
}

int UsbReaderBoard::openInterfaces() const
{
    const std::lock_guard lock(d->mutex);
    return int(d->claims.size());
}

int UsbReaderBoard::detached() const
{
    const std::lock_guard lock(d->mutex);
    return d->detached;
}

int UsbReaderBoard::reaped() const
{
    const std::lock_guard lock(d->mutex);
    return d->reaped;
}

} // namespace zc::devices
