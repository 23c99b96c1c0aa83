#include "internal/profile/links.h"
#include "internal/profile/meaning.h"

#include <base/uuid.h>

namespace zc::devices {

using namespace Qt::StringLiterals;
using namespace profile;

namespace {

using Said = TerminalAnswer::Kind;

constexpr int kListenMs = 20;
constexpr int kAliveMs = 1500;              // for the answer to a heartbeat
constexpr int kQuietWatchMs = 2000;         // where there is no heartbeat: to say what was left unsaid
constexpr int kMostSilences = 2;
constexpr qsizetype kLongestNumber = 32;

// A question that broke off and is still to be taken from the terminal's screen, also over the next line to it.
struct OwedCancel {
    bool owed = false;
    Values values;
};

// What one exchange of messages came to.
struct Exchanged {
    Meaning meaning;                        // Meant, and no kind that is passed over
    std::optional<Fault> fault;
    bool timeIsUp = false;                  // nothing of that within the time to listen
};

class ProfileTerminal final : public Device {
public:
    ProfileTerminal(const TerminalSettings &settings, TerminalSettings::Chosen chosen, std::unique_ptr<TerminalLink> link, OwedCancel &debt)
        : m_settings(settings), m_profile(std::move(chosen.profile)), m_remark(std::move(chosen.remark)), m_link(std::move(link)), m_debt(debt), m_values(debt.values) {}

    DeviceIdentity identity() const override { return {m_profile.title, {}}; }
    bool isOpen() override { return !m_gone && m_link->isOpen(); }
    int conditionMs() const override { return m_settings.watchMs > 0 ? m_settings.watchMs : m_profile.heartbeatS > 0 ? m_profile.heartbeatS * 1000 : kQuietWatchMs; }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.cls = m_profile.cls;
        if (m_profile.cls == DeviceClass::Evaluation)
            can.operations = {u"AskEvaluation"_s};
        for (const auto &[message, operation] : {std::pair{u"call"_s, u"CallQueue"_s}, {u"recall"_s, u"CallQueue.Recall"_s}, {u"skip"_s, u"CallQueue.Skip"_s}})
            if (m_profile.messages.contains(message))
                can.operations << operation;
        can.operations << u"CheckHealth"_s;
        can.notes = {u"profile %1, answers within %2 s"_s.arg(m_profile.id).arg(m_profile.timeoutS)};
        return can;
    }

    // The first word. What else is wrong with a terminal that answers, its condition tells. A question of the line before this one
    // is taken back once; whether the terminal still knew of it is its own affair.
    bool greet(JobContext &context)
    {
        const auto fault = m_profile.beats() ? beat(context) : std::nullopt;
        if (!isOpen() || (fault && fault->cls == FaultClass::Timeout))
            return false;
        (void)payDebt(context);
        m_debt.owed = false;
        return isOpen();
    }

    Condition condition(JobContext &context) override
    {
        if (!payDebt(context).has_value() && m_profile.beats() && !context.stopRequested()) {
            const auto fault = beat(context);
            const bool silent = fault && fault->cls == FaultClass::Timeout;
            m_silences = silent && !context.stopRequested() ? m_silences + 1 : fault ? m_silences : 0;
            m_gone = m_gone || m_silences >= kMostSilences;
            if (fault && !silent && fault->cls != FaultClass::Cancelled && isOpen())
                return {Condition::Kind::NeedsPerson, error(*fault)};
        }
        return m_remark.code.isEmpty() ? Condition() : Condition{Condition::Kind::Limited, m_remark};
    }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (!capabilities().operations.contains(operationName(operation)))
            return error({FaultClass::Unsupported, {}, operationName(operation), false});
        if (std::holds_alternative<CheckHealth>(operation)) {
            const auto fault = m_profile.beats() ? beat(context) : std::nullopt;
            return fault ? Result<AnyAnswer>(error(*fault)) : Result<AnyAnswer>(AnyAnswer(HealthReport{isOpen(), {}, capabilities().notes}));
        }
        if (const auto fault = payDebt(context))
            return error(*fault);
        if (const auto *ask = std::get_if<AskEvaluation>(&operation))
            return perform(*ask, context);
        return perform(std::get<CallQueue>(operation), context);
    }

private:
    Error error(const Fault &fault) const { return toError(fault, m_profile.cls); }

    std::optional<Fault> say(const QString &message, JobContext &context)
    {
        auto fault = m_link->send(requestFrom(m_profile, m_profile.messages.value(message), m_values), context);
        if (fault && context.stopRequested())
            fault = Fault{FaultClass::Cancelled, {}, {}, false};
        return fault;
    }

