#include <devices/hosteddriver.h>

#include "internal/host/hostcodec.h"
#include "internal/host/hostpages.h"
#include "internal/host/hostprocess.h"

#include <base/clock.h>
#include <base/halltime.h>

#include <QDateTime>
#include <QJsonDocument>
#include <QThread>

#include <deque>

namespace zc::devices {

using namespace Qt::StringLiterals;
using namespace host;

namespace {

constexpr int kDriverSliceMs = 20;
constexpr int kHostConditionMs = 500;      // the host asks the device; this only looks at what it said
constexpr int kProgressMs = 50;        // between two reports of the same page

// When the hosts of one driver died. Decides how long to wait before the next, and when to stop trying.
class DeathRecord {
public:
    explicit DeathRecord(const HostLimits &limits) : m_limits(limits) {}
    void died(qint64 nowMs)
    {
        m_deaths.push_back(nowMs);
        ++m_inARow;
    }
    void worked() { m_inARow = 0; }
    bool stopped(qint64 nowMs)
    {
        while (!m_deaths.empty() && nowMs - m_deaths.front() > m_limits.deathWindowMs)
            m_deaths.pop_front();
        m_stopped = m_stopped || int(m_deaths.size()) >= m_limits.mostDeaths;
        return m_stopped;
    }
    void forgive()
    {
        m_deaths.clear();
        m_inARow = 0;
        m_stopped = false;
    }
    qint64 startAtMs() const
    {
        if (m_inARow == 0 || m_deaths.empty())
            return 0;
        return m_deaths.back() + m_limits.restartMs.value(qMin<qsizetype>(m_inARow, m_limits.restartMs.size()) - 1, 200);
    }

private:
    const HostLimits &m_limits;
    std::deque<qint64> m_deaths;
    int m_inARow = 0;               // since a job last ended well
    bool m_stopped = false;
};

class HostedDevice final : public Device {
public:
    // A process that still lives when the device is closed goes back to `parked` for the next opening.
    HostedDevice(const HostedDriverSettings &settings, const Clock &clock, DeathRecord &deaths, std::unique_ptr<HostProcess> &parked,
                 std::unique_ptr<HostProcess> process)
        : m_settings(settings), m_clock(clock), m_deaths(deaths), m_parked(parked), m_process(std::move(process)) {}
    ~HostedDevice() override
    {
        if (m_process->alive())
            m_parked = std::move(m_process);
        else if (!m_replace)
            m_deaths.died(m_clock.bootMs());
    }

    DeviceIdentity identity() const override { return m_identity; }
    int conditionMs() const override { return kHostConditionMs; }
    Condition condition(JobContext &context) override
    {
        if (m_replace)
            (void)replace(context);
        (void)isOpen();                 // takes in what the host has said
        return m_condition;
    }
    Capabilities capabilities() const override { return m_capabilities; }

    bool isOpen() override
    {
        if (m_replace)
            return true;
        while (const std::optional<WireValue> message = m_process->receive(0))
            take(*message, nullptr);
        return m_process->alive() && m_open;
    }

