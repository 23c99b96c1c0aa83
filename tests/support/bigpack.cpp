#include "support/bigpack.h"

#include <guidance/packbuild.h>

#include <QDate>

#include <algorithm>

namespace zc::test {

using namespace Qt::StringLiterals;
using namespace guidance;
using Kind = AuthoredTable::Kind;

namespace {
constexpr int kOptions = 16;
constexpr int kLevels = 4;

QString quoted(const QString &text)
{
    return u'"' + text + u'"';
}

QString optionName(int number)
{
    return u"选项%1"_s.arg(number, 2, 10, QChar(u'0'));
}

AuthoredPack frame()
{
    AuthoredPack pack = *AuthoredPack::read(blankPack(u"big-sample"_s, QDate(2026, 1, 1)));
    pack.formulas.clear();
    pack.tables.clear();
    for (AuthoredSheet &sheet : pack.sheets)
        sheet.rows.clear();
    pack.info.demo = true;
    pack.sheet(u"basis.csv"_s)->rows = {{u"L01"_s, u"样例规则"_s, u"第一条"_s, u"2020-01-01"_s, QString()}};
    pack.sheet(u"subitems.csv"_s)->rows = {{u"S1"_s, u"办理"_s, u"样例子事项"_s, u"样例"_s, u"样例局"_s, u"1"_s, u"L01"_s}};
    return pack;
}

void addFact(AuthoredPack &pack, int number, const QString &type, const QStringList &options)
{
    AuthoredSheet &sheet = *pack.sheet(u"facts.csv"_s);
    QStringList row(sheet.columns.size(), QString());
    const auto set = [&](const QString &column, const QString &cell) { row[sheet.columns.indexOf(column)] = cell; };
    set(u"id"_s, u"F%1"_s.arg(number + 1, 3, 10, QChar(u'0')));
    set(u"name"_s, u"事实%1"_s.arg(number));
    set(u"type"_s, type);
    set(u"values"_s, options.join(u'|'));
    set(u"question"_s, u"样例问题？"_s);
    set(u"why"_s, u"样例"_s);
    set(u"sources"_s, u"applicant"_s);
    set(u"cost"_s, u"1"_s);
    sheet.rows << row;
}

void addMaterial(AuthoredPack &pack, const QString &id)
{
    pack.sheet(u"materials.csv"_s)->rows << QStringList{id, u"CL-"_s + id, u"材料"_s + id, u"原件"_s, u"1"_s, u"-"_s, QString(), u"false"_s, QString(), QString(), u"L01"_s, QString()};
}

AuthoredTable table(const QString &name, const QString &policy, const QStringList &inputs, const QStringList &outputs)
{
    AuthoredTable table{u"d-"_s + QString::number(qHash(name) % 100'000), name, policy, u"rules/main.dmn"_s, {}, {}};
    for (const QString &input : inputs)
        table.columns << AuthoredTable::Column{Kind::Input, input};
    for (const QString &output : outputs)
        table.columns << AuthoredTable::Column{Kind::Output, output};
    if (name != kWideTable)
        table.columns << AuthoredTable::Column{Kind::Annotation, u"依据"_s};
    return table;
}

void addRule(AuthoredTable &table, QStringList cells)
{
    if (table.columns.constLast().kind == Kind::Annotation)
        cells << u"L01"_s;
    table.rules << AuthoredTable::Rule{u"r%1"_s.arg(table.rules.size() + 1) + table.id, cells};
}

// The tables every pack has, at their plainest.
void addPlainTables(AuthoredPack &pack)
{
    AuthoredTable subItems = table(u"子事项"_s, u"COLLECT"_s, {u"count(子事项清单)"_s}, {u"子事项"_s});
    subItems.columns[0].text = u"事实0"_s;
    addRule(subItems, {u"-"_s, quoted(u"S1"_s)});
    AuthoredTable limits = table(u"时限"_s, u"UNIQUE"_s, {u"当前子事项"_s}, {u"承诺工作日"_s, u"法定工作日"_s});
    addRule(limits, {quoted(u"S1"_s), u"5"_s, u"20"_s});
    AuthoredTable fees = table(u"费用"_s, u"UNIQUE"_s, {u"当前子事项"_s}, {u"金额"_s});
    addRule(fees, {quoted(u"S1"_s), u"0"_s});
    AuthoredTable modes = table(u"提交方式"_s, u"UNIQUE"_s, {u"当前材料"_s}, {u"方式"_s, u"补正期限"_s});
    addRule(modes, {u"-"_s, quoted(u"必交"_s), u"null"_s});
    pack.tables << subItems << limits << fees << modes;
}
} // namespace

AuthoredPack wideTable(int rules, int columns, unsigned seed)
{
    std::mt19937 random(seed);
    struct Box {
        std::vector<std::pair<int, int>> sides;        // first and last option
    };
    std::vector<Box> boxes{{std::vector<std::pair<int, int>>(size_t(columns), {0, kOptions - 1})}};
    // The oldest box is cut along a side of its own choice, so that all stay of about one size.
    for (size_t next = 0; int(boxes.size() - next) < rules; ++next) {
        Box box = boxes[next];
        size_t side = random() % size_t(columns);
        while (box.sides[side].first == box.sides[side].second)
            side = (side + 1) % size_t(columns);
        const auto [low, high] = box.sides[side];
        const int cut = low + int(random() % unsigned(high - low));
        Box other = box;
        box.sides[side].second = cut;
        other.sides[side].first = cut + 1;
        boxes.push_back(box);
        boxes.push_back(other);
        if (int(boxes.size() - next - 1) >= rules) {
            boxes.erase(boxes.begin(), boxes.begin() + qsizetype(next) + 1);
            break;
        }
    }
    AuthoredPack pack = frame();
    QStringList options, inputs;
    for (int i = 0; i < kOptions; ++i)
        options << optionName(i);
    for (int i = 0; i < columns; ++i) {
        addFact(pack, i, u"enum"_s, options);
        inputs << u"事实%1"_s.arg(i);
    }
    AuthoredTable wide = table(kWideTable, u"UNIQUE"_s, inputs, {kWideTable});
    for (const Box &box : boxes) {
        QStringList cells;
        for (const auto &[low, high] : box.sides) {
            QStringList some;
            for (int i = low; i <= high; ++i)
                some << quoted(optionName(i));
            cells << (some.size() == kOptions ? u"-"_s : some.join(u','));
        }
        addRule(wide, cells << quoted(u"级%1"_s.arg(random() % kLevels)));
    }
    AuthoredTable materials = table(u"材料"_s, u"COLLECT"_s, {u"当前子事项"_s, kWideTable}, {u"材料"_s});
    for (int level = 0; level < kLevels; ++level) {
        const QString id = u"M%1"_s.arg(level + 1, 2, 10, QChar(u'0'));
        addMaterial(pack, id);
        addRule(materials, {u"-"_s, quoted(u"级%1"_s.arg(level)), quoted(id)});
    }
    pack.tables << wide;
    addPlainTables(pack);
    pack.tables << materials;
    pack.alignCases();
    return pack;
}

AuthoredPack manyOutputs(int rules, int facts, int outputs, unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&](int most) { return int(random() % unsigned(most)); };
    AuthoredPack pack = frame();
    QList<QStringList> options;
    for (int i = 0; i < facts; ++i) {
        QStringList own;
        for (int k = i % 3 == 0 ? 0 : 2 + below(4); k > 0; --k)
            own << optionName(k);
        addFact(pack, i, own.isEmpty() ? u"bool"_s : u"enum"_s, own);
        options << own;
    }
    // A table over every fact would have as many columns; the outputs are dealt out to groups of neighbours instead, each a helper.
    constexpr int kNear = 6, kConditions = 3;
    const int materials = outputs / 2, perOutput = qMax(1, rules / outputs);
    AuthoredTable wanted = table(u"材料"_s, u"COLLECT"_s, {u"当前子事项"_s}, {u"材料"_s}), asked = table(u"表单字段"_s, u"COLLECT"_s, {u"当前子事项"_s}, {u"表单字段"_s});
    for (int output = 0; output < outputs; ++output) {
        const bool material = output < materials;
        const QString id = (material ? u"M%1"_s : u"D%1"_s).arg(output + 1, 3, 10, QChar(u'0')), helper = u"要"_s + id;
        const int first = facts <= kNear ? 0 : below(facts - kNear);
        QStringList inputs;
        for (int i = 0; i < qMin(kNear, facts); ++i)
            inputs << u"事实%1"_s.arg(first + i);
        AuthoredTable own{u"h"_s + id, helper, u"FIRST"_s, u"rules/main.dmn"_s, {}, {}};
        for (const QString &input : std::as_const(inputs))
            own.columns << AuthoredTable::Column{Kind::Input, input};
        own.columns << AuthoredTable::Column{Kind::Output, helper};
        for (int rule = 0; rule + 1 < perOutput; ++rule) {
            QStringList cells(inputs.size(), u"-"_s);
            for (int c = 0; c < kConditions; ++c) {
                const int column = below(int(inputs.size()));
                const QStringList &values = options.at(first + column);
                cells[column] = values.isEmpty() ? (below(2) ? u"true"_s : u"false"_s) : quoted(values.at(below(int(values.size()))));
            }
            own.rules << AuthoredTable::Rule{u"%1r%2"_s.arg(own.id).arg(rule), cells << (below(2) ? u"true"_s : u"false"_s)};
        }
        own.rules << AuthoredTable::Rule{own.id + u"r"_s, QStringList(inputs.size(), u"-"_s) << u"false"_s};
        pack.tables << own;
        AuthoredTable &table = material ? wanted : asked;
        for (AuthoredTable::Rule &rule : table.rules)
            rule.cells.insert(table.count(Kind::Input), u"-"_s);
        table.columns.insert(table.count(Kind::Input), {Kind::Input, helper});
        QStringList cells(table.count(Kind::Input), u"-"_s);
        cells.last() = u"true"_s;
        addRule(table, cells << quoted(id));
        if (material)
            addMaterial(pack, id);
        else
            pack.sheet(u"fields.csv"_s)->rows << QStringList{id, u"DE-"_s + id, u"字段"_s + id, u"text"_s, u"true"_s, QString(), u"applicant"_s, u"L01"_s};
    }
    addPlainTables(pack);
    pack.tables << wanted << asked;
    pack.alignCases();
    return pack;
}

ImportFinder LargeBundle::finder() const
{
    return [found = items](const QString &packId, const QString &) -> Result<PackFiles> {
        if (!found.contains(packId))
            return Error{ErrorKind::NotFound, u"PACK-MISSING"_s, packId};
        return found.value(packId);
    };
}

LargeBundle largeBundle(int items, unsigned seed)
{
    constexpr int kTakingPart = 10;
    LargeBundle result;
    QByteArray facts, imports;
    QString version;
    for (int i = 0; i < items; ++i) {
        AuthoredPack item = manyOutputs(200, 12, 30, seed + unsigned(i));
        item.info.packId = u"item-%1"_s.arg(i);
        AuthoredSheet &sheet = *item.sheet(u"facts.csv"_s);
        for (QStringList &row : sheet.rows) {
            QString &name = row[sheet.columns.indexOf(u"name"_s)];
            if (row.at(sheet.columns.indexOf(u"type"_s)) == u"bool")
                row[sheet.columns.indexOf(u"element"_s)] = u"DE-"_s + name;
        }
        result.items.insert(item.info.packId, item.write());
        const int group = i % kTakingPart;
        if (i < kTakingPart)
            facts += u"B%1,办理%1,bool,,,,办？,因为,applicant,1,,,,\n"_s.arg(group).toUtf8();
        imports += u"%1,%2,%3,办理%4 = true\n"_s.arg(item.info.packId, item.info.version).arg(1 + i % 3).arg(group).toUtf8();
    }
    AuthoredPack frameOnly = frame();
    frameOnly.info.kind = u"bundle"_s;
    frameOnly.info.packId = u"large-bundle"_s;
    const PackFiles written = frameOnly.write();
    for (const QString &file : {u"package.json"_s, u"notice.md"_s})
        result.bundle.content.insert(file, written.content.value(file));
    result.bundle.content.insert(u"facts.csv"_s, "id,name,type,values,step,unit,question,why,sources,cost,applicable,compute,group,element\n" + facts);
    result.bundle.content.insert(u"constraints.csv"_s, "id,when,then,message,basis\n");
    result.bundle.content.insert(u"asserts.csv"_s, "id,scope,when,then,level,message\n");
    result.bundle.content.insert(u"imports.csv"_s, "packId,version,stage,when\n" + imports);
    return result;
}

} // namespace zc::test
