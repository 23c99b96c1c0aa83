#include "simulator.h"

#include "internal/idcard/sdtreader.h"
#include "internal/sim/cardencoder.h"
#include "internal/sim/peerscript.h"
#include "internal/sim/peerwire.h"

#include <QElapsedTimer>

#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <numeric>
#include <thread>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeaderBytes = 7;
constexpr int kBitsPerByte = 10;        // start, eight data, stop
constexpr qsizetype kLongestTranscript = 20'000;
constexpr int kLongestAbsenceMs = 1000;

Error ptyError()
{
    return Error{ErrorKind::Internal, u"DEV-SIM-PTY"_s, QString::fromLocal8Bit(std::strerror(errno))};
}

} // namespace

struct ReaderSimulator::Private {
    mutable std::mutex mutex;
    sim::Script script;
    QStringList transcript;
    QHash<QByteArray, int> requests;
    bool stopping = false;
    std::function<void(const QString &)> onLine;
    std::shared_ptr<sim::PeerWire> wire;
    std::shared_ptr<sim::MemoryWire> memory;        // the same, where the line is in memory
    std::thread thread;
    QElapsedTimer clock;
    QByteArray input;                   // thread only, as everything below
    qint64 backAtMs = -1;

    void note(const QString &line)
    {
        const QString entry = u"%1 %2"_s.arg(double(clock.nsecsElapsed()) / 1e9, 0, 'f', 4).arg(line);
        if (onLine)
            onLine(entry);
        const std::lock_guard lock(mutex);
        if (transcript.size() < kLongestTranscript)
            transcript << entry;
    }

    bool isStopping() const
    {
        const std::lock_guard lock(mutex);
        return stopping;
    }

    void pause(int ms)
    {
        const qint64 until = clock.elapsed() + ms;
        while (!isStopping() && clock.elapsed() < until)
            std::this_thread::sleep_for(std::chrono::milliseconds(qMin<qint64>(20, until - clock.elapsed())));
    }

    void hangUp(const sim::HangUp &how)
    {
        note(u"hangup"_s);
        wire->close();
        input.clear();
        backAtMs = how.backAfterMs < 0 ? -1 : clock.elapsed() + how.backAfterMs;
    }

