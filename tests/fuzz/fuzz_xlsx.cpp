// Workbooks from outside: the input is the XML of a sheet inside a sound workbook, and the workbook itself. Whatever it is:
// reading ends, refuses with a code, or gives sheets that can be written and read again without a change.
#include "internal/packgrids.h"
#include "internal/xlsx.h"
#include "internal/ziparchive.h"

#include <cstdint>
#include <cstdlib>

using namespace zc::guidance;

static void readOne(const QByteArray &book)
{
    QList<GridProblem> problems;
    const auto grids = readXlsx(book, &problems);
    if (!grids && problems.isEmpty())
        std::abort();
    if (!grids || !problems.isEmpty())
        return;
    gridsToPack(*grids, {}, &problems);
    problems.clear();
    const auto written = writeXlsx(*grids);
    const auto again = written.ok() ? readXlsx(*written, &problems) : std::nullopt;
    if (!again || !problems.isEmpty() || again->size() != grids->size())
        std::abort();
    for (qsizetype i = 0; i < grids->size(); ++i)
        for (qsizetype row = 0; row < grids->at(i).rows.size(); ++row)
            for (qsizetype column = 0; column < grids->at(i).rows.at(row).size(); ++column)
                if (again->at(i).cell(row, column) != grids->at(i).cell(row, column))
                    std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    readOne(bytes);
    const QByteArray book = "<workbook><sheets><sheet name=\"s\" id=\"a\"/></sheets></workbook>";
    const QByteArray links = "<r><R Id=\"a\" Target=\"s.xml\"/><R Id=\"b\" Target=\"t.xml\" Type=\"/sharedStrings\"/><R Id=\"c\" Target=\"y.xml\" Type=\"/styles\"/></r>";
    const auto zip = writeZip({{QStringLiteral("xl/workbook.xml"), book}, {QStringLiteral("xl/_rels/workbook.xml.rels"), links},
                               {QStringLiteral("xl/s.xml"), bytes}, {QStringLiteral("xl/t.xml"), "<sst><si><t>x</t></si></sst>"},
                               {QStringLiteral("xl/y.xml"), "<s><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs></s>"}}, ZipForm::Stored);
    if (!zip.ok())
        std::abort();
    readOne(*zip);
    return 0;
}
