#include <devices/keytoken.h>
#include <devices/simulatedkey.h>

#include "internal/sim/pretended.h"

#include <crypto/softkey.h>

#include <algorithm>

namespace zc::devices {

using namespace Qt::StringLiterals;
using crypto::KeyKind;
using crypto::SoftKey;

namespace {

constexpr int kLongestSigningMs = 600'000;

Error simulatedFault(FaultClass cls, const QString &suffix = {})
{
    return toError({cls, suffix, {}, false}, DeviceClass::Key);
}

} // namespace

struct KeySimulator::Private : sim::Stepwise {
    std::vector<SoftKey> keys;
    std::size_t first = 0;
    int tries = kTries, afterMs = 0, signatures = 0;

    Result<void> apply(const QByteArray &line)
    {
        static const QStringList kinds = {u"link"_s, u"nonsense"_s, u"defect"_s, u"deaf"_s, u"key"_s, u"press"_s}, steps = {u"login"_s, u"sign"_s, u"answer"_s};
        const auto said = sim::ControlLine::from(line);
        if (!said)
            return said.error();
        const auto &[verb, value, details] = *said;
        if (verb == u"first" && value.toInt(-1) >= 0) {
            first = std::size_t(value.toInt()) % keys.size();
        } else if (verb == u"tries" && value.toInt(-1) >= 0 && value.toInt() <= kTries) {
            tries = value.toInt();
        } else if (verb == u"set" && value.isObject()) {
            if (const QString strange = sim::strangeMember(details, {u"afterMs"}); !strange.isEmpty())
                return sim::controlRefused(strange);
            afterMs = qBound(0, details[u"afterMs"_s].toInt(afterMs), kLongestSigningMs);
            setMood(details);
        } else if (verb == u"reset") {
            afterMs = 0;
            tries = kTries;
            mend();
        } else if (!takes(*said, kinds, steps)) {
            return sim::controlRefused(verb);
        }
        note(verb);
        return {};
    }

    QList<QByteArray> listed() const
    {
        QList<QByteArray> list;
        for (std::size_t i = 0; i < keys.size(); ++i)
            list << keys[(first + i) % keys.size()].certificate();
        return list;
    }
};

namespace {

// One plugging-in: once pulled out, it stays gone.
class SimulatedToken final : public KeyToken {
public:
    SimulatedToken(std::shared_ptr<KeySimulator::Private> state) : m_state(std::move(state)), m_pulls(m_state->pulls) {}

    DeviceIdentity identity() const override { return {u"Simulated key"_s, u"SIM-KEY-1"_s}; }
    bool present() override
    {
        const std::lock_guard lock(m_state->mutex);
        return there();
    }
    Result<QList<QByteArray>> certificates() override
    {
        const std::lock_guard lock(m_state->mutex);
        if (!there())
            return simulatedFault(FaultClass::NoDevice);
        return m_state->listed();
    }
    Result<PinState> pinState() override
    {
        const std::lock_guard lock(m_state->mutex);
        if (!there())
            return simulatedFault(FaultClass::NoDevice);
        return PinState{m_state->tries, m_state->tries == 0};
    }
    Result<QByteArray> sign(const Request &request) override
    {
        QString fault;
        if (const Error refused = login(request.pin, &fault); !refused.code.isEmpty())
            return refused;
        if (fault == u"press")
            return simulatedFault(FaultClass::UserAction);
        if (const auto ended = m_state->wait(fault == u"deaf" ? nullptr : &m_state->afterMs, m_pulls, request.abandoned))
            return simulatedFault(*ended);
        const std::lock_guard lock(m_state->mutex);
        if (!m_state->stepDone(u"sign"_s, m_pulls))
            return simulatedFault(FaultClass::NoDevice);
        if (fault == u"link")
            return simulatedFault(FaultClass::Transport);
        if (fault == u"defect")
            return simulatedFault(FaultClass::DeviceFault);
        const auto key = std::find_if(m_state->keys.begin(), m_state->keys.end(), [&](const SoftKey &one) { return one.certificate() == request.certificate.der; });
        if (fault == u"key" || key == m_state->keys.end())
            return simulatedFault(FaultClass::MediaRejected);
        QByteArray wanted = request.digest.toByteArray();
        if (fault == u"nonsense")
            wanted[0] = char(wanted[0] ^ 1);
        const Result<QByteArray> signature = key->sign(wanted);
        m_state->note(u"signed"_s);
        if (!m_state->stepDone(u"answer"_s, m_pulls))
            return simulatedFault(FaultClass::NoDevice);
        if (!signature)
            return simulatedFault(FaultClass::DeviceFault);
        return key->kind() == KeyKind::Rsa ? *signature : crypto::pairSignature(*signature);
    }

private:
    bool there() const { return m_state->plugged && m_state->pulls == m_pulls; }

