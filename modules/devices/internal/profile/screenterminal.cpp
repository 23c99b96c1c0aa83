#include <devices/evaluationscreen.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace zc::devices {

using namespace Qt::StringLiterals;

struct EvaluationScreen::Private {
    mutable std::mutex mutex;
    std::mutex tell;                    // held while the listener runs: after setListener({}) nobody is called any more
    std::condition_variable came;
    std::function<void()> listener;
    bool present = false;
    std::optional<AskEvaluation> question;
    std::optional<int> level;

    void changed()
    {
        const std::lock_guard lock(tell);
        if (listener)
            listener();
    }
    void put(std::optional<AskEvaluation> next)
    {
        {
            const std::lock_guard lock(mutex);
            question = std::move(next);
            level.reset();
        }
        changed();
    }
};

EvaluationScreen::EvaluationScreen() : d(std::make_shared<Private>()) {}
EvaluationScreen::~EvaluationScreen() = default;

std::optional<AskEvaluation> EvaluationScreen::question() const
{
    const std::lock_guard lock(d->mutex);
    return d->question;
}

void EvaluationScreen::setListener(std::function<void()> changed)
{
    const std::lock_guard lock(d->tell);
    d->listener = std::move(changed);
}

void EvaluationScreen::setPresent(bool present)
{
    const std::lock_guard lock(d->mutex);
    d->present = present;
    d->came.notify_all();
}

void EvaluationScreen::answer(const QUuid &visit, int level)
{
    const std::lock_guard lock(d->mutex);
    if (!d->question || d->question->visit != visit || d->level || level < 0 || level > 5)
        return;
    d->level = level;
    d->came.notify_all();
}

namespace {

constexpr int kScreenSliceMs = 20;

class ScreenTerminal final : public Device {
public:
    explicit ScreenTerminal(std::shared_ptr<EvaluationScreen::Private> screen) : m_screen(std::move(screen)) {}
    DeviceIdentity identity() const override { return {u"second screen"_s, {}}; }
    bool isOpen() override
    {
        const std::lock_guard lock(m_screen->mutex);
        return m_screen->present;
    }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.cls = DeviceClass::Evaluation;
        can.operations = {u"AskEvaluation"_s, u"CheckHealth"_s};
        can.notes = {u"a window of this program on the applicant's screen"_s};
        return can;
    }
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal)
            return AnyAnswer(HealthReport{isOpen(), {}, capabilities().notes});
        const auto *ask = std::get_if<AskEvaluation>(&operation);
        if (!ask)
            return toError({FaultClass::Unsupported, {}, operationName(operation), false}, DeviceClass::Evaluation);
        AskEvaluation question = *ask;
        question.seconds = qBound(1, ask->seconds, 300);
        m_screen->put(question);
        Result<AnyAnswer> answer = listen(question.seconds, context);
        m_screen->put(std::nullopt);
        return answer;
    }

private:
    Result<AnyAnswer> listen(int seconds, JobContext &context)
    {
        const qint64 untilMs = context.nowMs() + qint64(seconds) * 1000;
        const auto fault = [](FaultClass cls) { return toError({cls, {}, {}, true}, DeviceClass::Evaluation); };
        std::unique_lock lock(m_screen->mutex);
        for (;;) {
            if (m_screen->level) {
                const int level = *m_screen->level;
                return AnyAnswer(Rating{level > 0 ? Rating::Outcome::Given : Rating::Outcome::Declined, level, QString::number(level)});
            }
            if (context.stopRequested())
                return fault(FaultClass::Cancelled);
            if (!m_screen->present)
                return fault(FaultClass::NoDevice);
            if (context.remainingMs() <= 0)
                return fault(FaultClass::Timeout);
            if (context.nowMs() >= untilMs)
                return AnyAnswer(Rating());
            m_screen->came.wait_for(lock, std::chrono::milliseconds(kScreenSliceMs));
        }
    }

    const std::shared_ptr<EvaluationScreen::Private> m_screen;
};

class ScreenTerminalDriver final : public Driver {
public:
    ScreenTerminalDriver(const DeviceId &slot, const QString &title, std::shared_ptr<EvaluationScreen::Private> screen)
        : m_info{u"screen"_s, DeviceClass::Evaluation, slot, title}, m_screen(std::move(screen)) {}
    DriverInfo info() const override { return m_info; }
    QList<Candidate> scan() override
    {
        const std::lock_guard lock(m_screen->mutex);
        Candidate found;
        found.bus = u"screen"_s;
        found.path = m_info.slot;
        return m_screen->present ? QList<Candidate>{found} : QList<Candidate>();
    }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &) override { return std::unique_ptr<Device>(std::make_unique<ScreenTerminal>(m_screen)); }

private:
    const DriverInfo m_info;
    const std::shared_ptr<EvaluationScreen::Private> m_screen;
};

} // namespace

std::unique_ptr<Driver> makeScreenEvaluation(const DeviceId &slot, const QString &title, const std::shared_ptr<EvaluationScreen> &screen)
{
    return std::make_unique<ScreenTerminalDriver>(slot, title, screen->d);
}

} // namespace zc::devices
