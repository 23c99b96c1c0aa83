#include "model.h"

#include <feel/expression.h>

#include <QSet>

#include <pugixml.hpp>

namespace zc::dmn {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxBytes = 16 * 1024 * 1024;
constexpr qsizetype kMaxRules = 20'000;

// Elements that carry nothing to evaluate.
bool isSilent(QByteArrayView name)
{
    return name == "description" || name == "extensionElements" || name == "DMNDI" || name == "question" || name == "allowedAnswers"
        || name == "authorityRequirement" || name == "knowledgeSource" || name == "textAnnotation" || name == "association"
        || name == "performanceIndicator" || name == "organizationUnit" || name == "elementCollection" || name == "group"
        || name == "decisionMaker" || name == "decisionOwner" || name == "usingProcess" || name == "usingTask"
        || name == "supportedObjective" || name == "impactedPerformanceIndicator";
}

QByteArrayView localName(const pugi::xml_node &node)
{
    const QByteArrayView name(node.name());
    const qsizetype colon = name.indexOf(':');
    return colon < 0 ? name : name.sliced(colon + 1);
}

QString attribute(const pugi::xml_node &node, const char *name)
{
    return QString::fromUtf8(node.attribute(name).value());
}
} // namespace

// Walks the document once; the first problem ends it.
class Reader {
public:
    explicit Reader(const QByteArray &xml) : m_xml(xml) {}

    Result<Model> run()
    {
        if (m_xml.size() > kMaxBytes)
            return Error{ErrorKind::Invalid, u"DMN-XML"_s, u"line 1: larger than %1 bytes"_s.arg(kMaxBytes)};
        pugi::xml_document document;
        // The document type is parsed only to be refused: entities of one's own have no place in a model.
        const auto status = document.load_buffer(m_xml.constData(), size_t(m_xml.size()), pugi::parse_default | pugi::parse_doctype,
                                                 pugi::encoding_utf8);
        if (!status)
            return Error{ErrorKind::Invalid, u"DMN-XML"_s,
                         u"line %1: %2"_s.arg(lineAt(status.offset)).arg(QString::fromUtf8(status.description()))};
        for (const pugi::xml_node &node : document)
            if (node.type() == pugi::node_doctype)
                return failAt(node, u"DMN-XML"_s, u"a document type is not allowed"_s);
        const pugi::xml_node root = document.document_element();
        if (localName(root) != "definitions")
            return failAt(root, u"DMN-XML"_s, u"the root element is not definitions"_s);
        if (!isDmnNamespace(root))
            return failAt(root, u"DMN-XML"_s, u"not a namespace of DMN 1.3, 1.4 or 1.5"_s);
        m_model.m_name = attribute(root, "name");
        for (const pugi::xml_node &node : root.children())
            if (node.type() == pugi::node_element && !readTop(node))
                return m_error;
        if (!checkReferences())
            return m_error;
        return m_model;
    }

private:
    int lineAt(ptrdiff_t offset) const { return 1 + int(m_xml.left(qMax<ptrdiff_t>(0, offset)).count('\n')); }

    // Lines are asked for in document order, so counting goes on from the last one.
    int lineOf(const pugi::xml_node &node)
    {
        const ptrdiff_t offset = node.offset_debug();
        if (offset < m_lastOffset)
            return lineAt(offset);
        m_lastLine += int(QByteArrayView(m_xml).sliced(m_lastOffset, offset - m_lastOffset).count('\n'));
        m_lastOffset = offset;
        return m_lastLine;
    }

    Error failAt(const pugi::xml_node &node, const QString &code, const QString &what)
    {
        m_error = {ErrorKind::Invalid, code, u"line %1: %2"_s.arg(lineAt(node.offset_debug())).arg(what)};
        return m_error;
    }
    bool fail(const pugi::xml_node &node, const QString &code, const QString &what)
    {
        failAt(node, code, what);
        return false;
    }
    bool unread(const pugi::xml_node &node)
    {
        return fail(node, u"DMN-ELEMENT"_s, u"element %1 is not supported here"_s.arg(QString::fromUtf8(node.name())));
    }

    static bool isDmnNamespace(const pugi::xml_node &root)
    {
        const QByteArrayView name(root.name());
        const qsizetype colon = name.indexOf(':');
        const QByteArray key = colon < 0 ? QByteArray("xmlns") : "xmlns:" + name.first(colon).toByteArray();
        const QByteArray uri(root.attribute(key.constData()).value());
        return uri == "https://www.omg.org/spec/DMN/20230324/MODEL/" || uri == "https://www.omg.org/spec/DMN/20191111/MODEL/"
            || uri == "https://www.omg.org/spec/DMN/20211108/MODEL/";
    }

