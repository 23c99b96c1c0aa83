#include "internal/signact.h"

#include "internal/takenfile.h"

#include <base/uuid.h>
#include <base/whendone.h>
#include <devices/devicehub.h>
#include <devices/encodingsink.h>
#include <devices/signaturepad.h>

#include <QCoreApplication>
#include <QPromise>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

using namespace std::chrono_literals;
constexpr auto kSignAtMost = 10min;       // to read the sheet once more and write
const QString kPictureSlot = QStringLiteral("signature");
const QString kStrokesSlot = QStringLiteral("signature.strokes");

QString signWords(const char *text) { return QCoreApplication::translate("SignAct", text); }

// The person may simply try again on a blank surface.
bool triedAgain(const Error &error)
{
    const auto cls = devices::faultClassOf(error.code);
    return cls == devices::FaultClass::NoMedia || cls == devices::FaultClass::UserAction || cls == devices::FaultClass::Protocol;
}

struct SealedSignature {
    TakenFile picture, strokes;
};

Result<TakenFile> sealed(const CounterPorts &ports, const QByteArray &bytes, const QString &mediaType, const QString &title, const QString &device, qint64 takenMs)
{
    auto staged = ports.store.blobs().stage(bytes, mediaType);
    if (!staged)
        return staged.error();
    TakenFile file;
    file.ref = {makeUuidV7(), title, mediaType, staged->size(), 1, staged->sha256(), device, takenMs};
    file.blob = std::make_shared<store::StagedBlob>(std::move(*staged));
    return file;
}

QFuture<Result<SealedSignature>> sealLater(QThreadPool &pool, const CounterPorts &ports, std::shared_ptr<devices::Ink> ink, const QString &device)
{
    auto promise = std::make_shared<QPromise<Result<SealedSignature>>>();
    promise->start();
    pool.start([promise, &ports, ink = std::move(ink), device] {
        const auto seal = [&]() -> Result<SealedSignature> {
            const auto png = ports.encoder->picture(*ink);
            if (!png)
                return png.error();
            const qint64 takenMs = ports.clock.wallMs();
            auto picture = sealed(ports, *png, u"image/png"_s, signWords(QT_TRANSLATE_NOOP("SignAct", "Signature")), device, takenMs);
            if (!picture)
                return picture.error();
            auto strokes = sealed(ports, ink->document(), u"application/octet-stream"_s, signWords(QT_TRANSLATE_NOOP("SignAct", "Strokes of the signature")), device, takenMs);
            if (!strokes)
                return strokes.error();
            return SealedSignature{*picture, *strokes};
        };
        promise->addResult(seal());
        promise->finish();
    });
    return promise->future();
}

} // namespace

struct SignAct::Running {
    devices::ClaimId claim;
    QUuid caseId;
    QByteArray covers;
    QString device;
    double ratio = 1;
    quint64 session = 0;
    std::optional<devices::Job<devices::Ink>> job{};
    bool stopped = false, landing = false;
};

SignAct::SignAct(CounterDesk::Work &work) : m_work(work)
{
    if (work.ports.devices)
        QObject::connect(work.ports.devices, &devices::DeviceHub::deviceChanged, &work.desk, [this](const devices::DeviceInfo &device) {
            if (device.id == m_work.ports.workplace.padSlot)
                Q_EMIT m_work.desk.signChanged();
        });
}

SignAct::~SignAct()
{
    if (m_running && m_running->job)
        m_running->job->cancel();
}

SignView SignAct::view() const
{
    SignView view;
    const QString &slot = m_work.ports.workplace.padSlot;
    if (m_work.ports.devices && m_work.ports.encoder && !slot.isEmpty())
        for (const devices::DeviceInfo &device : m_work.ports.devices->devices()) {
            if (device.id != slot)
                continue;
            view.present = true;
            view.device = device.title;
            view.ready = device.state == devices::DeviceState::Ready || device.state == devices::DeviceState::Busy
                || device.state == devices::DeviceState::Degraded;
            if (!device.errorCode.isEmpty())
                view.trouble = Error{ErrorKind::Device, device.errorCode, device.errorDetail};
        }
    view.running = bool(m_running);
    view.session = m_running ? m_running->session : 0;
    return view;
}

void SignAct::start(double ratio)
{
    if (m_running || !m_work.mayEdit())
        return;
    const SignView pad = view();
    if (!pad.present)
        return end({false, Error{ErrorKind::NotFound, u"INT-PAD-NONE"_s, {}}});
    const auto claim = m_work.ports.devices->claim(m_work.ports.workplace.padSlot, devices::ClaimMode::Exclusive, {u"counter.sign"_s, u"受理"_s}, kSignAtMost + 5s);
    if (!claim)
        return end({false, claim.error()});
    m_running = std::make_shared<Running>();
    m_running->claim = claim->id;
    m_running->caseId = m_work.draft.caseId;
    m_running->covers = confirmedDigest(m_work.draft);
    m_running->device = pad.device;
    m_running->ratio = ratio;
    ask(m_running);
}

