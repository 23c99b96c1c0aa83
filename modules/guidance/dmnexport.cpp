#include "dmnexport.h"

#include "internal/rulefile.h"

#include <QHash>
#include <QRegularExpression>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
struct Shape {
    QString id;
    bool input = false;
    QStringList needs;
    int level = 0, place = 0;
};

constexpr int kWidth = 180, kInputHeight = 50, kDecisionHeight = 80, kGapX = 40, kGapY = 90;

QByteArray bounds(const Shape &node, int top)
{
    const int height = node.input ? kInputHeight : kDecisionHeight;
    return u"<dc:Bounds height=\"%1\" width=\"%2\" x=\"%3\" y=\"%4\"/>"_s.arg(height).arg(kWidth).arg(100 + node.place * (kWidth + kGapX)).arg(top).toUtf8();
}

QByteArray waypoint(const Shape &node, int y)
{
    return u"<di:waypoint x=\"%1\" y=\"%2\"/>"_s.arg(100 + node.place * (kWidth + kGapX) + kWidth / 2).arg(y).toUtf8();
}

// Inputs and decisions as the rule file names them, in its order.
QList<Shape> nodesOf(const QString &xml)
{
    static const QRegularExpression element(u"<(inputData|decision) id=\"([^\"]*)\"|<required(?:Input|Decision) href=\"#([^\"]*)\"/>"_s);
    QList<Shape> nodes;
    for (auto matches = element.globalMatch(xml); matches.hasNext();) {
        const auto match = matches.next();
        if (match.captured(1).isEmpty())
            nodes.last().needs << match.captured(3);
        else
            nodes << Shape{match.captured(2), match.captured(1) == u"inputData", {}, 0, 0};
    }
    return nodes;
}
} // namespace

QByteArray dmnForOtherTools(const AuthoredPack &source)
{
    AuthoredPack pack = source;
    const QString file = u"rules/main.dmn"_s;
    for (AuthoredFormula &formula : pack.formulas)
        formula.file = file;
    for (AuthoredTable &table : pack.tables)
        table.file = file;
    pack.completeIds();
    QString xml = QString::fromUtf8(RuleFileWriter(pack).write(file));
    QList<Shape> nodes = nodesOf(xml);
    QHash<QString, qsizetype> index;
    for (qsizetype i = 0; i < nodes.size(); ++i)
        index.insert(nodes.at(i).id, i);
    for (qsizetype round = 0; round < nodes.size(); ++round)
        for (Shape &node : nodes)
            for (const QString &need : std::as_const(node.needs))
                node.level = qBound(node.level, nodes.at(index.value(need)).level + 1, int(nodes.size()));
    QHash<int, int> filled;
    int highest = 0;
    for (Shape &node : nodes) {
        node.place = filled[node.level]++;
        highest = qMax(highest, node.level);
    }
    const auto top = [&](const Shape &node) { return 80 + (highest - node.level) * (kDecisionHeight + kGapY); };
    QByteArray diagram = "  <dmndi:DMNDI><dmndi:DMNDiagram id=\"diagram\">\n";
    for (const Shape &node : std::as_const(nodes))
        diagram += "    <dmndi:DMNShape id=\"shape_" + node.id.toUtf8() + "\" dmnElementRef=\"" + node.id.toUtf8() + "\">" + bounds(node, top(node)) + "</dmndi:DMNShape>\n";
    // An edge names its requirement, so each requirement needs an id.
    int number = 0;
    static const QRegularExpression requirement(u"<informationRequirement><required"_s);
    for (qsizetype at = xml.indexOf(requirement); at >= 0; at = xml.indexOf(requirement, at + 10))
        xml.replace(at, 23, u"<informationRequirement id=\"need%1\""_s.arg(++number));
    number = 0;
    for (const Shape &node : std::as_const(nodes)) {
        for (const QString &need : node.needs) {
            const Shape &other = nodes.at(index.value(need));
            const QByteArray id = "need" + QByteArray::number(++number);
            diagram += "    <dmndi:DMNEdge id=\"edge_" + id + "\" dmnElementRef=\"" + id + "\">" + waypoint(other, top(other))
                + waypoint(node, top(node) + (node.input ? kInputHeight : kDecisionHeight)) + "</dmndi:DMNEdge>\n";
        }
    }
    diagram += "  </dmndi:DMNDiagram></dmndi:DMNDI>\n";
    xml.replace(u"xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\""_s,
                u"xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" xmlns:dmndi=\"https://www.omg.org/spec/DMN/20191111/DMNDI/\" "
                "xmlns:dc=\"http://www.omg.org/spec/DMN/20180521/DC/\" xmlns:di=\"http://www.omg.org/spec/DMN/20180521/DI/\""_s);
    xml.insert(xml.lastIndexOf(u"</definitions>"), QString::fromUtf8(diagram));
    return xml.toUtf8();
}

} // namespace zc::guidance
