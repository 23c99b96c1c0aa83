#include "arguments.h"

#include <base/errortext.h>
#include <base/logging.h>
#include <refplatform/platformserver.h>

#include <QCoreApplication>
#include <QSaveFile>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace zc;

namespace {

int fail(const Error &error)
{
    std::fprintf(stderr, "%s: %s (%s)\n", qPrintable(error.code), qPrintable(ErrorTexts().sentence(error)), qPrintable(error.detail));
    return 2;
}

} // namespace

int main(int argc, char *argv[])
{
    // Before any thread starts: all of them inherit the mask, and only the wait below takes the signals.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    QCoreApplication app(argc, argv);
    installLogging();
    const auto arguments = readArguments(app.arguments().sliced(1));
    if (!arguments && arguments.error().kind == ErrorKind::Cancelled)
        return std::printf("%s", qPrintable(arguments.error().detail)) < 0;
    if (!arguments)
        return fail(arguments.error());
    if (arguments->command == Arguments::Command::Init) {
        const auto made = refplatform::PlatformServer::init(arguments->options);
        return made ? 0 : fail(made.error());
    }
    if (arguments->command == Arguments::Command::Check) {
        const auto report = refplatform::PlatformServer::check(arguments->options);
        return report ? std::printf("%s", qPrintable(*report)) < 0 : fail(report.error());
    }
    refplatform::PlatformServer server(arguments->options);
    if (const auto started = server.start(); !started)
        return fail(started.error());
    if (QSaveFile ready(arguments->readyFile); !arguments->readyFile.isEmpty() && ready.open(QIODevice::WriteOnly)) {
        ready.write(server.baseUrl().toUtf8() + '\n');
        ready.write(server.adminPort() ? "http://127.0.0.1:" + QByteArray::number(server.adminPort()) + '\n' : QByteArray());
        ready.commit();
    }
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop();
    return 0;
}
