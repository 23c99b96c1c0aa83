#pragma once
#include <devices/conformancerig.h>

#include <QStringList>

namespace zc::devices {

// libcups against ippeveprinter, CUPS' own IPP Everywhere printer (package cups-ipp-utils), on loopback with a D-Bus of its own.
class IppRig : public ConformanceRig {
public:
    virtual quint16 port() const = 0;
    virtual QStringList came() const = 0;           // second line of each paper that came out, in order
    virtual bool heal() = 0;                        // what provoke() said
};
// Null where one of the two programs is missing or the printer does not start.
std::unique_ptr<IppRig> makeIppRig();

} // namespace zc::devices
