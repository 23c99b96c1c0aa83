#include "packdiff.h"

#include "internal/layout.h"
#include "internal/outcomewalk.h"
#include "internal/packageinfo.h"
#include "internal/words.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t kWalkBudget = 400'000'000;
constexpr qsizetype kMostChanges = 500;

// Rows with a key each, compared by it.
class RowCompare {
public:
    RowCompare(QString where, QStringList titles, QList<PackChange> &into) : m_where(std::move(where)), m_titles(std::move(titles)), m_into(into) {}

    struct Row {
        QString id, name;
        QMap<QString, QString> cells;                  // by column key
    };

    void compare(const QList<Row> &from, const QList<Row> &to, const QStringList &columns)
    {
        const auto find = [](const QList<Row> &rows, const QString &id) -> const Row * {
            for (const Row &row : rows)
                if (row.id == id)
                    return &row;
            return nullptr;
        };
        for (const Row &row : from)
            if (!find(to, row.id))
                m_into << PackChange{PackChange::Kind::Removed, m_where, row.id, row.name, {}, {}, {}};
        for (const Row &row : to) {
            const Row *before = find(from, row.id);
            if (!before) {
                m_into << PackChange{PackChange::Kind::Added, m_where, row.id, row.name, {}, {}, {}};
                continue;
            }
            for (qsizetype i = 0; i < columns.size(); ++i)
                if (before->cells.value(columns.at(i)) != row.cells.value(columns.at(i)))
                    m_into << PackChange{PackChange::Kind::Changed, m_where, row.id, row.name, m_titles.value(i, columns.at(i)),
                                         before->cells.value(columns.at(i)), row.cells.value(columns.at(i))};
        }
    }

private:
    QString m_where;
    QStringList m_titles;
    QList<PackChange> &m_into;
};

QList<RowCompare::Row> rowsOf(const AuthoredSheet *sheet)
{
    QList<RowCompare::Row> rows;
    for (qsizetype i = 0; sheet && i < sheet->rows.size(); ++i) {
        QString name = sheet->cell(i, u"name");
        for (const QStringView column : {u"label", u"title", u"message", u"packId"})
            if (name.isEmpty())
                name = sheet->cell(i, column);
        RowCompare::Row row{sheet->cell(i, u"id"), name, {}};
        if (row.id.isEmpty())
            row.id = name;
        for (qsizetype k = 0; k < sheet->columns.size(); ++k)
            row.cells.insert(sheet->columns.at(k), sheet->rows.at(i).value(k));
        rows << row;
    }
    return rows;
}

void compareInfo(const AuthoredInfo &from, const AuthoredInfo &to, QList<PackChange> &changes)
{
    const QJsonObject before = QJsonDocument::fromJson(infoToJson(from)).object(), after = QJsonDocument::fromJson(infoToJson(to)).object();
    const auto text = [](const QJsonValue &value) {
        if (value.isString() || value.isNull() || value.isUndefined())
            return value.toString();
        const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(json.mid(1, json.size() - 2));
    };
    QStringList keys = before.keys();
    for (const QString &key : after.keys())
        if (!keys.contains(key))
            keys << key;
    for (const QString &key : std::as_const(keys))
        if (before.value(key) != after.value(key))
            changes << PackChange{PackChange::Kind::Changed, kInfoSheet, {}, {}, key, text(before.value(key)), text(after.value(key))};
}

