#pragma once
#include <devices/faults.h>

#include <QByteArray>

#include <array>
#include <optional>

namespace zc::devices::sdt {

// Frame: AA AA AA 96 69 | LenHi LenLo | body | XOR. Len counts body and XOR; XOR covers LenHi … last body byte.
inline constexpr std::array<quint8, 5> kPreamble = {0xAA, 0xAA, 0xAA, 0x96, 0x69};
inline constexpr int kHeaderBytes = 7;
inline constexpr int kStatusBytes = 3;                  // SW1 SW2 SW3; SW3 alone decides
inline constexpr int kSmallestLen = 4;
inline constexpr int kLargestLen = 0x090A;
inline constexpr int kLargestFrame = kHeaderBytes + kLargestLen;
inline constexpr int kTextBytes = 256;
inline constexpr int kPhotoBytes = 1024;
inline constexpr int kAddressBytes = 70;

enum class Command : quint16 {
    ResetSam = 0x10FF, SamStatus = 0x11FF, SamId = 0x12FF, FindCard = 0x2001, SelectCard = 0x2002,
    ReadText = 0x3001, ReadAll = 0x3010, ReadAddress = 0x3003, SetBaud = 0x6000, SetBlock = 0x61FF
};

std::optional<Command> commandFromCode(quint16 code);           // 0x6000…0x6004 are all SetBaud
QByteArray requestFrame(quint16 code, QByteArrayView data = {});

// How many bytes follow a frame's header, XOR included; nothing when it is none. Requests may be shorter than any answer.
std::optional<int> bodyBytes(QByteArrayView header);

bool isRead(Command command);                                   // the 30 xx family
bool fitsLength(Command command, qsizetype dataBytes);          // a data length of this command's success answer
bool belongsToAnyCommand(qsizetype dataBytes);
int answerTimeoutMs(Command command);                           // until a whole preamble was seen

QString statusText(quint8 sw3);                                 // two hex digits

// What SW3 means when it is not a success of this command.
Fault faultForStatus(quint8 sw3);

} // namespace zc::devices::sdt
