#include "internal/barcode/codemessage.h"

#include <devices/codereader.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace zc::devices {

using namespace Qt::StringLiterals;

struct CodeInlet::Private {
    static constexpr qsizetype kMostWaiting = 100;
    std::mutex mutex;
    std::condition_variable came;
    QStringList codes;
};

CodeInlet::CodeInlet() : d(std::make_shared<Private>()) {}
CodeInlet::~CodeInlet() = default;

void CodeInlet::push(const QString &code)
{
    const std::lock_guard lock(d->mutex);
    if (d->codes.size() < Private::kMostWaiting)
        d->codes << code;
    d->came.notify_all();
}

namespace {

using std::chrono::milliseconds;
constexpr int kInletSliceMs = 20;

class KeyboardCodeReader final : public Device {
public:
    explicit KeyboardCodeReader(std::shared_ptr<CodeInlet::Private> inlet) : m_inlet(std::move(inlet)) {}
    DeviceIdentity identity() const override { return {u"keyboard wedge"_s, {}}; }
    bool isOpen() override { return true; }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.cls = DeviceClass::CodeReader;
        can.operations = {u"ReadCode"_s, u"CheckHealth"_s};
        can.notes = {u"a keyboard to the system: whether it is plugged in is not known"_s};
        return can;
    }
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (const auto *read = std::get_if<ReadCode>(&operation))
            return perform(*read, context);
        if (const auto *health = std::get_if<CheckHealth>(&operation); health && health->level == HealthLevel::Internal)
            return AnyAnswer(HealthReport{true, {}, {u"listens to the keyboard"_s}});
        return toError({FaultClass::Unsupported, {}, operationName(operation), false}, DeviceClass::CodeReader);
    }

private:
    Result<AnyAnswer> perform(const ReadCode &what, JobContext &context)
    {
        std::unique_lock lock(m_inlet->mutex);
        if (what.onlyNew)
            m_inlet->codes.clear();
        for (;;) {
            if (!m_inlet->codes.isEmpty()) {
                const QString text = m_inlet->codes.takeFirst();
                auto code = barcode::codeFrom(text.toUtf8());
                if (!code)
                    return toError({FaultClass::MediaRejected, {}, u"nothing printable"_s, false}, DeviceClass::CodeReader);
                return AnyAnswer(std::move(*code));
            }
            if (context.stopRequested() || context.remainingMs() <= 0)
                return toError({context.stopRequested() ? FaultClass::Cancelled : FaultClass::NoMedia, {}, {}, true}, DeviceClass::CodeReader);
            m_inlet->came.wait_for(lock, milliseconds(qBound(1, context.remainingMs(), kInletSliceMs)));
        }
    }

    const std::shared_ptr<CodeInlet::Private> m_inlet;
};

class KeyboardCodeDriver final : public Driver {
public:
    KeyboardCodeDriver(const DeviceId &slot, const QString &title, std::shared_ptr<CodeInlet::Private> inlet)
        : m_info{u"wedge"_s, DeviceClass::CodeReader, slot, title}, m_inlet(std::move(inlet)) {}
    DriverInfo info() const override { return m_info; }
    QList<Candidate> scan() override
    {
        Candidate found;
        found.bus = u"keyboard"_s;
        return {found};
    }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &) override
    {
        return std::unique_ptr<Device>(std::make_unique<KeyboardCodeReader>(m_inlet));
    }

private:
    const DriverInfo m_info;
    const std::shared_ptr<CodeInlet::Private> m_inlet;
};

} // namespace

std::unique_ptr<Driver> makeKeyboardCodeReader(const DeviceId &slot, const QString &title, const std::shared_ptr<CodeInlet> &inlet)
{
    return std::make_unique<KeyboardCodeDriver>(slot, title, inlet->d);
}

} // namespace zc::devices
