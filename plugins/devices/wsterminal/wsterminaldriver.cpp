#include "socketlink.h"

#include <devices/driverplugin.h>
#include <devices/terminalprofile.h>

#include <Poco/Exception.h>

#include <QDir>

#include <csignal>

namespace zc::devices::wsterminal {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastWatchMs = 50;

struct SocketSettings {
    TerminalProfile profile;
    QByteArray text;
    QUrl address;
    Poco::Net::Context::Ptr trust;      // of wss
    int watchMs = 0;
};

// "profile": its text, checked by the client, which alone has the keys; "at": the address; "ca": a file with an authority of the hall's
// own; "watchMs": instead of the profile's heartbeat.
Result<SocketSettings> settingsFrom(const QJsonObject &values)
{
    const auto refuse = [](const QString &what) { return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, what}; };
    for (auto it = values.begin(); it != values.end(); ++it)
        if (it.key() == u"watchMs" ? !it.value().isDouble() : !it.value().isString() || !QStringList{u"profile"_s, u"at"_s, u"ca"_s}.contains(it.key()))
            return refuse(it.key());
    SocketSettings own;
    own.text = values[u"profile"_s].toString().toUtf8();
    own.watchMs = values[u"watchMs"_s].toInt();
    auto profile = readTerminalProfile(own.text);
    if (!profile.ok() || profile->transport != TerminalProfile::Transport::WebSocket)
        return refuse(u"profile"_s);
    own.profile = std::move(*profile);
    const auto address = terminalSocketAddress(values[u"at"_s].toString());
    if (!address.ok())
        return refuse(u"at"_s);
    own.address = *address;
    const QString authority = values[u"ca"_s].toString();
    const bool secure = own.address.scheme() == u"wss";
    if (!authority.isEmpty() && (!secure || !QDir::isAbsolutePath(authority)))
        return refuse(u"ca"_s);
    if (own.watchMs != 0 && own.watchMs < kLeastWatchMs)
        return refuse(u"watchMs"_s);
    try {
        if (secure)
            own.trust = trustedContext(authority);
    } catch (const Poco::Exception &) {
        return refuse(u"ca"_s);
    }
    return own;
}

} // namespace

// Evaluation terminals and queue callers over WebSocket. What the profile means is the house's own code; Poco's sockets, TLS and what
// a stranger's server sends stay in the device host.
class WsTerminalDriverPlugin final : public QObject, public DriverPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ZC_DEVICE_DRIVER_IID FILE "plugin.json")
    Q_INTERFACES(zc::devices::DriverPlugin)

public:
    Result<std::unique_ptr<Driver>> create(const DriverSettings &settings, const Clock &) override
    {
        std::signal(SIGPIPE, SIG_IGN);          // TLS writes to a line whose other end has gone
        auto made = settingsFrom(settings.values);
        if (!made.ok())
            return made.error();
        const auto own = std::make_shared<const SocketSettings>(std::move(*made));
        const TerminalSettings terminal{settings.slot, own->profile.cls, settings.title, {}, own->watchMs,
                                        [own]() -> Result<TerminalSettings::Chosen> { return TerminalSettings::Chosen{own->profile, {}, own->text}; }};
        return makeTerminalDriver(u"wsterminal"_s, terminal, [own] { return QList<Candidate>{Candidate::onNetwork(own->address)}; },
                                  [own](const TerminalProfile &profile, JobContext &context) { return openSocketLink(own->address, own->trust, profile.cls, context); });
    }
};

} // namespace zc::devices::wsterminal

#include "wsterminaldriver.moc"
