#include "upgrade.h"

#include <QCryptographicHash>
#include <QHash>
#include <QRandomGenerator>

#include <array>

namespace zc::devices::wsterminal {

namespace {

constexpr qsizetype kLongestHead = 8 * 1024;
constexpr int kSwitching = 101;

QByteArray acceptOf(const QByteArray &key)
{
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
}

bool isToken(QByteArrayView name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) { return uchar(c) > 0x20 && uchar(c) < 0x7f && c != ':'; });
}

// "HTTP/1.1 101 …" → 101; 0 for anything else.
int statusOf(const QByteArray &line)
{
    if (!line.startsWith("HTTP/1.1 ") || line.size() < 12 || (line.size() > 12 && line[12] != ' '))
        return 0;
    bool number = false;
    const int status = line.mid(9, 3).toInt(&number);
    return number && status >= 100 && status <= 599 ? status : 0;
}

bool names(const QByteArray &list, const QByteArray &word)
{
    for (const QByteArray &one : list.split(','))
        if (one.trimmed().toLower() == word)
            return true;
    return false;
}

} // namespace

QByteArray newUpgradeKey()
{
    std::array<quint32, 4> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), qsizetype(sizeof words)).toBase64();
}

QByteArray upgradeRequest(const QUrl &address, const QByteArray &key)
{
    const QString host = address.host(QUrl::FullyEncoded);
    QByteArray where = host.contains(QLatin1Char(':')) ? '[' + host.toLatin1() + ']' : host.toLatin1();
    if (address.port() >= 0)
        where += ':' + QByteArray::number(address.port());
    QByteArray target = address.path(QUrl::FullyEncoded).toLatin1();
    if (!target.startsWith('/'))
        target.prepend('/');
    if (address.hasQuery())
        target += '?' + address.query(QUrl::FullyEncoded).toLatin1();
    return "GET " + target + " HTTP/1.1\r\nHost: " + where + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key
        + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
}

UpgradeAnswer readUpgrade(QByteArrayView stream, const QByteArray &key)
{
    using Kind = UpgradeAnswer::Kind;
    const QByteArray seen = stream.first(qMin(stream.size(), kLongestHead)).toByteArray();
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0) {
        // Something that is no HTTP at all is not waited for.
        const QByteArray begin = QByteArray("HTTP/1.1 ").left(seen.size());
        return {seen.startsWith(begin) && stream.size() < kLongestHead ? Kind::Unfinished : Kind::Broken, 0, 0};
    }
    QList<QByteArray> lines = seen.left(end).split('\n');
    for (QByteArray &line : lines)
        if (line.endsWith('\r'))
            line.chop(1);
    const int status = statusOf(lines.takeFirst());
    if (status == 0)
        return {Kind::Broken, 0, 0};
    if (status != kSwitching)
        return {Kind::Refused, status, 0};
    QHash<QByteArray, QByteArray> fields;
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(qMax<qsizetype>(0, colon)).toLower();
        if (!isToken(name) || (name.startsWith("sec-websocket-") && fields.contains(name)))
            return {Kind::Broken, 0, 0};
        const QByteArray value = line.mid(colon + 1).trimmed();
        fields[name] = fields.contains(name) ? fields[name] + ',' + value : value;
    }
    const bool agreed = names(fields["upgrade"], "websocket") && names(fields["connection"], "upgrade") && fields["sec-websocket-accept"] == acceptOf(key)
        && !fields.contains("sec-websocket-extensions") && !fields.contains("sec-websocket-protocol");
    return agreed ? UpgradeAnswer{Kind::Accepted, status, end + 4} : UpgradeAnswer{Kind::Broken, 0, 0};
}

} // namespace zc::devices::wsterminal
