// The expressions of a model: boxed expressions and decision tables.
#include "internal/reader.h"

namespace zc::dmn {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxRules = 20'000;

constexpr std::pair<QByteArrayView, Boxed::Kind> kExpressions[] = {
    {"literalExpression", Boxed::Kind::Literal}, {"decisionTable", Boxed::Kind::Table}, {"context", Boxed::Kind::Context},
    {"invocation", Boxed::Kind::Invocation}, {"functionDefinition", Boxed::Kind::FunctionDefinition}, {"relation", Boxed::Kind::Relation},
    {"list", Boxed::Kind::List}, {"conditional", Boxed::Kind::Conditional}, {"filter", Boxed::Kind::Filter}, {"for", Boxed::Kind::For},
    {"some", Boxed::Kind::Some}, {"every", Boxed::Kind::Every}};
} // namespace

bool Reader::isExpression(QByteArrayView name)
{
    return std::any_of(std::begin(kExpressions), std::end(kExpressions), [name](const auto &entry) { return entry.first == name; });
}

BoxedPtr Reader::readExpression(const pugi::xml_node &node)
{
    auto boxed = std::make_shared<Boxed>();
    for (const auto &[name, kind] : kExpressions)
        if (localName(node) == name)
            boxed->kind = kind;
    boxed->typeRef = attribute(node, "typeRef");
    boxed->line = m_document.lineOf(node);
    if (!remember(node))
        return nullptr;
    bool good = true;
    switch (boxed->kind) {
    case Boxed::Kind::Literal: boxed->text = textChild(node); break;
    case Boxed::Kind::Table: good = readTable(node, boxed->table); break;
    case Boxed::Kind::Context: good = readContext(node, *boxed); break;
    case Boxed::Kind::Invocation: good = readInvocation(node, *boxed); break;
    case Boxed::Kind::FunctionDefinition: good = readFunction(node, *boxed); break;
    case Boxed::Kind::Relation: good = readRelation(node, *boxed); break;
    case Boxed::Kind::List:
        for (const pugi::xml_node &child : node.children()) {
            if (skips(child))
                continue;
            BoxedPtr item = isExpression(localName(child)) ? readExpression(child) : (unread(child), nullptr);
            if (!item)
                return nullptr;
            boxed->parts << Boxed::Part{{}, item};
        }
        break;
    case Boxed::Kind::Conditional: good = readNested(node, *boxed, {"if", "then", "else"}); break;
    case Boxed::Kind::Filter: good = readNested(node, *boxed, {"in", "match"}); break;
    case Boxed::Kind::For: good = readNested(node, *boxed, {"in", "return"}); break;
    case Boxed::Kind::Some:
    case Boxed::Kind::Every: good = readNested(node, *boxed, {"in", "satisfies"}); break;
    }
    boxed->iterator = cleaned(attribute(node, "iteratorVariable"));
    return good ? boxed : nullptr;
}

// Children that each wrap one expression, in a fixed order.
bool Reader::readNested(const pugi::xml_node &node, Boxed &boxed, const QList<QByteArrayView> &names)
{
    boxed.parts.resize(names.size());
    for (const pugi::xml_node &child : node.children()) {
        if (skips(child))
            continue;
        const qsizetype place = names.indexOf(localName(child));
        if (place < 0)
            return unread(child);
        for (const pugi::xml_node &inner : child.children()) {
            if (skips(inner))
                continue;
            if (!isExpression(localName(inner)))
                return unread(inner);
            boxed.parts[place].value = readExpression(inner);
            if (!boxed.parts.at(place).value)
                return false;
        }
    }
    return true;
}

// An entry or a binding: what it is called, in the element `named`, and what it is.
bool Reader::readPart(const pugi::xml_node &node, QByteArrayView named, Boxed &boxed)
{
    Boxed::Part part;
    for (const pugi::xml_node &inner : node.children()) {
        if (skips(inner))
            continue;
        if (localName(inner) == named) {
            part.variable = typed(inner);
        } else if (!isExpression(localName(inner))) {
            return unread(inner);
        } else {
            part.value = readExpression(inner);
            if (!part.value)
                return false;
        }
    }
    boxed.parts << part;
    return true;
}

bool Reader::readContext(const pugi::xml_node &node, Boxed &boxed)
{
    for (const pugi::xml_node &child : node.children()) {
        if (skips(child))
            continue;
        if (localName(child) != "contextEntry")
            return unread(child);
        if (!readPart(child, "variable", boxed))
            return false;
    }
    return true;
}

bool Reader::readInvocation(const pugi::xml_node &node, Boxed &boxed)
{
    for (const pugi::xml_node &child : node.children()) {
        if (skips(child))
            continue;
        if (isExpression(localName(child))) {
            boxed.callee = readExpression(child);
            if (!boxed.callee)
                return false;
            continue;
        }
        if (localName(child) != "binding")
            return unread(child);
        if (!readPart(child, "parameter", boxed))
            return false;
    }
    return true;
}

bool Reader::readFunction(const pugi::xml_node &node, Boxed &boxed)
{
    const QString kind = attribute(node, "kind");
    boxed.external = !kind.isEmpty() && kind.compare(u"FEEL"_s, Qt::CaseInsensitive) != 0;
    for (const pugi::xml_node &child : node.children()) {
        if (skips(child))
            continue;
        if (localName(child) == "formalParameter") {
            boxed.parameters << typed(child);
        } else if (!isExpression(localName(child))) {
            return unread(child);
        } else {
            BoxedPtr body = readExpression(child);
            if (!body)
                return false;
            boxed.parts << Boxed::Part{{}, body};
        }
    }
    return true;
}

