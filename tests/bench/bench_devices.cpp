// Devices beside the wire, the program `scanimage` and the goals of the design: card reads at paced baud rates, unplugging, cancelling,
// idling, many reads, an A4 page, many pages and many cancelled ones, a social-security card, the bridge's greeting. Peers stand on real
// pseudo-terminals, the SANE stack, PC/SC's service with a virtual reader, and loopback.
// Arguments: names of what to measure (all without one), and --quick for fewer rounds.
#include "figures.h"
#include "integration/devices/pcscrig.h"
#include "sanerig.h"

#include <devices/devicefactory.h>
#include <devices/devicehub.h>
#include <devices/idcardreader.h>
#include <devices/simulator.h>
#include <devices/socialcardreader.h>

#include <base/clock.h>
#include <base/whendone.h>
#include <support/peers/pagepile.h>

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace zc;
using namespace zc::devices;
using bench::msOf, bench::share;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kAnswerBytes = 1329;          // of find, select and read with photo
constexpr int kRequests = 3, kRequestBytes = 10;
constexpr int kBitsPerByte = 10;

void say(const QString &line)
{
    std::puts(qPrintable(line));
    std::fflush(stdout);
}

double processorSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

// KiB of a process, as /proc names them.
qint64 memoryKib(const char *what = "VmRSS:", const QString &process = u"self"_s)
{
    QFile status(u"/proc/%1/status"_s.arg(process));
    if (!status.open(QIODevice::ReadOnly)) return -1;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith(what)) return line.simplified().split(' ').value(1).toLongLong();
    return -1;
}

int openFiles() { return int(QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size()); }

// The device host that this program started last.
QString hostProcess()
{
    QString found;
    for (const QString &id : QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs)) {
        QFile stat(u"/proc/%1/stat"_s.arg(id));
        if (!stat.open(QIODevice::ReadOnly)) continue;
        const QByteArray line = stat.readAll();
        const QList<QByteArray> behindName = line.mid(line.lastIndexOf(')') + 2).split(' ');
        if (line.contains("(zc-devicehost)") && behindName.value(1).toLongLong() == QCoreApplication::applicationPid()) found = id;
    }
    return found;
}

bool waitState(const DeviceHub &hub, DeviceState state, int ms = 20'000)
{
    QElapsedTimer timer;
    timer.start();
    while (hub.devices().constFirst().state != state) {
        if (timer.elapsed() > ms) return false;
        QThread::usleep(200);
    }
    return true;
}

// The real driver, and a reader at the other end of a pseudo-terminal.
struct ReaderDesk {
    SystemClock clock;
    QTemporaryDir folder;
    std::unique_ptr<ReaderSimulator> reader;
    std::unique_ptr<DeviceHub> hub;
    ClaimId claim;

    explicit ReaderDesk(int baud, bool pace, const DeviceSettings &beat = {})
    {
        ReaderSimulator::Options options;
        options.baud = baud;
        options.pace = pace;
        options.linkPath = folder.filePath(u"port"_s);
        auto started = ReaderSimulator::start(options);
        if (!started.ok()) qFatal("no pseudo-terminal");
        reader = std::move(*started);
        reader->lay(SimulatedCard::fromDeck(u"R"_s).value());
        IdCardReaderSettings settings;
        settings.port = reader->portPath();
        settings.baud = baud;
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeIdCardReader(settings, clock));
        hub = std::make_unique<DeviceHub>(beat, std::move(drivers), clock);
        if (!waitState(*hub, DeviceState::Ready)) qFatal("reader never ready");
        claim = hub->claim(u"idr-1"_s, ClaimMode::Exclusive, {u"bench"_s, u"bench"_s}, 60min)->id;
    }
    double read()
    {
        QElapsedTimer timer;
        timer.start();
        QFuture<Result<CardRecord>> answer = hub->submit(claim, ReadCard{}, {30s}).result();
        if (!answer.takeResult().ok()) qFatal("a read failed");
        return msOf(timer);
    }
};

