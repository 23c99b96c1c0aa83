#pragma once
#include <base/result.h>
#include <refplatform/options.h>

#include <QString>

#include <memory>

namespace zc::refplatform {

// A whole provincial platform in one object: HTTP server, database, files, signing key. start() and stop() block until done
// and belong to one thread; requests are served on threads of its own, none of them Qt's. Nothing of it needs an event loop.
// Everything that was answered is on disk: stop(), a crash and kill -9 lose nothing that a client was told.
// Errors of start(): REF-OPTIONS (Invalid), REF-LISTEN (Denied: address not loopback, or taken), REF-STORAGE (Internal: data
// directory, database or keys), REF-SEED (Invalid).
class PlatformServer {
public:
    explicit PlatformServer(Options options);
    ~PlatformServer();
    PlatformServer(const PlatformServer &) = delete;
    PlatformServer &operator=(const PlatformServer &) = delete;

    Result<void> start();
    void stop();                        // running requests end first; long polls are woken
    bool isRunning() const;

    quint16 port() const;               // 0 while not running
    quint16 adminPort() const;
    QString baseUrl() const;            // http://127.0.0.1:8443
    QString platformId() const;

    // Creates the data directory with keys, schema and seed, or checks an existing one (integrity, files of all rows).
    static Result<void> init(const Options &options);
    static Result<QString> check(const Options &options);     // a report in lines

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

// operationIds of the endpoints that are served; for the test that holds contract and routes against each other.
QStringList servedEndpoints();

} // namespace zc::refplatform
