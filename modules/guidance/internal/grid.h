#pragma once
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace zc::guidance {

// One sheet as text. Rows may be of different length; a missing cell is an empty one.
struct Grid {
    QString name;
    QList<QStringList> rows;
    // How it looks in a spreadsheet program; never read back.
    int frozenRows = 0;
    QList<int> hiddenRows, hiddenColumns;              // from 0
    QList<int> widths;                                 // in characters, by column
    QMap<int, QStringList> choices;                    // column → what may be chosen there
    QString cell(qsizetype row, qsizetype column) const { return row < rows.size() ? rows.at(row).value(column) : QString(); }
};

// "AB12": column and row from 0 as people see them in the program.
QString columnLetters(qsizetype column);

// Something in a sheet from outside that is not as it should be. `code` stands in resources/errors.
struct GridProblem {
    QString code;
    QString sheet;                                     // empty: the file as a whole
    qsizetype row = -1, column = -1;                   // from 0; -1 = none
    QString text, expected;
};

} // namespace zc::guidance
