#include "internal/escpos/receiptprinter.h"
#include "internal/sim/controlline.h"
#include "internal/sim/escposreader.h"
#include "internal/sim/peerwire.h"

#include <devices/simulatedprinters.h>

#include <QElapsedTimer>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <mutex>
#include <thread>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWaitMs = 100;
constexpr int kPieceBytes = 256;

} // namespace

struct ReceiptSimulator::Private {
    struct Mood {
        int linesLeft = -1;             // -1: enough for ever
        bool near = false;
        bool cover = false;
        bool error = false;
        bool silent = false;
        bool stall = false;
        bool nonsense = false;
        bool denied = false;
        int msPerLine = 0;
        qint64 unplugAfter = -1;        // bytes
        bool away = false;
    };
    ReceiptSimulator::Line line = ReceiptSimulator::Line::Memory;
    std::shared_ptr<sim::PeerWire> wire;
    std::shared_ptr<sim::MemoryWire> memory;
    mutable std::mutex mutex;
    Mood mood;
    sim::EscPosReader reader;
    int initialisations = 0;
    std::function<void(const QString &words)> heard;
    bool stopping = false;
    std::thread thread;
    QByteArray input;                   // thread only
    QElapsedTimer lastLine;             // thread only

    Mood now() const
    {
        const std::lock_guard lock(mutex);
        return mood;
    }

    quint8 status(char n, const Mood &m) const
    {
        const bool end = m.linesLeft == 0;
        quint8 byte = 0x12;
        if (n == 1 && (end || m.cover || m.error))
            byte |= 0x08;
        if (n == 2)
            byte |= (m.cover ? 0x04 : 0) | (end ? 0x20 : 0) | (m.error ? 0x40 : 0);
        if (n == 4)
            byte |= (m.near || end ? 0x0C : 0) | (end ? 0x60 : 0);
        return m.nonsense ? 0xFF : byte;
    }

    void answer(const QByteArray &questions, const Mood &m)
    {
        for (const char n : questions) {
            if (m.silent)
                continue;
            const char byte = n == 'r' ? char(m.near ? 0x03 : 0x00) : char(status(n, m));
            (void)wire->write(QByteArrayView(&byte, 1));
        }
    }

    // How long until the next line may be printed; 0: now, -1: not before something changes.
    int printsInMs(const Mood &m) const
    {
        if (m.linesLeft == 0 || m.cover || m.error || m.stall || input.isEmpty())
            return -1;
        return int(qBound(qint64(0), lastLine.isValid() ? m.msPerLine - lastLine.elapsed() : qint64(0), qint64(kWaitMs)));
    }

    void receive(const Mood &m)
    {
        std::array<char, kPieceBytes> buffer;
        qsizetype most = m.stall ? 0 : buffer.size();
        if (m.unplugAfter >= 0)
            most = qMin<qint64>(most, qMax<qint64>(1, m.unplugAfter));
        const qsizetype count = most > 0 ? wire->read(buffer.data(), most) : 0;
        input.append(buffer.data(), count);
        if (m.unplugAfter < 0 || count == 0)
            return;
        const std::lock_guard lock(mutex);
        mood.unplugAfter = qMax<qint64>(0, mood.unplugAfter - count);
        if (mood.unplugAfter == 0) {
            mood.unplugAfter = -1;
            mood.away = true;
        }
    }

    void print(const Mood &m)
    {
        sim::EscPosReader::Taken taken;
        {
            const std::lock_guard lock(mutex);
            taken = reader.take(input, m.msPerLine > 0 ? 1 : m.linesLeft);
            initialisations += taken.initialisations;
            for (int slip = 0; heard && slip < taken.initialisations; ++slip)
                heard(QStringLiteral("slip"));
            if (mood.linesLeft > 0)
                mood.linesLeft = qMax(0, mood.linesLeft - taken.lines);
        }
        if (taken.lines > 0)
            lastLine.start();
        answer(taken.questions, m);
    }

    void run()
    {
        for (;;) {
            {
                const std::lock_guard lock(mutex);
                if (stopping)
                    return;
            }
            const Mood before = now();
            if (before.away && wire->isOpen()) {
                wire->close();
                input.clear();
            } else if (!before.away && !wire->isOpen()) {
                wire->open();
            }
            const int printsMs = printsInMs(before);
            wire->wait(before.stall ? 0 : printsMs >= 0 ? printsMs : kWaitMs);
            if (before.stall)           // what waits on the line would wake it at once
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            const Mood m = now();       // what was said while it waited holds for what came meanwhile
            if (m.away)
                continue;
            receive(m);
            answer(sim::EscPosReader::realTime(input), m);
            if (printsInMs(m) == 0)
                print(m);
        }
    }

