#pragma once
#include <devices/usbaddress.h>

#include <QList>
#include <QString>

#include <memory>

namespace zc::devices {

// A USB bus that umockdev makes up inside this process: sysfs, device nodes, uevents and the ioctls of usbfs are emulated below
// libusb, which is the real one. Needs umockdev's preload library, which only a fresh process can have.
class UsbTestBed {
public:
    // Starts the program again with the library where it is missing. First thing in main().
    static void enter(char **argv);

    UsbTestBed();
    ~UsbTestBed();
    QString whyNot() const;             // what is missing; empty: nothing
    void openToEverybody();             // the bed's own files: whoever has no rights still sees the bus

private:
    friend class UsbReaderBoard;
    struct Private;
    std::shared_ptr<Private> d;
};

// The board of an ID-card reader on that bus: what comes by the OUT endpoints goes to the simulator on a terminal, what the simulator
// says goes out in packets, header and body each by its own IN endpoint. It is plugged in while the terminal is there, and pulled
// out with it: URBs under way end as the kernel ends them. A thread of its own; every method is thread-safe.
class UsbReaderBoard {
public:
    struct Options {
        UsbAddress address;             // ids, endpoints, serial of the device itself
        QString port;                   // the simulator's terminal
        int socket = 1;                 // of the hub it is plugged into, from 1
        QList<int> packets = {64};      // sizes of the packets it sends, in turn; 0: an empty one
    };
    UsbReaderBoard(const UsbTestBed &bed, const Options &options);
    ~UsbReaderBoard();

    bool plugged() const;
    QString node() const;               // of the device, as the test bed keeps it
    void setPackets(const QList<int> &packets);
    void setClaimedElsewhere(bool claimed);
    void setDeafToBodies(bool deaf);    // takes headers, never a body
    void setBabbling(bool babbling);    // sends empty packets without end
    void breakNextTransfer(int error);  // the next IN transfer ends with this errno
    QStringList written() const;        // "02:7", "06:3": transfers that came, endpoint and bytes
    int openInterfaces() const;         // claimed now
    int detached() const;               // kernel drivers asked to let go, since the start
    int reaped() const;                 // how often the host came for finished transfers

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace zc::devices
