#pragma once
#include <devices/faults.h>

#include <span>

namespace zc::devices {

struct FaultRow {
    DeviceClass device;
    FaultClass cls;
    QStringView suffix;
    ErrorKind kind;
    QStringView code;
};

std::span<const FaultRow> faultRows();

} // namespace zc::devices
