#include "internal/identity.h"

#include "internal/values.h"

#include <base/uuid.h>
#include <crypto/digest.h>
#include <crypto/jwt.h>
#include <crypto/scrypt.h>

#include <QUrlQuery>

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;
using platform::ProblemCode;

constexpr qint64 kAccessMs = 15 * 60 * 1000;
constexpr qint64 kRefreshMs = qint64(12) * 3600 * 1000;
constexpr qint64 kSkewMs = 10 * 60 * 1000;
constexpr char kDeviceScopes[] = "feed catalogue ops.relay audit";
constexpr char kClerkScopes[] = "case.read case.write licence.read data.read payment feed catalogue";
constexpr char kOfficerScope[] = "case.decide";

Answer oauthError(int status, const char *error)
{
    Answer answer = typedAnswer(status, platform::OAuthError{QString::fromLatin1(error), {}});
    answer.with("Cache-Control", "no-store");
    return answer;
}

QHash<QString, QString> formOf(const QByteArray &body, bool *doubled)
{
    QHash<QString, QString> form;
    const auto items = QUrlQuery(QString::fromUtf8(body).replace(u'+', u' ')).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        *doubled = *doubled || form.contains(name);
        form.insert(name, value);
    }
    return form;
}

// The environment a token or ticket claims, unverified: one that names another is refused as such, whoever made it.
QString claimedEnvironment(const QByteArray &text)
{
    const QByteArray bytes = QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding);
    return QJsonDocument::fromJson(bytes.mid(32)).object().value(u"env").toString();
}

} // namespace

Identity::Identity(const Vault &vault, Database &db, const Clock &clock, const QString &environment)
    : m_vault(vault), m_db(db), m_clock(clock), m_environment(environment), m_tries(clock)
{
}

QByteArray Identity::verifier(const QByteArray &salt, const QString &password) const
{
    // scrypt against guessing, then the platform's key: a copied database alone verifies nothing.
    const auto stretched = crypto::scrypt(password.toUtf8(), salt, {1u << 12, 8, 1});
    return stretched ? m_vault.mac("password", stretched->view()) : QByteArray();
}

void Identity::seed(const Seed &seed)
{
    m_db.write([&](Connection &db) {
        for (const SeedClient &client : seed.clients)
            db.run("INSERT INTO client VALUES(?,?,?,?,?,NULL,0) ON CONFLICT(client_id) DO UPDATE SET site=excluded.site,"
                   " window_no=excluded.window_no, label=excluded.label, secret=excluded.secret",
                   {client.clientId.toRfc4122(), client.siteCode, client.windowNo, client.label, m_vault.mac("secret", client.secret.toUtf8())});
        for (const SeedEnrolment &enrolment : seed.enrolments)
            db.run("INSERT INTO enrolment VALUES(?,?,?,0) ON CONFLICT DO NOTHING",
                   {m_vault.mac("enrolment", enrolment.code.toUtf8()), enrolment.siteCode, enrolment.windowNo});
        for (const SeedClerk &clerk : seed.clerks) {
            const QByteArray salt = m_vault.mac("salt", clerk.username.toUtf8()).first(16);
            const QByteArray name = m_vault.seal("clerk", clerk.clerkId.toUtf8(), 1, clerk.name.toUtf8());
            db.run("INSERT INTO clerk VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(clerk_id) DO UPDATE SET user_digest=excluded.user_digest,"
                   " salt=excluded.salt, verifier=excluded.verifier, site=excluded.site, window_no=excluded.window_no,"
                   " roles=excluded.roles, items=excluded.items, body=excluded.body",
                   {clerk.clerkId, m_vault.mac("username", clerk.username.toUtf8()), salt, verifier(salt, clerk.password), clerk.siteCode,
                    clerk.windowNo, clerk.roles.join(u' '), clerk.items.join(u' '), name});
        }
        return true;
    });
}

std::optional<Identity::Clerk> Identity::clerk(const QString &clerkId)
{
    std::optional<Clerk> found;
    m_db.read([&](Connection &db) {
        const auto row = db.row("SELECT site, window_no, roles, items, body FROM clerk WHERE clerk_id=?", {clerkId});
        if (row)
            found = Clerk{clerkId, QString::fromUtf8(m_vault.open("clerk", clerkId.toUtf8(), 1, row->at(4).toByteArray())),
                          row->at(0).toString(), row->at(1).toString(), row->at(2).toString().split(u' ', Qt::SkipEmptyParts),
                          row->at(3).toString().split(u' ', Qt::SkipEmptyParts)};
    });
    return found;
}

