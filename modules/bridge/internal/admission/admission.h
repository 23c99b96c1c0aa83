#pragma once
#include "internal/admission/requesthead.h"

#include <bridge/bridgepolicy.h>

namespace zc::bridge {

struct AdmissionRules {
    quint16 port = 0;
    BridgePolicy policy;
    QByteArray nativeSecret;        // empty: no native clients
};

// What becomes of a request: refused with a status, greeted, or a WebSocket for one caller.
struct Verdict {
    enum class Kind { Refused, Hello, Socket };
    Kind kind = Kind::Refused;
    int status = 400;               // of a refusal
    const char *check = "head";     // which check it was, for the audit line
    QString origin;                 // as far as it is known and printable; empty for native clients
    bool native = false;
    QByteArray accept;              // Sec-WebSocket-Accept
};

// Judges a head before any thread state, session or device is touched; the first check that fails decides. `head`: nothing means it
// could not be read. Pure.
Verdict admit(const std::optional<RequestHead> &head, const AdmissionRules &rules);

// RFC 6455, section 4.2.2.
QByteArray acceptFor(const QByteArray &key);

bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

} // namespace zc::bridge