    Error login(QByteArrayView pin, QString *fault)
    {
        const std::lock_guard lock(m_state->mutex);
        ++m_state->signatures;
        m_state->note(u"login"_s);
        if (!m_state->stepDone(u"login"_s, m_pulls))
            return simulatedFault(FaultClass::NoDevice);
        if (m_state->tries == 0)
            return pinRefused(0);
        if (!crypto::constantTimeEqual(pin, KeySimulator::samplePin())) {
            m_state->note(u"wrong PIN"_s);
            return pinRefused(--m_state->tries);
        }
        m_state->tries = KeySimulator::kTries;
        *fault = m_state->nextFault();
        return {};
    }

    const std::shared_ptr<KeySimulator::Private> m_state;
    const int m_pulls;
};

} // namespace

KeySimulator::KeySimulator() : d(std::make_shared<Private>()) {}
KeySimulator::~KeySimulator() = default;

Result<std::shared_ptr<KeySimulator>> KeySimulator::make()
{
    std::shared_ptr<KeySimulator> simulator(new KeySimulator);
    for (const auto &[kind, subject] : {std::pair{KeyKind::Sm2, u"样例经办人甲"_s}, {KeyKind::Sm2, u"样例经办人乙"_s}, {KeyKind::Sm2, u"样例单位章"_s}, {KeyKind::Rsa, u"样例经办人丙"_s}}) {
        auto key = SoftKey::generate(kind, subject);
        if (!key)
            return key.error();
        simulator->d->keys.push_back(std::move(*key));
    }
    return simulator;
}

QByteArray KeySimulator::samplePin() { return "135790"; }

Result<void> KeySimulator::control(const QByteArray &line)
{
    const std::lock_guard lock(d->mutex);
    return d->apply(line);
}

void KeySimulator::listen(std::function<void(const QString &)> heard)
{
    const std::lock_guard lock(d->mutex);
    d->heard = std::move(heard);
}

int KeySimulator::signatures() const
{
    const std::lock_guard lock(d->mutex);
    return d->signatures;
}

int KeySimulator::triesLeft() const
{
    const std::lock_guard lock(d->mutex);
    return d->tries;
}

QList<QByteArray> KeySimulator::certificates() const
{
    QList<QByteArray> list;
    for (const SoftKey &key : d->keys)
        list << key.certificate();
    return list;
}

QStringList KeySimulator::transcript() const
{
    const std::lock_guard lock(d->mutex);
    return d->transcript;
}

std::unique_ptr<Driver> makeSimulatedKey(const DeviceId &slot, const QString &title, const std::shared_ptr<KeySimulator> &simulator)
{
    const auto state = simulator->d;
    return sim::makePretendedDriver({u"sim-key"_s, DeviceClass::Key, slot, title},
                                    {state, [state, simulator] { return makeKeyDevice(std::make_unique<SimulatedToken>(state), state->listed()); }});
}

} // namespace zc::devices
