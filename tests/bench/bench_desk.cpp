// Start to the first frame and to a desk that takes keys, memory at rest, and key to paint of the scripted case, beside a bare Qt window.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>

namespace {

constexpr int kRounds = 7;
constexpr int kRestMs = 2000;

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? 0 : values.at(values.size() / 2);
}

double residentMiB(qint64 pid)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QStringList lines = QString::fromLatin1(status.readAll()).split(QLatin1Char('\n'));
    for (const QString &line : lines)
        if (line.startsWith(QLatin1String("VmRSS:")))
            return line.section(QLatin1Char('\t'), 1).simplified().section(QLatin1Char(' '), 0, 0).toDouble() / 1024;
    return 0;
}

struct Start {
    double firstFrameMs = 0, readyMs = 0, restMiB = 0;
};

// Starts the program and waits for the lines it writes; `ready` empty = the first frame is all there is.
Start startOnce(const QString &program, const QStringList &arguments, const QString &first, const QString &ready)
{
    Start start;
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    QElapsedTimer timer;
    timer.start();
    process.start(program, arguments);
    QByteArray said;
    while (timer.elapsed() < 30000 && (start.firstFrameMs == 0 || (!ready.isEmpty() && start.readyMs == 0))) {
        process.waitForReadyRead(100);
        said += process.readAll();
        if (start.firstFrameMs == 0 && said.contains(first.toUtf8()))
            start.firstFrameMs = double(timer.nsecsElapsed()) / 1e6;
        if (start.readyMs == 0 && !ready.isEmpty() && said.contains(ready.toUtf8()))
            start.readyMs = double(timer.nsecsElapsed()) / 1e6;
    }
    QThread::msleep(kRestMs);
    start.restMiB = residentMiB(process.processId());
    process.terminate();
    if (!process.waitForFinished(5000))
        process.kill();
    process.waitForFinished(5000);
    return start;
}

void row(const char *what, double ours, double floor, const char *unit)
{
    std::printf("%-34s %9.1f %9.1f %s   x %.2f\n", what, ours, floor, unit, floor > 0 ? ours / floor : 0);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QString client = QStringLiteral(ZC_BINARY_DIR "/bin/zongchuang");
    // A screen as halls have it: on a smaller one the client fills the screen and would have less to paint than the drawings show.
    QTemporaryDir screens;
    QFile screen(screens.filePath(QStringLiteral("screens.json")));
    if (!screen.open(QIODevice::WriteOnly)
        || screen.write(R"({"screens":[{"name":"hall","x":0,"y":0,"width":1920,"height":1080,"logicalDpi":96,"logicalBaseDpi":96,"dpr":1}]})") < 0)
        return 1;
    screen.close();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + QFile::encodeName(screen.fileName()));
    const QString bare = QStringLiteral(ZC_BINARY_DIR "/bench-peers/barewindow");
    QList<double> ourFrame, ourReady, ourRest, bareFrame, bareRest;
    for (int round = 0; round < kRounds; ++round) {                  // interleaved, so that both see the same machine
        QTemporaryDir dir;
        const Start ours = startOnce(client, {QStringLiteral("--demo"), QStringLiteral("--data-dir"), dir.path()},
                                     QStringLiteral("first frame"), QStringLiteral("desk ready"));
        const Start floor = startOnce(bare, {}, QStringLiteral("window shown"), {});
        ourFrame << ours.firstFrameMs;
        ourReady << ours.readyMs;
        ourRest << ours.restMiB;
        bareFrame << floor.firstFrameMs;
        bareRest << floor.restMiB;
    }
    std::printf("medians of %d rounds                 client  bare Qt   unit   ratio\n", kRounds);
    row("start to first frame", median(ourFrame), median(bareFrame), "ms ");
    row("start to a desk that takes cases", median(ourReady), median(bareFrame), "ms ");
    row("memory at rest, platform inside", median(ourRest), median(bareRest), "MiB");

    QTemporaryDir out;
    QProcess play;
    play.start(client, {QStringLiteral("--demo"), QStringLiteral("--play"), QStringLiteral(ZC_SOURCE_DIR "/tests/data/demo/food-licence.play"),
                        QStringLiteral("--out"), out.path()});
    play.waitForFinished(120000);
    QFile summary(out.filePath(QStringLiteral("summary.json")));
    if (play.exitCode() == 0 && summary.open(QIODevice::ReadOnly))
        std::printf("scripted case: %s\n", QJsonDocument(QJsonDocument::fromJson(summary.readAll()).object()).toJson(QJsonDocument::Compact).constData());
    else
        std::printf("scripted case: did not end well (%d)\n", play.exitCode());
    return 0;
}
