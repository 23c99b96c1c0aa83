#include "internal/rulefile.h"

#include "internal/program.h"

#include <feel/expression.h>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
using Kind = AuthoredTable::Kind;

QByteArray xmlText(const QString &text)
{
    return QString(text).replace(u'&', u"&amp;"_s).replace(u'<', u"&lt;"_s).replace(u'>', u"&gt;"_s).toUtf8();
}

QByteArray xmlAttribute(const QString &text)
{
    return xmlText(text).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;");
}

QString optionList(const QStringList &options)
{
    QStringList parts;
    for (const QString &option : options)
        parts << feel::Value(option).text();
    return parts.join(u',');
}

QString typeRef(feel::Type::Kind kind)
{
    switch (kind) {
    case feel::Type::Kind::Boolean: return u"boolean"_s;
    case feel::Type::Kind::Number: return u"number"_s;
    case feel::Type::Kind::String: return u"string"_s;
    case feel::Type::Kind::Date: return u"date"_s;
    case feel::Type::Kind::List: return u"tTextList"_s;
    default: return u"Any"_s;
    }
}

feel::Type scopeType(const QString &typeRef)
{
    feel::Type type;
    if (typeRef == u"boolean")
        type.kind = feel::Type::Kind::Boolean;
    else if (typeRef == u"number")
        type.kind = feel::Type::Kind::Number;
    else if (typeRef == u"string")
        type.kind = feel::Type::Kind::String;
    else if (typeRef == u"date")
        type.kind = feel::Type::Kind::Date;
    else if (typeRef == u"tTextList")
        type.kind = feel::Type::Kind::List;
    return type;
}

// A row of facts.csv as far as types go.
struct FactRow {
    QString id, name, type;
    QStringList options;
};

QList<FactRow> factRows(const AuthoredPack &pack)
{
    QList<FactRow> facts;
    const AuthoredSheet *sheet = pack.sheet(u"facts.csv"_s);
    for (qsizetype row = 0; sheet && row < sheet->rows.size(); ++row)
        facts << FactRow{sheet->cell(row, u"id"), sheet->cell(row, u"name"), sheet->cell(row, u"type"), sheet->cell(row, u"values").split(u'|')};
    return facts;
}
} // namespace

QString typeRefOf(const QString &expression, const feel::Scope &scope)
{
    const auto parsed = feel::Expression::parse(expression, scope, feel::Profile::Authoring);
    return parsed.ok() ? typeRef(parsed->type().kind) : u"Any"_s;
}

feel::Scope authoredScope(const AuthoredPack &pack)
{
    feel::Scope scope;
    for (const FactRow &fact : factRows(pack)) {
        if (fact.type == u"enum")
            scope.insert(fact.name, feel::Type::oneOf(fact.options));
        else if (fact.type == u"set")
            scope.insert(fact.name, feel::Type::listOf(fact.options));
        else
            scope.insert(fact.name, fact.type == u"bool" ? feel::Type::boolean() : fact.type == u"number" ? feel::Type::number() : feel::Type::date());
    }
    scope.insert(kLoopSubItem, scopeType(u"string"_s));
    scope.insert(kLoopMaterial, scopeType(u"string"_s));
    for (const AuthoredTable &table : pack.tables)
        scope.insert(table.name, scopeType(RuleFileWriter::decisionType(table)));
    for (const AuthoredFormula &formula : pack.formulas)
        scope.insert(formula.name, scopeType(formula.type));
    return scope;
}

