#include "internal/sim/signaturescript.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

using PadState = SignatureSimulator::Private;

// The job as the pad's own stack sees it: whoever pulls the pad out, or breaks its line, stops it.
class PulledContext final : public JobContext {
public:
    PulledContext(JobContext &good, PadState &state, int pulls) : m_good(good), m_state(state), m_pulls(pulls) {}
    bool stopRequested() const override { return m_good.stopRequested() || trouble(); }
    int remainingMs() const override { return m_good.remainingMs(); }
    qint64 nowMs() const override { return m_good.nowMs(); }
    void reportMedia(Media media) override { m_good.reportMedia(media); }
    void reportProgress(const Progress &progress) override { m_good.reportProgress(progress); }
    void reportCondition(const Condition &condition) override { m_good.reportCondition(condition); }
    std::optional<FaultClass> trouble() const
    {
        const std::lock_guard lock(m_state.mutex);
        return m_state.pulls != m_pulls ? FaultClass::NoDevice : m_state.broken;
    }

private:
    JobContext &m_good;
    PadState &m_state;
    const int m_pulls;
};

class SimulatedPad final : public Device {
public:
    explicit SimulatedPad(std::shared_ptr<PadState> state) : m_state(std::move(state)), m_pad(ink::makePad(u"simulator"_s, m_state->surface())), m_pulls(m_state->pulls) {}
    DeviceIdentity identity() const override { return m_pad->identity(); }
    Capabilities capabilities() const override { return m_pad->capabilities(); }
    bool isOpen() override
    {
        const std::lock_guard lock(m_state->mutex);
        return m_state->plugged && m_state->pulls == m_pulls;
    }
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (!std::holds_alternative<CaptureInk>(operation))
            return m_pad->run(operation, context);
        {
            const std::lock_guard lock(m_state->mutex);
            if (m_state->defect())
                return toError({FaultClass::DeviceFault, {}, {}, false}, DeviceClass::SignaturePad);
        }
        PulledContext pulled(context, *m_state, m_pulls);
        Result<AnyAnswer> answer = m_pad->run(operation, pulled);
        const auto trouble = pulled.trouble();
        if (trouble && !answer.ok() && !context.stopRequested())
            return toError({*trouble, {}, {}, true}, DeviceClass::SignaturePad);
        return answer;
    }

private:
    const std::shared_ptr<PadState> m_state;
    const std::unique_ptr<Device> m_pad;
    const int m_pulls;
};

} // namespace

SignatureSimulator::SignatureSimulator() : d(std::make_shared<Private>())
{
    d->inlet->setTools({true, true, true});
    d->writer = std::thread([state = d.get()] { state->run(); });
}

SignatureSimulator::~SignatureSimulator()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->writer.join();
}

std::shared_ptr<InkInlet> SignatureSimulator::inlet() const { return d->inlet; }

Result<void> SignatureSimulator::control(const QByteArray &line)
{
    const std::lock_guard lock(d->mutex);
    return d->apply(line);
}

int SignatureSimulator::captures() const
{
    const std::lock_guard lock(d->mutex);
    return d->captures;
}

QStringList SignatureSimulator::transcript() const
{
    const std::lock_guard lock(d->mutex);
    return d->transcript;
}

std::unique_ptr<Driver> makeSimulatedSignaturePad(const DeviceId &slot, const QString &title, const std::shared_ptr<SignatureSimulator> &simulator)
{
    const auto state = simulator->d;
    // The place holds the simulator as well: it lives as long as its driver.
    return sim::makePretendedDriver({u"sim-sig"_s, DeviceClass::SignaturePad, slot, title},
                                    {state, [state, simulator] { return std::make_unique<SimulatedPad>(state); }});
}

} // namespace zc::devices
