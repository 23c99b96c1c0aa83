// A device host that misbehaves in one way after another. Its frames are made by Qt's own CBOR classes, not by the codec of the
// client. `--driver FILE`: a counter that every fault moves on by one; `--driver kind-N`: always the fault N.
// Every honest answer is a card of 样例本人; the name 别人 stands only where it must never arrive.
#include <QCborArray>
#include <QCborMap>
#include <QCborStreamWriter>
#include <QCborValue>
#include <QFile>
#include <QStringList>
#include <QThread>
#include <QtEndian>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

enum Fault {
    // before or with the greeting
    ExitAtOnce, CrashAtOnce, NeverGreets, WrongSecret, NoSecret, WrongProtocol, OtherDriver, GreetsAndCrashes, GarbageForGreeting,
    // at the opening
    NeverOpens, CrashesAtOpen, ForeignClass, OddCapabilities, ClosesSocketOnly, EndsCleanly,
    // at a job
    Honest, KilledInJob, SegmentationFault, NeverAnswers, NeverAnswersNorPongs, GarbageFrame, LengthZero, LengthHuge, CutFrame, TooDeep,
    KeyTwice, JobNeverGiven, OldJobOfAnother, CardTooShort, CardTooLong, OtherAnswer, AnsweredTwice, UnknownMessage, Chatter, ByteByByte,
    PlantedInError, PlantedInModel, UnknownCode, AnswersAfterCancel, AnswerIsNoMap, JobIsText, NotAMap, FloodsOutput, GoesLost, PagesForACard,
    TalksForEver, PongsForEver,
    FaultCount
};

int g_socket = -1;
bool g_deaf = false;

void sendBytes(const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t count = ::send(g_socket, bytes.constData() + at, std::size_t(bytes.size() - at), MSG_NOSIGNAL);
        if (count <= 0)
            std::_Exit(0);
        at += count;
    }
}

QByteArray framed(const QByteArray &map)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(quint32(map.size()), bytes.data());
    return bytes + map;
}

void say(QCborMap message, const QString &name)
{
    message[u"t"_s] = name;
    sendBytes(framed(QCborValue(message).toCbor()));
}

QByteArray cardText(const QString &name)
{
    QByteArray bytes(256, '\0');
    for (int i = 0; i < 256; i += 2)
        bytes[i] = ' ';
    const auto put = [&](int offset, const QString &text) {
        for (int i = 0; i < text.size(); ++i) {
            bytes[offset + 2 * i] = char(text[i].unicode());
            bytes[offset + 2 * i + 1] = char(text[i].unicode() >> 8);
        }
    };
    put(0, name);
    put(30, u"1"_s);
    put(32, u"01"_s);
    put(36, u"19491231"_s);
    put(122, u"11010519491231002X"_s);
    return bytes;
}

QCborMap card(const QString &name)
{
    return {{u"text"_s, cardText(name)}, {u"photo"_s, QByteArray()}, {u"fingerprints"_s, QByteArray()}};
}

QCborMap done(qint64 job, const QCborValue &answer)
{
    return {{u"job"_s, job}, {u"ok"_s, true}, {u"answer"_s, answer}};
}

QCborMap failed(qint64 job, const QCborMap &error)
{
    return {{u"job"_s, job}, {u"ok"_s, false}, {u"error"_s, error}};
}

// The next whole message of the client; exits with the client.
QCborMap receive()
{
    static QByteArray buffer;
    for (;;) {
        if (buffer.size() >= 4) {
            const qsizetype size = qFromLittleEndian<quint32>(buffer.constData());
            if (buffer.size() >= 4 + size) {
                const QCborMap message = QCborValue::fromCbor(buffer.mid(4, size)).toMap();
                buffer.remove(0, 4 + size);
                if (message[u"t"_s].toString() == u"quit")
                    std::_Exit(0);
                if (message[u"t"_s].toString() != u"ping")
                    return message;
                if (!g_deaf)
                    say({}, u"pong"_s);
                continue;
            }
        }
        char piece[4096];
        const ssize_t count = ::recv(g_socket, piece, sizeof piece, 0);
        if (count <= 0)
            std::_Exit(0);
        buffer.append(piece, count);
    }
}

