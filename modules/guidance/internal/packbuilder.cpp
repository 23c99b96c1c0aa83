#include "internal/packbuilder.h"

#include "internal/bundlebuilder.h"
#include "internal/compiler.h"
#include "internal/rulebuilder.h"
#include "internal/words.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
// One row of one table, with checks that know where they stand.
class RowReader {
public:
    RowReader(const CsvTable &table, const CsvRow &row, Findings &findings) : m_table(table), m_row(row), m_findings(findings) {}

    Place place(const QString &column = {}) const { return {m_table.file, m_row.line, column, {}}; }
    QString text(const QString &column) const { return m_table.cell(m_row, column); }
    QStringList list(const QString &column) const { return text(column).split(u'|', Qt::SkipEmptyParts); }

    QString id(QSet<QString> &seen)
    {
        static const QRegularExpression form(u"^[A-Za-z][A-Za-z0-9]*$"_s);
        const QString value = text(u"id"_s);
        if (!form.match(value).hasMatch())
            m_findings.badText(place(u"id"_s), value, Fault::Malformed, say(QT_TRANSLATE_NOOP("zc::guidance", "a letter, then letters and digits")));
        else if (seen.contains(value))
            m_findings.badText(place(u"id"_s), value, Fault::Duplicate, say(QT_TRANSLATE_NOOP("zc::guidance", "an id of its own")));
        seen.insert(value);
        return value;
    }
    int oneOf(const QString &column, const QStringList &values)
    {
        const qsizetype found = values.indexOf(text(column));
        if (found < 0)
            m_findings.badText(place(column), text(column), Fault::OutsideValues, values.join(u"、"_s));
        return int(qMax<qsizetype>(0, found));
    }
    bool boolean(const QString &column) { return oneOf(column, {u"false"_s, u"true"_s}) == 1; }
    int number(const QString &column, int least, int most)
    {
        bool ok = false;
        const int value = text(column).toInt(&ok);
        if (ok && value >= least && value <= most && QString::number(value) == text(column))
            return value;
        m_findings.badText(place(column), text(column), Fault::WrongType, say(QT_TRANSLATE_NOOP("zc::guidance", "a whole number from %1 to %2")).arg(least).arg(most));
        return least;
    }
    QDate date(const QString &column)
    {
        if (text(column).isEmpty())
            return {};
        const QDate value = QDate::fromString(text(column), Qt::ISODate);
        if (!value.isValid() || value.toString(Qt::ISODate) != text(column))
            m_findings.badText(place(column), text(column), Fault::WrongType, say(QT_TRANSLATE_NOOP("zc::guidance", "a date like 2026-01-31")));
        return value;
    }
    void require(const QString &column, const QString &what)
    {
        if (text(column).trimmed().isEmpty())
            m_findings.missing(place(column), what);
    }

private:
    const CsvTable &m_table;
    const CsvRow &m_row;
    Findings &m_findings;
};

QList<FactSource> readSources(RowReader &row, Findings &findings)
{
    static const QStringList kinds = {u"licence"_s, u"share"_s, u"case"_s, u"clerk"_s, u"applicant"_s};
    QList<FactSource> sources;
    const QStringList parts = row.text(u"sources"_s).split(u'>');
    for (const QString &part : parts) {
        const QString source = part.trimmed();
        const qsizetype colon = source.indexOf(u':');
        const qsizetype kind = kinds.indexOf(source.left(colon < 0 ? source.size() : colon));
        const bool needsSubject = kind == 0 || kind == 1;
        if (kind < 0 || needsSubject != (colon > 0 && colon + 1 < source.size()))
            findings.badText(row.place(u"sources"_s), source, Fault::Unknown, u"licence:…、share:…、case、clerk、applicant"_s);
        else
            sources << FactSource{SourceKind(kind), colon < 0 ? QString() : source.mid(colon + 1)};
    }
    return sources;
}

