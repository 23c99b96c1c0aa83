#pragma once
#include <refplatform/options.h>

// The command line of zc-platform.
struct Arguments {
    enum class Command { Serve, Init, Check };
    Command command = Command::Serve;
    zc::refplatform::Options options;
    QString readyFile;             // written when the port is open: base URL, then the admin URL, one a line
};

// CTL-PLATFORM-ARGUMENT with the flag, or --help as Cancelled with the text in `detail`.
zc::Result<Arguments> readArguments(const QStringList &arguments);
