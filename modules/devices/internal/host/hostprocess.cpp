#include "hostprocess.h"

#include <base/logging.h>

#include <QRandomGenerator>

#include <array>
#include <csignal>
#include <unistd.h>

ZC_LOGGING_CATEGORY(lcHost, "devices.host")

namespace zc::devices::host {

using namespace Qt::StringLiterals;

namespace {

constexpr int kProcessSliceMs = 20;
constexpr int kEndMs = 1000;            // for a process that was asked to quit, then for one that was killed
constexpr int kMostMessages = 20'000;   // in a second: a scanner that sends line by line needs a quarter of it

QByteArray makeSecret()
{
    std::array<quint32, 8> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), qsizetype(sizeof words)).toHex();
}

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i] ^ b[i]);
    return difference == 0;
}

// What a vendor's library needs and nothing of what this session knows.
QProcessEnvironment smallEnvironment(const QString &folder)
{
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment small;
    for (const QString &name : {u"LANG"_s, u"LC_ALL"_s, u"TZ"_s, u"SystemRoot"_s, u"ASAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s, u"LSAN_OPTIONS"_s})
        if (own.contains(name))
            small.insert(name, own.value(name));
    small.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    small.insert(u"HOME"_s, folder);
    small.insert(u"TMPDIR"_s, folder);
    return small;
}

} // namespace

HostProcess::HostProcess(const HostedDriverSettings &settings, std::unique_ptr<HostListener> listener)
    : m_settings(settings), m_secret(makeSecret()), m_listener(std::move(listener))
{
}

HostProcess::~HostProcess()
{
    if (alive() && m_channel && m_channel->send(WireValue::map().set(u"t"_s, u"quit"_s)))
        m_process.waitForFinished(kEndMs);
    killGroup();
}

// A vendor's library may have started programs of its own: they go with it.
void HostProcess::killGroup()
{
    if (const qint64 group = std::exchange(m_group, 0); group > 0)
        ::kill(pid_t(-group), SIGKILL);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(kEndMs);
    }
}

Error HostProcess::hung() const
{
    return Error{ErrorKind::Timeout, u"DEV-HOST-HANG"_s, m_settings.driver};
}

Result<std::unique_ptr<HostProcess>> HostProcess::start(const HostedDriverSettings &settings, const Stop &stop)
{
    auto listener = HostListener::make();
    if (!listener.ok())
        return listener.error();
    std::unique_ptr<HostProcess> host(new HostProcess(settings, std::move(listener).value()));
    QStringList arguments{u"--driver"_s, settings.driver, u"--socket"_s, host->m_listener->path()};
    if (!settings.driverFile.isEmpty())
        arguments << u"--library"_s << settings.driverFile;
    QProcess &process = host->m_process;
    process.setProcessEnvironment(smallEnvironment(host->m_listener->folder()));
    process.setWorkingDirectory(host->m_listener->folder());
    // What a vendor's library prints may be about the person at the counter: it goes nowhere.
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.setChildProcessModifier([] { ::setpgid(0, 0); });
    process.start(settings.program, arguments);
    if (!process.waitForStarted(settings.limits.helloMs))
        return Error{ErrorKind::Internal, u"DEV-HOST-START"_s, process.errorString().left(200)};
    host->m_group = process.processId();
    process.write(host->m_secret + '\n');
    process.waitForBytesWritten(settings.limits.helloMs);
    process.closeWriteChannel();
    if (const Result<void> greeted = host->greet(stop); !greeted.ok())
        return greeted.error();
    return host;
}

Result<void> HostProcess::greet(const Stop &stop)
{
    QElapsedTimer passed;
    passed.start();
    const auto inTime = [&] { return passed.elapsed() < m_settings.limits.helloMs && !stop(); };
    while (inTime()) {
        if (!m_channel)
            m_channel = m_listener->accept(kProcessSliceMs);
        const std::optional<WireValue> message = m_channel ? m_channel->receive(kProcessSliceMs) : std::nullopt;
        if (message && isHello(*message)) {
            m_sincePing.start();
            return {};
        }
        if (message || (m_channel && m_channel->ended()))
            m_channel.reset();          // whoever that was, it does not know the secret
        if (m_process.waitForFinished(0) || m_process.state() == QProcess::NotRunning)
            return Error{ErrorKind::Device, u"DEV-HOST-CRASH"_s, u"before its greeting, exit %1"_s.arg(m_process.exitCode())};
    }
    return hung();
}

bool HostProcess::isHello(const WireValue &message) const
{
    return message[u"t"].toText() == u"hello" && message[u"proto"].toInteger() == kHostProtocol
        && message[u"driver"].toText() == m_settings.driver && equalInConstantTime(message[u"secret"].toBytes(), m_secret);
}

std::optional<WireValue> HostProcess::receive(int waitMs)
{
    QElapsedTimer passed;
    passed.start();
    while (alive()) {
        askForLife();
        if (!alive())
            break;
        const qint64 left = qMax(qint64(0), waitMs - passed.elapsed());
        std::optional<WireValue> message = m_channel->receive(int(qMin(left, qint64(kProcessSliceMs))));
        if (!message && m_channel->ended()) {
            noteEnd();
            break;
        }
        if (message && chatters())
            break;
        if (message && (*message)[u"t"].toText() == u"pong") {
            m_unanswered = 0;
            continue;
        }
        if (message || left == 0)
            return message;
    }
    return std::nullopt;
}

std::optional<WireValue> HostProcess::leftBehind()
{
    while (!alive() && !m_brokeARule) {
        std::optional<WireValue> message = m_channel->receive(0);
        if (!message || (*message)[u"t"].toText() != u"pong")
            return message;
    }
    return std::nullopt;
}

bool HostProcess::send(const QString &name, WireValue message)
{
    message.set(u"t"_s, name);
    if (alive() && !m_channel->send(message))
        noteEnd();
    return alive();
}

// A host that never stops talking would keep this thread from everything else.
bool HostProcess::chatters()
{
    if (!m_sinceCount.isValid() || m_sinceCount.elapsed() >= 1000) {
        m_sinceCount.start();
        m_counted = 0;
    }
    if (++m_counted > kMostMessages)
        kill(Error{ErrorKind::Corrupt, u"DEV-HOST-FRAME"_s, u"too many messages"_s});
    return !alive();
}

void HostProcess::askForLife()
{
    if (m_sincePing.elapsed() < m_settings.limits.pingMs)
        return;
    if (m_unanswered >= m_settings.limits.missedPings) {
        kill(hung());
        return;
    }
    ++m_unanswered;
    m_sincePing.restart();
    send(u"ping"_s, WireValue::map());
}

void HostProcess::noteEnd()
{
    if (!m_channel->why().code.isEmpty()) {
        kill(m_channel->why());
        return;
    }
    const bool ended = m_process.waitForFinished(kEndMs);
    const bool crashed = ended && m_process.exitStatus() == QProcess::CrashExit;
    kill(Error{ErrorKind::Device, u"DEV-HOST-CRASH"_s, !ended ? u"closed its socket"_s : u"%1 %2"_s.arg(crashed ? u"signal"_s : u"exit"_s).arg(m_process.exitCode())});
}

void HostProcess::kill(const Error &why)
{
    m_brokeARule = m_brokeARule || why.kind == ErrorKind::Corrupt;
    if (!alive())
        return;
    m_why = why;
    killGroup();
    qCWarning(lcHost).noquote() << m_settings.driver << why.code << why.detail;
}

} // namespace zc::devices::host
