#include <devices/fingersensor.h>
#include <devices/simulatedfinger.h>

#include "internal/sim/pretended.h"


namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestFingerMs = 600'000;
constexpr int kAlikeScore = 90, kUnlikeScore = 12;

struct SimulatedFinger {
    bool same = true;
    int record = 1;                 // of the card, where it is the same
    int score = kAlikeScore;
};

Error simulatedFingerFault(FaultClass cls)
{
    return toError({cls, {}, {}, false}, DeviceClass::FingerprintReader);
}

// "same" | "other" | null | {"is","record","score"}
Result<std::optional<SimulatedFinger>> fingerFrom(const QJsonValue &value)
{
    if (value.isNull())
        return std::optional<SimulatedFinger>();
    const QJsonObject details = value.toObject();
    for (auto it = details.begin(); it != details.end(); ++it)
        if (it.key() != u"is" && it.key() != u"record" && it.key() != u"score")
            return sim::controlRefused(it.key());
    const QString is = value.isString() ? value.toString() : details[u"is"_s].toString();
    if (is != u"same" && is != u"other")
        return sim::controlRefused(u"finger"_s);
    const SimulatedFinger finger{is == u"same", details[u"record"_s].toInt(1), details[u"score"_s].toInt(is == u"same" ? kAlikeScore : kUnlikeScore)};
    if (finger.record < 1 || finger.record > FingerFeatures::kMostRecords || finger.score < 0 || finger.score > 100)
        return sim::controlRefused(u"finger"_s);
    return std::optional(finger);
}

} // namespace

struct FingerSimulator::Private : sim::Stepwise {
    std::optional<SimulatedFinger> finger, started;
    int afterMs = 0, startedAfterMs = 0, weakMs = 0, comparisons = 0;

    Result<void> apply(const QByteArray &line)
    {
        static const QStringList kinds = {u"link"_s, u"nonsense"_s, u"defect"_s, u"deaf"_s, u"dirty"_s, u"weak"_s, u"stays"_s, u"unreadable"_s},
                                 steps = {u"light"_s, u"look"_s, u"answer"_s};
        const auto said = sim::ControlLine::from(line);
        if (!said)
            return said.error();
        const auto &[verb, value, details] = *said;
        if (verb == u"finger") {
            const auto put = fingerFrom(value);
            if (!put)
                return put.error();
            finger = *put;
        } else if (verb == u"set" && value.isObject()) {
            if (const QString strange = sim::strangeMember(details, {u"afterMs", u"weakMs"}); !strange.isEmpty())
                return sim::controlRefused(strange);
            afterMs = qBound(0, details[u"afterMs"_s].toInt(afterMs), kLongestFingerMs);
            weakMs = qBound(0, details[u"weakMs"_s].toInt(weakMs), kLongestFingerMs);
            setMood(details);
        } else if (verb == u"reset") {
            finger = started;
            afterMs = startedAfterMs;
            weakMs = 0;
            mend();
        } else if (!takes(*said, kinds, steps)) {
            return sim::controlRefused(verb);
        }
        note(verb);
        return {};
    }
};

namespace {

// One plugging-in: once pulled out, it stays gone.
class SimulatedSensor final : public FingerSensor {
public:
    explicit SimulatedSensor(std::shared_ptr<FingerSimulator::Private> state) : m_state(std::move(state)), m_pulls(m_state->pulls) {}

