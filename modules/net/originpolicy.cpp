#include "originpolicy.h"

#include <QUrl>

#include <array>
#include <optional>

namespace zc::net {
using namespace Qt::StringLiterals;
namespace {

// "scheme://host:port" in lower case, or empty where the text is no plain absolute http(s) address.
QByteArray originOf(const QByteArray &text)
{
    // Characters that libcurl and QUrl could read differently must not decide which host is meant.
    for (const char c : text) {
        if (uchar(c) <= 0x20 || uchar(c) >= 0x7f || c == '\\' || c == '^' || c == '`')
            return {};
    }
    const QUrl url = QUrl::fromEncoded(text, QUrl::StrictMode);
    if (!url.isValid() || url.isRelative() || url.host().isEmpty() || !url.userInfo().isEmpty() || text.contains('@'))
        return {};
    const QString scheme = url.scheme();
    if (scheme != "http"_L1 && scheme != "https"_L1)
        return {};
    const int port = url.port(scheme == "https"_L1 ? 443 : 80);
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1().toLower();
    if (host.contains(':') && !host.startsWith('['))
        host = '[' + host + ']';
    return scheme.toLatin1() + "://" + host + ':' + QByteArray::number(port);
}

QByteArray hostOf(const QByteArray &origin)
{
    const QByteArray rest = origin.mid(origin.indexOf("://") + 3);
    return rest.left(rest.lastIndexOf(':'));
}

// "192.168.0.1" and nothing that only some programs take for an address ("10.1", "0x0a000001", "010.0.0.1").
std::optional<std::array<uint, 4>> fourNumbers(const QByteArray &host)
{
    const QList<QByteArray> parts = host.split('.');
    std::array<uint, 4> numbers{};
    if (parts.size() != 4)
        return std::nullopt;
    for (int i = 0; i < 4; ++i) {
        bool number = false;
        numbers[size_t(i)] = parts[i].toUInt(&number);
        if (numbers[size_t(i)] > 255 || !number || QByteArray::number(numbers[size_t(i)]) != parts[i])
            return std::nullopt;
    }
    return numbers;
}

} // namespace

bool OriginPolicy::isLoopbackHost(const QByteArray &host)
{
    if (host == "localhost" || host == "[::1]" || host == "::1")
        return true;
    const auto numbers = fourNumbers(host);
    return numbers && numbers->front() == 127;
}

bool OriginPolicy::isPrivateAddress(const QByteArray &host)
{
    const auto n = fourNumbers(host);
    return n && ((*n)[0] == 10 || ((*n)[0] == 172 && (*n)[1] >= 16 && (*n)[1] <= 31) || ((*n)[0] == 192 && (*n)[1] == 168) || ((*n)[0] == 169 && (*n)[1] == 254));
}

Result<OriginPolicy> OriginPolicy::only(const QByteArray &origin)
{
    auto policy = nearby(origin);
    if (policy && policy->m_origin.startsWith("http:") && !isLoopbackHost(hostOf(policy->m_origin)))
        return Error{ErrorKind::Denied, u"NET-ADDRESS"_s, u"plain http beyond loopback"_s};
    return policy;
}

Result<OriginPolicy> OriginPolicy::nearby(const QByteArray &origin)
{
    OriginPolicy policy;
    policy.m_origin = originOf(origin);
    const QUrl url = QUrl::fromEncoded(origin, QUrl::StrictMode);
    const bool bare = url.path().isEmpty() || url.path() == "/"_L1;
    if (policy.m_origin.isEmpty() || !bare || url.hasQuery() || url.hasFragment())
        return Error{ErrorKind::Invalid, u"NET-ADDRESS"_s, u"not an origin"_s};
    const QByteArray host = hostOf(policy.m_origin);
    if (policy.m_origin.startsWith("http:") && !isLoopbackHost(host) && !isPrivateAddress(host))
        return Error{ErrorKind::Denied, u"NET-ADDRESS"_s, u"plain http beyond loopback"_s};
    return policy;
}

Result<OriginPolicy> OriginPolicy::loopbackOnly(const QByteArray &origin)
{
    auto policy = only(origin);
    if (!policy)
        return policy;
    if (!isLoopbackHost(hostOf(policy->m_origin)))
        return Error{ErrorKind::Denied, u"NET-ADDRESS"_s, u"not loopback"_s};
    policy->m_loopback = true;
    return policy;
}

bool OriginPolicy::allows(const QByteArray &url) const
{
    return !m_origin.isEmpty() && originOf(url) == m_origin;
}

} // namespace zc::net
