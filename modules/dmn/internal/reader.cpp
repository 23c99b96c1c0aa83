// The elements of a model around its expressions.
#include "internal/reader.h"

namespace zc::dmn {

using namespace Qt::StringLiterals;

namespace {
// Elements that carry nothing to evaluate.
bool isSilent(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[] = {
        "description", "extensionElements", "DMNDI", "question", "allowedAnswers", "authorityRequirement", "knowledgeSource",
        "textAnnotation", "association", "performanceIndicator", "organizationUnit", "elementCollection", "group", "decisionMaker",
        "decisionOwner", "usingProcess", "usingTask", "supportedObjective", "impactedPerformanceIndicator", "impactingDecision",
        "decisionMade", "decisionOwned", "businessContextElement", "artifact"};
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

enum class Version { None, Pack, Whole };

Version versionOf(QByteArrayView uri)
{
    if (uri == "https://www.omg.org/spec/DMN/20230324/MODEL/" || uri == "https://www.omg.org/spec/DMN/20191111/MODEL/"
        || uri == "https://www.omg.org/spec/DMN/20211108/MODEL/")
        return Version::Pack;
    return uri == "http://www.omg.org/spec/DMN/20180521/MODEL/" ? Version::Whole : Version::None;
}
} // namespace

Result<Definitions> Reader::run()
{
    if (const auto parsed = m_document.parse(); !parsed.ok())
        return parsed.error();
    const pugi::xml_node root = m_document.document().document_element();
    if (!readRoot(root))
        return m_error;
    for (const pugi::xml_node &node : root.children())
        if (!skips(node) && !readTop(node))
            return m_error;
    if (!m_whole && !checkPackReferences())
        return m_error;
    return m_definitions;
}

bool Reader::readRoot(const pugi::xml_node &root)
{
    if (localName(root) != "definitions")
        return fail(root, u"DMN-XML"_s, u"the root element is not definitions"_s);
    m_prefix = prefixOf(root.name()).toByteArray();
    const QByteArray key = m_prefix.isEmpty() ? QByteArray("xmlns") : "xmlns:" + m_prefix;
    const Version version = versionOf(root.attribute(key.constData()).value());
    if (version == Version::None || (version == Version::Whole && !m_whole))
        return fail(root, u"DMN-XML"_s, m_whole ? u"not a namespace of DMN 1.2 to 1.5"_s : u"not a namespace of DMN 1.3, 1.4 or 1.5"_s);
    m_definitions.name = attribute(root, "name");
    m_definitions.nameSpace = attribute(root, "namespace");
    for (const pugi::xml_attribute &a : root.attributes()) {
        const QByteArrayView name(a.name());
        if (name.startsWith("xmlns:"))
            m_definitions.prefixes.insert(QString::fromUtf8(name.sliced(6)), QString::fromUtf8(a.value()));
    }
    return true;
}

bool Reader::fail(const pugi::xml_node &node, const QString &code, const QString &what)
{
    m_error = m_document.errorAt(m_document.lineAt(node.offset_debug()), code, what);
    return false;
}

bool Reader::unread(const pugi::xml_node &node)
{
    return fail(node, u"DMN-ELEMENT"_s, u"element %1 is not supported here"_s.arg(QString::fromUtf8(node.name())));
}

bool Reader::isDmnElement(const pugi::xml_node &node) const
{
    return node.type() == pugi::node_element && prefixOf(node.name()) == QByteArrayView(m_prefix);
}

bool Reader::skips(const pugi::xml_node &node) const
{
    return node.type() != pugi::node_element || isSilent(localName(node)) || (m_whole && !isDmnElement(node));
}

bool Reader::remember(const pugi::xml_node &node)
{
    const QString id = attribute(node, "id");
    if (id.isEmpty())
        return true;
    if (m_ids.contains(id))
        return fail(node, u"DMN-REFERENCE"_s, u"id \"%1\" stands twice"_s.arg(id));
    m_ids.insert(id);
    return true;
}

Typed Reader::typed(const pugi::xml_node &node) const
{
    return {cleaned(attribute(node, "name")), attribute(node, "typeRef")};
}

bool Reader::readTop(const pugi::xml_node &node)
{
    const QByteArrayView name = localName(node);
    if (!remember(node))
        return false;
    if (name == "itemDefinition") {
        ItemSource item;
        if (!readItem(node, item, 0))
            return false;
        m_definitions.items << item;
        return true;
    }
    if (name == "inputData") {
        InputData input{attribute(node, "id"), m_whole ? cleaned(attribute(node, "name")) : attribute(node, "name"), {}};
        for (const pugi::xml_node &child : node.children())
            if (localName(child) == "variable")
                input.typeRef = attribute(child, "typeRef");
        m_definitions.inputs << input;
        return true;
    }
    if (name == "decision")
        return readDecision(node);
    if (m_whole && name == "businessKnowledgeModel")
        return readKnowledge(node);
    if (m_whole && name == "decisionService")
        return readService(node);
    if (m_whole && name == "import") {
        // Imports of other kinds (PMML, XSD) name things that never run here.
        if (attribute(node, "importType").contains(u"/DMN/"_s))
            m_definitions.imports << Import{cleaned(attribute(node, "name")), attribute(node, "namespace"), m_document.lineOf(node)};
        return true;
    }
    return unread(node);
}

bool Reader::readItem(const pugi::xml_node &node, ItemSource &item, int depth)
{
    item.name = m_whole ? cleaned(attribute(node, "name")) : attribute(node, "name");
    item.isCollection = attribute(node, "isCollection") == u"true";
    item.line = m_document.lineOf(node);
    for (const pugi::xml_node &child : node.children()) {
        const QByteArrayView name = localName(child);
        if (skips(child))
            continue;
        if (name == "typeRef") {
            item.typeRef = textOf(child);
        } else if (name == "allowedValues" || name == "typeConstraint") {
            (name == "allowedValues" || !m_whole ? item.allowed : item.constraint) = textChild(child);
            if (m_whole)
                continue;
            const auto tests = feel::UnaryTests::parse(item.allowed, feel::Type::any(), feel::Profile::Authoring);
            if (!tests.ok())
                return fail(child, u"DMN-XML"_s, u"allowedValues: "_s + tests.error().detail);
            for (const feel::Test &test : tests->cell().tests)
                if (test.interval || test.op != feel::CompareOp::Equal || !test.low.isString())
                    return fail(child, u"DMN-ELEMENT"_s, u"allowedValues other than a list of texts is not supported"_s);
        } else if (m_whole && name == "itemComponent" && depth < 50) {
            ItemSource component;
            if (!readItem(child, component, depth + 1))
                return false;
            item.components << component;
        } else if (m_whole && name == "functionItem") {
            item.isFunction = true;
            item.result = attribute(child, "outputTypeRef");
            for (const pugi::xml_node &parameter : child.children())
                if (localName(parameter) == "parameters")
                    item.parameters << typed(parameter);
        } else {
            return unread(child);
        }
    }
    return true;
}

bool Reader::readReference(const pugi::xml_node &node, QList<Reference> &references)
{
    const QString href = attribute(node, "href");
    const qsizetype mark = href.indexOf(u'#');
    QString nameSpace = href.left(qMax<qsizetype>(0, mark));
    if (nameSpace == m_definitions.nameSpace)
        nameSpace.clear();
    if (mark < 0 || (!m_whole && mark > 0))
        return fail(node, u"DMN-REFERENCE"_s, u"reference \"%1\" leaves the file"_s.arg(href));
    references << Reference{nameSpace, href.mid(mark + 1), m_document.lineOf(node)};
    return true;
}

bool Reader::readRequirement(const pugi::xml_node &node, QList<Reference> &requirements)
{
    for (const pugi::xml_node &target : node.children())
        if (target.type() == pugi::node_element && !attribute(target, "href").isEmpty() && !readReference(target, requirements))
            return false;
    return true;
}

bool Reader::readDecision(const pugi::xml_node &node)
{
    DecisionSource decision;
    decision.id = attribute(node, "id");
    decision.name = m_whole ? cleaned(attribute(node, "name")) : attribute(node, "name");
    decision.line = m_document.lineOf(node);
    for (const pugi::xml_node &child : node.children()) {
        const QByteArrayView name = localName(child);
        if (skips(child))
            continue;
        const bool packLogic = name == "decisionTable" || name == "literalExpression";
        if (name == "variable") {
            decision.typeRef = attribute(child, "typeRef");
        } else if (name == "informationRequirement" || (m_whole && name == "knowledgeRequirement")) {
            if (!readRequirement(child, decision.requirements))
                return false;
        } else if (m_whole ? isExpression(name) : packLogic) {
            if (decision.logic)
                return fail(child, u"DMN-REFERENCE"_s, u"decision \"%1\" has two expressions"_s.arg(decision.name));
            decision.logic = readExpression(child);
            if (!decision.logic)
                return false;
        } else {
            return unread(child);
        }
    }
    if (!decision.logic && !m_whole)
        return fail(node, u"DMN-REFERENCE"_s, u"decision \"%1\" has no expression"_s.arg(decision.name));
    m_definitions.decisions << decision;
    return true;
}

bool Reader::readKnowledge(const pugi::xml_node &node)
{
    KnowledgeSource knowledge;
    knowledge.id = attribute(node, "id");
    knowledge.name = cleaned(attribute(node, "name"));
    knowledge.line = m_document.lineOf(node);
    for (const pugi::xml_node &child : node.children()) {
        const QByteArrayView name = localName(child);
        if (skips(child))
            continue;
        if (name == "variable") {
            knowledge.typeRef = attribute(child, "typeRef");
        } else if (name == "knowledgeRequirement") {
            if (!readRequirement(child, knowledge.requirements))
                return false;
        } else if (name == "encapsulatedLogic") {
            auto function = std::make_shared<Boxed>();
            function->kind = Boxed::Kind::FunctionDefinition;
            function->line = m_document.lineOf(child);
            if (!remember(child) || !readFunction(child, *function))
                return false;
            knowledge.function = function;
        } else {
            return unread(child);
        }
    }
    m_definitions.knowledge << knowledge;
    return true;
}

bool Reader::readService(const pugi::xml_node &node)
{
    ServiceSource service;
    service.id = attribute(node, "id");
    service.name = cleaned(attribute(node, "name"));
    service.line = m_document.lineOf(node);
    for (const pugi::xml_node &child : node.children()) {
        const QByteArrayView name = localName(child);
        if (skips(child))
            continue;
        if (name == "variable")
            service.typeRef = attribute(child, "typeRef");
        else if (name == "encapsulatedDecision")
            continue;                                  // what a service leaves inside follows from its inputs and outputs
        else if (QList<Reference> *list = name == "outputDecision" ? &service.outputs : name == "inputDecision" ? &service.inputDecisions : name == "inputData" ? &service.inputData : nullptr;
                 !list)
            return unread(child);
        else if (!readReference(child, *list))
            return false;
    }
    m_definitions.services << service;
    return true;
}

bool Reader::checkPackReferences()
{
    for (const DecisionSource &decision : std::as_const(m_definitions.decisions)) {
        for (const Reference &reference : decision.requirements) {
            const auto named = [&reference](const auto &element) { return element.id == reference.id; };
            if (std::none_of(m_definitions.inputs.cbegin(), m_definitions.inputs.cend(), named)
                && std::none_of(m_definitions.decisions.cbegin(), m_definitions.decisions.cend(), named)) {
                m_error = m_document.errorAt(decision.line, u"DMN-REFERENCE"_s,
                                             u"decision \"%1\" requires \"%2\", which does not exist"_s.arg(decision.name, reference.id));
                return false;
            }
        }
    }
    return true;
}

} // namespace zc::dmn
