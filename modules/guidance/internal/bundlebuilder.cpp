#include "internal/bundlebuilder.h"

#include "internal/layout.h"
#include "internal/words.h"

#include <QRegularExpression>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
bool sameValues(const Fact &a, const Fact &b)
{
    return QSet<QString>(a.options.begin(), a.options.end()) == QSet<QString>(b.options.begin(), b.options.end()) && a.minimum == b.minimum
        && a.maximum == b.maximum;
}

QString joined(const QString &a, const QString &b)
{
    return a.isEmpty() || a == b ? b : b.isEmpty() ? a : a + u"；"_s + b;
}
} // namespace

BundleBuilder::BundleBuilder(Pack &pack, const PackSource &source, const ImportFinder &imports, Findings &findings)
    : m_pack(pack), m_source(source), m_imports(imports), m_findings(findings), m_program(PackBuilder::program(pack)),
      m_rules(pack, pack.facts(), source, findings)
{
}

void BundleBuilder::run()
{
    refuseItemFiles();
    readOwnPart();
    m_rules.readFacts();
    readImports();
    // Without its items nothing else of a bundle can be judged.
    if (!m_findings.blocks()) {
        mergeFacts();
        mergeMaterials();
        mergeFields();
        addSubItems();
        addBasis();
        addConstraints();
        checkOrder();
        if (checkCaseColumns())
            m_rules.readBundle();
    }
    checkStatics(m_pack, m_source, m_findings);
}

Place BundleBuilder::importPlace(int part, const QString &column) const
{
    return part == 0 ? Place{u"facts.csv"_s, 0, {}, {}} : Place{u"imports.csv"_s, m_found.at(part - 1).line, column, {}};
}

QString BundleBuilder::partName(int part) const
{
    return part == 0 ? m_pack.id() : m_program.parts.at(part).packId;
}

void BundleBuilder::refuseItemFiles()
{
    for (const QString &file : m_source.files)
        if (file == u"subitems.csv" || file == u"materials.csv" || file == u"fields.csv" || (file.startsWith(u"rules/") && file.endsWith(u".dmn")))
            m_findings.badText({file, 0, {}, {}}, file, Fault::Unknown, say(QT_TRANSLATE_NOOP("zc::guidance", "no such file in a bundle: it stands in the items")));
}

// Conditions and assertions of the bundle read its own facts and nothing else.
void BundleBuilder::readOwnPart()
{
    Part part;
    part.rules = &m_program;
    part.facts = std::exchange(PackBuilder::facts(m_pack), {});
    for (const CsvRow &row : m_source.facts.rows)
        part.factLines << row.line;
    part.constraints = m_pack.constraints();
    m_program.parts = {part};
}

void BundleBuilder::readImports()
{
    QSet<QString> seen;
    for (const CsvRow &row : m_source.importRows.rows)
        readImport(row, seen);
    if (m_source.importRows.rows.isEmpty() && !m_source.importRows.header.isEmpty())
        m_findings.badText({u"imports.csv"_s, 1, {}, {}}, u"imports.csv"_s, Fault::NotFound, say(QT_TRANSLATE_NOOP("zc::guidance", "at least one row")));
}

// Follows imports only far enough to see whether they come back to this pack.
bool BundleBuilder::leadsBack(const QString &packId, const QString &version, QStringList &path) const
{
    path << packId;
    if (packId == m_pack.id())
        return true;
    const auto files = m_imports(packId, version);
    if (!files.ok() || path.size() > 32)
        return false;
    const PackSource source = PackSource::read(*files);
    for (const CsvRow &row : source.importRows.rows) {
        const QString next = source.importRows.cell(row, u"packId");
        if (next != packId && leadsBack(next, source.importRows.cell(row, u"version"), path))
            return true;
    }
    path.removeLast();
    return false;
}

