#include "support/testprogram.h"

#include <QFileInfo>
#include <QMap>

#include <cstdio>

namespace zc::testing {
namespace {

QMap<QString, TestRun> &entries()
{
    static QMap<QString, TestRun> all;
    return all;
}

} // namespace

TestEntry::TestEntry(const char *file, TestRun run)
{
    entries().insert(QFileInfo(QString::fromLocal8Bit(file)).completeBaseName(), run);
}

} // namespace zc::testing

int main(int argc, char **argv)
{
    using namespace zc::testing;
    const QString name = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    if (const TestRun run = entries().value(name)) {
        argv[1] = argv[0];
        return run(argc - 1, argv + 1);
    }
    std::fprintf(stderr, "usage: %s CLASS [arguments of QtTest]; classes:\n", argv[0]);
    for (auto it = entries().constBegin(); it != entries().constEnd(); ++it)
        std::fprintf(stderr, "  %s\n", qPrintable(it.key()));
    return 2;
}
