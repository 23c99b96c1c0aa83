// The device host's side of the protocol. A frame is u32LE length and one CBOR map whose `t` names the message.
//   host → client   hello{proto, secret, driver, version, classes}   device{state, capabilities, model, serial | error}
//                   media{media}   progress{job, …}   condition{…}   page{job, page, mediaType?} chunk{job, bytes} pageEnd{job, height}
//                   pageDropped{job}   done{job, ok, answer | error}   pong
//   client → host   open{settings, deadlineMs}   submit{job, op, deadlineMs}   cancel{job}   credit{job, bytes}   ping   quit
// Unknown members are ignored; an unknown message, or one out of turn, ends the process.
#include <devices/hostserver.h>

#include "internal/host/hostchannel.h"
#include "internal/host/hostcodec.h"
#include "internal/host/hostpages.h"

#include <devices/devicefactory.h>
#include <devices/driverplugin.h>

#include <base/clock.h>

#include <QJsonArray>
#include <QPluginLoader>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace zc::devices {

using namespace Qt::StringLiterals;
using namespace host;

namespace {

constexpr int kReceiveMs = 100;
constexpr int kWatchMs = 250;           // between two looks at an idle device
constexpr int kLongestLookMs = 3000;    // a look that takes longer stops the answers to pings
constexpr int kFarewellMs = 1000;       // for a driver to close its device

struct ClientCommand {
    bool open = false;
    qint64 job = 0;
    AnyOperation operation;
    DriverSettings settings;
    qint64 deadlineMs = 0;
};

class HostServer {
public:
    HostServer(const HostServerOptions &options, const Clock &clock) : m_options(options), m_clock(clock) {}

