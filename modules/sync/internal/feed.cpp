#include "internal/feed.h"

#include "internal/fieldwork.h"
#include "internal/freezer.h"

#include <base/crashpoint.h>
#include <base/uuid.h>
#include <platform/codec.h>
#include <sync/opstates.h>

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace zc::sync::internal {
using namespace Qt::StringLiterals;
using platform::Wire;
using store::ReadTx;
using store::WriteTx;

namespace {

constexpr int kPage = 200;
const QString kCursorKey = u"feed.cursor"_s;

Result<QString> cursorOf(const ReadTx &tx)
{
    auto value = tx.meta(kCursorKey);
    if (!value)
        return value.error();
    return *value ? QString::fromLatin1(**value) : QString();
}

bool isOwn(const WriteTx &tx, const platform::Origin &origin, const QUuid &caseId, const QUuid &clientId)
{
    if (origin.clientId != clientId)
        return false;
    const auto ops = tx.opsOfSubject(uuidText(caseId));
    if (!ops)
        return false;
    // After a restored store the platform knows operations of ours that we do not: those count as somebody else's.
    return std::any_of(ops->begin(), ops->end(), [&](const store::OutboxOp &op) {
        return op.opSeq == origin.opSeq && epochOf(op) == origin.epoch;
    });
}

Result<void> applyFields(WriteTx &tx, const platform::Change &change, bool own, const ApplyContext &context, qint64 nowMs, Happened &happened)
{
    auto row = tx.caseById(change.subject);
    if (!row)
        return row.error();
    if (!own) {
        QList<platform::FieldState> states;
        for (const QJsonValue item : change.body.value(u"fields"_s).toArray()) {
            auto state = platform::decode<platform::FieldState>(item, Wire::Answer);
            if (!state)
                return {};                       // a page that is not understood leaves the case as it was
            if (!state->origin || !isOwn(tx, *state->origin, change.subject, context.clientId))
                states.append(*state);
        }
        auto merged = mergeTheirs(tx, change.subject, theirsOf(states), context.rules, nowMs);
        if (!merged)
            return merged.error();
        if (merged->changed)
            happened.changed.append(change.subject);
        if (merged->conflicts > 0)
            happened.attention.append({change.subject, u"SYN-CONFLICT-OPEN"_s});
    }
    row = tx.caseById(change.subject);
    if (!row || change.rev.value_or(0) <= row->baseRev)
        return {};
    row->baseRev = *change.rev;
    auto stored = tx.putCase(*row);
    return stored ? Result<void>() : Result<void>(stored.error());
}

} // namespace

Feed::Feed(store::Store &store, platform::PlatformClient &client, const Clock &clock) : m_store(store), m_client(client), m_clock(clock) { }

Result<bool> Feed::pull(const ApplyContext &context, Happened &happened)
{
    auto cursor = m_store.read([](ReadTx &tx) { return cursorOf(tx); });
    if (!cursor)
        return cursor.error();
    auto page = m_client.changes(cursor->isEmpty() ? u"now"_s : *cursor, kPage);
    if (!page) {
        if (page.error().code != u"PLT-CURSOR-EXPIRED" && page.error().code != u"PLT-CURSOR-INVALID")
            return page.error();
        auto listed = relist(context, happened);
        return listed ? Result<bool>(true) : Result<bool>(listed.error());
    }
    m_pollAfterMs = page->pollAfterMs;
    if (page->changes.isEmpty() && page->cursor == *cursor)
        return page->more;
    auto staged = m_store.write([page = *page](WriteTx &tx) -> Result<void> {
        for (const platform::Change &change : page.changes) {
            store::StagedChange row;
            row.caseId = change.subject;
            row.kind = change.kind;
            row.body = platform::toJson(change);
            if (!tx.caseById(change.subject))
                continue;                        // a case this desk does not hold
            if (auto stored = tx.putStagedChange(row); !stored)
                return stored.error();
        }
        return tx.setMeta(kCursorKey, page.cursor.toLatin1());
    });
    if (auto outcome = staged.result(); !outcome)
        return outcome.error();
    crashPoint("feed.staged");
    return page->more;
}

Result<bool> Feed::applyOne(const ApplyContext &context, QRandomGenerator &random, Happened &happened)
{
    auto staged = m_store.read([](ReadTx &tx) { return tx.stagedChanges(); });
    if (!staged)
        return staged.error();
    QSet<QUuid> waiting;
    for (const store::StagedChange &change : *staged) {
        if (waiting.contains(change.caseId))
            continue;
        auto applied = m_store.write([&, change](WriteTx &tx) -> Result<bool> {
            auto typed = platform::decode<platform::Change>(QJsonValue(change.body), Wire::Answer);
            auto row = tx.caseById(change.caseId);
            if (!typed || !row) {
                auto removed = tx.removeStagedChange(change.localSeq);
                return removed ? Result<bool>(true) : Result<bool>(removed.error());
            }
            const bool own = typed->origin && isOwn(tx, *typed->origin, change.caseId, context.clientId);
            Applier applier(tx, context, m_clock, random, happened);
            Result<void> done;
            if (change.kind == u"case.fields") {
                if (!own && !row->frozenOp.isNull()) {
                    auto free = applier.unfreeze(*row);
                    if (!free || !*free)
                        return free ? Result<bool>(false) : free;    // on the wire or submitted: kept until the round is over
                }
                done = applyFields(tx, *typed, own, context, m_clock.wallMs(), happened);
                if (done) {
                    if (auto dirty = dirtyFields(tx, change.caseId); dirty && !dirty->isEmpty())
                        happened.touched.append(change.caseId);
                }
            } else if (change.kind == u"case.flow") {
                if (auto head = platform::decode<platform::CaseHead>(QJsonValue(typed->body), Wire::Answer))
                    done = applier.takeFlow(*head, own);
            } else if (change.kind == u"case.number") {
                auto number = platform::decode<platform::NumberAnswer>(QJsonValue(typed->body), Wire::Answer);
                if (number && !number->number.isEmpty())
                    done = applier.bindNumber(change.caseId, number->number);
            } else if (!own) {
                happened.changed.append(change.caseId);
            }
            if (!done)
                return done.error();
            auto removed = tx.removeStagedChange(change.localSeq);
            return removed ? Result<bool>(true) : Result<bool>(removed.error());
        });
        auto outcome = applied.result();
        if (!outcome)
            return outcome;
        if (*outcome) {
            crashPoint("feed.applied");
            return true;
        }
        waiting.insert(change.caseId);
    }
    return false;
}

// The cursor is too old for the feed: take the present head first, then look at every case that is open here, then read on.
Result<void> Feed::relist(const ApplyContext &context, Happened &happened)
{
    auto now = m_client.changes(u"now"_s, 1);
    if (!now)
        return now.error();
    platform::SearchCasesRequest request;
    request.scope = u"site"_s;
    QList<platform::CaseHead> heads;
    for (bool more = true; more;) {
        auto page = m_client.searchCases(request);
        if (!page)
            return page.error();
        heads += page->cases;
        more = page->more && !page->cursor.isEmpty();
        request.cursor = page->cursor;
    }
    QRandomGenerator random;
    auto applied = m_store.write([&](WriteTx &tx) -> Result<void> {
        Applier applier(tx, context, m_clock, random, happened);
        for (const platform::CaseHead &head : std::as_const(heads)) {
            if (auto done = applier.takeFlow(head, false); !done)
                return done;
        }
        return tx.setMeta(kCursorKey, now->cursor.toLatin1());
    });
    return applied.result();
}

} // namespace zc::sync::internal
