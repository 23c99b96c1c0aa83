#pragma once
#include "internal/blobkey.h"
#include "internal/table.h"
#include "sealed.h"

#include <base/clock.h>
#include <store/records.h>

#include <functional>
#include <optional>

namespace zc::store {

class DiskGuard;

// What one transaction works with. Lives as long as the transaction, on its thread.
class Session {
public:
    Session(Connection &connection, const SealedCodec &codec, const Clock &clock) : db(connection), codec(codec), clock(clock) {}

    template <class R> Result<R> get(const Cells &key);
    // `suffix` follows the SELECT: WHERE, ORDER BY, LIMIT. Damaged rows are named in `damaged` and left out.
    template <class R> Result<QList<R>> list(const QByteArray &suffix, const Cells &arguments = {});
    template <class R> Result<void> put(const R &row);
    template <class R> Result<void> remove(const Cells &key);

    Result<std::optional<QByteArray>> meta(const QString &key);
    Result<void> setMeta(const QString &key, const QByteArray &value);
    Result<qint64> metaNumber(const QString &key);                 // 0 when absent
    Result<qint64> nextNumber(const QString &key);                 // counts up, never back
    // Remembers the first failure of a writing transaction, so that it can only roll back.
    template <class T> Result<T> noted(Result<T> result);
    Result<void> noted(Result<void> result);
    Error note(Error error);

    Connection &db;
    const SealedCodec &codec;
    const Clock &clock;
    QList<DamagedRow> damaged;
    std::optional<Error> failure;

    // Writer only.
    const DiskGuard *guard = nullptr;
    bool needsTwoSlots = false;                                    // and the ring does not have them
    QString blobFolder;
    QHash<QUuid, QHash<QString, int>> *pathNumbers = nullptr;      // cache: case → path → no
    QList<SearchKeys> changedKeys;
    QList<QUuid> removedKeys;
    QStringList unlinkAfterCommit;

private:
    template <class R> Result<R> decode(const RowView &row);
};

} // namespace zc::store