void BundleBuilder::readImport(const CsvRow &row, QSet<QString> &seen)
{
    static const QRegularExpression packForm(u"^[a-z][a-z0-9-]*$"_s);
    const auto text = [&](QStringView column) { return m_source.importRows.cell(row, column); };
    const auto place = [&](const QString &column) { return Place{u"imports.csv"_s, row.line, column, {}}; };
    const QString packId = text(u"packId"), version = text(u"version");
    if (!packForm.match(packId).hasMatch())
        return m_findings.badText(place(u"packId"_s), packId, Fault::Malformed, u"[a-z][a-z0-9-]*"_s);
    if (seen.contains(packId))
        return m_findings.badText(place(u"packId"_s), packId, Fault::Duplicate, say(QT_TRANSLATE_NOOP("zc::guidance", "each item once")));
    seen.insert(packId);
    Part part;
    part.packId = packId;
    part.stage = text(u"stage").toInt();
    if (part.stage < 1 || part.stage > 99 || QString::number(part.stage) != text(u"stage"))
        m_findings.badText(place(u"stage"_s), text(u"stage"), Fault::WrongType, say(QT_TRANSLATE_NOOP("zc::guidance", "a whole number from %1 to %2")).arg(1).arg(99));
    QStringList path{m_pack.id()};
    if (leadsBack(packId, version, path)) {
        m_findings.add(u"V02"_s, Finding::Level::Error, place(u"packId"_s),
                       say(QT_TRANSLATE_NOOP("zc::guidance", "%1 depend on each other in a ring")).arg(path.join(u" → "_s)));
        return;
    }
    const auto files = m_imports(packId, version);
    if (!files.ok())
        return m_findings.badText(place(u"packId"_s), packId + u' ' + version, Fault::NotFound, say(QT_TRANSLATE_NOOP("zc::guidance", "a pack of this id and version beside the bundle")));
    const PackSource source = PackSource::read(*files);
    Findings own = source.findings;
    Import import{row.line, packId, PackBuilder::read(source, m_imports, own)};
    if (import.pack->isBundle())
        return m_findings.badText(place(u"packId"_s), packId, Fault::WrongType, say(QT_TRANSLATE_NOOP("zc::guidance", "a pack of one item")));
    if (import.pack->id() != packId || import.pack->version() != version)
        return m_findings.badText(place(u"version"_s), version, Fault::OutsideValues, import.pack->id() + u' ' + import.pack->version());
    if (!import.pack->program().sound) {
        const auto first = std::find_if(own.list().cbegin(), own.list().cend(), [](const Finding &f) { return f.code == u"V01" || f.code == u"V02"; });
        return m_findings.badText(place(u"packId"_s), packId, Fault::Malformed,
                                  first == own.list().cend() ? say(QT_TRANSLATE_NOOP("zc::guidance", "a pack without errors")) : first->message);
    }
    for (Finding finding : own.list()) {
        if (finding.code != u"V19")
            continue;
        finding.file = packId + u'/' + finding.file;
        m_findings.list() << finding;
    }
    const Part &item = import.pack->program().parts.constFirst();
    part.rules = &import.pack->program();
    part.itemName = import.pack->itemName();
    part.facts = item.facts;
    part.subItems = item.subItems;
    part.materials = item.materials;
    part.fields = item.fields;
    part.constraints = item.constraints;
    part.order = item.order;
    part.factLines = item.factLines;
    part.subItemLines = item.subItemLines;
    part.materialLines = item.materialLines;
    part.fieldLines = item.fieldLines;
    part.whenPlace = place(u"when"_s);
    if (const QString when = text(u"when"); !when.isEmpty())
        part.when = m_rules.condition(when, part.whenPlace);
    checkValidity(import);
    m_found << import;
    m_program.parts << part;
    PackBuilder::addImport(m_pack, import.pack);
}

void BundleBuilder::checkValidity(const Import &import)
{
    const PackInfo &own = m_pack.info(), &item = import.pack->info();
    const bool late = item.validFrom > own.validFrom;
    const bool early = item.validTo.isValid() && (!own.validTo.isValid() || item.validTo < own.validTo);
    if (!late && !early)
        return;
    const Place place{u"imports.csv"_s, import.line, u"packId"_s, {}};
    m_findings.add(u"V15"_s, Finding::Level::Error, place,
                   say(QT_TRANSLATE_NOOP("zc::guidance", "The validity has a gap: %1")).arg(placeText(place) + u' ' + import.packId));
}

void BundleBuilder::disagree(const QString &what, const QString &column, const QString &a, const QString &b, const Place &place)
{
    m_findings.add(u"V16"_s, Finding::Level::Error, place,
                   say(QT_TRANSLATE_NOOP("zc::guidance", "Conflict: “%2” of %1 is different in “%3” and “%4”")).arg(what, column, a, b));
}