    DeviceIdentity identity() const override { return {u"Simulated fingerprint reader"_s, u"SIM-FPR-1"_s}; }
    bool present() override
    {
        const std::lock_guard lock(m_state->mutex);
        return there();
    }
    Result<void> begin() override
    {
        const std::lock_guard lock(m_state->mutex);
        ++m_state->comparisons;
        m_state->note(u"light on"_s);
        m_fault.clear();
        m_compared = false;
        if (!m_state->stepDone(u"light"_s, m_pulls))
            return simulatedFingerFault(FaultClass::NoDevice);
        m_fault = m_state->nextFault();
        m_asked.start();
        return {};
    }
    Result<Seen> look(const Abandoned &abandoned) override
    {
        if (m_fault == u"deaf")
            return simulatedFingerFault(m_state->wait(nullptr, m_pulls, abandoned).value_or(FaultClass::Cancelled));
        const std::lock_guard lock(m_state->mutex);
        if (!there())
            return simulatedFingerFault(FaultClass::NoDevice);
        if (m_fault == u"link")
            return simulatedFingerFault(FaultClass::Transport);
        if (m_fault == u"defect")
            return simulatedFingerFault(FaultClass::DeviceFault);
        if (m_fault == u"dirty")
            return simulatedFingerFault(FaultClass::UserAction);
        if (m_compared && m_fault != u"stays") {        // lifted, and put on anew
            m_compared = false;
            m_asked.start();
            m_state->note(u"lifted"_s);
            return Seen::Nothing;
        }
        if (!m_state->finger || m_asked.elapsed() < m_state->afterMs)
            return Seen::Nothing;
        if (!m_state->stepDone(u"look"_s, m_pulls))
            return simulatedFingerFault(FaultClass::NoDevice);
        return m_fault == u"weak" || m_asked.elapsed() < m_state->afterMs + m_state->weakMs ? Seen::Weak : Seen::Finger;
    }
    Result<Likeness> compare(int number, QByteArrayView, const Abandoned &) override
    {
        const std::lock_guard lock(m_state->mutex);
        m_compared = true;
        m_state->note(u"compared with %1"_s.arg(number));
        if (!m_state->stepDone(u"answer"_s, m_pulls) || !m_state->finger)
            return simulatedFingerFault(FaultClass::NoDevice);
        if (m_fault == u"unreadable")
            return simulatedFingerFault(FaultClass::MediaRejected);
        const SimulatedFinger &finger = *m_state->finger;
        const bool alike = finger.record == number;
        return Likeness{finger.same && alike, m_fault == u"nonsense" ? 300 : alike ? finger.score : qMin(finger.score, kUnlikeScore)};
    }
    void end() override
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->note(u"light off"_s);
    }

private:
    bool there() const { return m_state->plugged && m_state->pulls == m_pulls; }

    const std::shared_ptr<FingerSimulator::Private> m_state;
    const int m_pulls;
    QElapsedTimer m_asked;              // since the light went on, or the finger was lifted
    QString m_fault;                    // of this comparison
    bool m_compared = false;            // since the finger was put on
};

} // namespace

FingerSimulator::FingerSimulator() : FingerSimulator(Options()) {}

FingerSimulator::FingerSimulator(const Options &options) : d(std::make_shared<Private>())
{
    d->finger = d->started = SimulatedFinger{options.same, 1, options.same ? kAlikeScore : kUnlikeScore};
    d->afterMs = d->startedAfterMs = options.afterMs;
}

FingerSimulator::~FingerSimulator() = default;

Result<void> FingerSimulator::control(const QByteArray &line)
{
    const std::lock_guard lock(d->mutex);
    return d->apply(line);
}

void FingerSimulator::listen(std::function<void(const QString &)> heard)
{
    const std::lock_guard lock(d->mutex);
    d->heard = std::move(heard);
}

int FingerSimulator::comparisons() const
{
    const std::lock_guard lock(d->mutex);
    return d->comparisons;
}

QStringList FingerSimulator::transcript() const
{
    const std::lock_guard lock(d->mutex);
    return d->transcript;
}

QByteArray FingerSimulator::sampleFeatures()
{
    QByteArray both;
    for (const char number : {'1', '2'})
        both += QByteArray("C SAMPLE FINGER ").append(number).leftJustified(FingerFeatures::kRecordBytes, number);
    return both;
}

std::unique_ptr<Driver> makeSimulatedFingerReader(const DeviceId &slot, const QString &title, const std::shared_ptr<FingerSimulator> &simulator)
{
    const auto state = simulator->d;
    return sim::makePretendedDriver({u"sim-fpr"_s, DeviceClass::FingerprintReader, slot, title},
                                    {state, [state, simulator] { return makeFingerDevice(std::make_unique<SimulatedSensor>(state)); }});
}

} // namespace zc::devices
