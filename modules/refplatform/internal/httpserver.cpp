#include "internal/httpserver.h"

#include <base/crashpoint.h>
#include <base/logging.h>

#include <Poco/Exception.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponseImpl.h>
#include <Poco/Net/HTTPServerSession.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>

#include <QElapsedTimer>
#include <QUrlQuery>

#include <mutex>
#include <set>

ZC_LOGGING_CATEGORY(lcHttp, "refplatform.http")

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;
using platform::ProblemCode;
namespace header = platform::header;
namespace limit = platform::limit;

constexpr qint64 kDrainBytes = 256 * 1024;
constexpr int kDrainMs = 1000;

class DeskConnection;

// What the connections of one server share.
struct Shared {
    Router &router;
    const Clock &clock;
    bool admin = false;
    std::mutex mutex;
    bool stopping = false;
    std::set<DeskConnection *> idle;
};

QByteArray fromStd(const std::string &text) { return QByteArray(text.data(), qsizetype(text.size())); }

void putAnswer(Poco::Net::HTTPServerResponseImpl &response, const Answer &answer, const Clock &clock, bool head)
{
    response.setStatus(Poco::Net::HTTPResponse::HTTPStatus(answer.status));
    response.setReason(answer.status == 460 ? "Checksum Mismatch" : Poco::Net::HTTPResponse::getReasonForStatus(response.getStatus()));
    response.set(header::kServerTimeMs, std::to_string(clock.wallMs()));
    if (!answer.mediaType.isEmpty())
        response.setContentType(answer.mediaType.toStdString());
    bool digested = false;
    for (const auto &[name, value] : answer.headers) {
        response.set(name.toStdString(), value.toStdString());
        digested = digested || name == header::kContentDigest;
    }
    if (!digested && answer.streamLength < 0 && !answer.mediaType.isEmpty() && answer.status != 206)
        response.set(header::kContentDigest, platform::contentDigest(answer.body).toStdString());
    const bool bodiless = answer.status == 204 || answer.status == 304;
    if (!bodiless && !head)
        response.setContentLength64(answer.streamLength >= 0 ? answer.streamLength : answer.body.size());
    std::ostream &out = response.send();
    if (!bodiless && !head) {
        if (answer.streamLength >= 0) {
            const bool whole = answer.stream([&](QByteArrayView piece) { return bool(out.write(piece.data(), piece.size())); });
            // The promised length was not reached: only a broken connection tells that honestly.
            if (!whole)
                throw Poco::Net::NetException("content ended early");
        } else {
            out.write(answer.body.constData(), answer.body.size());
        }
    }
    out.flush();
}

// Whatever refuses an operation names it, so that the desk knows the answer for its own.
void nameOperation(Answer &answer, const Request &request)
{
    const QUuid opId = quotedUuid(request.header(header::kIdempotencyKey));
    for (const auto &[name, value] : answer.headers)
        if (name == header::kOpId)
            return;
    if (!opId.isNull())
        answer.with(header::kOpId, request.header(header::kIdempotencyKey).mid(1, 36));
}

class DeskConnection : public Poco::Net::TCPServerConnection {
public:
    DeskConnection(const Poco::Net::StreamSocket &socket, Shared &shared, Poco::Net::HTTPServerParams::Ptr params)
        : TCPServerConnection(socket), m_shared(shared), m_params(std::move(params))
    {
    }

    void run() override
    {
        Poco::Net::HTTPServerSession session(socket(), m_params);
        try {
            socket().setNoDelay(true);
            while (enterIdle()) {
                const bool more = session.hasMoreRequests();
                if (!leaveIdle() || !more)
                    break;
                if (!serve(session))
                    break;
            }
        } catch (const Poco::Exception &) {
            // The other end went away; whatever was committed is committed.
        }
        leaveIdle();
    }

    void closeIdle()
    {
        try {
            socket().shutdownReceive();
        } catch (const Poco::Exception &) {
            // Closed already.
        }
    }

private:
    bool enterIdle()
    {
        const std::lock_guard lock(m_shared.mutex);
        if (m_shared.stopping)
            return false;
        m_shared.idle.insert(this);
        return true;
    }
    bool leaveIdle()
    {
        const std::lock_guard lock(m_shared.mutex);
        m_shared.idle.erase(this);
        return !m_shared.stopping;
    }

