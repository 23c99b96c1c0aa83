#include "ipprig.h"

#include <devices/printers.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStartMs = 10'000;

// What the printer does with each job. It reads the folder again and again, so that a test can change its mind in between; the
// printer does not tell it that the job was cancelled, so a new hold (another number) ends what was held before.
const QByteArray kCommand = R"sh(#!/bin/sh
dir=$(dirname "$0")
[ -f "$dir/abort" ] && { echo "ERROR: cannot print this" >&2; exit 1; }
said=
held=$(cat "$dir/hold" 2>/dev/null)
while :; do
    now=$(cat "$dir/reason" 2>/dev/null)
    if [ "$now" != "$said" ]; then
        [ -n "$said" ] && echo "STATE: -$said" >&2
        [ -n "$now" ] && echo "STATE: +$now" >&2
        said=$now
    fi
    [ -z "$now" ] && { [ -z "$held" ] || [ "$(cat "$dir/hold" 2>/dev/null)" != "$held" ]; } && break
    sleep 0.05
done
for paper in "$@"; do sed -n 2p "$paper" >> "$dir/came"; done
exit 0
)sh";

quint16 freePort()
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    quint16 port = 0;
    if (::bind(descriptor, reinterpret_cast<sockaddr *>(&address), size) == 0 && ::getsockname(descriptor, reinterpret_cast<sockaddr *>(&address), &size) == 0)
        port = ntohs(address.sin_port);
    ::close(descriptor);
    return port;
}

// The real libcups against CUPS' own IPP Everywhere printer, which needs a D-Bus to tell its name to, even when nobody listens.
class EvePrinter final : public IppRig {
public:
    ~EvePrinter() override
    {
        stop(m_printer);
        stop(m_bus);
    }

    bool start()
    {
        m_program = QStandardPaths::findExecutable(u"ippeveprinter"_s);
        if (m_program.isEmpty())
            m_program = QStandardPaths::findExecutable(u"ippeveprinter"_s, {u"/usr/sbin"_s});
        if (!m_folder.isValid() || m_program.isEmpty() || QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
            return false;
        QDir(m_folder.path()).mkpath(u"out"_s);
        QFile command(m_folder.filePath(u"print"_s)), config(m_folder.filePath(u"bus.conf"_s));
        if (!command.open(QIODevice::WriteOnly) || command.write(kCommand) < 0 || !config.open(QIODevice::WriteOnly)
            || config.write("<busconfig><listen>unix:path=" + m_folder.filePath(u"bus"_s).toUtf8()
                            + "</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>") < 0)
            return false;
        command.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        command.close();
        config.close();
        m_bus.start(u"dbus-daemon"_s, {u"--config-file"_s, config.fileName(), u"--nofork"_s});
        m_port = freePort();
        return m_port != 0 && waitForFile(m_folder.filePath(u"bus"_s)) && run();
    }

    quint16 port() const override { return m_port; }
    QStringList came() const override
    {
        QFile file(m_folder.filePath(u"came"_s));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts) : QStringList();
    }
    bool heal() override { return QFile::remove(m_folder.filePath(u"reason"_s)); }

    QString title() const override { return u"prn-1, libcups and ippeveprinter"_s; }
    DeviceClass cls() const override { return DeviceClass::Printer; }
    DeviceId slot() const override { return u"prn-1"_s; }
    bool harmless() const override { return true; }

    std::unique_ptr<Driver> driver(const DeviceId &slot) override
    {
        IppPrinterSettings settings;
        settings.slot = slot;
        settings.address = QUrl(u"ipp://127.0.0.1:%1/ipp/print"_s.arg(m_port));
        settings.title = title();
        settings.watchMs = 150;
        return std::move(makeIppPrinter(settings)).value();
    }

    void reset() override
    {
        for (const QString &name : {u"abort"_s, u"reason"_s, u"hold"_s})
            QFile::remove(m_folder.filePath(name));
        if (m_printer.state() != QProcess::Running)
            run();
        m_base = jobs();
        m_endless = false;
    }
    bool prepare(quint64) override { return !std::exchange(m_endless, false) || QFile::remove(m_folder.filePath(u"hold"_s)); }
    QString expected(quint64) const override { return u"printed"_s; }
    bool makeEndless() override
    {
        m_endless = true;
        return put(u"hold"_s, QByteArray::number(++m_holds));
    }
    bool provoke(FaultClass cls, int) override
    {
        switch (cls) {
        case FaultClass::NoMedia: return put(u"reason"_s, "media-empty");
        case FaultClass::UserAction: return put(u"reason"_s, "media-jam");
        case FaultClass::DeviceFault: return put(u"abort"_s, {});
        case FaultClass::Timeout: return put(u"hold"_s, QByteArray::number(++m_holds));
        default: return false;
        }
    }
    bool unplug(Moment moment) override
    {
        if (moment != Moment::Idle && moment != Moment::Cancelling)
            return false;
        stop(m_printer);
        return true;
    }
    bool plug() override { return m_printer.state() == QProcess::Running || run(); }
    bool restart() override
    {
        stop(m_printer);
        return run();
    }
    int noticeMs() const override { return 1000; }
    int attempts() const override { return jobs() - m_base; }
    int writes() const override { return jobs(); }

private:
    static void stop(QProcess &process)
    {
        if (process.state() == QProcess::NotRunning)
            return;
        process.kill();
        process.waitForFinished();
    }
    static bool waitForFile(const QString &path)
    {
        QElapsedTimer clock;
        clock.start();
        while (!QFile::exists(path) && clock.elapsed() < kStartMs)
            QThread::msleep(10);
        return QFile::exists(path);
    }
    bool put(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    }
    // Documents that arrived: the printer keeps each in its folder.
    int jobs() const { return m_gone + int(QDir(m_folder.filePath(u"out"_s)).entryList({u"*.pdf"_s}, QDir::Files).size()); }

    bool run()
    {
        // Numbers of jobs begin anew with the program; what it kept before must not be counted away.
        m_gone = jobs();
        const QDir out(m_folder.filePath(u"out"_s));
        for (const QString &name : out.entryList(QDir::Files))
            QFile::remove(out.filePath(name));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SYSTEM_BUS_ADDRESS"_s, u"unix:path="_s + m_folder.filePath(u"bus"_s));
        m_printer.setProcessEnvironment(environment);
        m_printer.setStandardErrorFile(QProcess::nullDevice());
        m_printer.setStandardOutputFile(QProcess::nullDevice());
        m_printer.start(m_program, {u"-p"_s, QString::number(m_port), u"-r"_s, u"off"_s, u"-d"_s, out.path(), u"-k"_s, u"-f"_s, u"application/pdf"_s, u"-c"_s,
                                    m_folder.filePath(u"print"_s), u"-n"_s, u"localhost"_s, u"sample"_s});
        QElapsedTimer clock;
        clock.start();
        while (m_printer.state() != QProcess::NotRunning && clock.elapsed() < kStartMs) {
            m_printer.waitForStarted(100);
            const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            address.sin_port = htons(m_port);
            const bool up = ::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
            ::close(descriptor);
            if (up)
                return true;
            QThread::msleep(20);
        }
        return false;
    }

    QTemporaryDir m_folder;
    QString m_program;
    QProcess m_bus, m_printer;
    quint16 m_port = 0;
    int m_gone = 0;
    int m_base = 0;
    int m_holds = 0;
    bool m_endless = false;
};

} // namespace

std::unique_ptr<IppRig> makeIppRig()
{
    auto rig = std::make_unique<EvePrinter>();
    if (!rig->start())
        return nullptr;
    return rig;
}

} // namespace zc::devices
