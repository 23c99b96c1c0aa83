#pragma once
#include <guidance/sheets.h>

namespace zc::guidance {

// Sheets of a pack on disk. What no sheet can carry (samples) lies beside them: for F.xlsx in the folder F.files, for CSV files
// in their own folder. Blocking; not for the GUI thread.

// PACK-WRITE: cannot be written, or the folder holds files that this export would not write anew (they would come back on
// import; detail names the first). PACK-ARCHIVE.
Result<void> exportXlsx(const AuthoredPack &pack, const QString &path);
Result<void> exportCsv(const AuthoredPack &pack, const QString &folder);

// `present`: what the pack had beside its sheets; a file of the same name beside these sheets takes its place.
SheetImport importXlsx(const QString &path, const QMap<QString, QByteArray> &present = {});
SheetImport importCsv(const QString &folder, const QMap<QString, QByteArray> &present = {});

QString folderBeside(const QString &xlsxPath);         // "a/F.xlsx" → "a/F.files"

} // namespace zc::guidance
