#include "faults.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

struct Row {
    FaultClass cls;
    QStringView suffix;
    ErrorKind kind;
    QStringView code;
};

// The first row of a class is its general code; rows with a suffix are its special cases.
constexpr Row kIdCardRows[] = {
    {FaultClass::NoDevice, u"", ErrorKind::NotFound, u"DEV-IDCARD-ABSENT"},
    {FaultClass::NoMedia, u"", ErrorKind::Device, u"DEV-IDCARD-NOMEDIA"},
    {FaultClass::UserAction, u"", ErrorKind::Device, u"DEV-IDCARD-LIFT"},
    {FaultClass::MediaRejected, u"", ErrorKind::Device, u"DEV-IDCARD-REJECTED"},
    {FaultClass::MediaRejected, u"AUTH", ErrorKind::Device, u"DEV-IDCARD-AUTH"},
    {FaultClass::MediaRejected, u"DATA", ErrorKind::Device, u"DEV-IDCARD-DATA"},
    {FaultClass::MediaRejected, u"TYPE", ErrorKind::Device, u"DEV-IDCARD-TYPE"},
    {FaultClass::Transport, u"", ErrorKind::Device, u"DEV-IDCARD-LINK"},
    {FaultClass::Protocol, u"", ErrorKind::Corrupt, u"DEV-IDCARD-PROTOCOL"},
    {FaultClass::DeviceFault, u"", ErrorKind::Device, u"DEV-IDCARD-FAULT"},
    {FaultClass::DeviceFault, u"SAM", ErrorKind::Device, u"DEV-IDCARD-SAM"},
    {FaultClass::Busy, u"", ErrorKind::Conflict, u"DEV-IDCARD-BUSY"},
    {FaultClass::Denied, u"", ErrorKind::Denied, u"DEV-IDCARD-DENIED"},
    {FaultClass::Unsupported, u"", ErrorKind::Invalid, u"DEV-IDCARD-UNSUPPORTED"},
    {FaultClass::Timeout, u"", ErrorKind::Timeout, u"DEV-IDCARD-TIMEOUT"},
    {FaultClass::Cancelled, u"", ErrorKind::Cancelled, u"DEV-CANCELLED"},
};

} // namespace

Error toError(const Fault &fault, DeviceClass cls)
{
    const Row *best = nullptr;
    switch (cls) {
    case DeviceClass::IdCardReader:
        for (const Row &row : kIdCardRows)
            if (row.cls == fault.cls && (!best || row.suffix == fault.suffix))
                best = &row;
        break;
    }
    Q_ASSERT(best);
    return Error{best->kind, best->code.toString(), fault.driverCode.isEmpty() ? QString() : u"status "_s + fault.driverCode};
}

QString faultClassName(FaultClass cls)
{
    switch (cls) {
    case FaultClass::NoDevice: return u"noDevice"_s;
    case FaultClass::NoMedia: return u"noMedia"_s;
    case FaultClass::UserAction: return u"userAction"_s;
    case FaultClass::MediaRejected: return u"mediaRejected"_s;
    case FaultClass::Transport: return u"transport"_s;
    case FaultClass::Protocol: return u"protocol"_s;
    case FaultClass::DeviceFault: return u"deviceFault"_s;
    case FaultClass::Busy: return u"busy"_s;
    case FaultClass::Denied: return u"denied"_s;
    case FaultClass::Unsupported: return u"unsupported"_s;
    case FaultClass::Timeout: return u"timeout"_s;
    case FaultClass::Cancelled: return u"cancelled"_s;
    }
    return {};
}

} // namespace zc::devices
