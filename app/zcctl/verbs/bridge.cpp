#include "verbs/verbs.h"

#include "verb.h"

#include <base/clock.h>
#include <bridge/bridgeserver.h>
#include <devices/devicehub.h>
#include <devices/simulator.h>

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonObject>
#include <QThread>

#include <csignal>
#include <mutex>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

using namespace zc::devices;

constexpr int kRadioDelayMs = 300;
constexpr int kReadyMs = 30'000;

// Says the same to every question; nobody sits at this desk.
class FixedClerk final : public bridge::ClerkPort {
public:
    explicit FixedClerk(bool allow) : m_allow(allow) {}
    void ask(const bridge::ClerkQuestion &, Answer answer) override { answer(m_allow); }
    void withdraw(quint64) override {}

private:
    const bool m_allow;
};

// One line for each request that reaches a simulated device from begin() on: {"t":"12.3456","device":"idr-1","request":"3001"}.
class Transcript {
public:
    bool open(const QString &path)
    {
        m_file.setFileName(path);
        return m_file.open(QIODevice::WriteOnly | QIODevice::Truncate);
    }
    void begin()
    {
        const std::lock_guard lock(m_mutex);
        m_begun = true;
    }
    void note(const QString &device, const QString &line)
    {
        const qsizetype mark = line.indexOf(u" > ");
        const std::lock_guard lock(m_mutex);
        if (!m_begun || mark < 0)
            return;
        m_file.write(QJsonDocument(QJsonObject{{u"t"_s, line.left(mark)}, {u"device"_s, device}, {u"request"_s, line.mid(mark + 3)}})
                         .toJson(QJsonDocument::Compact) + '\n');
        m_file.flush();
    }

private:
    std::mutex m_mutex;
    QFile m_file;
    bool m_begun = false;
};

// Every thread made from here on leaves the signals to the wait at the end.
sigset_t blockEndingSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

struct RunWords {
    QString port, policy, transcript, pair = u"deny"_s;

    bool read(const QStringList &words)
    {
        const QMap<QString, QString *> options{{u"--port"_s, &port}, {u"--policy"_s, &policy}, {u"--transcript"_s, &transcript}, {u"--pair"_s, &pair}};
        for (qsizetype i = 0; i < words.size(); i += 2) {
            if (!options.contains(words[i]) || i + 1 == words.size())
                return false;
            *options.value(words[i]) = words[i + 1];
        }
        bool number = false;
        port.toUShort(&number);
        return number && !policy.isEmpty() && !transcript.isEmpty() && (pair == u"deny" || pair == u"allow");
    }
};

bool waitReady(const DeviceHub &hub)
{
    const auto settled = [](const DeviceInfo &info) { return info.state == DeviceState::Ready; };
    for (QDeadlineTimer deadline(kReadyMs); !deadline.hasExpired(); QThread::msleep(5)) {
        const QList<DeviceInfo> devices = hub.devices();
        if (std::all_of(devices.begin(), devices.end(), settled))
            return true;
    }
    return false;
}

} // namespace

int bridgeRun(const QStringList &words, Output &output)
{
    RunWords given;
    if (!given.read(words)) {
        output.usage(u"usage: zcctl bridge run --port P --policy FILE --transcript FILE [--pair deny|allow]"_s);
        return Usage;
    }
    QFile file(given.policy);
    const Result<bridge::BridgePolicy> policy = file.open(QIODevice::ReadOnly)
        ? bridge::BridgePolicy::fromJson(file.readAll())
        : Result<bridge::BridgePolicy>(Error{ErrorKind::Invalid, u"BRG-POLICY"_s, file.errorString()});
    if (!policy) {
        output.problem(policy.error());
        return Unreadable;
    }
    Transcript transcript;
    if (!transcript.open(given.transcript)) {
        output.problem({ErrorKind::Invalid, u"CTL-FILE"_s, given.transcript});
        return Unreadable;
    }
    const sigset_t signals = blockEndingSignals();

    ReaderSimulator::Options reader;
    reader.inMemory = true;
    reader.radioDelayMs = kRadioDelayMs;
    reader.onLine = [&transcript](const QString &line) { transcript.note(u"idr-1"_s, line); };
    Result<std::unique_ptr<ReaderSimulator>> simulator = ReaderSimulator::start(reader);
    if (!simulator) {
        output.problem(simulator.error());
        return Internal;
    }
    (*simulator)->lay(SimulatedCard::fromDeck(u"R"_s).value());
    SystemClock clock;
    std::vector<std::unique_ptr<Driver>> drivers;
    drivers.push_back(makeSimulatedIdCardReader(u"idr-1"_s, u"idr-1"_s, std::shared_ptr<ReaderSimulator>(std::move(*simulator)), clock));
    DeviceHub hub({}, std::move(drivers), clock);
    if (!waitReady(hub)) {
        output.problem({ErrorKind::Timeout, u"DEV-IDCARD-TIMEOUT"_s, {}});
        return Internal;
    }
    transcript.begin();

    bridge::BridgeSettings settings;
    settings.port = given.port.toUShort();
    settings.policy = *policy;
    // A policy file without a list to ask for means: the click decides about everything that is not granted.
    settings.askForAll = given.pair == u"allow";
    FixedClerk clerk(given.pair == u"allow");
    bridge::BridgeServer server(settings, hub, clerk, clock, {});
    if (const Result<void> started = server.start(); !started) {
        output.problem(started.error());
        return DoesNotHold;
    }
    const QJsonDocument line(QJsonObject{{u"port"_s, server.port()}});
    output.document(line);
    output.text(QString::fromUtf8(line.toJson(QJsonDocument::Compact)));
    output.flush();
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop();
    return Ok;
}

} // namespace zc::ctl
