#include "bootstrap/printing.h"

#include <QProcess>
#include <QStandardPaths>

namespace zc::client {
using namespace Qt::StringLiterals;
using intake::Health;

Printing::Printing(bool demo, QObject *parent)
    : QObject(parent)
    , m_demo(demo)
{
    set(Health::Off, {});
}

void Printing::set(Health health, const QString &words)
{
    m_cell = {health, words};
    Q_EMIT changed();
}

void Printing::look()
{
    const QString program = QStandardPaths::findExecutable(u"lpstat"_s);
    if (program.isEmpty()) return set(m_demo ? Health::Off : Health::Attention, m_demo ? tr("printer: papers on the screen") : tr("printer: none set up"));
    auto *process = new QProcess(this);
    connect(process, &QProcess::finished, this, [this, process](int, QProcess::ExitStatus) {
        const QString answer = QString::fromLocal8Bit(process->readAllStandardOutput()).trimmed();
        process->deleteLater();
        m_printer = answer.section(u':', -1).trimmed();
        const bool any = answer.contains(u':') && !m_printer.isEmpty();
        if (!any) m_printer.clear();
        set(any ? Health::Good : m_demo ? Health::Off : Health::Attention,
            any ? tr("printer ready") : m_demo ? tr("printer: papers on the screen") : tr("printer: none set up"));
    });
    process->start(program, {u"-d"_s});
}

void Printing::print(const QString &title, const QByteArray &pdf)
{
    if (m_printer.isEmpty()) {
        Q_EMIT refused(m_demo ? tr("No printer here: %1 is shown on the screen as it would be printed.").arg(title)
                              : tr("No printer is set up. %1 is stored with the case and can be printed later with Ctrl+P.").arg(title));
        return;
    }
    auto *process = new QProcess(this);
    connect(process, &QProcess::finished, this, [this, process, title](int code, QProcess::ExitStatus status) {
        process->deleteLater();
        if (status == QProcess::NormalExit && code == 0) Q_EMIT printed(title);
        else Q_EMIT refused(tr("The printer did not take %1. Please look at its paper and cable, then press Ctrl+P again.").arg(title));
    });
    // The name of the job says the kind of paper only: names of people do not belong into a print queue.
    process->start(QStandardPaths::findExecutable(u"lp"_s), {u"-d"_s, m_printer, u"-t"_s, title, u"-"_s});
    process->write(pdf);
    process->closeWriteChannel();
}

} // namespace zc::client