void measureReads(int baud, int cycles)
{
    ReaderDesk desk(baud, true);
    QList<double> times;
    for (int i = 0; i < cycles; ++i) times << desk.read();
    // What the peer really waits for: it paces answers byte by byte and requests in whole milliseconds.
    const double wire = double(kAnswerBytes) * kBitsPerByte * 1000 / baud + kRequests * (kRequestBytes * kBitsPerByte * 1000 / baud);
    say(u"card at %1 baud, %2 reads: p50 %3 ms = %4 x wire (goal 1.05), p99 %5 ms = %6 x wire (goal 1.10); wire %7 ms"_s.arg(baud).arg(cycles)
            .arg(share(times, 0.5), 0, 'f', 1).arg(share(times, 0.5) / wire, 0, 'f', 3).arg(share(times, 0.99), 0, 'f', 1).arg(share(times, 0.99) / wire, 0, 'f', 3).arg(wire, 0, 'f', 1));
}

// Of one processor over five seconds, in per cent.
double idleLoad()
{
    const double before = processorSeconds();
    QElapsedTimer timer;
    timer.start();
    QThread::sleep(5);
    return (processorSeconds() - before) / (msOf(timer) / 1000) * 100;
}

void measureIdle()
{
    ReaderDesk desk(115200, false);
    const double idle = idleLoad();
    if (!desk.reader->control("{\"hangup\":{}}").ok() || !waitState(*desk.hub, DeviceState::Lost, 5000)) qFatal("unplugging was not seen");
    say(u"idle hub with one reader: %1 % of one processor (goal 1); pulled out and away: %2 % (goal 2)"_s.arg(idle, 0, 'f', 2).arg(idleLoad(), 0, 'f', 2));
}

void measureUnplug()
{
    ReaderDesk desk(115200, false);
    QList<double> seen, back;
    for (int i = 0; i < 20; ++i) {
        QElapsedTimer timer;
        timer.start();
        if (!desk.reader->control("{\"hangup\":{\"backAfterMs\":700}}").ok() || !waitState(*desk.hub, DeviceState::Lost, 5000)) qFatal("unplugging was not seen");
        seen << msOf(timer);
        if (!waitState(*desk.hub, DeviceState::Ready)) qFatal("never ready again");
        back << msOf(timer) - 700;
    }
    say(u"unplugged while idle, 20 times: seen after p50 %1, at most %2 ms (goal 500); ready after the return p50 %3, at most %4 ms (goal 2000)"_s.arg(share(seen, 0.5), 0, 'f', 0)
            .arg(share(seen, 1), 0, 'f', 0).arg(share(back, 0.5), 0, 'f', 0).arg(share(back, 1), 0, 'f', 0));
}

// Pulled out behind every byte of every answer of a read.
void measureOffsets(int step)
{
    ReaderDesk desk(115200, false, {{20}, 50, 50, 50});
    QList<double> seen;
    int delivered = 0;
    for (const auto &[command, bytes] : {std::pair{"2001", 15}, {"2002", 19}, {"3001", 1295}})
        for (int at = 0; at < bytes; at += step) {
            if (!desk.reader->control("{\"hangupAt\":{\"command\":\"" + QByteArray(command) + "\",\"at\":" + QByteArray::number(at) + ",\"backAfterMs\":60}}").ok()) qFatal("no fault");
            QElapsedTimer timer;
            timer.start();
            if (desk.hub->submit(desk.claim, ReadCard{}, {5s}).result().takeResult().ok()) ++delivered;
            if (!waitState(*desk.hub, DeviceState::Lost, 5000)) qFatal("not seen at byte %d of %s", at, command);
            seen << msOf(timer);
            if (!waitState(*desk.hub, DeviceState::Ready)) qFatal("never ready again");
        }
    say(u"pulled out behind each of %1 bytes of a read: seen after p50 %2, at most %3 ms from its first question on (goal 500); %4 cards delivered (goal 0)"_s.arg(seen.size())
            .arg(share(seen, 0.5), 0, 'f', 0).arg(share(seen, 1), 0, 'f', 0).arg(delivered));
}