RuleFileWriter::RuleFileWriter(const AuthoredPack &pack, const std::atomic_bool *stop) : m_pack(pack), m_stop(stop), m_scope(authoredScope(pack))
{
    for (const FactRow &fact : factRows(pack)) {
        m_names.insert(fact.name, {u"requiredInput"_s, fact.id, {}});
        QString type = fact.type == u"bool" ? u"boolean"_s : fact.type;
        if (fact.type == u"enum" || fact.type == u"set") {
            type = u't' + fact.name;
            m_head += "  <itemDefinition name=\"" + xmlAttribute(type) + (fact.type == u"set" ? "\" isCollection=\"true\"" : "\"")
                + "><typeRef>string</typeRef><allowedValues><text>" + xmlText(optionList(fact.options)) + "</text></allowedValues></itemDefinition>\n";
        }
    }
    m_head += "  <itemDefinition name=\"tTextList\" isCollection=\"true\"><typeRef>string</typeRef></itemDefinition>\n";
    const auto input = [this](const QString &id, const QString &name, const QString &type) {
        m_head += "  <inputData id=\"" + xmlAttribute(id) + "\" name=\"" + xmlAttribute(name) + "\"><variable name=\"" + xmlAttribute(name)
            + "\" typeRef=\"" + xmlAttribute(type) + "\"/></inputData>\n";
    };
    for (const FactRow &fact : factRows(pack))
        input(fact.id, fact.name, fact.type == u"enum" || fact.type == u"set" ? u't' + fact.name : fact.type == u"bool" ? u"boolean"_s : fact.type);
    for (const auto &[id, name] : {std::pair(u"loopSubitem"_s, kLoopSubItem), std::pair(u"loopMaterial"_s, kLoopMaterial)}) {
        m_names.insert(name, {u"requiredInput"_s, id, {}});
        input(id, name, u"string"_s);
    }
    for (const AuthoredFormula &formula : pack.formulas)
        m_names.insert(formula.name, {u"requiredDecision"_s, formula.id, formula.file});
    for (const AuthoredTable &table : pack.tables)
        m_names.insert(table.name, {u"requiredDecision"_s, table.id, table.file});
}

QString RuleFileWriter::inputType(const QString &expression) const
{
    return typeRefOf(expression, m_scope);
}

// The known tables say what their outputs are; a helper's output is what its rules answer.
QString RuleFileWriter::outputType(const AuthoredTable &table, qsizetype column)
{
    static const QHash<QString, QString> known = {{kMode, u"string"_s}, {kDueDays, u"number"_s}, {kPromised, u"number"_s}, {kStatutory, u"number"_s}, {kFee, u"number"_s}};
    static const QStringList lists = {kSubItems, kMaterials, kFields};
    if (lists.contains(table.name))
        return u"string"_s;
    if (table.name == kModes || table.name == kLimits || table.name == kFees)
        return known.value(table.columns.at(column).text, u"Any"_s);
    QString type;
    for (const AuthoredTable::Rule &rule : table.rules) {
        const auto constant = feel::parseConstant(rule.cells.value(column));
        if (constant.ok() && constant->isNull())
            continue;
        const QString one = constant.ok() ? typeRef(feel::Type::of(*constant).kind) : u"Any"_s;
        if (!type.isEmpty() && type != one)
            return u"Any"_s;
        type = one;
    }
    return type.isEmpty() ? u"Any"_s : type;
}

QString RuleFileWriter::decisionType(const AuthoredTable &table)
{
    if (table.hitPolicy == u"COLLECT" || table.hitPolicy.endsWith(u"ORDER"))
        return u"tTextList"_s;
    if (table.count(Kind::Output) != 1)
        return u"Any"_s;
    return table.hitPolicy.startsWith(u"COLLECT") ? u"number"_s : outputType(table, table.count(Kind::Input));
}

// In the order of first use. A decision of another file cannot be named by a plain reference; guidance finds it by name.
QByteArray RuleFileWriter::requirements(const QStringList &expressions, const QString &file) const
{
    QStringList seen;
    QByteArray lines;
    for (const QString &text : expressions) {
        const auto parsed = feel::Expression::parse(text, {}, feel::Profile::Engine);
        const QStringList names = parsed.ok() ? parsed->names() : QStringList();
        for (const QString &name : names) {
            const auto known = m_names.constFind(name);
            if (known == m_names.cend() || seen.contains(name) || (!known->file.isEmpty() && known->file != file))
                continue;
            seen << name;
            lines += "    <informationRequirement><" + known->href.toUtf8() + " href=\"#" + xmlAttribute(known->id) + "\"/></informationRequirement>\n";
        }
    }
    return lines;
}

