#include "pretended.h"

namespace zc::devices::sim {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostPretendedNotes = 5000;

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

std::unique_ptr<Driver> makePretendedDriver(DriverInfo info, PretendedPlace place)
{
    return std::make_unique<PretendedDriver>(std::move(info), std::move(place));
}

} // namespace zc::devices::sim
