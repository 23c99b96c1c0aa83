#pragma once
#include <QByteArray>
#include <QList>
#include <QStringList>

#include <optional>

namespace zc::guidance {

struct CsvRow {
    int line = 0;                                      // where the row begins, counted from 1
    QStringList cells;
};

struct CsvTable {
    QString file;
    QStringList header;
    QList<CsvRow> rows;
    QString cell(const CsvRow &row, QStringView column) const;     // empty for a column the file does not have
};

struct CsvProblem {
    int line = 1;
    QString column;                                    // where it belongs to one
    QString text;                                      // the piece that is wrong
    QString expected;
};

// RFC 4180 as packs use it: UTF-8 without mark, lines end with LF, the last one too, every row as long as the header.
// nullopt with `problem` set. Limits: 16 MiB, 100,000 rows, 64 KiB a cell.
std::optional<CsvTable> parseCsv(const QByteArray &bytes, const QString &file, CsvProblem *problem);

// What spreadsheet programs save as CSV: a byte order mark, CR LF, rows of any length, GB 18030 where it is no UTF-8.
std::optional<QList<QStringList>> parseLooseCsv(const QByteArray &bytes, CsvProblem *problem);

// The strict form back: quotes only where needed. Cells must not hold carriage returns.
QByteArray writeCsv(const QStringList &header, const QList<QStringList> &rows);
QString csvRow(const QStringList &cells);              // without the end of the line

} // namespace zc::guidance
