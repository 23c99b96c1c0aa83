#pragma once
#include "internal/session.h"

// Bodies of Session's templates, for the sources that instantiate them.
namespace zc::store {

template <class R>
Result<R> Session::decode(const RowView &row)
{
    const TableSpec &spec = Mapper<R>::spec();
    Cells cells;
    cells.reserve(spec.columns());
    for (int i = 0; i < spec.columns(); ++i)
        cells.append(row.cell(i));
    const int at = spec.columns();
    const auto body = codec.open(spec.name, spec.rowId(cells), int(row.integer(at)), row.integer(at + 1), spec.immutable(cells),
                                 row.bytes(at + 2));
    if (!body.ok())
        return body.error();
    return Mapper<R>::make(cells, *body);
}

template <class R>
Result<R> Session::get(const Cells &key)
{
    const TableSpec &spec = Mapper<R>::spec();
    std::optional<R> found;
    const auto outcome = db.each(spec.select + spec.whereKey, key, [&](const RowView &row) -> Result<void> {
        auto record = decode<R>(row);
        if (!record.ok())
            return record.error();
        found = std::move(*record);
        return {};
    });
    if (!outcome.ok())
        return outcome.error();
    if (!found)
        return Error{ErrorKind::NotFound, QStringLiteral("STO-ROW-ABSENT"), QString::fromLatin1(spec.name)};
    return std::move(*found);
}

template <class R>
Result<QList<R>> Session::list(const QByteArray &suffix, const Cells &arguments)
{
    const TableSpec &spec = Mapper<R>::spec();
    QList<R> records;
    const auto outcome = db.each(spec.select + suffix, arguments, [&](const RowView &row) -> Result<void> {
        auto record = decode<R>(row);
        if (record.ok()) {
            records.append(std::move(*record));
            return {};
        }
        if (record.error().kind != ErrorKind::Corrupt)
            return record.error();
        damaged.append({QString::fromLatin1(spec.name), record.error().detail, record.error().code});
        return {};
    });
    if (!outcome.ok())
        return outcome.error();
    return records;
}

template <class R>
Result<void> Session::put(const R &record)
{
    const TableSpec &spec = Mapper<R>::spec();
    Cells cells = Mapper<R>::cells(record);
    const auto revision = db.number(spec.revision, cells.first(spec.keys.size()));
    if (!revision.ok())
        return note(revision.error());
    const qint64 next = *revision + 1;
    const auto body = codec.seal(spec.name, spec.rowId(cells), spec.schema, next, spec.immutable(cells), Mapper<R>::body(record));
    if (!body.ok())
        return note(body.error());
    cells << qint64(spec.schema) << next << *body;
    const auto written = db.run(spec.upsert, cells);
    return written.ok() ? Result<void>() : Result<void>(note(written.error()));
}

template <class R>
Result<void> Session::remove(const Cells &key)
{
    const auto removed = db.run(Mapper<R>::spec().remove, key);
    return removed.ok() ? Result<void>() : Result<void>(note(removed.error()));
}

template <class T>
Result<T> Session::noted(Result<T> result)
{
    if (!result.ok())
        note(result.error());
    return result;
}

} // namespace zc::store