    // One request and its answer. False = the connection ends here.
    bool serve(Poco::Net::HTTPServerSession &session)
    {
        Poco::Net::HTTPServerResponseImpl response(session);
        response.setDate(Poco::Timestamp());
        std::unique_ptr<Poco::Net::HTTPServerRequestImpl> raw;
        try {
            raw = std::make_unique<Poco::Net::HTTPServerRequestImpl>(response, session, m_params.get());
        } catch (const Poco::Net::NoMessageException &) {
            return false;
        } catch (const Poco::Net::MessageException &fault) {
            const std::string text = fault.displayText();
            const bool uri = text.find("URI") != std::string::npos, tooLong = text.find("too ") != std::string::npos;
            refuse(session, problemAnswer(uri ? ProblemCode::UriTooLong : tooLong ? ProblemCode::HeadersTooLarge : ProblemCode::HeaderInvalid));
            return false;
        } catch (const Poco::SyntaxException &) {
            refuse(session, problemAnswer(ProblemCode::HeaderInvalid, u"Content-Length"_s));
            return false;
        }
        response.setVersion(raw->getVersion());

        Request request;
        std::optional<Answer> refusal = readHead(*raw, request);
        if (refusal) {
            // A malformed head: what follows cannot be trusted to be a request.
            refusal->close = true;
        } else {
            try {
                refusal = m_shared.router.admit(request, fromStd(raw->getMethod()), m_shared.admin);
            } catch (const std::exception &fault) {
                qCWarning(lcHttp, "admission: %s", fault.what());
                refusal = problemAnswer(ProblemCode::DbUnavailable);
            }
        }
        const bool hasBody = request.contentLength > 0;
        const bool head = raw->getMethod() == "HEAD";
        if (refusal) {
            // Early: the body was not read. Answer, then take what is on its way, or a reset would eat the answer.
            nameOperation(*refusal, request);
            const bool close = refusal->close || hasBody || raw->getChunkedTransferEncoding();
            response.setKeepAlive(!close && keepAlive(*raw, session));
            putAnswer(response, *refusal, m_shared.clock, head);
            if (close)
                drain();
            return response.getKeepAlive();
        }
        if (raw->getExpectContinue())
            response.sendContinue();
        std::istream &in = raw->stream();
        request.read = [&in](char *data, qint64 size) -> qint64 {
            in.read(data, std::streamsize(size));
            return in.gcount() > 0 ? qint64(in.gcount()) : -1;
        };
        if (hasBody && !Router::streams(*request.endpoint)) {
            request.body.resize(request.contentLength);
            qint64 filled = 0;
            while (filled < request.contentLength) {
                const qint64 got = request.read(request.body.data() + filled, request.contentLength - filled);
                if (got <= 0)
                    return false;      // a short body: nothing is recorded, nobody is left to answer
                filled += got;
            }
        }
        Answer answer = m_shared.router.run(request);
        nameOperation(answer, request);
        crashPoint("srv.answered");
        // A streamed body may be refused half read.
        const bool unread = hasBody && Router::streams(*request.endpoint) && answer.status >= 400;
        response.setKeepAlive(!answer.close && !unread && keepAlive(*raw, session));
        putAnswer(response, answer, m_shared.clock, head);
        if (unread)
            drain();
        return response.getKeepAlive();
    }

    bool keepAlive(const Poco::Net::HTTPServerRequestImpl &raw, const Poco::Net::HTTPServerSession &session) const
    {
        return raw.getKeepAlive() && session.canKeepAlive();
    }

    // Headers into Qt values; names twice, both length and chunked, foreign lengths and sizes are refused.
    std::optional<Answer> readHead(const Poco::Net::HTTPServerRequestImpl &raw, Request &request) const
    {
        const QByteArray target = fromStd(raw.getURI());
        if (target.size() > limit::kUrlBytes)
            return problemAnswer(ProblemCode::UriTooLong);
        qsizetype size = 0;
        for (const auto &[name, value] : raw) {
            size += qsizetype(name.size() + value.size() + 4);
            const QByteArray key = fromStd(name).toLower();
            if (request.headers.contains(key))
                return problemAnswer(ProblemCode::HeaderInvalid, u"a header stands twice"_s);
            request.headers.insert(key, fromStd(value));
        }
        if (size > limit::kHeaderBytes)
            return problemAnswer(ProblemCode::HeadersTooLarge);
        const bool chunked = request.has("transfer-encoding"), measured = request.has("content-length");
        if (chunked && measured)
            return problemAnswer(ProblemCode::HeaderInvalid, u"both a length and chunked"_s);
        if (chunked)
            return problemAnswer(ProblemCode::LengthRequired);
        if (measured) {
            const auto length = strictInteger(request.header("content-length"), 0, (qint64(1) << 53) - 1);
            if (!length)
                return problemAnswer(ProblemCode::HeaderInvalid, u"Content-Length"_s);
            request.contentLength = *length;
        } else if (raw.getMethod() == "PUT" || raw.getMethod() == "PATCH") {
            return problemAnswer(ProblemCode::LengthRequired);
        }
        const qsizetype mark = target.indexOf('?');
        request.path = mark < 0 ? target : target.first(mark);
        if (!request.path.startsWith('/') || request.path.contains('%') || request.path.contains('\0'))
            return problemAnswer(ProblemCode::NotFound);
        if (mark >= 0) {
            const auto items = QUrlQuery(QString::fromUtf8(target.sliced(mark + 1))).queryItems(QUrl::FullyDecoded);
            for (const auto &[name, value] : items) {
                if (request.query.contains(name))
                    return problemAnswer(ProblemCode::HeaderInvalid, u"a query member stands twice"_s);
                request.query.insert(name, value);
            }
        }
        return {};
    }

