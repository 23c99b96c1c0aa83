#include "internal/easyhandle.h"

#include <base/crashpoint.h>

#include <QFile>
#include <QUrl>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace zc::net {
using namespace Qt::StringLiterals;
namespace {

constexpr qsizetype kHeaderLimit = 64 * 1024;
constexpr long kTcpUserTimeoutMs = 30'000;
constexpr qsizetype kExpectAbove = 1024 * 1024;
// The server keeps an idle connection 5 s; ours is given up earlier, so a dying one is rarely picked.
constexpr long kIdleConnectionSeconds = 4;

bool isLoopback(const curl_sockaddr &address)
{
    if (address.family == AF_INET) {
        const auto *v4 = reinterpret_cast<const sockaddr_in *>(&address.addr);
        return (ntohl(v4->sin_addr.s_addr) >> 24) == 127;
    }
    if (address.family == AF_INET6) {
        const auto *v6 = reinterpret_cast<const sockaddr_in6 *>(&address.addr);
        return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
    }
    return false;
}

Error failure(ErrorKind kind, const QString &code, CURLcode cause)
{
    return Error{kind, code, u"curl %1"_s.arg(int(cause))};
}

} // namespace

EasyHandle::EasyHandle(const Request &request, const OriginPolicy &origin, const TlsPolicy &tls)
    : m_request(request), m_origin(origin), m_curl(curl_easy_init())
{
    if (!m_curl)
        return;
    CURL *c = m_curl;
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, m_message);
    curl_easy_setopt(c, CURLOPT_URL, request.url.constData());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_PROXY, "");                  // an empty name also switches the environment's proxies off
    curl_easy_setopt(c, CURLOPT_NETRC, long(CURL_NETRC_IGNORED));
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_HTTP09_ALLOWED, 0L);
    curl_easy_setopt(c, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, long(request.connectTimeoutMs));
    if (request.totalTimeoutMs > 0) {
        curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, long(request.totalTimeoutMs));
    } else {
        curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 100L);
        curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, 30L);
    }
    curl_easy_setopt(c, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(c, CURLOPT_MAXAGE_CONN, kIdleConnectionSeconds);
    curl_easy_setopt(c, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!tls.caFile.isEmpty())
        curl_easy_setopt(c, CURLOPT_CAINFO, QFile::encodeName(tls.caFile).constData());
    if (!tls.clientCert.isEmpty()) {
        curl_easy_setopt(c, CURLOPT_SSLCERT, QFile::encodeName(tls.clientCert).constData());
        curl_easy_setopt(c, CURLOPT_SSLKEY, QFile::encodeName(tls.clientKey).constData());
    }
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, &EasyHandle::onBody);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, &EasyHandle::onHeader);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, &EasyHandle::onSocket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, this);
    setMethod();
    setHeaders();
    setAddresses();
}

EasyHandle::~EasyHandle()
{
    if (m_curl)
        curl_easy_cleanup(m_curl);
    curl_slist_free_all(m_headers);
    curl_slist_free_all(m_addresses);
}

void EasyHandle::setMethod()
{
    CURL *c = m_curl;
    bool fresh = m_request.freshConnection;
    if (m_request.method == Method::Get) {
        curl_easy_setopt(c, CURLOPT_HTTPGET, 1L);
    } else if (m_request.method == Method::Head) {
        curl_easy_setopt(c, CURLOPT_NOBODY, 1L);
    } else {
        // One path for every writing method: the body comes through a reader that cannot be rewound, so a second
        // sending by libcurl ends in an error. Without a body there is nothing to rewind; a fresh connection is never resent.
        curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, methodName(m_request.method).constData());
        curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE, curl_off_t(m_request.body.size()));
        curl_easy_setopt(c, CURLOPT_READFUNCTION, &EasyHandle::onRead);
        curl_easy_setopt(c, CURLOPT_READDATA, this);
        curl_easy_setopt(c, CURLOPT_SEEKFUNCTION, &EasyHandle::onSeek);
        curl_easy_setopt(c, CURLOPT_SEEKDATA, this);
        fresh = fresh || m_request.body.isEmpty();
    }
    if (fresh)
        curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, 1L);
}

void EasyHandle::setHeaders()
{
    for (const Headers::Line &line : m_request.headers.lines()) {
        // libcurl drops a header without a value unless it is written with a semicolon.
        const QByteArray text = line.value.isEmpty() ? line.name + ';' : line.name + ": " + line.value;
        m_headers = curl_slist_append(m_headers, text.constData());
    }
    if (m_request.body.size() <= kExpectAbove)
        m_headers = curl_slist_append(m_headers, "Expect:");
    m_headers = curl_slist_append(m_headers, "Accept-Encoding: identity");
    curl_easy_setopt(m_curl, CURLOPT_HTTPHEADER, m_headers);
}

// "+host:port:address,address": known for as long as libcurl would believe its own lookup.
void EasyHandle::setAddresses()
{
    QStringList usable;
    for (const QString &address : m_request.addresses)
        if (!address.contains(u'%'))             // libcurl takes no scope here
            usable << (address.contains(u':') ? u'[' + address + u']' : address);
    if (usable.isEmpty())
        return;
    const QUrl url = QUrl::fromEncoded(m_request.url);
    const QString entry = u"+%1:%2:%3"_s.arg(url.host(QUrl::FullyEncoded)).arg(url.port(url.scheme() == u"https" ? 443 : 80)).arg(usable.join(u','));
    m_addresses = curl_slist_append(nullptr, entry.toLatin1().constData());
    curl_easy_setopt(m_curl, CURLOPT_RESOLVE, m_addresses);
}

