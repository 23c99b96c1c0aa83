#pragma once
#include "internal/http.h"

namespace zc::refplatform {

struct Service;

// Finds the endpoint of a request and runs it. Any thread.
class Router {
public:
    explicit Router(Service &service) : m_service(service) {}

    // Route, token, scope, length, media type and upload offset: all that can be refused before a byte of the body is read.
    // Fills endpoint, ids and principal. Nothing = go on.
    std::optional<Answer> admit(Request &request, const QByteArray &method, bool admin);
    // Runs an admitted request; faults of the database become 503, anything else thrown 500.
    Answer run(const Request &request);

    // True for endpoints that read their body as a stream.
    static bool streams(const platform::Endpoint &endpoint);
    static QStringList servedNames();
    int waitingPolls() const { return m_waiting.load(); }
    void setPollLimit(int limit) { m_pollLimit = limit; }

private:
    Answer dispatchLine(const Request &line);

    Service &m_service;
    std::atomic<int> m_waiting{0};
    int m_pollLimit = 4;
};

} // namespace zc::refplatform