void readRange(RowReader &row, Fact &fact, Findings &findings)
{
    const QString text = row.text(u"values"_s);
    if (text.isEmpty())
        return;
    const QString inner = text.mid(1, text.size() - 2);
    const qsizetype dots = inner.indexOf(u"..");
    const auto bound = [&](const QString &part) -> std::optional<feel::Value> {
        if (fact.type == FactType::Date) {
            const auto date = feel::Date::fromText(part);
            return date ? std::optional(feel::Value(*date)) : std::nullopt;
        }
        const auto number = feel::Decimal::fromText(part);
        return number ? std::optional(feel::Value(*number)) : std::nullopt;
    };
    if (text.startsWith(u'[') && text.endsWith(u']') && dots > 0) {
        fact.minimum = bound(inner.left(dots));
        fact.maximum = bound(inner.mid(dots + 2));
    }
    if (!fact.minimum || !fact.maximum || !feel::compare(feel::CompareOp::LessEqual, *fact.minimum, *fact.maximum).value_or(false)) {
        fact.minimum.reset();
        fact.maximum.reset();
        findings.badText(row.place(u"values"_s), text, Fault::Malformed,
                         fact.type == FactType::Date ? u"[2020-01-01..2030-12-31]"_s : u"[0..100000]"_s);
    }
}

bool isName(const QString &text)
{
    const auto expression = feel::Expression::parse(text, {}, feel::Profile::Engine);
    return expression.ok() && expression->bareName() == text;
}
} // namespace

void PackBuilder::readInfo(Pack &pack, const PackSource &source, Findings &findings)
{
    if (source.info.isEmpty())
        return;
    const QJsonObject &info = source.info;
    const auto place = [](const QString &key) { return Place{u"package.json"_s, 0, key, {}}; };
    const auto text = [&](const QString &key, bool required) {
        const QJsonValue value = info.value(key);
        if (required && (!value.isString() || value.toString().isEmpty()))
            findings.badText(place(key), value.isUndefined() ? key : value.toVariant().toString(),
                             value.isUndefined() ? Fault::NotFound : Fault::WrongType, say(QT_TRANSLATE_NOOP("zc::guidance", "a text")));
        return value.toString();
    };
    const auto date = [&](const QJsonValue &value, const QString &key, bool required) {
        if (value.isNull() || value.isUndefined()) {
            if (required)
                findings.badText(place(key), key, Fault::NotFound, say(QT_TRANSLATE_NOOP("zc::guidance", "a date like 2026-01-31")));
            return QDate();
        }
        const QDate day = QDate::fromString(value.toString(), Qt::ISODate);
        if (!day.isValid())
            findings.badText(place(key), value.toVariant().toString(), Fault::WrongType, say(QT_TRANSLATE_NOOP("zc::guidance", "a date like 2026-01-31")));
        return day;
    };
    PackInfo &result = pack.m_info;
    if (info.value(u"format").toInt() != 1)
        findings.badText(place(u"format"_s), info.value(u"format").toVariant().toString(), Fault::OutsideValues, u"1"_s);
    if (const QString kind = info.value(u"kind").toString(); kind != u"item" && kind != u"bundle")
        findings.badText(place(u"kind"_s), kind, Fault::OutsideValues, u"item、bundle"_s);
    if (const QString profile = info.value(u"profile").toString(); profile != u"authoring" && profile != u"engine")
        findings.badText(place(u"profile"_s), profile, Fault::OutsideValues, u"authoring、engine"_s);
    result.packId = text(u"packId"_s, true);
    static const QRegularExpression packForm(u"^[a-z][a-z0-9-]*$"_s);
    if (!result.packId.isEmpty() && !packForm.match(result.packId).hasMatch())
        findings.badText(place(u"packId"_s), result.packId, Fault::Malformed, u"[a-z][a-z0-9-]*"_s);
    result.version = text(u"version"_s, true);
    result.itemCode = text(u"itemCode"_s, true);
    result.itemName = text(u"itemName"_s, true);
    result.region = text(u"region"_s, true);
    result.note = text(u"note"_s, false);
    result.demo = info.value(u"demo").toBool();
    result.validFrom = date(info.value(u"validFrom"), u"validFrom"_s, true);
    result.validTo = date(info.value(u"validTo"), u"validTo"_s, false);
    const QJsonObject supersedes = info.value(u"supersedes").toObject();
    result.supersedesVersion = supersedes.value(u"version").toString();
    result.supersedesValidTo = date(supersedes.value(u"validTo"), u"supersedes"_s, false);
    const QJsonArray authors = info.value(u"authors").toArray(), reviewers = info.value(u"reviewers").toArray();
    for (const QJsonValue &name : authors)
        result.authors << name.toString();
    for (const QJsonValue &name : reviewers)
        result.reviewers << name.toString();
    program(pack).accepted = info.value(u"accepted").toArray();
}

