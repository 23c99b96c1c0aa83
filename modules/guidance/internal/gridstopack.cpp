#include "internal/layout.h"
#include "internal/packageinfo.h"
#include "internal/packgrids.h"
#include "internal/program.h"
#include "internal/rulefile.h"
#include "internal/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
using Kind = AuthoredTable::Kind;

bool isBlank(const QStringList &cells)
{
    return std::all_of(cells.cbegin(), cells.cend(), [](const QString &cell) { return cell.trimmed().isEmpty(); });
}

// XML has no place for these, so no pack may hold them.
bool hasControl(const QString &text)
{
    return !text.isValidUtf16() || std::any_of(text.cbegin(), text.cend(), [](QChar c) { return (c < u' ' && c != u'\n' && c != u'\t') || c.unicode() >= 0xFFFE; });
}

class GridReader {
public:
    GridReader(const QList<Grid> &grids, const QMap<QString, QByteArray> &others, QList<GridProblem> *problems)
        : m_grids(grids), m_others(others), m_problems(problems)
    {
    }

    std::optional<AuthoredPack> run()
    {
        m_pack.others = m_others;
        readInfo();
        const bool bundle = m_pack.info.kind == u"bundle";
        for (const TableLayout &layout : tableLayouts())
            readTable(layout, bundle ? layout.bundle : layout.item);
        readCases(!bundle);
        readFormulas();
        for (const Grid &grid : m_grids)
            if (isRuleSheet(grid.name))
                readRules(grid);
        readNotice();
        for (const Grid &grid : m_grids)
            if (!m_used.contains(&grid) && std::any_of(grid.rows.cbegin(), grid.rows.cend(), [](const QStringList &row) { return !isBlank(row); }))
                add(u"PACK-SHEET-NOTE"_s, &grid, -1, -1, grid.name, say(QT_TRANSLATE_NOOP("zc::guidance", "a sheet of a pack; it was left out")));
        const bool good = std::all_of(m_problems->cbegin(), m_problems->cend(), [](const GridProblem &one) { return one.code == u"PACK-SHEET-NOTE"; });
        return good ? std::optional(m_pack) : std::nullopt;
    }

private:
    static bool isRuleSheet(const QString &name)
    {
        static const QRegularExpression form(u"^规则\\s*[·•・.．:：\\-－ ]"_s);
        return form.match(name).hasMatch();
    }
    void add(const QString &code, const Grid *grid, qsizetype row, qsizetype column, const QString &text, const QString &expected)
    {
        constexpr qsizetype kEnough = 200;
        if (m_problems->size() < kEnough)
            *m_problems << GridProblem{code, grid ? grid->name : QString(), row, column, text.left(60), expected};
    }
    const Grid *find(const QStringList &names, bool required)
    {
        for (const Grid &grid : m_grids) {
            if (!names.contains(grid.name.trimmed(), Qt::CaseInsensitive))
                continue;
            m_used << &grid;
            return &grid;
        }
        if (required)
            add(u"PACK-SHEET-MISSING"_s, nullptr, -1, -1, names.constFirst(), say(QT_TRANSLATE_NOOP("zc::guidance", "a sheet of this name")));
        return nullptr;
    }
    QString checked(const Grid &grid, qsizetype row, qsizetype column)
    {
        const QString text = grid.cell(row, column);
        if (hasControl(text))
            add(u"PACK-SHEET-CELL"_s, &grid, row, column, text, say(QT_TRANSLATE_NOOP("zc::guidance", "a text without control characters")));
        return text;
    }

