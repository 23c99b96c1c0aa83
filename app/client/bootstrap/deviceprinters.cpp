#include "bootstrap/deviceprinters.h"

#include <base/errortext.h>
#include <base/whendone.h>
#include <devices/faults.h>

#include <utility>

namespace zc::client {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using devices::DeviceState;
using intake::DeskStatus;
using intake::Health;

namespace {

// A tray that is filled within this time costs the clerk nothing; what is not out by then is taken back and said.
constexpr auto kPaperTime = 3min;
constexpr auto kClaimTime = kPaperTime + 1min;

QString sentenceOf(const QString &code)
{
    QString words = ErrorTexts().forCode(code).sentence;
    while (words.endsWith(u'。')) words.chop(1);
    return words;
}

} // namespace

void DevicePrinters::attach(devices::DeviceHub *hub)
{
    m_hub = hub;
    if (hub)
        connect(hub, &devices::DeviceHub::deviceChanged, this, [this](const devices::DeviceInfo &device) {
            if (device.cls == devices::DeviceClass::Printer) Q_EMIT changed();
        });
    Q_EMIT changed();
}

QStringList DevicePrinters::printers() const
{
    QStringList names;
    if (m_hub)
        for (const devices::DeviceInfo &device : m_hub->devices())
            if (device.cls == devices::DeviceClass::Printer) names.append(device.id);
    return names;
}

DeskStatus::Cell DevicePrinters::cell(const devices::DeviceId &slot) const
{
    const QList<devices::DeviceInfo> all = m_hub ? m_hub->devices() : QList<devices::DeviceInfo>();
    for (const devices::DeviceInfo &device : all) {
        if (device.id != slot) continue;
        const bool trouble = !device.errorCode.isEmpty();
        switch (device.state) {
        case DeviceState::Ready: return {Health::Good, tr("printer ready")};
        case DeviceState::Busy: return trouble ? DeskStatus::Cell{Health::Bad, sentenceOf(device.errorCode)} : DeskStatus::Cell{Health::Good, tr("printing")};
        case DeviceState::Degraded: return {Health::Attention, sentenceOf(device.errorCode)};
        case DeviceState::Present:
        case DeviceState::Opening: return {Health::Attention, tr("printer starting")};
        case DeviceState::Absent:
        case DeviceState::Lost:
        case DeviceState::Fault: return {Health::Bad, trouble ? sentenceOf(device.errorCode) : tr("printer not found")};
        }
    }
    return {Health::Bad, tr("printer not found")};
}

void DevicePrinters::print(const devices::DeviceId &slot, const QString &title, const QByteArray &pdf)
{
    m_lines[slot].waiting.push_back({title, pdf});
    next(slot);
}

void DevicePrinters::next(const devices::DeviceId &slot)
{
    Line &line = m_lines[slot];
    if (!m_hub) {
        const Error gone = devices::toError({devices::FaultClass::Cancelled, {}, {}, false}, devices::DeviceClass::Printer);
        for (const Paper &paper : std::exchange(line.waiting, {})) Q_EMIT refused(paper.title, gone);
        return;
    }
    if (line.busy || line.waiting.empty()) return;
    const Paper paper = std::move(line.waiting.front());
    line.waiting.pop_front();
    line.busy = true;
    const auto ended = [this, slot] {
        m_lines[slot].busy = false;
        next(slot);
    };
    const auto claim = m_hub->claim(slot, devices::ClaimMode::Exclusive, {u"printing"_s, tr("Printing")}, kClaimTime);
    if (!claim.ok()) {
        Q_EMIT refused(paper.title, claim.error());
        return ended();
    }
    const auto job = m_hub->submit(claim->id, devices::PrintDocument{QUuid::createUuid(), paper.pdf, {}}, {kPaperTime});
    whenDone(job.result(), this, [this, ended, title = paper.title, id = claim->id](const Result<devices::PrintOutcome> &outcome) {
        if (m_hub) m_hub->release(id);
        if (outcome.ok()) Q_EMIT printed(title, outcome->certainty == devices::PrintOutcome::Certainty::Printed);
        else Q_EMIT refused(title, outcome.error());
        ended();
    });
}

} // namespace zc::client
