#pragma once
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QList>

namespace zc::test {

// The numbers of the running processes that were started from a program by this test; `parent`: by that process, -1: by anybody.
inline QList<qint64> processesOf(const QString &program, qint64 parent = QCoreApplication::applicationPid())
{
    QList<qint64> found;
    for (const QString &number : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(number));
        if (!stat.open(QIODevice::ReadOnly))
            continue;
        const QByteArray line = stat.readAll();
        const QList<QByteArray> parts = line.mid(line.lastIndexOf(')') + 2).split(' ');
        QFile command(QStringLiteral("/proc/%1/cmdline").arg(number));
        if ((parent < 0 || parts.value(1).toLongLong() == parent) && parts.value(0) != "Z" && command.open(QIODevice::ReadOnly)
            && command.readAll().startsWith(program.toUtf8()))
            found << number.toLongLong();
    }
    return found;
}

} // namespace zc::test