    // Where each wanted column stands in the sheet: by the hidden key, or by the title where the key is gone. -1 = nowhere.
    // `body` is the first row of content.
    QList<qsizetype> columnsOf(const Grid &grid, const QStringList &keys, const QStringList &titles, qsizetype *body, bool mayLack)
    {
        QList<qsizetype> places(keys.size(), -1);
        const QStringList first = grid.rows.value(0), second = grid.rows.value(1);
        const auto known = [](const QStringList &cells, const QStringList &names) {
            return std::count_if(cells.cbegin(), cells.cend(), [&](const QString &cell) { return names.contains(cell.trimmed()); });
        };
        // Someone who does not see the hidden row may have deleted it.
        const bool keyed = known(first, keys) >= known(first, titles);
        *body = keyed ? 2 : 1;
        qsizetype width = 0;
        for (const QStringList &row : grid.rows)
            width = qMax(width, row.size());
        // An untouched key row is believed as it stands, also where two facts have one name.
        bool untouched = first.size() <= keys.size();
        for (qsizetype column = 0; column < keys.size(); ++column)
            untouched = untouched && first.value(column) == keys.at(column);
        const auto freePlace = [&places](const QStringList &names, const QString &name) {
            qsizetype place = names.indexOf(name);
            for (qsizetype other = place; other >= 0 && places.at(place) >= 0; other = names.indexOf(name, other + 1))
                place = other;
            return place;
        };
        for (qsizetype column = 0; column < width; ++column) {
            qsizetype place = untouched && column < keys.size() ? column : keyed ? freePlace(keys, first.value(column).trimmed()) : -1;
            if (place < 0)
                place = freePlace(titles, (keyed ? second : first).value(column).trimmed());
            const QString shown = keyed && !second.value(column).isEmpty() ? second.value(column) : first.value(column);
            if (place >= 0 && places.at(place) < 0)
                places[place] = column;
            else if (place >= 0)
                add(u"PACK-SHEET-COLUMN"_s, &grid, 0, column, shown, say(QT_TRANSLATE_NOOP("zc::guidance", "each column once")));
            else if (std::any_of(grid.rows.cbegin(), grid.rows.cend(), [&](const QStringList &row) { return !row.value(column).trimmed().isEmpty(); }))
                add(u"PACK-SHEET-COLUMN"_s, &grid, 0, column, shown, titles.join(u"、"_s));
        }
        for (qsizetype i = 0; i < keys.size() && !mayLack; ++i)
            if (places.at(i) < 0)
                add(u"PACK-SHEET-COLUMN"_s, &grid, 0, -1, titles.at(i), say(QT_TRANSLATE_NOOP("zc::guidance", "a column of this name")));
        return places;
    }

    AuthoredSheet readSheet(const Grid &grid, const QString &file, const QStringList &keys, const QStringList &titles, bool mayLack)
    {
        AuthoredSheet sheet{file, keys, {}};
        qsizetype body = 0;
        const QList<qsizetype> places = columnsOf(grid, keys, titles, &body, mayLack);
        for (qsizetype row = body; row < grid.rows.size(); ++row) {
            if (isBlank(grid.rows.at(row)))
                continue;
            QStringList cells;
            for (const qsizetype place : places)
                cells << (place < 0 ? QString() : checked(grid, row, place));
            sheet.rows << cells;
        }
        return sheet;
    }

    void readTable(const TableLayout &layout, bool required)
    {
        if (const Grid *grid = find({layout.sheet, layout.file, layout.file.chopped(4)}, required))
            m_pack.sheets << readSheet(*grid, layout.file, layout.columns, layout.titles, false);
    }

    // A fact that is new has no column yet: its cells are empty. A column that names no fact any more is told.
    void readCases(bool required)
    {
        const Grid *grid = find({kCaseSheet, u"cases.csv"_s, u"cases"_s}, required);
        QStringList names;
        const AuthoredSheet *facts = m_pack.sheet(u"facts.csv"_s);
        for (qsizetype row = 0; facts && row < facts->rows.size(); ++row)
            names << facts->cell(row, u"name");
        if (grid && m_pack.info.kind == u"bundle")     // a sheet without the row of keys begins with its titles
            names = bundleCaseFacts(names, grid->rows.value(0));
        if (grid)
            m_pack.sheets << readSheet(*grid, u"cases.csv"_s, caseColumns(names), caseTitles(names), true);
    }

