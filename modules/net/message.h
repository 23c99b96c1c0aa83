#pragma once
#include <QByteArray>
#include <QList>
#include <QStringList>

namespace zc::net {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options };
QByteArray methodName(Method method);          // "GET" …

// Header lines in the order they came. Names compare without case; values are trimmed.
class Headers {
public:
    struct Line { QByteArray name; QByteArray value; };

    Headers() = default;
    Headers(std::initializer_list<Line> lines) : m_lines(lines) {}
    void add(QByteArray name, QByteArray value) { m_lines.append({std::move(name), std::move(value)}); }
    bool has(QByteArrayView name) const { return count(name) > 0; }
    int count(QByteArrayView name) const;
    // The value when the header stands exactly once; empty when it is absent or doubled (a doubled one proves nothing).
    QByteArray single(QByteArrayView name) const;
    const QList<Line> &lines() const { return m_lines; }

private:
    QList<Line> m_lines;
};

struct Request {
    Method method = Method::Get;
    QByteArray url;                            // absolute, http or https
    Headers headers;
    QByteArray body;                           // whole body in memory; uploads send pieces of at most 8 MiB
    bool marksCrashPoints = false;             // passes send.first … answer.body, for the kill tests of operations
    bool freshConnection = false;              // kinds marked *once*: a connection never used before
    int connectTimeoutMs = 10'000;
    int totalTimeoutMs = 60'000;               // 0 = no total limit, but 100 B/s over 30 s (uploads)
    qint64 answerLimit = 8 * 1024 * 1024;      // bytes; more ends the request with NET-ANSWER-SIZE
    QStringList addresses;                     // where the host is, in figures; empty: the system is asked, which a cancel waits for
};

// A whole answer: status line, headers and every byte of the body that its own length promised.
struct Response {
    int status = 0;
    Headers headers;
    QByteArray body;
    bool framed = false;                       // its length was stated (Content-Length, chunked, or no body by rule)
    qint64 elapsedMs = 0;                      // from the call to the last byte
};

} // namespace zc::net
