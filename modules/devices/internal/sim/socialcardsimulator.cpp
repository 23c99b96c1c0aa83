#include "internal/sim/pretended.h"
#include "internal/sim/socialcardchip.h"
#include "internal/smartcard/cardterminal.h"

#include <QThread>

namespace zc::devices {

using namespace Qt::StringLiterals;
using smartcard::cardError;

struct SocialCardSimulator::Private : sim::Pretended {
    std::optional<SimulatedSocialCard> card;
    int inserted = 0;               // cards so far: a channel does not outlive its card
    QList<sim::ChipFault> faults;
    QString unplugAt;               // first, middle, last command
    int msPerCommand = 0, reads = 0;

    void lay(const std::optional<SimulatedSocialCard> &next)
    {
        card = next;
        ++inserted;
    }

    Result<void> apply(const QByteArray &line)
    {
        static const QStringList moments = {u"first"_s, u"middle"_s, u"last"_s};
        const auto said = sim::ControlLine::from(line);
        if (!said)
            return said.error();
        const auto &[verb, value, details] = *said;
        if (verb == u"card" && value.isNull()) {
            lay(std::nullopt);
        } else if (verb == u"card") {
            const auto next = sim::socialCardFrom(details);
            if (!next)
                return next.error();
            lay(*next);
        } else if (verb == u"fault") {
            const auto fault = sim::chipFault(details);
            if (!fault)
                return fault.error();
            faults << *fault;
        } else if (verb == u"set") {
            for (auto it = details.begin(); it != details.end(); ++it)
                if (it.key() != u"msPerCommand" && it.key() != u"denied" && it.key() != u"busy")
                    return sim::controlRefused(it.key());
            msPerCommand = qBound(0, details[u"msPerCommand"_s].toInt(msPerCommand), 600'000);
            setMood(details);
        } else if (verb == u"unplugAt" && moments.contains(value.toString())) {
            unplugAt = value.toString();
        } else if (verb == u"reset") {
            lay(std::nullopt);
            faults.clear();
            unplugAt.clear();
            msPerCommand = 0;
            mend();
        } else if (!takes(*said)) {
            return sim::controlRefused(verb);
        }
        note(verb);
        return {};
    }
};

namespace {

using State = SocialCardSimulator::Private;
constexpr int kPretendedSliceMs = 10;

// What goes wrong on the way to the chip; nothing: the chip answers.
std::optional<Error> onTheWay(State &state, const QByteArray &command, int pulls)
{
    const bool first = command.startsWith(QByteArray::fromHex("00A40400")), last = command.startsWith(QByteArray::fromHex("00B20D"));
    const bool middle = command.startsWith(QByteArray::fromHex("00B209"));
    if ((first && state.unplugAt == u"first") || (middle && state.unplugAt == u"middle") || (last && state.unplugAt == u"last")) {
        state.unplugAt.clear();
        state.pullOut();
    }
    if (state.pulls != pulls)
        return cardError(FaultClass::Transport);
    const auto planned = [&](const QString &kind) { return sim::takePlanned(state.faults, [&](const sim::ChipFault &f) { return f.kind == kind; }).has_value(); };
    if (first && planned(u"link"_s))
        return cardError(FaultClass::Transport);
    if (first && planned(u"defect"_s))
        return cardError(FaultClass::DeviceFault, {}, u"8010001F"_s);
    if (middle && planned(u"removed"_s)) {
        state.lay(std::nullopt);
        return cardError(FaultClass::UserAction, {}, u"80100069"_s);
    }
    return std::nullopt;
}

class PretendedChannel final : public smartcard::CardChannel {
public:
    PretendedChannel(std::shared_ptr<State> state, int pulls) : m_state(std::move(state)), m_pulls(pulls), m_inserted(m_state->inserted), m_chip(*m_state->card) {}
    Result<QByteArray> transmit(const QByteArray &command) override
    {
        int waitMs = 0;
        {
            const std::lock_guard lock(m_state->mutex);
            m_state->note(u"> "_s + QString::fromLatin1(command.left(4).toHex()));
            m_state->reads += command.startsWith(QByteArray::fromHex("00A40400"));
            waitMs = m_state->msPerCommand;
        }
        if (waitMs > 0)
            QThread::msleep(quint64(qMin(waitMs, 2000)));
        const std::lock_guard lock(m_state->mutex);
        if (const auto trouble = onTheWay(*m_state, command, m_pulls))
            return *trouble;
        if (m_state->inserted != m_inserted)
            return cardError(FaultClass::UserAction, {}, u"80100069"_s);
        const auto answer = m_chip.answer(command, m_state->faults);
        if (!answer)
            return cardError(FaultClass::Timeout);
        m_state->note(u"< "_s + QString::fromLatin1(answer->last(2).toHex()));
        return *answer;
    }

private:
    const std::shared_ptr<State> m_state;
    const int m_pulls, m_inserted;
    sim::SocialCardChip m_chip;
};

class PretendedTerminal final : public smartcard::CardTerminal {
public:
    explicit PretendedTerminal(std::shared_ptr<State> state) : m_state(std::move(state)), m_pulls(m_state->pulls) {}
    QString name() const override { return u"simulator"_s; }
    bool isThere() override
    {
        const std::lock_guard lock(m_state->mutex);
        return m_state->plugged && m_state->pulls == m_pulls;
    }
    Result<bool> cardInside(int waitMs) override
    {
        for (int left = waitMs;; left -= kPretendedSliceMs) {
            {
                const std::lock_guard lock(m_state->mutex);
                if (m_state->pulls != m_pulls)
                    return cardError(FaultClass::NoDevice);
                if (m_state->card || left <= 0)
                    return m_state->card.has_value();
            }
            QThread::msleep(quint64(qMin(left, kPretendedSliceMs)));
        }
    }
    Result<std::unique_ptr<smartcard::CardChannel>> connect() override
    {
        const std::lock_guard lock(m_state->mutex);
        if (!m_state->card)
            return cardError(FaultClass::UserAction, {}, u"80100069"_s);
        return std::unique_ptr<smartcard::CardChannel>(std::make_unique<PretendedChannel>(m_state, m_pulls));
    }

private:
    const std::shared_ptr<State> m_state;
    const int m_pulls;
};

} // namespace

SocialCardSimulator::SocialCardSimulator() : d(std::make_shared<Private>()) {}
SocialCardSimulator::~SocialCardSimulator() = default;

void SocialCardSimulator::insert(const SimulatedSocialCard &card)
{
    const std::lock_guard lock(d->mutex);
    d->lay(card);
}

void SocialCardSimulator::remove()
{
    const std::lock_guard lock(d->mutex);
    d->lay(std::nullopt);
}

Result<void> SocialCardSimulator::control(const QByteArray &line)
{
    const std::lock_guard lock(d->mutex);
    return d->apply(line);
}

int SocialCardSimulator::reads() const
{
    const std::lock_guard lock(d->mutex);
    return d->reads;
}

void SocialCardSimulator::listen(std::function<void(const QString &words)> heard)
{
    const std::lock_guard lock(d->mutex);
    d->heard = std::move(heard);
}

QStringList SocialCardSimulator::transcript() const
{
    const std::lock_guard lock(d->mutex);
    return d->transcript;
}

std::unique_ptr<Driver> makeSimulatedSocialCardReader(const DeviceId &slot, const QString &title, const std::shared_ptr<SocialCardSimulator> &simulator)
{
    const auto state = simulator->d;
    return sim::makePretendedDriver({u"sim-ssc"_s, DeviceClass::SocialCardReader, slot, title},
                                    {state, [state] { return smartcard::makeSocialCardDevice(std::make_unique<PretendedTerminal>(state)); }});
}

} // namespace zc::devices
