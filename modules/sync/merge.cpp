#include "merge.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace zc::sync {
using namespace Qt::StringLiterals;
namespace {

using Value = std::optional<QJsonValue>;

QString normalised(const QString &text, bool foldWidth)
{
    QString lines = text;
    lines.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    return lines.normalized(foldWidth ? QString::NormalizationForm_KC : QString::NormalizationForm_C);
}

// What stands under a path on one side: nothing at all (never set) is told apart from cleared.
std::optional<Value> cell(const FieldSet &side, const QString &path)
{
    const auto found = side.find(path);
    return found == side.end() ? std::optional<Value>() : std::optional<Value>(found.value());
}

bool sameCell(const std::optional<Value> &a, const std::optional<Value> &b, bool foldWidth)
{
    if (a.has_value() != b.has_value())
        return false;
    return !a || sameValue(*a, *b, foldWidth);
}

// "rows[id].name" → "rows[id]"; empty for a path outside any row. The innermost row decides.
QString rowOf(const QString &path)
{
    const qsizetype end = path.lastIndexOf(u']');
    return end < 0 ? QString() : path.left(end + 1);
}

QStringList texts(const std::optional<Value> &value)
{
    QStringList list;
    if (value && *value) {
        for (const QJsonValue item : (*value)->toArray())
            list.append(item.toString());
    }
    return list;
}

QStringList linesOf(const std::optional<Value> &value)
{
    if (!value || !*value)
        return {};
    return normalised((*value)->toString(), false).split(u'\n', Qt::SkipEmptyParts);
}

class Merger {
public:
    Merger(const FieldSet &base, const FieldSet &mine, const FieldSet &theirs, const MergeRules &rules)
        : m_base(base), m_mine(mine), m_theirs(theirs), m_rules(rules)
    {
    }

    MergeOutcome run()
    {
        QStringList paths = m_base.keys() + m_mine.keys() + m_theirs.keys();
        paths.sort();
        paths.removeDuplicates();
        // Later steps look at whole units, so every path is put into exactly one: its row, its group, or itself.
        QMap<QString, QStringList> rows, groups;
        QStringList singles;
        for (const QString &path : std::as_const(paths)) {
            const FieldRule rule = m_rules(path);
            if (rule.mergeClass == MergeClass::Signature)
                m_signatures.append(path);
            else if (const QString row = rowOf(path); !row.isEmpty())
                rows[row].append(path);
            else if (!rule.group.isEmpty())
                groups[rule.group].append(path);
            else
                singles.append(path);
        }
        for (const QString &path : std::as_const(singles))
            mergeSingle(path);
        for (auto group = groups.cbegin(); group != groups.cend(); ++group)
            mergeUnit(group.key(), group.value());
        for (auto row = rows.cbegin(); row != rows.cend(); ++row)
            mergeRow(row.key(), row.value());
        mergeSignatures();
        return std::move(m_outcome);
    }

private:
    bool changed(const FieldSet &side, const QString &path) const
    {
        return !sameCell(cell(side, path), cell(m_base, path), m_rules(path).foldWidth);
    }
    bool differ(const QString &path) const
    {
        return !sameCell(cell(m_mine, path), cell(m_theirs, path), m_rules(path).foldWidth);
    }
    void take(const FieldSet &side, const QString &path)
    {
        if (const auto value = cell(side, path))
            m_outcome.result.insert(path, *value);
    }
    FieldSet only(const FieldSet &side, const QStringList &paths) const
    {
        FieldSet part;
        for (const QString &path : paths) {
            if (const auto value = cell(side, path))
                part.insert(path, *value);
        }
        return part;
    }
    void conflict(const QString &group, const QStringList &paths)
    {
        m_outcome.conflicts.append({group, paths, only(m_base, paths), only(m_mine, paths), only(m_theirs, paths)});
        for (const QString &path : paths)
            take(m_mine, path);
    }
    void note(MergeNote::Kind kind, const QString &path)
    {
        const auto mine = cell(m_mine, path);
        const auto theirs = cell(m_theirs, path);
        m_outcome.timeline.append({kind, path, mine ? *mine : Value(), theirs ? *theirs : Value()});
    }