[[noreturn]] void hang()
{
    for (;;)
        receive();
}

int nextFault(const QString &driver)
{
    if (driver.startsWith(u"kind-"))
        return driver.mid(5).toInt();
    QFile file(driver);
    if (!file.open(QIODevice::ReadWrite))
        std::_Exit(9);
    const int count = file.readAll().toInt();
    file.resize(0);
    file.seek(0);
    file.write(QByteArray::number(count + 1));
    // Every fault in turn, in an order that shifts from round to round so that each follows each.
    return int((quint64(count) * 7 + quint64(count / FaultCount)) % FaultCount);
}

void greet(int fault, const QString &driver, const QByteArray &secret)
{
    QCborMap hello{{u"proto"_s, 1}, {u"secret"_s, secret}, {u"driver"_s, driver}, {u"version"_s, u"1"_s}, {u"classes"_s, QCborArray{}}};
    switch (fault) {
    case NeverGreets: hang();
    case WrongSecret: hello[u"secret"_s] = QByteArray(secret.size(), '0'); break;
    case NoSecret: hello.remove(u"secret"_s); break;
    case WrongProtocol: hello[u"proto"_s] = 2; break;
    case OtherDriver: hello[u"driver"_s] = u"other"_s; break;
    case GarbageForGreeting: sendBytes(QByteArray(100, '\x7E')); hang();
    default: break;
    }
    say(hello, u"hello"_s);
    if (fault == GreetsAndCrashes)
        ::raise(SIGSEGV);
}

QCborMap ready()
{
    const QCborMap can{{u"version"_s, 1}, {u"class"_s, u"idCardReader"_s}, {u"operations"_s, QCborArray{u"WaitCard"_s, u"ReadCard"_s, u"CheckHealth"_s}},
                       {u"settings"_s, QCborArray{}}, {u"notes"_s, QCborArray{}}};
    return {{u"state"_s, u"ready"_s}, {u"capabilities"_s, can}, {u"model"_s, u"faulty"_s}, {u"serial"_s, QString()}};
}

void open(int fault)
{
    QCborMap device = ready();
    QCborMap can = device[u"capabilities"_s].toMap();
    switch (fault) {
    case NeverOpens: hang();
    case CrashesAtOpen: std::abort();
    case ForeignClass: can[u"class"_s] = u"toaster"_s; device[u"capabilities"_s] = can; break;
    case OddCapabilities: can[u"operations"_s] = 5; device[u"capabilities"_s] = can; break;
    case ClosesSocketOnly: ::close(g_socket); for (;;) ::pause();
    case EndsCleanly: std::_Exit(0);
    case PlantedInModel: device[u"model"_s] = QString(5000, u'x'); break;
    default: break;
    }
    say(device, u"device"_s);
}

