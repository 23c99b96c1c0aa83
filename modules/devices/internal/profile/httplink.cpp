#include "links.h"

#include "internal/core/courier.h"

#include <QThread>

#include <deque>

namespace zc::devices::profile {

using namespace Qt::StringLiterals;

namespace {

constexpr int kConnectMs = 3000;

// What an answer without a message means.
Fault terminalFault(int status)
{
    const QString code = u"HTTP %1"_s.arg(status);
    if (status == 401 || status == 403)
        return {FaultClass::Denied, {}, code, false};
    if (status == 409 || status == 423 || status == 429 || status == 503)
        return {FaultClass::Busy, {}, code, true};
    return {status >= 500 ? FaultClass::DeviceFault : FaultClass::Protocol, {}, code, false};
}

// A terminal with a small web server. Each request brings its answer at once; what the applicant does is polled for.
class HttpTerminalLink final : public TerminalLink {
public:
    HttpTerminalLink(const net::OriginPolicy &origin, const std::shared_ptr<HostLookup> &host, QByteArray root, const TerminalProfile &profile)
        : m_courier(origin, host), m_root(std::move(root)), m_json(profile.format == TerminalProfile::Format::Json),
          m_answerMs(1000 * (profile.cls == DeviceClass::QueueCaller ? profile.timeoutS : profile.acceptS)) {}

    std::optional<Fault> send(const TerminalRequest &message, JobContext &context) override
    {
        net::Request request;
        request.method = message.method == "GET" ? net::Method::Get : net::Method::Post;
        request.url = m_courier.urlFor(m_root + message.path);
        request.body = message.body;
        if (!message.body.isEmpty())
            request.headers.add("Content-Type", m_json ? "application/json" : "text/plain; charset=utf-8");
        request.totalTimeoutMs = m_answerMs;
        request.connectTimeoutMs = kConnectMs;
        request.answerLimit = kLongestTerminalMessage;
        request.freshConnection = request.method == net::Method::Post;          // an applicant is asked once
        const auto answer = m_courier.ask(request, &context);
        if (!answer.ok())
            return broken(answer.error(), context);
        if (answer->status < 200 || answer->status > 299)
            return terminalFault(answer->status);
        if (!answer->body.trimmed().isEmpty())
            m_heard.push_back(answer->body.trimmed());
        return std::nullopt;
    }

    Heard next(int waitMs, JobContext &) override
    {
        if (m_heard.empty()) {
            QThread::msleep(ulong(qMax(0, waitMs)));
            return {};
        }
        Heard heard{Heard::Kind::Message, std::move(m_heard.front())};
        m_heard.pop_front();
        return heard;
    }

    void forget(JobContext &) override { m_heard.clear(); }
    bool isOpen() override { return !m_gone; }

private:
    std::optional<Fault> broken(const Error &error, JobContext &context)
    {
        if (context.stopRequested())
            return Fault{FaultClass::Cancelled, {}, {}, false};
        if (context.remainingMs() <= 0 || error.kind == ErrorKind::Timeout)
            return Fault{FaultClass::Timeout, {}, error.code, true};
        if (error.kind == ErrorKind::Denied)
            return Fault{FaultClass::Denied, {}, error.code, false};
        m_gone = error.kind == ErrorKind::Offline;
        return Fault{FaultClass::Transport, {}, error.code, true};
    }

    Courier m_courier;
    const QByteArray m_root;
    const bool m_json;
    const int m_answerMs;
    std::deque<QByteArray> m_heard;
    bool m_gone = false;
};

} // namespace

std::unique_ptr<TerminalLink> makeHttpLink(const net::OriginPolicy &origin, const std::shared_ptr<HostLookup> &host, const QByteArray &root, const TerminalProfile &profile)
{
    return std::make_unique<HttpTerminalLink>(origin, host, root, profile);
}

} // namespace zc::devices::profile
