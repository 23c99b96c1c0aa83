#include "internal/xml.h"

namespace zc::dmn {

using namespace Qt::StringLiterals;

Result<void> XmlDocument::parse(unsigned options)
{
    if (m_xml.size() > kMaxBytes)
        return errorAt(1, u"DMN-XML"_s, u"larger than %1 bytes"_s.arg(kMaxBytes));
    // The document type is parsed only to be refused: entities of one's own have no place in a model.
    const auto status = m_document.load_buffer(m_xml.constData(), size_t(m_xml.size()), options | pugi::parse_doctype, pugi::encoding_utf8);
    if (!status)
        return errorAt(lineAt(status.offset), u"DMN-XML"_s, QString::fromUtf8(status.description()));
    for (const pugi::xml_node &node : m_document)
        if (node.type() == pugi::node_doctype)
            return errorAt(lineAt(node.offset_debug()), u"DMN-XML"_s, u"a document type is not allowed"_s);
    int depth = 0;
    for (pugi::xml_node node = m_document.first_child(); node;) {
        if (node.first_child() && depth < kMaxDepth) {
            node = node.first_child();
            ++depth;
            continue;
        }
        if (node.first_child())
            return errorAt(lineAt(node.offset_debug()), u"DMN-XML"_s, u"more than %1 levels"_s.arg(kMaxDepth));
        while (node && !node.next_sibling()) {
            node = node.parent();
            --depth;
        }
        if (node)
            node = node.next_sibling();
    }
    return {};
}

int XmlDocument::lineAt(ptrdiff_t offset) const
{
    return 1 + int(QByteArrayView(m_xml).first(std::clamp<qsizetype>(offset, 0, m_xml.size())).count('\n'));
}

int XmlDocument::lineOf(const pugi::xml_node &node) const
{
    const ptrdiff_t offset = node.offset_debug();
    if (offset < m_lastOffset)
        return lineAt(offset);
    m_lastLine += int(QByteArrayView(m_xml).sliced(m_lastOffset, offset - m_lastOffset).count('\n'));
    m_lastOffset = offset;
    return m_lastLine;
}

Error XmlDocument::errorAt(int line, const QString &code, const QString &what) const
{
    return {ErrorKind::Invalid, code, u"line %1: %2"_s.arg(line).arg(what)};
}

QByteArrayView localName(const pugi::xml_node &node)
{
    const QByteArrayView name(node.name());
    const qsizetype colon = name.indexOf(':');
    return colon < 0 ? name : name.sliced(colon + 1);
}

QByteArrayView prefixOf(const char *name)
{
    const QByteArrayView whole(name);
    const qsizetype colon = whole.indexOf(':');
    return colon < 0 ? QByteArrayView() : whole.first(colon);
}

QString attribute(const pugi::xml_node &node, const char *name)
{
    return QString::fromUtf8(node.attribute(name).value());
}

QString textOf(const pugi::xml_node &node)
{
    QString text;
    for (const pugi::xml_node &child : node.children())
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
            text += QString::fromUtf8(child.value());
    return text.trimmed();
}

QString textChild(const pugi::xml_node &node)
{
    for (const pugi::xml_node &child : node.children())
        if (localName(child) == "text")
            return textOf(child);
    return {};
}

} // namespace zc::dmn
