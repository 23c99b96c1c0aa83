#include "usbaddress.h"

#include <QRegularExpression>

#include <algorithm>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestSerial = 126;             // a string descriptor holds no more

// "02,06" or "02" → both endpoints of one direction.
bool readEndpoints(const QString &words, quint8 direction, quint8 *header, quint8 *body)
{
    static const QRegularExpression form(u"\\A([0-9A-Fa-f]{2})(?:,([0-9A-Fa-f]{2}))?\\z"_s);
    const QRegularExpressionMatch match = form.match(words);
    if (!match.hasMatch())
        return false;
    *header = quint8(match.capturedView(1).toUInt(nullptr, 16));
    *body = match.hasCaptured(2) ? quint8(match.capturedView(2).toUInt(nullptr, 16)) : *header;
    const auto good = [&](quint8 endpoint) { return (endpoint & 0xF0) == direction && (endpoint & 0x0F) != 0; };
    return good(*header) && good(*body);
}

} // namespace

QString UsbAddress::ids() const
{
    return u"%1:%2"_s.arg(uint(vendor), 4, 16, QLatin1Char('0')).arg(uint(product), 4, 16, QLatin1Char('0'));
}

std::optional<UsbAddress> UsbAddress::fromWords(const QString &place, const QString &out, const QString &in, const QString &serial, QString *problem)
{
    static const QRegularExpression ids(u"\\A([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})\\z"_s);
    const QRegularExpressionMatch match = ids.match(place);
    UsbAddress address;
    problem->clear();
    if (!match.hasMatch())
        *problem = u"usb:"_s + place;
    else if (!readEndpoints(out, 0x00, &address.outHeader, &address.outBody))
        *problem = u"out="_s + out;
    else if (!readEndpoints(in, 0x80, &address.inHeader, &address.inBody))
        *problem = u"in="_s + in;
    else if (serial.size() > kLongestSerial || !std::all_of(serial.begin(), serial.end(), [](QChar c) { return c.isPrint(); }))
        *problem = u"serial"_s;
    if (!problem->isEmpty())
        return std::nullopt;
    address.vendor = quint16(match.capturedView(1).toUInt(nullptr, 16));
    address.product = quint16(match.capturedView(2).toUInt(nullptr, 16));
    address.serial = serial;
    return address;
}

} // namespace zc::devices