QByteArray RuleFileWriter::decision(const AuthoredFormula &formula) const
{
    return "  <decision id=\"" + xmlAttribute(formula.id) + "\" name=\"" + xmlAttribute(formula.name) + "\">\n    <variable name=\""
        + xmlAttribute(formula.name) + "\" typeRef=\"" + xmlAttribute(formula.type) + "\"/>\n" + requirements({formula.text}, formula.file)
        + "    <literalExpression><text>" + xmlText(formula.text) + "</text></literalExpression>\n  </decision>\n";
}

QByteArray RuleFileWriter::decision(const AuthoredTable &table) const
{
    QStringList expressions;
    for (const AuthoredTable::Column &column : table.columns)
        if (column.kind == Kind::Input)
            expressions << column.text;
    const QByteArray id = xmlAttribute(table.id);
    const qsizetype space = table.hitPolicy.startsWith(u"COLLECT ") ? 7 : -1;
    QByteArray xml = "  <decision id=\"" + id + "\" name=\"" + xmlAttribute(table.name) + "\">\n    <variable name=\"" + xmlAttribute(table.name)
        + "\" typeRef=\"" + decisionType(table).toUtf8() + "\"/>\n" + requirements(expressions, table.file) + "    <decisionTable id=\"" + id
        + "T\" hitPolicy=\"" + xmlAttribute(space < 0 ? table.hitPolicy : table.hitPolicy.left(space)) + '"'
        + (space < 0 ? QByteArray() : " aggregation=\"" + xmlAttribute(table.hitPolicy.mid(space + 1)) + '"') + ">\n";
    int inputs = 0, outputs = 0;
    for (qsizetype i = 0; i < table.columns.size(); ++i) {
        const AuthoredTable::Column &column = table.columns.at(i);
        switch (column.kind) {
        case Kind::Input:
            xml += "      <input id=\"" + id + 'I' + QByteArray::number(++inputs) + "\"><inputExpression typeRef=\"" + inputType(column.text).toUtf8()
                + "\"><text>" + xmlText(column.text) + "</text></inputExpression></input>\n";
            break;
        case Kind::Output:
            xml += "      <output id=\"" + id + 'O' + QByteArray::number(++outputs) + "\" name=\"" + xmlAttribute(column.text) + "\" typeRef=\""
                + outputType(table, i).toUtf8() + "\"/>\n";
            break;
        case Kind::Annotation: xml += "      <annotation name=\"" + xmlAttribute(column.text) + "\"/>\n"; break;
        }
    }
    static const char *const entries[] = {"inputEntry", "outputEntry", "annotationEntry"};
    for (const AuthoredTable::Rule &rule : table.rules) {
        if (stopped())
            break;
        xml += "      <rule id=\"" + xmlAttribute(rule.id) + "\">\n";
        for (qsizetype i = 0; i < table.columns.size(); ++i) {
            const QByteArray entry = entries[int(table.columns.at(i).kind)];
            xml += "        <" + entry + "><text>" + xmlText(rule.cells.value(i)) + "</text></" + entry + ">\n";
        }
        xml += "      </rule>\n";
    }
    return xml + "    </decisionTable>\n  </decision>\n";
}

QByteArray RuleFileWriter::write(const QString &file) const
{
    QString name = m_pack.info.packId;
    if (file != u"rules/main.dmn")
        name += u'-' + file.section(u'/', -1).section(u'.', 0, -2);
    const QByteArray id = xmlAttribute(name);
    QByteArray xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" id=\"" + id
        + "\" name=\"" + id + "\" namespace=\"urn:zc:pack:" + id + "\">\n" + m_head;
    for (const AuthoredFormula &formula : m_pack.formulas)
        if (formula.file == file)
            xml += decision(formula);
    for (const AuthoredTable &table : m_pack.tables)
        if (table.file == file && !stopped())
            xml += decision(table);
    return xml + "</definitions>\n";
}

} // namespace zc::guidance
