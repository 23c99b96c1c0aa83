#include "internal/tckfile.h"

#include "internal/xml.h"

#include <feel/expression.h>
#include <feel/record.h>

namespace zc::dmn {

using namespace Qt::StringLiterals;
using feel::Value;

namespace {
bool isNil(const pugi::xml_node &node)
{
    for (const pugi::xml_attribute &a : node.attributes()) {
        const QByteArrayView name(a.name());
        if ((name == "nil" || name.endsWith(":nil")) && (QByteArrayView(a.value()) == "true" || QByteArrayView(a.value()) == "1"))
            return true;
    }
    return false;
}

QString typeOf(const pugi::xml_node &node)
{
    for (const pugi::xml_attribute &a : node.attributes()) {
        const QByteArrayView name(a.name());
        if (name == "type" || name.endsWith(":type"))
            return QString::fromUtf8(a.value()).section(u':', -1);
    }
    return {};
}

template <class T>
Value valueOr(const std::optional<T> &value)
{
    return value ? Value(*value) : Value();
}

Value number(const QString &text)
{
    // The suite writes double values with an exponent now and then.
    const auto expression = feel::Expression::parse(text, feel::Scope(), feel::Profile::Engine);
    const Value value = expression.ok() ? expression->evaluate(feel::Context()).value : Value();
    return value.isNumber() ? value : Value();
}

Value scalar(const pugi::xml_node &node)
{
    if (isNil(node))
        return {};
    const QString type = typeOf(node);
    // White space belongs to a string and to nothing else.
    const QString raw = QString::fromUtf8(node.text().get()), text = raw.trimmed();
    if (type == u"boolean")
        return Value(text == u"true" || text == u"1");
    if (type == u"decimal" || type == u"double" || type == u"float" || type == u"integer" || type == u"int" || type == u"long")
        return number(text);
    if (type == u"date")
        return valueOr(feel::Date::fromText(text));
    if (type == u"time")
        return valueOr(feel::TimeOfDay::fromText(text));
    if (type == u"dateTime")
        return valueOr(feel::DateTime::fromText(text));
    if (type == u"duration" || type == u"dayTimeDuration" || type == u"yearMonthDuration") {
        if (const auto plain = feel::Duration::fromText(text))
            return Value(*plain);
        return {};
    }
    return Value(raw);
}

Value valueIn(const pugi::xml_node &node, int depth = 0)
{
    feel::Record record;
    bool components = false;
    for (const pugi::xml_node &child : node.children()) {
        const QByteArrayView name = localName(child);
        if (name == "value")
            return scalar(child);
        if (name == "list") {
            if (isNil(child))
                return {};
            feel::List items;
            for (const pugi::xml_node &item : child.children())
                if (item.type() == pugi::node_element && depth < 100)
                    items << valueIn(item, depth + 1);
            return Value(items);
        }
        if (name == "component" && depth < 100) {
            components = true;
            record.insert(attribute(child, "name"), isNil(child) ? Value() : valueIn(child, depth + 1));
        }
    }
    return components ? Value(record) : Value();
}
} // namespace

bool TckFile::isTestFile(const QByteArray &xml)
{
    XmlDocument document(xml);
    return document.parse().ok() && localName(document.document().document_element()) == "testCases";
}

Result<TckFile> TckFile::read(const QByteArray &xml)
{
    XmlDocument document(xml);
    if (const auto parsed = document.parse(pugi::parse_default | pugi::parse_ws_pcdata_single); !parsed.ok())
        return parsed.error();
    const pugi::xml_node root = document.document().document_element();
    if (localName(root) != "testCases")
        return document.errorAt(1, u"DMN-XML"_s, u"the root element is not testCases"_s);
    TckFile file;
    for (const pugi::xml_node &node : root.children()) {
        if (localName(node) == "modelName")
            file.modelName = textOf(node);
        if (localName(node) != "testCase")
            continue;
        Case test;
        test.id = attribute(node, "id");
        const QString type = attribute(node, "type");
        test.invocable = type == u"bkm" || type == u"decisionService" ? attribute(node, "invocableName") : QString();
        test.inputs.setComplete(true);
        for (const pugi::xml_node &child : node.children()) {
            if (localName(child) == "inputNode")
                test.inputs.set(attribute(child, "name"), valueIn(child));
            if (localName(child) != "resultNode")
                continue;
            Expectation expectation{attribute(child, "name"), {}, attribute(child, "errorResult") == u"true"};
            for (const pugi::xml_node &inner : child.children())
                if (localName(inner) == "expected")
                    expectation.value = valueIn(inner);
            test.expectations << expectation;
        }
        file.cases << test;
    }
    return file;
}

bool sameForTck(const Value &expected, const Value &actual)
{
    if (expected.isNumber() && actual.isNumber()) {
        static const feel::Decimal tolerance = *feel::Decimal::fromText(u"0.00000001");
        const auto difference = expected.number().minus(actual.number());
        return difference && difference->magnitude() < tolerance;
    }
    if (expected.isList() && actual.isList())
        return expected.list().size() == actual.list().size()
            && std::equal(expected.list().cbegin(), expected.list().cend(), actual.list().cbegin(), sameForTck);
    if (expected.isContext() && actual.isContext()) {
        const feel::Record &a = expected.record(), &b = actual.record();
        return a.size() == b.size() && std::all_of(a.entries().cbegin(), a.entries().cend(), [&b](const feel::Record::Entry &entry) {
                   const Value *other = b.find(entry.first);
                   return other && sameForTck(entry.second, *other);
               });
    }
    if (expected.isContext() && expected.record().isEmpty())
        return actual.isNull();
    return feel::compare(feel::CompareOp::Equal, expected, actual).value_or(false);
}

} // namespace zc::dmn
