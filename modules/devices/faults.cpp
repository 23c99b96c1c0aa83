#include "faults.h"

#include "internal/core/faultcodes.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

const FaultRow *rowFor(FaultClass cls, QStringView suffix, DeviceClass device)
{
    const FaultRow *best = nullptr;
    for (const FaultRow &row : faultRows())
        if (row.device == device && row.cls == cls && (!best || row.suffix == suffix))
            best = &row;
    return best;
}

struct ClassName {
    DeviceClass cls;
    QStringView name;
};
constexpr ClassName kClassNames[] = {
    {DeviceClass::IdCardReader, u"idCardReader"}, {DeviceClass::SocialCardReader, u"socialCardReader"},
    {DeviceClass::Scanner, u"scanner"},           {DeviceClass::Camera, u"camera"},
    {DeviceClass::SignaturePad, u"signaturePad"}, {DeviceClass::CodeReader, u"codeReader"},
    {DeviceClass::Printer, u"printer"},           {DeviceClass::ReceiptPrinter, u"receiptPrinter"},
    {DeviceClass::Evaluation, u"evaluation"},     {DeviceClass::QueueCaller, u"queueCaller"},
    {DeviceClass::Key, u"key"},                   {DeviceClass::PhotoDecoder, u"photoDecoder"},
    {DeviceClass::FingerprintReader, u"fingerprintReader"},
};

} // namespace

Error toError(const Fault &fault, DeviceClass cls)
{
    if (fault.cls == FaultClass::Cancelled)
        return Error{ErrorKind::Cancelled, u"DEV-CANCELLED"_s, {}};
    const FaultRow *row = rowFor(fault.cls, fault.suffix, cls);
    if (!row)
        row = rowFor(FaultClass::DeviceFault, {}, cls);
    Q_ASSERT(row);
    return Error{row->kind, row->code.toString(), fault.driverCode.isEmpty() ? QString() : u"status "_s + fault.driverCode};
}

QString deviceClassName(DeviceClass cls)
{
    for (const ClassName &entry : kClassNames)
        if (entry.cls == cls)
            return entry.name.toString();
    return {};
}

std::optional<DeviceClass> deviceClassFromName(QStringView name)
{
    for (const ClassName &entry : kClassNames)
        if (entry.name == name)
            return entry.cls;
    return std::nullopt;
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

std::optional<FaultClass> faultClassOf(QStringView code)
{
    if (code == u"DEV-CANCELLED")
        return FaultClass::Cancelled;
    for (const FaultRow &row : faultRows())
        if (row.code == code)
            return row.cls;
    return std::nullopt;
}

bool worthRetrying(FaultClass cls)
{
    switch (cls) {
    case FaultClass::NoDevice:
    case FaultClass::NoMedia:
    case FaultClass::Transport:
    case FaultClass::Busy:
    case FaultClass::Timeout:
    case FaultClass::Cancelled:
        return true;
    case FaultClass::UserAction:
    case FaultClass::MediaRejected:
    case FaultClass::Protocol:
    case FaultClass::DeviceFault:
    case FaultClass::Denied:
    case FaultClass::Unsupported:
        return false;
    }
    return false;
}

} // namespace zc::devices
