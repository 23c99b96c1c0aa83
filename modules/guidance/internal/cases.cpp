#include "internal/rulebuilder.h"

#include "internal/words.h"

#include <QRegularExpression>
#include <QSet>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
// "S1:0|S2:5": a number for each sub-item.
bool readNumbers(const QString &text, const QStringList &subItems, QMap<QString, QString> &numbers)
{
    const QStringList parts = text.split(u'|', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const qsizetype colon = part.indexOf(u':');
        const auto number = feel::Decimal::fromText(QStringView(part).mid(colon + 1));
        if (colon < 1 || !number || !subItems.contains(part.left(colon)))
            return false;
        numbers.insert(part.left(colon), number->text());
    }
    return true;
}

bool readMaterial(const QString &text, const QStringList &materials, ExpectedMaterial &material)
{
    static const QRegularExpression form(u"^([^:()|]+):([^()]+)(?:\\(([0-9]{1,4})\\))?$"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return false;
    material.id = match.captured(1);
    material.mode = match.captured(2);
    if (!match.captured(3).isEmpty())
        material.dueDays = match.captured(3).toInt();
    return materials.contains(material.id) && kModeValues.contains(material.mode);
}
} // namespace

std::optional<feel::Entry> parseFactCell(const Fact &fact, const QString &text)
{
    if (text.isEmpty())
        return feel::Entry{feel::FactState::Unknown, {}};
    if (text == u"/")
        return feel::Entry{feel::FactState::NotApplicable, {}};
    feel::Value value;
    switch (fact.type) {
    case FactType::Enum: value = feel::Value(text); break;
    case FactType::Bool:
        if (text != u"true" && text != u"false")
            return std::nullopt;
        value = feel::Value(text == u"true");
        break;
    case FactType::Number: {
        const auto number = feel::Decimal::fromText(text);
        if (!number)
            return std::nullopt;
        value = feel::Value(*number);
        break;
    }
    case FactType::Date: {
        const auto date = feel::Date::fromText(text);
        if (!date)
            return std::nullopt;
        value = feel::Value(*date);
        break;
    }
    case FactType::Set: {
        feel::List items;
        if (text != u"∅") {
            const QStringList options = text.split(u'|');
            for (const QString &option : options)
                items << feel::Value(option);
        }
        value = feel::Value(items);
        break;
    }
    }
    if (!valueFault(fact, value).isEmpty())
        return std::nullopt;
    return feel::Entry{feel::FactState::Known, normalised(fact, value)};
}

void readGoldenCases(const Pack &pack, const PackSource &source, Program &program, Findings &findings)
{
    const QStringList subItems = subItemIds(pack, false), materials = materialIds(pack);
    QSet<QString> ids;
    for (const CsvRow &row : source.cases.rows) {
        const auto text = [&](QStringView column) { return source.cases.cell(row, column); };
        const auto bad = [&](const QString &column, const QString &what, Fault fault, const QString &expected) {
            findings.badText({u"cases.csv"_s, row.line, column, {}}, what, fault, expected);
        };
        GoldenCase golden;
        golden.id = text(u"id");
        golden.title = text(u"title");
        golden.row = row.line;
        if (golden.id.isEmpty() || ids.contains(golden.id))
            bad(u"id"_s, golden.id, golden.id.isEmpty() ? Fault::NotFound : Fault::Duplicate, say(QT_TRANSLATE_NOOP("zc::guidance", "an id of its own")));
        ids.insert(golden.id);
        for (const Fact &fact : pack.facts()) {
            const auto entry = parseFactCell(fact, text(fact.name));
            if (!entry)
                bad(fact.name, text(fact.name), Fault::OutsideValues, typeOf(fact).expectation());
            golden.facts << entry.value_or(feel::Entry());
        }
        golden.subItems = text(u"=子事项").split(u'|', Qt::SkipEmptyParts);
        for (const QString &id : std::as_const(golden.subItems))
            if (!subItems.contains(id))
                bad(u"=子事项"_s, id, Fault::Unknown, feel::Type::oneOf(subItems).expectation());
        const QStringList parts = text(u"=材料").split(u'|', Qt::SkipEmptyParts);
        for (const QString &part : parts) {
            ExpectedMaterial material;
            if (!readMaterial(part, materials, material))
                bad(u"=材料"_s, part, Fault::Malformed, u"M01:免交、M03:容缺(5)"_s);
            golden.materials << material;
        }
        golden.fields = text(u"=字段").split(u'|', Qt::SkipEmptyParts);
        for (const QString &id : std::as_const(golden.fields))
            if (!pack.field(id))
                bad(u"=字段"_s, id, Fault::Unknown, say(QT_TRANSLATE_NOOP("zc::guidance", "an id of fields.csv")));
        const QStringList handled = subItemIds(pack, true);
        if (!readNumbers(text(u"=承诺工作日"), handled, golden.promised))
            bad(u"=承诺工作日"_s, text(u"=承诺工作日"), Fault::Malformed, u"S1:5"_s);
        if (!readNumbers(text(u"=法定工作日"), handled, golden.statutory))
            bad(u"=法定工作日"_s, text(u"=法定工作日"), Fault::Malformed, u"S1:20"_s);
        if (!readNumbers(text(u"=金额"), handled, golden.fee))
            bad(u"=金额"_s, text(u"=金额"), Fault::Malformed, u"S1:0"_s);
        program.cases << golden;
    }
}

} // namespace zc::guidance
