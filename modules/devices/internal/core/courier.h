#pragma once
#include "internal/link/hostlookup.h"

#include <devices/device.h>

#include <net/httpclient.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace zc::devices {

// HTTP of a driver: one request at a time in a thread of its own, while the driver's thread looks at its job. Driver thread only.
// Where the host is, is asked beside it and kept until nobody answers there: libcurl's own lookup would hold a cancelled request
// until the name server answers.
class Courier {
public:
    Courier(net::OriginPolicy origin, std::shared_ptr<HostLookup> host);       // of the origin; the driver keeps a share
    static std::shared_ptr<HostLookup> lookupFor(const net::OriginPolicy &origin);
    ~Courier();
    Courier(const Courier &) = delete;
    Courier &operator=(const Courier &) = delete;

    // Blocks until the answer is there or the job is over; then the request is ended and the error is NET-CANCELLED.
    // The total time of the request is cut to what the job has left. `job` null: only the request's own time.
    Result<net::Response> ask(net::Request request, JobContext *job);
    QByteArray urlFor(QByteArrayView path) const { return m_client.urlFor(path); }
    const net::OriginPolicy &origin() const { return m_client.origin(); }

private:
    void work();
    Result<void> locate(net::Request &request, JobContext *job);
    Result<net::Response> exchange(net::Request request, JobContext *job);

    net::HttpClient m_client;
    const std::shared_ptr<HostLookup> m_host;
    QStringList m_addresses;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<net::Request> m_request;
    std::optional<Result<net::Response>> m_answer;
    net::Cancel m_cancel;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace zc::devices
