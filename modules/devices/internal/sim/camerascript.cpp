#include "camerascript.h"

namespace zc::devices {

using namespace Qt::StringLiterals;
using sim::ControlLine;
using sim::controlRefused;

namespace {

constexpr int kLongestCameraMs = 600'000;

} // namespace

void CameraSimulator::Private::reset()
{
    options = started;
    timing = {};
    sheet = 1;
    faults.clear();
    unplugAtFrame = shakeMs = 0;
    backUp = unplugWhenTaken = false;
    mend();
}

void CameraSimulator::Private::beginJob()
{
    ++captures;
    note(u"capture"_s);
    framesOfJob = 0;
    backUp = false;
    const auto fault = sim::takePlanned(faults, [](const CameraFault &) { return true; });
    running = fault ? fault->kind : QString();
    if (fault)
        note(running);
}

void CameraSimulator::Private::endJob()
{
    running.clear();
    backUp = false;
    if (shakeMs > 0)
        shakeMs = 0;                // nobody turns a sheet that is not to be turned
}

void CameraSimulator::Private::shakeFor(int ms)
{
    shakeMs = ms;
    shakeSinceMs = clock.elapsed();
}

bool CameraSimulator::Private::shaking() const
{
    return running == u"shake" || shakeMs < 0 || clock.elapsed() - shakeSinceMs < shakeMs;
}

Result<void> CameraSimulator::Private::set(const QJsonObject &details)
{
    Options changed = options;
    CameraTiming next = timing;
    int shake = 0;
    struct Number { QString name; int *value; int least, most; };
    const QList<Number> numbers = {{u"framesPerSecond"_s, &changed.framesPerSecond, 1, 1000}, {u"turnMs"_s, &changed.turnMs, 0, kLongestCameraMs},
                                   {u"stillMs"_s, &next.stillMs, 0, kLongestCameraMs},        {u"blankMs"_s, &next.blankMs, 0, kLongestCameraMs},
                                   {u"silentMs"_s, &next.silentMs, 0, kLongestCameraMs},      {u"lostMs"_s, &next.lostMs, 0, kLongestCameraMs},
                                   {u"shakeMs"_s, &shake, -1, kLongestCameraMs}};
    for (auto it = details.begin(); it != details.end(); ++it) {
        const auto number = std::find_if(numbers.cbegin(), numbers.cend(), [&it](const Number &entry) { return entry.name == it.key(); });
        if (number != numbers.cend())
            *number->value = qBound(number->least, it.value().toInt(), number->most);
        else if (it.key() != u"denied" && it.key() != u"busy")
            return controlRefused(it.key());
    }
    options = changed;
    timing = next;
    if (details.contains(u"shakeMs"_s))
        shakeFor(shake);
    setMood(details);
    return {};
}

Result<void> CameraSimulator::Private::apply(const QByteArray &line)
{
    static const QStringList kinds = {u"link"_s, u"defect"_s, u"nonsense"_s, u"deaf"_s, u"shake"_s};
    const Result<ControlLine> said = ControlLine::from(line);
    if (!said)
        return said.error();
    const auto &[verb, value, details] = *said;
    const CameraFault fault{details[u"kind"_s].toString(), details[u"times"_s].toInt(1)};
    if (verb == u"page" && (value.isNull() || details[u"seed"_s].isDouble())) {
        sheet = value.isNull() ? std::nullopt : std::optional(quint64(details[u"seed"_s].toInteger()));
        backUp = false;
    } else if (verb == u"fault" && kinds.contains(fault.kind) && fault.times >= 1) {
        faults << fault;
    } else if (verb == u"set") {
        if (auto done = set(details); !done)
            return done;
    } else if (verb == u"unplugAt" && details[u"frame"_s].toInt() >= 1) {
        unplugAtFrame = details[u"frame"_s].toInt();
    } else if (verb == u"unplugAt" && value == u"taken"_s) {
        unplugWhenTaken = true;
    } else if (verb == u"reset") {
        reset();
    } else if (!takes(*said)) {
        return controlRefused(verb);
    }
    note(verb);
    return {};
}

} // namespace zc::devices
