#pragma once
#include <QByteArray>
#include <QUuid>

namespace zc::bridge {

// A binary message: 16 bytes of the transfer's id, its number in this transfer from 0 as u32BE, then the piece.
inline constexpr qsizetype kFrameHead = 20;
inline constexpr qsizetype kMostInFrame = 32 * 1024;
inline constexpr int kMostUnacknowledged = 8;           // frames on the way, of all transfers of a page together
// What we send ourselves: eight of them and the answers to a few commands have room in the outbox of a socket (256 KiB).
inline constexpr qsizetype kSentInFrame = 28 * 1024;

QByteArray transferFrame(const QUuid &transfer, quint32 number, QByteArrayView piece);

} // namespace zc::bridge
