#include "internal/rulechanges.h"

#include <QRegularExpression>
#include <QSet>

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
using Kind = AuthoredTable::Kind;
using Rules = QList<AuthoredTable::Rule>;

constexpr qsizetype kMostRules = 20'000;               // that a file is read with
constexpr qsizetype kBytesPerCell = 64, kBytesPerChar = 6;         // at most, as the file has them

// The rules that differ: `from` up to the end less `kept`, which is as long in both states.
struct RuleSpan {
    qsizetype from = 0, kept = 0;
    RuleSpan(const Rules &was, const Rules &now)
    {
        const qsizetype most = std::min(was.size(), now.size());
        while (from < most && was.at(from) == now.at(from))
            ++from;
        while (kept < most - from && was.at(was.size() - 1 - kept) == now.at(now.size() - 1 - kept))
            ++kept;
    }
    Rules of(const Rules &rules) const { return rules.mid(from, rules.size() - from - kept); }
};

bool isSameBesideRules(const AuthoredPack &was, const AuthoredPack &now)
{
    const auto sameHead = [](const AuthoredTable &a, const AuthoredTable &b) {
        return a.id == b.id && a.name == b.name && a.hitPolicy == b.hitPolicy && a.file == b.file && a.columns == b.columns;
    };
    return was.info == now.info && was.sheets == now.sheets && was.formulas == now.formulas && was.notice == now.notice && was.others == now.others
        && was.notTabular == now.notTabular && std::equal(was.tables.cbegin(), was.tables.cend(), now.tables.cbegin(), now.tables.cend(), sameHead);
}

// Characters that a file gives back as they were put into it.
bool isPlain(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() >= 0x20 && !c.isSurrogate() && c.unicode() < 0xFFFE; });
}

bool isPlain(const Rules &rules, qsizetype columns)
{
    return std::all_of(rules.cbegin(), rules.cend(), [columns](const AuthoredTable::Rule &rule) {
        return rule.cells.size() == columns && std::all_of(rule.cells.cbegin(), rule.cells.cend(), [](const QString &cell) { return isPlain(cell); });
    });
}

// Whether ids that come with the change are ids, and nobody else's; the file says the same thing in other words.
bool areNewIdsFree(const AuthoredPack &now, const Rules &before, const Rules &after)
{
    static const QRegularExpression form(u"^[A-Za-z][A-Za-z0-9]*$"_s);
    QSet<QString> own, fresh, all;
    for (const AuthoredTable::Rule &rule : before)
        own.insert(rule.id);
    for (const AuthoredTable::Rule &rule : after)
        if (!own.contains(rule.id))
            fresh.insert(rule.id);
    if (fresh.isEmpty() && after.size() == before.size())
        return true;
    for (const AuthoredTable &table : now.tables) {
        // Columns have ids that begin with the table's.
        for (const QString &id : std::as_const(fresh))
            if (id.startsWith(table.id))
                return false;
        for (const AuthoredTable::Rule &rule : table.rules) {
            if (all.contains(rule.id))
                return false;
            all.insert(rule.id);
        }
    }
    const auto isFree = [&](const QString &id) {
        const auto isFormula = [&](const AuthoredFormula &formula) { return formula.id == id; };
        const AuthoredSheet *facts = now.sheet(u"facts.csv"_s);
        for (qsizetype row = 0; facts && row < facts->rows.size(); ++row)
            if (facts->cell(row, u"id") == id)
                return false;
        return form.match(id).hasMatch() && !id.startsWith(u"loop") && std::none_of(now.formulas.cbegin(), now.formulas.cend(), isFormula);
    };
    return std::all_of(fresh.cbegin(), fresh.cend(), isFree);
}

dmn::Rule ruleOf(const AuthoredTable &table, const AuthoredTable::Rule &rule, int line)
{
    dmn::Rule result{rule.id, {}, {}, {}, line};
    for (qsizetype i = 0; i < rule.cells.size(); ++i) {
        const Kind kind = table.columns.at(i).kind;
        (kind == Kind::Input ? result.inputs : kind == Kind::Output ? result.outputs : result.annotations) << rule.cells.at(i).trimmed();
    }
    return result;
}

// The decision of a table where its file was read; nullptr: not read as it is written.
dmn::Decision *decisionOf(PackSource &source, const AuthoredTable &table, RuleFile **file)
{
    dmn::Decision *found = nullptr;
    for (RuleFile &one : source.rules) {
        for (dmn::Decision &decision : one.decisions) {
            if (decision.name != table.name)
                continue;
            if (found || one.file != table.file || !decision.table)
                return nullptr;
            found = &decision;
            *file = &one;
        }
    }
    return found;
}

bool change(PackSource &source, const AuthoredTable &was, const AuthoredTable &now, const RuleSpan &span)
{
    RuleFile *file = nullptr;
    dmn::Decision *decision = decisionOf(source, now, &file);
    if (!decision || decision->table->rules.size() != was.rules.size() || was.rules.isEmpty() || now.rules.size() > kMostRules)
        return false;
    QList<dmn::Rule> &rules = decision->table->rules;
    const int linesPerRule = int(now.columns.size()) + 2, added = int(now.rules.size() - was.rules.size()) * linesPerRule;
    QList<dmn::Rule> between;
    for (const AuthoredTable::Rule &rule : span.of(now.rules))
        between << ruleOf(now, rule, rules.constFirst().line + int(span.from + between.size()) * linesPerRule);
    const QList<dmn::Rule> after = rules.last(span.kept);
    rules.resize(span.from);
    rules << between << after;
    if (added == 0)
        return true;
    for (qsizetype i = span.from + between.size(); i < rules.size(); ++i)
        rules[i].line += added;
    for (dmn::Decision &later : file->decisions)
        if (later.line > decision->line)
            later.line += added;
    return true;
}
} // namespace

std::optional<ChangedSource> withChangedRules(const PackSource &source, const AuthoredPack &was, const AuthoredPack &now)
{
    if (!isSameBesideRules(was, now))
        return std::nullopt;
    ChangedSource result{source, 0};
    result.source.hash.clear();
    for (qsizetype i = 0; i < now.tables.size(); ++i) {
        const AuthoredTable &before = was.tables.at(i), &after = now.tables.at(i);
        const RuleSpan span(before.rules, after.rules);
        const Rules old = span.of(before.rules), fresh = span.of(after.rules);
        if (old.isEmpty() && fresh.isEmpty())
            continue;
        if (!isPlain(old, before.columns.size()) || !isPlain(fresh, after.columns.size()) || !areNewIdsFree(now, old, fresh)
            || !change(result.source, before, after, span))
            return std::nullopt;
        for (const AuthoredTable::Rule &rule : fresh)
            for (const QString &cell : rule.cells)
                result.mostGrowth += kBytesPerCell + kBytesPerChar * cell.size();
    }
    return result;
}

} // namespace zc::guidance
