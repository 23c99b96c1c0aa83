#include "internal/scanact.h"

#include "internal/takenfile.h"

#include <base/uuid.h>
#include <base/whendone.h>
#include <devices/encodingsink.h>

#include <QCoreApplication>

#include <mutex>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

using namespace std::chrono_literals;
constexpr auto kScanAtMost = 30min;       // a full feeder of a slow scanner
constexpr int kQuietMs = 90'000;          // lamps warm up and carriages go home within this
constexpr auto kShotAtMost = 45s;         // to lay a sheet flat, and to turn it

QString scanWords(const char *text) { return QCoreApplication::translate("ScanAct", text); }

} // namespace

// Where the pages of one scan go: each is encoded, sealed and kept until the scan has ended. Driver thread; take() on any.
class ScanSink final : public devices::EncodingSink {
public:
    ScanSink(const CounterPorts &ports, const QString &device, const QString &name) : EncodingSink(ports.encoder), m_ports(ports), m_device(device), m_name(name) {}

    int count() const
    {
        const std::lock_guard lock(m_mutex);
        return int(m_files.size());
    }
    QList<TakenFile> take()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        return std::exchange(m_files, {});
    }

private:
    Result<void> keep(const devices::PageHeader &, const QByteArray &bytes) override
    {
        const QString mediaType = mediaTypeOf(bytes);
        if (mediaType.isEmpty())
            return Error{ErrorKind::Invalid, u"INT-FILE-TYPE"_s, u"page of a scanner"_s};
        auto staged = m_ports.store.blobs().stage(bytes, mediaType);
        if (!staged)
            return staged.error();
        TakenFile file;
        file.ref = {makeUuidV7(), m_name, mediaType, staged->size(), 1, staged->sha256()};
        file.ref.device = m_device;
        file.ref.takenMs = m_ports.clock.wallMs();
        file.blob = std::make_shared<store::StagedBlob>(std::move(*staged));
        const std::lock_guard lock(m_mutex);
        if (!m_closed)
            m_files.append(file);
        return {};
    }

    const CounterPorts &m_ports;
    const QString m_device, m_name;
    mutable std::mutex m_mutex;
    QList<TakenFile> m_files;
    bool m_closed = false;                // a job that was cancelled may finish its page all the same
};

struct ScanAct::Running {
    PageSource source;
    devices::ClaimId claim;
    QUuid caseId;
    QString requirementId;
    std::shared_ptr<ScanSink> sink;
    std::optional<devices::Job<devices::ScanSummary>> job{};
    int pages = 0, ofPages = -1;
    End end = End::ByDevice;
};

ScanAct::ScanAct(CounterDesk::Work &work) : m_work(work)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(kQuietMs);
    QObject::connect(&m_quiet, &QTimer::timeout, &work.desk, [this] {
        if (!m_running)
            return;
        m_running->end = End::Quiet;
        m_running->job->cancel();
    });
    if (!work.ports.devices)
        return;
    QObject::connect(work.ports.devices, &devices::DeviceHub::jobProgress, &work.desk,
                     [this](const devices::JobId &job, const devices::DeviceId &, const devices::Progress &progress) {
        if (!m_running || !m_running->job || m_running->job->id() != job)
            return;
        m_quiet.start();
        if (m_running->pages == progress.done && m_running->ofPages == progress.of)
            return;
        m_running->pages = progress.done;
        m_running->ofPages = progress.of;
        Q_EMIT m_work.desk.scanChanged();
    });
    QObject::connect(work.ports.devices, &devices::DeviceHub::deviceChanged, &work.desk, [this](const devices::DeviceInfo &device) {
        if (device.id == slotOf(PageSource::Scanner) || device.id == slotOf(PageSource::Camera))
            Q_EMIT m_work.desk.scanChanged();
    });
}

ScanAct::~ScanAct()
{
    if (m_running)
        m_running->job->cancel();
}

QString ScanAct::slotOf(PageSource source) const
{
    return source == PageSource::Camera ? m_work.ports.workplace.cameraSlot : m_work.ports.workplace.scannerSlot;
}

ScanView ScanAct::view(PageSource source) const
{
    ScanView view;
    view.source = source;
    const QString slot = slotOf(source);
    if (m_work.ports.devices && !slot.isEmpty())
        for (const devices::DeviceInfo &device : m_work.ports.devices->devices()) {
            if (device.id != slot)
                continue;
            view.present = true;
            view.device = device.title;
            view.ready = device.state == devices::DeviceState::Ready || device.state == devices::DeviceState::Busy
                || device.state == devices::DeviceState::Degraded;
            view.settings = device.capabilities.settings;
            if (!device.errorCode.isEmpty())
                view.trouble = Error{ErrorKind::Device, device.errorCode, device.errorDetail};
        }
    if (m_running && m_running->source == source) {
        view.running = true;
        view.requirementId = m_running->requirementId;
        view.pages = m_running->pages;
        view.ofPages = m_running->ofPages;
    }
    return view;
}