    // All paths or none: one side's version, or one conflict.
    void mergeUnit(const QString &group, const QStringList &paths)
    {
        const auto touched = [&](const FieldSet &side) {
            return std::any_of(paths.begin(), paths.end(), [&](const QString &path) { return changed(side, path); });
        };
        const bool apart = std::any_of(paths.begin(), paths.end(), [&](const QString &path) { return differ(path); });
        const bool mineTouched = touched(m_mine);
        if (apart && mineTouched && touched(m_theirs)) {
            conflict(group, paths);
            return;
        }
        for (const QString &path : paths)
            take(apart && mineTouched ? m_mine : m_theirs, path);
    }

    void mergeSingle(const QString &path)
    {
        const MergeClass mergeClass = m_rules(path).mergeClass;
        if (mergeClass == MergeClass::Derived)
            take(m_mine, path);
        else if (mergeClass == MergeClass::PlatformOnly)
            take(m_theirs, path);
        else if (!differ(path) || !changed(m_mine, path))
            take(m_theirs, path);
        else if (!changed(m_theirs, path))
            take(m_mine, path);
        else if (mergeClass == MergeClass::MultiChoice || bothAreLists(path))
            mergeChoices(path);
        else if (mergeClass == MergeClass::Notes)
            mergeNotes(path);
        else
            conflict({}, {path});
    }

    bool bothAreLists(const QString &path) const
    {
        const auto mine = cell(m_mine, path);
        const auto theirs = cell(m_theirs, path);
        return mine && *mine && (*mine)->isArray() && theirs && *theirs && (*theirs)->isArray();
    }

    void mergeChoices(const QString &path)
    {
        const QStringList base = texts(cell(m_base, path));
        const QStringList mine = texts(cell(m_mine, path));
        const QStringList theirs = texts(cell(m_theirs, path));
        QStringList merged, added;
        bool removed = false;
        for (const QString &item : base) {
            if (mine.contains(item) && theirs.contains(item))
                merged.append(item);
            else
                removed = true;
        }
        for (const QString &item : mine + theirs) {
            if (!base.contains(item))
                added.append(item);
        }
        added.sort();                                    // the order must not depend on whose side is called mine
        added.removeDuplicates();
        m_outcome.result.insert(path, QJsonValue(QJsonArray::fromStringList(merged + added)));
        note(removed ? MergeNote::Kind::RemovedChoice : MergeNote::Kind::MergedChoices, path);
    }

    void mergeNotes(const QString &path)
    {
        QStringList merged = linesOf(cell(m_base, path));
        QStringList added;
        for (const QString &line : linesOf(cell(m_mine, path)) + linesOf(cell(m_theirs, path))) {
            if (!merged.contains(line))
                added.append(line);
        }
        added.sort();
        added.removeDuplicates();
        m_outcome.result.insert(path, QJsonValue((merged + added).join(u'\n')));
        note(MergeNote::Kind::MergedNotes, path);
    }

    void mergeRow(const QString &row, const QStringList &paths)
    {
        const auto alive = [&](const FieldSet &side) {
            return std::any_of(paths.begin(), paths.end(), [&](const QString &path) {
                const auto value = cell(side, path);
                return value && value->has_value();
            });
        };
        const auto edited = [&](const FieldSet &side) {
            return std::any_of(paths.begin(), paths.end(), [&](const QString &path) { return changed(side, path); });
        };
        const bool mineGone = alive(m_base) && !alive(m_mine);
        const bool theirsGone = alive(m_base) && !alive(m_theirs);
        if (mineGone != theirsGone) {
            const FieldSet &other = mineGone ? m_theirs : m_mine;
            const bool kept = edited(other);
            for (const QString &path : paths)
                take(kept ? other : (mineGone ? m_mine : m_theirs), path);
            if (kept)
                note(MergeNote::Kind::RowKept, row);
            return;
        }
        QMap<QString, QStringList> groups;
        for (const QString &path : paths) {
            if (const QString group = m_rules(path).group; group.isEmpty())
                mergeSingle(path);
            else
                groups[row + u'/' + group].append(path);
        }
        for (auto group = groups.cbegin(); group != groups.cend(); ++group)
            mergeUnit(group.key(), group.value());
    }