void compareTables(const AuthoredPack &from, const AuthoredPack &to, QList<PackChange> &changes)
{
    const auto rules = [](const AuthoredTable &table) {
        QList<RowCompare::Row> rows;
        for (const AuthoredTable::Rule &rule : table.rules) {
            RowCompare::Row row{rule.id, {}, {}};
            for (qsizetype i = 0; i < table.columns.size(); ++i)
                row.cells.insert(table.columns.at(i).text, rule.cells.value(i));
            rows << row;
        }
        return rows;
    };
    QStringList names;
    for (const AuthoredPack *pack : {&from, &to})
        for (const AuthoredTable &table : pack->tables)
            if (!names.contains(table.name))
                names << table.name;
    for (const QString &name : std::as_const(names)) {
        const auto find = [&](const AuthoredPack &pack) {
            const auto found = std::find_if(pack.tables.cbegin(), pack.tables.cend(), [&](const AuthoredTable &table) { return table.name == name; });
            return found == pack.tables.cend() ? nullptr : &*found;
        };
        const AuthoredTable *before = find(from), *after = find(to);
        const QString where = kRuleSheetPrefix + u'·' + name;
        if (!before || !after) {
            changes << PackChange{before ? PackChange::Kind::Removed : PackChange::Kind::Added, where, {}, name, {}, {}, {}};
            continue;
        }
        if (before->hitPolicy != after->hitPolicy)
            changes << PackChange{PackChange::Kind::Changed, where, {}, name, u"命中策略"_s, before->hitPolicy, after->hitPolicy};
        QStringList columns;
        for (const AuthoredTable *table : {before, after})
            for (const AuthoredTable::Column &column : table->columns)
                if (!columns.contains(column.text))
                    columns << column.text;
        RowCompare(where, columns, changes).compare(rules(*before), rules(*after), columns);
    }
}

QList<PackChange> textChanges(const AuthoredPack &from, const AuthoredPack &to)
{
    QList<PackChange> changes;
    compareInfo(from.info, to.info, changes);
    for (const TableLayout &layout : tableLayouts())
        RowCompare(layout.sheet, layout.titles, changes).compare(rowsOf(from.sheet(layout.file)), rowsOf(to.sheet(layout.file)), layout.columns);
    QList<RowCompare::Row> before, after;
    for (const auto &[pack, rows] : {std::pair(&from, &before), std::pair(&to, &after)})
        for (const AuthoredFormula &formula : pack->formulas)
            *rows << RowCompare::Row{formula.id, formula.name, {{u"name"_s, formula.name}, {u"text"_s, formula.text}}};
    RowCompare(kFormulaSheet, {u"名称"_s, u"公式"_s}, changes).compare(before, after, {u"name"_s, u"text"_s});
    compareTables(from, to, changes);
    QStringList columns;
    for (const AuthoredPack *pack : {&from, &to})
        if (const AuthoredSheet *cases = pack->sheet(u"cases.csv"_s))
            for (const QString &column : cases->columns)
                if (!columns.contains(column))
                    columns << column;
    RowCompare(kCaseSheet, columns, changes).compare(rowsOf(from.sheet(u"cases.csv"_s)), rowsOf(to.sheet(u"cases.csv"_s)), columns);
    if (from.notice != to.notice)
        changes << PackChange{PackChange::Kind::Changed, kNoticeSheet, {}, {}, {}, {}, {}};
    QStringList files = from.others.keys();
    for (const QString &file : to.others.keys())
        if (!files.contains(file))
            files << file;
    for (const QString &file : std::as_const(files))
        if (!from.others.contains(file) || !to.others.contains(file))
            changes << PackChange{to.others.contains(file) ? PackChange::Kind::Added : PackChange::Kind::Removed, file, {}, {}, {}, {}, {}};
        else if (from.others.value(file) != to.others.value(file))
            changes << PackChange{PackChange::Kind::Changed, file, {}, {}, {}, {}, {}};
    return changes;
}

QString namesOf(const Outcome &outcome)
{
    QStringList names;
    for (const OutcomeSubItem &item : outcome.subItems)
        names << item.name;
    return names.isEmpty() ? u"—"_s : names.join(u"、"_s);
}