void ScanAct::start(const QString &requirementId, const devices::SettingValues &settings, PageSource source)
{
    if (m_running || !m_work.mayEdit())
        return;
    const CounterPorts &ports = m_work.ports;
    const auto refuse = [&](const Error &error) { say({source, requirementId, 0, false, error}); };
    const bool camera = source == PageSource::Camera;
    const ScanView device = view(source);
    if (!device.present)
        return refuse({ErrorKind::NotFound, camera ? u"INT-CAMERA-NONE"_s : u"INT-SCANNER-NONE"_s, {}});
    const std::chrono::milliseconds atMost = camera ? std::chrono::milliseconds(kShotAtMost) : std::chrono::milliseconds(kScanAtMost);
    const auto claim = ports.devices->claim(slotOf(source), devices::ClaimMode::Exclusive, {u"counter.scan"_s, u"受理"_s}, atMost + 5s);
    if (!claim)
        return refuse(claim.error());
    const QString name = camera ? scanWords(QT_TRANSLATE_NOOP("ScanAct", "Photograph")) : scanWords(QT_TRANSLATE_NOOP("ScanAct", "Scan"));
    const auto sink = std::make_shared<ScanSink>(ports, device.device, name);
    m_running = std::make_shared<Running>(Running{source, claim->id, m_work.draft.caseId, requirementId, sink});
    m_quiet.start();
    Q_EMIT m_work.desk.scanChanged();                // who practises puts the papers into the feeder now
    if (camera)
        m_running->job = ports.devices->submit(claim->id, devices::Capture{settings, sink}, {atMost});
    else
        m_running->job = ports.devices->submit(claim->id, devices::Scan{settings, sink}, {atMost});
    whenDone(m_running->job->result(), &m_work.desk, [this](const Result<devices::ScanSummary> &answer) { ended(answer); });
}

void ScanAct::stop()
{
    if (!m_running || !m_running->job)
        return;
    m_running->end = End::Stopped;
    m_running->job->cancel();
}

void ScanAct::ended(const Result<devices::ScanSummary> &answer)
{
    const std::shared_ptr<Running> scan = std::exchange(m_running, nullptr);
    m_quiet.stop();
    m_work.ports.devices->release(scan->claim);
    Q_EMIT m_work.desk.scanChanged();
    ScanOutcome outcome{scan->source, scan->requirementId, 0, false, {}};
    if (!answer)
        outcome.error = answer.error();
    if (scan->end == End::Quiet)
        outcome.error = devices::toError({devices::FaultClass::Timeout, {}, u"quiet"_s, true},
                                          scan->source == PageSource::Camera ? devices::DeviceClass::Camera : devices::DeviceClass::Scanner);
    // Stopped by the clerk, or by the lock, which ends every claim: nothing of it is taken.
    outcome.stopped = scan->end == End::Stopped || (outcome.error && outcome.error->kind == ErrorKind::Cancelled);
    const bool stillHere = m_work.openNow() && m_work.draft.caseId == scan->caseId;
    if (outcome.stopped || !stillHere) {
        scan->sink->take();
        outcome.error.reset();
        if (stillHere)
            say(outcome);
        return;
    }
    land(scan, outcome);
}

// All pages of the scan in one write and one step of undo.
void ScanAct::land(const std::shared_ptr<Running> &scan, const ScanOutcome &outcome)
{
    const QList<TakenFile> files = scan->sink->take();
    if (files.isEmpty() || !m_work.mayEdit())
        return say(outcome);
    const auto answered = m_work.ports.store.write([&ports = m_work.ports, caseId = scan->caseId, id = scan->requirementId, files](store::WriteTx &tx) -> Result<void> {
        for (const TakenFile &file : files)
            if (auto done = filing::addAttachment(tx, ports, caseId, id, file.ref, *file.blob); !done)
                return done;
        return {};
    });
    whenDone(answered, &m_work.desk, [this, scan, files, outcome](const Result<void> &done) {
        ScanOutcome told = outcome;
        if (!done)
            told.error = done.error();
        if (!m_work.openNow() || m_work.draft.caseId != scan->caseId)
            return;
        if (done) {
            told.pages = int(files.size());
            m_work.edit({}, [&](CaseDraft &next) {
                MaterialState &material = next.materials[scan->requirementId];
                for (const TakenFile &file : files)
                    material.attachments.append(file.ref);
                material.seen = Seen::NotSeen;       // whatever was decided, nobody has looked at these pages yet
                return true;
            });
        }
        say(told);
    });
}

void ScanAct::say(const ScanOutcome &outcome)
{
    Q_EMIT m_work.desk.scanEnded(outcome);
}

} // namespace zc::intake
