#include "internal/ipp/printstate.h"
#include "internal/sim/pretended.h"

#include <devices/simulatedprinters.h>

#include <QFile>
#include <QDir>
#include <QJsonArray>
#include <QThread>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

using Phase = PrintRecord::Phase;

constexpr int kPaperSliceMs = 10;
constexpr int kPaperWatchMs = 150;
constexpr int kMostKept = 100;
constexpr int kPrinting = 4, kIdle = 3;

Error printError(const Fault &fault) { return toError(fault, DeviceClass::Printer); }

} // namespace

struct PrinterSimulator::Private : sim::Pretended {
    Options options, started;
    QStringList reasons;
    QString fault;
    int faultTimes = 0;
    QString unplugAt;               // start, middle or end of a job
    int jobs = 0;
    QList<QByteArray> papers;

    void reset()
    {
        options = started;
        reasons.clear();
        fault.clear();
        unplugAt.clear();
        faultTimes = 0;
        mend();
    }
    Result<void> apply(const QByteArray &line)
    {
        static const QStringList kinds = {u"link"_s, u"rejected"_s, u"defect"_s, u"nonsense"_s, u"deaf"_s, u"stopped"_s};
        static const QStringList moments = {u"start"_s, u"middle"_s, u"end"_s};
        const auto said = sim::ControlLine::from(line);
        if (!said)
            return said.error();
        const auto &[verb, value, details] = *said;
        if (verb == u"reasons" && value.isArray()) {
            reasons.clear();
            for (const QJsonValue &word : value.toArray())
                reasons << word.toString();
        } else if (verb == u"fault" && kinds.contains(details[u"kind"_s].toString())) {
            fault = details[u"kind"_s].toString();
            faultTimes = qMax(1, details[u"times"_s].toInt(1));
        } else if (verb == u"set" && value.isObject()) {
            for (auto it = details.begin(); it != details.end(); ++it)
                if (it.key() != u"msPerJob" && it.key() != u"denied" && it.key() != u"busy")
                    return sim::controlRefused(it.key());
            options.msPerJob = details[u"msPerJob"_s].toInt(options.msPerJob);
            setMood(details);
        } else if (verb == u"unplugAt" && moments.contains(value.toString())) {
            unplugAt = value.toString();
        } else if (verb == u"reset") {
            reset();
        } else if (!takes(*said)) {
            return sim::controlRefused(verb);
        }
        note(verb);
        return {};
    }
};

namespace {

class SimulatedPrinter final : public Device {
public:
    using State = PrinterSimulator::Private;
    SimulatedPrinter(std::shared_ptr<State> state, DeviceId slot, std::shared_ptr<PrintJournal> journal)
        : m_state(std::move(state)), m_slot(std::move(slot)), m_journal(std::move(journal)), m_pulls(m_state->pulls) {}

    DeviceIdentity identity() const override { return {u"simulator"_s, {}}; }
    int conditionMs() const override { return kPaperWatchMs; }
    bool isOpen() override
    {
        const std::lock_guard lock(m_state->mutex);
        return m_state->plugged && !m_gone && m_state->pulls == m_pulls;
    }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.cls = DeviceClass::Printer;
        can.operations = {u"PrintDocument"_s, u"CheckHealth"_s};
        can.settings = {{u"copies"_s, u"integer"_s, 1, 9, {}, u"1"_s},
                        {u"sides"_s, u"choice"_s, 0, 0, {u"one-sided"_s, u"two-sided-long-edge"_s}, u"one-sided"_s},
                        {u"color"_s, u"choice"_s, 0, 0, {u"color"_s, u"monochrome"_s}, u"monochrome"_s}};
        can.notes = {u"no printer: papers land in a folder"_s};
        return can;
    }
    Condition condition(JobContext &) override { return now(kIdle); }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *print = std::get_if<PrintDocument>(&operation))
            return perform(*print, context);
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal)
            return AnyAnswer(HealthReport{now(kIdle).kind != Condition::Kind::NeedsPerson, {}, {u"simulator"_s}});
        return printError({FaultClass::Unsupported, {}, operationName(operation), false});
    }