    // A signature holds for exactly what its signer saw.
    void mergeSignatures()
    {
        const FieldSet content = m_outcome.result;
        const auto stillCovers = [&](const FieldSet &side) {
            QSet<QString> paths;
            for (const FieldSet *set : {&side, &content}) {
                for (auto it = set->cbegin(); it != set->cend(); ++it)
                    paths.insert(it.key());
            }
            return std::all_of(paths.begin(), paths.end(), [&](const QString &path) {
                const FieldRule rule = m_rules(path);
                return rule.mergeClass == MergeClass::Signature || rule.mergeClass == MergeClass::Derived
                    || rule.mergeClass == MergeClass::PlatformOnly
                    || sameCell(cell(side, path), cell(content, path), rule.foldWidth);
            });
        };
        const bool mineHolds = stillCovers(m_mine);
        const bool theirsHolds = stillCovers(m_theirs);
        for (const QString &path : std::as_const(m_signatures)) {
            const auto isSigned = [&](const FieldSet &side) { return side.value(path).has_value(); };
            if (!changed(m_theirs, path) && (!isSigned(m_mine) || mineHolds))
                take(m_mine, path);
            else if (!changed(m_mine, path) && (!isSigned(m_theirs) || theirsHolds))
                take(m_theirs, path);
            else if (mineHolds && isSigned(m_mine))
                take(m_mine, path);
            else if (theirsHolds && isSigned(m_theirs))
                take(m_theirs, path);
            else
                voidSignature(path);
        }
    }

    void voidSignature(const QString &path)
    {
        m_outcome.result.insert(path, Value());
        note(MergeNote::Kind::VoidedSignature, path);
    }

    const FieldSet &m_base;
    const FieldSet &m_mine;
    const FieldSet &m_theirs;
    const MergeRules &m_rules;
    QStringList m_signatures;
    MergeOutcome m_outcome;
};

} // namespace

FieldRule defaultFieldRule(const QString &path)
{
    FieldRule rule;
    const QString last = path.mid(path.lastIndexOf(u'.') + 1);
    static const QStringList identity{u"name"_s, u"idType"_s, u"idNumber"_s, u"validFrom"_s, u"validTo"_s};
    if (identity.contains(last) && path.contains(u'.'))
        rule.group = path.left(path.lastIndexOf(u'.'));
    if (last == "notes"_L1)
        rule.mergeClass = MergeClass::Notes;
    return rule;
}

bool sameValue(const std::optional<QJsonValue> &a, const std::optional<QJsonValue> &b, bool foldWidth)
{
    if (a.has_value() != b.has_value())
        return false;
    if (!a)
        return true;
    if (a->type() != b->type())
        return false;
    if (a->isString())
        return normalised(a->toString(), foldWidth) == normalised(b->toString(), foldWidth);
    if (a->isArray()) {
        const QJsonArray left = a->toArray();
        const QJsonArray right = b->toArray();
        if (left.size() != right.size())
            return false;
        for (qsizetype i = 0; i < left.size(); ++i) {
            if (!sameValue(left.at(i), right.at(i), foldWidth))
                return false;
        }
        return true;
    }
    return *a == *b;
}

MergeOutcome merge(const FieldSet &base, const FieldSet &mine, const FieldSet &theirs, const MergeRules &rules)
{
    return Merger(base, mine, theirs, rules).run();
}

} // namespace zc::sync