    // A question that was broken off must go from the terminal's screen, but not at the cost of a deadline: it is taken back as soon
    // as the job is over, and in any case before the next one.
    std::optional<Fault> payDebt(JobContext &context)
    {
        if (!m_debt.owed || !m_profile.messages.contains(u"cancel"_s))
            return std::nullopt;
        const auto fault = say(u"cancel"_s, context);
        m_debt.owed = fault.has_value();
        m_link->forget(context);
        return fault;
    }
    void owe() { m_debt = {m_profile.messages.contains(u"cancel"_s), m_values}; }
    Result<AnyAnswer> breakOff(const Fault &fault)
    {
        if (fault.cls != FaultClass::Busy && fault.cls != FaultClass::Denied)
            owe();
        return error(fault);
    }

    static std::optional<Fault> saidFault(Said kind)
    {
        switch (kind) {
        case Said::Busy: return Fault{FaultClass::Busy, {}, {}, true};
        case Said::Refused: return Fault{FaultClass::Denied, {}, {}, false};
        case Said::Broken: return Fault{FaultClass::DeviceFault, {}, {}, false};
        default: return std::nullopt;
        }
    }

    static Fault faultOfLine(TerminalLink::Heard::Kind kind)
    {
        switch (kind) {
        case TerminalLink::Heard::Kind::TooLong: return {FaultClass::Protocol, {}, u"too long"_s, false};
        case TerminalLink::Heard::Kind::Broken: return {FaultClass::Protocol, {}, u"frame"_s, false};
        default: return {FaultClass::Transport, {}, {}, true};
        }
    }

    // Says one message and listens until one of `wanted` comes, at most `listenMs` from the moment it was said.
    Exchanged converse(const QString &message, std::initializer_list<Said> wanted, int listenMs, JobContext &context)
    {
        Exchanged heard;
        const qint64 saidMs = context.nowMs();
        if ((heard.fault = say(message, context)))
            return heard;
        bool accepted = !m_profile.says(Said::Accepted) || message == u"heartbeat";
        bool strange = false;
        qint64 polledMs = context.nowMs();
        for (;;) {
            const qint64 gone = context.nowMs() - saidMs;
            if (context.stopRequested())
                heard.fault = Fault{FaultClass::Cancelled, {}, {}, false};
            else if (context.remainingMs() <= 0 || (!accepted && gone >= qMin(listenMs, m_profile.acceptS * 1000)))
                heard.fault = Fault{strange ? FaultClass::Protocol : FaultClass::Timeout, {}, accepted ? QString() : u"not shown"_s, true};
            heard.timeIsUp = !heard.fault && gone >= listenMs;
            if (heard.fault || heard.timeIsUp)
                return heard;
            if (m_profile.messages.contains(u"poll"_s) && message != u"heartbeat" && context.nowMs() - polledMs >= m_profile.pollMs) {
                polledMs = context.nowMs();
                if ((heard.fault = say(u"poll"_s, context)))
                    return heard;
            }
            const auto said = m_link->next(qMin(kListenMs, qMax(1, context.remainingMs())), context);
            if (said.kind == TerminalLink::Heard::Kind::Nothing)
                continue;
            if (said.kind != TerminalLink::Heard::Kind::Message) {
                heard.fault = faultOfLine(said.kind);
                return heard;
            }
            heard.meaning = understand(m_profile, said.message, m_values);
            if (heard.meaning.reading == Meaning::Reading::Nonsense)
                heard.fault = Fault{FaultClass::Protocol, {}, {}, false};
            else if (heard.meaning.reading == Meaning::Reading::Meant)
                heard.fault = saidFault(heard.meaning.kind);
            if (heard.fault)
                return heard;
            strange = strange || heard.meaning.reading == Meaning::Reading::Stranger;
            if (heard.meaning.reading == Meaning::Reading::Meant && std::find(wanted.begin(), wanted.end(), heard.meaning.kind) != wanted.end())
                return heard;
            accepted = accepted || (heard.meaning.reading == Meaning::Reading::Meant && heard.meaning.kind == Said::Accepted);
        }
    }

    std::optional<Fault> beat(JobContext &context)
    {
        if (m_profile.pings())
            return m_link->ping(kAliveMs, context);
        m_link->forget(context);
        const bool answers = m_profile.says(Said::Alive);
        const Exchanged heard = converse(u"heartbeat"_s, {Said::Alive}, answers ? kAliveMs : 0, context);
        if (heard.timeIsUp && answers)
            return Fault{FaultClass::Timeout, {}, {}, true};
        return heard.fault;
    }

