#pragma once
#include <base/result.h>
#include <net/cancel.h>
#include <net/message.h>
#include <net/originpolicy.h>
#include <net/tlspolicy.h>

#include <memory>

namespace zc::net {

// One HTTP/1.1 conversation partner. `execute` blocks the calling thread until the whole answer is there, the time is up
// or `cancel` is raised; it belongs to one thread at a time. Connections are kept and reused between calls.
//
// Rules (sync.md §5.1): no redirects, cookies, compression or environment proxy; certificate checks never relaxed; one
// origin only. Nothing is sent twice but GET and HEAD: libcurl by itself repeats a request whose reused connection died
// before the first answer byte, so bodies refuse to be rewound, and bodiless writes and kinds marked *once* get a fresh
// connection. An answer with any status is a Response; an error means that no whole answer came, and says nothing about
// whether the request took effect.
//
// Errors: NET-ADDRESS (Denied, nothing was sent) · NET-OFFLINE (Offline, no connection, nothing was sent) · NET-TIMEOUT ·
// NET-RESET (Offline) · NET-TLS (Denied) · NET-ANSWER (Corrupt: cut, malformed or compressed) · NET-ANSWER-SIZE (Corrupt) ·
// NET-CANCELLED (Cancelled) · NET-REQUEST (Invalid, nothing was sent).
class HttpClient {
public:
    HttpClient(OriginPolicy origin, TlsPolicy tls = {});
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    Result<Response> execute(const Request &request, const Cancel &cancel = {});

    const OriginPolicy &origin() const { return m_origin; }
    // The absolute address of a path of this origin: "/v1/time" → "https://host:port/v1/time".
    QByteArray urlFor(QByteArrayView path) const;

private:
    struct Connections;
    OriginPolicy m_origin;
    TlsPolicy m_tls;
    std::unique_ptr<Connections> m_connections;
};

} // namespace zc::net
