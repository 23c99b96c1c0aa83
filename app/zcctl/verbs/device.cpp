#include "verbs/batch.h"
#include "verbs/verbs.h"

#include "verb.h"

#include <base/clock.h>
#include <devices/devicehub.h>
#include <devices/diagnostics.h>
#include <devices/idcardreader.h>
#include <devices/serialports.h>
#include <devices/simulator.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

using namespace zc::devices;

// The same line with and without --json: what is decoded has no shorter form for people.
void line(Output &output, const QJsonObject &object)
{
    output.document(QJsonDocument(object));
    output.text(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

// Reads "--name value" pairs; false on a stray word, an unknown name or a missing value.
bool readOptions(const QStringList &words, QMap<QString, QString *> options)
{
    for (qsizetype i = 0; i < words.size(); i += 2) {
        QString *target = options.value(words[i]);
        if (!target || i + 1 == words.size())
            return false;
        *target = words[i + 1];
    }
    return true;
}

} // namespace

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
    if (!words.isEmpty()) {
        output.usage(u"usage: zcctl device list"_s);
        return Usage;
    }
    QJsonArray ports;
    for (const Candidate &port : serialPorts()) {
        ports.append(QJsonObject{{u"bus"_s, port.bus}, {u"path"_s, port.path}, {u"vendorId"_s, port.vendorId},
                                 {u"productId"_s, port.productId}, {u"serial"_s, port.serial}});
        output.text(u"%1  %2:%3  %4"_s.arg(port.path, port.vendorId, port.productId, port.serial));
    }
    output.document(QJsonDocument(QJsonObject{{u"ports"_s, ports}}));
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
    ReaderSimulator::Options options;
    QString card;
    if (!readOptions(words, {{u"--link"_s, &options.linkPath}, {u"--card"_s, &card}})) {
        output.usage(u"usage: zcctl device simulate [--link PATH] [--card R|J|I|Y]"_s);
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
    output.flush();
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return Internal;
    for (QByteArray control = input.readLine(); !control.isEmpty(); control = input.readLine()) {
        const Result<void> applied = reader->control(control.trimmed());
        line(output, applied.ok() ? QJsonObject{{u"ok"_s, true}} : Output::errorObject(applied.error()));
        output.flush();
    }
    line(output, {{u"transcript"_s, QJsonArray::fromStringList(reader->transcript())}});
    return Ok;
}

} // namespace zc::ctl
