#include "internal/ink/padsurface.h"

#include <chrono>

namespace zc::devices {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

quint64 InkInlet::Private::begin(double ratio)
{
    end();
    ink = Ink(ratio);
    open = true;
    ++session;
    came.notify_all();
    return session;
}

void InkInlet::Private::end()
{
    ink = Ink();
    open = awaited = broken = false;
    said = Said::Nothing;
}

bool InkInlet::Private::hears(InkTool tool) const
{
    return tool == InkTool::Pen ? tools.pen : substitutes && (tool == InkTool::Finger ? tools.finger : tools.mouse);
}

bool InkInlet::Private::hearsAnybody() const
{
    return hears(InkTool::Pen) || hears(InkTool::Finger) || hears(InkTool::Mouse);
}

InkInlet::InkInlet() : d(std::make_shared<Private>()) {}
InkInlet::~InkInlet() = default;

void InkInlet::setTools(const InkTools &tools)
{
    const std::lock_guard lock(d->mutex);
    d->tools = tools;
}

quint64 InkInlet::begin(double ratio)
{
    const std::lock_guard lock(d->mutex);
    return d->begin(ratio);
}

void InkInlet::push(quint64 session, const InkPoint &point)
{
    const std::lock_guard lock(d->mutex);
    if (!d->open || session != d->session || d->said != Private::Said::Nothing || !d->hears(point.tool))
        return;
    d->broken = d->broken || !d->ink.add(point);
    d->came.notify_all();
}

void InkInlet::takeBack(quint64 session)
{
    const std::lock_guard lock(d->mutex);
    if (d->open && session == d->session)
        d->ink.takeBack();
}

void InkInlet::clear(quint64 session)
{
    const std::lock_guard lock(d->mutex);
    if (d->open && session == d->session && d->said == Private::Said::Nothing)
        d->said = Private::Said::Cleared;
    d->came.notify_all();
}

void InkInlet::confirm(quint64 session)
{
    const std::lock_guard lock(d->mutex);
    if (d->open && session == d->session && d->said == Private::Said::Nothing)
        d->said = Private::Said::Confirmed;
    d->came.notify_all();
}

quint64 InkInlet::awaited() const
{
    const std::lock_guard lock(d->mutex);
    return d->awaited && d->said == Private::Said::Nothing ? d->session : 0;
}

namespace {

constexpr int kPadSliceMs = 20;
constexpr int kPadLookMs = 1000;

Error padError(FaultClass cls)
{
    return toError({cls, {}, {}, worthRetrying(cls)}, DeviceClass::SignaturePad);
}

class SurfacePad final : public Device {
public:
    SurfacePad(const QString &model, std::shared_ptr<InkInlet::Private> inlet) : m_model(model), m_inlet(std::move(inlet)) {}
    DeviceIdentity identity() const override { return {m_model, {}}; }
    bool isOpen() override { return canWrite(); }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.cls = DeviceClass::SignaturePad;
        can.operations = {u"CaptureInk"_s, u"CheckHealth"_s};
        const std::lock_guard lock(m_inlet->mutex);
        can.notes = {m_inlet->substitutes ? u"finger and mouse are substitutes and marked as such"_s : u"a pen only"_s};
        return can;
    }
    int conditionMs() const override { return kPadLookMs; }
    Condition condition(JobContext &) override
    {
        const std::lock_guard lock(m_inlet->mutex);
        if (m_inlet->hears(InkTool::Pen) || m_inlet->hears(InkTool::Finger))
            return {};
        return {Condition::Kind::Limited, padError(FaultClass::NoDevice)};      // the mouse takes the place of a pad that is not there
    }
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *capture = std::get_if<CaptureInk>(&operation))
            return perform(*capture, context);
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal)
            return AnyAnswer(HealthReport{canWrite(), {}, {u"listens to its surface"_s}});
        return toError({FaultClass::Unsupported, {}, operationName(operation), false}, DeviceClass::SignaturePad);
    }

private:
    using Said = InkInlet::Private::Said;

    bool canWrite() const
    {
        const std::lock_guard lock(m_inlet->mutex);
        return m_inlet->hearsAnybody();
    }

    Result<AnyAnswer> perform(const CaptureInk &what, JobContext &context)
    {
        std::unique_lock lock(m_inlet->mutex);
        if (what.session == 0)
            m_inlet->begin(1);
        else if (what.session != m_inlet->session || !m_inlet->open)
            return padError(FaultClass::Cancelled);         // the surface was put away before the job began
        const quint64 session = m_inlet->session;
        m_inlet->awaited = true;
        m_inlet->came.notify_all();
        Result<AnyAnswer> answer = await(session, lock, context);
        if (session == m_inlet->session)
            m_inlet->end();
        return answer;
    }

    Result<AnyAnswer> await(quint64 session, std::unique_lock<std::mutex> &lock, JobContext &context)
    {
        std::size_t told = 0;
        for (;;) {
            if (context.stopRequested() || session != m_inlet->session || m_inlet->said == Said::Cleared)
                return padError(FaultClass::Cancelled);
            if (!m_inlet->hearsAnybody())
                return padError(FaultClass::Transport);     // pulled out while somebody wrote
            if (m_inlet->broken)
                return padError(FaultClass::Protocol);
            if (m_inlet->said == Said::Confirmed)
                return judged();
            if (context.remainingMs() <= 0)
                return padError(m_inlet->ink.isEmpty() ? FaultClass::NoMedia : FaultClass::Timeout);
            if (m_inlet->ink.strokes() != told) {
                told = m_inlet->ink.strokes();
                context.reportProgress({int(told), -1, 0});
            }
            m_inlet->came.wait_for(lock, milliseconds(qBound(1, context.remainingMs(), kPadSliceMs)));
        }
    }

    Result<AnyAnswer> judged()
    {
        if (const auto problem = m_inlet->ink.problem())
            return toError(*problem, DeviceClass::SignaturePad);
        return AnyAnswer(std::move(m_inlet->ink));
    }

    const QString m_model;
    const std::shared_ptr<InkInlet::Private> m_inlet;
};

class SurfacePadDriver final : public Driver {
public:
    SurfacePadDriver(const SignaturePadSettings &settings, std::shared_ptr<InkInlet::Private> inlet)
        : m_info{u"ink"_s, DeviceClass::SignaturePad, settings.slot, settings.title}, m_inlet(std::move(inlet))
    {
        const std::lock_guard lock(m_inlet->mutex);
        m_inlet->substitutes = settings.substitutes;
    }
    DriverInfo info() const override { return m_info; }
    QList<Candidate> scan() override
    {
        const std::lock_guard lock(m_inlet->mutex);
        if (!m_inlet->hearsAnybody())
            return {};
        Candidate found;
        found.bus = u"surface"_s;
        return {found};
    }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &) override { return ink::makePad(u"drawing surface"_s, m_inlet); }

private:
    const DriverInfo m_info;
    const std::shared_ptr<InkInlet::Private> m_inlet;
};

} // namespace

std::unique_ptr<Device> ink::makePad(const QString &model, std::shared_ptr<InkInlet::Private> inlet)
{
    return std::make_unique<SurfacePad>(model, std::move(inlet));
}

std::unique_ptr<Driver> makeSignaturePad(const SignaturePadSettings &settings, const std::shared_ptr<InkInlet> &inlet)
{
    return std::make_unique<SurfacePadDriver>(settings, inlet->d);
}

} // namespace zc::devices
