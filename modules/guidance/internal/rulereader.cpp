#include "internal/rulefile.h"

#include <QSet>

#include <pugixml.hpp>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxXmlBytes = 16 * 1024 * 1024;

// With a prefix it is another name: authors' packs have none.
QByteArrayView nameOf(const pugi::xml_node &node)
{
    return QByteArrayView(node.name());
}

QString attribute(const pugi::xml_node &node, const char *name)
{
    return QString::fromUtf8(node.attribute(name).value());
}

// Walks one document; the first thing that does not fit ends it.
class RuleReader {
public:
    RuleReader(const QByteArray &xml, const QString &file, RuleFileProblem *problem) : m_xml(xml), m_file(file), m_problem(problem) {}

    std::optional<RuleContent> run()
    {
        using Kind = RuleFileProblem::Kind;
        if (m_xml.size() > kMaxXmlBytes) {
            *m_problem = {Kind::Broken, 1, u"larger than %1 bytes"_s.arg(kMaxXmlBytes)};
            return std::nullopt;
        }
        pugi::xml_document document;
        // Comments and document types are parsed only to be seen.
        const auto status = document.load_buffer(m_xml.constData(), size_t(m_xml.size()),
                                                 pugi::parse_default | pugi::parse_doctype | pugi::parse_comments | pugi::parse_pi, pugi::encoding_utf8);
        if (!status) {
            *m_problem = {Kind::Broken, lineAt(status.offset), QString::fromUtf8(status.description())};
            return std::nullopt;
        }
        const pugi::xml_node root = document.document_element();
        for (const pugi::xml_node &node : document) {
            if (node.type() == pugi::node_doctype) {
                *m_problem = {Kind::Broken, lineAt(node.offset_debug()), u"a document type is not allowed"_s};
                return std::nullopt;
            }
            if (node.type() != pugi::node_element)
                return unfit(node);
        }
        if (nameOf(root) != "definitions" || !attribute(root, "xmlns").startsWith(u"https://www.omg.org/spec/DMN/"))
            return unfit(root);
        if (!attributesAre(root, {"xmlns", "id", "name", "namespace"}))
            return std::nullopt;
        for (const pugi::xml_node &node : root.children())
            if (!readTop(node))
                return std::nullopt;
        return m_content;
    }

private:
    int lineAt(ptrdiff_t offset) const { return 1 + int(m_xml.left(qMax<ptrdiff_t>(0, offset)).count('\n')); }

    std::nullopt_t unfit(const pugi::xml_node &node, const QString &what = {})
    {
        *m_problem = {RuleFileProblem::Kind::NotTabular, lineAt(node.offset_debug()),
                      what.isEmpty() ? u"element \"%1\""_s.arg(QString::fromUtf8(node.name())) : what};
        return std::nullopt;
    }
    bool fail(const pugi::xml_node &node, const QString &what = {})
    {
        unfit(node, what);
        return false;
    }

    bool attributesAre(const pugi::xml_node &node, std::initializer_list<const char *> known)
    {
        for (const pugi::xml_attribute &one : node.attributes())
            if (std::none_of(known.begin(), known.end(), [&](const char *name) { return qstrcmp(name, one.name()) == 0; }))
                return fail(node, u"attribute \"%1\""_s.arg(QString::fromUtf8(one.name())));
        return true;
    }
    // Whether a node holds nothing but the named elements, in any number.
    bool holdsOnly(const pugi::xml_node &node, std::initializer_list<const char *> known)
    {
        for (const pugi::xml_node &child : node.children())
            if (child.type() != pugi::node_element
                || std::none_of(known.begin(), known.end(), [&](const char *name) { return nameOf(child) == name; }))
                return fail(child.type() == pugi::node_element ? child : node,
                            child.type() == pugi::node_element ? QString() : u"text or comment between elements"_s);
        return true;
    }
    // The one <text> of a node, nothing beside it.
    bool textOf(const pugi::xml_node &node, QString &text, std::initializer_list<const char *> known = {})
    {
        if (!holdsOnly(node, {"text"}) || !attributesAre(node, known))
            return false;
        const pugi::xml_node child = node.first_child();
        if (!child || child.next_sibling() || !attributesAre(child, {}))
            return fail(node);
        for (const pugi::xml_node &part : child.children()) {
            if (part.type() != pugi::node_pcdata && part.type() != pugi::node_cdata)
                return fail(child);
            text += QString::fromUtf8(part.value());
        }
        text = text.trimmed();
        return true;
    }

    bool readTop(const pugi::xml_node &node)
    {
        const QByteArrayView name = nameOf(node);
        if (node.type() != pugi::node_element)
            return fail(node, u"text or comment between elements"_s);
        // Made anew from the facts, so only their form matters here.
        if (name == "itemDefinition")
            return holdsOnly(node, {"typeRef", "allowedValues"}) && attributesAre(node, {"name", "isCollection", "id"});
        if (name == "inputData")
            return holdsOnly(node, {"variable"}) && attributesAre(node, {"id", "name"});
        return name == "decision" ? readDecision(node) : fail(node);
    }

