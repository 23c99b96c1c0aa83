#include "sdtcommand.h"

#include <algorithm>

namespace zc::devices::sdt {

using namespace Qt::StringLiterals;

namespace {

struct Lengths {
    Command command;
    std::array<int, 3> bytes;   // unused places repeat the first
};

constexpr Lengths kLengths[] = {
    {Command::ResetSam, {0, 0, 0}},     {Command::SamStatus, {0, 0, 0}},  {Command::SamId, {16, 16, 16}},
    {Command::FindCard, {4, 4, 4}},     {Command::SelectCard, {8, 8, 8}}, {Command::ReadText, {1284, 1284, 1284}},
    {Command::ReadAll, {1286, 1798, 2310}}, {Command::ReadAddress, {70, 72, 70}}, {Command::SetBaud, {0, 0, 0}},
    {Command::SetBlock, {0, 0, 0}},
};

} // namespace

std::optional<Command> commandFromCode(quint16 code)
{
    if (code >= 0x6000 && code <= 0x6004)
        return Command::SetBaud;
    for (const Lengths &row : kLengths)
        if (quint16(row.command) == code)
            return row.command;
    return std::nullopt;
}

QByteArray requestFrame(quint16 code, QByteArrayView data)
{
    QByteArray frame(reinterpret_cast<const char *>(kPreamble.data()), kPreamble.size());
    const int length = 2 + int(data.size()) + 1;
    frame.append(char(length >> 8)).append(char(length)).append(char(code >> 8)).append(char(code)).append(data);
    char sum = 0;
    for (qsizetype i = kPreamble.size(); i < frame.size(); ++i)
        sum = char(sum ^ frame.at(i));
    return frame.append(sum);
}

std::optional<int> bodyBytes(QByteArrayView header)
{
    if (header.size() != kHeaderBytes || !std::equal(kPreamble.begin(), kPreamble.end(), header.begin(), [](quint8 wanted, char byte) { return wanted == quint8(byte); }))
        return std::nullopt;
    const int bytes = quint8(header[5]) << 8 | quint8(header[6]);
    return bytes >= 1 && bytes <= kLargestLen ? std::optional(bytes) : std::nullopt;
}

bool isRead(Command command)
{
    return (quint16(command) >> 8) == 0x30;
}

bool fitsLength(Command command, qsizetype dataBytes)
{
    return std::any_of(std::begin(kLengths), std::end(kLengths), [&](const Lengths &row) {
        return row.command == command && std::find(row.bytes.begin(), row.bytes.end(), dataBytes) != row.bytes.end();
    });
}

bool belongsToAnyCommand(qsizetype dataBytes)
{
    return std::any_of(std::begin(kLengths), std::end(kLengths), [&](const Lengths &row) {
        return std::find(row.bytes.begin(), row.bytes.end(), dataBytes) != row.bytes.end();
    });
}

int answerTimeoutMs(Command command)
{
    return isRead(command) ? 5000 : 1500;
}

QString statusText(quint8 sw3)
{
    return u"%1"_s.arg(int(sw3), 2, 16, QLatin1Char('0')).toUpper();
}

Fault faultForStatus(quint8 sw3)
{
    const QString status = statusText(sw3);
    switch (sw3) {
    case 0x10: case 0x11: return {FaultClass::Transport, {}, status, true};
    case 0x21: case 0x23: case 0x24: return {FaultClass::Protocol, {}, status, false};
    case 0x31: case 0x32: return {FaultClass::MediaRejected, u"AUTH"_s, status, false};
    case 0x33: case 0x37: case 0x3F: return {FaultClass::MediaRejected, u"DATA"_s, status, false};
    case 0x40: return {FaultClass::MediaRejected, u"TYPE"_s, status, false};
    case 0x41: case 0x47: case 0x81: return {FaultClass::UserAction, u"LIFT"_s, status, false};
    case 0x60: case 0x66: return {FaultClass::DeviceFault, u"SAM"_s, status, false};
    case 0x80: return {FaultClass::NoMedia, {}, status, true};
    default: return {FaultClass::DeviceFault, {}, status, false};
    }
}

} // namespace zc::devices::sdt