// The pulling itself is measured above; here it is repeated with a fast beat, and nothing may be left over.
void measureCycles(int cycles)
{
    constexpr int kWarmUp = 20;
    ReaderDesk desk(115200, false, {{20}, 50, 50, 50});
    qint64 before = 0;
    int files = 0;
    for (int i = 0; i < kWarmUp + cycles; ++i) {
        if (i == kWarmUp) {
            before = memoryKib();
            files = openFiles();
        }
        if (!desk.reader->control("{\"hangup\":{\"backAfterMs\":100}}").ok() || !waitState(*desk.hub, DeviceState::Lost, 5000) || !waitState(*desk.hub, DeviceState::Ready))
            qFatal("unplugging was not seen, or it never came back");
    }
    say(u"unplugged and plugged %1 times: resident %2 -> %3 KiB, open files %4 -> %5 (goal: flat)"_s.arg(cycles).arg(before).arg(memoryKib()).arg(files).arg(openFiles()));
}

void measureCancel()
{
    ReaderDesk desk(115200, false);
    desk.reader->lift();
    QList<double> times;
    for (int i = 0; i < 200; ++i) {
        Job<CardRecord> job = desk.hub->submit(desk.claim, ReadCard{}, {30s});
        QThread::msleep(ulong(5 + i % 40));
        QElapsedTimer timer;
        timer.start();
        job.cancel();
        if (job.result().takeResult().ok()) qFatal("a card where none lies");
        times << msOf(timer);
    }
    say(u"cancelled while waiting for a card, 200 times: p50 %1, at most %2 ms (goal 100)"_s.arg(share(times, 0.5), 0, 'f', 1).arg(share(times, 1), 0, 'f', 1));
}

void measureGrowth(int reads)
{
    // The peer keeps a transcript up to its cap, and this program its times: both are full before it counts.
    constexpr int kWarmUp = 5000;
    ReaderDesk desk(115200, false);
    QList<double> times(reads, 0.0);
    times.clear();
    for (int i = 0; i < kWarmUp; ++i) desk.read();
    const qint64 before = memoryKib();
    for (int i = 0; i < reads; ++i) times << desk.read();
    say(u"%1 reads without pacing: p50 %2 ms; resident %3 -> %4 KiB (goal: less than 1024 more over 100,000)"_s.arg(reads).arg(share(times, 0.5), 0, 'f', 2).arg(before).arg(memoryKib()));
}

// Scanners through the device host, as the desk has them.
struct ScannerDesk {
    sane::SaneWorld world;
    SystemClock clock;
    std::unique_ptr<DeviceHub> hub;
    ClaimId claim;

