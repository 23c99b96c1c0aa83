// A vendor driver that goes wrong inside the real device host, at the place its settings name: {"at":"run","how":"crash"}.
#include <devices/driverplugin.h>

#include <QObject>
#include <QThread>

#include <csignal>
#include <unistd.h>
#include <cstdlib>
#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

namespace {

struct Plan {
    QString at, how;
    void reach(const QString &place) const
    {
        if (place != at)
            return;
        if (how == u"crash")
            ::raise(SIGSEGV);
        else if (how == u"exit")
            std::exit(3);           // through the exit handlers, as some SDKs do on a licence fault
        else if (how == u"throw")
            throw std::runtime_error("from a vendor");
        else if (how == u"hang")
            for (;;)
                QThread::sleep(1);
        else if (how == u"fork") {      // a helper program that outlives the call, and a call that does not end
            if (::fork() == 0)
                for (;;)
                    ::pause();
            for (;;)
                QThread::sleep(1);
        } else if (how == u"eat") {
            QList<QByteArray> memory;
            for (;;)
                memory << QByteArray(16 * 1024 * 1024, 'x');
        }
    }
};

class BadDevice final : public Device {
public:
    explicit BadDevice(const Plan &plan) : m_plan(plan) {}
    ~BadDevice() override { m_plan.reach(u"close"_s); }
    DeviceIdentity identity() const override { return {u"bad"_s, {}}; }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.operations = {u"WaitCard"_s, u"ReadCard"_s, u"CheckHealth"_s};
        return can;
    }
    bool isOpen() override
    {
        if (++m_looks > 1)
            m_plan.reach(u"look"_s);
        return true;
    }
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &) override
    {
        m_plan.reach(u"run"_s);
        if (m_plan.how == u"otherAnswer")
            return AnyAnswer(HealthReport{true, u"样例"_s, {}});
        if (std::holds_alternative<CheckHealth>(operation))
            return AnyAnswer(HealthReport{true, {}, {}});
        return AnyAnswer(Media::Present);
    }

private:
    const Plan m_plan;
    int m_looks = 0;
};

class BadDriver final : public Driver {
public:
    explicit BadDriver(const DriverSettings &settings)
        : m_settings(settings), m_plan{settings.values.value(u"at"_s).toString(), settings.values.value(u"how"_s).toString()} {}
    DriverInfo info() const override { return {u"bad"_s, DeviceClass::IdCardReader, m_settings.slot, m_settings.title}; }
    QList<Candidate> scan() override { m_plan.reach(u"scan"_s); return {Candidate()}; }
    int probe(const Candidate &) const override { m_plan.reach(u"probe"_s); return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &) override
    {
        m_plan.reach(u"open"_s);
        if (m_plan.how == u"null")
            return std::unique_ptr<Device>();
        return std::unique_ptr<Device>(std::make_unique<BadDevice>(m_plan));
    }

private:
    const DriverSettings m_settings;
    const Plan m_plan;
};

class BadPlugin final : public QObject, public DriverPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID ZC_DEVICE_DRIVER_IID FILE "plugin.json")
    Q_INTERFACES(zc::devices::DriverPlugin)

public:
    quint64 abi() const override { return ZC_BAD_ABI ? 1 : driverAbi(); }
    Result<std::unique_ptr<Driver>> create(const DriverSettings &settings, const Clock &) override
    {
        Plan{settings.values.value(u"at"_s).toString(), settings.values.value(u"how"_s).toString()}.reach(u"create"_s);
        if (settings.values.value(u"how"_s).toString() == u"noDriver")
            return std::unique_ptr<Driver>();
        return std::unique_ptr<Driver>(std::make_unique<BadDriver>(settings));
    }
};

} // namespace

#include "baddriver.moc"
