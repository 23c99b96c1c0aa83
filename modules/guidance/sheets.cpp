#include "sheets.h"

#include "internal/csv.h"
#include "internal/findings.h"
#include "internal/layout.h"
#include "internal/packgrids.h"
#include "internal/rulefile.h"
#include "internal/xlsx.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
const QString kOrderKey = QStringLiteral("序号");

QString cellName(const GridProblem &problem)
{
    const QString letters = problem.column < 0 ? QString() : columnLetters(problem.column);
    return letters + (problem.row < 0 ? QString() : QString::number(problem.row + 1));
}

SheetProblem told(const GridProblem &problem)
{
    SheetProblem result{problem.code, problem.code == u"PACK-SHEET-NOTE", problem.sheet, cellName(problem), {}};
    Findings findings;
    const QString place = result.sheet + (result.cell.isEmpty() ? QString() : u'!' + result.cell);
    const Fault fault = problem.code == u"PACK-SHEET-MISSING" ? Fault::NotFound : problem.code == u"PACK-SHEET-COLUMN" || result.note ? Fault::Unknown : Fault::Malformed;
    findings.badText({place.isEmpty() ? u"xlsx"_s : place, 0, {}, {}}, problem.text, fault, problem.expected);
    result.message = findings.list().constLast().message;
    return result;
}

SheetImport imported(const std::optional<QList<Grid>> &grids, QList<GridProblem> problems, const QMap<QString, QByteArray> &others)
{
    SheetImport result;
    const bool readable = grids && problems.isEmpty();
    if (grids)
        result.pack = gridsToPack(*grids, others, &problems);
    if (!readable)
        result.pack.reset();
    if (result.pack) {
        const feel::Scope scope = authoredScope(*result.pack);
        for (AuthoredFormula &formula : result.pack->formulas)
            if (formula.type.isEmpty())
                formula.type = typeRefOf(formula.text, scope);
        result.pack->completeIds();
    }
    for (const GridProblem &problem : std::as_const(problems))
        result.problems << told(problem);
    return result;
}

bool looksLikeFormula(const QString &cell)
{
    return cell.size() > 1 && QStringView(u"=+-@").contains(cell.at(0));
}
} // namespace

Error SheetImport::error() const
{
    for (const SheetProblem &problem : problems)
        if (!problem.note)
            return {ErrorKind::Invalid, problem.code, problem.message};
    return {ErrorKind::Internal, u"PACK-SHEET-XML"_s, {}};
}

Result<QByteArray> packToXlsx(const AuthoredPack &pack)
{
    return writeXlsx(packToGrids(pack));
}

SheetImport packFromXlsx(const QByteArray &bytes, const QMap<QString, QByteArray> &others)
{
    QList<GridProblem> problems;
    const auto grids = readXlsx(bytes, &problems);
    return imported(grids, problems, others);
}

QMap<QString, QByteArray> packToCsvFiles(const AuthoredPack &pack)
{
    QMap<QString, QByteArray> files;
    QList<Grid> grids = packToGrids(pack);
    int order = 0;
    for (Grid &grid : grids) {
        // A workbook keeps its sheets in order, a folder does not.
        if (grid.name.startsWith(kRuleSheetPrefix))
            grid.rows[0] << kOrderKey << QString::number(++order);
        QString text;
        for (QStringList row : grid.rows) {
            for (QString &cell : row)
                if (looksLikeFormula(cell) || cell.startsWith(u'\''))
                    cell.prepend(u'\'');
            // A line without any cell would be none: the empty line of a notice keeps its place.
            text += row.join(QString()).isEmpty() && row.size() < 2 ? u"\"\"\r\n"_s : csvRow(row) + u"\r\n"_s;
        }
        files.insert(grid.name + u".csv"_s, "\xEF\xBB\xBF" + text.toUtf8());
    }
    return files;
}

SheetImport packFromCsvFiles(const QMap<QString, QByteArray> &files, const QMap<QString, QByteArray> &others)
{
    QList<Grid> grids;
    QList<GridProblem> problems;
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        Grid grid;
        grid.name = it.key().endsWith(u".csv", Qt::CaseInsensitive) ? it.key().chopped(4) : it.key();
        CsvProblem problem;
        const auto rows = parseLooseCsv(*it, &problem);
        if (!rows) {
            problems << GridProblem{u"PACK-SHEET-CSV"_s, grid.name, problem.line - 1, -1, problem.text, problem.expected};
            continue;
        }
        grid.rows = *rows;
        for (QStringList &row : grid.rows)
            for (QString &cell : row)
                if (cell.startsWith(u'\''))
                    cell.remove(0, 1);
        grids << grid;
    }
    const auto orderOf = [](const Grid &grid) {
        const QStringList head = grid.rows.value(0);
        const int order = grid.name.startsWith(kRuleSheetPrefix) ? head.value(head.indexOf(kOrderKey) + 1).toInt() : 0;
        return order > 0 ? order : 1'000'000;
    };
    std::stable_sort(grids.begin(), grids.end(), [&](const Grid &a, const Grid &b) { return orderOf(a) < orderOf(b); });
    return imported(grids, problems, others);
}

QMap<QString, QByteArray> filesBesideSheets(const AuthoredPack &pack)
{
    return pack.others;
}

} // namespace zc::guidance
