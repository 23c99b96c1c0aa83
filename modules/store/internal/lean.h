#pragma once
#include "internal/cborcursor.h"
#include "internal/session.h"

#include <functional>

namespace zc::store {

template <> const TableSpec &Mapper<CaseRow>::spec();
template <> const TableSpec &Mapper<SearchKeys>::spec();

// Reads of very many rows: only the wanted members of a body become values, the others are stepped over. The seal, the padding and
// the repeated columns are checked exactly as for a whole row (STO-SEAL-BROKEN, STO-SEAL-MISMATCH).

// Called for every member but "#"; answers whether it has read the value (false: it is stepped over).
using Member = std::function<bool(QByteArrayView name, CborCursor &value)>;
Result<void> readBody(const TableSpec &spec, const Cells &keyAndRepeated, QByteArrayView plain, const Member &member);

// A row as it came from the table: cheap to copy to another thread and to open there.
struct RawRow {
    Cells cells;                                           // key and repeated columns
    qint64 schema = 0, revision = 0;
    QByteArray body;
};
Result<SearchKeys> openKeys(const SealedCodec &codec, const RawRow &row, qint64 updatedMs);

// Whole tables of keys, opened by two threads while the database is read. Damaged rows are left out.
Result<QList<SearchKeys>> allSearchKeys(Session &session);

Result<QList<CaseSummary>> caseSummaries(Session &session, const QByteArray &where, const Cells &arguments, const QStringList &members);

} // namespace zc::store
