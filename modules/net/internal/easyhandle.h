#pragma once
#include <base/result.h>
#include <net/httpclient.h>

#include <curl/curl.h>

namespace zc::net {

// One request on one libcurl easy handle: sets every option, collects the answer, and puts libcurl's outcome into our
// words. Lives for one HttpClient::execute.
class EasyHandle {
public:
    EasyHandle(const Request &request, const OriginPolicy &origin, const TlsPolicy &tls);
    ~EasyHandle();
    EasyHandle(const EasyHandle &) = delete;
    EasyHandle &operator=(const EasyHandle &) = delete;

    CURL *handle() const { return m_curl; }
    Result<Response> finish(CURLcode code);
    void noteProgress();                         // after each turn of libcurl: the last byte may have left

private:
    static size_t onBody(char *data, size_t size, size_t count, void *self);
    static size_t onHeader(char *data, size_t size, size_t count, void *self);
    static size_t onRead(char *data, size_t size, size_t count, void *self);
    static int onSeek(void *self, curl_off_t offset, int origin);
    static curl_socket_t onSocket(void *self, curlsocktype purpose, curl_sockaddr *address);
    void setMethod();
    void setHeaders();
    void setAddresses();

    const Request &m_request;
    const OriginPolicy &m_origin;
    CURL *m_curl = nullptr;
    curl_slist *m_headers = nullptr;
    curl_slist *m_addresses = nullptr;
    char m_message[CURL_ERROR_SIZE] = {};
    qsizetype m_sent = 0;
    qsizetype m_headerBytes = 0;
    bool m_allSent = false;
    bool m_tooBig = false;
    bool m_foreignSocket = false;
    Response m_response;
};

} // namespace zc::net