    void readFormulas()
    {
        const Grid *grid = find({kFormulaSheet}, false);
        if (!grid)
            return;
        const AuthoredSheet sheet = readSheet(*grid, {}, {u"id"_s, u"name"_s, u"type"_s, u"text"_s, u"file"_s},
                                              {u"编号"_s, u"名称"_s, u"类型"_s, u"公式"_s, u"文件"_s}, true);
        for (qsizetype row = 0; row < sheet.rows.size(); ++row)
            m_pack.formulas << AuthoredFormula{sheet.cell(row, u"id").trimmed(), sheet.cell(row, u"name").trimmed(), sheet.cell(row, u"type").trimmed(),
                                               sheet.cell(row, u"text").trimmed(), ruleFile(*grid, row + 2, 4, sheet.cell(row, u"file"))};
    }

    QString ruleFile(const Grid &grid, qsizetype row, qsizetype column, const QString &text)
    {
        static const QRegularExpression form(u"^rules/[A-Za-z0-9][A-Za-z0-9._-]*\\.dmn$"_s);
        if (text.trimmed().isEmpty())
            return u"rules/main.dmn"_s;
        if (!form.match(text.trimmed()).hasMatch() || m_others.contains(text.trimmed()))
            add(u"PACK-SHEET-CELL"_s, &grid, row, column, text, u"rules/main.dmn"_s);
        return text.trimmed();
    }

    void readInfo()
    {
        const Grid *grid = find({kInfoSheet, u"package.json"_s}, true);
        if (!grid)
            return;
        static const QHash<QString, QString> byTitle = {
            {u"种类"_s, u"kind"_s}, {u"包编号"_s, u"packId"_s}, {u"版本"_s, u"version"_s}, {u"事项编码"_s, u"itemCode"_s}, {u"事项名称"_s, u"itemName"_s},
            {u"区划"_s, u"region"_s}, {u"档次"_s, u"profile"_s}, {u"生效日期"_s, u"validFrom"_s}, {u"失效日期"_s, u"validTo"_s},
            {u"取代的版本"_s, u"supersedes.version"_s}, {u"被取代版本的失效日期"_s, u"supersedes.validTo"_s}, {u"编写人"_s, u"authors"_s},
            {u"校核人"_s, u"reviewers"_s}, {u"演示"_s, u"demo"_s}, {u"备注"_s, u"note"_s}, {u"已认可的提醒"_s, u"accepted"_s}, {u"印记"_s, u"seal"_s}};
        QSet<QString> seen;
        for (qsizetype row = 0; row < grid->rows.size(); ++row) {
            const QString written = grid->cell(row, 0).trimmed(), title = grid->cell(row, 1).trimmed();
            const QString key = written.isEmpty() ? byTitle.value(title) : written;
            if (isBlank(grid->rows.at(row)) || key == u"key" || key == u"键" || title == u"项目")
                continue;
            if (key.isEmpty() || (seen.contains(key) && key != u"accepted")) {
                add(u"PACK-SHEET-CELL"_s, grid, row, 1, title, QStringList(byTitle.keys()).join(u"、"_s));
                continue;
            }
            seen << key;
            readInfoRow(*grid, row, key);
        }
        for (const QString &key : {u"kind"_s, u"packId"_s, u"version"_s})
            if (!seen.contains(key))
                add(u"PACK-SHEET-CELL"_s, grid, -1, -1, byTitle.key(key), say(QT_TRANSLATE_NOOP("zc::guidance", "a row of this name")));
    }