void PackBuilder::readFacts(Pack &pack, const PackSource &source, Findings &findings)
{
    static const QStringList types = {u"enum"_s, u"set"_s, u"bool"_s, u"number"_s, u"date"_s};
    QSet<QString> ids, names;
    for (const CsvRow &line : source.facts.rows) {
        RowReader row(source.facts, line, findings);
        Fact fact;
        fact.id = row.id(ids);
        fact.name = row.text(u"name"_s);
        if (fact.name.isEmpty())
            findings.missing(row.place(u"name"_s), missingText());
        else if (!isName(fact.name))
            findings.badText(row.place(u"name"_s), fact.name, Fault::Malformed, say(QT_TRANSLATE_NOOP("zc::guidance", "letters, digits and _ without blanks")));
        else if (names.contains(fact.name))
            findings.badText(row.place(u"name"_s), fact.name, Fault::Duplicate, say(QT_TRANSLATE_NOOP("zc::guidance", "a name of its own")));
        names.insert(fact.name);
        fact.type = FactType(row.oneOf(u"type"_s, types));
        if (fact.type == FactType::Enum || fact.type == FactType::Set) {
            fact.options = row.text(u"values"_s).split(u'|');
            const QSet<QString> distinct(fact.options.begin(), fact.options.end());
            if (distinct.size() != fact.options.size() || distinct.contains(QString()))
                findings.badText(row.place(u"values"_s), row.text(u"values"_s), distinct.contains(QString()) ? Fault::Malformed : Fault::Duplicate,
                                 say(QT_TRANSLATE_NOOP("zc::guidance", "different options, joined by |")));
        } else if (fact.type == FactType::Bool) {
            if (!row.text(u"values"_s).isEmpty())
                findings.badText(row.place(u"values"_s), row.text(u"values"_s), Fault::OutsideValues, say(QT_TRANSLATE_NOOP("zc::guidance", "nothing, for a bool")));
        } else {
            readRange(row, fact, findings);
        }
        if (const QString step = row.text(u"step"_s); !step.isEmpty()) {
            fact.step = feel::Decimal::fromText(step);
            if (!fact.step || fact.step->isZero() || fact.step->isNegative() || fact.type != FactType::Number) {
                findings.badText(row.place(u"step"_s), step, Fault::WrongType, say(QT_TRANSLATE_NOOP("zc::guidance", "a number above 0, for a number")));
                fact.step.reset();
            }
        }
        fact.unit = row.text(u"unit"_s);
        fact.question = row.text(u"question"_s);
        fact.why = row.text(u"why"_s);
        fact.compute = row.text(u"compute"_s);
        if (fact.compute.isEmpty())
            fact.sources = readSources(row, findings);
        fact.cost = row.number(u"cost"_s, 0, 9);
        fact.applicable = row.text(u"applicable"_s);
        fact.group = row.text(u"group"_s);
        fact.element = row.text(u"element"_s);
        row.require(u"why"_s, missingText());
        if (fact.asksPerson())
            row.require(u"question"_s, missingText());
        pack.m_facts << fact;
    }
}