    static QString textOf(const pugi::xml_node &node)
    {
        for (const pugi::xml_node &child : node.children())
            if (localName(child) == "text")
                return QString::fromUtf8(child.child_value()).trimmed();
        return {};
    }

    bool remember(const pugi::xml_node &node)
    {
        const QString id = attribute(node, "id");
        if (id.isEmpty())
            return true;
        if (m_ids.contains(id))
            return fail(node, u"DMN-REFERENCE"_s, u"id \"%1\" stands twice"_s.arg(id));
        m_ids.insert(id);
        return true;
    }

    bool readTop(const pugi::xml_node &node)
    {
        const QByteArrayView name = localName(node);
        if (isSilent(name))
            return true;
        if (!remember(node))
            return false;
        if (name == "itemDefinition")
            return readItem(node);
        if (name == "inputData") {
            InputData input{attribute(node, "id"), attribute(node, "name"), {}};
            for (const pugi::xml_node &child : node.children())
                if (localName(child) == "variable")
                    input.typeRef = attribute(child, "typeRef");
            m_model.m_inputs << input;
            return true;
        }
        if (name == "decision")
            return readDecision(node);
        return unread(node);
    }

    bool readItem(const pugi::xml_node &node)
    {
        ItemDefinition item{attribute(node, "name"), {}, attribute(node, "isCollection") == u"true", {}};
        for (const pugi::xml_node &child : node.children()) {
            const QByteArrayView name = localName(child);
            if (child.type() != pugi::node_element || isSilent(name))
                continue;
            if (name == "typeRef") {
                item.typeRef = QString::fromUtf8(child.child_value()).trimmed();
            } else if (name == "allowedValues" || name == "typeConstraint") {
                const auto tests = feel::UnaryTests::parse(textOf(child), feel::Type::any(), feel::Profile::Authoring);
                if (!tests.ok())
                    return fail(child, u"DMN-XML"_s, u"allowedValues: "_s + tests.error().detail);
                for (const feel::Test &test : tests->cell().tests) {
                    if (test.interval || test.op != feel::CompareOp::Equal || !test.low.isString())
                        return fail(child, u"DMN-ELEMENT"_s, u"allowedValues other than a list of texts is not supported"_s);
                    item.allowedValues << test.low.string();
                }
            } else {
                return unread(child);
            }
        }
        m_model.m_items << item;
        return true;
    }

    bool readDecision(const pugi::xml_node &node)
    {
        Decision decision;
        decision.id = attribute(node, "id");
        decision.name = attribute(node, "name");
        decision.line = lineOf(node);
        bool hasLogic = false;
        for (const pugi::xml_node &child : node.children()) {
            const QByteArrayView name = localName(child);
            if (child.type() != pugi::node_element || isSilent(name))
                continue;
            if (name == "variable") {
                decision.typeRef = attribute(child, "typeRef");
            } else if (name == "informationRequirement") {
                for (const pugi::xml_node &target : child.children()) {
                    const QString href = attribute(target, "href");
                    if (!href.startsWith(u'#'))
                        return fail(child, u"DMN-REFERENCE"_s, u"reference \"%1\" leaves the file"_s.arg(href));
                    decision.requirements << href.mid(1);
                }
            } else if (name == "decisionTable" || name == "literalExpression") {
                if (hasLogic)
                    return fail(child, u"DMN-REFERENCE"_s, u"decision \"%1\" has two expressions"_s.arg(decision.name));
                hasLogic = true;
                if (!remember(child))
                    return false;
                if (name == "literalExpression")
                    decision.literal = textOf(child);
                else if (!readTable(child, decision))
                    return false;
            } else {
                return unread(child);
            }
        }
        if (!hasLogic)
            return fail(node, u"DMN-REFERENCE"_s, u"decision \"%1\" has no expression"_s.arg(decision.name));
        m_model.m_decisions << decision;
        return true;
    }