private:
    Condition now(int printerState) const
    {
        const std::lock_guard lock(m_state->mutex);
        return ipp::conditionOf(printerState, m_state->reasons);
    }
    Result<void> note(const PrintId &id, Phase phase, int sheets = -1)
    {
        return m_journal ? m_journal->note({id, m_slot, phase, 1, sheets}) : Result<void>();
    }
    bool pulledAt(const char *moment)
    {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->unplugAt == QLatin1StringView(moment)) {
            m_state->unplugAt.clear();
            m_state->pullOut();
        }
        m_gone = m_gone || m_state->pulls != m_pulls;
        return m_gone;
    }

    Result<AnyAnswer> perform(const PrintDocument &operation, JobContext &context)
    {
        if (!operation.pdf.startsWith("%PDF-"))
            return printError({FaultClass::MediaRejected, {}, u"no PDF"_s, false});
        const auto known = m_journal ? m_journal->find(operation.id) : std::optional<PrintRecord>();
        if (!known.ok())
            return known.error();
        if (*known && (*known)->phase == Phase::Done)
            return AnyAnswer(PrintOutcome{operation.id, PrintOutcome::Certainty::Printed, true});
        QString fault;
        int msPerJob = 0;
        {
            const std::lock_guard lock(m_state->mutex);
            ++m_state->jobs;
            m_state->note(u"job"_s);
            if (m_state->faultTimes > 0 && --m_state->faultTimes >= 0)
                fault = m_state->fault;
            msPerJob = m_state->options.msPerJob;
        }
        if (auto noted = note(operation.id, Phase::Created); !noted)
            return noted.error();
        if (pulledAt("start"))
            return printError({FaultClass::Transport, {}, {}, true});
        if (fault == u"rejected" || fault == u"defect" || fault == u"nonsense" || fault == u"link" || fault == u"stopped") {
            m_gone = fault == u"link";
            const FaultClass cls = fault == u"rejected" ? FaultClass::MediaRejected : fault == u"defect" ? FaultClass::DeviceFault
                : fault == u"nonsense" ? FaultClass::Protocol : fault == u"link" ? FaultClass::Transport : FaultClass::UserAction;
            return printError({cls, {}, fault, false});
        }
        const qint64 begun = context.nowMs();
        bool stopped = false, half = false;
        while (fault == u"deaf" || context.nowMs() - begun < msPerJob || stopped) {
            if (context.stopRequested()) {
                (void)note(operation.id, Phase::Stopped, 0);        // a paper of this printer comes out whole or not at all
                return printError({FaultClass::Cancelled, {}, {}, false});
            }
            const Condition state = now(kPrinting);
            if (context.remainingMs() <= 0)
                return state.kind == Condition::Kind::NeedsPerson ? state.why : printError({FaultClass::Timeout, {}, {}, true});
            if (!half && context.nowMs() - begun >= msPerJob / 2) {
                half = true;
                if (pulledAt("middle"))
                    return printError({FaultClass::Transport, {}, u"sent"_s, true});
            }
            if (!isOpen())
                return printError({FaultClass::Transport, {}, u"sent"_s, true});
            if ((state.kind == Condition::Kind::NeedsPerson) != stopped) {
                stopped = !stopped;
                context.reportCondition(stopped ? state : Condition());
            }
            QThread::msleep(kPaperSliceMs);
        }
        if (pulledAt("middle") || pulledAt("end"))
            return printError({FaultClass::Transport, {}, u"sent"_s, true});
        if (auto kept = keep(operation); !kept)
            return kept.error();
        if (auto noted = note(operation.id, Phase::Done); !noted)
            return noted.error();
        context.reportProgress({1, 1, operation.pdf.size()});
        return AnyAnswer(PrintOutcome{operation.id, PrintOutcome::Certainty::Printed, false});
    }

    Result<void> keep(const PrintDocument &operation)
    {
        const int copies = capabilities().value(operation.settings, u"copies").toInt();
        const std::lock_guard lock(m_state->mutex);
        for (int copy = 0; copy < copies; ++copy)
            m_state->papers << operation.pdf;
        while (m_state->papers.size() > kMostKept)
            m_state->papers.removeFirst();
        m_state->note(u"printed"_s);
        if (m_state->options.folder.isEmpty())
            return {};
        QFile file(QDir(m_state->options.folder).filePath(operation.id.toString(QUuid::WithoutBraces) + u".pdf"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(operation.pdf) != operation.pdf.size())
            return printError({FaultClass::DeviceFault, {}, u"folder"_s, false});
        return {};
    }

    const std::shared_ptr<State> m_state;
    const DeviceId m_slot;
    const std::shared_ptr<PrintJournal> m_journal;
    const int m_pulls;
    bool m_gone = false;
};

} // namespace

PrinterSimulator::PrinterSimulator(const Options &options) : d(std::make_shared<Private>())
{
    d->options = d->started = options;
}

PrinterSimulator::~PrinterSimulator() = default;

Result<void> PrinterSimulator::control(const QByteArray &line)
{
    const std::lock_guard lock(d->mutex);
    return d->apply(line);
}

int PrinterSimulator::jobs() const
{
    const std::lock_guard lock(d->mutex);
    return d->jobs;
}

QList<QByteArray> PrinterSimulator::papers() const
{
    const std::lock_guard lock(d->mutex);
    return d->papers;
}

void PrinterSimulator::listen(std::function<void(const QString &words)> heard)
{
    const std::lock_guard lock(d->mutex);
    d->heard = std::move(heard);
}

QStringList PrinterSimulator::transcript() const
{
    const std::lock_guard lock(d->mutex);
    return d->transcript;
}

std::unique_ptr<Driver> makeSimulatedPrinter(const DeviceId &slot, const QString &title, const std::shared_ptr<PrinterSimulator> &simulator, const std::shared_ptr<PrintJournal> &journal)
{
    const auto state = simulator->d;
    return sim::makePretendedDriver({u"sim-prn"_s, DeviceClass::Printer, slot, title},
                                    {state, [=] { return std::make_unique<SimulatedPrinter>(state, slot, journal); }});
}

} // namespace zc::devices