void PackBuilder::readSubItems(Pack &pack, const PackSource &source, Findings &findings)
{
    QSet<QString> ids;
    for (const CsvRow &line : source.subItems.rows) {
        RowReader row(source.subItems, line, findings);
        SubItem item;
        item.id = row.id(ids);
        item.kind = SubItemKind(row.oneOf(u"kind"_s, {u"办理"_s, u"不予受理"_s, u"转办"_s}));
        item.name = row.text(u"name"_s);
        item.text = row.text(u"text"_s);
        item.department = row.text(u"department"_s);
        item.stage = row.number(u"stage"_s, 1, 99);
        item.basis = row.list(u"basis"_s);
        row.require(u"name"_s, missingText());
        row.require(u"text"_s, missingText());
        row.require(u"basis"_s, missingBasis());
        pack.m_subItems << item;
    }
    if (pack.m_subItems.isEmpty() && !source.subItems.header.isEmpty())
        findings.badText({u"subitems.csv"_s, 1, {}, {}}, u"subitems.csv"_s, Fault::NotFound, say(QT_TRANSLATE_NOOP("zc::guidance", "at least one row")));
}

void PackBuilder::readMaterials(Pack &pack, const PackSource &source, Findings &findings)
{
    static const QStringList forms = {u"原件"_s, u"复印件"_s, u"电子"_s, u"原件核验"_s};
    QSet<QString> ids;
    for (const CsvRow &line : source.materials.rows) {
        RowReader row(source.materials, line, findings);
        Material material;
        material.id = row.id(ids);
        material.catalogueId = row.text(u"catalogueId"_s);
        material.name = row.text(u"name"_s);
        material.form = row.text(u"form"_s);
        if (material.form.isEmpty())
            findings.missing(row.place(u"form"_s), missingText());
        else
            row.oneOf(u"form"_s, forms);
        material.copies = row.number(u"copies"_s, 1, 99);
        material.sample = row.text(u"sample"_s);
        material.licenceType = row.text(u"licenceType"_s);
        material.deferrable = row.boolean(u"deferrable"_s);
        material.commitment = row.text(u"commitment"_s);
        material.issuer = row.text(u"issuer"_s);
        material.basis = row.list(u"basis"_s);
        material.note = row.text(u"note"_s);
        row.require(u"name"_s, missingText());
        row.require(u"sample"_s, missingSample());
        row.require(u"basis"_s, missingBasis());
        if (!material.sample.isEmpty() && material.sample != u"-" && !source.files.contains(material.sample))
            findings.missing(row.place(u"sample"_s), missingSample());
        if (!material.commitment.isEmpty() && !source.files.contains(material.commitment))
            findings.badText(row.place(u"commitment"_s), material.commitment, Fault::NotFound, say(QT_TRANSLATE_NOOP("zc::guidance", "a file of the pack")));
        pack.m_materials << material;
    }
}

void PackBuilder::readFields(Pack &pack, const PackSource &source, Findings &findings)
{
    QSet<QString> ids;
    for (const CsvRow &line : source.fields.rows) {
        RowReader row(source.fields, line, findings);
        Field field;
        field.id = row.id(ids);
        field.element = row.text(u"element"_s);
        field.label = row.text(u"label"_s);
        field.type = row.text(u"type"_s);
        if (field.type.isEmpty())
            findings.badText(row.place(u"type"_s), field.type, Fault::NotFound, u"text、number、date、bool、enum"_s);
        field.required = row.boolean(u"required"_s);
        field.format = row.text(u"format"_s);
        if (!QRegularExpression(field.format).isValid())
            findings.badText(row.place(u"format"_s), field.format, Fault::Malformed, say(QT_TRANSLATE_NOOP("zc::guidance", "a regular expression")));
        field.source = row.text(u"source"_s);
        field.basis = row.list(u"basis"_s);
        row.require(u"label"_s, missingText());
        row.require(u"basis"_s, missingBasis());
        pack.m_fields << field;
    }
}

void PackBuilder::readBasis(Pack &pack, const PackSource &source, Findings &findings)
{
    QSet<QString> ids;
    for (const CsvRow &line : source.basis.rows) {
        RowReader row(source.basis, line, findings);
        Basis basis;
        basis.id = row.id(ids);
        basis.title = row.text(u"title"_s);
        basis.clause = row.text(u"clause"_s);
        basis.validFrom = row.date(u"validFrom"_s);
        basis.validTo = row.date(u"validTo"_s);
        row.require(u"title"_s, missingText());
        pack.m_basis << basis;
    }
}

