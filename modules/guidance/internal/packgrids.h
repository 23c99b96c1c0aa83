#pragma once
#include "internal/grid.h"

#include <guidance/authoredpack.h>

#include <optional>

namespace zc::guidance {

// A pack as sheets, and sheets as a pack: one sheet per CSV file, 包信息, 告知书, 公式, one 规则·NAME per table.
QList<Grid> packToGrids(const AuthoredPack &pack);

// `others` are the files beside the sheets. Problems name sheet, row and column; nullopt when one of them is more than a note
// (code PACK-SHEET-NOTE: something that was left out and said so).
std::optional<AuthoredPack> gridsToPack(const QList<Grid> &grids, const QMap<QString, QByteArray> &others, QList<GridProblem> *problems);

// The name a sheet may have: at most 31 characters, none that a program or a file system refuses, different from `taken`.
QString sheetName(const QString &wanted, const QStringList &taken);

} // namespace zc::guidance
