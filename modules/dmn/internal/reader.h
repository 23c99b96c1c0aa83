#pragma once
#include "internal/definitions.h"
#include "internal/xml.h"

#include <QSet>

namespace zc::dmn {

// Walks a document once, from the file to Definitions; the first problem ends it. `whole`: all of DMN, otherwise no more than
// the rule files of packs use.
class Reader {
public:
    Reader(const QByteArray &xml, bool whole) : m_document(xml), m_whole(whole) {}
    Result<Definitions> run();

private:
    bool readRoot(const pugi::xml_node &root);
    bool readTop(const pugi::xml_node &node);
    bool readItem(const pugi::xml_node &node, ItemSource &item, int depth);
    bool readDecision(const pugi::xml_node &node);
    bool readKnowledge(const pugi::xml_node &node);
    bool readService(const pugi::xml_node &node);
    bool readRequirement(const pugi::xml_node &node, QList<Reference> &requirements);
    bool readReference(const pugi::xml_node &node, QList<Reference> &references);
    BoxedPtr readExpression(const pugi::xml_node &node);           // nullptr with m_error set
    bool readPart(const pugi::xml_node &node, QByteArrayView named, Boxed &boxed);
    bool readContext(const pugi::xml_node &node, Boxed &boxed);
    bool readInvocation(const pugi::xml_node &node, Boxed &boxed);
    bool readFunction(const pugi::xml_node &node, Boxed &boxed);
    bool readRelation(const pugi::xml_node &node, Boxed &boxed);
    bool readNested(const pugi::xml_node &node, Boxed &boxed, const QList<QByteArrayView> &names);
    bool readTable(const pugi::xml_node &node, DecisionTable &table);
    bool readInput(const pugi::xml_node &node, DecisionTable &table);
    bool readOutput(const pugi::xml_node &node, DecisionTable &table);
    bool readRule(const pugi::xml_node &node, DecisionTable &table);
    bool checkPackReferences();

    Typed typed(const pugi::xml_node &node) const;
    static bool isExpression(QByteArrayView name);
    bool isDmnElement(const pugi::xml_node &node) const;
    bool skips(const pugi::xml_node &node) const;      // no element, a foreign one, or one that carries nothing to evaluate
    bool remember(const pugi::xml_node &node);
    bool fail(const pugi::xml_node &node, const QString &code, const QString &what);
    bool unread(const pugi::xml_node &node);
    static QString cleaned(const QString &name) { return name.simplified(); }

    XmlDocument m_document;
    bool m_whole;
    QByteArray m_prefix;                               // of DMN's own elements
    Definitions m_definitions;
    Error m_error;
    QSet<QString> m_ids;
};

} // namespace zc::dmn
