#include "internal/layout.h"
#include "internal/packageinfo.h"
#include "internal/packgrids.h"

#include <QJsonDocument>
#include <QJsonArray>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
using Kind = AuthoredTable::Kind;

// Wide enough to read, narrow enough to see the neighbours.
QList<int> widthsOf(const Grid &grid)
{
    QList<int> widths;
    for (const QStringList &row : grid.rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (widths.size() <= i)
                widths << 8;
            int width = 2;
            for (const QChar c : row.at(i))
                width += c.unicode() > 0xFF ? 2 : 1;
            widths[i] = qBound(widths.at(i), width, 48);
        }
    }
    return widths;
}

Grid tableGrid(const QString &name, const QStringList &keys, const QStringList &titles, const QList<QStringList> &rows)
{
    Grid grid{name, {keys, titles}, 2, {0}, {}, {}, {}};
    grid.rows << rows;
    grid.widths = widthsOf(grid);
    return grid;
}

Grid infoGrid(const AuthoredInfo &info)
{
    QList<QStringList> rows = {{u"kind"_s, u"种类"_s, info.kind},
                               {u"packId"_s, u"包编号"_s, info.packId},
                               {u"version"_s, u"版本"_s, info.version},
                               {u"itemCode"_s, u"事项编码"_s, info.itemCode},
                               {u"itemName"_s, u"事项名称"_s, info.itemName},
                               {u"region"_s, u"区划"_s, info.region},
                               {u"profile"_s, u"档次"_s, info.profile},
                               {u"validFrom"_s, u"生效日期"_s, info.validFrom},
                               {u"validTo"_s, u"失效日期"_s, info.validTo}};
    if (info.supersedes) {
        rows << QStringList{u"supersedes.version"_s, u"取代的版本"_s, info.supersedes->first};
        rows << QStringList{u"supersedes.validTo"_s, u"被取代版本的失效日期"_s, info.supersedes->second};
    }
    rows << QStringList{u"authors"_s, u"编写人"_s, info.authors.join(u'|')} << QStringList{u"reviewers"_s, u"校核人"_s, info.reviewers.join(u'|')}
         << QStringList{u"demo"_s, u"演示"_s, info.demo ? u"true"_s : u"false"_s} << QStringList{u"note"_s, u"备注"_s, info.note};
    for (const AuthoredInfo::Accepted &one : info.accepted)
        rows << QStringList{u"accepted"_s, u"已认可的提醒"_s, one.code, one.where, one.reason, one.by};
    if (!info.seal.isEmpty())
        rows << QStringList{u"seal"_s, u"印记"_s, info.seal};
    for (auto it = info.further.begin(); it != info.further.end(); ++it) {
        const QByteArray json = QJsonDocument(QJsonArray{*it}).toJson(QJsonDocument::Compact);
        rows << QStringList{u'+' + it.key(), it.key(), QString::fromUtf8(json.mid(1, json.size() - 2))};
    }
    Grid grid = tableGrid(kInfoSheet, {u"key"_s, u"title"_s, u"value"_s, u"where"_s, u"reason"_s, u"by"_s},
                          {u"键"_s, u"项目"_s, u"内容"_s, u"位置"_s, u"理由"_s, u"认可人"_s}, rows);
    grid.hiddenColumns = {0};
    return grid;
}

Grid noticeGrid(const QString &notice)
{
    QList<QStringList> rows;
    QStringList lines = notice.split(u'\n');
    lines.removeLast();
    for (const QString &line : std::as_const(lines))
        rows << QStringList{line};
    Grid grid = tableGrid(kNoticeSheet, {u"line"_s}, {u"告知书正文（一行一格）"_s}, rows);
    grid.widths = {100};
    return grid;
}

Grid formulaGrid(const QList<AuthoredFormula> &formulas)
{
    QList<QStringList> rows;
    for (const AuthoredFormula &formula : formulas)
        rows << QStringList{formula.id, formula.name, formula.type, formula.text, formula.file};
    Grid grid = tableGrid(kFormulaSheet, {u"id"_s, u"name"_s, u"type"_s, u"text"_s, u"file"_s}, {u"编号"_s, u"名称"_s, u"类型"_s, u"公式"_s, u"文件"_s}, rows);
    grid.hiddenColumns = {0, 4};
    grid.choices.insert(2, {u"boolean"_s, u"number"_s, u"string"_s, u"date"_s});
    return grid;
}

Grid ruleGrid(const AuthoredTable &table, const QStringList &taken)
{
    static const QString ids = u"编号"_s;
    Grid grid;
    grid.name = sheetName(kRuleSheetPrefix + u'·' + table.name, taken);
    grid.rows << QStringList{u"名称"_s, table.name, u"命中策略"_s, table.hitPolicy, u"文件"_s, table.file, u"编号"_s, table.id};
    QStringList kinds{ids}, texts{ids};
    for (const AuthoredTable::Column &column : table.columns) {
        kinds << (column.kind == Kind::Input ? u"输入"_s : column.kind == Kind::Output ? u"输出"_s : column.text == u"依据" ? u"依据"_s : u"批注"_s);
        texts << column.text;
    }
    grid.rows << kinds << texts;
    for (const AuthoredTable::Rule &rule : table.rules)
        grid.rows << (QStringList{rule.id} + rule.cells);
    grid.frozenRows = 3;
    grid.hiddenColumns = {0};
    grid.widths = widthsOf(grid);
    return grid;
}
} // namespace

QString sheetName(const QString &wanted, const QStringList &taken)
{
    QString name;
    for (const QChar c : wanted)
        name += QStringView(u"[]:*?/\\'\"<>|").contains(c) || c < u' ' ? QChar(u'_') : c;
    name = name.left(31);
    // Programs compare names without regard to case.
    for (int i = 2; taken.contains(name, Qt::CaseInsensitive); ++i) {
        const QString suffix = u'~' + QString::number(i);
        name = name.left(31 - suffix.size()) + suffix;
    }
    return name;
}

QList<Grid> packToGrids(const AuthoredPack &pack)
{
    QList<Grid> grids{infoGrid(pack.info)};
    for (const AuthoredSheet &sheet : pack.sheets) {
        const TableLayout *layout = tableLayout(sheet.file);
        if (!layout)
            continue;
        Grid grid = tableGrid(layout->sheet, sheet.columns, layout->titles, sheet.rows);
        for (auto it = layout->choices.cbegin(); it != layout->choices.cend(); ++it)
            grid.choices.insert(int(sheet.columns.indexOf(it.key())), *it);
        grids << grid;
    }
    grids << formulaGrid(pack.formulas);
    QStringList taken;
    for (const AuthoredTable &table : pack.tables) {
        grids << ruleGrid(table, taken);
        taken << grids.constLast().name;
    }
    if (const AuthoredSheet *cases = pack.sheet(u"cases.csv"_s)) {
        const qsizetype facts = cases->columns.size() - caseColumns({}).size();
        grids << tableGrid(kCaseSheet, cases->columns, caseTitles(cases->columns.mid(2, facts)), cases->rows);
    }
    grids << noticeGrid(pack.notice);
    return grids;
}

} // namespace zc::guidance
