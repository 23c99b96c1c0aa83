// CSV as packs have it and as spreadsheet programs save it. Whatever comes in: it ends, and what was read can be written and
// read again without a change.
#include "internal/csv.h"

#include <cstdint>
#include <cstdlib>

using namespace zc::guidance;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    CsvProblem problem;
    if (const auto table = parseCsv(bytes, QStringLiteral("f.csv"), &problem)) {
        QList<QStringList> rows;
        for (const CsvRow &row : table->rows)
            rows << row.cells;
        const auto again = parseCsv(writeCsv(table->header, rows), QStringLiteral("f.csv"), &problem);
        if (!again || again->header != table->header || again->rows.size() != table->rows.size())
            std::abort();
        for (qsizetype i = 0; i < rows.size(); ++i)
            if (again->rows.at(i).cells != rows.at(i))
                std::abort();
        const auto loose = parseLooseCsv(bytes, &problem);
        if (!loose || loose->mid(1) != rows || loose->constFirst() != table->header)
            std::abort();
    } else if (problem.line < 1 || problem.expected.isEmpty()) {
        std::abort();
    }
    parseLooseCsv(bytes, &problem);
    return 0;
}