    Result<void> apply(const QByteArray &text)
    {
        const auto said = sim::ControlLine::from(text);
        if (!said)
            return said.error();
        const auto &[verb, value, details] = *said;
        Mood next = mood;
        if (verb == u"paper") {
            next.linesLeft = value.isNull() ? 0 : details.contains(u"lines"_s) ? qMax(0, details[u"lines"_s].toInt()) : -1;
            next.near = details[u"near"_s].toBool();
        } else if (verb == u"cover" && value.isBool()) {
            next.cover = value.toBool();
        } else if (verb == u"error" && value.isBool()) {
            next.error = value.toBool();
        } else if (verb == u"silent" && value.isBool()) {
            next.silent = value.toBool();
        } else if (verb == u"stall" && value.isBool()) {
            next.stall = value.toBool();
        } else if (verb == u"nonsense" && value.isBool()) {
            next.nonsense = value.toBool();
        } else if (verb == u"set" && value.isObject()) {
            next.msPerLine = details[u"msPerLine"_s].toInt(next.msPerLine);
            next.denied = details[u"denied"_s].toBool(next.denied);
        } else if (verb == u"unplug") {
            next.away = true;
        } else if (verb == u"unplugAt" && details[u"bytes"_s].toInteger() > 0) {
            next.unplugAfter = details[u"bytes"_s].toInteger();
        } else if (verb == u"plug") {
            next.away = false;
        } else if (verb == u"reset") {
            next = {};
        } else {
            return sim::controlRefused(verb);
        }
        mood = next;
        return {};
    }
};

ReceiptSimulator::ReceiptSimulator(std::unique_ptr<Private> impl) : d(std::move(impl)) {}

Result<std::unique_ptr<ReceiptSimulator>> ReceiptSimulator::start(Line line)
{
    auto impl = std::make_unique<Private>();
    impl->line = line;
    if (line == Line::Memory)
        impl->wire = impl->memory = sim::makeMemoryWire();
    else
        impl->wire = line == Line::Terminal ? sim::makePtyWire({}) : sim::makeTcpWire();
    if (!impl->wire)
        return Error{ErrorKind::Internal, u"DEV-SIM-PTY"_s, QString::fromLocal8Bit(std::strerror(errno))};
    Private *running = impl.get();
    impl->thread = std::thread([running] { running->run(); });
    return std::unique_ptr<ReceiptSimulator>(new ReceiptSimulator(std::move(impl)));
}

ReceiptSimulator::~ReceiptSimulator()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->wire->wake();
    d->thread.join();
}

QUrl ReceiptSimulator::address() const
{
    switch (d->line) {
    case Line::Memory: return {};
    case Line::Terminal: return QUrl(u"serial:"_s + d->wire->path());
    case Line::Tcp: return QUrl(u"escpos://127.0.0.1:"_s + d->wire->path());
    }
    return {};
}

Result<void> ReceiptSimulator::control(const QByteArray &line)
{
    Result<void> applied;
    {
        const std::lock_guard lock(d->mutex);
        applied = d->apply(line);
    }
    d->wire->wake();
    return applied;
}

QStringList ReceiptSimulator::slips() const
{
    const std::lock_guard lock(d->mutex);
    return d->reader.slips;
}

QString ReceiptSimulator::pending() const
{
    const std::lock_guard lock(d->mutex);
    return d->reader.current;
}

void ReceiptSimulator::listen(std::function<void(const QString &words)> heard)
{
    const std::lock_guard lock(d->mutex);
    d->heard = std::move(heard);
}

int ReceiptSimulator::initialisations() const
{
    const std::lock_guard lock(d->mutex);
    return d->initialisations;
}

bool ReceiptSimulator::refusesUsers() const
{
    const std::lock_guard lock(d->mutex);
    return d->mood.denied;
}

std::unique_ptr<Driver> makeSimulatedReceiptPrinter(const ReceiptPrinterSettings &settings, const std::shared_ptr<ReceiptSimulator> &simulator)
{
    const auto wire = simulator->d->memory;
    Q_ASSERT_X(wire, "makeSimulatedReceiptPrinter", "the simulator has an address; open that");
    return escpos::makePrinter(u"sim-rcp"_s, settings, sim::memoryOpener(wire, [simulator] { return simulator->refusesUsers(); }, DeviceClass::ReceiptPrinter));
}

} // namespace zc::devices
