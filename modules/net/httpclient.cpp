#include "httpclient.h"

#include "internal/easyhandle.h"

#include <algorithm>
#include <mutex>

namespace zc::net {
using namespace Qt::StringLiterals;
namespace {

constexpr int kCancelLookMs = 100;

std::once_flag curlReady;

// A control character in a header would let data write further header lines.
bool isClean(const Headers::Line &line)
{
    const auto badInName = [](char c) { return uchar(c) <= 0x20 || uchar(c) >= 0x7f || c == ':'; };
    const auto badInValue = [](char c) { return uchar(c) < 0x20 || c == 0x7f; };
    return !line.name.isEmpty() && std::none_of(line.name.begin(), line.name.end(), badInName)
        && std::none_of(line.value.begin(), line.value.end(), badInValue);
}

} // namespace

struct HttpClient::Connections {
    CURLM *multi = curl_multi_init();      // owns the kept connections
    ~Connections() { curl_multi_cleanup(multi); }
};

HttpClient::HttpClient(OriginPolicy origin, TlsPolicy tls) : m_origin(std::move(origin)), m_tls(std::move(tls))
{
    std::call_once(curlReady, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    m_connections = std::make_unique<Connections>();
}

HttpClient::~HttpClient() = default;

QByteArray HttpClient::urlFor(QByteArrayView path) const { return m_origin.origin() + path.toByteArray(); }

Result<Response> HttpClient::execute(const Request &request, const Cancel &cancel)
{
    if (!m_origin.allows(request.url))
        return Error{ErrorKind::Denied, u"NET-ADDRESS"_s, u"outside the allowed origin"_s};
    const auto &lines = request.headers.lines();
    const bool reads = request.method == Method::Get || request.method == Method::Head;
    if (!std::all_of(lines.begin(), lines.end(), isClean) || (reads && !request.body.isEmpty()))
        return Error{ErrorKind::Invalid, u"NET-REQUEST"_s, u"header or body"_s};
    if (cancel.raised())
        return Error{ErrorKind::Cancelled, u"NET-CANCELLED"_s, {}};

    EasyHandle easy(request, m_origin, m_tls);
    CURLM *multi = m_connections->multi;
    if (!easy.handle() || curl_multi_add_handle(multi, easy.handle()) != CURLM_OK)
        return Error{ErrorKind::Internal, u"NET-REQUEST"_s, u"libcurl"_s};
    struct Detach {
        CURLM *multi;
        CURL *easy;
        ~Detach() { curl_multi_remove_handle(multi, easy); }
    } detach{multi, easy.handle()};

    for (;;) {
        int running = 0;
        if (curl_multi_perform(multi, &running) != CURLM_OK)
            return Error{ErrorKind::Internal, u"NET-RESET"_s, u"libcurl"_s};
        easy.noteProgress();
        int left = 0;
        while (const CURLMsg *message = curl_multi_info_read(multi, &left)) {
            if (message->msg == CURLMSG_DONE && message->easy_handle == easy.handle())
                return easy.finish(message->data.result);
        }
        if (cancel.raised())
            return Error{ErrorKind::Cancelled, u"NET-CANCELLED"_s, {}};
        curl_multi_poll(multi, nullptr, 0, kCancelLookMs, nullptr);
    }
}

} // namespace zc::net
