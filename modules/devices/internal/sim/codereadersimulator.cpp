#include "internal/barcode/serialcodereader.h"
#include "internal/sim/wired.h"

#include <devices/codereader.h>
#include <devices/wedge.h>

#include <array>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kReadAgainMs = 60;        // what lies under the scanner is read as often as that
constexpr int kTrickleMs = 10;
constexpr int kScannerNapMs = 100;
constexpr int kPrefixKey = 0x0100003b;  // Qt::Key_F12: this room sees no Qt Gui

struct CodeFault {
    QString kind;
    int times = 1;
};

} // namespace

struct CodeReaderSimulator::Private final : sim::Wired {
    CodeReaderSimulator::Line line = CodeReaderSimulator::Line::Memory;
    std::shared_ptr<CodeInlet> inlet;           // of a keyboard
    WedgeDetector detector{{kPrefixKey, 0x01000004}};
    QList<QByteArray> queue;                    // scanned once each
    std::optional<QByteArray> lying;            // read again and again
    QList<CodeFault> faults;
    QByteArray suffix = "\r\n";
    int afterMs = 0, gapMs = 0, sent = 0;
    qint64 dueMs = 0;
    bool trickles = false;

    static Result<QByteArray> bytesOf(const QJsonValue &value)
    {
        if (value.isString() && !value.toString().isEmpty())
            return value.toString().toUtf8();
        const QByteArray bytes = QByteArray::fromHex(value[u"hex"_s].toString().toLatin1());
        return bytes.isEmpty() ? Result<QByteArray>(sim::controlRefused(u"code"_s)) : Result<QByteArray>(bytes);
    }

