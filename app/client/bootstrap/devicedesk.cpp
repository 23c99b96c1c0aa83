#include "bootstrap/codelistener.h"
#include "bootstrap/devicedesk.h"
#include "bootstrap/devicewords.h"

#include <base/clock.h>
#include <base/errortext.h>
#include <base/whendone.h>
#include <devices/conformance.h>
#include <devices/simulatedkey.h>

#include <QScopeGuard>
#include <QTimer>
#include <QtConcurrentRun>

namespace zc::client {
using namespace Qt::StringLiterals;
using namespace devices;

constexpr int kYieldMs = 100;           // until a job that was given up has left the device
constexpr auto kHealthWait = std::chrono::seconds(6);

namespace {

SelfTestLine lineOf(const CheckResult &result)
{
    const auto state = result.state == CheckState::Passed ? SelfTestLine::State::Passed : result.state == CheckState::Failed ? SelfTestLine::State::Failed : SelfTestLine::State::Skipped;
    return {state, result.check.id, result.check.group, result.check.title, result.words, result.elapsedMs};
}

} // namespace

DeviceDesk::~DeviceDesk()
{
    *m_stop = true;
    m_running.waitForFinished();
}

void DeviceDesk::attach(DeviceHub &hub, Pretend pretend, CodeListener *ears)
{
    m_hub = &hub;
    m_ears = ears;
    m_pretend = std::move(pretend);
    connect(&hub, &DeviceHub::deviceChanged, this, &DevicesPort::changed);
    connect(&hub, &DeviceHub::deviceChanged, this, [this](const DeviceInfo &info) {
        if (info.cls == DeviceClass::Key && healthOf(info.state) == intake::Health::Bad) withdrawTry(info.id);
    });
    connect(&hub, &DeviceHub::claimStarted, this, &DevicesPort::changed);
    connect(&hub, &DeviceHub::claimEnded, this, &DevicesPort::changed);
    Q_EMIT changed();
}

void DeviceDesk::refuse(const Error &error) { Q_EMIT refused(ErrorTexts().sentence(error), error.code); }

QList<DeviceView> DeviceDesk::devices() const
{
    QList<DeviceView> list;
    if (m_hub)
        for (const DeviceInfo &info : m_hub->devices()) list.append(view(info));
    return list;
}

DeviceView DeviceDesk::view(const DeviceInfo &info) const
{
    DeviceView view;
    view.id = info.id;
    view.title = info.title;
    view.health = healthOf(info.state);
    view.state = deviceStateWords(info.state);
    if (!info.errorCode.isEmpty()) {
        const ErrorText text = ErrorTexts().forCode(info.errorCode);
        view.sentence = text.sentence;
        view.next = text.next;
        view.code = info.errorCode;
    }
    for (const ClaimInfo &claim : m_hub->claims())
        if (claim.claim.device == info.id && claim.claim.mode == ClaimMode::Exclusive) {
            if (claim.claim.owner.id == CodeListener::ownerId()) view.state = tr("waits for a code");
            else view.usedBy = claim.claim.owner.label;
        }
    const auto fact = [&view](const QString &name, const QString &value) {
        if (!value.isEmpty()) view.facts.append({name, value});
    };
    fact(tr("Slot"), info.id);
    const QList<Candidate> found = m_hub->candidates(info.id);
    const bool pretended = !found.isEmpty() && found.first().bus == "simulator"_L1;
    fact(tr("Model"), pretended ? tr("simulated") : info.identity.model);
    fact(tr("Serial number"), info.identity.serial);
    fact(tr("Driver"), info.driver);
    if (pretended && info.cls == DeviceClass::Key) fact(tr("PIN for practice"), QString::fromLatin1(KeySimulator::samplePin()));
    if (!found.isEmpty()) fact(tr("Found at"), pretended ? tr("in this program") : found.first().path);
    view.abilities = abilityWords(info.capabilities);
    view.figures = figureWords(m_hub->statistics(info.id));
    view.signs = info.capabilities.operations.contains(u"SignDigest"_s) && healthOf(info.state) == intake::Health::Good;
    view.compares = info.capabilities.operations.contains(u"MatchFinger"_s) && healthOf(info.state) == intake::Health::Good && !cardReader().isEmpty();
    view.comparing = compares(info.id);
    if (m_pretend) view.pretences = pretencesOf(info.cls);
    return view;
}

void DeviceDesk::check(const QString &device)
{
    if (!m_hub) return;
    whenDone(m_hub->checkHealth(device, HealthLevel::Internal, {kHealthWait}).result(), this, [this, device](const Result<HealthReport> &report) {
        if (!report) return Q_EMIT checked(device, false, errorWords(report.error()));
        const QString serial = report->serial.isEmpty() ? QString() : tr(" Its own number: %1.").arg(report->serial);
        Q_EMIT checked(device, report->ok, (report->ok ? tr("The device answers and finds nothing wrong.") : tr("The device answers, but says that something is wrong.")) + serial);
    });
}

void DeviceDesk::startSelfTest(const QString &device)
{
    if (!m_hub || m_test.running) return;
    if (m_ears && m_ears->yield(device)) return QTimer::singleShot(kYieldMs, this, [this, device] { startSelfTest(device); });
    const auto keepListening = qScopeGuard([this, device] {
        if (m_ears && !m_test.running) m_ears->takeBack(device);
    });
    for (const ClaimInfo &claim : m_hub->claims())
        if (claim.claim.device == device) return refuse({ErrorKind::Conflict, u"APP-DEVICE-IN-USE"_s, claim.claim.owner.label});
    DeviceInfo info;
    for (const DeviceInfo &candidate : m_hub->devices())
        if (candidate.id == device) info = candidate;
    if (info.state != DeviceState::Ready && info.state != DeviceState::Degraded) return refuse({ErrorKind::Device, info.errorCode.isEmpty() ? u"DEV-NOSUCH"_s : info.errorCode, {}});
    m_test = {};
    m_test.device = device;
    m_test.title = info.title;
    m_test.subject = u"%1 · %2"_s.arg(info.identity.model.isEmpty() ? info.title : info.identity.model, info.driver);
    m_test.running = true;
    m_test.of = int(conformanceChecks().size());
    m_test.startedMs = m_clock.wallMs();
    m_stop = std::make_shared<std::atomic<bool>>(false);
    ConformanceOptions options;
    options.stop = [stop = m_stop] { return stop->load(); };
    options.report = [this](const CheckResult &result, int, int of) {
        QMetaObject::invokeMethod(this, [this, line = lineOf(result), of] {
            m_test.lines.append(line);
            m_test.of = of;
            Q_EMIT selfTestChanged();
        }, Qt::QueuedConnection);
    };
    const auto done = QtConcurrent::run([hub = m_hub, info, options, &clock = m_clock] {
        LiveRig rig(*hub, info);
        return runConformance(rig, options, clock);
    });
    m_running = QFuture<void>(done);
    Q_EMIT selfTestChanged();
    whenDone(done, this, [this](const ConformanceReport &report) {
        m_test.running = false;
        if (m_ears) m_ears->takeBack(m_test.device);
        m_test.stopped = report.stopped;
        m_test.elapsedMs = report.elapsedMs;
        m_test.lines.clear();
        for (const CheckResult &result : report.results) m_test.lines.append(lineOf(result));
        Q_EMIT selfTestChanged();
        Q_EMIT changed();
    });
}

void DeviceDesk::stopSelfTest() { *m_stop = true; }

void DeviceDesk::pretend(const QString &device, const QString &pretence)
{
    if (!m_hub || !m_pretend) return;
    for (const DeviceInfo &info : m_hub->devices()) {
        if (info.id != device) continue;
        for (const QByteArray &line : pretenceLines(info.cls, pretence))
            if (const auto done = m_pretend(device, line); !done) return refuse(done.error());
    }
}

} // namespace zc::client
