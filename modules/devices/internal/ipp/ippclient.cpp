#include "ippclient.h"

#include <chrono>

namespace zc::devices::ipp {

using namespace Qt::StringLiterals;

namespace {

constexpr double kSliceS = 0.02;
constexpr int kConnectSliceMs = 250;            // libcups looks at its cancel flag that often while it connects
constexpr int kIppPort = 631;
constexpr qsizetype kPieceBytes = 64 * 1024;

qint64 steadyNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Fault fault(FaultClass cls, const QString &code, bool retryable = false)
{
    return {cls, {}, code, retryable};
}

Fault faultOf(ipp_status_t status)
{
    const QString code = QString::fromLatin1(::ippErrorString(status));
    switch (status) {
    case IPP_STATUS_ERROR_FORBIDDEN:
    case IPP_STATUS_ERROR_NOT_AUTHENTICATED:
    case IPP_STATUS_ERROR_NOT_AUTHORIZED: return fault(FaultClass::Denied, code);
    case IPP_STATUS_ERROR_NOT_FOUND:
    case IPP_STATUS_ERROR_GONE: return fault(FaultClass::NoDevice, code, true);
    case IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED:
    case IPP_STATUS_ERROR_DOCUMENT_FORMAT_ERROR:
    case IPP_STATUS_ERROR_DOCUMENT_UNPRINTABLE:
    case IPP_STATUS_ERROR_REQUEST_ENTITY: return fault(FaultClass::MediaRejected, code);
    case IPP_STATUS_ERROR_ATTRIBUTES_OR_VALUES:
    case IPP_STATUS_ERROR_CONFLICTING:
    case IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED:
    case IPP_STATUS_ERROR_NOT_POSSIBLE: return fault(FaultClass::Unsupported, code);
    case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS:
    case IPP_STATUS_ERROR_BUSY: return fault(FaultClass::Busy, code, true);
    case IPP_STATUS_ERROR_SERVICE_UNAVAILABLE: return fault(FaultClass::NoDevice, code, true);
    default: break;
    }
    return fault(status >= IPP_STATUS_ERROR_INTERNAL ? FaultClass::DeviceFault : FaultClass::Protocol, code);
}

QByteArray withPort(const QUrl &address)
{
    QUrl url = address;
    if (url.port() < 0)
        url.setPort(kIppPort);
    return url.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
}

struct AddressListDeleter {
    void operator()(http_addrlist_t *list) const { ::httpAddrFreeList(list); }
};
using AddressList = std::unique_ptr<http_addrlist_t, AddressListDeleter>;

// Of addresses in figures: this asks nobody.
AddressList listOf(const QStringList &addresses, int port)
{
    http_addrlist_t *first = nullptr;
    http_addrlist_t **end = &first;
    for (const QString &address : addresses) {
        *end = ::httpAddrGetList(address.toLatin1().constData(), AF_UNSPEC, QByteArray::number(port).constData());
        while (*end)
            end = &(*end)->next;
    }
    return AddressList(first);
}

} // namespace

IppClient::IppClient(const QUrl &address, std::shared_ptr<HostLookup> host)
    : m_address(address), m_host(std::move(host)), m_uri(withPort(address)), m_resource(address.path(QUrl::FullyEncoded).isEmpty() ? QByteArray("/") : address.path(QUrl::FullyEncoded).toLatin1())
{
    // Without this libcups would ask for a password on the terminal.
    ::cupsSetPasswordCB2([](const char *, http_t *, const char *, const char *, void *) -> const char * { return nullptr; }, nullptr);
    ::cupsSetUser("zongchuang");
}

IppClient::~IppClient() { drop(); }

void IppClient::drop()
{
    if (m_http)
        ::httpClose(m_http);
    m_http = nullptr;
}

// Between two slices of waiting; 0 gives up.
int IppClient::onTimeout(http_t *, void *self)
{
    const auto *client = static_cast<IppClient *>(self);
    return steadyNs() < client->m_untilNs && !(client->m_job && client->m_job->stopRequested());
}

bool IppClient::connect(JobContext *job, int ms)
{
    if (m_http)
        return true;
    const bool secure = m_address.scheme() == u"ipps";
    const QByteArray host = m_address.host().toLatin1();
    const int port = m_address.port(kIppPort);
    m_untilNs = steadyNs() + qint64(ms) * 1'000'000;
    // libcups would look the name up by itself, and come back when the name server does.
    const auto found = m_host->find(ms, [job] { return job && job->stopRequested(); });
    const AddressList addresses = listOf(found.value_or(QStringList()), port);
    while (addresses && !m_http && steadyNs() < m_untilNs && !(job && job->stopRequested())) {
        int cancel = 0;
        m_http = ::httpConnect2(host.constData(), port, addresses.get(), AF_UNSPEC, secure ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1,
                                qMin(ms, kConnectSliceMs), &cancel);
        if (!m_http && errno != EAGAIN && errno != ETIMEDOUT && errno != EINPROGRESS)
            break;                      // refused: nobody is there
    }
    if (m_http)
        ::httpSetTimeout(m_http, kSliceS, onTimeout, this);
    return m_http;
}

Message IppClient::request(ipp_op_t operation) const
{
    Message made(::ippNewRequest(operation));
    ::ippAddString(made.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, m_uri.constData());
    ::ippAddString(made.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, "zongchuang");
    return made;
}

IppClient::Answer IppClient::ask(Message request, const QByteArray &document, JobContext *job, int ms)
{
    if (job)
        ms = qMin(ms, job->remainingMs());
    m_job = job;
    m_reached = connect(job, ms);
    const auto over = [&](bool sent) -> Answer {
        drop();
        if (job && job->stopRequested())
            return {nullptr, fault(FaultClass::Cancelled, {})};
        if (!m_reached)
            return {nullptr, fault(FaultClass::NoDevice, {}, true)};
        const bool late = steadyNs() >= m_untilNs;
        return {nullptr, fault(late ? FaultClass::Timeout : FaultClass::Transport, sent ? u"sent"_s : QString(), true)};
    };
    if (!m_reached)
        return over(false);
    m_untilNs = steadyNs() + qint64(qMax(1, ms)) * 1'000'000;
    const size_t length = ::ippLength(request.get()) + size_t(document.size());
    http_status_t status = ::cupsSendRequest(m_http, request.get(), m_resource.constData(), length);
    bool sent = false;
    if (status == HTTP_STATUS_CONTINUE) {
        for (qsizetype at = 0; at < document.size() && status == HTTP_STATUS_CONTINUE; at += kPieceBytes) {
            sent = true;
            status = ::cupsWriteRequestData(m_http, document.constData() + at, size_t(qMin(kPieceBytes, document.size() - at)));
            if (!onTimeout(m_http, this))
                return over(sent);
        }
    } else {
        return over(false);
    }
    Message answer(::cupsGetResponse(m_http, m_resource.constData()));
    const int http = ::httpGetStatus(m_http);
    if (!answer) {
        if (http == HTTP_STATUS_UNAUTHORIZED || http == HTTP_STATUS_FORBIDDEN || http == HTTP_STATUS_CUPS_AUTHORIZATION_CANCELED) {
            drop();
            return {nullptr, fault(FaultClass::Denied, u"HTTP %1"_s.arg(http))};
        }
        if (http == HTTP_STATUS_NOT_FOUND) {
            drop();
            return {nullptr, fault(FaultClass::NoDevice, u"HTTP 404"_s, true)};
        }
        return over(sent);
    }
    const ipp_status_t said = ::ippGetStatusCode(answer.get());
    if (said > IPP_STATUS_OK_EVENTS_COMPLETE)
        return {nullptr, faultOf(said)};
    return {std::move(answer), {}};
}

QStringList IppClient::words(ipp_t *message, const char *attribute)
{
    QStringList list;
    ipp_attribute_t *found = ::ippFindAttribute(message, attribute, IPP_TAG_ZERO);
    for (int i = 0; found && i < ::ippGetCount(found); ++i)
        if (const char *text = ::ippGetString(found, i, nullptr))
            list << QString::fromUtf8(text);
    return list;
}

int IppClient::number(ipp_t *message, const char *attribute, int fallback)
{
    ipp_attribute_t *found = ::ippFindAttribute(message, attribute, IPP_TAG_ZERO);
    if (!found)
        return fallback;
    if (::ippGetValueTag(found) == IPP_TAG_RANGE) {
        int upper = fallback;
        ::ippGetRange(found, 0, &upper);
        return upper;
    }
    return ::ippGetValueTag(found) == IPP_TAG_BOOLEAN ? ::ippGetBoolean(found, 0) : ::ippGetInteger(found, 0);
}

} // namespace zc::devices::ipp
