#include "storeport.h"

#include <QMap>

namespace zc::audit {

using namespace Qt::StringLiterals;

store::AuditRow rowOf(const Line &line)
{
    return {line.epoch, line.seq, line.prev, line.hash, line.kind, line.atMs, line.entry};
}

Line lineOf(const store::AuditRow &row)
{
    return {row.epoch, row.seq, row.prev, row.hash, row.kind, row.atMs, row.entry};
}

static Result<Line> appendNext(store::WriteTx &tx, const AuditPort::Next &next)
{
    const auto last = tx.lastAudit();
    if (!last.ok())
        return last.error();
    auto line = next(*last ? std::optional(lineOf(**last)) : std::nullopt);
    if (!line.ok())
        return line;
    const auto kept = tx.appendAudit(rowOf(*line));
    return kept.ok() ? line : Result<Line>(kept.error());
}

void StorePort::append(Next next, Done done)
{
    m_store.write([next = std::move(next)](store::WriteTx &tx) { return appendNext(tx, next); }, std::move(done));
}

void StorePort::keepCheckpoint(const QByteArray &json)
{
    m_store.write([json](store::WriteTx &tx) { return tx.setMeta(u"audit.checkpoint"_s, json); });
}

Result<Line> StorePort::appendIn(store::WriteTx &tx, const Event &event, qint64 atMs, qint64 epoch)
{
    return appendNext(tx, [&](const std::optional<Line> &last) { return nextLine(last, event, atMs, epoch); });
}

Result<Line> StorePort::appendIn(store::WriteTx &tx, const Event &event, const AuditLog &log)
{
    return appendNext(tx, [&](const std::optional<Line> &last) { return log.follow(last, event); });
}

Result<QList<Line>> linesOfClosedStore(const QString &folder, const store::KeySource &keys)
{
    std::optional<Error> problem;
    QList<Line> lines;
    const auto read = store::readClosedStore(folder, keys, [&](store::ReadTx &tx) {
        const auto links = tx.auditLinks();
        if (!links.ok()) {
            problem = links.error();
            return;
        }
        QMap<QPair<qint64, qint64>, QByteArray> entries;
        constexpr int kBatch = 500;
        for (qsizetype i = 0; i < links->size(); i += kBatch) {
            const auto rows = tx.audit((*links)[i].epoch, (*links)[i].seq, kBatch);
            if (!rows.ok()) {
                problem = rows.error();
                return;
            }
            for (const store::AuditRow &row : *rows)
                entries.insert({row.epoch, row.seq}, row.entry);
        }
        for (const store::AuditRow &link : *links) {
            Line line = lineOf(link);
            const auto entry = entries.constFind({link.epoch, link.seq});
            if (entry == entries.constEnd()) {
                const auto rows = tx.audit(link.epoch, link.seq, 1);       // behind a change of epoch inside a batch
                line.entry = rows.ok() && !rows->isEmpty() && rows->first().seq == link.seq ? rows->first().entry : QByteArray();
            } else {
                line.entry = *entry;
            }
            lines.append(line);
        }
    });
    if (!read.ok())
        return read.error();
    if (problem)
        return *problem;
    return lines;
}

} // namespace zc::audit