    // The host's answer to `open`; before the device is handed out, and of each process that takes another's place.
    Result<void> open(JobContext &context)
    {
        m_closedBy = {};
        WireValue settings = WireValue::map().set(u"slot"_s, m_settings.slot).set(u"title"_s, m_settings.title)
            .set(u"values"_s, toWire(m_settings.values));
        m_process->send(u"open"_s, WireValue::map().set(u"settings"_s, std::move(settings)).set(u"deadlineMs"_s, qMax(1, context.remainingMs())));
        const qint64 endMs = context.nowMs() + context.remainingMs() + m_settings.limits.graceMs;
        while (m_process->alive()) {
            const std::optional<WireValue> message = m_process->receive(kDriverSliceMs);
            if (message)
                take(*message, nullptr);
            if (m_open)
                return {};
            if (!m_closedBy.code.isEmpty())
                return m_closedBy;
            if (context.stopRequested() || context.nowMs() >= endMs)
                m_process->kill(m_process->hung());
        }
        return m_process->why();
    }

    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        std::optional<WireValue> wire = toWire(operation);
        if (!wire)
            return toError({FaultClass::Unsupported, {}, {}, false}, m_settings.cls);
        AnyOperation asked = operation;
        const std::shared_ptr<PageSink> *sink = pageSinkOf(asked);
        if (sink && !*sink)
            return toError({FaultClass::Unsupported, {}, {}, false}, m_settings.cls);
        if (m_replace)
            if (const Result<void> replaced = replace(context); !replaced.ok())
                return replaced.error();
        Awaited awaited(m_process->nextJob(), operation, sink ? *sink : nullptr);
        WireValue message = WireValue::map().set(u"job"_s, awaited.job).set(u"deadlineMs"_s, qMax(1, context.remainingMs()));
        message.set(u"op"_s, std::move(*wire));
        m_process->send(u"submit"_s, std::move(message));
        qint64 endMs = context.nowMs() + context.remainingMs() + m_settings.limits.graceMs;
        bool cancelled = false, inTime = false;
        while (m_process->alive()) {
            if (std::optional<WireValue> next = m_process->receive(kDriverSliceMs))
                take(*next, &awaited, &context);
            if (awaited.outcome)
                return end(awaited, cancelled);
            if ((context.stopRequested() || awaited.sinkFailed()) && !cancelled) {
                cancelled = true;
                inTime = context.remainingMs() > 0;
                endMs = qMin(endMs, context.nowMs() + m_settings.limits.graceMs);
                m_process->send(u"cancel"_s, WireValue::map().set(u"job"_s, awaited.job));
            }
            if (context.nowMs() >= endMs) {
                m_process->kill(m_process->hung());
                m_replace = inTime;     // a driver that cannot be told to stop costs its process, and that is all
            }
        }
        // Whole pages, and even the answer, may have arrived before the end of the process was noticed.
        while (!awaited.outcome && !context.stopRequested()) {
            const std::optional<WireValue> left = m_process->leftBehind();
            if (!left)
                break;
            take(*left, &awaited, &context);
        }
        return end(awaited, cancelled);
    }

private:
    // A new process for the one that did not stop when it was told. No death and no loss of the device: nobody is to blame and
    // nobody waits. What comes of it is the device's state as after every opening.
    Result<void> replace(JobContext &context)
    {
        Result<std::unique_ptr<HostProcess>> process = HostProcess::start(m_settings, [&context] { return context.stopRequested(); });
        if (!process.ok() && context.stopRequested())
            return process.error();     // broken off; the next one who needs the device tries again
        m_replace = m_open = false;
        if (!process.ok())
            return process.error();
        m_process = std::move(process).value();
        const Result<void> opened = open(context);
        m_replace = !m_process->alive() && context.stopRequested();
        return opened;
    }

    struct Awaited {
        Awaited(qint64 number, const AnyOperation &what, std::shared_ptr<PageSink> sink) : job(number), operation(what)
        {
            if (sink)
                pages.emplace(number, std::move(sink));
        }
        bool sinkFailed() const { return pages && !pages->failed().code.isEmpty(); }
        // Screens hear of every page and of twenty steps a second between.
        bool isNews(const Progress &progress, qint64 nowMs)
        {
            if (progress.done == toldDone && nowMs - toldMs < kProgressMs)
                return false;
            toldDone = progress.done;
            toldMs = nowMs;
            return true;
        }
        const qint64 job;
        const AnyOperation &operation;
        std::optional<PageReceiver> pages;
        std::optional<Result<AnyAnswer>> outcome;
        int toldDone = -1;
        qint64 toldMs = 0;
    };

