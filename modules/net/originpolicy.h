#pragma once
#include <base/result.h>

#include <QByteArray>

namespace zc::net {

// The address guard: one client may speak to one origin (scheme, host, port) and to nothing else, whatever a message,
// a redirect or a Location header says. Checked before the first byte, and for loopback again on the socket's own
// address, so that a name which resolves elsewhere does not get out (demo mode cannot reach a production address).
class OriginPolicy {
public:
    // `origin` is "https://host[:port]" or "http://host[:port]"; plain http is taken for loopback hosts only.
    static Result<OriginPolicy> only(const QByteArray &origin);
    // The same, and the host must be loopback: for demo and test environments.
    static Result<OriginPolicy> loopbackOnly(const QByteArray &origin);
    // For a device that stands at the desk: https anywhere, plain http also to IPv4 addresses of private networks (RFC 1918,
    // link-local) written as numbers. Scanners rarely have a certificate; a name could lead out of the house.
    static Result<OriginPolicy> nearby(const QByteArray &origin);

    bool allows(const QByteArray &url) const;      // absolute URL of exactly this origin, without user or password
    bool loopbackRequired() const { return m_loopback; }
    QByteArray origin() const { return m_origin; } // normalised, with the port written out

    // What was reached may be an address in text form or a name; only literal 127.0.0.0/8, ::1 and "localhost" count.
    static bool isLoopbackHost(const QByteArray &host);
    static bool isPrivateAddress(const QByteArray &host);      // IPv4 in numbers only, loopback not among them

private:
    QByteArray m_origin;
    bool m_loopback = false;
};

} // namespace zc::net
