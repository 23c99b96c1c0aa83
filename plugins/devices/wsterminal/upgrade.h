#pragma once
#include <QByteArray>
#include <QUrl>

namespace zc::devices::wsterminal {

// The first words of a WebSocket (RFC 6455, section 4): the request, and what its answer comes to. Pure.
QByteArray upgradeRequest(const QUrl &address, const QByteArray &key);
QByteArray newUpgradeKey();             // base64 of 16 bytes of chance

struct UpgradeAnswer {
    enum class Kind { Unfinished, Accepted, Refused, Broken };
    Kind kind = Kind::Unfinished;
    int status = 0;                     // of Refused
    qsizetype bytes = 0;                // of Accepted: so many belong to it, what follows are frames
};
// Broken: no head of HTTP/1.1, one of more than 8 KiB, an acceptance of another key, or of something that nobody asked for.
UpgradeAnswer readUpgrade(QByteArrayView stream, const QByteArray &key);

} // namespace zc::devices::wsterminal
