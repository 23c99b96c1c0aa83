#pragma once
#include "internal/router.h"

#include <base/clock.h>

#include <memory>

namespace zc::refplatform {

// The only file that sees Poco's HTTP server. One listening socket, a bounded pool of threads, one thread per connection.
class HttpServer {
public:
    struct Settings { QString host; quint16 port = 0; int threads = 16; bool admin = false; };
    HttpServer(Router &router, const Clock &clock, const Settings &settings);
    ~HttpServer();

    bool start();           // false: the address is taken or not there
    void stop();
    quint16 port() const;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace zc::refplatform