bool Reader::readRelation(const pugi::xml_node &node, Boxed &boxed)
{
    for (const pugi::xml_node &child : node.children()) {
        if (skips(child))
            continue;
        if (localName(child) == "column") {
            boxed.parameters << typed(child);
            continue;
        }
        if (localName(child) != "row")
            return unread(child);
        auto row = std::make_shared<Boxed>();
        row->kind = Boxed::Kind::List;
        row->line = m_document.lineOf(child);
        for (const pugi::xml_node &inner : child.children()) {
            if (skips(inner))
                continue;
            BoxedPtr cell = isExpression(localName(inner)) ? readExpression(inner) : (unread(inner), nullptr);
            if (!cell)
                return false;
            row->parts << Boxed::Part{{}, cell};
        }
        if (row->parts.size() != boxed.parameters.size())
            return fail(child, u"DMN-REFERENCE"_s, u"a row of %1 cells under %2 columns"_s.arg(row->parts.size()).arg(boxed.parameters.size()));
        boxed.parts << Boxed::Part{{}, row};
    }
    return true;
}

bool Reader::readTable(const pugi::xml_node &node, DecisionTable &table)
{
    table.id = attribute(node, "id");
    const QString policy = attribute(node, "hitPolicy");
    int place = 0;
    while (place <= int(HitPolicy::OutputOrder) && hitPolicyName(HitPolicy(place)) != policy)
        ++place;
    if (policy.isEmpty())
        place = 0;
    if (place > int(m_whole ? HitPolicy::OutputOrder : HitPolicy::Collect))
        return fail(node, u"DMN-ELEMENT"_s, u"hit policy %1 is not supported (UNIQUE, FIRST, ANY, COLLECT are)"_s.arg(policy));
    table.hitPolicy = HitPolicy(place);
    if (const QString aggregation = attribute(node, "aggregation"); !aggregation.isEmpty()) {
        static const QStringList names = {QString(), u"SUM"_s, u"MIN"_s, u"MAX"_s, u"COUNT"_s};
        const qsizetype index = names.indexOf(aggregation);
        if (!m_whole || index < 0)
            return fail(node, u"DMN-ELEMENT"_s, u"aggregation %1 is not supported"_s.arg(aggregation));
        table.aggregation = Aggregation(index);
    }
    for (const pugi::xml_node &child : node.children()) {
        const QByteArrayView name = localName(child);
        if (skips(child))
            continue;
        if (!remember(child))
            return false;
        bool good = true;
        if (name == "input")
            good = readInput(child, table);
        else if (name == "output")
            good = readOutput(child, table);
        else if (name == "annotation")
            table.annotations << attribute(child, "name");
        else if (name == "rule")
            good = readRule(child, table);
        else
            good = unread(child);
        if (!good)
            return false;
    }
    return !table.outputs.isEmpty() || fail(node, u"DMN-REFERENCE"_s, u"the table has no output"_s);
}

bool Reader::readInput(const pugi::xml_node &node, DecisionTable &table)
{
    InputClause clause{attribute(node, "id"), {}, {}};
    for (const pugi::xml_node &part : node.children()) {
        if (skips(part))
            continue;
        if (localName(part) == "inputExpression") {
            clause.expression = textChild(part);
            clause.typeRef = attribute(part, "typeRef");
        } else if (localName(part) == "inputValues") {
            clause.values = textChild(part);
        } else {
            return unread(part);
        }
    }
    table.inputs << clause;
    return true;
}

bool Reader::readOutput(const pugi::xml_node &node, DecisionTable &table)
{
    OutputClause clause{attribute(node, "id"), m_whole ? cleaned(attribute(node, "name")) : attribute(node, "name"), attribute(node, "typeRef")};
    for (const pugi::xml_node &part : node.children()) {
        if (skips(part))
            continue;
        if (localName(part) == "outputValues")
            clause.values = textChild(part);
        else if (m_whole && localName(part) == "defaultOutputEntry")
            clause.fallback = textChild(part);
        else
            return unread(part);
    }
    table.outputs << clause;
    return true;
}

bool Reader::readRule(const pugi::xml_node &node, DecisionTable &table)
{
    Rule rule;
    rule.id = attribute(node, "id");
    rule.line = m_document.lineOf(node);
    for (const pugi::xml_node &child : node.children()) {
        const QByteArrayView name = localName(child);
        if (skips(child))
            continue;
        if (name == "inputEntry")
            rule.inputs << textChild(child);
        else if (name == "outputEntry")
            rule.outputs << textChild(child);
        else if (name == "annotationEntry")
            rule.annotations << textChild(child);
        else
            return unread(child);
    }
    if (rule.inputs.size() != table.inputs.size() || rule.outputs.size() != table.outputs.size()
        || (!m_whole && rule.annotations.size() > table.annotations.size()))
        return fail(node, u"DMN-REFERENCE"_s,
                    u"rule \"%1\" has %2 inputs and %3 outputs, the table %4 and %5"_s.arg(rule.id)
                        .arg(rule.inputs.size()).arg(rule.outputs.size()).arg(table.inputs.size()).arg(table.outputs.size()));
    rule.annotations.resize(table.annotations.size());
    if (table.rules.size() >= kMaxRules)
        return fail(node, u"DMN-XML"_s, u"more than %1 rules"_s.arg(kMaxRules));
    table.rules << rule;
    return true;
}

QString hitPolicyName(HitPolicy policy)
{
    static const QStringList names = {u"UNIQUE"_s, u"FIRST"_s, u"ANY"_s, u"COLLECT"_s, u"PRIORITY"_s, u"RULE ORDER"_s, u"OUTPUT ORDER"_s};
    return names.at(int(policy));
}

} // namespace zc::dmn