    // What the job comes to, with the driver's answer or, where its process has ended, without.
    Result<AnyAnswer> end(Awaited &awaited, bool cancelled)
    {
        if (awaited.sinkFailed())
            return awaited.pages->failed();
        if (!awaited.outcome) {
            Error why = m_process->why();
            if (awaited.pages)
                why.detail += u", page %1"_s.arg(awaited.pages->finished() + 1);
            return why;
        }
        if (cancelled)                  // whatever it says, nobody waits for it any more
            return toError({FaultClass::Cancelled, {}, {}, false}, m_settings.cls);
        if (awaited.outcome->ok())
            m_deaths.worked();
        return std::move(*awaited.outcome);
    }

    void breakOff(const char *what)
    {
        m_process->kill(Error{ErrorKind::Corrupt, u"DEV-HOST-FRAME"_s, QString::fromLatin1(what)});
    }

    void take(const WireValue &message, Awaited *awaited, JobContext *context = nullptr)
    {
        const QString &name = message[u"t"].toText();
        if (name == u"device")
            takeDevice(message);
        else if (name == u"media")
            takeMedia(message, context);
        else if (name == u"progress")
            takeProgress(message, awaited, context);
        else if (name == u"condition")
            takeCondition(message, context);
        else if (name == u"page" || name == u"chunk" || name == u"pageEnd" || name == u"pageDropped")
            takePages(name, message, awaited);
        else if (name == u"done")
            takeOutcome(message, awaited);
        else
            breakOff("unknown message");
    }

    void takeMedia(const WireValue &message, JobContext *context)
    {
        if (context)
            context->reportMedia(mediaFrom(message[u"media"]));
    }

    void takeProgress(const WireValue &message, Awaited *awaited, JobContext *context)
    {
        const Result<Progress> progress = progressFrom(message);
        if (!progress.ok())
            breakOff("progress");
        else if (context && awaited && message[u"job"].toInteger() == awaited->job && awaited->isNews(progress.value(), context->nowMs()))
            context->reportProgress(progress.value());
    }

    void takeCondition(const WireValue &message, JobContext *context)
    {
        const Result<Condition> condition = conditionFrom(message, m_settings.cls);
        if (!condition.ok()) {
            breakOff("condition");
            return;
        }
        m_condition = condition.value();
        if (context)
            context->reportCondition(m_condition);
    }

    void takePages(const QString &name, const WireValue &message, Awaited *awaited)
    {
        if (!awaited || !awaited->pages) {
            if (message[u"job"].toInteger() > m_process->lastJob() || (awaited && message[u"job"].toInteger() == awaited->job))
                breakOff("pages nobody asked for");
            return;
        }
        qint64 credit = 0;
        if (!awaited->pages->take(name, message, &credit))
            breakOff("page");
        else if (credit > 0)
            m_process->send(u"credit"_s, WireValue::map().set(u"job"_s, awaited->job).set(u"bytes"_s, credit));
    }

    void takeDevice(const WireValue &message)
    {
        const QString &state = message[u"state"].toText();
        m_open = false;
        if (state == u"lost") {
            m_closedBy = toError({FaultClass::NoDevice, {}, {}, true}, m_settings.cls);
            return;
        }
        if (state == u"fault") {
            m_closedBy = errorFrom(message[u"error"], m_settings.cls);
            return;
        }
        const Result<Capabilities> capabilities = capabilitiesFrom(message[u"capabilities"]);
        if (state != u"ready" || !capabilities.ok() || capabilities->cls != m_settings.cls) {
            breakOff("device");
            return;
        }
        m_condition = {};
        m_capabilities = capabilities.value();
        m_identity = {message[u"model"].toText().left(100), message[u"serial"].toText().left(100)};
        m_open = true;
    }