void perform(int fault, qint64 job)
{
    const QCborMap own = card(u"样例本人"_s), foreign = card(u"别人"_s);
    const QByteArray honest = QCborValue([&] { QCborMap message = done(job, own); message[u"t"_s] = u"done"_s; return message; }()).toCbor();
    switch (fault) {
    case ExitAtOnce: std::_Exit(7);
    case CrashAtOnce: std::abort();
    case KilledInJob: ::raise(SIGKILL); break;
    case SegmentationFault: ::raise(SIGSEGV); break;
    case NeverAnswers: hang();
    case NeverAnswersNorPongs: g_deaf = true; hang();
    case GarbageFrame: sendBytes(framed(QByteArray(64, '\xFE'))); hang();
    case LengthZero: sendBytes(QByteArray(4, '\0')); hang();
    case LengthHuge: sendBytes(QByteArray(4, '\xFF')); hang();
    case CutFrame: sendBytes(framed(honest).chopped(9)); std::_Exit(0);
    case TooDeep: sendBytes(framed(QByteArray(30, '\x81') + '\x01')); hang();
    case KeyTwice: sendBytes(framed(QByteArray::fromHex("a2617464646f6e65617464646f6e65"))); hang();
    case JobNeverGiven: say(done(job + 1000, foreign), u"done"_s); hang();
    case OldJobOfAnother: say(done(job - 1, foreign), u"done"_s); say(done(job, own), u"done"_s); return;
    case CardTooShort: say(done(job, QCborMap{{u"text"_s, QByteArray(255, 'x')}}), u"done"_s); return;
    case CardTooLong: say(done(job, QCborMap{{u"text"_s, QByteArray(100'000, 'x')}}), u"done"_s); return;
    case OtherAnswer: say(done(job, QCborMap{{u"media"_s, u"present"_s}}), u"done"_s); return;
    case AnsweredTwice: say(done(job, own), u"done"_s); say(done(job, foreign), u"done"_s); return;
    case UnknownMessage: say({}, u"surprise"_s); hang();
    case Chatter:
        for (int i = 0; i < 2000; ++i)
            say({{u"media"_s, i % 2 ? u"none"_s : u"present"_s}, {u"unknown"_s, i}}, u"media"_s);
        break;
    case ByteByByte:
        for (const char byte : framed(honest))
            sendBytes(QByteArray(1, byte));
        return;
    case PlantedInError: say(failed(job, {{u"code"_s, u"DEV-IDCARD-FAULT"_s}, {u"detail"_s, u"别人 110105194912310022"_s}}), u"done"_s); return;
    case UnknownCode: say(failed(job, {{u"code"_s, u"DEV-IDCARD-BORED"_s}, {u"detail"_s, 5}}), u"done"_s); return;
    case AnswersAfterCancel:
        while (receive()[u"t"_s].toString() != u"cancel") {}
        say(done(job, foreign), u"done"_s);
        return;
    case AnswerIsNoMap: say(done(job, u"别人"_s), u"done"_s); return;
    case JobIsText: say({{u"job"_s, u"1"_s}, {u"ok"_s, true}}, u"done"_s); hang();
    case NotAMap: sendBytes(framed(QCborValue(QCborArray{1, 2}).toCbor())); hang();
    case FloodsOutput:
        for (int i = 0; i < 5000; ++i) {
            std::printf("别人 11010519491231002X\n");
            std::fprintf(stderr, "别人 11010519491231002X\n");
        }
        break;
    case TalksForEver:
        for (;;)
            say({{u"media"_s, u"present"_s}}, u"media"_s);
    case PongsForEver:
        for (;;)
            say({}, u"pong"_s);
    case PagesForACard: say({{u"job"_s, job}, {u"bytes"_s, QByteArray(1000, 'x')}}, u"chunk"_s); hang();
    case GoesLost: say({{u"state"_s, u"lost"_s}}, u"device"_s); break;
    default: break;
    }
    sendBytes(framed(honest));
}

} // namespace

int main(int argc, char **argv)
{
    QString driver, path;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (QByteArrayView(argv[i]) == "--driver")
            driver = QString::fromUtf8(argv[i + 1]);
        else if (QByteArrayView(argv[i]) == "--socket")
            path = QString::fromUtf8(argv[i + 1]);
    }
    int fault = nextFault(driver);
    if (fault == ExitAtOnce)
        return 5;
    if (fault == CrashAtOnce)
        std::abort();
    char secret[300] = {};
    if (!std::fgets(secret, sizeof secret, stdin))
        return 6;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.toUtf8().constData(), sizeof address.sun_path);
    g_socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (::connect(g_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        return 8;
    greet(fault, driver, QByteArray(secret).trimmed());
    for (bool first = true;;) {
        const QCborMap message = receive();
        const QString name = message[u"t"_s].toString();
        if (name == u"open") {
            open(fault);
        } else if (name == u"submit") {
            if (!first)
                fault = nextFault(driver);
            first = false;
            perform(fault, message[u"job"_s].toInteger());
        }
    }
}