void SignAct::ask(const std::shared_ptr<Running> &running)
{
    const CounterPorts &ports = m_work.ports;
    running->session = ports.surface ? ports.surface->begin(running->ratio) : 0;
    running->job = ports.devices->submit(running->claim, devices::CaptureInk{running->session}, {kSignAtMost});
    whenDone(running->job->result(), &m_work.desk, [this, running, id = running->job->id()](Result<devices::Ink> ink) {
        if (m_running == running && running->job->id() == id)      // not of a surface that was cleared
            answered(running, std::move(ink));
    });
    Q_EMIT m_work.desk.signChanged();
}

void SignAct::push(const devices::InkPoint &point)
{
    if (m_running && !m_running->landing && m_work.ports.surface)
        m_work.ports.surface->push(m_running->session, point);
}

void SignAct::takeBack()
{
    if (m_running && !m_running->landing && m_work.ports.surface)
        m_work.ports.surface->takeBack(m_running->session);
}

void SignAct::clear()
{
    if (!m_running || m_running->landing)
        return;
    if (m_work.ports.surface)
        m_work.ports.surface->clear(m_running->session);
    else
        m_running->job->cancel();
    ask(m_running);
}

void SignAct::confirm()
{
    if (m_running && !m_running->landing && m_work.ports.surface)
        m_work.ports.surface->confirm(m_running->session);
}

void SignAct::stop()
{
    if (!m_running || m_running->landing)
        return;
    m_running->stopped = true;
    m_running->job->cancel();
}

void SignAct::answered(const std::shared_ptr<Running> &running, Result<devices::Ink> ink)
{
    if (!ink && !running->stopped && triedAgain(ink.error())) {
        Q_EMIT m_work.desk.signRefused(ink.error());
        return ask(running);
    }
    m_work.ports.devices->release(running->claim);
    if (ink && !running->stopped) {
        running->landing = true;
        return land(running, std::move(*ink));
    }
    m_running.reset();
    const bool givenUp = running->stopped || ink.error().kind == ErrorKind::Cancelled;      // also the lock, which ends every claim
    end({false, givenUp ? std::nullopt : std::optional(ink.error())});
}

void SignAct::land(const std::shared_ptr<Running> &running, devices::Ink ink)
{
    const QString tool = devices::inkToolName(ink.tool());
    const auto later = sealLater(m_work.pool, m_work.ports, std::make_shared<devices::Ink>(std::move(ink)), running->device);
    const auto over = [this, running](const std::optional<Error> &error) {
        if (m_running == running)
            m_running.reset();
        end({!error, error});
    };
    whenDone(later, &m_work.desk, [this, running, tool, over](const Result<SealedSignature> &files) {
        if (!files)
            return over(files.error());
        if (!m_work.openNow() || m_work.draft.caseId != running->caseId || !m_work.mayEdit())
            return over(Error{ErrorKind::Cancelled, u"DEV-CANCELLED"_s, {}});
        const auto answer = audit::writeWith(m_work.ports.audit, m_work.ports.store, m_work.event(u"case.sign"_s, running->caseId, {{u"tool"_s, tool}}),
            [&ports = m_work.ports, caseId = running->caseId, files = *files](store::WriteTx &tx) -> Result<void> {
                if (auto done = filing::addAttachment(tx, ports, caseId, kPictureSlot, files.picture.ref, *files.picture.blob); !done)
                    return done;
                return filing::addAttachment(tx, ports, caseId, kStrokesSlot, files.strokes.ref, *files.strokes.blob);
            });
        whenDone(answer, &m_work.desk, [this, running, tool, over, files = *files](const Result<void> &done) {
            if (!done)
                return over(done.error());
            // What was signed is what stood there when the sheet was shown; anything else needs another look.
            if (!m_work.openNow() || m_work.draft.caseId != running->caseId || confirmedDigest(m_work.draft) != running->covers)
                return over(Error{ErrorKind::Conflict, u"INT-SIGN-CHANGED"_s, {}});
            m_work.edit({}, [&](CaseDraft &next) {
                next.applicantConfirmed = true;
                next.signature = SignatureRef{files.picture.ref, files.strokes.ref, tool, running->covers};
                return true;
            });
            over(std::nullopt);
        });
    });
}

void SignAct::end(const SignOutcome &outcome)
{
    Q_EMIT m_work.desk.signChanged();
    Q_EMIT m_work.desk.signEnded(outcome);
}

} // namespace zc::intake
