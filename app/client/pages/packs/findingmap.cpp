#include "pages/packs/findingmap.h"

#include <guidance/packbuild.h>

namespace zc::client {
using namespace guidance;
using namespace Qt::StringLiterals;
using SheetKind = SheetRef::Kind;

namespace {

// Lines of a CSV file at which its rows begin: a cell may hold line feeds.
class LineTable {
public:
    explicit LineTable(const AuthoredSheet &sheet)
    {
        int line = 2;
        for (const QStringList &row : sheet.rows) {
            m_starts.append(line);
            ++line;
            for (const QString &cell : row) line += int(cell.count(u'\n'));
        }
    }
    int rowAt(int line) const
    {
        const auto after = std::upper_bound(m_starts.cbegin(), m_starts.cend(), line);
        return int(after - m_starts.cbegin()) - 1;
    }

private:
    QList<int> m_starts;
};

FindingPlace placeOf(const AuthoredPack &pack, const Finding &finding, QHash<QString, LineTable> &lines)
{
    if (!finding.table.isEmpty() && finding.file.startsWith(u"rules/")) {
        for (const AuthoredTable &table : pack.tables) {
            if (table.name != finding.table) continue;
            FindingPlace place{{SheetKind::Rules, table.name}, finding.row > 0 && finding.row <= table.rules.size() ? finding.row - 1 : -1, -1};
            for (qsizetype i = 0; i < table.columns.size(); ++i)
                if (table.columns.at(i).text == finding.column) place.column = int(i);
            return place;
        }
        for (qsizetype i = 0; i < pack.formulas.size(); ++i)
            if (pack.formulas.at(i).name == finding.table) return {{SheetKind::Formulas, {}}, int(i), 1};
    }
    if (const AuthoredSheet *sheet = pack.sheet(finding.file)) {
        FindingPlace place{{SheetKind::Csv, finding.file}, -1, int(sheet->columns.indexOf(finding.column))};
        if (finding.row > 1) {
            auto found = lines.constFind(finding.file);
            if (found == lines.cend()) found = lines.insert(finding.file, LineTable(*sheet));
            place.row = found->rowAt(finding.row);
        }
        return place;
    }
    if (finding.file == "notice.md"_L1) return {{SheetKind::Notice, {}}, finding.row > 0 ? finding.row - 1 : -1, -1};
    return {{SheetKind::Info, {}}, -1, -1};
}

} // namespace

FindingMap::FindingMap(const AuthoredPack &pack, const QList<Finding> &findings) : m_findings(findings)
{
    QHash<QString, LineTable> lines;
    for (const Finding &finding : findings) {
        m_places.append(placeOf(pack, finding, lines));
        m_accepted.append(guidance::isAccepted(finding, pack));
        if (finding.level == Finding::Level::Error) ++m_errors;
        else if (!m_accepted.constLast()) ++m_warnings;
    }
}

QHash<QPair<int, int>, CellMark> FindingMap::marksOf(const SheetRef &sheet) const
{
    QHash<QPair<int, int>, CellMark> marks;
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        const FindingPlace &place = m_places.at(i);
        if (!(place.sheet == sheet) || place.row < 0 || m_accepted.at(i)) continue;
        const Finding &finding = m_findings.at(i);
        // Errors cover warnings; the row is marked whatever cell is meant.
        for (const int column : {place.column, -1}) {
            CellMark &mark = marks[{place.row, column}];
            const uikit::Tone tone = toneOf(finding);
            mark.tone = mark.words.isEmpty() || tone == uikit::Tone::Bad ? tone : mark.tone;
            mark.words += (mark.words.isEmpty() ? QString() : u"\n"_s) + finding.code + u' ' + finding.message;
            if (column == -1) break;
        }
    }
    return marks;
}

int FindingMap::countIn(const SheetRef &sheet) const
{
    int count = 0;
    for (qsizetype i = 0; i < m_places.size(); ++i) count += !m_accepted.at(i) && m_places.at(i).sheet == sheet;
    return count;
}

QString FindingMap::acceptedAs(const AuthoredPack &pack, const Finding &finding)
{
    for (const AuthoredTable &table : pack.tables)
        if (table.name == finding.table && finding.row > 0 && finding.row <= table.rules.size()) return table.name + u' ' + table.rules.at(finding.row - 1).id;
    return finding.place();
}

QString FindingMap::words(const AuthoredPack &pack, const FindingPlace &place)
{
    const SheetGrid grid(pack, place.sheet);
    QString text = SheetGrid::title(place.sheet);
    if (!grid.isValid()) return text;
    if (place.row >= 0 && place.row < grid.rows(pack)) {
        const QString id = place.sheet.kind == SheetKind::Csv ? grid.text(pack, place.row, 0) : grid.rowTitle(pack, place.row);
        text += u' ' + id;
    }
    if (place.column >= 0 && place.column < grid.columns(pack)) text += u" · "_s + grid.column(pack, place.column).title;
    return text;
}

} // namespace zc::client