    Result<void> setOne(const QString &key, const QJsonValue &value)
    {
        static const QMap<QString, QByteArray> suffixes = {{u"crlf"_s, "\r\n"}, {u"cr"_s, "\r"}, {u"lf"_s, "\n"}, {u"none"_s, ""}};
        if (key == u"afterMs")
            dueMs = clock.elapsed() + (afterMs = qBound(0, value.toInt(), 600'000));
        else if (key == u"gapMs")
            gapMs = qBound(0, value.toInt(), 1000);
        else if (key == u"suffix" && suffixes.contains(value.toString()))
            suffix = suffixes.value(value.toString());
        else if (key != u"denied" || !value.isBool())
            return sim::controlRefused(key);
        return {};
    }

    Result<void> apply(const QByteArray &text) override
    {
        const auto said = sim::ControlLine::from(text);
        if (!said)
            return said.error();
        const auto &[verb, value, details] = *said;
        if (verb == u"scan" || (verb == u"code" && !value.isNull())) {
            const auto bytes = bytesOf(value);
            if (!bytes)
                return bytes.error();
            if (verb == u"scan")
                queue << *bytes;
            else
                lying = *bytes;
            dueMs = clock.elapsed() + afterMs;
        } else if (verb == u"code") {
            lying.reset();
        } else if (verb == u"fault") {
            const CodeFault fault{details[u"kind"_s].toString(), qMax(1, details[u"times"_s].toInt(1))};
            if (fault.kind != u"long" && fault.kind != u"trickle")
                return sim::controlRefused(u"fault"_s);
            faults << fault;
        } else if (verb == u"set") {
            for (auto it = details.begin(); it != details.end(); ++it)
                if (const auto done = setOne(it.key(), it.value()); !done)
                    return done.error();
            setMood(details);
        } else if (verb == u"unplugAt" && details[u"bytes"_s].toInt() > 0) {
            unplugAfter = details[u"bytes"_s].toInt();
        } else if (verb == u"reset") {
            queue.clear();
            lying.reset();
            faults.clear();
            outgoing.clear();
            trickles = false;
            suffix = "\r\n";
            afterMs = gapMs = 0;
            unplugAfter = -1;
            mend();
        } else if (verb == u"unplugAt" || !takes(*said)) {
            return sim::controlRefused(verb);
        }
        note(verb);
        return {};
    }

    // The next code begins to go out, if one is due.
    void prepare()
    {
        if (!outgoing.isEmpty() || trickles || (queue.isEmpty() && !lying) || clock.elapsed() < dueMs)
            return;
        dueMs = clock.elapsed() + kReadAgainMs;
        const auto fault = sim::takePlanned(faults, [](const CodeFault &) { return true; });
        outgoing = (queue.isEmpty() ? *lying : queue.takeFirst()) + suffix;
        if (fault && fault->kind == u"long")
            outgoing = QByteArray(5000, 'A') + suffix;
        trickles = fault && fault->kind == u"trickle";
        ++sent;
        note(fault ? u"fault "_s + fault->kind : u"sent"_s);
    }

    // Types it as a scanner does that is a keyboard: prefix, characters, Enter.
    void typeAll()
    {
        const auto type = [this](const QString &text, int key) {
            const auto decision = detector.feed({text, key, true, false, clock.elapsed()});
            if (!decision.code.isEmpty())
                inlet->push(decision.code);
        };
        type({}, kPrefixKey);
        for (const QChar character : QString::fromUtf8(outgoing.chopped(suffix.size())))
            type(QString(character), character.unicode());
        type({}, 0x01000004);
        outgoing.clear();
    }

    void sendOn()
    {
        if (trickles)
            outgoing = "7";
        send(trickles || gapMs > 0 ? 1 : outgoing.size());
    }

    int round() override
    {
        const std::lock_guard lock(mutex);
        std::array<char, 64> ignored;
        while (wire->read(ignored.data(), ignored.size()) > 0) {
        }
        if (!inlet && plugged != wire->isOpen()) {
            outgoing.clear();
            trickles = false;
            plugged ? void(wire->open()) : wire->close();
        }
        if (!plugged)
            return kScannerNapMs;
        prepare();
        if (!outgoing.isEmpty() || trickles)
            inlet ? typeAll() : sendOn();
        if (trickles)
            return kTrickleMs;
        if (!outgoing.isEmpty())
            return qMax(1, gapMs);
        return queue.isEmpty() && !lying ? kScannerNapMs : int(qBound(qint64(1), dueMs - clock.elapsed(), qint64(kScannerNapMs)));
    }
};

CodeReaderSimulator::CodeReaderSimulator(std::unique_ptr<Private> impl) : d(std::move(impl)) {}

Result<std::unique_ptr<CodeReaderSimulator>> CodeReaderSimulator::start(Line line)
{
    auto impl = std::make_unique<Private>();
    impl->line = line;
    if (const Result<void> laid = impl->lay(line == Line::Terminal); !laid.ok())
        return laid.error();
    if (line == Line::Keyboard)
        impl->inlet = std::make_shared<CodeInlet>();
    impl->begin();
    return std::unique_ptr<CodeReaderSimulator>(new CodeReaderSimulator(std::move(impl)));
}

CodeReaderSimulator::~CodeReaderSimulator() { d->end(); }

QString CodeReaderSimulator::portPath() const { return d->wire->path(); }
Result<void> CodeReaderSimulator::control(const QByteArray &line) { return d->obey(line); }
bool CodeReaderSimulator::refusesUsers() const { return d->refuses(); }
QStringList CodeReaderSimulator::transcript() const { return d->said(); }

int CodeReaderSimulator::sent() const
{
    const std::lock_guard lock(d->mutex);
    return d->sent;
}

std::unique_ptr<Driver> makeSimulatedCodeReader(const DeviceId &slot, const QString &title, const std::shared_ptr<CodeReaderSimulator> &simulator)
{
    if (simulator->d->inlet)
        return makeKeyboardCodeReader(slot, title, simulator->d->inlet);
    const auto wire = simulator->d->memory;
    Q_ASSERT_X(wire, "makeSimulatedCodeReader", "the simulator has a terminal; open that");
    return barcode::makeReader({u"sim-bar"_s, DeviceClass::CodeReader, slot, title},
                               sim::memoryOpener(wire, [simulator] { return simulator->refusesUsers(); }, DeviceClass::CodeReader));
}

} // namespace zc::devices
