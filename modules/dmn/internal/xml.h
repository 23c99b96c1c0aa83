#pragma once
#include <base/result.h>

#include <QByteArray>
#include <QString>

#include <pugixml.hpp>

namespace zc::dmn {

// A document without a document type, of bounded size and depth. Details begin with "line N: ".
class XmlDocument {
public:
    static constexpr qsizetype kMaxBytes = 16 * 1024 * 1024;
    static constexpr int kMaxDepth = 200;

    explicit XmlDocument(const QByteArray &xml) : m_xml(xml) {}
    Result<void> parse(unsigned options = pugi::parse_default);

    pugi::xml_document &document() { return m_document; }
    int lineOf(const pugi::xml_node &node) const;      // quick when asked for in document order
    int lineAt(ptrdiff_t offset) const;
    Error errorAt(int line, const QString &code, const QString &what) const;

private:
    const QByteArray m_xml;
    pugi::xml_document m_document;
    mutable ptrdiff_t m_lastOffset = 0;
    mutable int m_lastLine = 1;
};

QByteArrayView localName(const pugi::xml_node &node);
QByteArrayView prefixOf(const char *name);
QString attribute(const pugi::xml_node &node, const char *name);
QString textOf(const pugi::xml_node &node);            // all character data in it
QString textChild(const pugi::xml_node &node);         // that of its <text>

} // namespace zc::dmn