// The fact of the whole that stands for a part's own one: the same data element is the same fact.
int BundleBuilder::wholeFactFor(const Part &part, int own, const Place &place)
{
    const int number = int(&part - m_program.parts.constData());
    const Fact &fact = part.facts.at(own);
    QList<Fact> &whole = PackBuilder::facts(m_pack);
    for (int i = 0; i < whole.size() && !fact.element.isEmpty(); ++i) {
        if (whole.at(i).element != fact.element)
            continue;
        const PartRow first = m_program.factRows.at(i).constFirst();
        const Fact &other = m_program.parts.at(first.part).facts.at(first.own);
        if (m_program.factRows.at(i).constLast().part == number) {
            m_findings.badText(place, fact.element, Fault::Duplicate, say(QT_TRANSLATE_NOOP("zc::guidance", "one fact of a data element in each item")));
            continue;
        }
        const auto check = [&](bool same, const QString &column) {
            if (!same)
                disagree(fact.element, column, partName(first.part), partName(number), place);
        };
        check(fact.type == other.type, u"type"_s);
        check(sameValues(fact, other), u"values"_s);
        check(fact.step == other.step, u"step"_s);
        check(fact.unit == other.unit, u"unit"_s);
        check(fact.compute.isEmpty() == other.compute.isEmpty(), u"compute"_s);
        for (const FactSource &source : fact.sources)  // every way to know it that some item has
            if (!std::any_of(whole.at(i).sources.cbegin(), whole.at(i).sources.cend(),
                             [&](const FactSource &known) { return known.kind == source.kind && known.subject == source.subject; }))
                whole[i].sources << source;
        m_program.factRows[i] << PartRow{number, own};
        return i;
    }
    Fact added = fact;
    added.id = part.qualified(fact.id);
    if (!fact.group.isEmpty())
        added.group = part.qualified(fact.group);
    whole << added;
    m_program.factRows << QList<PartRow>{{number, own}};
    return int(whole.size()) - 1;
}

void BundleBuilder::mergeFacts()
{
    m_program.parts.first().order = ownFactOrder(m_program.parts.constFirst());
    for (Part &part : m_program.parts) {
        const int number = int(&part - m_program.parts.constData());
        for (int own = 0; own < part.facts.size(); ++own) {
            Place place = importPlace(number);
            if (number == 0)
                place = {u"facts.csv"_s, part.factLines.at(own), u"element"_s, {}};
            part.wholeFacts << wholeFactFor(part, own, place);
        }
    }
    // Two items may call different things by the same name.
    QList<Fact> &whole = PackBuilder::facts(m_pack);
    QHash<QString, int> uses;
    for (const Fact &fact : std::as_const(whole))
        ++uses[fact.name];
    for (int i = 0; i < whole.size(); ++i)
        if (const Part &part = m_program.parts.at(m_program.factRows.at(i).constFirst().part); uses.value(whole.at(i).name) > 1 && !part.packId.isEmpty())
            whole[i].name += u"（%1）"_s.arg(part.itemName);
}

void BundleBuilder::mergeMaterials()
{
    QList<Material> &whole = PackBuilder::materials(m_pack);
    for (Part &part : m_program.parts) {
        const int number = int(&part - m_program.parts.constData());
        for (int own = 0; own < part.materials.size(); ++own) {
            const Material &material = part.materials.at(own);
            Material added = material;
            added.id = material.catalogueId.isEmpty() ? part.qualified(material.id) : material.catalogueId;
            if (material.sample != u"-")
                added.sample = part.qualified(material.sample);
            if (!material.commitment.isEmpty())
                added.commitment = part.qualified(material.commitment);
            added.basis.clear();
            for (const QString &id : material.basis)
                added.basis << part.qualified(id);
            part.materialIds << added.id;
            const auto known = std::find_if(whole.begin(), whole.end(), [&](const Material &other) { return other.id == added.id; });
            if (known == whole.end()) {
                whole << added;
                m_program.materialRows << QList<PartRow>{{number, own}};
                continue;
            }
            QList<PartRow> &rows = m_program.materialRows[known - whole.begin()];
            if (rows.constLast().part == number) {
                m_findings.badText(importPlace(number), material.catalogueId, Fault::Duplicate, say(QT_TRANSLATE_NOOP("zc::guidance", "one material of a catalogue id in each item")));
                continue;
            }
            const QString first = partName(rows.constFirst().part);
            if (known->name != added.name)
                disagree(added.id, u"name"_s, first, part.packId, importPlace(number));
            if (known->form != added.form)
                disagree(added.id, u"form"_s, first, part.packId, importPlace(number));
            if (known->licenceType != added.licenceType)
                disagree(added.id, u"licenceType"_s, first, part.packId, importPlace(number));
            known->copies = std::max(known->copies, added.copies);
            known->basis += added.basis;
            known->deferrable = known->deferrable || added.deferrable;
            if (known->sample == u"-")
                known->sample = added.sample;
            if (known->commitment.isEmpty())
                known->commitment = added.commitment;
            if (known->issuer.isEmpty())
                known->issuer = added.issuer;
            known->note = joined(known->note, added.note);
            rows << PartRow{number, own};
        }
    }
}

