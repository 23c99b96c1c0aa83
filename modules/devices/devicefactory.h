#pragma once
#include <devices/codereader.h>
#include <devices/driver.h>
#include <devices/monotext.h>
#include <devices/printing.h>
#include <devices/signaturepad.h>
#include <devices/terminalprofile.h>

#include <functional>

namespace zc {
class Clock;
}

namespace zc::devices {

// A device as a person sets it up: a slot ("idr-1"; the part before the dash says the class) and an address:
//   idr-1  serial:/dev/ttyUSB0?baud=115200
//   idr-1  usb:0400:c35a?out=02,06&in=81,85&serial=A1     over USB: ids, endpoints of header and body, serial where there are two
//   scn-1  sane:epson2:libusb:001:004?brightness=10    as `scanimage -L` says; "*" is the first one; in a process of its own
//   scn-2  http://192.168.1.20/eSCL
//   cam-1  camera:*                                a document camera, by the name the system gives it; in a process of its own
//   prn-1  ipp://localhost:631/printers/hall
//   rcp-1  escpos://10.0.0.7:9100?columns=48     serial:/dev/ttyUSB1?baud=38400&columns=32&gb2312=1
//   bar-1  serial:/dev/ttyACM0?baud=9600          wedge:F12     a scanner that types, F12 first; wedge:time  told apart by its speed
//   sig-1  ink:*           pen, finger and mouse on the program's own surface; ink:pen  no substitutes
//   ssc-1  pcsc:*          the first reader of PC/SC, or one by a part of its name: pcsc:ACR38
//   evl-1  profile:sample-evl-http?at=http://10.0.0.8:8080     an evaluation terminal, by the name of its profile; `at` where it stands
//   evl-1  profile:sample-evl-ws?at=ws://10.0.0.8:9001/desk    over WebSocket, in a process of its own; wss://…&ca=/etc/hall-ca.pem  an authority of the hall's own
//   que-1  profile:sample-que-serial?at=/dev/ttyUSB2           a queue caller, likewise
//   key-1  pkcs11:/usr/lib/vendor/libkey.so?token=Desk    a key behind a PKCS#11 module; token: by its label, where there are several
//   key-1  skf:/opt/vendor/libskf.so?application=SIGN      a key behind a library of GM/T 0016; both in a process of their own
//   pho-1  host:photo-vendor?…                what unpacks the photos of ID cards, always a vendor's
//   fpr-1  host:vendor?…                      a fingerprint reader, always by a vendor's driver
//   idr-1  host:sample?folder=/srv/reader          a vendor's driver in a process of its own, with its settings
// The same words are used by the settings, by `zcctl` and by the host of vendor drivers.
struct DeviceEntry {
    DeviceId slot;
    QString address;
    QString title;              // for the clerk, already translated; empty: the slot

    friend bool operator==(const DeviceEntry &, const DeviceEntry &) = default;
};

// "idr" → IdCardReader …; nothing for a prefix that is none.
std::optional<DeviceClass> classOfSlot(const DeviceId &slot);

// Reads "idr-1=serial:/dev/ttyUSB0". DEV-ADDRESS when slot or address is none.
Result<DeviceEntry> deviceEntry(const QString &words);

// Where drivers of vendors come from.
struct DriverHome {
    QString program;            // full path of zc-devicehost; empty: this program has none
    std::function<Result<QString>(const QString &driver)> driverFileOf; // full path of a driver's library, checked; PLG-*
    std::function<Result<TerminalSettings::Chosen>(const QString &name)> profileOf{};     // of terminals, for any thread; null: there are none
};

// What printers need of the program; each may be missing.
struct PrintServices {
    std::shared_ptr<PrintJournal> journal;
    std::shared_ptr<MonoTextRenderer> renderer;
};

// Where the shell puts what a scanner types and what a person writes; null: nobody does.
struct ShellInlets {
    std::shared_ptr<CodeInlet> typed;
    std::shared_ptr<InkInlet> written;
};

// The key by which a scanner announces itself: "F1" … "F24" as Qt::Key; 0 for "time"; nothing for anything else.
std::optional<int> wedgePrefixOf(const QString &address);

// The driver for an entry; opens nothing. DEV-ADDRESS: unknown class, address or parameter; the detail says which. For `host:`
// also what the home says, and DEV-HOST-START without one. The clock outlives the driver.
Result<std::unique_ptr<Driver>> makeDriver(const DeviceEntry &entry, const Clock &clock, const DriverHome &home = {},
                                           const PrintServices &printing = {}, const ShellInlets &shell = {});

} // namespace zc::devices