// What is certain of one material, as people say it; nothing while it is still open.
std::optional<QString> modeOf(const Outcome &outcome, const QString &id)
{
    if (const OutcomeMaterial *material = outcome.material(id)) {
        if (material->modeState == PartState::Pending)
            return std::nullopt;
        return material->mode + (material->dueDays ? u"(%1)"_s.arg(*material->dueDays) : QString()) + (material->copies > 1 ? u" × %1"_s.arg(material->copies) : QString());
    }
    if (outcome.possibleMaterials.contains(id))
        return std::nullopt;
    return say(QT_TRANSLATE_NOOP("zc::guidance", "not needed"));
}

std::optional<QString> fieldOf(const Outcome &outcome, const QString &id)
{
    for (const OutcomeField &field : outcome.fields)
        if (field.id == id)
            return say(QT_TRANSLATE_NOOP("zc::guidance", "to be filled in"));
    if (outcome.possibleFields.contains(id))
        return std::nullopt;
    return say(QT_TRANSLATE_NOOP("zc::guidance", "not needed"));
}

// What a clerk would notice between two outcomes, of what is certain on both sides. Another result says it all: that other
// papers go with it is no further change.
QStringList differences(const Outcome &from, const Outcome &to)
{
    QStringList texts;
    const auto add = [&texts](const QString &what, const std::optional<QString> &before, const std::optional<QString> &after) {
        if (before && after && *before != *after)
            texts << what + u'\uFF1A' + *before + u" → "_s + *after;
    };
    if (!from.possibleSubItems.isEmpty() || !to.possibleSubItems.isEmpty())
        return texts;
    add(say(QT_TRANSLATE_NOOP("zc::guidance", "Result")), namesOf(from), namesOf(to));
    if (!texts.isEmpty())
        return texts;
    for (const OutcomeSubItem &before : from.subItems) {
        const auto after = std::find_if(to.subItems.cbegin(), to.subItems.cend(), [&](const OutcomeSubItem &item) { return item.id == before.id; });
        if (after == to.subItems.cend())
            continue;
        const auto days = [](const std::optional<int> &value) { return value ? std::optional(QString::number(*value)) : std::nullopt; };
        const auto yuan = [](const std::optional<feel::Decimal> &value) { return value ? std::optional(value->text()) : std::nullopt; };
        add(say(QT_TRANSLATE_NOOP("zc::guidance", "Promised days of %1")).arg(before.name), days(before.promisedDays), days(after->promisedDays));
        add(say(QT_TRANSLATE_NOOP("zc::guidance", "Statutory days of %1")).arg(before.name), days(before.statutoryDays), days(after->statutoryDays));
        add(say(QT_TRANSLATE_NOOP("zc::guidance", "Fee of %1")).arg(before.name), yuan(before.fee), yuan(after->fee));
    }
    QMap<QString, QString> materials, fields;
    for (const Outcome *outcome : {&from, &to}) {
        for (const OutcomeMaterial &material : outcome->materials)
            materials.insert(material.id, material.name);
        for (const OutcomeField &field : outcome->fields)
            fields.insert(field.id, field.label);
    }
    for (auto it = materials.cbegin(); it != materials.cend(); ++it)
        add(say(QT_TRANSLATE_NOOP("zc::guidance", "Material %1")).arg(*it), modeOf(from, it.key()), modeOf(to, it.key()));
    for (auto it = fields.cbegin(); it != fields.cend(); ++it)
        add(say(QT_TRANSLATE_NOOP("zc::guidance", "Field %1")).arg(*it), fieldOf(from, it.key()), fieldOf(to, it.key()));
    return texts;
}

class OutcomeCompare {
public:
    OutcomeCompare(std::shared_ptr<const Pack> from, std::shared_ptr<const Pack> to) : m_from(std::move(from)), m_to(std::move(to)) {}