void PackBuilder::readConstraints(Pack &pack, const PackSource &source, Findings &findings)
{
    QSet<QString> ids;
    for (const CsvRow &line : source.constraints.rows) {
        RowReader row(source.constraints, line, findings);
        Constraint constraint;
        constraint.id = row.id(ids);
        constraint.when = row.text(u"when"_s);
        constraint.then = row.text(u"then"_s);
        constraint.message = row.text(u"message"_s);
        constraint.basis = row.list(u"basis"_s);
        row.require(u"message"_s, missingText());
        pack.m_constraints << constraint;
    }
}

// A pack of one item is its own only part.
void PackBuilder::makeOnlyPart(Pack &pack, const PackSource &source)
{
    Program &rules = program(pack);
    Part part;
    part.rules = &rules;
    part.facts = pack.m_facts;
    part.subItems = pack.m_subItems;
    part.materials = pack.m_materials;
    part.fields = pack.m_fields;
    part.constraints = pack.m_constraints;
    const auto lines = [](const CsvTable &table) {
        QList<int> result;
        for (const CsvRow &row : table.rows)
            result << row.line;
        return result;
    };
    part.factLines = lines(source.facts);
    part.subItemLines = lines(source.subItems);
    part.materialLines = lines(source.materials);
    part.fieldLines = lines(source.fields);
    const auto list = [](const auto &rows, QStringList &ids, QList<QList<PartRow>> &own) {
        for (int i = 0; i < rows.size(); ++i) {
            ids << rows.at(i).id;
            own << QList<PartRow>{{0, i}};
        }
    };
    QStringList factIds;
    list(pack.m_facts, factIds, rules.factRows);
    list(pack.m_materials, part.materialIds, rules.materialRows);
    list(pack.m_fields, part.fieldIds, rules.fieldRows);
    for (int i = 0; i < pack.m_subItems.size(); ++i) {
        part.subItemIds << pack.m_subItems.at(i).id;
        rules.subItemRows << PartRow{0, i};
    }
    for (int i = 0; i < pack.m_facts.size(); ++i)
        part.wholeFacts << i;
    if (rules.applicable.size() == part.facts.size())  // else the rules could not be read
        part.order = ownFactOrder(part);
    rules.parts = {part};
}

std::shared_ptr<Pack> PackBuilder::read(const PackSource &source, const ImportFinder &imports, Findings &findings, const Program *before)
{
    std::shared_ptr<Pack> pack(new Pack);
    pack->m_path = source.path;
    pack->m_hash = source.hash;
    pack->m_notice = source.notice;
    pack->m_program = std::make_unique<Program>();
    readInfo(*pack, source, findings);
    readFacts(*pack, source, findings);
    readConstraints(*pack, source, findings);
    // A file that could not be read would make every name it should have given unknown: say the first thing only.
    const bool readable = source.firstError.code.isEmpty();
    if (source.bundle) {
        program(*pack).bundle = true;
        if (readable)
            BundleBuilder(*pack, source, imports, findings).run();
    } else {
        readSubItems(*pack, source, findings);
        readMaterials(*pack, source, findings);
        readFields(*pack, source, findings);
        readBasis(*pack, source, findings);
        if (readable)
            RuleBuilder(*pack, pack->m_facts, source, findings, before).run();
        makeOnlyPart(*pack, source);
    }
    program(*pack).sound = readable && !findings.blocks();
    return pack;
}

std::shared_ptr<Pack> PackBuilder::build(const PackSource &source, const LoadOptions &options, Findings &findings)
{
    const std::shared_ptr<Pack> pack = read(source, options.imports ? options.imports : packsBeside(source.path, options.trust), findings);
    if (Program &rules = program(*pack); rules.sound) {
        Workings workings;
        SymbolicPack symbols(*pack, rules, workings, options);
        symbols.build();
        Compiler(*pack, rules, symbols).compile();
    }
    return pack;
}

} // namespace zc::guidance
