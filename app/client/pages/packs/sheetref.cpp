#include "pages/packs/sheetref.h"

#include <guidance/sheettitles.h>

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

namespace zc::client {
using namespace guidance;
using namespace Qt::StringLiterals;
using SheetKind = SheetRef::Kind;
using Part = SheetColumn::Part;

namespace {

QString say(const char *text) { return QCoreApplication::translate("SheetGrid", text); }

struct InfoRow {
    const char *title;
    QString (*read)(const AuthoredInfo &);
    void (*write)(AuthoredInfo &, const QString &);
};

const InfoRow kInfo[] = {
    {QT_TRANSLATE_NOOP("SheetGrid", "Pack"), [](const AuthoredInfo &i) { return i.packId; }, [](AuthoredInfo &i, const QString &t) { i.packId = t; }},
    {QT_TRANSLATE_NOOP("SheetGrid", "Version"), [](const AuthoredInfo &i) { return i.version; }, [](AuthoredInfo &i, const QString &t) { i.version = t; }},
    {QT_TRANSLATE_NOOP("SheetGrid", "Item code"), [](const AuthoredInfo &i) { return i.itemCode; }, [](AuthoredInfo &i, const QString &t) { i.itemCode = t; }},
    {QT_TRANSLATE_NOOP("SheetGrid", "Item name"), [](const AuthoredInfo &i) { return i.itemName; }, [](AuthoredInfo &i, const QString &t) { i.itemName = t; }},
    {QT_TRANSLATE_NOOP("SheetGrid", "Region"), [](const AuthoredInfo &i) { return i.region; }, [](AuthoredInfo &i, const QString &t) { i.region = t; }},
    {QT_TRANSLATE_NOOP("SheetGrid", "Valid from"), [](const AuthoredInfo &i) { return i.validFrom; }, [](AuthoredInfo &i, const QString &t) { i.validFrom = t; }},
    {QT_TRANSLATE_NOOP("SheetGrid", "Valid to"), [](const AuthoredInfo &i) { return i.validTo; }, [](AuthoredInfo &i, const QString &t) { i.validTo = t; }},
    {QT_TRANSLATE_NOOP("SheetGrid", "Version it replaces"), [](const AuthoredInfo &i) { return i.supersedes ? i.supersedes->first : QString(); },
        [](AuthoredInfo &i, const QString &t) {
            if (!i.supersedes) i.supersedes = QPair<QString, QString>();
            i.supersedes->first = t;
            if (t.isEmpty() && i.supersedes->second.isEmpty()) i.supersedes.reset();
        }},
    {QT_TRANSLATE_NOOP("SheetGrid", "Last day of that version"), [](const AuthoredInfo &i) { return i.supersedes ? i.supersedes->second : QString(); },
        [](AuthoredInfo &i, const QString &t) {
            if (!i.supersedes) i.supersedes = QPair<QString, QString>();
            i.supersedes->second = t;
            if (t.isEmpty() && i.supersedes->first.isEmpty()) i.supersedes.reset();
        }},
    {QT_TRANSLATE_NOOP("SheetGrid", "Authors"), [](const AuthoredInfo &i) { return i.authors.join(u'|'); },
        [](AuthoredInfo &i, const QString &t) { i.authors = t.split(QRegularExpression(u"[|、，,]\\s*"_s), Qt::SkipEmptyParts); }},
    {QT_TRANSLATE_NOOP("SheetGrid", "Reviewers"), [](const AuthoredInfo &i) { return i.reviewers.join(u'|'); },
        [](AuthoredInfo &i, const QString &t) { i.reviewers = t.split(QRegularExpression(u"[|、，,]\\s*"_s), Qt::SkipEmptyParts); }},
    {QT_TRANSLATE_NOOP("SheetGrid", "For practice only"), [](const AuthoredInfo &i) { return i.demo ? u"true"_s : u"false"_s; },
        [](AuthoredInfo &i, const QString &t) { i.demo = t == "true"_L1 || t == u"是"; }},
    {QT_TRANSLATE_NOOP("SheetGrid", "Note"), [](const AuthoredInfo &i) { return i.note; }, [](AuthoredInfo &i, const QString &t) { i.note = t; }},
};
constexpr int kInfoRows = int(std::size(kInfo));

// The CSV sheets in the order of the tabs; "wide": keys of columns that hold sentences.
struct CsvSheet {
    const char *file, *wide;
};
const CsvSheet kCsv[] = {
    {"facts.csv", "question,why,values,applicable,sources"}, {"subitems.csv", "name,text"}, {"materials.csv", "name,note"}, {"fields.csv", "label"},
    {"basis.csv", "title,clause"}, {"constraints.csv", "when,then,message"}, {"asserts.csv", "when,then,message"}, {"imports.csv", "when"}, {"cases.csv", "title,=材料"},
};

bool isWide(const QString &file, const QString &column)
{
    for (const CsvSheet &one : kCsv)
        if (file == QLatin1StringView(one.file)) return QString::fromUtf8(one.wide).split(u',').contains(column);
    return false;
}

QStringList idsOf(const AuthoredPack &pack, const QString &file)
{
    QStringList ids;
    const AuthoredSheet *sheet = pack.sheet(file);
    for (qsizetype row = 0; sheet && row < sheet->rows.size(); ++row) ids.append(sheet->cell(row, u"id"));
    return ids;
}

QStringList quoted(const QStringList &texts)
{
    QStringList list;
    for (const QString &text : texts) list.append(u'"' + text + u'"');
    return list;
}

// What a rule's cell may say, as far as the column tells by itself.
QStringList ruleChoices(const AuthoredPack &pack, const AuthoredTable &table, const AuthoredTable::Column &column)
{
    if (column.kind == AuthoredTable::Kind::Annotation) return idsOf(pack, u"basis.csv"_s);
    if (column.kind == AuthoredTable::Kind::Output) {
        if (table.name == u"子事项") return quoted(idsOf(pack, u"subitems.csv"_s));
        if (table.name == u"材料") return quoted(idsOf(pack, u"materials.csv"_s));
        if (table.name == u"表单字段") return quoted(idsOf(pack, u"fields.csv"_s));
        if (column.text == u"方式") return quoted({u"必交"_s, u"免交"_s, u"容缺"_s, u"承诺"_s});
        return {};
    }
    QStringList options;
    if (column.text == u"当前子事项") options = idsOf(pack, u"subitems.csv"_s);
    if (column.text == u"当前材料") options = idsOf(pack, u"materials.csv"_s);
    const AuthoredSheet *facts = pack.sheet(u"facts.csv"_s);
    for (qsizetype row = 0; facts && row < facts->rows.size(); ++row) {
        if (facts->cell(row, u"name") != column.text) continue;
        if (facts->cell(row, u"type") == u"bool") return {u"-"_s, u"true"_s, u"false"_s};
        if (facts->cell(row, u"type") == u"enum") options = facts->cell(row, u"values").split(u'|');
    }
    if (column.text.startsWith(u"list contains(") || column.text.startsWith(u"some ") || column.text.startsWith(u"every ")) return {u"-"_s, u"true"_s, u"false"_s};
    return options.isEmpty() ? QStringList() : QStringList{u"-"_s} + quoted(options);
}

QStringList noticeLines(const QString &notice)
{
    QStringList lines = notice.split(u'\n');
    if (lines.size() > 1 && lines.last().isEmpty()) lines.removeLast();
    return lines;
}

// "F07" after "F06", with as many digits; a number that no row has yet.
QString nextId(const AuthoredSheet &sheet)
{
    static const QRegularExpression form(u"^([A-Za-z]+)([0-9]{1,8})$"_s);
    QString prefix = u"R"_s;
    qsizetype digits = 2;
    int last = 0;
    for (const QStringList &row : sheet.rows) {
        const auto match = form.match(row.value(0));
        if (!match.hasMatch()) continue;
        prefix = match.captured(1);
        digits = match.captured(2).size();
        last = qMax(last, match.captured(2).toInt());
    }
    static const QHash<QString, QString> first = {{u"facts.csv"_s, u"F"_s}, {u"subitems.csv"_s, u"S"_s}, {u"materials.csv"_s, u"M"_s}, {u"fields.csv"_s, u"D"_s},
        {u"basis.csv"_s, u"L"_s}, {u"constraints.csv"_s, u"K"_s}, {u"asserts.csv"_s, u"A"_s}, {u"cases.csv"_s, u"C"_s}};
    if (last == 0) prefix = first.value(sheet.file, prefix);
    return prefix + u"%1"_s.arg(last + 1, int(digits), 10, QLatin1Char('0'));
}

} // namespace

QList<SheetRef> SheetGrid::sheetsOf(const AuthoredPack &pack)
{
    QList<SheetRef> sheets{{SheetKind::Info, {}}};
    const auto csv = [&](const QString &file) {
        if (pack.sheet(file)) sheets.append({SheetKind::Csv, file});
    };
    for (const CsvSheet &one : kCsv)
        if (qstrcmp(one.file, "cases.csv") != 0) csv(QString::fromLatin1(one.file));
    if (pack.info.kind == u"item") sheets.append({SheetKind::Formulas, {}});
    for (const AuthoredTable &table : pack.tables) sheets.append({SheetKind::Rules, table.name});
    csv(u"cases.csv"_s);
    sheets.append({SheetKind::Notice, {}});
    return sheets;
}

QString SheetGrid::title(const SheetRef &sheet)
{
    switch (sheet.kind) {
    case SheetKind::Info: return infoSheetTitle();
    case SheetKind::Formulas: return formulaSheetTitle();
    case SheetKind::Notice: return noticeSheetTitle();
    case SheetKind::Rules: return ruleSheetTitle(sheet.name);
    case SheetKind::Csv: break;
    }
    return sheetTitle(sheet.name);
}

SheetGrid::SheetGrid(const AuthoredPack &pack, const SheetRef &sheet) : m_sheet(sheet)
{
    if (sheet.kind == SheetKind::Csv) {
        for (qsizetype i = 0; i < pack.sheets.size(); ++i)
            if (pack.sheets.at(i).file == sheet.name) m_index = i;
    } else if (sheet.kind == SheetKind::Rules) {
        for (qsizetype i = 0; i < pack.tables.size(); ++i)
            if (pack.tables.at(i).name == sheet.name) m_index = i;
    } else {
        m_index = 0;
    }
}

int SheetGrid::rows(const AuthoredPack &pack) const
{
    switch (m_sheet.kind) {
    case SheetKind::Info: return kInfoRows + int(pack.info.accepted.size());
    case SheetKind::Csv: return int(pack.sheets.at(m_index).rows.size());
    case SheetKind::Formulas: return int(pack.formulas.size());
    case SheetKind::Rules: return int(pack.tables.at(m_index).rules.size());
    case SheetKind::Notice: return int(noticeLines(pack.notice).size());
    }
    return 0;
}

int SheetGrid::columns(const AuthoredPack &pack) const
{
    switch (m_sheet.kind) {
    case SheetKind::Csv: return int(pack.sheets.at(m_index).columns.size());
    case SheetKind::Rules: return int(pack.tables.at(m_index).columns.size());
    case SheetKind::Info:
    case SheetKind::Formulas: return 2;
    case SheetKind::Notice: return 1;
    }
    return 0;
}

SheetColumn SheetGrid::column(const AuthoredPack &pack, int column) const
{
    SheetColumn about;
    switch (m_sheet.kind) {
    case SheetKind::Info:
        about.title = column == 0 ? say(QT_TRANSLATE_NOOP("SheetGrid", "What")) : say(QT_TRANSLATE_NOOP("SheetGrid", "Content"));
        about.editable = column == 1;
        about.steps = column == 0 ? 36 : 110;
        return about;
    case SheetKind::Notice:
        about.title = say(QT_TRANSLATE_NOOP("SheetGrid", "Text of the notice, one line a row"));
        about.steps = 180;
        return about;
    case SheetKind::Formulas:
        about.title = column == 0 ? say(QT_TRANSLATE_NOOP("SheetGrid", "Name")) : say(QT_TRANSLATE_NOOP("SheetGrid", "Formula"));
        about.steps = column == 0 ? 32 : 130;
        return about;
    case SheetKind::Rules: {
        const AuthoredTable &table = pack.tables.at(m_index);
        const AuthoredTable::Column &own = table.columns.at(column);
        about.title = about.tip = own.text;
        about.part = own.kind == AuthoredTable::Kind::Input ? Part::Input : own.kind == AuthoredTable::Kind::Output ? Part::Output : Part::Basis;
        about.choices = ruleChoices(pack, table, own);
        about.steps = own.kind == AuthoredTable::Kind::Input ? 34 : 26;
        return about;
    }
    case SheetKind::Csv: break;
    }
    const AuthoredSheet &sheet = pack.sheets.at(m_index);
    const QString key = sheet.columns.at(column);
    about.title = columnTitles(sheet).value(column, key);
    about.tip = key;
    about.choices = columnChoices(sheet.file, key);
    if (key == u"basis") about.choices = idsOf(pack, u"basis.csv"_s);
    about.steps = isWide(sheet.file, key) ? 56 : column == 0 ? 15 : sheet.file == u"cases.csv" ? 26 : 24;
    return about;
}

QString SheetGrid::rowTitle(const AuthoredPack &pack, int row) const
{
    return m_sheet.kind == SheetKind::Rules ? pack.tables.at(m_index).rules.at(row).id : QString::number(row + 1);
}

QString SheetGrid::text(const AuthoredPack &pack, int row, int column) const
{
    switch (m_sheet.kind) {
    case SheetKind::Csv: return pack.sheets.at(m_index).rows.at(row).value(column);
    case SheetKind::Rules: return pack.tables.at(m_index).rules.at(row).cells.value(column);
    case SheetKind::Formulas: return column == 0 ? pack.formulas.at(row).name : pack.formulas.at(row).text;
    case SheetKind::Notice: return noticeLines(pack.notice).value(row);
    case SheetKind::Info: break;
    }
    if (row < kInfoRows) return column == 0 ? say(kInfo[row].title) : kInfo[row].read(pack.info);
    const AuthoredInfo::Accepted &accepted = pack.info.accepted.at(row - kInfoRows);
    return column == 0 ? say(QT_TRANSLATE_NOOP("SheetGrid", "Accepted warning")) : QStringList{accepted.code, accepted.where, accepted.reason, accepted.by}.join(u" · "_s);
}

void SheetGrid::setText(AuthoredPack &pack, int row, int column, const QString &text) const
{
    switch (m_sheet.kind) {
    case SheetKind::Csv: {
        AuthoredSheet &sheet = pack.sheets[m_index];
        const QString before = sheet.rows.at(row).at(column);
        sheet.rows[row][column] = text;
        if (sheet.file == u"facts.csv" && sheet.columns.at(column) == u"name") {
            renameFact(pack, before, text);
            pack.alignCases({{before, text}});
        }
        break;
    }
    case SheetKind::Rules: pack.tables[m_index].rules[row].cells[column] = text.trimmed(); break;
    case SheetKind::Formulas:
        if (column == 0) {
            renameFact(pack, pack.formulas.at(row).name, text.trimmed());
            pack.formulas[row].name = text.trimmed();
        } else {
            pack.formulas[row].text = text.trimmed();
        }
        break;
    case SheetKind::Notice: {
        QStringList lines = noticeLines(pack.notice);
        lines[row] = QString(text).remove(u'\n');
        pack.notice = lines.join(u'\n') + u'\n';
        break;
    }
    case SheetKind::Info:
        if (row < kInfoRows && column == 1) kInfo[row].write(pack.info, text.trimmed());
        break;
    }
}

void SheetGrid::insertRow(AuthoredPack &pack, int row) const
{
    switch (m_sheet.kind) {
    case SheetKind::Csv: {
        AuthoredSheet &sheet = pack.sheets[m_index];
        QStringList cells(sheet.columns.size());
        cells[0] = sheet.file == u"imports.csv" ? QString() : nextId(sheet);
        if (sheet.file == u"facts.csv") {
            // A name of its own, or two new facts could not be told apart.
            cells[1] = say(QT_TRANSLATE_NOOP("SheetGrid", "new_fact_%1")).arg(cells.at(0));
            cells[2] = u"bool"_s;
            cells[8] = u"applicant"_s;
            cells[9] = u"1"_s;
        }
        if (sheet.file == u"materials.csv") {
            cells[3] = u"原件"_s;
            cells[4] = u"1"_s;
            cells[5] = u"-"_s;
            cells[7] = u"false"_s;
        }
        if (sheet.file == u"subitems.csv") {
            cells[1] = u"办理"_s;
            cells[5] = u"1"_s;
        }
        if (sheet.file == u"fields.csv") {
            cells[3] = u"text"_s;
            cells[4] = u"true"_s;
        }
        if (sheet.file == u"asserts.csv") {
            cells[1] = u"scenario"_s;
            cells[4] = u"error"_s;
        }
        sheet.rows.insert(row, cells);
        if (sheet.file == u"facts.csv") pack.alignCases();
        break;
    }
    case SheetKind::Rules: {
        AuthoredTable &table = pack.tables[m_index];
        AuthoredTable::Rule rule;
        for (const AuthoredTable::Column &column : std::as_const(table.columns)) rule.cells.append(column.kind == AuthoredTable::Kind::Input ? u"-"_s : QString());
        table.rules.insert(row, rule);
        pack.completeIds();
        break;
    }
    case SheetKind::Formulas: {
        AuthoredFormula formula;
        formula.type = u"boolean"_s;
        formula.text = u"true"_s;
        pack.formulas.insert(row, formula);
        pack.completeIds();
        pack.formulas[row].name = say(QT_TRANSLATE_NOOP("SheetGrid", "new_formula_%1")).arg(pack.formulas.at(row).id);
        break;
    }
    case SheetKind::Notice: {
        QStringList lines = noticeLines(pack.notice);
        lines.insert(row, QString());
        pack.notice = lines.join(u'\n') + u'\n';
        break;
    }
    case SheetKind::Info: break;
    }
}

void SheetGrid::removeRows(AuthoredPack &pack, int row, int count) const
{
    switch (m_sheet.kind) {
    case SheetKind::Csv:
        pack.sheets[m_index].rows.remove(row, count);
        if (m_sheet.name == u"facts.csv") pack.alignCases();
        break;
    case SheetKind::Rules: pack.tables[m_index].rules.remove(row, count); break;
    case SheetKind::Formulas: pack.formulas.remove(row, count); break;
    case SheetKind::Notice: {
        QStringList lines = noticeLines(pack.notice);
        lines.remove(row, count);
        pack.notice = lines.isEmpty() ? QString() : lines.join(u'\n') + u'\n';
        break;
    }
    case SheetKind::Info:
        for (int i = row + count - 1; i >= qMax(row, kInfoRows); --i) pack.info.accepted.removeAt(i - kInfoRows);
        break;
    }
}

void SheetGrid::moveRow(AuthoredPack &pack, int from, int to) const
{
    switch (m_sheet.kind) {
    case SheetKind::Csv:
        pack.sheets[m_index].rows.move(from, to);
        if (m_sheet.name == u"facts.csv") pack.alignCases();
        break;
    case SheetKind::Rules: pack.tables[m_index].rules.move(from, to); break;
    case SheetKind::Formulas: pack.formulas.move(from, to); break;
    case SheetKind::Notice: {
        QStringList lines = noticeLines(pack.notice);
        lines.move(from, to);
        pack.notice = lines.join(u'\n') + u'\n';
        break;
    }
    case SheetKind::Info: break;
    }
}

void SheetGrid::insertInput(AuthoredPack &pack, int column, const QString &expression) const
{
    AuthoredTable &table = pack.tables[m_index];
    const qsizetype at = qBound(qsizetype(0), qsizetype(column), qsizetype(table.count(AuthoredTable::Kind::Input)));
    table.columns.insert(at, {AuthoredTable::Kind::Input, expression.trimmed()});
    for (AuthoredTable::Rule &rule : table.rules) rule.cells.insert(at, u"-"_s);
}

void SheetGrid::setColumnText(AuthoredPack &pack, int column, const QString &text) const
{
    pack.tables[m_index].columns[column].text = text.trimmed();
}

void SheetGrid::removeColumn(AuthoredPack &pack, int column) const
{
    AuthoredTable &table = pack.tables[m_index];
    table.columns.removeAt(column);
    for (AuthoredTable::Rule &rule : table.rules) rule.cells.removeAt(column);
}

void renameFact(AuthoredPack &pack, const QString &from, const QString &to)
{
    if (from.isEmpty() || to.isEmpty() || from == to) return;
    const QRegularExpression word(u"\"[^\"]*\"|(?<![\\w])%1(?![\\w])"_s.arg(QRegularExpression::escape(from)), QRegularExpression::UseUnicodePropertiesOption);
    const auto replace = [&](QString &text) {
        QString out;
        qsizetype at = 0;
        for (auto matches = word.globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            out += text.mid(at, match.capturedStart() - at) + (match.captured().startsWith(u'"') ? match.captured() : to);
            at = match.capturedEnd();
        }
        if (at > 0) text = out + text.mid(at);
    };
    for (AuthoredFormula &formula : pack.formulas) replace(formula.text);
    for (AuthoredTable &table : pack.tables)
        for (AuthoredTable::Column &column : table.columns)
            if (column.kind == AuthoredTable::Kind::Input) replace(column.text);
    for (AuthoredSheet &sheet : pack.sheets) {
        if (sheet.file == u"cases.csv") continue;
        for (const QString &key : {u"applicable"_s, u"compute"_s, u"when"_s, u"then"_s})
            if (const qsizetype place = sheet.columns.indexOf(key); place >= 0)
                for (QStringList &row : sheet.rows) replace(row[place]);
    }
}

} // namespace zc::client
