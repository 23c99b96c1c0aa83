#include <base/clock.h>
#include <base/logging.h>
#include <devices/hostserver.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <cstdio>
#include <pthread.h>

using namespace Qt::StringLiterals;
using namespace zc;

namespace {

constexpr qint64 kLongestSecret = 256;

// The first line of stdin. Not an argument: every user of the machine can read those.
QByteArray readSecret()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    const QByteArray line = input.readLine(kLongestSecret);
    return line.endsWith('\n') ? line.chopped(1) : QByteArray();
}

} // namespace

// Backends of SANE let their helper threads be cancelled in the middle of anything (sanei_thread, asynchronous), also while such a
// thread holds the lock of the allocator: the next scan then waits for ever. Here a thread ends at calls that expect it and
// nowhere else. Libraries that are loaded later find this function before the one of the C library.
extern "C" __attribute__((visibility("default"))) int pthread_setcanceltype(int type, int *before)
{
    if (type != PTHREAD_CANCEL_DEFERRED && type != PTHREAD_CANCEL_ASYNCHRONOUS)
        return EINVAL;
    if (before)
        *before = PTHREAD_CANCEL_DEFERRED;
    return 0;
}

int main(int argc, char *argv[])
{
    devices::limitThisProcess();
    QCoreApplication app(argc, argv);
    installLogging();
    QCommandLineParser parser;
    parser.addOptions({{u"driver"_s, u"id of the driver"_s, u"id"_s}, {u"socket"_s, u"where the client listens"_s, u"path"_s},
                       {u"library"_s, u"the driver's library; without it a built-in driver"_s, u"path"_s}});
    devices::HostServerOptions options;
    if (parser.parse(app.arguments()) && parser.positionalArguments().isEmpty()) {
        options.driver = parser.value(u"driver"_s);
        options.driverFile = parser.value(u"library"_s);
        options.socket = parser.value(u"socket"_s);
    }
    if (!options.driver.isEmpty() && !options.socket.isEmpty())
        options.secret = readSecret();
    if (options.secret.isEmpty()) {
        std::fprintf(stderr, "zc-devicehost is started by the client: --driver ID --socket PATH [--library FILE], secret on stdin\n");
        return int(devices::HostExit::Usage);
    }
    devices::endThisProcess(devices::serveDriver(options, SystemClock()), options.socket);
}