    bool readDecision(const pugi::xml_node &node)
    {
        if (!holdsOnly(node, {"variable", "informationRequirement", "literalExpression", "decisionTable"}) || !attributesAre(node, {"id", "name"}))
            return false;
        const QString id = attribute(node, "id"), name = attribute(node, "name");
        QString type;
        int logic = 0;
        for (const pugi::xml_node &child : node.children()) {
            const QByteArrayView part = nameOf(child);
            if (part == "variable") {
                type = attribute(child, "typeRef");
            } else if (part == "literalExpression") {
                ++logic;
                QString text;
                if (!textOf(child, text, {"id", "typeRef"}))
                    return false;
                m_content.formulas << AuthoredFormula{id, name, type, text, m_file};
            } else if (part == "decisionTable") {
                ++logic;
                AuthoredTable table;
                table.id = id;
                table.name = name;
                table.file = m_file;
                if (!readTable(child, table))
                    return false;
                m_content.tables << table;
            }
        }
        return logic == 1 || fail(node, u"a decision without one expression"_s);
    }

    bool readTable(const pugi::xml_node &node, AuthoredTable &table)
    {
        if (!holdsOnly(node, {"input", "output", "annotation", "rule"}) || !attributesAre(node, {"id", "hitPolicy", "aggregation"}))
            return false;
        static const QStringList policies = {u"UNIQUE"_s, u"FIRST"_s, u"ANY"_s, u"PRIORITY"_s, u"COLLECT"_s, u"RULE ORDER"_s, u"OUTPUT ORDER"_s};
        const QString policy = attribute(node, "hitPolicy"), aggregation = attribute(node, "aggregation");
        table.hitPolicy = policy.isEmpty() ? u"UNIQUE"_s : policy;
        if (!policies.contains(table.hitPolicy) || (!aggregation.isEmpty() && table.hitPolicy != u"COLLECT"))
            return fail(node, u"hit policy \"%1\""_s.arg(policy));
        if (!aggregation.isEmpty())
            table.hitPolicy += u' ' + aggregation;
        for (const pugi::xml_node &child : node.children()) {
            const QByteArrayView part = nameOf(child);
            if (part == "rule") {
                if (!readRule(child, table))
                    return false;
            } else if (!readColumn(child, part, table)) {
                return false;
            }
        }
        return true;
    }

    bool readColumn(const pugi::xml_node &node, QByteArrayView part, AuthoredTable &table)
    {
        using Kind = AuthoredTable::Kind;
        AuthoredTable::Column column;
        if (part == "input") {
            if (!holdsOnly(node, {"inputExpression"}) || !attributesAre(node, {"id"}))
                return false;
            const pugi::xml_node expression = node.first_child();
            if (!expression || expression.next_sibling() || !textOf(expression, column.text, {"id", "typeRef"}))
                return fail(node);
        } else {
            column.kind = part == "output" ? Kind::Output : Kind::Annotation;
            column.text = attribute(node, "name");
            if (node.first_child() || !attributesAre(node, {"id", "name", "typeRef"}))
                return fail(node);
        }
        if (!table.rules.isEmpty() || (!table.columns.isEmpty() && table.columns.constLast().kind > column.kind))
            return fail(node, u"a column out of order"_s);
        table.columns << column;
        return true;
    }

    bool readRule(const pugi::xml_node &node, AuthoredTable &table)
    {
        if (!holdsOnly(node, {"inputEntry", "outputEntry", "annotationEntry"}) || !attributesAre(node, {"id"}))
            return false;
        AuthoredTable::Rule rule;
        rule.id = attribute(node, "id");
        for (const pugi::xml_node &child : node.children()) {
            static const QHash<QByteArray, AuthoredTable::Kind> kinds = {{"inputEntry", AuthoredTable::Kind::Input},
                                                                         {"outputEntry", AuthoredTable::Kind::Output},
                                                                         {"annotationEntry", AuthoredTable::Kind::Annotation}};
            QString text;
            const qsizetype place = rule.cells.size();
            if (place >= table.columns.size() || table.columns.at(place).kind != kinds.value(nameOf(child).toByteArray()))
                return fail(child, u"rule \"%1\" has another number of cells than the table has columns"_s.arg(rule.id));
            if (!textOf(child, text, {"id"}))
                return false;
            rule.cells << text;
        }
        if (rule.cells.size() != table.columns.size())
            return fail(node, u"rule \"%1\" has another number of cells than the table has columns"_s.arg(rule.id));
        table.rules << rule;
        return true;
    }

    const QByteArray &m_xml;
    const QString m_file;
    RuleFileProblem *m_problem;
    RuleContent m_content;
};
} // namespace

std::optional<RuleContent> parseRuleFile(const QByteArray &xml, const QString &file, RuleFileProblem *problem)
{
    return RuleReader(xml, file, problem).run();
}

} // namespace zc::guidance
