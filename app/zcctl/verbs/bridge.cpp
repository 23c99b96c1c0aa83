#include "verbs/verbs.h"

#include "verb.h"

#include <base/clock.h>
#include <bridge/bridgeserver.h>
#include <devices/devicehub.h>
#include <devices/simulatedcamera.h>
#include <devices/simulatedkey.h>
#include <devices/simulatedprinters.h>
#include <devices/simulatedscanner.h>
#include <devices/simulator.h>
#include <devices/socialcardreader.h>
#include <papers/pictureencoder.h>

#include <QDeadlineTimer>
#include <QElapsedTimer>
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
    void askToSign(const bridge::ClerkSignature &, SignAnswer answer) override { answer(m_allow ? Pin::copyOf(KeySimulator::samplePin()) : Pin()); }
    void withdraw(quint64) override {}

private:
    const bool m_allow;
};

// One line for each request that reaches a simulated device from begin() on: {"t":"12.3456","device":"idr-1","request":"3001"}; for
// devices without a line of bytes what they did ("scan", "page 1", "printed", "slip"). Any thread.
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
        m_clock.start();
    }
    // A line of a reader's own transcript: only what was asked of it.
    void noteLine(const QString &device, const QString &line)
    {
        if (const qsizetype mark = line.indexOf(u" > "); mark >= 0)
            write(device, line.left(mark), line.mid(mark + 3));
    }
    void note(const QString &device, const QString &words)
    {
        if (!words.startsWith(u"< "))
            write(device, QString::number(double(m_clock.nsecsElapsed()) / 1e9, 'f', 4), words.startsWith(u"> ") ? words.mid(2) : words);
    }

private:
    void write(const QString &device, const QString &t, const QString &request)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_begun)
            return;
        m_file.write(QJsonDocument(QJsonObject{{u"t"_s, t}, {u"device"_s, device}, {u"request"_s, request}}).toJson(QJsonDocument::Compact) + '\n');
        m_file.flush();
    }
    std::mutex m_mutex;
    QFile m_file;
    QElapsedTimer m_clock;
    bool m_begun = false;
};

// A card of a made-up person in every reader, three sheets in the feeder, one below the camera, paper in the printers.
Result<std::vector<std::unique_ptr<Driver>>> simulatedDevices(Transcript &transcript, const Clock &clock)
{
    const auto into = [&transcript](const QString &device) { return [&transcript, device](const QString &words) { transcript.note(device, words); }; };
    ReaderSimulator::Options options;
    options.inMemory = true;
    options.radioDelayMs = kRadioDelayMs;
    options.onLine = [&transcript](const QString &line) { transcript.noteLine(u"idr-1"_s, line); };
    auto reader = ReaderSimulator::start(options);
    auto receipts = ReceiptSimulator::start(ReceiptSimulator::Line::Memory);
    auto key = KeySimulator::make();
    if (!reader || !receipts || !key)
        return !reader ? reader.error() : !receipts ? receipts.error() : key.error();
    (*key)->listen(into(u"key-1"_s));
    (*reader)->lay(SimulatedCard::fromDeck(u"R"_s).value());
    (*receipts)->listen(into(u"rcp-1"_s));
    const auto social = std::make_shared<SocialCardSimulator>();
    social->insert(SimulatedSocialCard::generated(1));
    social->listen(into(u"ssc-1"_s));
    ScannerSimulator::Options feeder;
    feeder.feederSheets = 3;
    const auto scanner = std::make_shared<ScannerSimulator>(feeder);
    scanner->listen(into(u"scn-1"_s));
    const auto camera = std::make_shared<CameraSimulator>(CameraSimulator::Options{});
    camera->listen(into(u"cam-1"_s));
    const auto printer = std::make_shared<PrinterSimulator>(PrinterSimulator::Options{});
    printer->listen(into(u"prn-1"_s));
    std::vector<std::unique_ptr<Driver>> drivers;
    drivers.push_back(makeSimulatedIdCardReader(u"idr-1"_s, u"idr-1"_s, std::shared_ptr<ReaderSimulator>(std::move(*reader)), clock));
    drivers.push_back(makeSimulatedSocialCardReader(u"ssc-1"_s, u"ssc-1"_s, social));
    drivers.push_back(makeSimulatedScanner(u"scn-1"_s, u"scn-1"_s, scanner));
    drivers.push_back(makeSimulatedCamera(u"cam-1"_s, u"cam-1"_s, camera));
    drivers.push_back(makeSimulatedPrinter(u"prn-1"_s, u"prn-1"_s, printer, nullptr));
    drivers.push_back(makeSimulatedKey(u"key-1"_s, u"key-1"_s, *key));
    ReceiptPrinterSettings slips;
    slips.title = slips.slot;
    drivers.push_back(makeSimulatedReceiptPrinter(slips, std::shared_ptr<ReceiptSimulator>(std::move(*receipts))));
    return drivers;
}

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

    SystemClock clock;
    auto drivers = simulatedDevices(transcript, clock);
    if (!drivers) {
        output.problem(drivers.error());
        return Internal;
    }
    DeviceHub hub({}, std::move(*drivers), clock);
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
    const papers::PictureEncoder encoder;
    settings.encoder = &encoder;
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
