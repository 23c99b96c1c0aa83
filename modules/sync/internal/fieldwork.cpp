#include "internal/fieldwork.h"

#include <base/crashpoint.h>
#include <base/uuid.h>
#include <platform/codec.h>

#include <QJsonObject>
#include <QSet>

namespace zc::sync::internal {
using namespace Qt::StringLiterals;
using store::ReadTx;
using store::WriteTx;

namespace {

constexpr QLatin1StringView kGroupMark(".*");

QJsonObject objectOf(const FieldSet &set)
{
    QJsonObject object;
    for (auto it = set.cbegin(); it != set.cend(); ++it) {
        if (it.value())
            object.insert(it.key(), *it.value());
    }
    return object;
}

std::optional<QJsonValue> valueIn(const FieldSet &set, const FieldConflict &conflict)
{
    if (!conflict.group.isEmpty())
        return QJsonValue(objectOf(set));
    const auto found = set.find(conflict.paths.first());
    return found == set.end() ? std::optional<QJsonValue>() : found.value();
}

Result<void> storeConflict(WriteTx &tx, const QUuid &caseId, const FieldConflict &conflict, const QList<Theirs> &theirs,
                           const QList<store::ConflictRow> &known, qint64 nowMs)
{
    store::ConflictRow row;
    row.conflictId = makeUuidV7();
    row.caseId = caseId;
    row.state = u"open"_s;
    row.atMs = nowMs;
    row.path = conflict.group.isEmpty() ? conflict.paths.first() : conflict.group + kGroupMark;
    row.base = valueIn(conflict.base, conflict);
    row.mine = valueIn(conflict.mine, conflict);
    row.theirs = valueIn(conflict.theirs, conflict);
    for (const Theirs &their : theirs) {
        if (conflict.paths.contains(their.path)) {
            row.theirRev = std::max(row.theirRev, their.rev);
            row.theirAuthor = their.author;
        }
    }
    if (auto field = tx.field(caseId, conflict.paths.first()))
        row.no = field->no;
    // A newer value of theirs for a question that is still open: one question, the newest values.
    for (const store::ConflictRow &other : known) {
        if (other.state == u"open" && other.path == row.path) {
            row.conflictId = other.conflictId;
            row.base = other.base;
            row.atMs = other.atMs;
        }
    }
    return tx.putConflict(row);
}

} // namespace

Result<void> putFieldAgainstMirror(WriteTx &tx, store::FieldRow field)
{
    auto mirror = tx.mirrorField(field.caseId, field.path);
    if (!mirror && mirror.error().kind != ErrorKind::NotFound)
        return mirror.error();
    field.dirty = !mirror || !sameValue(mirror->value, field.value);
    auto stored = tx.putField(std::move(field));
    return stored ? Result<void>() : Result<void>(stored.error());
}

Result<QList<store::FieldRow>> dirtyFields(const ReadTx &tx, const QUuid &caseId)
{
    auto fields = tx.fields(caseId);
    if (!fields)
        return fields;
    QList<store::FieldRow> dirty;
    for (const store::FieldRow &field : *fields) {
        if (field.dirty)
            dirty.append(field);
    }
    return dirty;
}

Result<QStringList> openConflictPaths(const ReadTx &tx, const QUuid &caseId)
{
    auto conflicts = tx.conflicts(caseId);
    if (!conflicts)
        return conflicts.error();
    QStringList paths;
    for (const store::ConflictRow &conflict : *conflicts) {
        if (conflict.state != u"open")
            continue;
        if (!conflict.path.endsWith(kGroupMark)) {
            paths.append(conflict.path);
            continue;
        }
        for (const auto &side : {conflict.base, conflict.mine, conflict.theirs}) {
            if (side)
                paths += side->toObject().keys();
        }
    }
    paths.removeDuplicates();
    return paths;
}

Result<void> holdSubmission(WriteTx &tx, const QUuid &caseId, const QUuid &opId)
{
    auto row = tx.caseById(caseId);
    if (!row || row->frozenOp.isNull())
        return {};
    auto submit = tx.op(row->frozenOp);
    if (!submit || submit->state != store::OpState::Pending)
        return {};
    submit->dependsOn.append(opId);
    auto stored = tx.putOp(*submit);
    return stored ? Result<void>() : Result<void>(stored.error());
}

Result<void> applyResolution(WriteTx &tx, const store::CaseRow &row, const store::ConflictRow &conflict,
                             const std::optional<QJsonValue> &value, const QString &author)
{
    QList<QPair<QString, std::optional<QJsonValue>>> chosen;
    if (conflict.path.endsWith(kGroupMark)) {
        QStringList paths;
        for (const auto &side : {conflict.base, conflict.mine, conflict.theirs, value}) {
            if (side)
                paths += side->toObject().keys();
        }
        paths.removeDuplicates();
        const QJsonObject object = value ? value->toObject() : QJsonObject();
        for (const QString &path : std::as_const(paths))
            chosen.append({path, object.contains(path) ? std::optional<QJsonValue>(object.value(path)) : std::nullopt});
    } else {
        chosen.append({conflict.path, value});
    }
    for (const auto &[path, text] : std::as_const(chosen)) {
        auto current = tx.field(conflict.caseId, path);
        if (!current && current.error().kind != ErrorKind::NotFound)
            return current.error();
        store::FieldRow field = current ? *current : store::FieldRow{};
        field.caseId = conflict.caseId;
        field.path = path;
        field.value = text;
        field.author = author;
        field.revisionSeen = row.baseRev;
        field.provenance = QJsonObject{{u"kind"_s, u"clerk"_s}};
        if (auto stored = putFieldAgainstMirror(tx, std::move(field)); !stored)
            return stored;
    }
    return {};
}

QList<Theirs> theirsOf(const QList<platform::FieldState> &states)
{
    QList<Theirs> list;
    for (const platform::FieldState &state : states) {
        Theirs their;
        their.path = state.path;
        if (!state.cleared && !state.value.isUndefined())
            their.value = state.value;
        their.rev = state.rev;
        their.author = state.author;
        if (state.source)
            their.provenance = platform::toJson(*state.source);
        list.append(their);
    }
    return list;
}

Result<MergeReport> mergeTheirs(WriteTx &tx, const QUuid &caseId, const QList<Theirs> &theirs, const MergeRules &rules, qint64 nowMs)
{
    auto localRows = tx.fields(caseId);
    auto mirrorRows = tx.mirrorFields(caseId);
    auto known = tx.conflicts(caseId);
    if (!localRows || !mirrorRows || !known)
        return !localRows ? localRows.error() : !mirrorRows ? mirrorRows.error() : known.error();

    FieldSet base, mine, other;
    QMap<QString, store::FieldRow> local;
    QMap<QString, qint64> revisions;
    for (const store::MirrorField &row : *mirrorRows) {
        base.insert(row.path, row.value);
        revisions.insert(row.path, row.srvRev);
    }
    for (const store::FieldRow &row : *localRows) {
        mine.insert(row.path, row.value);
        local.insert(row.path, row);
    }
    other = base;
    for (const Theirs &their : theirs) {
        if (their.rev < revisions.value(their.path, 0))
            continue;                                  // an older page; the mirror knows better
        other.insert(their.path, their.value);
        store::MirrorField row;
        row.caseId = caseId;
        row.srvRev = their.rev;
        row.path = their.path;
        row.value = their.value;
        row.author = their.author;
        row.provenance = their.provenance;
        if (auto stored = tx.putMirror(std::move(row)); !stored)
            return stored.error();
    }

    const MergeOutcome outcome = merge(base, mine, other, rules);
    MergeReport report;
    for (const FieldConflict &conflict : outcome.conflicts) {
        ++report.conflicts;
        if (auto stored = storeConflict(tx, caseId, conflict, theirs, *known, nowMs); !stored)
            return stored.error();
    }
    for (auto it = outcome.result.cbegin(); it != outcome.result.cend(); ++it) {
        const auto present = local.find(it.key());
        const bool differs = present == local.end() || !sameValue(present->value, it.value());
        const bool dirty = !other.contains(it.key()) || !sameValue(other.value(it.key()), it.value());
        report.dirty = report.dirty || dirty;
        if (!differs && present->dirty == dirty)
            continue;
        if (!differs) {
            if (auto marked = tx.setFieldDirty(caseId, it.key(), dirty); !marked)
                return marked.error();
            continue;
        }
        store::FieldRow row = present == local.end() ? store::FieldRow{} : *present;
        row.caseId = caseId;
        row.path = it.key();
        row.value = it.value();
        row.dirty = dirty;
        for (const Theirs &their : theirs) {
            if (their.path == it.key()) {
                row.author = their.author;
                row.provenance = their.provenance;
                row.revisionSeen = their.rev;
            }
        }
        report.changed = true;
        if (auto stored = tx.putField(std::move(row)); !stored)
            return stored.error();
    }
    crashPoint("merge.written");
    return report;
}

} // namespace zc::sync::internal
