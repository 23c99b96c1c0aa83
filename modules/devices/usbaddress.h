#pragma once
#include <QString>

#include <optional>

namespace zc::devices {

// A USB device as IT names it, "usb:0400:c35a?out=02,06&in=81,85&serial=A1". Nothing of it is known to the program: makers differ.
// Two endpoints of a direction: a frame's header goes by the first, its body by the second; one: whole frames go by it.
struct UsbAddress {
    quint16 vendor = 0, product = 0;
    quint8 outHeader = 0, outBody = 0;          // 0x01 … 0x0F
    quint8 inHeader = 0, inBody = 0;            // 0x81 … 0x8F
    QString serial;                             // empty: the only one with these ids

    QString ids() const;                        // "0400:c35a"

    // place "VVVV:PPPP", endpoints "02,06" or "02", all hexadecimal; serial up to 126 printable characters. Nothing: a value is
    // none, and `problem` says which.
    static std::optional<UsbAddress> fromWords(const QString &place, const QString &out, const QString &in, const QString &serial, QString *problem);

    friend bool operator==(const UsbAddress &, const UsbAddress &) = default;
};

} // namespace zc::devices
