#pragma once
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace zc::devices {

// Where one host is. The system's own lookup cannot be broken off and takes half a minute where the name server is dead, so it runs
// on a thread that is left to itself when nobody waits any longer. At most one is under way: whoever asks again joins it, and an
// answer that came when nobody waited is the next one's, for a minute. Kept by the driver, not by its connection: opening again
// begins no second one. One asking thread at a time.
class HostLookup {
public:
    // The addresses of a host in figures ("192.0.2.7", "fe80::1%eth0"); none: there is no such host. Blocks; any thread.
    using Resolver = std::function<QStringList(const QString &host)>;
    static QStringList ofSystem(const QString &host);

    explicit HostLookup(const QString &host, Resolver resolver = &HostLookup::ofSystem);
    const QString &host() const { return m_host; }
    bool inFigures() const { return !m_figures.isEmpty(); }     // nobody need be asked

    // Addresses as above; nothing: not known within waitMs, or `stop`, which is looked at every 10 ms, said so.
    std::optional<QStringList> find(int waitMs, const std::function<bool()> &stop);

private:
    struct Question;
    const QString m_host;
    const QStringList m_figures;
    const Resolver m_resolver;
    std::shared_ptr<Question> m_question;
};

} // namespace zc::devices
