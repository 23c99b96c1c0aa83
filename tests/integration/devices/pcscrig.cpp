#include "pcscrig.h"

#include "internal/conformance/exercise.h"

#include <devices/socialcardreader.h>

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>

#include <unistd.h>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr int kReadyMs = 20'000, kAckMs = 15'000;
constexpr int kRemovalMs = 600;         // until the service has seen that a card is gone
constexpr int kCommandsOfARead = 10;
const QString kInside = QStringLiteral("mount -t tmpfs tmpfs /run && ip link set lo up && exec \"$0\"");

QByteArray seedLine(const char *verb, quint64 seed) { return "{\"" + QByteArray(verb) + "\":{\"seed\":" + QByteArray::number(seed) + "}}"; }

} // namespace

PcscRig::~PcscRig()
{
    m_process.closeWriteChannel();      // ends the card process, and with it the service
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished(1000);
}

bool PcscRig::start()
{
    for (const QString &program : {u"unshare"_s, u"ip"_s})
        if (QStandardPaths::findExecutable(program).isEmpty() && QStandardPaths::findExecutable(program, {u"/sbin"_s, u"/usr/sbin"_s}).isEmpty())
            m_why = program + u" is not installed"_s;
    if (QStandardPaths::findExecutable(u"pcscd"_s, {u"/usr/sbin"_s}).isEmpty() || !QFile::exists(u"/etc/reader.conf.d/vpcd"_s))
        m_why = u"pcscd or vsmartcard-vpcd is not installed"_s;
    if (!m_why.isEmpty())
        return false;
    QStringList arguments{u"--mount"_s, u"--net"_s};
    if (::geteuid() != 0)
        arguments << u"--user"_s << u"--map-root-user"_s;
    arguments << u"sh"_s << u"-c"_s << kInside
              << QStandardPaths::findExecutable(u"zc_socialcardprocess"_s, {QCoreApplication::applicationDirPath(), QCoreApplication::applicationDirPath() + u"/../tests"_s});
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.start(u"unshare"_s, arguments);
    if (!m_process.waitForReadyRead(kReadyMs) || !m_process.readLine().contains("ready")) {
        m_why = u"the kernel gives no namespaces of its own here, or the service does not start: "_s + QString::fromLocal8Bit(m_process.readAllStandardError()).simplified();
        return false;
    }
    // The socket of the service inside, by a name that stays: the library asks for it once in the life of a program.
    static const QTemporaryDir folder;
    const QString link = folder.filePath(u"pcscd"_s);
    QFile::remove(link);
    if (!QFile::link(u"/proc/%1/root/run/pcscd/pcscd.comm"_s.arg(m_process.processId()), link))
        return false;
    qputenv("PCSCLITE_CSOCK_NAME", link.toLocal8Bit());
    return true;
}

bool PcscRig::tell(const QByteArray &line, int *reads)
{
    m_process.write(line + '\n');
    if (!m_process.waitForBytesWritten(kAckMs))
        return false;
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead(kAckMs))
            return false;
    const QJsonObject answer = QJsonDocument::fromJson(m_process.readLine()).object();
    if (reads)
        *reads = answer[u"reads"_s].toInt();
    return answer[u"ok"_s].toBool();
}

std::unique_ptr<Driver> PcscRig::driver(const DeviceId &slot)
{
    return makeSocialCardReader({slot, {}, title()});
}

void PcscRig::reset()
{
    plug();
    tell("{\"reset\":{}}");
    makeEndless();                      // nothing is inside
    m_base = reads();
}

bool PcscRig::prepare(quint64 seed)
{
    // Another chip in the same plastic saves the half second in which a card is seen to come; taking turns is tested by itself.
    const bool inside = std::exchange(m_inside, true);
    return tell(seedLine(inside ? "exchange" : "card", seed));
}

QString PcscRig::expected(quint64 seed) const
{
    return conformance::digestOf(SimulatedSocialCard::generated(seed).fields);
}

bool PcscRig::makeEndless()
{
    if (std::exchange(m_inside, false)) {
        tell("{\"card\":null}");
        QThread::msleep(kRemovalMs);
    }
    return true;
}

bool PcscRig::makeSlow(int ms)
{
    return tell("{\"set\":{\"msPerCommand\":" + QByteArray::number(ms > 0 ? qMax(1, ms / kCommandsOfARead) : 0) + "}}");
}

bool PcscRig::provoke(FaultClass cls, int times)
{
    const auto fault = [&](const char *kind) { return tell("{\"fault\":{\"kind\":\"" + QByteArray(kind) + "\",\"times\":" + QByteArray::number(times) + "}}"); };
    switch (cls) {
    case FaultClass::NoMedia: return makeEndless();
    case FaultClass::UserAction:
        m_inside = false;
        return fault("removed");
    case FaultClass::MediaRejected: return fault("type");
    case FaultClass::Protocol: return fault("endless");
    case FaultClass::Timeout: return makeSlow(12'000);
    default: return false;
    }
}

bool PcscRig::unplug(Moment moment)
{
    if (moment != Moment::Idle && moment != Moment::Cancelling)
        return false;
    m_serving = false;
    return tell("{\"service\":\"stop\"}");
}

bool PcscRig::plug()
{
    return std::exchange(m_serving, true) || tell("{\"service\":\"start\"}");
}

bool PcscRig::restart()
{
    return conformance::goneAndBack(*this);
}

int PcscRig::reads() const
{
    int count = 0;
    const_cast<PcscRig *>(this)->tell("{\"reads\":{}}", &count);
    return count;
}

int PcscRig::attempts() const { return reads() - m_base; }
int PcscRig::writes() const { return reads(); }

QStringList PcscRig::personal() const
{
    QStringList words;
    for (quint64 seed = 60; seed <= 64; ++seed) {
        const auto fields = SimulatedSocialCard::generated(seed).fields;
        words << fields.value(u"name"_s) << fields.value(u"number"_s);
    }
    return words;
}

} // namespace zc::devices
