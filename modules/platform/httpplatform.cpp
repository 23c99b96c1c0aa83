#include "httpplatform.h"

#include "internal/answercheck.h"

#include <base/uuid.h>
#include <net/tusupload.h>
#include <platform/codec.h>
#include <platform/contract.h>
#include <platform/problem.h>

#include <QUrl>

namespace zc::platform {
namespace {

using namespace Qt::StringLiterals;
using net::Method;

// A token is renewed this long before it ends, so that it does not end on the way.
constexpr qint64 kRenewBeforeMs = 60'000;

struct Session {
    QByteArray accessToken;
    QString refreshToken;
    qint64 validUntilBootMs = 0;
};

using Form = QList<QPair<QString, QString>>;

QByteArray encodeForm(const Form &form)
{
    QByteArray body;
    for (const auto &[name, value] : form) {
        body += QByteArray(body.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return body;
}

std::optional<Method> methodFromName(QByteArrayView name)
{
    for (const Method method : {Method::Put, Method::Patch, Method::Post, Method::Delete}) {
        if (name == net::methodName(method))
            return method;
    }
    return {};
}

bool isTokenFault(const Error &error)
{
    return error.code == u"PLT-TOKEN-EXPIRED" || error.code == u"PLT-TOKEN-MISSING" || error.code == u"PLT-TOKEN-REVOKED";
}

} // namespace

struct HttpPlatform::Private {
    HttpPlatformOptions options;
    const Clock &clock;
    net::HttpClient http;
    net::TusUpload tus;
    net::Cancel cancel;
    Session desk, clerk;
    bool environmentChecked = false;

    Private(const HttpPlatformOptions &o, const Clock &c, const net::OriginPolicy &origin)
        : options(o), clock(c), http(origin, o.tls), tus(http, [this](net::Headers &headers) { authorize(headers, desk); })
    {
    }

    static void authorize(net::Headers &headers, const Session &session)
    {
        headers.add("Authorization", "Bearer " + session.accessToken);
    }

    net::Request request(Method method, const QByteArray &path) const
    {
        net::Request request;
        request.method = method;
        request.url = http.urlFor(path);
        request.totalTimeoutMs = options.timeoutMs;
        request.answerLimit = limit::kAnswerBytes;
        request.headers.add("Accept", "application/json, application/problem+json");
        return request;
    }

    Result<QByteArray> read(const net::Request &request)
    {
        auto response = http.execute(request, cancel);
        return response ? internal::checkRead(*response) : Result<QByteArray>(response.error());
    }

    Result<Capabilities> readCapabilities()
    {
        auto body = read(request(Method::Get, "/v1/capabilities"));
        if (!body)
            return body.error();
        auto answer = decode<Capabilities>(*body, Wire::Answer);
        if (!answer)
            return Error{ErrorKind::Corrupt, u"PLT-FOREIGN"_s, answer.error().detail};
        if (answer->environment != options.environment)
            return errorOf(makeProblem(ProblemCode::EnvironmentMismatch));
        if (answer->protocol.min > kProtocolVersion || answer->protocol.max < kProtocolVersion)
            return errorOf(makeProblem(ProblemCode::UpgradeRequired));
        environmentChecked = true;
        return answer;
    }

    // Demo and production never mix: nothing else is sent before the platform has said which environment it is.
    Result<void> checkEnvironment()
    {
        if (environmentChecked)
            return {};
        const auto answer = readCapabilities();
        return answer ? Result<void>() : Result<void>(answer.error());
    }

    Result<TokenAnswer> askToken(Session &session, const Form &form)
    {
        if (const auto checked = checkEnvironment(); !checked)
            return checked.error();
        net::Request ask = request(Method::Post, "/oauth2/token");
        ask.headers.add("Content-Type", media::kForm);
        ask.body = encodeForm(form);
        auto response = http.execute(ask, cancel);
        if (!response)
            return response.error();
        if (!response->framed || !internal::isJsonType(response->headers.single("Content-Type")))
            return Error{ErrorKind::Corrupt, u"PLT-FOREIGN"_s, u"token answer, http %1"_s.arg(response->status)};
        if (response->status == 200) {
            auto token = decode<TokenAnswer>(response->body, Wire::Answer);
            if (!token)
                return Error{ErrorKind::Corrupt, u"PLT-FOREIGN"_s, token.error().detail};
            session.accessToken = token->accessToken.toLatin1();
            session.refreshToken = token->refreshToken;
            session.validUntilBootMs = clock.bootMs() + qint64(token->expiresIn) * 1000;
            return token;
        }
        session = {};
        if (const auto oauth = decode<OAuthError>(response->body, Wire::Answer))
            return Error{ErrorKind::Denied, u"PLT-LOGIN"_s, oauth->error};
        if (const auto problem = decode<Problem>(response->body, Wire::Answer))
            return errorOf(*problem);
        return Error{ErrorKind::Corrupt, u"PLT-FOREIGN"_s, u"token answer, http %1"_s.arg(response->status)};
    }

    Result<void> addDesk(Form &form) const
    {
        form.append({u"client_id"_s, uuidText(options.desk.clientId)});
        if (!options.desk.assertion) {
            form.append({u"client_secret"_s, options.desk.secret});
            return {};
        }
        const auto assertion = options.desk.assertion(http.urlFor("/oauth2/token"));
        if (!assertion)
            return assertion.error();
        form.append({u"client_assertion_type"_s, u"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"_s});
        form.append({u"client_assertion"_s, QString::fromLatin1(*assertion)});
        return {};
    }

    bool fresh(const Session &session) const
    {
        return !session.accessToken.isEmpty() && clock.bootMs() < session.validUntilBootMs - kRenewBeforeMs;
    }

    Result<void> needDesk()
    {
        if (fresh(desk))
            return {};
        Form form{{u"grant_type"_s, u"client_credentials"_s}, {u"scope"_s, u"feed catalogue ops.relay audit"_s}};
        if (const auto added = addDesk(form); !added)
            return added;
        const auto token = askToken(desk, form);
        return token ? Result<void>() : Result<void>(token.error());
    }

    Result<void> needClerk()
    {
        if (fresh(clerk))
            return {};
        if (clerk.refreshToken.isEmpty())
            return Error{ErrorKind::Denied, u"PLT-LOGIN"_s, u"no clerk session"_s};
        Form form{{u"grant_type"_s, u"refresh_token"_s}, {u"refresh_token"_s, clerk.refreshToken}};
        if (const auto added = addDesk(form); !added)
            return added;
        const auto token = askToken(clerk, form);
        return token ? Result<void>() : Result<void>(token.error());
    }

    // A reading call under a session; a token that ended early is renewed once.
    Result<QByteArray> readAs(Session &session, const net::Request &plain)
    {
        for (int round = 0;; ++round) {
            const auto ready = &session == &desk ? needDesk() : needClerk();
            if (!ready)
                return ready.error();
            net::Request request = plain;
            authorize(request.headers, session);
            auto body = read(request);
            if (body || round > 0 || !isTokenFault(body.error()))
                return body;
            session.validUntilBootMs = 0;
        }
    }

    template <class T>
    Result<T> readTypedAs(Session &session, const net::Request &request)
    {
        auto body = readAs(session, request);
        if (!body)
            return body.error();
        auto value = decode<T>(*body, Wire::Answer);
        return value ? value : Result<T>(Error{ErrorKind::Corrupt, u"PLT-FOREIGN"_s, value.error().detail});
    }

    net::Request jsonRequest(Method method, const QByteArray &path, const QByteArray &body) const
    {
        net::Request ask = request(method, path);
        ask.headers.add("Content-Type", media::kJson);
        ask.headers.add(header::kContentDigest, contentDigest(body));
        ask.body = body;
        return ask;
    }
};

PlatformClient::~PlatformClient() = default;

HttpPlatform::HttpPlatform(std::unique_ptr<Private> d) : m_d(std::move(d)) { }
HttpPlatform::~HttpPlatform() = default;

Result<std::unique_ptr<HttpPlatform>> HttpPlatform::create(const HttpPlatformOptions &options, const Clock &clock)
{
    const bool real = options.environment == u"production";
    auto origin = real ? net::OriginPolicy::only(options.origin) : net::OriginPolicy::loopbackOnly(options.origin);
    if (!origin)
        return origin.error();
    return std::unique_ptr<HttpPlatform>(new HttpPlatform(std::make_unique<Private>(options, clock, *origin)));
}

void HttpPlatform::setCancel(const net::Cancel &cancel) { m_d->cancel = cancel; }

Result<EnrolClientAnswer> HttpPlatform::enrol(const EnrolClientRequest &request)
{
    if (const auto checked = m_d->checkEnvironment(); !checked)
        return checked.error();
    auto body = m_d->read(m_d->jsonRequest(Method::Post, "/v1/clients", encode(request)));
    if (!body)
        return body.error();
    return decode<EnrolClientAnswer>(*body, Wire::Answer);
}

Result<Capabilities> HttpPlatform::capabilities() { return m_d->readCapabilities(); }

Result<TimeProbe> HttpPlatform::time()
{
    if (const auto checked = m_d->checkEnvironment(); !checked)
        return checked.error();
    const qint64 before = m_d->clock.bootMs();
    auto body = m_d->read(m_d->request(Method::Get, "/v1/time"));
    if (!body)
        return body.error();
    const auto answer = decode<TimeAnswer>(*body, Wire::Answer);
    if (!answer)
        return Error{ErrorKind::Corrupt, u"PLT-FOREIGN"_s, answer.error().detail};
    return TimeProbe{answer->serverTimeMs, m_d->clock.bootMs() - before};
}

Result<TokenAnswer> HttpPlatform::loginClerk(const QString &name, const QString &password)
{
    Form form{{u"grant_type"_s, u"password"_s}, {u"username"_s, name}, {u"password"_s, password}};
    if (const auto added = m_d->addDesk(form); !added)
        return added.error();
    return m_d->askToken(m_d->clerk, form);
}

Result<Me> HttpPlatform::me() { return m_d->readTypedAs<Me>(m_d->clerk, m_d->request(Method::Get, "/v1/me")); }

OperationAnswer HttpPlatform::send(const FrozenOperation &operation)
{
    const auto method = methodFromName(operation.method);
    const auto notSent = [](const Error &why) {
        OperationAnswer answer;
        answer.why = why;
        return answer;
    };
    if (!method)
        return notSent({ErrorKind::Invalid, u"PLT-BODY"_s, u"method"_s});
    for (int round = 0;; ++round) {
        if (const auto ready = m_d->needDesk(); !ready)
            return notSent(ready.error());
        net::Request request = m_d->request(*method, operation.path);
        request.body = operation.body;
        request.freshConnection = operation.once;
        request.marksCrashPoints = true;
        for (const auto &[name, value] : operation.headers)
            request.headers.add(name, value);
        if (!operation.body.isEmpty())
            request.headers.add("Content-Type", media::kJson);
        Private::authorize(request.headers, m_d->desk);
        auto response = m_d->http.execute(request, m_d->cancel);
        if (!response)
            return notSent(response.error());
        OperationAnswer answer = internal::checkOperation(operation.opId, *response);
        const bool tokenFault = answer.ours && answer.problem && isTokenFault(errorOf(*answer.problem));
        // Refused at the door and nothing recorded: the same bytes may go again under a new token, once.
        if (!tokenFault || answer.recorded || round > 0)
            return answer;
        m_d->desk.validUntilBootMs = 0;
    }
}

Result<OperationStatus> HttpPlatform::operation(const QUuid &opId, const QUuid &subject)
{
    const QString path = endpointPath("getOperation", {uuidText(opId)}) + u"?subject="_s + uuidText(subject);
    return m_d->readTypedAs<OperationStatus>(m_d->desk, m_d->request(Method::Get, path.toLatin1()));
}

Result<ListOperationsAnswer> HttpPlatform::operations(const QUuid &subject, qint64 afterSeq)
{
    const QString path = endpointPath("listOperations") + u"?subject=%1&afterSeq=%2&limit=500"_s.arg(uuidText(subject)).arg(afterSeq);
    return m_d->readTypedAs<ListOperationsAnswer>(m_d->desk, m_d->request(Method::Get, path.toLatin1()));
}

Result<OperationStatus> HttpPlatform::voidOperation(const QUuid &opId, const QUuid &subject, qint64 opSeq, qint64 epoch)
{
    net::Request request = m_d->jsonRequest(Method::Post, endpointPath("voidOperation", {uuidText(opId)}).toLatin1(),
                                            encode(VoidOperationRequest{subject}));
    request.headers.add(header::kOpSeq, QByteArray::number(opSeq));
    request.headers.add(header::kClientEpoch, QByteArray::number(epoch));
    request.freshConnection = true;
    return m_d->readTypedAs<OperationStatus>(m_d->desk, request);
}

Result<SubmissionAnswer> HttpPlatform::submission(const QUuid &caseId, int roundNo)
{
    const QString path = endpointPath("getSubmission", {uuidText(caseId), QString::number(roundNo)});
    return m_d->readTypedAs<SubmissionAnswer>(m_d->desk, m_d->request(Method::Get, path.toLatin1()));
}

Result<Case> HttpPlatform::readCase(const QUuid &caseId)
{
    return m_d->readTypedAs<Case>(m_d->clerk, m_d->request(Method::Get, endpointPath("getCase", {uuidText(caseId)}).toLatin1()));
}

Result<SearchCasesAnswer> HttpPlatform::searchCases(const SearchCasesRequest &request)
{
    return m_d->readTypedAs<SearchCasesAnswer>(m_d->desk, m_d->jsonRequest(Method::Post, "/v1/cases:search", encode(request)));
}

Result<ChangePage> HttpPlatform::changes(const QString &cursor, int limit)
{
    const QString path = endpointPath("getChanges") + u"?cursor=%1&limit=%2&wait=0"_s.arg(cursor).arg(limit);
    return m_d->readTypedAs<ChangePage>(m_d->desk, m_d->request(Method::Get, path.toLatin1()));
}

Result<GetCatalogueChangesAnswer> HttpPlatform::catalogueChanges(const QString &cursor)
{
    const QString path = endpointPath("getCatalogueChanges") + (cursor.isEmpty() ? QString() : u"?cursor="_s + cursor);
    return m_d->readTypedAs<GetCatalogueChangesAnswer>(m_d->desk, m_d->request(Method::Get, path.toLatin1()));
}

Result<QByteArray> HttpPlatform::pack(const QByteArray &packId)
{
    if (const auto ready = m_d->needDesk(); !ready)
        return ready.error();
    net::Request request = m_d->request(Method::Get, endpointPath("getPack", {QString::fromLatin1(packId)}).toLatin1());
    request.answerLimit = 64 * 1024 * 1024;
    Private::authorize(request.headers, m_d->desk);
    auto response = m_d->http.execute(request, m_d->cancel);
    if (!response)
        return response.error();
    if (response->status != 200) {
        const auto refused = internal::checkRead(*response);
        return refused ? Error{ErrorKind::Corrupt, u"PLT-FOREIGN"_s, u"pack"_s} : refused.error();
    }
    if (!contentDigestMatches(response->headers.single(header::kContentDigest), response->body))
        return Error{ErrorKind::Corrupt, u"PLT-FOREIGN"_s, u"pack digest"_s};
    return response->body;
}

Result<QByteArray> HttpPlatform::createUpload(const QUuid &attId, qint64 length, const QByteArray &sha256Hex)
{
    if (const auto ready = m_d->needDesk(); !ready)
        return ready.error();
    return m_d->tus.create(endpointPath("createUpload").toLatin1(), length,
                           {{"att_id", uuidText(attId).toLatin1()}, {"sha256", sha256Hex}}, m_d->cancel);
}

Result<qint64> HttpPlatform::uploadOffset(const QByteArray &uploadPath)
{
    if (const auto ready = m_d->needDesk(); !ready)
        return ready.error();
    return m_d->tus.offset(uploadPath, m_d->cancel);
}

Result<qint64> HttpPlatform::appendUpload(const QByteArray &uploadPath, qint64 offset, const QByteArray &piece)
{
    if (const auto ready = m_d->needDesk(); !ready)
        return ready.error();
    return m_d->tus.append(uploadPath, offset, piece, m_d->cancel);
}

} // namespace zc::platform
