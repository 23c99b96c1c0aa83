#pragma once
#include <base/error.h>

#include <QString>

#include <optional>

namespace zc::devices {

enum class DeviceClass { IdCardReader, SocialCardReader, Scanner, Camera, SignaturePad, CodeReader, Printer, ReceiptPrinter, Evaluation, QueueCaller, Key,
                         PhotoDecoder, FingerprintReader };

// "idCardReader" …: capability documents, diagnostics, the bridge and the host protocol use these names.
QString deviceClassName(DeviceClass cls);
std::optional<DeviceClass> deviceClassFromName(QStringView name);

// What went wrong at a device, by what helps: each class has one error kind, one advice and one rule for retries.
enum class FaultClass {
    NoDevice,       // nothing there; the hub re-opens by itself
    NoMedia,        // no card on the reader, no paper; retried while a job waits
    UserAction,     // the clerk must do something, for example lift the card or clear a jam
    MediaRejected,  // the card did not pass the reader's check; never retried by itself
    Transport,      // bytes were damaged or the line broke; at most two retries
    Protocol,       // the device answers something else than it should
    DeviceFault,    // the device reports a defect of its own
    Busy, Denied, Unsupported, Timeout, Cancelled
};

// `suffix` names a special case that has a code of its own (AUTH, DATA, TYPE, LIFT, SAM, JAM, COVER …) and is empty otherwise.
// `driverCode` is the device's own status, for example "31"; it goes to Error::detail and never holds personal data.
struct Fault {
    FaultClass cls = FaultClass::DeviceFault;
    QString suffix;
    QString driverCode;
    bool retryable = false;

    friend bool operator==(const Fault &, const Fault &) = default;
};

// What a status of a library behind a driver means. A status in no row is a fault of the device; `driverCode` is kept in either case.
template <class Status>
struct StatusMeaning {
    Status status;
    FaultClass cls;
    QStringView suffix;
};
template <class Status, std::size_t N>
Fault faultOf(const StatusMeaning<Status> (&rows)[N], Status status, const QString &driverCode)
{
    for (const StatusMeaning<Status> &row : rows)
        if (row.status == status)
            return {row.cls, row.suffix.toString(), driverCode, false};
    return {FaultClass::DeviceFault, {}, driverCode, false};
}

// Code DEV-<CLASS>-<SUFFIX> as listed in resources/errors/devices.json. A class of device that cannot have such a fault says
// FAULT instead. Cancelled has no sentence of its own.
Error toError(const Fault &fault, DeviceClass cls);

// "noMedia", "transport" …: the names used by diagnostics and by the bridge.
QString faultClassName(FaultClass cls);

// The class behind a code of toError(); nothing for codes of the hub itself (DEV-CLAIM, DEV-NOSUCH) and foreign codes.
std::optional<FaultClass> faultClassOf(QStringView code);

// Whether the same request may simply be made again, by hub or clerk, without anything having been mended first.
bool worthRetrying(FaultClass cls);

} // namespace zc::devices
