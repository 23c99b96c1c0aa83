#include "bootstrap/deviceprinters.h"

#include <base/errortext.h>
#include <base/uuid.h>
#include <base/whendone.h>
#include <devices/faults.h>

#include <QDateTime>

#include <utility>

namespace zc::client {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using devices::DeviceState;
using intake::DeskStatus;
using intake::Health;
using devices::DeviceClass;
using Phase = devices::PrintRecord::Phase;

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

bool nothingCame(const std::optional<devices::PrintRecord> &record)
{
    using Phase = devices::PrintRecord::Phase;
    return !record || record->phase == Phase::Creating || record->phase == Phase::Created || (record->phase == Phase::Stopped && record->sheets == 0);
}

void DevicePrinters::attach(devices::DeviceHub *hub, station::PrintShelf *shelf)
{
    m_hub = hub;
    m_shelf = hub ? shelf : nullptr;
    if (hub) {
        connect(hub, &devices::DeviceHub::deviceChanged, this, [this](const devices::DeviceInfo &device) {
            if (device.cls != DeviceClass::Printer && device.cls != DeviceClass::ReceiptPrinter) return;
            Q_EMIT changed();
            next(device.id);
        });
        connect(hub, &QObject::destroyed, this, [this] { m_shelf = nullptr; });
    }
    m_asked.clear();
    if (m_shelf)
        whenDone(m_shelf->unsettled(), this, [this](const Result<QList<Paper>> &papers) {
            if (papers) resume(*papers);
        });
    Q_EMIT changed();
}

QStringList DevicePrinters::printers(DeviceClass cls) const
{
    QStringList names;
    if (m_hub)
        for (const devices::DeviceInfo &device : m_hub->devices())
            if (device.cls == cls) names.append(device.id);
    return names;
}

DeviceState DevicePrinters::stateOf(const devices::DeviceId &slot) const
{
    if (m_hub)
        for (const devices::DeviceInfo &device : m_hub->devices())
            if (device.id == slot) return device.state;
    return DeviceState::Absent;
}

void DevicePrinters::setAway(bool away)
{
    m_away = away;
    const QStringList slots_ = m_lines.keys();
    for (const QString &slot : slots_) next(slot);
}

DeskStatus::Cell DevicePrinters::cell(const devices::DeviceId &slot) const
{
    const QList<devices::DeviceInfo> all = m_hub ? m_hub->devices() : QList<devices::DeviceInfo>();
    for (const devices::DeviceInfo &device : all) {
        if (device.id != slot) continue;
        const bool trouble = !device.errorCode.isEmpty(), roll = device.cls == DeviceClass::ReceiptPrinter;
        switch (device.state) {
        case DeviceState::Ready: return {Health::Good, roll ? tr("receipt printer ready") : tr("printer ready")};
        case DeviceState::Busy:
            if (trouble) return {Health::Bad, sentenceOf(device.errorCode)};
            return {Health::Good, roll ? tr("printing the slip") : tr("printing")};
        case DeviceState::Degraded: return {Health::Attention, sentenceOf(device.errorCode)};
        case DeviceState::Present:
        case DeviceState::Opening: return {Health::Attention, roll ? tr("receipt printer starting") : tr("printer starting")};
        case DeviceState::Absent:
        case DeviceState::Lost:
        case DeviceState::Fault: return {Health::Bad, trouble ? sentenceOf(device.errorCode) : roll ? tr("receipt printer not found") : tr("printer not found")};
        }
    }
    return {Health::Bad, tr("printer not found")};
}

void DevicePrinters::print(Paper paper)
{
    paper.id = makeUuidV7();
    m_asked.insert(paper.id);
    const auto queue = [this, paper] {
        m_lines[paper.printer].waiting.push_back(paper);
        next(paper.printer);
    };
    if (!m_shelf) return queue();
    whenDone(m_shelf->put(paper), this, [this, queue, title = paper.title](const Result<void> &kept) {
        if (!kept) return (void)Q_EMIT refused(title, kept.error());
        Q_EMIT this->kept(title);
        queue();
    });
}

// What an earlier run left. A paper that never reached its printer is printed while the person who asked for it may still sit there.
void DevicePrinters::resume(const QList<Paper> &papers)
{
    const QStringList known = printers() + printers(DeviceClass::ReceiptPrinter);
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    int waiting = 0;
    for (const Paper &paper : papers) {
        if (m_asked.contains(paper.id)) continue;           // asked for while the shelf was read
        const bool begun = paper.record && paper.record->phase != Phase::Creating && paper.record->phase != Phase::Created;
        const bool fresh = qAbs(nowMs - paper.askedMs) < kFreshMs;
        if (!known.contains(paper.printer)) {
            Q_EMIT doubted({paper, devices::toError({devices::FaultClass::DeviceFault, u"UNKNOWN"_s, {}, false}, DeviceClass::Printer)});
        } else if (begun ? paper.record->phase == Phase::Stopped : !fresh) {
            Q_EMIT doubted({paper, {}});
        } else {
            m_lines[paper.printer].before.push_back(paper);
            ++waiting;
        }
    }
    if (waiting) Q_EMIT left(waiting);
    for (const QString &slot : known) next(slot);
}

void DevicePrinters::next(const devices::DeviceId &slot)
{
    Line &line = m_lines[slot];
    if (!m_hub) {
        const Error gone = devices::toError({devices::FaultClass::Cancelled, {}, {}, false}, DeviceClass::Printer);
        line.before.clear();                                // the shelf has them
        for (const Paper &paper : std::exchange(line.waiting, {})) Q_EMIT refused(paper.title, gone);
        return;
    }
    if (m_away) return;
    if (line.now) return line.job ? void() : judge(slot);
    const DeviceState state = stateOf(slot);
    const bool before = !line.before.empty() && (state == DeviceState::Ready || state == DeviceState::Degraded);
    if (!before && line.waiting.empty()) return;
    if (!before && !line.before.empty() && state == DeviceState::Busy) return;      // lets go in a moment: nobody overtakes
    std::deque<Paper> &queue = before ? line.before : line.waiting;
    const Paper paper = std::move(queue.front());
    queue.pop_front();
    begin(slot, paper, before);
}

void DevicePrinters::begin(const devices::DeviceId &slot, const Paper &paper, bool before)
{
    Line &line = m_lines[slot];
    line.now = paper;
    line.byClerk = false;
    const auto claim = m_hub->claim(slot, devices::ClaimMode::Exclusive, {u"printing"_s, tr("Printing")}, kClaimTime);
    if (!claim.ok()) return ended(slot, before, claim.error());
    // Lines that are none: the driver refuses a slip without any.
    line.job = paper.slip ? m_hub->submit(claim->id, devices::PrintReceipt{paper.id, devices::receiptLines(paper.content).value_or(QList<devices::ReceiptLine>()), {}}, {kPaperTime})
                          : m_hub->submit(claim->id, devices::PrintDocument{paper.id, paper.content, {}}, {kPaperTime});
    whenDone(line.job->result(), this, [this, slot, before, id = claim->id](const Result<devices::PrintOutcome> &outcome) {
        m_lines[slot].job.reset();
        if (m_hub) m_hub->release(id);
        ended(slot, before, outcome);
    });
    Q_EMIT changed();
}

void DevicePrinters::ended(const devices::DeviceId &slot, bool before, const Result<devices::PrintOutcome> &outcome)
{
    const Paper paper = *m_lines[slot].now;
    if (outcome.ok()) {
        Q_EMIT printed(paper.title, outcome->certainty == devices::PrintOutcome::Certainty::Printed);
        settle(paper.id);                                   // said first: a crash in between says it once more, never not at all
    } else if (outcome.error().kind == ErrorKind::Cancelled && m_shelf && m_hub) {
        return next(slot);                                  // how far it came is known when the printer is let go
    } else if (before) {
        Q_EMIT doubted({paper, outcome.error()});
    } else {
        Q_EMIT refused(paper.title, outcome.error());
        settle(paper.id);
    }
    clear(slot);
}

void DevicePrinters::judge(const devices::DeviceId &slot)
{
    Line &line = m_lines[slot];
    if (line.judged || stateOf(slot) == DeviceState::Busy) return;
    line.judged = true;
    whenDone(m_shelf->recordOf(line.now->id), this, [this, slot](const Result<std::optional<devices::PrintRecord>> &record) {
        Line &line = m_lines[slot];
        line.judged = false;
        if (!line.now) return;
        if (record) return pass(slot, *record);
        if (m_away) return;                                 // locked in between: read when somebody is back
        Q_EMIT refused(line.now->title, record.error());
        clear(slot);
    });
}

void DevicePrinters::pass(const devices::DeviceId &slot, const std::optional<devices::PrintRecord> &record)
{
    Line &line = m_lines[slot];
    Paper paper = *line.now;
    paper.record = record;
    if (record && record->phase == Phase::Done) {
        Q_EMIT printed(paper.title, true);
        settle(paper.id);
    } else if (line.byClerk) {
        Q_EMIT stopped(paper.title, record);
        settle(paper.id);
    } else if (nothingCame(record)) {
        line.waiting.push_front(paper);                     // the lock stopped it before anything came out
    } else {
        Q_EMIT doubted({paper, {}});
    }
    clear(slot);
}

void DevicePrinters::clear(const devices::DeviceId &slot)
{
    m_lines[slot].now.reset();
    Q_EMIT changed();
    next(slot);
}

void DevicePrinters::settle(const devices::PrintId &id)
{
    if (m_shelf) m_shelf->settle(id);                       // a lost answer is told once more after the next start
}

// The new one stands on the shelf before the old one goes.
void DevicePrinters::decide(const Doubt &doubt, bool again)
{
    if (again) {
        Paper paper = doubt.paper;
        paper.record.reset();
        print(paper);
    }
    settle(doubt.paper.id);
}

QStringList DevicePrinters::running() const
{
    QStringList titles;
    for (const Line &line : m_lines)
        if (line.now) titles.append(line.now->title);
    return titles;
}

void DevicePrinters::stop()
{
    for (Line &line : m_lines) {
        if (!line.job) continue;
        line.byClerk = true;
        line.job->cancel();
    }
}

} // namespace zc::client
