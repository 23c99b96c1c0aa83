#pragma once
#include <base/result.h>

#include "internal/grid.h"

#include <QByteArray>

namespace zc::guidance {

// Office Open XML workbooks (ECMA-376) as far as text goes.

// Every cell a text cell; the same grids give the same bytes. PACK-ARCHIVE.
Result<QByteArray> writeXlsx(const QList<Grid> &grids);

// What spreadsheet programs save: shared and inline strings, rich text, numbers, dates, booleans; cells and rows left out.
// A number becomes the text a person sees (at most 15 digits), a date 2026-01-31, a boolean true or false. Refused with a
// problem each: formulas, errors, merged cells, numbers of more than 15 digits, times of day, cells beyond the bounds.
// nullopt: the file as a whole is refused (one problem: PACK-SHEET-ARCHIVE, PACK-SHEET-XML, PACK-SHEET-LIMIT).
std::optional<QList<Grid>> readXlsx(const QByteArray &bytes, QList<GridProblem> *problems);

} // namespace zc::guidance
