#pragma once
#include <guidance/authoredpack.h>

#include <QMap>

#include <optional>

namespace zc::guidance {

// The view of a pack that authors work on: a workbook, or the same sheets as CSV files. Any thread, nothing is written to disk.

// What is wrong with a sheet, where a person finds it in the program.
struct SheetProblem {
    QString code;                                      // PACK-SHEET-…, or PACK-FORMAT
    bool note = false;                                 // told, but nothing is refused for it
    QString sheet, cell;                               // "规则·材料", "C5"; empty where it is the file as a whole
    QString message;                                   // Chinese, with the place, the text and what was expected
};

struct SheetImport {
    std::optional<AuthoredPack> pack;                  // only if no problem is more than a note
    QList<SheetProblem> problems;                      // at most some hundreds
    Error error() const;                               // the first of them; only without a pack
};

// PACK-ARCHIVE. The same pack gives the same bytes.
Result<QByteArray> packToXlsx(const AuthoredPack &pack);
// `others`: the files beside the sheets (samples), by path inside the pack.
SheetImport packFromXlsx(const QByteArray &bytes, const QMap<QString, QByteArray> &others);

// File names ("规则·材料.csv") and their bytes: UTF-8 with a mark, so that spreadsheet programs take them for what they are;
// a cell that would be taken for a formula there begins with an apostrophe.
QMap<QString, QByteArray> packToCsvFiles(const AuthoredPack &pack);
SheetImport packFromCsvFiles(const QMap<QString, QByteArray> &files, const QMap<QString, QByteArray> &others);

// The files a pack has beside its sheets.
QMap<QString, QByteArray> filesBesideSheets(const AuthoredPack &pack);

} // namespace zc::guidance
