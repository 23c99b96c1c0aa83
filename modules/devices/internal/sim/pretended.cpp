#include "pretended.h"

#include <algorithm>
#include <thread>

namespace zc::devices::sim {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostPretendedNotes = 5000;
constexpr int kPretendedNapMs = 2;

class PretendedDriver final : public Driver {
public:
    PretendedDriver(DriverInfo info, PretendedPlace place) : m_info(std::move(info)), m_place(std::move(place)) {}

    DriverInfo info() const override { return m_info; }
    QList<Candidate> scan() override
    {
        const std::lock_guard lock(m_place.state->mutex);
        Candidate found;
        found.bus = u"simulator"_s;
        found.path = QString::number(quintptr(m_place.state.get()), 16);
        return m_place.state->plugged ? QList<Candidate>{found} : QList<Candidate>();
    }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &) override
    {
        const std::lock_guard lock(m_place.state->mutex);
        if (const auto refused = m_place.state->refusal())
            return toError(*refused, m_info.cls);
        return m_place.open();
    }

private:
    const DriverInfo m_info;
    const PretendedPlace m_place;
};

} // namespace

void Pretended::note(const QString &words)
{
    if (heard)
        heard(words);
    if (transcript.size() < kMostPretendedNotes)
        transcript << u"%1 %2"_s.arg(double(clock.nsecsElapsed()) / 1e9, 0, 'f', 3).arg(words);
}

bool Pretended::takes(const ControlLine &line)
{
    if (line.verb == u"unplug")
        pullOut();
    else if (line.verb == u"plug")
        plugged = true;
    else if (line.verb == u"unplugAt" && line.value == u"open"_s)
        unplugAtOpen = true;
    else
        return false;
    return true;
}

void Pretended::setMood(const QJsonObject &details)
{
    denied = details[u"denied"_s].toBool(denied);
    busy = details[u"busy"_s].toBool(busy);
}

void Pretended::mend()
{
    plugged = true;
    denied = busy = unplugAtOpen = false;
}

void Pretended::pullOut()
{
    plugged = false;
    ++pulls;
}

std::optional<Fault> Pretended::refusal()
{
    if (std::exchange(unplugAtOpen, false))
        pullOut();
    if (!denied && !busy && plugged)
        return std::nullopt;
    return Fault{denied ? FaultClass::Denied : busy ? FaultClass::Busy : FaultClass::NoDevice, {}, {}, true};
}

bool Stepwise::takes(const ControlLine &line, const QStringList &kinds, const QStringList &steps)
{
    const PlannedFault fault{line.details[u"kind"_s].toString(), line.details[u"times"_s].toInt(1)};
    if (line.verb == u"fault" && kinds.contains(fault.kind) && fault.times >= 1)
        faults << fault;
    else if (line.verb == u"unplugAt" && steps.contains(line.value.toString()))
        unplugAtStep = line.value.toString();
    else
        return Pretended::takes(line);
    return true;
}

void Stepwise::mend()
{
    faults.clear();
    unplugAtStep.clear();
    Pretended::mend();
}

QString Stepwise::nextFault()
{
    const auto planned = takePlanned(faults, [](const PlannedFault &) { return true; });
    if (!planned)
        return {};
    note(u"fault "_s + planned->kind);
    return planned->kind;
}

bool Stepwise::stepDone(const QString &step, int pullsBefore)
{
    if (unplugAtStep == step) {
        unplugAtStep.clear();
        pullOut();
    }
    return plugged && pulls == pullsBefore;
}

std::optional<FaultClass> Stepwise::wait(const int *ms, int pullsBefore, const std::function<bool()> &abandoned)
{
    QElapsedTimer passed;
    passed.start();
    for (;; std::this_thread::sleep_for(std::chrono::milliseconds(kPretendedNapMs))) {
        if (abandoned())
            return FaultClass::Cancelled;
        const std::lock_guard lock(mutex);
        if (!plugged || pulls != pullsBefore)
            return FaultClass::NoDevice;
        if (ms && passed.elapsed() >= *ms)
            return std::nullopt;
    }
}

QString strangeMember(const QJsonObject &details, std::initializer_list<QStringView> known)
{
    for (auto it = details.begin(); it != details.end(); ++it)
        if (it.key() != u"denied" && it.key() != u"busy" && std::find(known.begin(), known.end(), QStringView(it.key())) == known.end())
            return it.key();
    return {};
}

std::unique_ptr<Driver> makePretendedDriver(DriverInfo info, PretendedPlace place)
{
    return std::make_unique<PretendedDriver>(std::move(info), std::move(place));
}

} // namespace zc::devices::sim