    void readInfoRow(const Grid &grid, qsizetype row, const QString &key)
    {
        AuthoredInfo &info = m_pack.info;
        const QString value = checked(grid, row, 2);
        const QHash<QString, QString *> texts = {{u"kind"_s, &info.kind}, {u"packId"_s, &info.packId}, {u"version"_s, &info.version},
                                                 {u"itemCode"_s, &info.itemCode}, {u"itemName"_s, &info.itemName}, {u"region"_s, &info.region},
                                                 {u"profile"_s, &info.profile}, {u"validFrom"_s, &info.validFrom}, {u"validTo"_s, &info.validTo},
                                                 {u"note"_s, &info.note}, {u"seal"_s, &info.seal}};
        if (QString *text = texts.value(key)) {
            *text = value;
        } else if (key == u"authors" || key == u"reviewers") {
            (key == u"authors" ? info.authors : info.reviewers) = value.split(u'|', Qt::SkipEmptyParts);
        } else if (key == u"demo") {
            if (value != u"true" && value != u"false")
                add(u"PACK-SHEET-CELL"_s, &grid, row, 2, value, u"true、false"_s);
            info.demo = value == u"true";
        } else if (key == u"supersedes.version" || key == u"supersedes.validTo") {
            if (!info.supersedes)
                info.supersedes = QPair<QString, QString>();
            (key == u"supersedes.version" ? info.supersedes->first : info.supersedes->second) = value;
        } else if (key == u"accepted") {
            info.accepted << AuthoredInfo::Accepted{value, checked(grid, row, 3), checked(grid, row, 4), checked(grid, row, 5)};
        } else if (key.startsWith(u'+')) {
            const QJsonDocument json = QJsonDocument::fromJson('[' + value.toUtf8() + ']');
            if (json.array().size() != 1)
                add(u"PACK-SHEET-CELL"_s, &grid, row, 2, value, u"JSON"_s);
            info.further.insert(key.mid(1), json.array().at(0));
        } else {
            add(u"PACK-SHEET-CELL"_s, &grid, row, 0, key, say(QT_TRANSLATE_NOOP("zc::guidance", "a row of the pack's information")));
        }
    }

    void readNotice()
    {
        const Grid *grid = find({kNoticeSheet, u"notice.md"_s}, true);
        if (!grid)
            return;
        QString text;
        const qsizetype body = grid->cell(0, 0).trimmed() == u"line" ? 2 : grid->cell(0, 0).startsWith(u"告知书正文") ? 1 : 0;
        for (qsizetype row = body; row < grid->rows.size(); ++row) {
            if (grid->rows.at(row).size() > 1 && !isBlank(grid->rows.at(row).mid(1)))
                add(u"PACK-SHEET-CELL"_s, grid, row, 1, grid->cell(row, 1), say(QT_TRANSLATE_NOOP("zc::guidance", "one line of the notice in the first column")));
            text += checked(*grid, row, 0) + u'\n';
        }
        m_pack.notice = normalNotice(text);
    }

    void readRules(const Grid &grid)
    {
        m_used << &grid;
        AuthoredTable table;
        QHash<QString, QString> pairs;
        const QStringList head = grid.rows.value(0);
        for (qsizetype i = 0; i + 1 < head.size(); i += 2)
            pairs.insert(head.at(i).trimmed(), head.at(i + 1).trimmed());
        table.name = pairs.value(u"名称"_s);
        if (table.name.isEmpty())
            table.name = grid.name.mid(2).trimmed().mid(1).trimmed();
        table.id = pairs.value(u"编号"_s);
        table.file = ruleFile(grid, 0, head.indexOf(u"文件"_s) + 1, pairs.value(u"文件"_s));
        table.hitPolicy = pairs.value(u"命中策略"_s);
        if (table.hitPolicy.isEmpty())
            table.hitPolicy = QStringList{kSubItems, kMaterials, kFields}.contains(table.name) ? u"COLLECT"_s : u"UNIQUE"_s;
        static const QRegularExpression policy(u"^(UNIQUE|FIRST|ANY|PRIORITY|RULE ORDER|OUTPUT ORDER|COLLECT( (SUM|MIN|MAX|COUNT))?)$"_s);
        if (!policy.match(table.hitPolicy).hasMatch())
            add(u"PACK-SHEET-CELL"_s, &grid, 0, head.indexOf(u"命中策略"_s) + 1, table.hitPolicy, u"UNIQUE、FIRST、ANY、COLLECT"_s);
        if (m_pack.table(table.name))
            add(u"PACK-SHEET-CELL"_s, &grid, 0, head.indexOf(u"名称"_s) + 1, table.name, say(QT_TRANSLATE_NOOP("zc::guidance", "a name of its own")));
        readRows(grid, table);
        m_pack.tables << table;
    }