void BundleBuilder::mergeFields()
{
    QList<Field> &whole = PackBuilder::fields(m_pack);
    for (Part &part : m_program.parts) {
        const int number = int(&part - m_program.parts.constData());
        for (int own = 0; own < part.fields.size(); ++own) {
            Field added = part.fields.at(own);
            added.id = added.element.isEmpty() ? part.qualified(added.id) : added.element;
            for (QString &id : added.basis)
                id = part.qualified(id);
            part.fieldIds << added.id;
            const auto known = std::find_if(whole.begin(), whole.end(), [&](const Field &other) { return other.id == added.id; });
            if (known == whole.end()) {
                whole << added;
                m_program.fieldRows << QList<PartRow>{{number, own}};
                continue;
            }
            QList<PartRow> &rows = m_program.fieldRows[known - whole.begin()];
            if (rows.constLast().part == number) {
                m_findings.badText(importPlace(number), added.element, Fault::Duplicate, say(QT_TRANSLATE_NOOP("zc::guidance", "one field of a data element in each item")));
                continue;
            }
            const QString first = partName(rows.constFirst().part);
            if (known->label != added.label)
                disagree(added.id, u"label"_s, first, part.packId, importPlace(number));
            if (known->type != added.type)
                disagree(added.id, u"type"_s, first, part.packId, importPlace(number));
            if (known->format != added.format)
                disagree(added.id, u"format"_s, first, part.packId, importPlace(number));
            known->required = known->required || added.required;
            known->basis += added.basis;
            rows << PartRow{number, own};
        }
    }
}

// Items in their stages, and the stages of each item within.
void BundleBuilder::addSubItems()
{
    QList<SubItem> &whole = PackBuilder::subItems(m_pack);
    QMap<QPair<int, int>, int> stages;
    for (const Part &part : std::as_const(m_program.parts))
        for (const SubItem &item : part.subItems)
            stages.insert(std::pair(part.stage, item.stage), 0);
    int next = 0;
    for (int &stage : stages)
        stage = ++next;
    for (Part &part : m_program.parts) {
        for (int own = 0; own < part.subItems.size(); ++own) {
            SubItem item = part.subItems.at(own);
            item.id = part.qualified(item.id);
            item.stage = stages.value(std::pair(part.stage, item.stage));
            for (QString &id : item.basis)
                id = part.qualified(id);
            part.subItemIds << item.id;
            m_program.subItemRows << PartRow{int(&part - m_program.parts.constData()), own};
            whole << item;
        }
    }
}

void BundleBuilder::addBasis()
{
    for (int number = 1; number < m_program.parts.size(); ++number) {
        for (Basis basis : m_found.at(number - 1).pack->basis()) {
            basis.id = m_program.parts.at(number).qualified(basis.id);
            PackBuilder::basis(m_pack) << basis;
        }
    }
}

void BundleBuilder::addConstraints()
{
    for (int number = 1; number < m_program.parts.size(); ++number) {
        const Part &part = m_program.parts.at(number);
        for (Constraint constraint : part.constraints) {
            constraint.id = part.qualified(constraint.id);
            for (QString &id : constraint.basis)
                id = part.qualified(id);
            PackBuilder::constraints(m_pack) << constraint;
        }
    }
}

// What decides whether an item takes part must not follow from the item itself.
void BundleBuilder::checkOrder()
{
    QStringList ring;
    factOrder(m_pack.facts(), m_program, &ring);
    if (!ring.isEmpty())
        m_findings.add(u"V02"_s, Finding::Level::Error, {u"imports.csv"_s, 0, u"when"_s, {}},
                       say(QT_TRANSLATE_NOOP("zc::guidance", "%1 depend on each other in a ring")).arg(ring.join(u" → "_s)));
}

bool BundleBuilder::checkCaseColumns()
{
    if (m_source.cases.header.isEmpty())
        return true;
    QStringList names;
    for (const Fact &fact : m_pack.facts())
        names << fact.name;
    const QStringList wanted = caseColumns(names);
    for (qsizetype i = 0; i < std::max(wanted.size(), m_source.cases.header.size()); ++i) {
        const QString found = m_source.cases.header.value(i);
        if (found == wanted.value(i))
            continue;
        m_findings.badText({u"cases.csv"_s, 1, found, {}}, found.isEmpty() ? wanted.value(i) : found, found.isEmpty() ? Fault::NotFound : Fault::Unknown,
                           wanted.value(i).isEmpty() ? say(QT_TRANSLATE_NOOP("zc::guidance", "no further column"))
                                                     : say(QT_TRANSLATE_NOOP("zc::guidance", "column %1 at position %2")).arg(wanted.value(i)).arg(i + 1));
        return false;
    }
    return true;
}

} // namespace zc::guidance