    void send(const QByteArray &bytes, bool pace, int baud)
    {
        const qint64 startNs = clock.nsecsElapsed();
        qsizetype sent = 0;
        while (sent < bytes.size() && !isStopping()) {
            qsizetype piece = bytes.size() - sent;
            if (pace) {
                piece = qMin<qsizetype>(piece, 16);
                const qint64 dueNs = startNs + (sent + piece) * kBitsPerByte * 1'000'000'000LL / baud;
                if (dueNs > clock.nsecsElapsed())
                    std::this_thread::sleep_for(std::chrono::nanoseconds(dueNs - clock.nsecsElapsed()));
            }
            const qsizetype count = wire->write(QByteArrayView(bytes).sliced(sent, piece));
            if (count < 0)
                return;
            if (count == 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            sent += count;
        }
    }

    void answer(const QByteArray &request, const QByteArray &body)
    {
        const QByteArray command = body.toHex().toUpper();
        note(u"> "_s + QString::fromLatin1(command));
        std::optional<sim::ByteFault> fault;
        std::optional<sim::HangUp> hang;
        QByteArray frame;
        ReaderSimulator::Options options;
        {
            const std::lock_guard lock(mutex);
            ++requests[command];
            frame = script.answerTo(body);
            fault = script.takeFault(command);
            options = script.options;
            if (script.hangUp && script.hangUp->command == command) {
                hang = script.hangUp;
                script.hangUp.reset();
            }
        }
        const quint8 sw3 = quint8(frame[9]);
        if (options.pace)
            pause(int(request.size() * kBitsPerByte * 1000 / options.baud));
        if (command.startsWith("20") || command.startsWith("30"))
            pause(options.radioDelayMs);
        qsizetype stallAt = -1;
        if (fault) {
            const qsizetype at = qMin<qsizetype>(fault->at, frame.size() - 1);
            if (fault->kind == u"drop")
                frame.remove(at, fault->count);
            else if (fault->kind == u"double")
                frame.insert(at, frame.mid(at, fault->count));
            else if (fault->kind == u"insert")
                frame.insert(at, QByteArray(fault->count, '\x55'));
            else if (fault->kind == u"flip")
                frame[at] = char(frame[at] ^ (1 << (fault->count % 8)));
            else if (fault->kind == u"cut")
                frame.truncate(at);
            else if (fault->kind == u"stall")
                stallAt = at;
            else if (fault->kind == u"garbage")
                frame.prepend(QByteArray(fault->count, '\xAA'));
            else if (fault->kind == u"glue")
                frame += frame;
            else if (fault->kind == u"late")
                pause(fault->ms);
            else if (fault->kind == u"echo")
                frame.prepend(request);
            else if (fault->kind == u"deaf")
                frame.clear();
            note(u"fault %1"_s.arg(fault->kind));
        }
        if (hang) {
            send(frame.left(hang->at), options.pace, options.baud);
            pause(5);                   // let the other side read what was sent before the line breaks
            hangUp(*hang);
            return;
        }
        if (stallAt >= 0) {
            send(frame.left(stallAt), options.pace, options.baud);
            pause(fault->ms);
            frame.remove(0, stallAt);
        }
        send(frame, options.pace, options.baud);
        note(u"< %1 %2"_s.arg(QString::fromLatin1(command)).arg(int(sw3), 2, 16, QLatin1Char('0')).toUpper());
    }

    void takeRequests()
    {
        const QByteArray preamble = QByteArray::fromHex("AAAAAA9669");
        for (;;) {
            const qsizetype start = input.indexOf(preamble);
            if (start < 0 || input.size() < start + kHeaderBytes) {
                input.remove(0, start < 0 ? qMax<qsizetype>(0, input.size() - 4) : start);
                return;
            }
            const qsizetype length = quint8(input[start + 5]) * 256 + quint8(input[start + 6]);
            if (length < 3 || length > 64) {
                input.remove(0, start + 1);
                continue;
            }
            if (input.size() < start + kHeaderBytes + length)
                return;
            const QByteArray request = input.mid(start, kHeaderBytes + length);
            input.remove(0, start + request.size());
            quint8 sum = 0;
            for (const char byte : request.mid(5))
                sum ^= quint8(byte);
            if (sum != 0)
                send(sim::answerFrame(0x10, {}), false, 1);
            else
                answer(request, request.mid(kHeaderBytes, length - 1));
        }
    }

    void run()
    {
        while (!isStopping()) {
            std::optional<sim::HangUp> hang;
            {
                const std::lock_guard lock(mutex);
                if (script.hangUp && script.hangUp->command.isEmpty()) {
                    hang = script.hangUp;
                    script.hangUp.reset();
                }
                if (std::exchange(script.plug, false))
                    backAtMs = 0;
            }
            if (hang)
                hangUp(*hang);
            if (!wire->isOpen() && backAtMs >= 0 && clock.elapsed() >= backAtMs) {
                wire->open();
                note(u"back"_s);
            }
            const bool away = !wire->isOpen() && backAtMs >= 0;
            wire->wait(away ? int(qBound(qint64(1), backAtMs - clock.elapsed(), qint64(kLongestAbsenceMs))) : kLongestAbsenceMs);
            std::array<char, 256> buffer;
            const qsizetype count = wire->read(buffer.data(), buffer.size());
            if (count > 0) {
                input.append(buffer.data(), count);
                takeRequests();
            }
        }
    }
};

ReaderSimulator::ReaderSimulator(std::unique_ptr<Private> impl) : d(std::move(impl)) {}

Result<std::unique_ptr<ReaderSimulator>> ReaderSimulator::start(const Options &options)
{
    auto impl = std::make_unique<Private>();
    impl->script.options = impl->script.started = options;
    impl->onLine = options.onLine;
    impl->clock.start();
    if (options.inMemory)
        impl->wire = impl->memory = sim::makeMemoryWire();
    else
        impl->wire = sim::makePtyWire(options.linkPath);
    if (!impl->wire)
        return ptyError();
    Private *running = impl.get();
    impl->thread = std::thread([running] { running->run(); });
    return std::unique_ptr<ReaderSimulator>(new ReaderSimulator(std::move(impl)));
}

ReaderSimulator::~ReaderSimulator()
{
    {
        const std::lock_guard lock(d->mutex);
        d->stopping = true;
    }
    d->wire->wake();
    d->thread.join();
}

QString ReaderSimulator::portPath() const
{
    return d->wire->path();
}

void ReaderSimulator::lay(const SimulatedCard &card)
{
    const std::lock_guard lock(d->mutex);
    d->script.lay(card);
}

void ReaderSimulator::lift()
{
    const std::lock_guard lock(d->mutex);
    d->script.lift();
}

Result<void> ReaderSimulator::control(const QByteArray &line)
{
    Result<void> applied;
    {
        const std::lock_guard lock(d->mutex);
        applied = d->script.apply(line);
    }
    d->wire->wake();
    return applied;
}

QStringList ReaderSimulator::transcript() const
{
    const std::lock_guard lock(d->mutex);
    return d->transcript;
}

int ReaderSimulator::requests(const QString &command) const
{
    const std::lock_guard lock(d->mutex);
    if (!command.isEmpty())
        return d->requests.value(command.toLatin1());
    return std::accumulate(d->requests.begin(), d->requests.end(), 0);
}

bool ReaderSimulator::refusesUsers() const
{
    const std::lock_guard lock(d->mutex);
    return d->script.options.denied;
}

std::unique_ptr<Driver> makeSimulatedIdCardReader(const DeviceId &slot, const QString &title, const std::shared_ptr<ReaderSimulator> &simulator, const Clock &clock)
{
    const auto wire = simulator->d->memory;
    Q_ASSERT_X(wire, "makeSimulatedIdCardReader", "the simulator has a terminal; open that");
    // The ordinary driver over the line in memory: same frames, same rules, no port.
    return makeSdtDriver({u"sim-idr"_s, DeviceClass::IdCardReader, slot, title},
                         sim::memoryOpener(wire, [simulator] { return simulator->refusesUsers(); }, DeviceClass::IdCardReader), clock);
}

} // namespace zc::devices
