#pragma once
#include <QString>

namespace zc::net {

// How a connection is trusted. Verification of chain and host name cannot be switched off: there is no member for it.
// TLS is 1.2 or newer. A clock that is wrong shows as NET-TLS and is told to the person, never worked around.
struct TlsPolicy {
    QString caFile;        // extra authority file (PEM) of the installation; empty = the system's
    QString clientCert;    // for sites that ask for one (PEM); empty = none
    QString clientKey;
};

} // namespace zc::net