    // For a head that could not be read. The response must be a new one: the other still points at the request that failed.
    void refuse(Poco::Net::HTTPServerSession &session, const Answer &answer)
    {
        Poco::Net::HTTPServerResponseImpl response(session);
        response.setDate(Poco::Timestamp());
        response.setVersion("HTTP/1.1");
        response.setKeepAlive(false);
        putAnswer(response, answer, m_shared.clock, false);
        drain();
    }

    void drain()
    {
        try {
            socket().shutdownSend();
            QElapsedTimer timer;
            timer.start();
            char buffer[16384];
            qint64 taken = 0;
            while (taken < kDrainBytes && timer.elapsed() < kDrainMs) {
                if (!socket().poll(Poco::Timespan(0, 100 * 1000), Poco::Net::Socket::SELECT_READ))
                    continue;
                const int got = socket().receiveBytes(buffer, sizeof buffer);
                if (got <= 0)
                    break;
                taken += got;
            }
        } catch (const Poco::Exception &) {
            // Gone already: nothing left to save.
        }
    }

    Shared &m_shared;
    Poco::Net::HTTPServerParams::Ptr m_params;
};

class ConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
public:
    ConnectionFactory(Shared &shared, Poco::Net::HTTPServerParams::Ptr params) : m_shared(shared), m_params(std::move(params)) {}
    Poco::Net::TCPServerConnection *createConnection(const Poco::Net::StreamSocket &socket) override
    {
        return new DeskConnection(socket, m_shared, m_params);
    }

private:
    Shared &m_shared;
    Poco::Net::HTTPServerParams::Ptr m_params;
};

} // namespace

struct HttpServer::Private {
    Shared shared;
    Settings settings;
    std::unique_ptr<Poco::ThreadPool> threads;
    std::unique_ptr<Poco::Net::TCPServer> server;
    quint16 port = 0;
};

HttpServer::HttpServer(Router &router, const Clock &clock, const Settings &settings)
    : m_d(new Private{{router, clock, settings.admin, {}, false, {}}, settings, {}, {}, 0})
{
}

HttpServer::~HttpServer() { stop(); }

bool HttpServer::start()
{
    try {
        Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
        params->setMaxThreads(m_d->settings.threads);
        params->setMaxQueued(256);
        params->setKeepAlive(true);
        params->setKeepAliveTimeout(Poco::Timespan(5, 0));
        params->setTimeout(Poco::Timespan(30, 0));
        Poco::Net::ServerSocket socket;
        // Reuse of the address after a restart, never of the port: two platforms must not share one.
        socket.bind(Poco::Net::SocketAddress(m_d->settings.host.toStdString(), m_d->settings.port), true, false);
        socket.listen(256);
        m_d->port = socket.address().port();
        m_d->threads = std::make_unique<Poco::ThreadPool>(2, m_d->settings.threads + 1);
        m_d->server = std::make_unique<Poco::Net::TCPServer>(new ConnectionFactory(m_d->shared, params), *m_d->threads, socket, params);
        m_d->server->start();
        return true;
    } catch (const Poco::Exception &) {
        m_d->server.reset();
        return false;
    }
}

void HttpServer::stop()
{
    if (!m_d->server)
        return;
    {
        const std::lock_guard lock(m_d->shared.mutex);
        m_d->shared.stopping = true;
        for (DeskConnection *connection : m_d->shared.idle)
            connection->closeIdle();
    }
    m_d->server->stop();
    m_d->threads->joinAll();
    m_d->server.reset();
}

quint16 HttpServer::port() const { return m_d->server ? m_d->port : 0; }

} // namespace zc::refplatform