    void takeOutcome(const WireValue &message, Awaited *awaited)
    {
        if (message[u"job"].type() != WireValue::Type::Integer || message[u"job"].toInteger() > m_process->lastJob()) {
            breakOff("answer to a job that was never given");
            return;
        }
        // A late answer belongs to somebody who has gone: it is dropped, and wiped with the message.
        if (!awaited || message[u"job"].toInteger() != awaited->job)
            return;
        if (!message[u"ok"].toBool()) {
            awaited->outcome = Result<AnyAnswer>(errorFrom(message[u"error"], m_settings.cls));
            return;
        }
        const QDate today = hallTime(m_clock.wallMs()).date();
        Result<AnyAnswer> answer = answerFrom(awaited->operation, message[u"answer"], today);
        if (!answer.ok() && answer.error().code == u"DEV-HOST-FRAME")
            m_process->kill(answer.error());
        awaited->outcome.emplace(std::move(answer));
    }

    const HostedDriverSettings &m_settings;
    const Clock &m_clock;
    DeathRecord &m_deaths;
    std::unique_ptr<HostProcess> &m_parked;
    std::unique_ptr<HostProcess> m_process;
    bool m_open = false;
    bool m_replace = false;             // the process was killed and another may take its place
    Error m_closedBy;
    Capabilities m_capabilities;
    DeviceIdentity m_identity;
    Condition m_condition;
};

class HostedDriver final : public Driver {
public:
    HostedDriver(const HostedDriverSettings &settings, const Clock &clock) : m_settings(settings), m_clock(clock), m_deaths(m_settings.limits) {}

    DriverInfo info() const override { return {m_settings.driver, m_settings.cls, m_settings.slot, m_settings.title}; }

    // Where the device is, its own process knows; looking for it happens with open().
    QList<Candidate> scan() override
    {
        Candidate candidate;
        candidate.bus = u"host"_s;
        // Two slots share a place where nothing tells their devices apart.
        candidate.path = m_settings.driver + u' ' + QString::fromUtf8(QJsonDocument(m_settings.values).toJson(QJsonDocument::Compact));
        return {candidate};
    }
    int probe(const Candidate &candidate) const override { return candidate.bus == u"host" ? 1 : 0; }
    void askedAgain() override { m_deaths.forgive(); }

    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &context) override
    {
        if (m_deaths.stopped(m_clock.bootMs()))
            return Error{ErrorKind::Device, u"DEV-HOST-STOPPED"_s, m_settings.driver};
        std::unique_ptr<HostProcess> process = std::move(m_parked);
        if (!process || !process->alive()) {
            Result<std::unique_ptr<HostProcess>> started = start(context);
            if (!started.ok())
                return m_lastDeath = started.error();
            process = std::move(started).value();
        }
        auto device = std::make_unique<HostedDevice>(m_settings, m_clock, m_deaths, m_parked, std::move(process));
        if (const Result<void> opened = device->open(context); !opened.ok())
            return m_lastDeath = opened.error();
        return std::unique_ptr<Device>(std::move(device));
    }

private:
    Result<std::unique_ptr<HostProcess>> start(JobContext &context)
    {
        while (m_clock.bootMs() < m_deaths.startAtMs()) {
            if (context.stopRequested() || context.remainingMs() <= kDriverSliceMs)
                return m_lastDeath;
            QThread::msleep(kDriverSliceMs);
        }
        Result<std::unique_ptr<HostProcess>> process = HostProcess::start(m_settings, [&context] { return context.stopRequested(); });
        if (!process.ok())
            m_deaths.died(m_clock.bootMs());
        return process;
    }

    const HostedDriverSettings m_settings;
    const Clock &m_clock;
    DeathRecord m_deaths;
    std::unique_ptr<HostProcess> m_parked;
    Error m_lastDeath{ErrorKind::Device, u"DEV-HOST-CRASH"_s, {}};
};

} // namespace

std::unique_ptr<Driver> makeHostedDriver(const HostedDriverSettings &settings, const Clock &clock)
{
    return std::make_unique<HostedDriver>(settings, clock);
}

} // namespace zc::devices
