#include "mutants.h"

#include <QJsonDocument>

namespace oracle {

using namespace Qt::StringLiterals;
using namespace zc::guidance;
using ColumnKind = AuthoredTable::Kind;

namespace {
const QString kFacts = u"facts.csv"_s, kSubItemRows = u"subitems.csv"_s, kMaterialRows = u"materials.csv"_s, kFieldRows = u"fields.csv"_s,
              kBasisRows = u"basis.csv"_s, kConstraintRows = u"constraints.csv"_s, kAssertRows = u"asserts.csv"_s, kCaseRows = u"cases.csv"_s;

qsizetype columnOf(const AuthoredSheet &sheet, const QString &name)
{
    const qsizetype column = sheet.columns.indexOf(name);
    if (column < 0)
        qFatal("%s has no column %s", qPrintable(sheet.file), qPrintable(name));
    return column;
}

QString &cellOf(AuthoredPack &pack, const QString &file, qsizetype row, const QString &column)
{
    AuthoredSheet &sheet = *pack.sheet(file);
    return sheet.rows[row][columnOf(sheet, column)];
}

// The first and the last of a list, so that neither end hides from the tests.
QList<qsizetype> ends(QList<qsizetype> list)
{
    return list.size() < 3 ? list : QList<qsizetype>{list.constFirst(), list.constLast()};
}
} // namespace

QList<Mutant> Mutants::all()
{
    m_all.clear();
    names();
    rings();
    rows();
    conditions();
    facts();
    catalogue();
    inapplicable();
    modes();
    wording();
    validity();
    cases();
    beyond();
    return m_all;
}

void Mutants::add(const QString &code, const QString &name, const Pack &pack, const Where &where)
{
    add(code, name, pack.write(), where);
}

void Mutants::add(const QString &code, const QString &name, const PackFiles &files, const Where &where)
{
    m_all << Mutant{code, name, files, where.file, where.row, where.column, where.table};
}

int Mutants::lineOf(const Sheet &sheet, qsizetype row)
{
    int line = 2;
    for (qsizetype i = 0; i < row; ++i)
        line += 1 + int(sheet.rows.at(i).join(QString()).count(u'\n'));
    return line;
}

QString Mutants::anyBasis() const
{
    return m_pack.sheet(kMaterialRows)->cell(0, u"basis");
}

// A copy of the first row under another id, with some cells exchanged; its line.
int Mutants::addLike(Pack &pack, const QString &file, const QString &id, const QMap<QString, QString> &cells)
{
    Sheet &sheet = *pack.sheet(file);
    QStringList row = sheet.rows.isEmpty() ? QStringList(sheet.columns.size(), QString()) : sheet.rows.constFirst();
    row[columnOf(sheet, u"id"_s)] = id;
    for (auto it = cells.cbegin(); it != cells.cend(); ++it)
        row[columnOf(sheet, it.key())] = it.value();
    sheet.rows << row;
    return lineOf(sheet, sheet.rows.size() - 1);
}

QString Mutants::spareField(Pack &pack)
{
    addLike(pack, kFieldRows, u"D99"_s, {{u"element"_s, u"DE-9999"_s}, {u"label"_s, u"变异字段"_s}});
    return u"D99"_s;
}

qsizetype Mutants::alwaysAsked(const QString &type) const
{
    const Sheet &facts = *m_pack.sheet(kFacts);
    for (qsizetype i = 0; i < facts.rows.size(); ++i)
        if (facts.cell(i, u"type") == type && facts.cell(i, u"applicable").isEmpty() && facts.cell(i, u"compute").isEmpty())
            return i;
    return -1;
}

QString Mutants::option(qsizetype fact, int number) const
{
    return u'"' + m_pack.sheet(kFacts)->cell(fact, u"values").split(u'|').at(number) + u'"';
}

qsizetype Mutants::addColumn(Table &table, const QString &expression)
{
    const qsizetype at = table.count(ColumnKind::Input);
    table.columns.insert(at, {ColumnKind::Input, expression});
    for (Table::Rule &rule : table.rules)
        rule.cells.insert(at, u"-"_s);
    return at;
}

int Mutants::addRule(Table &table, qsizetype column, const QString &cell, const QString &output)
{
    Table::Rule rule = table.rules.constFirst();
    const qsizetype inputs = table.count(ColumnKind::Input);
    rule.id.clear();
    for (qsizetype i = 0; i < inputs; ++i)
        rule.cells[i] = i == column ? cell : u"-"_s;
    rule.cells[inputs] = u'"' + output + u'"';
    table.rules << rule;
    return int(table.rules.size());
}

void Mutants::names()
{
    for (const Table &table : m_pack.tables) {
        QList<qsizetype> tested;
        for (qsizetype r = 0; r < table.rules.size(); ++r)
            if (table.rules.at(r).cells.constFirst().startsWith(u'"'))
                tested << r;
        for (const qsizetype r : ends(tested)) {
            Pack pack = m_pack;
            pack.table(table.name)->rules[r].cells[0] = u"\"没有这个值\""_s;
            add(u"V01"_s, u"%1: a constant nobody knows"_s.arg(table.name), pack, {table.file, int(r) + 1, table.columns.constFirst().text, table.name});
            pack.table(table.name)->rules[r].cells[0] = u"> 3"_s;
            add(u"V01"_s, u"%1: an order among texts"_s.arg(table.name), pack, {table.file, int(r) + 1, table.columns.constFirst().text, table.name});
        }
        Pack pack = m_pack;
        pack.table(table.name)->columns[0].text = u"没有的事实"_s;
        add(u"V01"_s, u"%1: a column over a fact that is gone"_s.arg(table.name), pack, {table.file, 0, {}, table.name});
        if (table.name == u"材料" || table.name == u"表单字段" || table.name == u"子事项") {
            Pack output = m_pack;
            output.table(table.name)->rules.last().cells[table.count(ColumnKind::Input)] = u"\"Z99\""_s;
            add(u"V01"_s, u"%1: an id that is in no catalogue"_s.arg(table.name), output, {table.file, int(table.rules.size()), {}, table.name});
        }
    }
    for (const QString &file : {kFacts, kMaterialRows, kFieldRows}) {
        const Sheet &sheet = *m_pack.sheet(file);
        if (sheet.rows.size() < 2)
            continue;
        Pack pack = m_pack;
        cellOf(pack, file, 1, u"id"_s) = sheet.cell(0, u"id");
        add(u"V01"_s, file + u": an id twice"_s, pack, {file, lineOf(sheet, 1), u"id"_s, {}});
    }
    Pack step = m_pack;
    if (const qsizetype fact = alwaysAsked(u"enum"_s); fact >= 0) {
        cellOf(step, kFacts, fact, u"type"_s) = u"number"_s;
        cellOf(step, kFacts, fact, u"values"_s) = u"[9..1]"_s;
        add(u"V01"_s, u"a range that runs backwards"_s, step, {kFacts, lineOf(*m_pack.sheet(kFacts), fact), {}, {}});
    }
    PackFiles files = m_pack.write();
    files.content.remove(kBasisRows);
    add(u"V01"_s, u"a file that is gone"_s, files, {kBasisRows, 0, {}, {}});
}

void Mutants::rings()
{
    const Sheet &facts = *m_pack.sheet(kFacts);
    const qsizetype a = alwaysAsked(u"bool"_s);
    for (qsizetype b = 0; a >= 0 && b < facts.rows.size(); ++b) {
        if (b == a || facts.cell(b, u"type") != u"bool" || !facts.cell(b, u"compute").isEmpty())
            continue;
        Pack pack = m_pack;
        cellOf(pack, kFacts, a, u"applicable"_s) = facts.cell(b, u"name") + u" = true"_s;
        cellOf(pack, kFacts, b, u"applicable"_s) = facts.cell(a, u"name") + u" = true"_s;
        add(u"V02"_s, u"two facts that wait for each other"_s, pack, {kFacts, 0, {}, {}});
        break;
    }
    if (a >= 0) {
        Pack pack = m_pack;
        cellOf(pack, kFacts, a, u"applicable"_s) = facts.cell(a, u"name") + u" = true"_s;
        add(u"V02"_s, u"a fact that waits for itself"_s, pack, {kFacts, 0, {}, {}});
    }
    Pack pack = m_pack;
    pack.formulas << AuthoredFormula{u"hA"_s, u"变异甲"_s, u"boolean"_s, u"变异乙"_s, u"rules/main.dmn"_s};
    pack.formulas << AuthoredFormula{u"hB"_s, u"变异乙"_s, u"boolean"_s, u"not(变异甲)"_s, u"rules/main.dmn"_s};
    add(u"V02"_s, u"two helpers that need each other"_s, pack, {{}, 0, {}, {}});
}

void Mutants::rows()
{
    const bool oneSubItem = std::any_of(m_pack.sheet(kAssertRows)->rows.cbegin(), m_pack.sheet(kAssertRows)->rows.cend(),
                                        [](const QStringList &row) { return row.at(1) == u"scenario" && row.at(2).isEmpty() && row.at(3) == u"count(子事项) = 1"; });
    for (const Table &table : m_pack.tables) {
        const bool limits = table.name == u"时限" || table.name == u"费用", unique = table.hitPolicy == u"UNIQUE";
        QList<qsizetype> all;
        for (qsizetype r = 0; r < table.rules.size(); ++r)
            all << r;
        const auto without = [&](qsizetype r) {
            Pack pack = m_pack;
            pack.table(table.name)->rules.removeAt(r);
            return pack;
        };
        const auto doubled = [&](qsizetype r, bool otherOutput) {
            Pack pack = m_pack;
            Table::Rule rule = table.rules.at(r);
            rule.id.clear();
            QString &output = rule.cells[table.count(ColumnKind::Input)];
            if (otherOutput)
                output = limits ? output + u"9"_s : table.name == u"提交方式" ? (output == u"\"必交\"" ? u"\"承诺\""_s : u"\"必交\""_s) : output;
            pack.table(table.name)->rules << rule;
            return pack;
        };
        const int last = int(table.rules.size()) + 1;
        for (const qsizetype r : ends(all)) {
            const QString which = u"%1 %2"_s.arg(table.name).arg(r + 1);
            if (unique)
                add(limits ? u"V18"_s : u"V03"_s, which + u" dropped"_s, without(r), {table.file, 0, {}, table.name});
            if (unique && (limits || table.name == u"提交方式"))
                add(u"V04"_s, which + u" again with another output"_s, doubled(r, true), {table.file, last, {}, table.name});
            // The value must remain known to those who read it.
            const QString output = table.rules.at(r).cells.at(table.count(ColumnKind::Input));
            const bool elsewhere = std::count_if(table.rules.cbegin(), table.rules.cend(), [&](const Table::Rule &rule) { return rule.cells.at(table.count(ColumnKind::Input)) == output; }) > 1;
            if (table.hitPolicy == u"FIRST" && r + 1 == table.rules.size() && elsewhere)
                add(u"V03"_s, which + u" dropped"_s, without(r), {table.file, 0, {}, table.name});
            add(u"V05"_s, which + u" again"_s, doubled(r, false), {table.file, last, {}, table.name});
            if (table.name == u"子事项" && oneSubItem && table.rules.size() > 1)
                add(u"V10"_s, which + u" dropped"_s, without(r), {table.file, 0, {}, table.name});
            if (limits) {
                Pack negative = m_pack;
                negative.table(table.name)->rules[r].cells[table.count(ColumnKind::Input)] = u"-1"_s;
                add(u"V18"_s, which + u" negative"_s, negative, {table.file, 0, {}, table.name});
                negative.table(table.name)->rules[r].cells[table.count(ColumnKind::Input)] = u"null"_s;
                add(u"V18"_s, which + u" empty"_s, negative, {table.file, 0, {}, table.name});
            }
        }
        // A row whose cell lies beyond what its fact can be.
        const qsizetype number = alwaysAsked(u"number"_s);
        if (table.name == u"表单字段" && number >= 0) {
            Pack pack = m_pack;
            const QString most = m_pack.sheet(kFacts)->cell(number, u"values").section(u".."_s, 1).chopped(1);
            Table &fields = *pack.table(table.name);
            const qsizetype column = addColumn(fields, m_pack.sheet(kFacts)->cell(number, u"name"));
            const int rule = addRule(fields, column, u"> "_s + most, m_pack.sheet(kFieldRows)->cell(0, u"id"));
            add(u"V05"_s, u"a row beyond the range"_s, pack, {table.file, rule, {}, table.name});
        }
    }
}

void Mutants::conditions()
{
    const auto assertion = [&](const QString &name, const QString &scope, const QString &when, const QString &then) {
        Pack pack = m_pack;
        Sheet &sheet = *pack.sheet(kAssertRows);
        sheet.rows << QStringList{u"A99"_s, scope, when, then, u"error"_s, u"变异断言"_s};
        add(u"V06"_s, name, pack, {kAssertRows, lineOf(sheet, sheet.rows.size() - 1), {}, {}});
    };
    assertion(u"a claim that never holds"_s, u"scenario"_s, {}, u"count(子事项) = 0"_s);
    assertion(u"a claim about papers that never holds"_s, u"material"_s, {}, u"方式 in (\"没有\")"_s);
    m_all.removeLast();                                // 方式 knows its values: that would be V01
    assertion(u"a claim about sub-items that never holds"_s, u"subitem"_s, {}, u"法定工作日 < 0"_s);
    const auto constraint = [&](const QString &code, const QString &name, const QList<QPair<QString, QString>> &rules, const Where &where) {
        Pack pack = m_pack;
        int number = 90;
        for (const auto &[when, then] : rules)
            pack.sheet(kConstraintRows)->rows << QStringList{u"K%1"_s.arg(number++), when, then, u"变异约束"_s, anyBasis()};
        add(code, name, pack, where);
    };
    if (const qsizetype fact = alwaysAsked(u"bool"_s); fact >= 0) {
        const QString name = m_pack.sheet(kFacts)->cell(fact, u"name");
        assertion(u"a claim that one answer breaks"_s, u"scenario"_s, {}, name + u" = true"_s);
        assertion(u"a conditional claim that one answer breaks"_s, u"scenario"_s, name + u" = true"_s, name + u" = false"_s);
        constraint(u"V11"_s, u"yes and no at once"_s, {{{}, name + u" = true"_s}, {{}, name + u" = false"_s}}, {kConstraintRows, 0, {}, {}});
        constraint(u"V11"_s, u"no without choice"_s, {{{}, name + u" = false"_s}}, {kFacts, lineOf(*m_pack.sheet(kFacts), fact), u"values"_s, {}});
    }
    if (const qsizetype fact = alwaysAsked(u"enum"_s); fact >= 0) {
        const QString name = m_pack.sheet(kFacts)->cell(fact, u"name"), first = option(fact, 0);
        assertion(u"a claim that one option breaks"_s, u"scenario"_s, {}, u"%1 != %2"_s.arg(name, first));
        constraint(u"V11"_s, u"an option that is ruled out"_s, {{{}, u"%1 != %2"_s.arg(name, first)}}, {kFacts, lineOf(*m_pack.sheet(kFacts), fact), u"values"_s, {}});
    }
}

void Mutants::facts()
{
    const auto fact = [&](Pack &pack, const QString &type, const QString &values) {
        return addLike(pack, kFacts, u"F99"_s, {{u"name"_s, u"变异事实"_s}, {u"type"_s, type}, {u"values"_s, values}, {u"step"_s, {}}, {u"unit"_s, {}},
                                                {u"applicable"_s, {}}, {u"compute"_s, {}}, {u"group"_s, {}}, {u"element"_s, {}}});
    };
    Pack idle = m_pack;
    const int line = fact(idle, u"bool"_s, {});
    idle.alignCases();
    add(u"V07"_s, u"a question nothing asks for"_s, idle, {kFacts, line, {}, {}});
    Pack set = m_pack;
    fact(set, u"set"_s, u"东|西"_s);
    set.alignCases();
    add(u"V07"_s, u"a multiple choice nothing asks for"_s, set, {kFacts, line, {}, {}});
    if (!m_pack.sheet(kFieldRows) || m_pack.sheet(kFieldRows)->rows.isEmpty())
        return;
    Pack alike = m_pack;
    fact(alike, u"enum"_s, u"甲|乙|丙"_s);
    alike.alignCases();
    Table &table = *alike.table(u"表单字段"_s);
    addRule(table, addColumn(table, u"变异事实"_s), u"\"甲\""_s, spareField(alike));
    add(u"V08"_s, u"two options no rule tells apart"_s, alike, {kFacts, line, u"values"_s, {}});
    Pack options = m_pack;
    fact(options, u"set"_s, u"甲|乙|丙"_s);
    options.alignCases();
    Table &other = *options.table(u"表单字段"_s);
    addRule(other, addColumn(other, u"list contains(变异事实,\"甲\")"_s), u"true"_s, spareField(options));
    add(u"V08"_s, u"two choices no rule tells apart"_s, options, {kFacts, line, u"values"_s, {}});
}

void Mutants::catalogue()
{
    Pack material = m_pack, field = m_pack, subItem = m_pack;
    add(u"V09"_s, u"a paper no row wants"_s, material,
        {kMaterialRows, addLike(material, kMaterialRows, u"M99"_s, {{u"catalogueId"_s, u"CL-9999"_s}, {u"name"_s, u"变异材料"_s}}), {}, {}});
    m_all.last().files = material.write();
    const int line = addLike(subItem, kSubItemRows, u"S99"_s, {{u"name"_s, u"变异子事项"_s}});
    add(u"V09"_s, u"a sub-item no row gives"_s, subItem, {kSubItemRows, line, {}, {}});
    if (m_pack.sheet(kFieldRows)->rows.isEmpty())
        return;
    spareField(field);
    const int fieldLine = lineOf(*field.sheet(kFieldRows), field.sheet(kFieldRows)->rows.size() - 1);
    add(u"V09"_s, u"a field no row asks"_s, field, {kFieldRows, fieldLine, {}, {}});
    if (const qsizetype fact = alwaysAsked(u"bool"_s); fact >= 0) {
        Table &table = *field.table(u"表单字段"_s);
        const qsizetype column = addColumn(table, m_pack.sheet(kFacts)->cell(fact, u"name"));
        addRule(table, column, u"true"_s, u"D99"_s);
        addRule(table, column, u"false"_s, u"D99"_s);
        add(u"V09"_s, u"a field asked either way"_s, field, {kFieldRows, fieldLine, {}, {}});
    }
}

// Some golden case that is handled leaves the fact out, so a table that is asked can meet it so.
bool Mutants::isSkipped(const QString &fact) const
{
    QStringList exits;
    const Sheet &subItems = *m_pack.sheet(kSubItemRows), *cases = m_pack.sheet(kCaseRows);
    for (qsizetype i = 0; i < subItems.rows.size(); ++i)
        if (subItems.cell(i, u"kind") != u"办理")
            exits << subItems.cell(i, u"id");
    for (qsizetype i = 0; cases && i < cases->rows.size(); ++i)
        if (cases->cell(i, fact) == u"/" && !exits.contains(cases->cell(i, u"=子事项")))
            return true;
    return false;
}

void Mutants::inapplicable()
{
    const Sheet &facts = *m_pack.sheet(kFacts);
    QList<qsizetype> conditional;
    for (qsizetype i = 0; i < facts.rows.size(); ++i)
        if (!facts.cell(i, u"applicable").isEmpty() && isSkipped(facts.cell(i, u"name")))
            conditional << i;
    for (const qsizetype i : ends(conditional)) {
        const QString name = facts.cell(i, u"name"), type = facts.cell(i, u"type");
        if (type == u"date")
            continue;
        const QString constant = type == u"enum" ? u'"' + facts.cell(i, u"values").section(u'|', 0, 0) + u'"' : type == u"number" ? facts.cell(i, u"values").mid(1).section(u".."_s, 0, 0) : u"true"_s;
        const QString test = type == u"set" ? u"count(%1) >= 1"_s.arg(name) : type == u"number" ? u"%1 >= %2"_s.arg(name, constant) : u"%1 = %2"_s.arg(name, constant);
        Pack claim = m_pack;
        Sheet &sheet = *claim.sheet(kAssertRows);
        sheet.rows << QStringList{u"A99"_s, u"scenario"_s, {}, test, u"warning"_s, u"变异断言"_s};
        add(u"V12"_s, u"a claim about %1 without a guard"_s.arg(name), claim, {kAssertRows, lineOf(sheet, sheet.rows.size() - 1), u"then"_s, {}});
        Pack formula = m_pack;
        Table *fields = formula.table(u"表单字段"_s);
        if (!fields || m_pack.sheet(kFieldRows)->rows.isEmpty() || type == u"set")
            continue;
        const qsizetype column = addColumn(*fields, name);
        const int rule = addRule(*fields, column, type == u"number" ? u">= "_s + constant : constant, spareField(formula));
        add(u"V12"_s, u"a cell on %1 without a guard"_s.arg(name), formula, {fields->file, rule, name, fields->name});
    }
}

void Mutants::modes()
{
    const Table *modes = nullptr;
    for (const Table &table : m_pack.tables)
        if (table.name == u"提交方式")
            modes = &table;
    if (!modes || modes->count(ColumnKind::Output) != 2)
        return;
    const Sheet &sheet = *m_pack.sheet(kMaterialRows);
    const qsizetype loop = [&] {
        for (qsizetype c = 0; c < modes->columns.size(); ++c)
            if (modes->columns.at(c).text == u"当前材料")
                return c;
        return qsizetype(-1);
    }();
    const qsizetype mode = modes->count(ColumnKind::Input), days = mode + 1;
    QSet<QString> done;
    for (qsizetype r = 0; loop >= 0 && r < modes->rules.size(); ++r) {
        const QStringList &cells = modes->rules.at(r).cells;
        const QString id = cells.at(loop).mid(1, cells.at(loop).size() - 2), how = cells.at(mode);
        qsizetype row = -1;
        for (qsizetype i = 0; i < sheet.rows.size(); ++i)
            if (sheet.cell(i, u"id") == id)
                row = i;
        if (row < 0 || done.contains(how))
            continue;
        done.insert(how);
        const int line = lineOf(sheet, row);
        const auto change = [&](const QString &name, const QString &column, const QString &cell) {
            Pack pack = m_pack;
            cellOf(pack, kMaterialRows, row, column) = cell;
            add(u"V13"_s, id + name, pack, {kMaterialRows, line, column, {}});
        };
        Pack pack = m_pack;
        QStringList &changed = pack.table(modes->name)->rules[r].cells;
        if (how == u"\"容缺\"") {
            changed[days] = u"null"_s;
            add(u"V13"_s, id + u" deferred without days"_s, pack, {kMaterialRows, line, {}, {}});
            change(u" deferred but not deferrable"_s, u"deferrable"_s, u"false"_s);
            change(u" deferred without a promise form"_s, u"commitment"_s, {});
        } else if (how == u"\"免交\"") {
            changed[days] = u"5"_s;
            add(u"V13"_s, id + u" waived with days"_s, pack, {kMaterialRows, line, {}, {}});
            change(u" waived without a licence"_s, u"licenceType"_s, {});
        } else if (how == u"\"承诺\"") {
            change(u" promised without a form"_s, u"commitment"_s, {});
        } else if (sheet.cell(row, u"licenceType").isEmpty()) {
            changed[mode] = u"\"免交\""_s;
            add(u"V13"_s, id + u" waived without a licence"_s, pack, {kMaterialRows, line, u"licenceType"_s, {}});
        }
    }
}

void Mutants::wording()
{
    const QList<QPair<QString, QStringList>> wanted = {{kFacts, {u"why"_s, u"question"_s}}, {kSubItemRows, {u"name"_s, u"text"_s, u"basis"_s}},
                                                       {kMaterialRows, {u"name"_s, u"form"_s, u"sample"_s, u"basis"_s}}, {kFieldRows, {u"label"_s, u"basis"_s}},
                                                       {kConstraintRows, {u"message"_s}}, {kAssertRows, {u"message"_s}}};
    for (const auto &[file, columns] : wanted) {
        const Sheet &sheet = *m_pack.sheet(file);
        for (const QString &column : columns) {
            QList<qsizetype> filled;
            for (qsizetype r = 0; r < sheet.rows.size(); ++r)
                if (!sheet.cell(r, column).isEmpty())
                    filled << r;
            for (const qsizetype r : filled.isEmpty() ? filled : QList<qsizetype>{filled.constLast()}) {
                const QString sources = file == kFacts ? sheet.cell(r, u"sources") : QString();
                if (column == u"question" && !sources.contains(u"applicant") && !sources.contains(u"clerk"))
                    continue;
                Pack pack = m_pack;
                cellOf(pack, file, r, column).clear();
                add(u"V14"_s, u"%1 without %2"_s.arg(file, column), pack, {file, lineOf(sheet, r), column, {}});
            }
        }
    }
    for (const Table &table : m_pack.tables) {
        if (table.columns.constLast().kind != ColumnKind::Annotation || table.columns.constLast().text != u"依据")
            continue;
        Pack pack = m_pack;
        pack.table(table.name)->rules.last().cells.last().clear();
        add(u"V14"_s, table.name + u": a row without law"_s, pack, {table.file, int(table.rules.size()), u"依据"_s, table.name});
    }
    for (const QString &tag : {u"{{方式}}"_s, u"{{承诺时限}}"_s, u"{{份数}}"_s}) {
        Pack pack = m_pack;
        pack.notice.remove(tag);
        add(u"V14"_s, u"a notice without "_s + tag, pack, {u"notice.md"_s, 0, {}, {}});
    }
    for (auto it = m_pack.others.cbegin(); it != m_pack.others.cend(); ++it) {
        const Sheet &sheet = *m_pack.sheet(kMaterialRows);
        for (qsizetype r = 0; r < sheet.rows.size(); ++r) {
            if (sheet.cell(r, u"sample") != it.key())
                continue;
            Pack pack = m_pack;
            pack.others.remove(it.key());
            add(u"V14"_s, u"a sample that is gone"_s, pack, {kMaterialRows, lineOf(sheet, r), u"sample"_s, {}});
            return;
        }
    }
}

void Mutants::validity()
{
    Pack pack = m_pack;
    pack.info.validTo = u"1999-12-31"_s;
    add(u"V15"_s, u"an end before the beginning"_s, pack, {u"package.json"_s, 0, u"validTo"_s, {}});
    pack = m_pack;
    pack.info.supersedes = {u"0.1"_s, u"2000-01-01"_s};
    add(u"V15"_s, u"a gap after the former version"_s, pack, {u"package.json"_s, 0, u"supersedes"_s, {}});
    pack.info.supersedes = {u"0.1"_s, u"2099-01-01"_s};
    add(u"V15"_s, u"two versions at once"_s, pack, {u"package.json"_s, 0, u"supersedes"_s, {}});
    const Sheet &law = *m_pack.sheet(kBasisRows);
    for (qsizetype r = 0; r < law.rows.size(); ++r) {
        if (law.cell(r, u"id") != anyBasis())
            continue;
        pack = m_pack;
        cellOf(pack, kBasisRows, r, u"validTo"_s) = u"2020-12-31"_s;
        add(u"V15"_s, u"law that is no longer in force"_s, pack, {kBasisRows, lineOf(law, r), u"validTo"_s, {}});
        pack = m_pack;
        cellOf(pack, kBasisRows, r, u"validFrom"_s) = u"2090-12-31"_s;
        add(u"V15"_s, u"law that is not in force yet"_s, pack, {kBasisRows, lineOf(law, r), u"validFrom"_s, {}});
    }
}

void Mutants::cases()
{
    const Sheet *sheet = m_pack.sheet(kCaseRows);
    if (!sheet || sheet->rows.isEmpty())
        return;
    const auto change = [&](const QString &column, const QString &cell) {
        for (qsizetype r = 0; r < sheet->rows.size(); ++r) {
            if (sheet->cell(r, column).isEmpty() || sheet->cell(r, column) == cell)
                continue;
            Pack pack = m_pack;
            cellOf(pack, kCaseRows, r, column) = cell;
            add(u"V17"_s, u"a case that expects another "_s + column, pack, {kCaseRows, lineOf(*sheet, r), column, {}});
            return;
        }
    };
    change(u"=子事项"_s, m_pack.sheet(kSubItemRows)->cell(m_pack.sheet(kSubItemRows)->rows.size() - 1, u"id"));
    change(u"=材料"_s, m_pack.sheet(kMaterialRows)->cell(0, u"id") + u":承诺"_s);
    change(u"=承诺工作日"_s, m_pack.sheet(kSubItemRows)->cell(0, u"id") + u":97"_s);
    change(u"=法定工作日"_s, m_pack.sheet(kSubItemRows)->cell(0, u"id") + u":98"_s);
    change(u"=金额"_s, m_pack.sheet(kSubItemRows)->cell(0, u"id") + u":99"_s);
    if (!m_pack.sheet(kFieldRows)->rows.isEmpty())
        change(u"=字段"_s, m_pack.sheet(kFieldRows)->cell(0, u"id"));
    Pack none = m_pack;
    none.sheet(kCaseRows)->rows.clear();
    for (const Table &table : m_pack.tables)
        if (table.name == u"子事项" || table.name == u"提交方式" || table.name == u"材料")
            add(u"V17"_s, table.name + u": no case at all"_s, none, {table.file, 1, {}, table.name});
}

void Mutants::beyond()
{
    Pack pack = m_pack;
    Sheet &sheet = *pack.sheet(kAssertRows);
    sheet.rows << QStringList{u"A99"_s, u"scenario"_s, {}, u"count(子事项) * 2 >= 2"_s, u"warning"_s, u"变异断言"_s};
    add(u"V19"_s, u"a claim that reckons"_s, pack, {kAssertRows, lineOf(sheet, sheet.rows.size() - 1), u"then"_s, {}});
    Pack formula = m_pack;
    formula.formulas << AuthoredFormula{u"hX"_s, u"变异公式"_s, u"boolean"_s, u"sum([1, 2]) > 2"_s, u"rules/main.dmn"_s};
    add(u"V19"_s, u"a helper that reckons"_s, formula, {u"rules/main.dmn"_s, 0, {}, {}});
}

} // namespace oracle
