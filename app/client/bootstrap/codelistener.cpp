#include "bootstrap/codelistener.h"

#include <base/whendone.h>

namespace zc::client {
using namespace Qt::StringLiterals;
using namespace devices;
using namespace std::chrono_literals;

namespace {

constexpr auto kCodeWait = 5min;         // then anew: every job has its end

} // namespace

QString CodeListener::ownerId() { return u"codes"_s; }

void CodeListener::attach(DeviceHub &hub)
{
    m_hub = &hub;
    connect(&hub, &DeviceHub::deviceChanged, this, &CodeListener::look);
    // Queued: our own claim ends before the next job is handed in, and nothing scanned in between may be lost.
    connect(&hub, &DeviceHub::claimEnded, this, &CodeListener::look, Qt::QueuedConnection);
    look();
}

void CodeListener::setAway(bool away)
{
    m_away = away;
    const QStringList devices = m_listening.keys();
    if (away)
        for (const QString &device : devices) stop(device);
    look();
}

bool CodeListener::yield(const QString &device)
{
    m_yielded.insert(device);
    const bool listened = m_listening.contains(device);
    stop(device);
    return listened;
}

void CodeListener::takeBack(const QString &device)
{
    if (m_yielded.remove(device)) look();
}

void CodeListener::stop(const QString &device)
{
    if (const ClaimId claim = m_listening.take(device); !claim.isNull()) m_hub->release(claim);
}

void CodeListener::look()
{
    if (!m_hub || m_away) return;
    for (const DeviceInfo &info : m_hub->devices())
        if (info.cls == DeviceClass::CodeReader && (info.state == DeviceState::Ready || info.state == DeviceState::Degraded)
            && !m_listening.contains(info.id) && !m_yielded.contains(info.id))
            listen(info.id, true);
}

void CodeListener::listen(const QString &device, bool onlyNew)
{
    const auto claim = m_hub->claim(device, ClaimMode::Exclusive, {ownerId(), tr("Scanning codes")}, kCodeWait + 10s);
    if (!claim) return;                  // somebody has it; looked for again when that ends
    m_listening.insert(device, claim->id);
    const auto answered = m_hub->submit(claim->id, ReadCode{onlyNew}, {kCodeWait}).result();
    whenDone(answered, this, [this, device, id = claim->id](const Result<ScannedCode> &code) {
        if (m_listening.value(device) != id) return;                 // stopped meanwhile
        stop(device);
        const FaultClass fault = code ? FaultClass::Cancelled : faultClassOf(code.error().code).value_or(FaultClass::DeviceFault);
        if (code) Q_EMIT scanned(code->text);
        else if (fault == FaultClass::MediaRejected) Q_EMIT refused(code.error());
        const bool goesOn = code || fault == FaultClass::MediaRejected || fault == FaultClass::NoMedia || fault == FaultClass::Timeout;
        if (goesOn && !m_away && !m_yielded.contains(device) && !m_listening.contains(device)) listen(device, false);
    });
}

} // namespace zc::client