    HostExit run()
    {
        m_channel = HostChannel::connectTo(m_options.socket);
        if (!m_channel || !m_channel->send(hello()))
            return HostExit::NoClient;
        m_thread = std::thread([this] { work(); });
        HostExit exit = HostExit::ClientLeft;
        while (!m_leaving) {
            const std::optional<WireValue> message = m_channel->receive(kReceiveMs);
            if (!message && m_channel->ended()) {
                exit = m_channel->why().code.isEmpty() ? HostExit::ClientLeft : HostExit::BrokenRule;
                break;
            }
            if (message && !take(*message)) {
                exit = HostExit::BrokenRule;
                break;
            }
        }
        leave(exit);
        return exit;
    }

private:
    class Context final : public JobContext {
    public:
        Context(HostServer &server, qint64 job, qint64 deadlineMs) : m_server(server), m_job(job), m_deadlineMs(deadlineMs) {}
        bool stopRequested() const override { return m_server.m_leaving || (m_job != 0 && m_server.m_cancelled == m_job); }
        int remainingMs() const override
        {
            return int(qBound(qint64(0), m_deadlineMs - m_server.m_clock.bootMs(), qint64(1'000'000'000)));
        }
        qint64 nowMs() const override { return m_server.m_clock.bootMs(); }
        void reportMedia(Media media) override { m_server.say(u"media"_s, WireValue::map().set(u"media"_s, toWire(media))); }
        void reportProgress(const Progress &progress) override
        {
            WireValue message = toWire(progress);
            message.set(u"job"_s, m_job);
            m_server.say(u"progress"_s, std::move(message));
        }
        void reportCondition(const Condition &condition) override { m_server.say(u"condition"_s, toWire(condition)); }

    private:
        HostServer &m_server;
        const qint64 m_job, m_deadlineMs;
    };

    static WireValue named(const QString &name, WireValue message)
    {
        message.set(u"t"_s, name);
        return message;
    }
    void say(const QString &name, WireValue message)
    {
        if (!m_channel->send(named(name, std::move(message))))
            m_leaving = true;
    }

    WireValue hello() const
    {
        QStringList classes;
        QString version;
        if (!m_options.driverFile.isEmpty()) {
            const QJsonObject metadata = QPluginLoader(m_options.driverFile).metaData().value(u"MetaData"_s).toObject();
            version = metadata.value(u"version"_s).toString();
            for (const QJsonValue cls : metadata.value(u"classes"_s).toArray())
                classes << cls.toString();
        }
        return named(u"hello"_s, WireValue::map().set(u"proto"_s, kHostProtocol).set(u"secret"_s, WireValue::bytes(m_options.secret))
            .set(u"driver"_s, m_options.driver).set(u"version"_s, version).set(u"classes"_s, WireValue::texts(classes)));
    }

    // ---- the client's messages, on the main thread

    bool take(const WireValue &message)
    {
        const QString &name = message[u"t"].toText();
        if (name == u"ping") {
            const qint64 since = m_lookingSinceMs;
            if (since == 0 || m_clock.bootMs() - since <= kLongestLookMs)
                say(u"pong"_s, WireValue::map());
            return true;
        }
        if (name == u"quit") {
            m_leaving = true;
            return true;
        }
        if (name == u"cancel") {        // of a job that has ended in the meantime: nothing to do
            m_cancelled = message[u"job"].toInteger();
            return message[u"job"].type() == WireValue::Type::Integer;
        }
        if (name == u"credit") {
            const qint64 bytes = message[u"bytes"].toInteger();
            const std::lock_guard lock(m_mutex);
            if (const auto pages = m_pages.lock(); pages && message[u"job"].toInteger() == m_lastJob)
                pages->credit(qBound(qint64(0), bytes, kPageWindow));
            return bytes > 0;
        }
        ClientCommand command;
        command.deadlineMs = m_clock.bootMs() + message[u"deadlineMs"].toInteger();
        if (message[u"deadlineMs"].toInteger() <= 0)
            return false;
        if (name == u"open") {
            const WireValue &settings = message[u"settings"];
            command.open = true;
            command.settings = {settings[u"slot"].toText(), settings[u"title"].toText(), jsonFrom(settings[u"values"])};
        } else if (name == u"submit") {
            const Result<AnyOperation> operation = operationFrom(message[u"op"]);
            command.job = message[u"job"].toInteger();
            if (!operation.ok() || command.job <= m_lastJob)
                return false;
            m_lastJob = command.job;
            command.operation = operation.value();
        } else {
            return false;
        }
        const std::lock_guard lock(m_mutex);
        if (m_command || m_working)     // one thing at a time
            return false;
        m_command = std::move(command);
        m_wake.notify_all();
        return true;
    }

    void leave(HostExit exit)
    {
        std::unique_lock lock(m_mutex);
        m_leaving = true;
        m_wake.notify_all();
        if (!m_gone.wait_for(lock, std::chrono::milliseconds(kFarewellMs), [this] { return m_threadEnded; }))
            endThisProcess(exit, m_options.socket);     // the driver hangs; nothing of it may run any longer
        lock.unlock();
        m_thread.join();
    }

    // ---- the driver, on its own thread

    void work()
    {
        while (!m_leaving) {
            std::optional<ClientCommand> command;
            {
                std::unique_lock lock(m_mutex);
                m_wake.wait_for(lock, std::chrono::milliseconds(kWatchMs), [this] { return m_leaving || m_command; });
                command.swap(m_command);
                m_working = command.has_value();
            }
            if (m_leaving)
                break;
            if (!command)
                look();
            else if (command->open)
                open(*command);
            else
                perform(*command);
        }
        m_device.reset();
        m_driver.reset();
        const std::lock_guard lock(m_mutex);
        m_threadEnded = true;
        m_gone.notify_all();
    }

    // Before the answer goes out: the client may send the next command as soon as it has it.
    void rest()
    {
        const std::lock_guard lock(m_mutex);
        m_working = false;
    }

    void look()
    {
        if (!m_device)
            return;
        m_lookingSinceMs = m_clock.bootMs();
        const bool open = m_device->isOpen();
        m_lookingSinceMs = 0;
        if (!open) {
            m_device.reset();
            say(u"device"_s, WireValue::map().set(u"state"_s, u"lost"_s));
            return;
        }
        if (m_device->conditionMs() <= 0 || m_clock.bootMs() - m_conditionAtMs < m_device->conditionMs())
            return;
        m_conditionAtMs = m_lookingSinceMs = m_clock.bootMs();
        Context context(*this, 0, m_clock.bootMs() + kLongestLookMs);
        const Condition condition = m_device->condition(context);
        m_lookingSinceMs = 0;
        if (condition.kind != m_condition.kind || condition.why != m_condition.why)
            say(u"condition"_s, toWire(condition));
        m_condition = condition;
        if (m_device->capabilities() != m_capabilities)
            describe();
    }

    void open(const ClientCommand &command)
    {
        Result<void> opened = m_driver ? Result<void>() : create(command.settings);
        if (opened.ok())
            opened = openDevice(command);
        rest();
        if (!opened.ok())
            say(u"device"_s, WireValue::map().set(u"state"_s, u"fault"_s).set(u"error"_s, toWire(opened.error())));
        else
            describe();
    }

    void describe()
    {
        const DeviceIdentity identity = m_device->identity();
        m_capabilities = m_device->capabilities();
        m_condition = {};
        say(u"device"_s, WireValue::map().set(u"state"_s, u"ready"_s).set(u"capabilities"_s, toWire(m_capabilities))
            .set(u"model"_s, identity.model).set(u"serial"_s, identity.serial));
    }

    Result<void> create(const DriverSettings &settings)
    {
        const auto refuse = [](const char *what) { return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, QString::fromLatin1(what)}; };
        if (m_options.driverFile.isEmpty()) {
            Result<std::unique_ptr<Driver>> own = makeDriver({settings.slot, settings.values.value(u"address"_s).toString(), settings.title}, m_clock);
            if (!own.ok())
                return refuse("no such driver");
            m_driver = std::move(own).value();
            return {};
        }
        QPluginLoader loader(m_options.driverFile);
        auto *plugin = qobject_cast<DriverPlugin *>(loader.instance());
        if (!plugin)
            return refuse("not a driver library, or a library it needs is missing");
        if (plugin->abi() != driverAbi())
            return refuse("built for another version of the program");
        Result<std::unique_ptr<Driver>> driver = plugin->create(settings, m_clock);
        if (!driver.ok())
            return Error{ErrorKind::Invalid, u"DEV-HOST-LOAD"_s, driver.error().detail};
        m_driver = std::move(driver).value();
        return m_driver ? Result<void>() : refuse("the library made no driver");
    }

    Result<void> openDevice(const ClientCommand &command)
    {
        m_device.reset();
        Candidate best;
        int bestScore = 0;
        for (const Candidate &candidate : m_driver->scan()) {
            const int score = m_driver->probe(candidate);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        if (bestScore <= 0)
            return toError({FaultClass::NoDevice, {}, {}, true}, m_driver->info().cls);
        Context context(*this, 0, command.deadlineMs);
        Result<std::unique_ptr<Device>> device = m_driver->open(best, context);
        if (!device.ok())
            return device.error();
        m_device = std::move(device).value();
        return m_device ? Result<void>() : toError({FaultClass::DeviceFault, {}, {}, false}, m_driver->info().cls);
    }

    void perform(const ClientCommand &command)
    {
        WireValue message = WireValue::map().set(u"job"_s, command.job);
        if (!m_device) {
            rest();
            message.set(u"ok"_s, false);
            message.set(u"error"_s, toWire(toError({FaultClass::NoDevice, {}, {}, true}, m_driver ? m_driver->info().cls : DeviceClass::IdCardReader)));
            say(u"done"_s, std::move(message));
            return;
        }
        bool changed = false;
        {
            Context context(*this, command.job, command.deadlineMs);
            AnyOperation operation = command.operation;
            if (std::shared_ptr<PageSink> *sink = pageSinkOf(operation))
                *sink = pagesFor(command.job, context);
            Result<AnyAnswer> answer = m_device->run(operation, context);
            std::optional<WireValue> value;
            if (answer.ok())
                value = toWire(answer.value());
            message.set(u"ok"_s, value.has_value());
            if (value)
                message.set(u"answer"_s, std::move(*value));
            else
                message.set(u"error"_s, toWire(answer.ok() ? Error{ErrorKind::Internal, u"DEV-ANSWER"_s, {}} : answer.error()));
            changed = m_device->capabilities() != m_capabilities;
        }
        const bool open = m_device->isOpen();
        rest();
        // In this order the client knows what it may do next before it hears that the job is over.
        if (!open) {
            m_device.reset();
            say(u"device"_s, WireValue::map().set(u"state"_s, u"lost"_s));
        } else if (changed) {
            describe();
        }
        say(u"done"_s, std::move(message));
    }

    std::shared_ptr<PageSink> pagesFor(qint64 job, const Context &context)
    {
        auto pages = std::make_shared<PageSender>(job, [this](const QString &name, WireValue message) { say(name, std::move(message)); },
                                                  [&context] { return context.stopRequested() || context.remainingMs() <= 0; });
        const std::lock_guard lock(m_mutex);
        m_pages = pages;
        return pages;
    }

    const HostServerOptions m_options;
    const Clock &m_clock;
    std::unique_ptr<HostChannel> m_channel;
    std::thread m_thread;
    std::atomic<bool> m_leaving = false;
    std::atomic<qint64> m_cancelled = 0;
    std::atomic<qint64> m_lookingSinceMs = 0;
    qint64 m_lastJob = 0;               // main thread

    std::mutex m_mutex;
    std::condition_variable m_wake, m_gone;
    std::optional<ClientCommand> m_command;   // guarded by the mutex, like the three below
    std::weak_ptr<PageSender> m_pages;
    bool m_working = false;
    bool m_threadEnded = false;

    std::unique_ptr<Driver> m_driver;   // of the driver's thread, like the rest
    std::unique_ptr<Device> m_device;
    Capabilities m_capabilities;
    Condition m_condition;
    qint64 m_conditionAtMs = 0;
};

} // namespace

HostExit serveDriver(const HostServerOptions &options, const Clock &clock)
{
    return HostServer(options, clock).run();
}

} // namespace zc::devices
