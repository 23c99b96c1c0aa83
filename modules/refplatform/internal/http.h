#pragma once
#include <platform/codec.h>
#include <platform/contract.h>
#include <platform/problem.h>

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <functional>

// A request and its answer as the handlers see them; Poco stays in httpserver.cpp.
namespace zc::refplatform {

struct Principal {                       // who holds the token
    QUuid clientId;
    QString clerkId, siteCode, windowNo; // clerkId is empty for a device
    QStringList scopes, roles, items;
    QString family;                      // refresh family, for revocation
};

struct Request {
    const platform::Endpoint *endpoint = nullptr;
    QStringList ids;                     // values of {…} in the path, left to right
    QByteArray path;                     // without the query, as sent
    QHash<QByteArray, QByteArray> headers;   // names in lower case; no name twice
    QHash<QString, QString> query;
    QByteArray body;                     // empty where the endpoint reads a stream
    qint64 contentLength = -1;
    std::function<qint64(char *, qint64)> read;   // the body as a stream; 0 = end, -1 = broken connection
    Principal principal;

    QByteArray header(QByteArrayView name) const { return headers.value(name.toByteArray().toLower()); }
    bool has(QByteArrayView name) const { return headers.contains(name.toByteArray().toLower()); }
};

struct Answer {
    int status = 200;
    QByteArray mediaType;                // empty = no body
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    bool close = false;                  // Connection: close after it
    qint64 streamLength = -1;            // ≥ 0: `stream` writes that many bytes instead of `body`
    std::function<bool(const std::function<bool(QByteArrayView)> &sink)> stream;

    Answer &with(const char *name, QByteArray value)
    {
        headers.append({name, std::move(value)});
        return *this;
    }
};

Answer jsonAnswer(int status, const QByteArray &json);
template <class T> Answer typedAnswer(int status, const T &value) { return jsonAnswer(status, platform::encode(value)); }
Answer problemAnswer(const platform::Problem &problem);
Answer problemAnswer(platform::ProblemCode code, const QString &detail = {});
// A body that could not be decoded: 400 BODY_INVALID, or 422 FIELD_RULE for form content, with the place.
platform::Problem bodyProblem(const Error &error);

// Strict readers of header and query values: canonical forms only.
std::optional<qint64> strictInteger(QByteArrayView text, qint64 least, qint64 most);
QUuid quotedUuid(QByteArrayView text);
// `bytes=a-b`, one range only; no header = the whole. Nothing for a range that cannot be served.
struct ByteRange { qint64 from = 0, length = 0; bool partial = false; };
std::optional<ByteRange> byteRange(const QByteArray &text, qint64 size);

} // namespace zc::refplatform