    std::optional<QList<OutcomeChange>> run()
    {
        const auto leaves = OutcomeWalk(*m_from, m_to.get()).run(kWalkBudget);
        if (!leaves)
            return std::nullopt;
        QHash<QString, qsizetype> known;
        for (const OutcomeWalk::Leaf &leaf : *leaves) {
            Priors answers = answersOf(*m_from, leaf.first);
            // What only the new pack asks is answered there too.
            for (const AnswerRecord &record : answersOf(*m_to, leaf.second))
                if (std::none_of(answers.cbegin(), answers.cend(), [&](const AnswerRecord &other) { return other.fact == record.fact; }))
                    answers << record;
            const auto before = outcomeOf(m_from, answers), after = outcomeOf(m_to, answers);
            if (!before || !after || !before->complete || !after->complete)
                continue;
            for (const QString &text : differences(*before, *after)) {
                if (const auto found = known.constFind(text); found != known.cend()) {
                    m_changes[*found].scenarios += leaf.scenarios;
                } else if (m_changes.size() < kMostChanges) {
                    known.insert(text, m_changes.size());
                    m_changes << OutcomeChange{shown(shortest(answers, text)), text, *before, *after, leaf.scenarios};
                }
            }
        }
        std::stable_sort(m_changes.begin(), m_changes.end(), [](const OutcomeChange &a, const OutcomeChange &b) { return a.scenarios > b.scenarios; });
        return m_changes;
    }

private:
    // The answers of a scenario that this pack knows; the other's are nothing to it.
    static std::optional<Outcome> outcomeOf(const std::shared_ptr<const Pack> &pack, const Priors &answers)
    {
        Priors own;
        for (const AnswerRecord &record : answers)
            if (const Fact *fact = pack->fact(record.fact); fact && fact->id == record.fact && fact->compute.isEmpty())
                own << record;
        Interview interview(pack);
        return interview.answerAll(own).ok() ? std::optional(interview.outcome()) : std::nullopt;
    }

    // Leaves out answers from the last written fact on, as long as the same difference stays certain.
    Priors shortest(Priors answers, const QString &text) const
    {
        for (qsizetype i = answers.size() - 1; i >= 0; --i) {
            Priors fewer = answers;
            fewer.removeAt(i);
            const auto before = outcomeOf(m_from, fewer), after = outcomeOf(m_to, fewer);
            if (before && after && differences(*before, *after).contains(text))
                answers = fewer;
        }
        return answers;
    }

    QList<ReasonAnswer> shown(const Priors &answers) const
    {
        QList<ReasonAnswer> list;
        for (const AnswerRecord &record : answers) {
            const Fact *fact = m_to->fact(record.fact) ? m_to->fact(record.fact) : m_from->fact(record.fact);
            if (fact)
                list << ReasonAnswer{fact->id, fact->name, record.value, displayValue(*fact, record.value)};
        }
        return list;
    }

    std::shared_ptr<const Pack> m_from, m_to;
    QList<OutcomeChange> m_changes;
};
} // namespace

Result<PackDiff> diffPacks(const PackFiles &from, const PackFiles &to)
{
    auto before = AuthoredPack::read(from), after = AuthoredPack::read(to);
    if (!before.ok() || !after.ok())
        return before.ok() ? after.error() : before.error();
    PackDiff diff;
    diff.from = before->info;
    diff.to = after->info;
    diff.fromHash = from.contentHash();
    diff.toHash = to.contentHash();
    diff.changes = textChanges(*before, *after);
    const auto first = Pack::loadNow(from), second = Pack::loadNow(to);
    if (!first.ok() || !second.ok()) {
        diff.error = first.ok() ? second.error() : first.error();
        return diff;
    }
    // The outcomes of a bundle are those of its items side by side: too many to walk, and each item is compared by itself.
    const bool bundle = (*first)->isBundle() || (*second)->isBundle();
    if (const auto outcomes = bundle ? std::nullopt : OutcomeCompare(*first, *second).run()) {
        diff.outcomes = *outcomes;
        diff.compared = true;
    } else {
        diff.error = {ErrorKind::Internal, u"GDE-BUDGET"_s, diff.to.packId};
    }
    return diff;
}

} // namespace zc::guidance
