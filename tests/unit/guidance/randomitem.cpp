#include "randomitem.h"

#include <guidance/packbuild.h>

#include <QDate>

namespace oracle {

using namespace Qt::StringLiterals;
using namespace zc::guidance;

AuthoredPack RandomItem::make()
{
    // The blank pack gives the frame: package.json, notice, law.
    m_pack = *AuthoredPack::read(blankPack(m_packId, QDate(2026, 1, 1)));
    m_pack.formulas.clear();
    m_pack.tables.clear();
    for (AuthoredSheet &sheet : m_pack.sheets)
        sheet.rows.clear();
    m_pack.info.demo = true;
    m_pack.sheet(u"basis.csv"_s)->rows = {{u"L01"_s, u"样例规则"_s, u"第一条"_s, u"2020-01-01"_s, QString()}};
    addFacts();
    addCatalogue();
    addHelpers();
    addTables();
    addConditions();
    m_pack.alignCases();
    return m_pack;
}

void RandomItem::addFacts()
{
    const int count = m_factCount > 0 ? m_factCount : 4 + below(3);
    QStringList elements;
    for (int i = 0; i < count; ++i) {
        FactShape fact;
        fact.name = u"事实"_s + QString::number(i);
        fact.type = pick({u"enum"_s, u"bool"_s, u"bool"_s, u"set"_s, u"number"_s});
        QString values, step;
        if (fact.type == u"enum")
            fact.options = QStringList{u"红"_s, u"黄"_s, u"蓝"_s}.mid(0, 2 + below(2));
        if (fact.type == u"set")
            fact.options = QStringList{u"东"_s, u"南"_s, u"西"_s}.mid(0, 2 + below(2));
        values = fact.options.join(u'|');
        if (fact.type == u"number") {
            values = u"[0..9]"_s;
            step = u"1"_s;
        }
        QString applicable;
        if (i > 0 && once(3)) {
            m_facts << fact;
            applicable = condition(i);
            m_facts.removeLast();
            fact.skippable = true;
        }
        m_facts << fact;
        // The same element wherever the shape is the same, else another one; none makes the fact the item's own.
        QString element = u"DE-%1-%2"_s.arg(fact.type).arg(fact.options.size());
        if (once(3) || elements.contains(element))
            element.clear();
        elements << element;
        m_pack.sheet(u"facts.csv"_s)->rows << Row{u"F%1"_s.arg(i + 1, 2, 10, QChar(u'0')), fact.name, fact.type, values, step, QString(), u"问？"_s, u"因为"_s,
                                                  u"applicant"_s, QString::number(below(3)), applicable, QString(), QString(), element};
    }
}

// What a person would write: a test of one fact, of a kind that fits it.
QString RandomItem::condition(int most)
{
    const FactShape &fact = m_facts.at(below(most));
    if (fact.type == u"enum")
        return once(3) ? u"%1 in (\"%2\",\"%3\")"_s.arg(fact.name, fact.options.at(0), fact.options.at(1)) : u"%1 %2 \"%3\""_s.arg(fact.name, pick({u"="_s, u"!="_s}), pick(fact.options));
    if (fact.type == u"bool")
        return u"%1 = %2"_s.arg(fact.name, pick({u"true"_s, u"false"_s}));
    if (fact.type == u"number")
        return u"%1 %2 %3"_s.arg(fact.name, pick({u"<"_s, u"<="_s, u">"_s, u">="_s, u"="_s})).arg(below(10));
    switch (below(4)) {
    case 0: return u"count(%1) %2 %3"_s.arg(fact.name, pick({u">="_s, u"<"_s, u"="_s})).arg(1 + below(2));
    case 1: return u"some x in %1 satisfies x = \"%2\""_s.arg(fact.name, pick(fact.options));
    case 2: return u"every x in %1 satisfies x = \"%2\""_s.arg(fact.name, pick(fact.options));
    default: return u"list contains(%1,\"%2\")"_s.arg(fact.name, pick(fact.options));
    }
}

QStringList RandomItem::someColumns(int count)
{
    QStringList columns;
    while (columns.size() < count) {
        const int choice = below(int(m_facts.size() + m_helpers.size()) + 1);
        QString column;
        if (choice < m_facts.size()) {
            const FactShape &fact = m_facts.at(choice);
            column = fact.type == u"set" ? u"list contains(%1,\"%2\")"_s.arg(fact.name, pick(fact.options)) : fact.name;
        } else if (choice < m_facts.size() + m_helpers.size()) {
            column = m_helpers.at(choice - m_facts.size()).name;
        } else {
            column = condition(int(m_facts.size()));
        }
        if (!columns.contains(column))
            columns << column;
        else if (once(4))
            count = int(columns.size());
    }
    return columns;
}

QString RandomItem::cellFor(const QString &column)
{
    for (const FactShape &fact : std::as_const(m_facts)) {
        if (fact.name != column)
            continue;
        if (fact.type == u"enum")
            return once(4) ? u"not(\"%1\")"_s.arg(pick(fact.options)) : u"\"%1\""_s.arg(pick(fact.options));
        if (fact.type == u"number")
            return once(3) ? u"[%1..%2]"_s.arg(below(5)).arg(5 + below(5)) : pick({u"< "_s, u"<= "_s, u"> "_s, u">= "_s}) + QString::number(below(10));
        return pick({u"true"_s, u"false"_s});
    }
    for (const HelperShape &helper : std::as_const(m_helpers))
        if (helper.name == column && !helper.values.isEmpty())
            return u"\"%1\""_s.arg(pick(helper.values));
    return pick({u"true"_s, u"false"_s});
}

AuthoredTable RandomItem::table(const QString &name, const QString &policy, const QStringList &inputs, const QStringList &outputs, bool law)
{
    AuthoredTable table;
    table.id = u"d"_s + QString::number(m_pack.tables.size());
    table.name = name;
    table.hitPolicy = policy;
    for (const QString &input : inputs)
        table.columns.append({AuthoredTable::Kind::Input, input});
    for (const QString &output : outputs)
        table.columns.append({AuthoredTable::Kind::Output, output});
    if (law)
        table.columns.append({AuthoredTable::Kind::Annotation, u"依据"_s});
    return table;
}

void RandomItem::addRule(AuthoredTable &table, const QStringList &inputs, const QStringList &outputs)
{
    AuthoredTable::Rule rule;
    rule.id = u"r"_s + QString::number(++m_rule);
    rule.cells = inputs + outputs;
    if (table.columns.constLast().kind == AuthoredTable::Kind::Annotation)
        rule.cells << u"L01"_s;
    table.rules << rule;
}

void RandomItem::addHelpers()
{
    const int count = below(3);
    for (int i = 0; i < count; ++i) {
        HelperShape helper;
        helper.name = u"辅助"_s + QString::number(i);
        if (once(2)) {
            AuthoredFormula formula;
            formula.id = u"h"_s + QString::number(i);
            formula.name = helper.name;
            formula.type = u"boolean"_s;
            const QString a = condition(int(m_facts.size())), b = condition(int(m_facts.size()));
            formula.text = pick({a, u"%1 and %2"_s.arg(a, b), u"%1 or %2"_s.arg(a, b), u"if %1 then %2 else %3"_s.arg(a, b, condition(int(m_facts.size()))),
                                 u"not(%1)"_s.arg(a)});
            m_pack.formulas << formula;
        } else {
            helper.values = {u"高"_s, u"中"_s, u"低"_s};
            const QStringList columns = someColumns(1 + below(2));
            AuthoredTable made = table(helper.name, pick({u"FIRST"_s, u"UNIQUE"_s, u"ANY"_s}), columns, {u"级别"_s}, false);
            const int rows = 2 + below(3);
            for (int r = 0; r < rows; ++r) {
                QStringList cells;
                for (const QString &column : columns)
                    cells << (once(3) || (r + 1 == rows && made.hitPolicy == u"FIRST") ? u"-"_s : cellFor(column));
                addRule(made, cells, {u"\"%1\""_s.arg(pick(helper.values))});
            }
            m_pack.tables << made;
        }
        m_helpers << helper;
    }
}

void RandomItem::addCatalogue()
{
    m_handled = QStringList{u"S1"_s, u"S2"_s}.mid(0, 1 + below(2));
    m_exits = {u"X1"_s};
    for (const QString &id : m_handled)
        m_pack.sheet(u"subitems.csv"_s)->rows << Row{id, u"办理"_s, u"办"_s + id, u"说明"_s, u"样例局"_s, QString::number(1 + below(2)), u"L01"_s};
    m_pack.sheet(u"subitems.csv"_s)->rows << Row{u"X1"_s, u"不予受理"_s, u"不办"_s, u"说明"_s, u"样例局"_s, u"1"_s, u"L01"_s};
    const int materials = 2 + below(3);
    m_pack.others.insert(u"samples/form.md"_s, QByteArray("样例\n"));
    for (int i = 1; i <= materials; ++i) {
        m_materials << u"M%1"_s.arg(i, 2, 10, QChar(u'0'));
        m_pack.sheet(u"materials.csv"_s)->rows << Row{m_materials.constLast(), u"CL-%1"_s.arg(i), u"材料"_s + QString::number(i), u"原件"_s, QString::number(1 + below(3)), u"-"_s,
                                                      u"LT-样例"_s, once(4) ? u"false"_s : u"true"_s,
                                                      once(4) ? QString() : u"samples/form.md"_s, QString(), u"L01"_s, QString()};
    }
    const int fields = 1 + below(2);
    for (int i = 1; i <= fields; ++i) {
        m_fields << u"D%1"_s.arg(i, 2, 10, QChar(u'0'));
        m_pack.sheet(u"fields.csv"_s)->rows << Row{m_fields.constLast(), u"DE-F%1"_s.arg(i), u"字段"_s + QString::number(i), u"text"_s, pick({u"true"_s, u"false"_s}), QString(), u"applicant"_s, u"L01"_s};
    }
}

void RandomItem::addTables()
{
    const auto cells = [this](const QStringList &columns, int blankIn) {
        QStringList result;
        for (const QString &column : columns)
            result << (below(blankIn) != 0 ? u"-"_s : cellFor(column));
        return result;
    };
    const auto quoted = [](const QString &text) { return u"\"%1\""_s.arg(text); };
    {
        // Split along one column, so that most situations come to something.
        const QStringList columns = someColumns(1 + below(2));
        AuthoredTable made = table(u"子事项"_s, u"COLLECT"_s, columns, {u"子事项"_s}, true);
        const int rows = 2 + below(3);
        for (int r = 0; r < rows; ++r)
            addRule(made, cells(columns, 2), {quoted(pick(m_handled + (once(3) ? m_exits : QStringList())))});
        addRule(made, QStringList(columns.size(), u"-"_s), {quoted(m_handled.constFirst())});
        if (once(2))
            made.rules.removeLast();
        m_pack.tables << made;
    }
    const auto collect = [&](const QString &name, const QStringList &ids) {
        const QStringList columns = QStringList{u"当前子事项"_s} + someColumns(1 + below(3));
        AuthoredTable made = table(name, u"COLLECT"_s, columns, {name}, true);
        for (const QString &id : ids) {
            for (int r = below(3) == 0 ? 2 : 1; r > 0; --r) {
                QStringList row{once(3) ? quoted(pick(m_handled)) : u"-"_s};
                row += cells(columns.mid(1), 2);
                addRule(made, row, {quoted(id)});
            }
        }
        m_pack.tables << made;
    };
    collect(u"材料"_s, m_materials);
    collect(u"表单字段"_s, m_fields);
    const auto numbers = [&](const QString &name, const QStringList &outputs) {
        const QStringList columns = QStringList{u"当前子事项"_s} + someColumns(1);
        AuthoredTable made = table(name, u"UNIQUE"_s, columns, outputs, true);
        for (const QString &id : std::as_const(m_handled)) {
            const auto values = [&] {
                QStringList list;
                for (int i = 0; i < outputs.size(); ++i)
                    list << QString::number(1 + below(20));
                return list;
            };
            if (once(3)) {
                const QString cell = cellFor(columns.at(1));
                addRule(made, {quoted(id), cell}, values());
                addRule(made, {quoted(id), cell.startsWith(u"not(") ? cell.mid(4, cell.size() - 5) : u"not(%1)"_s.arg(cell)}, values());
            } else {
                addRule(made, {quoted(id), u"-"_s}, values());
            }
        }
        m_pack.tables << made;
    };
    numbers(u"时限"_s, {u"承诺工作日"_s, u"法定工作日"_s});
    numbers(u"费用"_s, {u"金额"_s});
    {
        const QStringList columns = QStringList{u"当前材料"_s} + someColumns(1 + below(2));
        AuthoredTable made = table(u"提交方式"_s, u"UNIQUE"_s, columns, {u"方式"_s, u"补正期限"_s}, true);
        const auto mode = [&]() -> QStringList {
            const QString text = pick({u"必交"_s, u"必交"_s, u"免交"_s, u"容缺"_s, u"承诺"_s});
            return {quoted(text), text == u"容缺" && !once(5) ? QString::number(1 + below(9)) : u"null"_s};
        };
        for (const QString &id : std::as_const(m_materials)) {
            QStringList blank(columns.size(), u"-"_s);
            blank[0] = quoted(id);
            if (once(3)) {
                QStringList one = blank, other = blank;
                one[1] = cellFor(columns.at(1));
                other[1] = one.at(1).startsWith(u"not(") ? one.at(1).mid(4, one.at(1).size() - 5) : u"not(%1)"_s.arg(one.at(1));
                addRule(made, one, mode());
                addRule(made, other, mode());
            } else {
                addRule(made, blank, mode());
            }
        }
        m_pack.tables << made;
    }
}

void RandomItem::addConditions()
{
    const int constraints = below(3);
    for (int i = 1; i <= constraints; ++i)
        m_pack.sheet(u"constraints.csv"_s)->rows << Row{u"K%1"_s.arg(i, 2, 10, QChar(u'0')), once(2) ? condition(int(m_facts.size())) : QString(),
                                                        condition(int(m_facts.size())), u"不可能"_s, u"L01"_s};
}

} // namespace oracle
