#include "verbs/batch.h"
#include "verbs/driverhome.h"
#include "verbs/verbs.h"

#include "verb.h"

#include <base/clock.h>
#include <devices/devicehub.h>
#include <devices/diagnostics.h>
#include <devices/idcardreader.h>
#include <devices/profileshelf.h>
#include <devices/serialports.h>
#include <devices/codereader.h>
#include <devices/simulatedprinters.h>
#include <devices/simulator.h>
#include <devices/terminalsimulator.h>
#include <pluginhost/driverplugins.h>
#include <settings/policy.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <functional>
#include <thread>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

using namespace zc::devices;

constexpr int kLookMs = 6000;
constexpr int kSliceMs = 20;

// The same line with and without --json: what is decoded has no shorter form for people.
void line(Output &output, const QJsonObject &object)
{
    output.document(QJsonDocument(object));
    output.text(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

// Reads "--name value" pairs; false on a stray word, an unknown name or a missing value.
bool readOptions(const QStringList &words, const QMap<QString, QString *> &options)
{
    for (qsizetype i = 0; i < words.size(); i += 2) {
        QString *target = options.value(words[i]);
        if (!target || i + 1 == words.size())
            return false;
        *target = words[i + 1];
    }
    return true;
}

// What a device turns out to be within a few seconds of looking.
DeviceInfo settled(const DeviceHub &hub, const DeviceId &slot)
{
    DeviceInfo info;
    for (int waited = 0; waited < kLookMs; waited += kSliceMs) {
        const QList<DeviceInfo> list = hub.devices();
        for (const DeviceInfo &device : list)
            if (device.id == slot)
                info = device;
        if (info.state == DeviceState::Ready || info.state == DeviceState::Degraded || !info.errorCode.isEmpty())
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(kSliceMs));
    }
    return info;
}

// Takes control lines from the terminal until it ends.
bool obey(Output &output, const std::function<Result<void>(const QByteArray &)> &control)
{
    output.flush();
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return false;
    for (QByteArray words = input.readLine(); !words.isEmpty(); words = input.readLine()) {
        const Result<void> applied = control(words.trimmed());
        line(output, applied.ok() ? QJsonObject{{u"ok"_s, true}} : Output::errorObject(applied.error()));
        output.flush();
    }
    return true;
}

int simulateReader(const QStringList &words, Output &output)
{
    ReaderSimulator::Options options;
    QString card;
    if (!readOptions(words, {{u"--link"_s, &options.linkPath}, {u"--card"_s, &card}})) {
        output.usage(u"usage: zcctl device simulate [idr] [--link PATH] [--card R|J|I|Y]"_s);
        return Usage;
    }
    Result<std::unique_ptr<ReaderSimulator>> started = ReaderSimulator::start(options);
    if (!started) {
        output.problem(started.error());
        return Internal;
    }
    const std::unique_ptr<ReaderSimulator> reader = std::move(started).value();
    if (!card.isEmpty()) {
        const Result<SimulatedCard> laid = SimulatedCard::fromDeck(card);
        if (!laid) {
            output.problem(laid.error());
            return Usage;
        }
        reader->lay(laid.value());
    }
    line(output, {{u"port"_s, reader->portPath()}});
    if (!obey(output, [&](const QByteArray &control) { return reader->control(control); }))
        return Internal;
    line(output, {{u"transcript"_s, QJsonArray::fromStringList(reader->transcript())}});
    return Ok;
}

int simulateReceiptPrinter(const QStringList &words, Output &output)
{
    QString wire = u"tcp"_s;
    if (!readOptions(words, {{u"--line"_s, &wire}}) || (wire != u"tcp" && wire != u"terminal")) {
        output.usage(u"usage: zcctl device simulate rcp [--line tcp|terminal]"_s);
        return Usage;
    }
    Result<std::unique_ptr<ReceiptSimulator>> started = ReceiptSimulator::start(wire == u"tcp" ? ReceiptSimulator::Line::Tcp : ReceiptSimulator::Line::Terminal);
    if (!started) {
        output.problem(started.error());
        return Internal;
    }
    const std::unique_ptr<ReceiptSimulator> printer = std::move(started).value();
    line(output, {{u"address"_s, printer->address().toString()}});
    if (!obey(output, [&](const QByteArray &control) { return printer->control(control); }))
        return Internal;
    line(output, {{u"slips"_s, QJsonArray::fromStringList(printer->slips())}, {u"pending"_s, printer->pending()}});
    return Ok;
}

// A simulator at a pseudo-terminal, until its control lines end; then what is worth telling of it.
template <class Simulator>
int serveTerminal(Result<std::unique_ptr<Simulator>> started, Output &output, const std::function<QJsonObject(const Simulator &)> &told)
{
    if (!started) {
        output.problem(started.error());
        return Internal;
    }
    const std::unique_ptr<Simulator> simulator = std::move(*started);
    line(output, {{u"port"_s, simulator->portPath()}});
    if (!obey(output, [&](const QByteArray &control) { return simulator->control(control); }))
        return Internal;
    QJsonObject end = told(*simulator);
    end.insert(u"transcript"_s, QJsonArray::fromStringList(simulator->transcript()));
    line(output, end);
    return Ok;
}

int simulateCodeReader(const QStringList &words, Output &output)
{
    if (!words.isEmpty()) {
        output.usage(u"usage: zcctl device simulate bar"_s);
        return Usage;
    }
    return serveTerminal<CodeReaderSimulator>(CodeReaderSimulator::start(CodeReaderSimulator::Line::Terminal), output, [](const CodeReaderSimulator &) { return QJsonObject(); });
}

int simulateTerminal(TerminalSimulator::What what, const QStringList &words, Output &output)
{
    if (!words.isEmpty()) {
        output.usage(u"usage: zcctl device simulate evl | que"_s);
        return Usage;
    }
    return serveTerminal<TerminalSimulator>(TerminalSimulator::start(what, TerminalSimulator::Line::Terminal), output,
                                            [](const TerminalSimulator &terminal) { return QJsonObject{{u"questions"_s, terminal.questions()}}; });
}

} // namespace

