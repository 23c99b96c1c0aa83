#pragma once
#include "internal/database.h"
#include "internal/http.h"
#include "internal/trycount.h"
#include "internal/vault.h"

#include <base/clock.h>
#include <refplatform/options.h>

namespace zc::refplatform {

// A named clerk at a desk for at most 72 hours; frozen into each operation.
struct Ticket {
    QString clerkId, siteCode, windowNo;
    QUuid clientId;
    QStringList roles, items;
    qint64 issuedMs = 0, expiresMs = 0;
};

// Tokens, tickets, desks, clerks. Access tokens and tickets are MAC'ed texts, refresh tokens rows: reuse of a spent one
// revokes its family. Any thread.
class Identity {
public:
    Identity(const Vault &vault, Database &db, const Clock &clock, const QString &environment);
    void seed(const Seed &seed);                                                     // throws DbFault

    // RFC 6749 token endpoint: form body, Basic credentials allowed. Too many wrong passwords of one name: RATE_LIMITED.
    Answer token(const Request &request);
    Answer revoke(const Request &request);
    Answer enrol(const Request &request);
    Answer me(const Request &request);

    // The holder of `Authorization: Bearer …`, or the problem: TOKEN_MISSING, TOKEN_EXPIRED, TOKEN_REVOKED,
    // ENVIRONMENT_MISMATCH, SCOPE_DENIED. `scopes` as in the contract ("*" = any token).
    struct Admission { Principal principal; std::optional<platform::ProblemCode> refusal; };
    Admission admit(const QByteArray &authorization, QByteArrayView scopes);

    // Ticket of a clerk at this desk that covers `actedMs`; nothing = TICKET_INVALID. `foreign` is set for one of another
    // environment.
    std::optional<Ticket> ticket(const QByteArray &text, const QUuid &clientId, qint64 actedMs, bool *foreign) const;

private:
    struct Clerk { QString clerkId, name, siteCode, windowNo; QStringList roles, items; };
    std::optional<Clerk> clerk(const QString &clerkId);
    std::optional<Clerk> login(const QString &username, const QString &password);
    bool clientMayIn(const QUuid &clientId, const QHash<QString, QString> &form, QString *site, QString *window);
    Answer grant(const QUuid &clientId, const std::optional<Clerk> &clerk, const QString &site, const QString &window,
                 const QString &family, const QString &wantedScopes, bool withRefresh);
    QByteArray verifier(const QByteArray &salt, const QString &password) const;

    const Vault &m_vault;
    Database &m_db;
    const Clock &m_clock;
    QString m_environment;
    TryCount m_tries;
};

} // namespace zc::refplatform
