#include "bootstrap/printing.h"

#include <base/errortext.h>
#include <base/halltime.h>
#include <devices/devicefactory.h>
#include <papers/paper.h>
#include <papers/slip.h>

#include <QProcess>
#include <QStandardPaths>
#include <QtMath>

namespace zc::client {
using namespace Qt::StringLiterals;
using intake::Health;

namespace {

// How much of a paper came out before it was taken back.
QString outcomeWords(const std::optional<devices::PrintRecord> &record)
{
    using Phase = devices::PrintRecord::Phase;
    if (nothingCame(record)) return Printing::tr("Nothing of it came out");
    if (record->phase == Phase::Stopped && record->sheets > 0) return Printing::tr("%n sheet(s) of it came out", nullptr, record->sheets);
    return record->phase == Phase::Stopped ? Printing::tr("A part of it may have come out") : Printing::tr("It is not known whether it came out");
}

} // namespace

Printing::Printing(bool demo, QObject *parent)
    : QObject(parent)
    , m_demo(demo)
{
    set(Health::Off, {});
    connect(&m_devices, &DevicePrinters::changed, this, &Printing::judge);
    connect(&m_devices, &DevicePrinters::printed, this, [this](const QString &title, bool certain) { certain ? Q_EMIT finished(title) : Q_EMIT printed(title); });
    connect(&m_devices, &DevicePrinters::doubted, this, &Printing::ask);
    connect(&m_devices, &DevicePrinters::left, this, [this](int papers) { Q_EMIT remarked(tr("%n paper(s) of before are printed as soon as the printer is ready", nullptr, papers)); });
    connect(&m_devices, &DevicePrinters::stopped, this, [this](const QString &title, const std::optional<devices::PrintRecord> &record) {
        const bool clean = nothingCame(record);
        const QString words = tr("%1 was stopped: %2.").arg(title, outcomeWords(record));
        Q_EMIT stopped(clean ? words : words + u' ' + tr("Look what lies in the printer; throw away what is not whole."), clean);
    });
    connect(&m_devices, &DevicePrinters::refused, this, [this](const QString &title, const Error &why) {
        Q_EMIT refused(why.kind == ErrorKind::Cancelled ? tr("Printing %1 was stopped. Press Ctrl+P to print it again.").arg(title)
                                                        : tr("%1 was not printed. %2").arg(title, ErrorTexts().sentence(why)));
    });
}

void Printing::attach(devices::DeviceHub *hub, station::PrintShelf *shelf) { m_devices.attach(hub, shelf); }

void Printing::ask(const DevicePrinters::Doubt &doubt)
{
    const QString when = hallTime(doubt.paper.askedMs).toString(u"MM-dd HH:mm"_s);
    const bool begun = doubt.paper.record && doubt.paper.record->phase > devices::PrintRecord::Phase::Created;
    QString headline = begun ? tr("The printing was broken off: %1").arg(outcomeWords(doubt.paper.record)) : tr("This paper was not printed before the program ended");
    QString advice = begun ? tr("Look what lies in the printer; throw away what is not whole.") : QString();
    if (!doubt.why.code.isEmpty()) {
        const ErrorText text = ErrorTexts().forCode(doubt.why.code);
        headline = text.sentence;
        advice = u"%1 (%2)"_s.arg(text.next, doubt.why.code);
    }
    Q_EMIT doubted(headline, tr("%1, asked for at %2").arg(doubt.paper.title, when), advice, [this, doubt](bool again) { m_devices.decide(doubt, again); });
}

// A slot stands for nothing until the desk stands: before that the system's own printer takes its place.
QString Printing::printer() const
{
    const QStringList names = m_devices.printers();
    const auto cls = devices::classOfSlot(m_chosen);
    const bool early = names.isEmpty() && cls == devices::DeviceClass::Printer;
    // No sheet fits into a receipt printer.
    if (!m_chosen.isEmpty() && !early && cls != devices::DeviceClass::ReceiptPrinter) return m_chosen;
    return names.isEmpty() ? m_default : names.constFirst();
}

void Printing::set(Health health, const QString &words)
{
    m_cell = {health, words};
    Q_EMIT changed();
}

void Printing::look()
{
    const QString program = QStandardPaths::findExecutable(u"lpstat"_s);
    if (program.isEmpty()) return judge();
    auto *process = new QProcess(this);
    connect(process, &QProcess::finished, this, [this, process](int, QProcess::ExitStatus) {
        // One name a line; the system's own choice stands behind a colon, in the words of the system's language.
        const QStringList lines = QString::fromLocal8Bit(process->readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
        process->deleteLater();
        m_printers.clear();
        m_default.clear();
        for (const QString &line : lines) {
            const QString name = line.section(u':', -1).trimmed();
            if (line.contains(u':')) m_default = name;
            else if (!name.contains(u' ')) m_printers.append(name);
        }
        judge();
    });
    process->start(program, {u"-e"_s, u"-d"_s});
}

void Printing::choose(const QString &printer)
{
    m_chosen = printer;
    judge();
}

void Printing::judge()
{
    const QString name = printer();
    if (m_devices.printers().contains(name)) {
        const auto cell = m_devices.cell(name);
        return set(cell.health, cell.words);
    }
    if (!name.isEmpty() && name != m_default && !m_printers.contains(name)) return set(Health::Bad, tr("printer %1 not found").arg(name));
    if (!name.isEmpty()) return set(Health::Good, tr("printer ready"));
    set(m_demo ? Health::Off : Health::Attention, m_demo ? tr("printer: papers on the screen") : tr("printer: none set up"));
}

intake::DeskStatus::Cell Printing::receiptCell() const
{
    const QStringList rolls = m_devices.printers(devices::DeviceClass::ReceiptPrinter);
    return rolls.isEmpty() ? intake::DeskStatus::Cell() : m_devices.cell(rolls.constFirst());
}

QString Printing::rollFor(const QString &printer) const
{
    const QStringList rolls = m_devices.printers(devices::DeviceClass::ReceiptPrinter);
    if (rolls.contains(printer)) return printer;
    return printer.isEmpty() || printer == m_chosen ? rolls.value(0) : QString();
}

void Printing::print(const Sheet &sheet, const QString &printer)
{
    const auto &[title, pdf, caseId, kind] = sheet;
    if (const QString roll = rollFor(printer); !roll.isEmpty())
        if (const auto lines = papers::slipOf(pdf)) return m_devices.print({{}, roll, caseId, kind, title, true, devices::receiptBytes(*lines), 0, {}});
    const bool sheets = printers().contains(printer) && devices::classOfSlot(printer) != devices::DeviceClass::ReceiptPrinter;
    const QString name = sheets ? printer : this->printer();
    if (m_devices.printers().contains(name)) return m_devices.print({{}, name, caseId, kind, title, false, pdf, 0, {}});
    if (m_cell.health != Health::Good) {
        Q_EMIT refused(m_demo ? tr("No printer here: %1 is shown on the screen as it would be printed.").arg(title)
                              : tr("No printer is set up. %1 is stored with the case and can be printed later with Ctrl+P.").arg(title));
        return;
    }
    auto *process = new QProcess(this);
    connect(process, &QProcess::finished, this, [this, process, title = title](int code, QProcess::ExitStatus status) {
        process->deleteLater();
        if (status == QProcess::NormalExit && code == 0) Q_EMIT printed(title);
        else Q_EMIT refused(tr("The printer did not take %1. Please look at its paper and cable, then press Ctrl+P again.").arg(title));
    });
    // The name of the job says the kind of paper only: names of people do not belong into a print queue.
    QStringList words = {u"-d"_s, name, u"-t"_s, title};
    // A roll has no size of its own: the printer is told how long this slip is, or it would cut by its default.
    constexpr double kRollMm = 100;
    if (const QSizeF size = papers::firstSheetSize(pdf); !size.isEmpty() && size.width() < kRollMm)
        words << u"-o"_s << u"media=Custom.%1x%2mm"_s.arg(qRound(size.width())).arg(qCeil(size.height())) << u"-o"_s << u"print-scaling=none"_s;
    process->start(QStandardPaths::findExecutable(u"lp"_s), words << u"-"_s);
    process->write(pdf);
    process->closeWriteChannel();
}

} // namespace zc::client
