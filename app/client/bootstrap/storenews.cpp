#include "bootstrap/storenews.h"

#include <store/snapshot.h>

#include <QCoreApplication>
#include <QDir>

namespace zc::client {

namespace {

QString storeWords(const char *text, int count = -1) { return QCoreApplication::translate("StoreNews", text, nullptr, count); }

} // namespace

std::optional<StoreNews> newsOf(const store::OpenReport &report)
{
    if (!report.restored) return std::nullopt;
    QStringList words;
    if (report.snapshotNumber == 0)
        words << storeWords(QT_TRANSLATE_NOOP("StoreNews", "The data of this desk were damaged and no copy of them could be used; the desk begins anew with what could be read."));
    else
        words << storeWords(QT_TRANSLATE_NOOP("StoreNews", "The data of this desk were damaged; they were brought back from a copy on this computer."));
    if (report.salvagedRows > 0)
        words << storeWords(QT_TRANSLATE_N_NOOP("StoreNews", "%n newer record(s) could be taken over."), report.salvagedRows);
    if (report.lostRows > 0)
        words << storeWords(QT_TRANSLATE_N_NOOP("StoreNews", "%n record(s) could not be read."), report.lostRows);
    if (!report.uncertainCases.isEmpty())
        words << storeWords(QT_TRANSLATE_N_NOOP("StoreNews", "The last changes of %n case(s) may be missing: please look through the cases of today."),
                            int(report.uncertainCases.size()));
    words << storeWords(QT_TRANSLATE_NOOP("StoreNews", "The damaged files are kept in %1; please tell the IT staff.")).arg(QDir::toNativeSeparators(report.quarantine));
    return StoreNews{words.join(u' '), report.reason};
}

} // namespace zc::client