std::optional<Identity::Clerk> Identity::login(const QString &username, const QString &password)
{
    QString clerkId;
    m_db.read([&](Connection &db) {
        const auto row = db.row("SELECT clerk_id, salt, verifier FROM clerk WHERE user_digest=?", {m_vault.mac("username", username.toUtf8())});
        if (row && crypto::constantTimeEqual(verifier(row->at(1).toByteArray(), password), row->at(2).toByteArray()))
            clerkId = row->at(0).toString();
    });
    return clerkId.isEmpty() ? std::nullopt : clerk(clerkId);
}

bool Identity::clientMayIn(const QUuid &clientId, const QHash<QString, QString> &form, QString *site, QString *window)
{
    std::optional<Row> row;
    m_db.read([&](Connection &db) {
        row = db.row("SELECT site, window_no, secret, public_key FROM client WHERE client_id=?", {clientId.toRfc4122()});
    });
    if (!row)
        return false;
    *site = row->at(0).toString();
    *window = row->at(1).toString();
    if (form.contains(u"client_assertion"_s)) {
        if (form.value(u"client_assertion_type"_s) != u"urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            return false;
        const auto key = crypto::VerifyKey::fromJwk(QJsonDocument::fromJson(row->at(3).toString().toUtf8()).object());
        if (!key)
            return false;
        const QByteArray assertion = form.value(u"client_assertion"_s).toLatin1();
        const auto jwt = crypto::verifyJwt(assertion, [&](const QString &) { return *key; });
        if (!jwt)
            return false;
        const QString id = uuidText(clientId);
        const qint64 expires = jwt->claims.value(u"exp").toInteger() * 1000;
        if (jwt->claims.value(u"iss").toString() != id || jwt->claims.value(u"sub").toString() != id
            || !jwt->claims.value(u"aud").toString().endsWith(u"/oauth2/token") || expires < m_clock.wallMs()
            || expires > m_clock.wallMs() + kSkewMs || jwt->claims.value(u"jti").toString().isEmpty())
            return false;
        bool fresh = false;      // each assertion once
        m_db.write([&](Connection &db) {
            db.run("DELETE FROM assertion WHERE expires_ms<?", {m_clock.wallMs()});
            db.run("INSERT INTO assertion VALUES(?,?) ON CONFLICT DO NOTHING", {crypto::sha256(assertion), expires});
            fresh = db.changes() == 1;
            return true;
        });
        return fresh;
    }
    // A shared secret is for demo and test only.
    return m_environment != u"production" && !row->at(2).isNull()
        && crypto::constantTimeEqual(row->at(2).toByteArray(), m_vault.mac("secret", form.value(u"client_secret"_s).toUtf8()));
}

Answer Identity::token(const Request &request)
{
    bool doubled = false;
    QHash<QString, QString> form = formOf(request.body, &doubled);
    if (doubled)
        return oauthError(400, "invalid_request");
    const QByteArray basic = request.header("authorization");
    if (basic.startsWith("Basic ")) {
        const QByteArray pair = QByteArray::fromBase64(basic.sliced(6));
        const qsizetype colon = pair.indexOf(':');
        form.insert(u"client_id"_s, QString::fromUtf8(pair.first(qMax(colon, qsizetype(0)))));
        form.insert(u"client_secret"_s, QString::fromUtf8(pair.sliced(colon + 1)));
    }
    const QUuid clientId = uuidFromCanonicalText(form.value(u"client_id"_s));
    QString site, window;
    if (clientId.isNull() || !clientMayIn(clientId, form, &site, &window))
        return oauthError(401, "invalid_client");
    const QString grantType = form.value(u"grant_type"_s);
    const QString scope = form.value(u"scope"_s);
    if (grantType == u"client_credentials")
        return grant(clientId, std::nullopt, site, window, {}, scope, false);
    if (grantType == u"password") {
        if (m_environment == u"production")
            return oauthError(400, "unauthorized_client");
        const QByteArray name = m_vault.mac("username", form.value(u"username"_s).toUtf8());
        if (const qint64 waitMs = m_tries.waitMs(name); waitMs > 0) {
            Answer answer = problemAnswer(ProblemCode::RateLimited, u"wrong passwords"_s);
            answer.headers = {{platform::header::kRetryAfter, QByteArray::number((waitMs + 999) / 1000)}};
            return answer;
        }
        const auto who = login(form.value(u"username"_s), form.value(u"password"_s));
        who ? m_tries.passed(name) : m_tries.failed(name);
        if (!who || who->siteCode != site)
            return oauthError(400, "invalid_grant");
        return grant(clientId, who, site, window, uuidText(makeUuidV7()), scope, true);
    }
    if (grantType != u"refresh_token")
        return oauthError(400, "unsupported_grant_type");

    const QByteArray digest = m_vault.mac("refresh", form.value(u"refresh_token"_s).toUtf8());
    QString family, clerkId, granted;
    bool good = false;
    m_db.write([&](Connection &db) {
        const auto row = db.row("SELECT family, client_id, clerk_id, scope, expires_ms, used FROM refresh_token WHERE digest=?", {digest});
        if (!row || row->at(1).toByteArray() != clientId.toRfc4122())
            return false;
        family = row->at(0).toString();
        clerkId = row->at(2).toString();
        granted = row->at(3).toString();
        const bool revoked = db.row("SELECT 1 FROM revoked_family WHERE family=?", {family}).has_value();
        if (row->at(5).toLongLong() || revoked) {
            // A spent token came back: someone holds a copy, so nobody keeps the family.
            db.run("INSERT INTO revoked_family VALUES(?,?) ON CONFLICT DO NOTHING", {family, m_clock.wallMs()});
            return true;
        }
        good = row->at(4).toLongLong() > m_clock.wallMs();
        db.run("UPDATE refresh_token SET used=1 WHERE digest=?", {digest});
        return true;
    });
    const auto who = good ? clerk(clerkId) : std::nullopt;
    if (!who)
        return oauthError(400, "invalid_grant");
    return grant(clientId, who, site, window, family, scope.isEmpty() ? granted : scope, true);
}

Answer Identity::grant(const QUuid &clientId, const std::optional<Clerk> &clerk, const QString &site, const QString &window,
                       const QString &family, const QString &wantedScopes, bool withRefresh)
{
    QStringList allowed = QString::fromLatin1(clerk ? kClerkScopes : kDeviceScopes).split(u' ');
    if (clerk && (clerk->roles.contains(u"approver"_s) || clerk->roles.contains(u"acceptor"_s) || clerk->roles.contains(u"lead"_s)))
        allowed << QString::fromLatin1(kOfficerScope);
    QStringList scopes = allowed;
    if (!wantedScopes.isEmpty()) {
        scopes.clear();
        for (const QString &wanted : wantedScopes.split(u' ', Qt::SkipEmptyParts))
            if (allowed.contains(wanted))
                scopes << wanted;
        if (scopes.isEmpty())
            return oauthError(400, "invalid_scope");
    }
    const qint64 now = m_clock.wallMs();
    QJsonObject who{{u"env"_s, m_environment}, {u"cid"_s, uuidText(clientId)}, {u"site"_s, site}, {u"win"_s, window}};
    if (clerk) {
        who.insert(u"clk"_s, clerk->clerkId);
        who.insert(u"roles"_s, QJsonArray::fromStringList(clerk->roles));
        who.insert(u"items"_s, QJsonArray::fromStringList(clerk->items));
    }
    QJsonObject access = who;
    access.insert(u"scp"_s, QJsonArray::fromStringList(scopes));
    access.insert(u"exp"_s, now + kAccessMs);
    access.insert(u"fam"_s, family);

    platform::TokenAnswer answer;
    answer.accessToken = QString::fromLatin1(m_vault.protect("token", compact(access)));
    answer.tokenType = u"Bearer"_s;
    answer.expiresIn = int(kAccessMs / 1000);
    answer.scope = scopes.join(u' ');
    if (withRefresh && clerk) {
        answer.refreshToken = QString::fromLatin1(crypto::base64Url(crypto::randomBytes(32)));
        m_db.write([&](Connection &db) {
            db.run("INSERT INTO refresh_token VALUES(?,?,?,?,?,?,0)",
                   {m_vault.mac("refresh", answer.refreshToken.toUtf8()), family, clientId.toRfc4122(), clerk->clerkId, answer.scope, now + kRefreshMs});
            return true;
        });
        QJsonObject ticket = who;
        ticket.insert(u"iat"_s, now);
        ticket.insert(u"exp"_s, now + platform::limit::kTicketMaxMs);
        answer.actorTicket = QString::fromLatin1(m_vault.protect("ticket", compact(ticket)));
        answer.actorTicketExpiresIn = int(platform::limit::kTicketMaxMs / 1000);
    }
    Answer out = typedAnswer(200, answer);
    out.with("Cache-Control", "no-store");
    return out;
}

Answer Identity::revoke(const Request &request)
{
    bool doubled = false;
    const QHash<QString, QString> form = formOf(request.body, &doubled);
    if (doubled || !form.contains(u"token"_s))
        return oauthError(400, "invalid_request");
    const QString text = form.value(u"token"_s);
    QString family;
    if (const auto payload = m_vault.unprotect("token", text.toLatin1()))
        family = QJsonDocument::fromJson(*payload).object().value(u"fam").toString();
    m_db.write([&](Connection &db) {
        if (family.isEmpty())
            if (const auto row = db.row("SELECT family FROM refresh_token WHERE digest=?", {m_vault.mac("refresh", text.toUtf8())}))
                family = row->first().toString();
        if (!family.isEmpty())
            db.run("INSERT INTO revoked_family VALUES(?,?) ON CONFLICT DO NOTHING", {family, m_clock.wallMs()});
        return true;
    });
    Answer answer;      // revoked and unknown look the same (RFC 7009)
    answer.with("Cache-Control", "no-store");
    return answer;
}

Answer Identity::enrol(const Request &request)
{
    const auto body = platform::decode<platform::EnrolClientRequest>(request.body, platform::Wire::Request);
    if (!body)
        return problemAnswer(bodyProblem(body.error()));
    const auto key = crypto::VerifyKey::fromJwk(body->publicKey);
    if (!key)
        return problemAnswer(ProblemCode::BodyInvalid, u"publicKey"_s);
    platform::EnrolClientAnswer answer;
    answer.clientId = makeUuidV7();
    m_db.write([&](Connection &db) {
        const auto row = db.row("UPDATE enrolment SET used=1 WHERE digest=? AND used=0 RETURNING site, window_no",
                                {m_vault.mac("enrolment", body->enrolmentCode.toUtf8())});
        if (!row)
            return false;
        answer.siteCode = row->at(0).toString();
        answer.windowNo = row->at(1).toString();
        db.run("INSERT INTO client VALUES(?,?,?,?,NULL,?,0)",
               {answer.clientId.toRfc4122(), answer.siteCode, answer.windowNo, body->label, QString::fromUtf8(compact(key->jwk()))});
        return true;
    });
    if (answer.siteCode.isEmpty())
        return problemAnswer(ProblemCode::NotFound, u"enrolment code unknown or used"_s);
    return typedAnswer(201, answer);
}

Answer Identity::me(const Request &request)
{
    const Principal &principal = request.principal;
    platform::Me me;
    if (const auto who = principal.clerkId.isEmpty() ? std::nullopt : clerk(principal.clerkId))
        me = {who->clerkId, who->name, who->roles, who->siteCode, principal.windowNo, who->items, principal.scopes};
    else
        me = {uuidText(principal.clientId), {}, {}, principal.siteCode, principal.windowNo, {}, principal.scopes};
    return typedAnswer(200, me);
}

Identity::Admission Identity::admit(const QByteArray &authorization, QByteArrayView scopes)
{
    if (scopes.isEmpty())
        return {};
    if (!authorization.startsWith("Bearer "))
        return {{}, ProblemCode::TokenMissing};
    const QByteArray text = authorization.sliced(7).trimmed();
    const QString claimed = claimedEnvironment(text);
    if (!claimed.isEmpty() && claimed != m_environment)
        return {{}, ProblemCode::EnvironmentMismatch};
    const auto payload = m_vault.unprotect("token", text);
    if (!payload)
        return {{}, ProblemCode::TokenExpired};      // edited, foreign or of an older key: a new token is the cure
    const QJsonObject token = QJsonDocument::fromJson(*payload).object();
    if (token.value(u"exp").toInteger() <= m_clock.wallMs())
        return {{}, ProblemCode::TokenExpired};
    Principal principal{uuidFromCanonicalText(token.value(u"cid").toString()), token.value(u"clk").toString(), token.value(u"site").toString(),
                        token.value(u"win").toString(), texts(token.value(u"scp")), texts(token.value(u"roles")), texts(token.value(u"items")),
                        token.value(u"fam").toString()};
    if (!principal.family.isEmpty()) {
        bool revoked = false;
        m_db.read([&](Connection &db) { revoked = db.row("SELECT 1 FROM revoked_family WHERE family=?", {principal.family}).has_value(); });
        if (revoked)
            return {{}, ProblemCode::TokenRevoked};
    }
    if (scopes != QByteArrayView("*")) {
        bool covered = false;
        const QList<QByteArray> wanted = scopes.toByteArray().split(' ');
        for (const QByteArray &scope : wanted)
            covered = covered || principal.scopes.contains(QString::fromLatin1(scope));
        if (!covered)
            return {{}, ProblemCode::ScopeDenied};
    }
    return {principal, {}};
}

std::optional<Ticket> Identity::ticket(const QByteArray &text, const QUuid &clientId, qint64 actedMs, bool *foreign) const
{
    const QString claimed = claimedEnvironment(text);
    *foreign = !claimed.isEmpty() && claimed != m_environment;
    const auto payload = *foreign ? std::nullopt : m_vault.unprotect("ticket", text);
    if (!payload)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(*payload).object();
    const Ticket ticket{object.value(u"clk").toString(), object.value(u"site").toString(), object.value(u"win").toString(),
                        uuidFromCanonicalText(object.value(u"cid").toString()), texts(object.value(u"roles")), texts(object.value(u"items")),
                        object.value(u"iat").toInteger(), object.value(u"exp").toInteger()};
    if (ticket.clientId != clientId || actedMs < ticket.issuedMs - kSkewMs || actedMs > ticket.expiresMs)
        return {};
    return ticket;
}

} // namespace zc::refplatform
