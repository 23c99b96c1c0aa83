#include "admission.h"

#include <QCryptographicHash>

#include <algorithm>

namespace zc::bridge {

using namespace Qt::StringLiterals;

namespace {

constexpr char kSocketTarget[] = "/v1/ws";
constexpr char kHelloTarget[] = "/v1/hello";
constexpr char kSubprotocol[] = "zc-bridge.v1";
constexpr char kNativeScheme[] = "ZC-Native ";

bool isPrintable(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

// What a browser sends once; twice, two readers could believe different ones.
bool standsAtMostOnce(const RequestHead &head)
{
    QList<QByteArray> seen;
    for (const RequestHead::Field &field : head.fields) {
        const bool single = field.name == "host" || field.name == "origin" || field.name == "upgrade" || field.name == "connection"
            || field.name == "content-length" || field.name == "authorization" || field.name.startsWith("sec-websocket-");
        if (single && seen.contains(field.name))
            return false;
        seen << field.name;
    }
    return true;
}

bool hasBody(const RequestHead &head)
{
    return head.count("transfer-encoding") > 0 || (head.count("content-length") > 0 && head.value("content-length") != "0");
}

bool isKey(const QByteArray &key)
{
    const auto decoded = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    return key.size() == 24 && decoded && decoded.decoded.size() == 16 && decoded.decoded.toBase64() == key;
}

} // namespace

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i] ^ b[i]);
    return difference == 0;
}

QByteArray acceptFor(const QByteArray &key)
{
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
}

Verdict admit(const std::optional<RequestHead> &head, const AdmissionRules &rules)
{
    Verdict verdict;
    const auto refuse = [&verdict](int status, const char *check) {
        verdict.status = status;
        verdict.check = check;
        return verdict;
    };
    if (!head)
        return refuse(400, "head");
    const QByteArray origin = head->value("origin"), host = head->value("host");
    if (isPrintable(origin))
        verdict.origin = QString::fromLatin1(origin.left(300));
    if (head->version != "HTTP/1.1")
        return refuse(400, "version");
    const bool socket = head->target == kSocketTarget;
    if (!socket && head->target != kHelloTarget)
        return refuse(404, "target");
    if (head->method != "GET")
        return refuse(405, "method");
    if (!standsAtMostOnce(*head))
        return refuse(400, "fieldTwice");
    if (hasBody(*head))
        return refuse(400, "body");
    if (!isPrintable(host) || !isPrintable(origin))
        return refuse(400, "printable");
    const QByteArray port = QByteArray::number(rules.port);
    if (host != "127.0.0.1:" + port && host != "localhost:" + port && host != "[::1]:" + port)
        return refuse(403, "host");

    const bool authorized = head->count("authorization") > 0, fromPage = head->count("origin") > 0;
    if (fromPage) {
        const BridgeOrigin *entry = authorized ? nullptr : rules.policy.find(QString::fromLatin1(origin));
        if (!entry || (origin.startsWith("http://") && !entry->allowHttp))
            return refuse(403, "origin");
    }
    if (!socket) {
        verdict.kind = Verdict::Kind::Hello;
        verdict.status = 200;
        return verdict;
    }
    if (!fromPage) {
        const QByteArray given = head->value("authorization");
        if (!authorized || rules.nativeSecret.isEmpty() || !given.startsWith(kNativeScheme)
            || !equalInConstantTime(QByteArrayView(given).sliced(qsizetype(qstrlen(kNativeScheme))), rules.nativeSecret))
            return refuse(403, authorized ? "secret" : "origin");
        verdict.native = true;
    }
    const bool upgrade = head->value("upgrade").toLower() == "websocket" && head->lists("connection", "upgrade", true)
        && head->value("sec-websocket-version") == "13";
    if (!upgrade)
        return refuse(426, "upgrade");
    const QByteArray key = head->value("sec-websocket-key");
    if (!isKey(key))
        return refuse(400, "key");
    if (!head->lists("sec-websocket-protocol", kSubprotocol, false))
        return refuse(400, "subprotocol");
    verdict.kind = Verdict::Kind::Socket;
    verdict.status = 101;
    verdict.accept = acceptFor(key);
    return verdict;
}

} // namespace zc::bridge