size_t EasyHandle::onBody(char *data, size_t size, size_t count, void *self)
{
    auto *me = static_cast<EasyHandle *>(self);
    const auto bytes = qsizetype(size) * qsizetype(count);
    if (me->m_response.body.size() + bytes > me->m_request.answerLimit) {
        me->m_tooBig = true;
        return CURL_WRITEFUNC_ERROR;
    }
    me->m_response.body.append(data, bytes);
    return size * count;
}

size_t EasyHandle::onHeader(char *data, size_t size, size_t count, void *self)
{
    auto *me = static_cast<EasyHandle *>(self);
    me->m_headerBytes += qsizetype(size * count);
    if (me->m_headerBytes > kHeaderLimit) {
        me->m_tooBig = true;
        return CURL_WRITEFUNC_ERROR;
    }
    const QByteArray line = QByteArray(data, qsizetype(size * count)).trimmed();
    if (line.startsWith("HTTP/")) {
        if (me->m_request.marksCrashPoints)
            crashPoint("answer.head");
        me->m_response.headers = {};              // an interim answer (100 Continue) came before this one
        return size * count;
    }
    if (const qsizetype colon = line.indexOf(':'); colon > 0)
        me->m_response.headers.add(line.left(colon).trimmed(), line.mid(colon + 1).trimmed());
    return size * count;
}

size_t EasyHandle::onRead(char *data, size_t size, size_t count, void *self)
{
    auto *me = static_cast<EasyHandle *>(self);
    if (me->m_request.marksCrashPoints && me->m_sent == 0)
        crashPoint("send.first");
    const auto bytes = std::min<qsizetype>(qsizetype(size * count), me->m_request.body.size() - me->m_sent);
    std::copy_n(me->m_request.body.constData() + me->m_sent, bytes, data);
    me->m_sent += bytes;
    return size_t(bytes);
}

int EasyHandle::onSeek(void *self, curl_off_t offset, int)
{
    const auto *me = static_cast<EasyHandle *>(self);
    return offset == 0 && me->m_sent == 0 ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
}

curl_socket_t EasyHandle::onSocket(void *self, curlsocktype purpose, curl_sockaddr *address)
{
    auto *me = static_cast<EasyHandle *>(self);
    if (purpose != CURLSOCKTYPE_IPCXN || (me->m_origin.loopbackRequired() && !isLoopback(*address))) {
        me->m_foreignSocket = true;
        return CURL_SOCKET_BAD;
    }
    const int fd = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (fd >= 0) {
        const unsigned int timeout = kTcpUserTimeoutMs;
        ::setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout, sizeof timeout);
    }
    return fd;
}

void EasyHandle::noteProgress()
{
    if (!m_request.marksCrashPoints || m_allSent || m_request.body.isEmpty())
        return;
    curl_off_t sent = 0;
    curl_easy_getinfo(m_curl, CURLINFO_SIZE_UPLOAD_T, &sent);
    if (sent < m_request.body.size())
        return;
    m_allSent = true;
    crashPoint("send.last");
}

Result<Response> EasyHandle::finish(CURLcode code)
{
    if (code == CURLE_OK && m_request.marksCrashPoints)
        crashPoint("answer.body");
    if (m_tooBig)
        return failure(ErrorKind::Corrupt, u"NET-ANSWER-SIZE"_s, code);
    if (m_foreignSocket)
        return failure(ErrorKind::Denied, u"NET-ADDRESS"_s, code);
    switch (code) {
    case CURLE_OK: break;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT: return failure(ErrorKind::Offline, u"NET-OFFLINE"_s, code);
    case CURLE_OPERATION_TIMEDOUT: return failure(ErrorKind::Timeout, u"NET-TIMEOUT"_s, code);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR: return failure(ErrorKind::Denied, u"NET-TLS"_s, code);
    case CURLE_URL_MALFORMAT: return failure(ErrorKind::Invalid, u"NET-REQUEST"_s, code);
    case CURLE_PARTIAL_FILE:
    case CURLE_UNSUPPORTED_PROTOCOL:      // an answer without a status line; the request's own scheme was checked before
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING: return failure(ErrorKind::Corrupt, u"NET-ANSWER"_s, code);
    default: return failure(ErrorKind::Offline, u"NET-RESET"_s, code);
    }
    long status = 0;
    curl_easy_getinfo(m_curl, CURLINFO_RESPONSE_CODE, &status);
    m_response.status = int(status);
    curl_off_t micros = 0;
    curl_easy_getinfo(m_curl, CURLINFO_TOTAL_TIME_T, &micros);
    m_response.elapsedMs = micros / 1000;
    const QByteArray encoding = m_response.headers.single("Content-Encoding");
    if (m_response.headers.has("Content-Encoding") && encoding.compare("identity", Qt::CaseInsensitive) != 0)
        return failure(ErrorKind::Corrupt, u"NET-ANSWER"_s, code);
    m_response.framed = m_response.headers.has("Content-Length") || m_response.headers.has("Transfer-Encoding")
        || m_request.method == Method::Head || status == 204 || status == 304;
    return std::move(m_response);
}

} // namespace zc::net