    Result<AnyAnswer> perform(const AskEvaluation &ask, JobContext &context)
    {
        const int seconds = qBound(1, ask.seconds, m_profile.timeoutS);
        m_values = {{u"visit"_s, uuidText(ask.visit)}, {u"item"_s, ask.item}, {u"case"_s, ask.caseNumber}, {u"window"_s, ask.window},
                    {u"clerk"_s, ask.clerkNo}, {u"seconds"_s, QString::number(seconds)}};
        m_link->forget(context);
        const Exchanged heard = converse(u"ask"_s, {Said::Rated, Said::Declined}, seconds * 1000, context);
        if (heard.fault)
            return breakOff(*heard.fault);
        Rating rating;
        if (heard.timeIsUp) {
            owe();
            return AnyAnswer(rating);
        }
        rating.raw = heard.meaning.value;
        rating.outcome = heard.meaning.kind == Said::Declined ? Rating::Outcome::Declined
            : heard.meaning.level ? Rating::Outcome::Given : Rating::Outcome::Unknown;
        rating.level = heard.meaning.level.value_or(0);
        return AnyAnswer(rating);
    }

    Result<AnyAnswer> perform(const CallQueue &call, JobContext &context)
    {
        m_values = {{u"window"_s, call.window}, {u"clerk"_s, call.clerkNo}, {u"number"_s, call.number}, {u"seconds"_s, QString::number(m_profile.timeoutS)}};
        m_link->forget(context);
        const bool next = call.act == CallQueue::Act::Next;
        const QString message = next ? u"call"_s : call.act == CallQueue::Act::Recall ? u"recall"_s : u"skip"_s;
        const Exchanged heard = next ? converse(message, {Said::Called, Said::Nobody}, m_profile.timeoutS * 1000, context)
                                 : converse(message, {Said::Called, Said::Done, Said::Nobody}, m_profile.timeoutS * 1000, context);
        if (heard.fault)
            return error(*heard.fault);
        if (heard.timeIsUp)
            return error({FaultClass::Timeout, {}, {}, true});
        if (heard.meaning.kind == Said::Nobody)
            return error({FaultClass::NoMedia, {}, {}, true});
        if (heard.meaning.kind == Said::Done)
            return AnyAnswer(QueueTicket{call.number, {}, -1});
        const QString number = heard.meaning.number.trimmed();
        if (number.isEmpty() || number.size() > kLongestNumber)
            return error({FaultClass::Protocol, {}, u"no number"_s, false});
        return AnyAnswer(QueueTicket{number, heard.meaning.service, heard.meaning.waiting});
    }

    const TerminalSettings m_settings;
    const TerminalProfile m_profile;
    const Error m_remark;
    const std::unique_ptr<TerminalLink> m_link;
    OwedCancel &m_debt;
    Values m_values;                        // of the exchange that runs, or of the one that is still to be taken back
    bool m_gone = false;
    int m_silences = 0;
};

class TerminalDriver final : public Driver {
public:
    using Scan = std::function<QList<Candidate>()>;
    using Open = std::function<Result<std::unique_ptr<TerminalLink>>(const TerminalProfile &, JobContext &)>;
    TerminalDriver(QString id, TerminalSettings settings, Scan scan, Open open)
        : m_id(std::move(id)), m_settings(std::move(settings)), m_scan(std::move(scan)), m_open(std::move(open)) {}
    DriverInfo info() const override { return {m_id, m_settings.cls, m_settings.slot, m_settings.title}; }
    QList<Candidate> scan() override { return m_scan(); }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &context) override
    {
        auto chosen = m_settings.profile();
        if (!chosen.ok())
            return chosen.error();
        if (chosen->profile.cls != m_settings.cls)
            return Error{ErrorKind::Invalid, u"DEV-PROFILE"_s, u"class is %1"_s.arg(deviceClassName(chosen->profile.cls))};
        auto link = m_open(chosen->profile, context);
        if (!link.ok())
            return link.error();
        auto terminal = std::make_unique<ProfileTerminal>(m_settings, std::move(*chosen), std::move(*link), m_debt);
        if (!terminal->greet(context))          // switched off, or nobody there
            return toError({FaultClass::NoDevice, {}, {}, true}, m_settings.cls);
        return std::unique_ptr<Device>(std::move(terminal));
    }

private:
    const QString m_id;
    const TerminalSettings m_settings;
    const Scan m_scan;
    const Open m_open;
    OwedCancel m_debt;                      // outlives every device of this driver
};

} // namespace

std::unique_ptr<Driver> makeTerminalDriver(const QString &driverId, const TerminalSettings &settings, std::function<QList<Candidate>()> scan,
                                           std::function<Result<std::unique_ptr<TerminalLink>>(const TerminalProfile &profile, JobContext &context)> open)
{
    return std::make_unique<TerminalDriver>(driverId, settings, std::move(scan), std::move(open));
}

} // namespace zc::devices
