#include "internal/core/courier.h"
#include "internal/profile/links.h"

#include <QUrl>

namespace zc::devices {

using namespace Qt::StringLiterals;
using namespace profile;

namespace {

using Transport = TerminalProfile::Transport;
using Chosen = TerminalSettings::Chosen;

QByteArray originOf(const QUrl &address)
{
    return address.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toEncoded();
}

Error noPlace(const QUrl &address)
{
    return Error{ErrorKind::Invalid, u"DEV-ADDRESS"_s, address.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)};
}

// `host` outlives the links: a lookup that is under way is joined by the next.
Result<std::unique_ptr<TerminalLink>> openHttp(const QString &place, std::shared_ptr<HostLookup> &host, const TerminalProfile &profile)
{
    const QUrl address(place, QUrl::StrictMode);
    const auto origin = net::OriginPolicy::nearby(originOf(address));
    if (!origin || address.hasQuery() || address.hasFragment())
        return noPlace(address);
    QByteArray root = address.path(QUrl::FullyEncoded).toLatin1();
    while (root.endsWith('/'))
        root.chop(1);
    if (const auto wanted = Courier::lookupFor(*origin); !host || host->host() != wanted->host())
        host = wanted;
    return makeHttpLink(*origin, host, root, profile);
}

// A device of another process, whose profile is an older one than what lies there.
class RemarkedDevice final : public Device {
public:
    RemarkedDevice(std::unique_ptr<Device> device, Error remark) : m_device(std::move(device)), m_remark(std::move(remark)) {}
    DeviceIdentity identity() const override { return m_device->identity(); }
    Capabilities capabilities() const override { return m_device->capabilities(); }
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override { return m_device->run(operation, context); }
    bool isOpen() override { return m_device->isOpen(); }
    int conditionMs() const override { return m_device->conditionMs(); }
    Condition condition(JobContext &context) override
    {
        const Condition now = m_device->condition(context);
        return now.kind == Condition::Kind::Fine ? Condition{Condition::Kind::Limited, m_remark} : now;
    }

private:
    const std::unique_ptr<Device> m_device;
    const Error m_remark;
};

// The terminal of a desk, over whatever way its profile names when it is opened.
class DeskTerminalDriver final : public Driver {
public:
    explicit DeskTerminalDriver(const TerminalSettings &settings)
        : m_settings(settings), m_own(makeTerminalDriver(u"profile"_s, settings, [] { return QList<Candidate>(); },
              [this](const TerminalProfile &profile, JobContext &) { return openLink(profile); })) {}

    DriverInfo info() const override { return m_own->info(); }
    int probe(const Candidate &) const override { return 1; }
    void askedAgain() override
    {
        if (m_hosted)
            m_hosted->askedAgain();
    }
    // A serial port is there or not. What stands on a network shows when it is opened; a profile that is no good, too.
    QList<Candidate> scan() override
    {
        const auto chosen = m_settings.profile();
        if (!chosen.ok())
            return {Candidate::onNetwork(QUrl(u"profile:none"_s))};
        const QString place = placeOf(chosen->profile);
        if (chosen->profile.transport == Transport::Serial)
            return LineOpener::serial(place, chosen->profile.baud, chosen->profile.cls).scan();
        return {Candidate::onNetwork(QUrl(place))};
    }
    Result<std::unique_ptr<Device>> open(const Candidate &candidate, JobContext &context) override
    {
        const auto chosen = m_settings.profile();
        if (chosen.ok() && chosen->profile.transport == Transport::WebSocket && chosen->profile.cls == m_settings.cls)
            return openHosted(*chosen, context);
        m_hosted.reset();
        return m_own->open(candidate, context);
    }

private:
    QString placeOf(const TerminalProfile &profile) const { return m_settings.place.isEmpty() ? profile.place : m_settings.place; }

    Result<std::unique_ptr<TerminalLink>> openLink(const TerminalProfile &profile)
    {
        if (profile.transport == Transport::Http)
            return openHttp(placeOf(profile), m_host, profile);
        if (profile.transport != Transport::Serial)
            return Error{ErrorKind::Invalid, u"DEV-PROFILE"_s, u"transport has another driver"_s};
        auto line = openSerialLine(placeOf(profile), profile.baud, m_settings.cls);
        return line.ok() ? Result<std::unique_ptr<TerminalLink>>(makeSerialLink(std::move(*line), profile)) : line.error();
    }

    // The other process gets the text that was checked here, and a new process where anything of it has changed.
    Result<std::unique_ptr<Device>> openHosted(const Chosen &chosen, JobContext &context)
    {
        const auto address = terminalSocketAddress(placeOf(chosen.profile));
        if (!address.ok())
            return address.error();
        if (!m_settings.hosted || chosen.text.isEmpty())
            return Error{ErrorKind::Internal, u"DEV-HOST-START"_s, u"no device host"_s};
        QJsonObject values{{u"profile"_s, QString::fromUtf8(chosen.text)}, {u"at"_s, QString::fromLatin1(address->toEncoded())}};
        if (m_settings.watchMs > 0)
            values.insert(u"watchMs"_s, m_settings.watchMs);
        if (!m_hosted || values != m_values) {
            m_hosted.reset();
            auto made = m_settings.hosted(values);
            if (!made.ok())
                return made.error();
            m_hosted = std::move(*made);
            m_values = values;
        }
        auto device = m_hosted->open({}, context);
        if (!device.ok() || chosen.remark.code.isEmpty())
            return device;
        return std::unique_ptr<Device>(std::make_unique<RemarkedDevice>(std::move(*device), chosen.remark));
    }

    const TerminalSettings m_settings;
    const std::unique_ptr<Driver> m_own;        // serial lines and HTTP
    std::shared_ptr<HostLookup> m_host;         // of the HTTP terminal
    std::unique_ptr<Driver> m_hosted;           // while the profile says WebSocket
    QJsonObject m_values;
};

} // namespace

Result<QUrl> terminalSocketAddress(const QString &place)
{
    const QUrl address(place, QUrl::StrictMode);
    QUrl asHttp = address;
    asHttp.setScheme(address.scheme() == u"wss" ? u"https"_s : u"http"_s);
    const bool socket = address.scheme() == u"ws" || address.scheme() == u"wss";
    if (!socket || address.hasFragment() || place.size() > 512 || !net::OriginPolicy::nearby(originOf(asHttp)).ok())
        return noPlace(address);
    return address;
}

std::unique_ptr<Driver> makeTerminalDriver(const TerminalSettings &settings)
{
    return std::make_unique<DeskTerminalDriver>(settings);
}

} // namespace zc::devices
