#include "internal/session.h"

namespace zc::store {

using namespace Qt::StringLiterals;

Result<std::optional<QByteArray>> Session::meta(const QString &key)
{
    const auto row = db.first("SELECT value FROM meta WHERE key=?", {key}, 1);
    if (!row.ok())
        return row.error();
    if (!*row)
        return std::optional<QByteArray>();
    const auto *bytes = std::get_if<QByteArray>(&(**row)[0]);
    return std::optional(bytes ? *bytes : QByteArray());
}

Result<void> Session::setMeta(const QString &key, const QByteArray &value)
{
    const auto written = db.run("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value=excluded.value",
                                {key, value.isNull() ? QByteArray("") : value});
    return written.ok() ? Result<void>() : Result<void>(note(written.error()));
}

Result<qint64> Session::metaNumber(const QString &key)
{
    const auto value = meta(key);
    if (!value.ok())
        return value.error();
    return *value ? (**value).toLongLong() : 0;
}

Result<qint64> Session::nextNumber(const QString &key)
{
    const auto last = metaNumber(key);
    if (!last.ok())
        return note(last.error());
    if (const auto written = setMeta(key, QByteArray::number(*last + 1)); !written.ok())
        return written.error();
    return *last + 1;
}

Error Session::note(Error error)
{
    if (!failure)
        failure = error;
    return error;
}

Result<void> Session::noted(Result<void> result)
{
    if (!result.ok())
        note(result.error());
    return result;
}

} // namespace zc::store