DriverHome driverHome()
{
    const QDir programs(QCoreApplication::applicationDirPath());
    const pluginhost::DriverPluginSettings settings{programs.filePath(u"../plugins/devices"_s), QVersionNumber::fromString(u"0.1.0"_s)};
    const auto shelf = std::make_shared<ProfileShelf>(ProfileShelf::Options{ProfileShelf::Options().folder, {}, settings::policySigners(), false});
    return {programs.filePath(u"zc-devicehost"_s), [settings](const QString &id) { return pluginhost::checkedDriver(settings, id); },
            [shelf](const QString &name) { return shelf->profile(name); }};
}

int deviceDecode(const QStringList &words, Output &output)
{
    if (words.size() > 1) {
        output.usage(u"usage: zcctl device decode [FILE | -]"_s);
        return Usage;
    }
    const Result<QList<QJsonValue>> batch = readJsonBatch(words.value(0, u"-"_s));
    if (!batch) {
        output.problem(batch.error());
        return Unreadable;
    }
    for (const QJsonValue &item : *batch) {
        QJsonObject answer = item.isObject() ? decodeExchange(item.toObject()) : QJsonObject{{u"error"_s, QJsonObject()}};
        if (answer.contains(u"error"_s)) {
            const QString detail = answer.value(u"error"_s).toObject().value(u"message"_s).toString();
            const Error error{ErrorKind::Invalid, u"DEV-DECODE-INPUT"_s, detail};
            answer.insert(u"error"_s, Output::errorObject(error).value(u"error"_s));
        }
        line(output, answer);
    }
    return Ok;
}

