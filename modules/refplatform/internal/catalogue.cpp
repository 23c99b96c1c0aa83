#include "internal/catalogue.h"

#include <base/strictjson.h>

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace zc::refplatform {

using namespace Qt::StringLiterals;
using platform::ProblemCode;

void loadPacks(Database &db, const QString &folder, qint64 nowMs)
{
    if (folder.isEmpty())
        return;
    const QFileInfoList files = QDir(folder).entryInfoList({u"*.zcpack"_s}, QDir::Files, QDir::Name);
    db.write([&](Connection &connection) {
        for (const QFileInfo &info : files) {
            QFile file(info.filePath());
            if (!file.open(QIODevice::ReadOnly))
                throw DbFault("a pack file cannot be read");
            const QString packId = QString::fromLatin1(platform::sha256Hex(file.readAll()));
            const QString name = info.completeBaseName();
            const qsizetype dash = name.lastIndexOf(u'-');
            QString action = u"put"_s, reason;
            qint64 fromMs = nowMs;
            QFile beside(info.filePath() + u".json"_s);
            if (beside.open(QIODevice::ReadOnly)) {
                const auto object = parseStrictJson(beside.readAll());
                if (object) {
                    action = (*object)[u"action"].toString(action);
                    reason = (*object)[u"reason"].toString();
                    fromMs = (*object)[u"fromMs"].toInteger(fromMs);
                }
            }
            const QString code = dash > 0 ? name.first(dash) : name, version = dash > 0 ? name.sliced(dash + 1) : u"1"_s;
            const auto enter = [&](const QString &what) {
                connection.run("INSERT INTO pack_change(pack_id, kind, code, version, size, action, file, from_ms, reason) VALUES(?,'item',?,?,?,?,?,?,?)"
                               " ON CONFLICT DO NOTHING",
                               {packId, code, version, info.size(), what, info.absoluteFilePath(), fromMs, reason});
            };
            enter(u"put"_s);
            if (action != u"put")
                enter(action);
        }
        return true;
    });
}

bool itemSuspended(Connection &db, const QString &itemCode, qint64 nowMs)
{
    const auto row = db.row("SELECT action FROM pack_change WHERE code=? AND from_ms<=? ORDER BY seq DESC LIMIT 1", {itemCode, nowMs});
    return row && row->first().toString() != u"put";
}

Answer getCatalogueChanges(Service &service, const Request &request)
{
    const auto count = strictInteger(request.query.value(u"limit"_s, u"200"_s).toLatin1(), 1, 500);
    if (!count)
        return problemAnswer(ProblemCode::BodyInvalid, u"limit"_s);
    qint64 position = 0;
    const QString cursor = request.query.value(u"cursor"_s);
    if (!cursor.isEmpty() && cursor != u"now") {
        const auto payload = service.vault->unprotect("catalogue", cursor.toLatin1());
        if (!payload)
            return problemAnswer(ProblemCode::CursorInvalid);
        position = payload->toLongLong();
    }
    const QString kind = request.query.value(u"kind"_s);
    platform::GetCatalogueChangesAnswer page;
    service.db->read([&](Connection &db) {
        if (cursor == u"now")
            position = db.row("SELECT coalesce(max(seq),0) FROM pack_change")->first().toLongLong();
        const auto rows = db.rows("SELECT seq, pack_id, kind, code, version, size, action, from_ms, reason FROM pack_change"
                                  " WHERE seq>? AND (?='' OR kind=?) ORDER BY seq LIMIT ?",
                                  {position, kind, kind, *count + 1});
        for (const Row &row : rows) {
            if (page.changes.size() == *count) {
                page.more = true;
                break;
            }
            const QByteArray packId = row.at(1).toString().toLatin1();
            page.changes.append({packId, row.at(2).toString(), row.at(3).toString(), row.at(4).toString(), row.at(5).toLongLong(), packId,
                                 row.at(6).toString(), row.at(7).toLongLong(), row.at(8).toString()});
            position = row.at(0).toLongLong();
        }
    });
    page.cursor = QString::fromLatin1(service.vault->protect("catalogue", QByteArray::number(position)));
    return typedAnswer(200, page);
}

Answer getPack(Service &service, const Request &request)
{
    const QByteArray packId = request.ids.first().toLatin1();
    QString path;
    service.db->read([&](Connection &db) {
        if (const auto row = db.row("SELECT file FROM pack_change WHERE pack_id=? LIMIT 1", {QString::fromLatin1(packId)}))
            path = row->first().toString();
    });
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return problemAnswer(ProblemCode::NotFound);
    const QByteArray tag = '"' + packId + '"';
    if (request.header(platform::header::kIfNoneMatch) == tag) {
        Answer same;
        same.status = 304;
        return same.with(platform::header::kETag, tag);
    }
    const QByteArray bytes = file.readAll();
    if (platform::sha256Hex(bytes) != packId)
        return problemAnswer(ProblemCode::Internal, u"pack file changed"_s);
    Answer answer;
    answer.mediaType = platform::media::kBytes;
    answer.with(platform::header::kETag, tag).with("Accept-Ranges", "bytes").with("Cache-Control", "public, max-age=31536000, immutable");
    const auto range = byteRange(request.header("range"), bytes.size());
    if (!range)
        return problemAnswer(ProblemCode::RangeInvalid);
    answer.body = bytes.mid(range->from, range->length);
    if (range->partial) {
        answer.status = 206;
        answer.with("Content-Range", "bytes " + QByteArray::number(range->from) + '-' + QByteArray::number(range->from + range->length - 1) + '/'
                                         + QByteArray::number(bytes.size()));
    }
    return answer;
}

} // namespace zc::refplatform
