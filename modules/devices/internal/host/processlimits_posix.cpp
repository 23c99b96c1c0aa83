#include <devices/hostserver.h>

#include "internal/host/hostchannel.h"

#include <QDir>
#include <QFileInfo>

#include <csignal>
#include <cstdlib>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace zc::devices {

namespace {

constexpr rlim_t kMemoryBytes = rlim_t(768) * 1024 * 1024;
constexpr rlim_t kFiles = 256;

void cap(int resource, rlim_t most)
{
    rlimit limit{};
    if (::getrlimit(__rlimit_resource(resource), &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max = limit.rlim_max == RLIM_INFINITY ? most : qMin(most, limit.rlim_max);
    ::setrlimit(__rlimit_resource(resource), &limit);
}

} // namespace

void limitThisProcess()
{
    cap(RLIMIT_CORE, 0);                    // a core file would hold whatever card was on the reader
    cap(RLIMIT_NOFILE, kFiles);
#if !defined(__SANITIZE_ADDRESS__)          // whose shadow alone is terabytes of address space
    cap(RLIMIT_AS, kMemoryBytes);
#endif
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

void endThisProcess(HostExit exit, const QString &socket)
{
    // Of a killed client only the folder is left. A client that lives removes it itself, and is then gone from the socket too.
    const QFileInfo folder(QFileInfo(socket).path());
    if (exit == HostExit::ClientLeft && folder.fileName().startsWith(host::kFolderPrefix) && folder.ownerId() == ::geteuid())
        QDir(folder.filePath()).removeRecursively();
    if (::getpgrp() == ::getpid()) {            // as the client started it: the group is its own
        ::signal(SIGTERM, SIG_IGN);
        ::kill(0, SIGTERM);
    }
    std::_Exit(int(exit));
}

} // namespace zc::devices
