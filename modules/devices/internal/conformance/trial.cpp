#include "trial.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <thread>

namespace zc::devices::conformance {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

Verdict passed(const QString &figure) { return {CheckState::Passed, figure}; }
Verdict failed(const QString &seen) { return {CheckState::Failed, seen}; }

Verdict skipped(Because why)
{
    const auto words = [](const char *text) { return Verdict{CheckState::Skipped, QCoreApplication::translate("Conformance", text)}; };
    switch (why) {
    case Because::NoOwnHub: return words(QT_TRANSLATE_NOOP("Conformance", "needs the device for itself; the desk is using it"));
    case Because::NotHarmless: return words(QT_TRANSLATE_NOOP("Conformance", "would use paper or need a person; done with the simulator"));
    case Because::CannotProvoke: return words(QT_TRANSLATE_NOOP("Conformance", "this fault cannot be provoked here"));
    case Because::CannotTurn: return words(QT_TRANSLATE_NOOP("Conformance", "the device cannot be put into this situation here"));
    case Because::NotInThisClass: return words(QT_TRANSLATE_NOOP("Conformance", "does not occur with this kind of device"));
    case Because::NoLog: return words(QT_TRANSLATE_NOOP("Conformance", "no log is kept in this run"));
    case Because::NoFigures: return words(QT_TRANSLATE_NOOP("Conformance", "the system does not give these figures"));
    }
    return {};
}

QString suiteLabel() { return QCoreApplication::translate("Conformance", "self-test"); }

Trial::Trial(ConformanceRig &theRig, const ConformanceOptions &theOptions, const Clock &theClock)
    : rig(theRig), options(theOptions), clock(theClock), m_rig(theRig)
{
    m_rig.reset();
    openHub();
}

Trial::~Trial()
{
    if (!m_own && m_hub)
        for (const ClaimId &claim : std::as_const(m_claims))
            m_hub->release(claim);
    closeHub();
}

void Trial::openHub(int slotCount)
{
    closeHub();
    std::vector<std::unique_ptr<Driver>> drivers;
    for (int i = 0; i < slotCount; ++i)
        if (auto driver = m_rig.driver(i == 0 ? m_rig.slot() : m_rig.slot() + u"-twin"_s))
            drivers.push_back(std::move(driver));
    m_own = !drivers.empty();
    if (m_own) {
        DeviceSettings settings;        // a desk may wait two seconds for a device; here every check would
        settings.reopenMs = {50, 100, 200};
        settings.rescanMs = 100;
        settings.lostRescanMs = 50;
        m_ownHub = std::make_unique<DeviceHub>(settings, std::move(drivers), clock);
    }
    m_hub = m_own ? m_ownHub.get() : m_rig.liveHub();
    Q_ASSERT(m_hub);
    // Direct: the suite has no event loop, and nothing here touches a widget.
    QObject::connect(m_hub, &DeviceHub::deviceChanged, &m_ears, [this](const DeviceInfo &info) {
        const std::lock_guard lock(m_mutex);
        m_events << u"device %1 %2 %3 %4"_s.arg(info.id, deviceStateName(info.state), info.errorCode, info.errorDetail)
                 << info.title << info.identity.model << info.identity.serial
                 << QString::fromUtf8(QJsonDocument(info.capabilities.toJson()).toJson(QJsonDocument::Compact));
        if (info.id == m_rig.slot())
            m_changes << info;
    }, Qt::DirectConnection);
    QObject::connect(m_hub, &DeviceHub::mediaChanged, &m_ears, [this](const DeviceId &id, Media media, quint64) {
        const std::lock_guard lock(m_mutex);
        m_events << u"media %1 %2"_s.arg(id).arg(int(media));
    }, Qt::DirectConnection);
    QObject::connect(m_hub, &DeviceHub::jobProgress, &m_ears, [this](const JobId &job, const DeviceId &id, const Progress &progress) {
        const std::lock_guard lock(m_mutex);
        m_events << u"progress %1 %2 %3"_s.arg(job.toString(), id).arg(progress.done);
    }, Qt::DirectConnection);
}

void Trial::closeHub()
{
    if (m_hub)
        m_hub->disconnect(&m_ears);
    m_ownHub.reset();
    m_hub = nullptr;
    const std::lock_guard lock(m_mutex);
    m_changes.clear();
    m_claims.clear();
}

DeviceInfo Trial::info() const
{
    const QList<DeviceInfo> list = m_hub->devices();
    for (const DeviceInfo &info : list)
        if (info.id == m_rig.slot())
            return info;
    return {};
}

bool Trial::waitFor(const std::function<bool()> &what, int ms) const
{
    const auto until = std::chrono::steady_clock::now() + milliseconds(ms);
    while (!what()) {
        if (std::chrono::steady_clock::now() >= until)
            return false;
        std::this_thread::sleep_for(milliseconds(2));
    }
    return true;
}

bool Trial::waitState(DeviceState state, int ms) const
{
    return waitFor([&] { return info().state == state; }, ms);
}

bool Trial::waitReady(int ms) const
{
    return waitFor([&] { const DeviceState now = info().state; return now == DeviceState::Ready || now == DeviceState::Degraded; }, ms);
}

ClaimId Trial::claim(milliseconds ttl)
{
    const Result<Claim> made = m_hub->claim(m_rig.slot(), ClaimMode::Exclusive, {u"conformance"_s, suiteLabel()}, ttl);
    if (!made.ok())
        return {};
    m_claims << made->id;
    return made->id;
}

std::shared_ptr<RunningJob> Trial::start(const ClaimId &claim, milliseconds deadline)
{
    return mayRepeat() ? startMain(*m_hub, claim, m_rig.cls(), deadline) : startQuiet(*m_hub, claim, deadline);
}

Ending Trial::run(const ClaimId &claim, milliseconds deadline)
{
    const auto job = start(claim, deadline);
    if (!job->wait(int(deadline.count()) + 10'000))
        return {false, {}, {ErrorKind::Internal, u"no end"_s, {}}};
    return job->take();
}

QList<DeviceInfo> Trial::changes() const
{
    const std::lock_guard lock(m_mutex);
    return m_changes;
}

QStringList Trial::events() const
{
    const std::lock_guard lock(m_mutex);
    return m_events;
}

} // namespace zc::devices::conformance