    bool start(const QMap<QByteArray, QByteArray> &options)
    {
        if (!world.start()) return say(u"scanner: no scanimage (package sane-utils), or no test backend; not measured"_s), false;
        world.script->setOptions(options);
        std::vector<std::unique_ptr<Driver>> drivers;
        drivers.push_back(makeHostedDriver(world.settings(u"test:0"_s), clock));
        hub = std::make_unique<DeviceHub>(DeviceSettings{}, std::move(drivers), clock);
        if (!waitState(*hub, DeviceState::Ready, 60'000)) qFatal("scanner never ready");
        claim = hub->claim(u"scn-1"_s, ClaimMode::Exclusive, {u"bench"_s, u"bench"_s}, 600min)->id;
        return true;
    }
};

// The same page by the same backend: `scanimage` in a process of its own, and hub, device host and driver into a sink.
void measureScan(int rounds)
{
    ScannerDesk desk;
    if (!desk.start({{"mode", "Color"}, {"resolution", "300"}, {"br-x", "210"}, {"br-y", "297"}, {"test-picture", "Color pattern"}})) return;
    QList<double> theirs, ours;
    qint64 theirBytes = 0, ourBytes = 0;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        theirBytes = sane::scanimage({u"--mode"_s, u"Color"_s, u"--resolution"_s, u"300"_s, u"-l"_s, u"0"_s, u"-t"_s, u"0"_s, u"-x"_s, u"210"_s, u"-y"_s, u"297"_s,
                                      u"--test-picture"_s, u"Color pattern"_s}).size();
        theirs << msOf(timer);
        const auto pile = std::make_shared<peers::PagePile>();
        timer.restart();
        if (!desk.hub->submit(desk.claim, Scan{{{u"resolution"_s, u"300"_s}, {u"mode"_s, u"color"_s}}, pile}, {120s}).result().takeResult().ok()) qFatal("a scan failed");
        ours << msOf(timer);
        ourBytes = pile->pages().constFirst().rows.size();
    }
    say(u"A4 300 dpi colour, %1 rounds: scanimage p50 %2 ms (%3 bytes), hub + host + driver p50 %4 ms (%5 bytes): %6 of its throughput (goal 0.90)"_s.arg(rounds)
            .arg(share(theirs, 0.5), 0, 'f', 0).arg(theirBytes).arg(share(ours, 0.5), 0, 'f', 0).arg(ourBytes).arg(share(theirs, 0.5) / share(ours, 0.5), 0, 'f', 2));
}

// A cancelled read looks like a whole one to the library: at random moments none may be taken for a page.
void measureScanCancels(int rounds)
{
    ScannerDesk desk;
    if (!desk.start({{"br-x", "100"}, {"br-y", "100"}, {"test-picture", "Color pattern"}, {"read-delay", "yes"}, {"read-delay-duration", "1000"}})) return;
    const SettingValues settings{{u"resolution"_s, u"150"_s}};
    const auto whole = std::make_shared<peers::PagePile>();
    QElapsedTimer timer;
    timer.start();
    if (!desk.hub->submit(desk.claim, Scan{settings, whole}, {60s}).result().takeResult().ok()) qFatal("a scan failed");
    const int longestUs = int(timer.nsecsElapsed() / 1000) * 5 / 4;
    const QByteArray truth = whole->pages().constFirst().rows;
    QRandomGenerator random(7);
    QList<double> told, idle;
    int delivered = 0, cut = 0;
    for (int i = 0; i < rounds; ++i) {
        const auto pile = std::make_shared<peers::PagePile>();
        Job<ScanSummary> job = desk.hub->submit(desk.claim, Scan{settings, pile}, {60s});
        QThread::usleep(ulong(random.bounded(longestUs)));
        timer.restart();
        job.cancel();
        job.result().waitForFinished();
        told << msOf(timer);
        if (!waitState(*desk.hub, DeviceState::Ready)) qFatal("never ready again");
        idle << msOf(timer);
        for (const peers::PagePile::Page &page : pile->pages()) page.rows == truth ? ++delivered : ++cut;
    }
    say(u"scans cancelled at %1 random moments: %2 whole pages, %3 cut ones taken for a page (goal 0); told after p99 %4 ms (goal 100), idle after p99 %5 ms, at most %6 ms (goal 500)"_s
            .arg(rounds).arg(delivered).arg(cut).arg(share(told, 0.99), 0, 'f', 1).arg(share(idle, 0.99), 0, 'f', 0).arg(share(idle, 1), 0, 'f', 0));
}

// Counts what comes and keeps nothing, so that what is kept is the driver's and the host's.
class PageCounter final : public PageSink {
public:
    Result<void> begin(const PageHeader &) override { return {}; }
    Result<void> rows(QByteArrayView wholeLines) override { bytes += wholeLines.size(); return {}; }
    Result<void> finish(int) override { ++pages; return {}; }
    void abandon() override {}
    Result<void> encoded(const PageHeader &, const QString &, const QByteArray &) override { return {}; }
    qint64 bytes = 0;
    int pages = 0;
};

void measureFeeder(int sheets)
{
    ScannerDesk desk;
    if (!desk.start({{"br-x", "210"}, {"br-y", "297"}, {"test-picture", "Color pattern"}})) return;
    const auto counter = std::make_shared<PageCounter>();
    const SettingValues settings{{u"resolution"_s, u"300"_s}, {u"mode"_s, u"color"_s}, {u"source"_s, u"feeder"_s}};
    const auto pile = [&] {         // the backend's feeder holds ten sheets
        if (!desk.hub->submit(desk.claim, Scan{settings, counter}, {600s}).result().takeResult().ok()) qFatal("a scan failed");
    };
    pile();
    const QString host = hostProcess();
    const qint64 page = counter->bytes / counter->pages / 1024, ours = memoryKib(), theirs = memoryKib("VmRSS:", host);
    while (counter->pages < sheets) pile();
    say(u"%1 sheets of A4 300 dpi colour (%2 KiB each): client resident %3 -> %4 KiB, device host %5 -> %6 KiB, its peak %7 KiB = %8 pages (goal: flat, 2 pages)"_s.arg(counter->pages).arg(page).arg(ours)
            .arg(memoryKib()).arg(theirs).arg(memoryKib("VmRSS:", host)).arg(memoryKib("VmHWM:", host)).arg(double(memoryKib("VmHWM:", host)) / double(page), 0, 'f', 2));
}

// From the card into the reader to its fields, through pcscd and the reader of vpcd.
void measureSocialCard(int rounds)
{
    PcscRig rig;
    if (!rig.start()) return say(u"social-security card: %1; not measured"_s.arg(rig.why()));
    rig.reset();
    SystemClock clock;
    std::vector<std::unique_ptr<Driver>> drivers;
    drivers.push_back(rig.driver(u"ssc-1"_s));
    DeviceHub hub({}, std::move(drivers), clock);
    if (!waitState(hub, DeviceState::Ready, 60'000)) qFatal("social-security card reader never ready");
    const ClaimId claim = hub.claim(u"ssc-1"_s, ClaimMode::Exclusive, {u"bench"_s, u"bench"_s}, 60min)->id;
    // The virtual reader tells its service of the very first card a second late; that is not the desk's.
    if (!rig.prepare(1000) || !hub.submit(claim, ReadSocialCard{}, {30s}).result().takeResult().ok()) qFatal("a read failed");
    rig.makeEndless();
    QList<double> fresh, lying;
    for (int i = 0; i < rounds; ++i) {
        Job<SocialCard> job = hub.submit(claim, ReadSocialCard{}, {30s});
        QThread::msleep(ulong(300 + 37 * i % 400));
        QElapsedTimer timer;
        timer.start();
        if (!rig.prepare(quint64(i)) || !job.result().takeResult().ok()) qFatal("a read failed");
        fresh << msOf(timer);
        timer.restart();
        if (!hub.submit(claim, ReadSocialCard{}, {30s}).result().takeResult().ok()) qFatal("a read failed");
        lying << msOf(timer);
        rig.makeEndless();
    }
    say(u"social-security card, %1 times: from the reader to its fields p50 %2 ms, at most %3 ms (goal 600); of a card that lies there p50 %4 ms"_s.arg(rounds)
            .arg(share(fresh, 0.5), 0, 'f', 0).arg(share(fresh, 1), 0, 'f', 0).arg(share(lying, 0.5), 0, 'f', 1));
}

// How late a beat of 10 ms comes on the thread that screens live on, in ms.
struct Heartbeat {
    static constexpr int kBeatMs = 10;
    QTimer timer;
    QElapsedTimer since;
    QList<double> late;
    Heartbeat()
    {
        timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer, &QTimer::timeout, &timer, [this] { late << qMax(0.0, double(since.nsecsElapsed()) / 1e6 - kBeatMs), since.start(); });
    }
    double worst(int seconds, double part)
    {
        late.clear();
        since.start();
        timer.start(kBeatMs);
        QEventLoop loop;
        QTimer::singleShot(seconds * 1000, &loop, &QEventLoop::quit);
        loop.exec();
        timer.stop();
        return share(late, part);
    }
};

// Every peer takes what it gets and never says a word; jobs are asked for all the time.
void measureSilence(int seconds)
{
    const int hole = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), line = ::posix_openpt(O_RDWR | O_NOCTTY);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(hole, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(hole, 1000) != 0 || ::getsockname(hole, reinterpret_cast<sockaddr *>(&address), &size) != 0
        || ::grantpt(line) != 0 || ::unlockpt(line) != 0)
        qFatal("no silent peers");
    const QString port = QString::number(ntohs(address.sin_port)), terminal = QString::fromLocal8Bit(::ptsname(line));
    Heartbeat heart;
    const double alone = heart.worst(seconds, 0.999);
    SystemClock clock;
    std::vector<std::unique_ptr<Driver>> drivers;
    for (const DeviceEntry &entry : {DeviceEntry{u"prn-1"_s, u"ipp://127.0.0.1:%1/ipp/print"_s.arg(port), {}}, DeviceEntry{u"scn-1"_s, u"http://127.0.0.1:%1/eSCL"_s.arg(port), {}},
                                     DeviceEntry{u"rcp-1"_s, u"escpos://127.0.0.1:%1"_s.arg(port), {}}, DeviceEntry{u"idr-1"_s, u"serial:"_s + terminal, {}}})
        drivers.push_back(std::move(makeDriver(entry, clock)).value());
    DeviceHub hub({}, std::move(drivers), clock);
    int asked = 0, answered = 0;
    QTimer asking;
    QObject::connect(&asking, &QTimer::timeout, &asking, [&] {
        for (const DeviceInfo &device : hub.devices()) {
            ++asked;
            whenDone(hub.checkHealth(device.id, HealthLevel::Internal, {1s}).result(), &asking, [&answered](const Result<HealthReport> &) { ++answered; });
        }
    });
    asking.start(250);
    const double among = heart.worst(seconds, 0.999);
    say(u"four silent devices, %1 s: a beat of the screen's thread comes late by p99.9 %2 ms, %3 ms with nothing else to do (goal 16); %4 questions, %5 answered or refused"_s
            .arg(seconds).arg(among, 0, 'f', 1).arg(alone, 0, 'f', 1).arg(asked).arg(answered));
    ::close(hole);
    ::close(line);
}

// A page's first question to the bridge, over a new connection each time.
void measureHello(int rounds)
{
    QTemporaryDir folder;
    QFile policy(folder.filePath(u"policy.json"_s));
    if (!policy.open(QIODevice::WriteOnly) || policy.write("{\"origins\":[{\"origin\":\"https://sample.example\",\"grants\":[]}]}") < 0) qFatal("no policy");
    policy.close();
    constexpr quint16 kPort = 18697;
    QProcess door;
    door.start(QStringLiteral(ZC_BINARY_DIR "/bin/zcctl"), {u"bridge"_s, u"run"_s, u"--port"_s, QString::number(kPort), u"--policy"_s, policy.fileName(), u"--transcript"_s, folder.filePath(u"io"_s)});
    if (!door.waitForReadyRead(30'000)) return say(u"bridge: the port is taken; not measured"_s);
    const QByteArray request = "GET /v1/hello HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(kPort) + "\r\n\r\n";
    QList<double> times;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, kPort);
        if (!socket.waitForConnected(5000)) qFatal("no door");
        socket.write(request);
        QByteArray answer;
        while (!answer.contains("zc-bridge") && socket.waitForReadyRead(5000)) answer += socket.readAll();
        if (!answer.startsWith("HTTP/1.1 200")) qFatal("no greeting: %s", answer.constData());
        times << msOf(timer);
    }
    door.terminate();
    door.waitForFinished(5000);
    say(u"bridge greeting, %1 connections: p50 %2, p99 %3 ms (goal p99 5)"_s.arg(rounds).arg(share(times, 0.5), 0, 'f', 2).arg(share(times, 0.99), 0, 'f', 2));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const bool quick = application.arguments().contains(u"--quick"_s);
    const QStringList only = application.arguments().mid(1).filter(QRegularExpression(u"^[a-z]+$"_s));
    const auto wanted = [&only](const QString &name) { return only.isEmpty() || only.contains(name); };
    if (wanted(u"card"_s)) measureReads(115200, quick ? 20 : 500);
    if (wanted(u"card"_s)) measureReads(9600, quick ? 2 : 20);
    if (wanted(u"idle"_s)) measureIdle();
    if (wanted(u"unplug"_s)) measureUnplug();
    if (wanted(u"cancel"_s)) measureCancel();
    if (wanted(u"growth"_s)) measureGrowth(quick ? 1000 : 100'000);
    if (wanted(u"scan"_s)) measureScan(quick ? 3 : 15);
    if (wanted(u"offsets"_s)) measureOffsets(quick ? 97 : 1);
    if (wanted(u"cycles"_s)) measureCycles(quick ? 20 : 1000);
    if (wanted(u"cancels"_s)) measureScanCancels(quick ? 20 : 1000);
    if (wanted(u"feeder"_s)) measureFeeder(quick ? 20 : 200);
    if (wanted(u"social"_s)) measureSocialCard(quick ? 3 : 30);
    if (wanted(u"silence"_s)) measureSilence(quick ? 3 : 30);
    if (wanted(u"bridge"_s)) measureHello(quick ? 200 : 2000);
    return 0;
}
