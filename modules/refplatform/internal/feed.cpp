#include "internal/feed.h"

#include "internal/values.h"

#include <base/crashpoint.h>
#include <base/uuid.h>

#include <chrono>

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;
using platform::ProblemCode;

QByteArray cellKey(qint64 seq) { return "0-" + QByteArray::number(seq); }

} // namespace

Feed::Feed(const Vault &vault, Database &db) : m_vault(vault), m_db(db) {}

void Feed::append(Connection &db, const ChangeDraft &change)
{
    const qint64 seq = db.row("UPDATE part_head SET head=head+1 WHERE part=0 RETURNING head")->first().toLongLong();
    crashPoint("srv.head");
    const QByteArray body = m_vault.seal("change", cellKey(seq), 1, QJsonDocument(change.body).toJson(QJsonDocument::Compact));
    db.run("INSERT INTO change VALUES(0,?,?,?,?,?,?,?,?,?,?,?,?)",
           {seq, change.site, change.subject.toRfc4122(), QString::fromLatin1(change.kind), orNull(change.rev), orNull(change.flowRev),
            change.atMs, change.actor, change.origin ? QVariant(change.origin->clientId.toRfc4122()) : QVariant(),
            change.origin ? QVariant(change.origin->epoch) : QVariant(), change.origin ? QVariant(change.origin->opSeq) : QVariant(), body});
}

void Feed::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_wakes;
    }
    m_news.notify_all();
}

void Feed::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    m_news.notify_all();
}

QByteArray Feed::cursor(qint64 feedEpoch, const QString &site, qint64 position) const
{
    const QJsonObject text{{u"e"_s, feedEpoch}, {u"s"_s, site}, {u"p"_s, QString::number(position)}};
    return m_vault.protect("feed", QJsonDocument(text).toJson(QJsonDocument::Compact));
}

Answer Feed::page(const Request &request, bool mayWait)
{
    const QString cursorText = request.query.value(u"cursor"_s);
    const auto limit = strictInteger(request.query.value(u"limit"_s, QString::number(platform::limit::kFeedPageDefault)).toLatin1(), 1, platform::limit::kFeedPage);
    const auto wait = strictInteger(request.query.value(u"wait"_s, u"0"_s).toLatin1(), 0, platform::limit::kFeedWaitSeconds);
    if (!limit || !wait)
        return problemAnswer(ProblemCode::BodyInvalid, u"limit or wait"_s);
    const QString site = request.principal.siteCode;

    qint64 position = 0, wantedEpoch = -1;
    const bool fromNow = cursorText == u"now";
    if (!fromNow && !cursorText.isEmpty()) {
        const auto payload = m_vault.unprotect("feed", cursorText.toLatin1());
        const QJsonObject text = payload ? QJsonDocument::fromJson(*payload).object() : QJsonObject();
        if (!payload || text.value(u"s").toString() != site)
            return problemAnswer(ProblemCode::CursorInvalid);
        wantedEpoch = text.value(u"e").toInteger();
        position = text.value(u"p").toString().toLongLong();
    }

    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(mayWait ? *wait : 0);
    for (;;) {
        quint64 seenWakes = 0;
        {
            const std::lock_guard lock(m_mutex);
            seenWakes = m_wakes;
        }
        platform::ChangePage page;
        bool expired = false;
        m_db.read([&](Connection &db) {
            const Row head = *db.row("SELECT head, feed_epoch FROM part_head WHERE part=0");
            const qint64 feedEpoch = head.at(1).toLongLong();
            const qint64 newest = head.at(0).toLongLong();
            expired = (wantedEpoch >= 0 && wantedEpoch != feedEpoch) || position > newest;
            if (expired)
                return;
            if (fromNow)
                position = newest;
            const auto rows = db.rows("SELECT seq, subject, kind, rev, flow_rev, at_ms, actor, client_id, epoch, op_seq, body FROM change"
                                      " WHERE part=0 AND site=? AND seq>? ORDER BY seq LIMIT ?",
                                      {site, position, *limit + 1});
            qint64 bytes = 0;
            for (const Row &row : rows) {
                const QByteArray body = m_vault.open("change", cellKey(row.at(0).toLongLong()), 1, row.at(10).toByteArray());
                bytes += body.size();
                // A page stays below the size an honest client reads; at least one change always goes out.
                if (page.changes.size() == *limit || (bytes > platform::limit::kAnswerBytes / 2 && !page.changes.isEmpty())) {
                    page.more = true;
                    break;
                }
                platform::Change change;
                change.subject = QUuid::fromRfc4122(row.at(1).toByteArray());
                change.kind = row.at(2).toString();
                change.rev = orNothing(row.at(3));
                change.flowRev = orNothing(row.at(4));
                change.atMs = row.at(5).toLongLong();
                change.actor = row.at(6).toString();
                if (row.at(7).isValid())
                    change.origin = platform::Origin{QUuid::fromRfc4122(row.at(7).toByteArray()), row.at(8).toLongLong(), row.at(9).toLongLong()};
                change.body = QJsonDocument::fromJson(body).object();
                page.changes << change;
                position = row.at(0).toLongLong();
            }
            if (!page.more)
                position = newest;      // changes of other sites are behind us too
            page.cursor = QString::fromLatin1(cursor(feedEpoch, site, position));
        });
        if (expired)
            return problemAnswer(ProblemCode::CursorExpired);
        page.pollAfterMs = page.more ? 0 : mayWait ? 1000 : 5000;
        if (!page.changes.isEmpty() || *wait == 0 || !mayWait || fromNow)
            return typedAnswer(200, page);
        std::unique_lock lock(m_mutex);
        const bool news = m_news.wait_until(lock, deadline, [&] { return m_stopped || m_wakes != seenWakes; });
        if (!news || m_stopped)
            return typedAnswer(200, page);
    }
}

} // namespace zc::refplatform