    bool readTable(const pugi::xml_node &node, Decision &decision)
    {
        DecisionTable table;
        table.id = attribute(node, "id");
        const QString policy = attribute(node, "hitPolicy");
        if (policy.isEmpty() || policy == u"UNIQUE")
            table.hitPolicy = HitPolicy::Unique;
        else if (policy == u"FIRST")
            table.hitPolicy = HitPolicy::First;
        else if (policy == u"ANY")
            table.hitPolicy = HitPolicy::Any;
        else if (policy == u"COLLECT")
            table.hitPolicy = HitPolicy::Collect;
        else
            return fail(node, u"DMN-ELEMENT"_s, u"hit policy %1 is not supported (UNIQUE, FIRST, ANY, COLLECT are)"_s.arg(policy));
        if (const QString aggregation = attribute(node, "aggregation"); !aggregation.isEmpty())
            return fail(node, u"DMN-ELEMENT"_s, u"aggregation %1 is not supported"_s.arg(aggregation));
        for (const pugi::xml_node &child : node.children()) {
            const QByteArrayView name = localName(child);
            if (child.type() != pugi::node_element || isSilent(name))
                continue;
            if (!remember(child))
                return false;
            if (name == "input") {
                InputClause clause{attribute(child, "id"), {}, {}};
                for (const pugi::xml_node &part : child.children()) {
                    if (localName(part) == "inputExpression") {
                        clause.expression = textOf(part);
                        clause.typeRef = attribute(part, "typeRef");
                    } else if (part.type() == pugi::node_element && localName(part) != "inputValues" && !isSilent(localName(part))) {
                        return unread(part);
                    }
                }
                table.inputs << clause;
            } else if (name == "output") {
                for (const pugi::xml_node &part : child.children())
                    if (part.type() == pugi::node_element && localName(part) != "outputValues" && !isSilent(localName(part)))
                        return unread(part);
                table.outputs << OutputClause{attribute(child, "id"), attribute(child, "name"), attribute(child, "typeRef")};
            } else if (name == "annotation") {
                table.annotations << attribute(child, "name");
            } else if (name == "rule") {
                if (!readRule(child, table))
                    return false;
            } else {
                return unread(child);
            }
        }
        if (table.outputs.isEmpty())
            return fail(node, u"DMN-REFERENCE"_s, u"table of \"%1\" has no output"_s.arg(decision.name));
        decision.table = table;
        return true;
    }

    bool readRule(const pugi::xml_node &node, DecisionTable &table)
    {
        Rule rule;
        rule.id = attribute(node, "id");
        rule.line = lineOf(node);
        for (const pugi::xml_node &child : node.children()) {
            const QByteArrayView name = localName(child);
            if (name == "inputEntry")
                rule.inputs << textOf(child);
            else if (name == "outputEntry")
                rule.outputs << textOf(child);
            else if (name == "annotationEntry")
                rule.annotations << textOf(child);
            else if (child.type() == pugi::node_element && !isSilent(name))
                return unread(child);
        }
        if (rule.inputs.size() != table.inputs.size() || rule.outputs.size() != table.outputs.size()
            || rule.annotations.size() > table.annotations.size())
            return fail(node, u"DMN-REFERENCE"_s,
                        u"rule \"%1\" has %2 inputs and %3 outputs, the table %4 and %5"_s.arg(rule.id)
                            .arg(rule.inputs.size()).arg(rule.outputs.size()).arg(table.inputs.size()).arg(table.outputs.size()));
        rule.annotations.resize(table.annotations.size());
        if (table.rules.size() >= kMaxRules)
            return fail(node, u"DMN-XML"_s, u"more than %1 rules"_s.arg(kMaxRules));
        table.rules << rule;
        return true;
    }

    bool checkReferences()
    {
        for (const Decision &decision : std::as_const(m_model.m_decisions)) {
            for (const QString &id : decision.requirements) {
                const auto named = [&id](const auto &element) { return element.id == id; };
                if (std::none_of(m_model.m_inputs.cbegin(), m_model.m_inputs.cend(), named)
                    && std::none_of(m_model.m_decisions.cbegin(), m_model.m_decisions.cend(), named)) {
                    m_error = {ErrorKind::Invalid, u"DMN-REFERENCE"_s,
                               u"line %1: decision \"%2\" requires \"%3\", which does not exist"_s.arg(decision.line).arg(decision.name, id)};
                    return false;
                }
            }
        }
        return true;
    }

    const QByteArray &m_xml;
    Model m_model;
    Error m_error;
    QSet<QString> m_ids;
    ptrdiff_t m_lastOffset = 0;
    int m_lastLine = 1;
};

Result<Model> Model::load(const QByteArray &xml)
{
    return Reader(xml).run();
}

QString hitPolicyName(HitPolicy policy)
{
    static const QStringList names = {u"UNIQUE"_s, u"FIRST"_s, u"ANY"_s, u"COLLECT"_s};
    return names.at(int(policy));
}

} // namespace zc::dmn