int deviceList(const QStringList &words, Output &output)
{
    SystemClock clock;
    std::vector<std::unique_ptr<Driver>> drivers;
    for (const QString &word : words) {
        const Result<DeviceEntry> entry = deviceEntry(word);
        Result<std::unique_ptr<Driver>> driver = entry ? makeDriver(*entry, clock, driverHome()) : Result<std::unique_ptr<Driver>>(entry.error());
        if (!driver) {
            output.problem(driver.error());
            output.usage(u"usage: zcctl device list [SLOT=ADDRESS…]"_s);
            return Usage;
        }
        drivers.push_back(std::move(*driver));
    }
    QJsonArray ports, devices;
    for (const Candidate &port : serialPorts()) {
        ports.append(QJsonObject{{u"bus"_s, port.bus}, {u"path"_s, port.path}, {u"vendorId"_s, port.vendorId},
                                 {u"productId"_s, port.productId}, {u"serial"_s, port.serial}});
        output.text(u"%1  %2:%3  %4"_s.arg(port.path, port.vendorId, port.productId, port.serial));
    }
    DeviceHub hub({}, std::move(drivers), clock);
    for (const QString &word : words) {
        const DeviceInfo info = settled(hub, deviceEntry(word)->slot);
        devices.append(QJsonObject{{u"device"_s, info.id}, {u"class"_s, deviceClassName(info.cls)}, {u"driver"_s, info.driver},
                                   {u"state"_s, deviceStateName(info.state)}, {u"model"_s, info.identity.model}, {u"serial"_s, info.identity.serial},
                                   {u"code"_s, info.errorCode}, {u"capabilities"_s, info.capabilities.toJson()}});
        output.text(u"%1  %2  %3  %4"_s.arg(info.id, deviceStateName(info.state), info.identity.model, info.errorCode));
    }
    output.document(QJsonDocument(QJsonObject{{u"ports"_s, ports}, {u"devices"_s, devices}}));
    return Ok;
}

int deviceRead(const QStringList &words, Output &output)
{
    QString port, baud = u"115200"_s, deadline = u"10000"_s;
    bool goodBaud = false, goodDeadline = false;
    const bool read = readOptions(words, {{u"--port"_s, &port}, {u"--baud"_s, &baud}, {u"--deadline-ms"_s, &deadline}});
    IdCardReaderSettings settings;
    settings.port = port;
    settings.baud = baud.toInt(&goodBaud);
    const int deadlineMs = deadline.toInt(&goodDeadline);
    if (!read || port.isEmpty() || !goodBaud || !goodDeadline || deadlineMs <= 0) {
        output.usage(u"usage: zcctl device read --port P [--baud N] [--deadline-ms N]"_s);
        return Usage;
    }
    SystemClock clock;
    std::vector<std::unique_ptr<Driver>> drivers;
    drivers.push_back(makeIdCardReader(settings, clock));
    DeviceHub hub({}, std::move(drivers), clock);
    const std::chrono::milliseconds whole(deadlineMs);
    const Result<Claim> claim = hub.claim(settings.slot, ClaimMode::Exclusive, {u"zcctl"_s, u"zcctl"_s}, whole + std::chrono::minutes(1));
    if (!claim) {
        output.problem(claim.error());
        return Internal;
    }
    QFuture<Result<CardRecord>> future = hub.submit(claim->id, ReadCard{}, {whole}).result();
    future.waitForFinished();
    const Result<CardRecord> card = future.takeResult();
    if (!card) {
        output.problem(card.error());
        return DoesNotHold;
    }
    line(output, describeCard(*card));
    return Ok;
}

int deviceSimulate(const QStringList &words, Output &output)
{
    if (words.value(0) == u"--desk" && words.size() == 2)
        return devicePretend(words[1], output);
    if (words.value(0) == u"rcp")
        return simulateReceiptPrinter(words.mid(1), output);
    if (words.value(0) == u"bar")
        return simulateCodeReader(words.mid(1), output);
    if (words.value(0) == u"evl" || words.value(0) == u"que")
        return simulateTerminal(words[0] == u"evl" ? TerminalSimulator::What::Evaluation : TerminalSimulator::What::Queue, words.mid(1), output);
    return simulateReader(words.value(0) == u"idr" ? words.mid(1) : words, output);
}

int deviceProfile(const QStringList &words, Output &output)
{
    if (words.size() != 1) {
        output.usage(u"usage: zcctl device profile FILE"_s);
        return Usage;
    }
    QFile file(words.first());
    if (!file.open(QIODevice::ReadOnly)) {
        output.problem(Error{ErrorKind::NotFound, u"CTL-FILE"_s, words.first()});
        return Unreadable;
    }
    const auto profile = readTerminalProfile(file.readAll());
    if (!profile) {
        output.problem(profile.error());
        return DoesNotHold;
    }
    line(output, {{u"ok"_s, true}, {u"id"_s, profile->id}, {u"class"_s, deviceClassName(profile->cls)}, {u"messages"_s, QJsonArray::fromStringList(profile->messages.keys())},
                  {u"answers"_s, profile->answers.size()}});
    return Ok;
}

} // namespace zc::ctl