    void readRows(const Grid &grid, AuthoredTable &table)
    {
        static const QHash<QString, int> kinds = {{u"编号"_s, -1}, {u"输入"_s, 0}, {u"输出"_s, 1}, {u"依据"_s, 2}, {u"批注"_s, 2}};
        const QStringList kindRow = grid.rows.value(1);
        qsizetype width = 0;
        for (const QStringList &row : grid.rows.mid(1))
            width = qMax(width, row.size());
        // Columns in the order of the model, wherever an author put a new one.
        QList<QPair<int, qsizetype>> order;
        qsizetype idColumn = -1;
        for (qsizetype column = 0; column < width; ++column) {
            const QString kind = kindRow.value(column).trimmed();
            const bool blank = std::all_of(grid.rows.cbegin() + 1, grid.rows.cend(), [&](const QStringList &row) { return row.value(column).trimmed().isEmpty(); });
            if (blank)
                continue;
            if (!kinds.contains(kind))
                add(u"PACK-SHEET-COLUMN"_s, &grid, 1, column, kind, u"编号、输入、输出、依据"_s);
            else if (kinds.value(kind) >= 0)
                order << std::pair(kinds.value(kind), column);
            else
                idColumn = column;
        }
        std::stable_sort(order.begin(), order.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        for (const auto &[kind, column] : std::as_const(order)) {
            QString text = checked(grid, 2, column).trimmed();
            if (text.isEmpty() && kindRow.at(column).trimmed() == u"依据")
                text = u"依据"_s;
            if (text.isEmpty())
                add(u"PACK-SHEET-CELL"_s, &grid, 2, column, text, say(QT_TRANSLATE_NOOP("zc::guidance", "an expression or the name of an output")));
            table.columns << AuthoredTable::Column{Kind(kind), text};
        }
        if (table.count(Kind::Output) == 0)
            add(u"PACK-SHEET-COLUMN"_s, &grid, 1, -1, u"输出"_s, say(QT_TRANSLATE_NOOP("zc::guidance", "a column of this name")));
        for (qsizetype row = 3; row < grid.rows.size(); ++row) {
            if (isBlank(grid.rows.at(row)))
                continue;
            AuthoredTable::Rule rule{grid.cell(row, idColumn < 0 ? 1'000'000 : idColumn).trimmed(), {}};
            if (!rule.id.isEmpty() && m_ruleIds.contains(rule.id))
                add(u"PACK-SHEET-CELL"_s, &grid, row, idColumn, rule.id, say(QT_TRANSLATE_NOOP("zc::guidance", "an id of its own, or nothing for a new one")));
            m_ruleIds << rule.id;
            for (const auto &[kind, column] : std::as_const(order))
                rule.cells << checked(grid, row, column).trimmed();
            table.rules << rule;
        }
    }

    const QList<Grid> &m_grids;
    const QMap<QString, QByteArray> &m_others;
    QList<GridProblem> *m_problems;
    QSet<const Grid *> m_used;
    QSet<QString> m_ruleIds;
    AuthoredPack m_pack;
};
} // namespace

std::optional<AuthoredPack> gridsToPack(const QList<Grid> &grids, const QMap<QString, QByteArray> &others, QList<GridProblem> *problems)
{
    return GridReader(grids, others, problems).run();
}

} // namespace zc::guidance
