#include "transaction.h"

#include "internal/lean.h"
#include "internal/sessionrows.h"

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

Error absent(const char *table)
{
    return {ErrorKind::NotFound, u"STO-ROW-ABSENT"_s, QString::fromLatin1(table)};
}

// " WHERE state IN (?, ?)" with its arguments.
template <class List, class Name>
QByteArray inStates(const List &states, Name name, Cells &arguments)
{
    QByteArray marks;
    for (const auto &state : states) {
        marks += marks.isEmpty() ? "?" : ", ?";
        arguments.append(name(state));
    }
    return " WHERE state IN (" + marks + ')';
}

} // namespace

QList<DamagedRow> ReadTx::damaged() const
{
    return m_session.damaged;
}

qint64 ReadTx::commitNo() const
{
    return m_session.metaNumber(u"commit_no"_s).valueOr(0);
}

Result<CaseRow> ReadTx::caseById(const QUuid &caseId) const
{
    return m_session.get<CaseRow>({cellOf(caseId)});
}

Result<QList<CaseRow>> ReadTx::cases(int limit, int offset) const
{
    return m_session.list<CaseRow>(" ORDER BY updated_ms DESC, case_id DESC LIMIT ? OFFSET ?", {qint64(limit), qint64(offset)});
}

Result<QList<CaseRow>> ReadTx::casesInStates(const QStringList &states, int limit) const
{
    Cells arguments;
    const QByteArray where = inStates(states, [](const QString &s) { return Cell(s); }, arguments);
    arguments.append(qint64(limit));
    return m_session.list<CaseRow>(where + " ORDER BY updated_ms DESC, case_id DESC LIMIT ?", arguments);
}

Result<qint64> ReadTx::caseCount() const
{
    return m_session.db.number("SELECT count(*) FROM case_file");
}

Result<QList<CaseSummary>> ReadTx::caseSummaries(const Place &after, int limit, const QStringList &members) const
{
    static const QByteArray order = " ORDER BY updated_ms DESC, case_id DESC LIMIT ?";
    if (after.caseId.isNull())
        return store::caseSummaries(m_session, order, {qint64(limit)}, members);
    return store::caseSummaries(m_session, " WHERE updated_ms<=? AND (updated_ms<? OR case_id<?)" + order,
                                {after.updatedMs, after.updatedMs, cellOf(after.caseId), qint64(limit)}, members);
}

Result<QList<CaseSummary>> ReadTx::caseSummariesSince(qint64 updatedMs, const QStringList &members) const
{
    return store::caseSummaries(m_session, " WHERE updated_ms>=? ORDER BY updated_ms DESC, case_id DESC", {updatedMs}, members);
}

Result<CaseSummary> ReadTx::caseSummary(const QUuid &caseId, const QStringList &members) const
{
    auto found = store::caseSummaries(m_session, " WHERE case_id=?", {cellOf(caseId)}, members);
    if (!found)
        return found.error();
    return found->isEmpty() ? Result<CaseSummary>(absent("case_file")) : Result<CaseSummary>(std::move(found->first()));
}

Result<QList<FieldRow>> ReadTx::fields(const QUuid &caseId) const
{
    return m_session.list<FieldRow>(" WHERE case_id=? ORDER BY no", {cellOf(caseId)});
}

Result<FieldRow> ReadTx::field(const QUuid &caseId, const QString &path) const
{
    // Paths are sealed, so a field is found by reading its case; a case has tens of fields.
    auto all = fields(caseId);
    if (!all.ok())
        return all.error();
    for (FieldRow &row : *all) {
        if (row.path == path)
            return std::move(row);
    }
    return absent("case_field");
}

Result<QList<MirrorField>> ReadTx::mirrorFields(const QUuid &caseId) const
{
    return m_session.list<MirrorField>(" WHERE case_id=? ORDER BY no", {cellOf(caseId)});
}

Result<MirrorField> ReadTx::mirrorField(const QUuid &caseId, const QString &path) const
{
    auto all = mirrorFields(caseId);
    if (!all.ok())
        return all.error();
    for (MirrorField &row : *all) {
        if (row.path == path)
            return std::move(row);
    }
    return absent("mirror_field");
}

Result<CaseDoc> ReadTx::caseDoc(const QUuid &caseId, const QString &kind) const
{
    return m_session.get<CaseDoc>({cellOf(caseId), kind});
}

Result<QStringList> ReadTx::caseDocKinds(const QUuid &caseId) const
{
    QStringList kinds;
    const auto outcome = m_session.db.each("SELECT kind FROM case_doc WHERE case_id=? ORDER BY kind", {cellOf(caseId)},
                                           [&](const RowView &row) -> Result<void> {
                                               kinds.append(row.text(0));
                                               return {};
                                           });
    return outcome.ok() ? Result<QStringList>(kinds) : Result<QStringList>(outcome.error());
}

Result<SearchKeys> ReadTx::searchKeys(const QUuid &caseId) const
{
    return m_session.get<SearchKeys>({cellOf(caseId)});
}

Result<BlobRow> ReadTx::blob(const QUuid &blobId) const
{
    const auto row = m_session.get<KeyedBlob>({cellOf(blobId)});
    return row.ok() ? Result<BlobRow>(row->row) : Result<BlobRow>(row.error());
}

Result<BlobRow> ReadTx::blobByAddr(const QByteArray &addr) const
{
    const auto rows = m_session.list<KeyedBlob>(" WHERE addr=?", {addr});
    if (!rows.ok())
        return rows.error();
    return rows->isEmpty() ? Result<BlobRow>(absent("blob")) : Result<BlobRow>(rows->first().row);
}

Result<Attachment> ReadTx::attachment(const QUuid &attId) const
{
    return m_session.get<Attachment>({cellOf(attId)});
}

Result<QList<Attachment>> ReadTx::attachments(const QUuid &caseId) const
{
    return m_session.list<Attachment>(" WHERE case_id=? ORDER BY created_ms, att_id", {cellOf(caseId)});
}

Result<QList<Attachment>> ReadTx::attachmentsInStates(const QList<AttachmentState> &states, int limit) const
{
    Cells arguments;
    const QByteArray where = inStates(states, [](AttachmentState s) { return Cell(attachmentStateName(s)); }, arguments);
    arguments.append(qint64(limit));
    return m_session.list<Attachment>(where + " ORDER BY created_ms, att_id LIMIT ?", arguments);
}

Result<Upload> ReadTx::upload(const QUuid &attId) const
{
    return m_session.get<Upload>({cellOf(attId)});
}

Result<QList<Upload>> ReadTx::uploads() const
{
    return m_session.list<Upload>(" ORDER BY att_id");
}

Result<OutboxOp> ReadTx::op(const QUuid &opId) const
{
    return m_session.get<OutboxOp>({cellOf(opId)});
}

Result<QList<OutboxOp>> ReadTx::opsOfSubject(const QString &subject) const
{
    return m_session.list<OutboxOp>(" WHERE subject=? ORDER BY seq", {subject});
}

Result<QList<OutboxOp>> ReadTx::opsInStates(const QList<OpState> &states, int limit) const
{
    Cells arguments;
    const QByteArray where = inStates(states, [](OpState s) { return Cell(opStateName(s)); }, arguments);
    arguments.append(qint64(limit));
    return m_session.list<OutboxOp>(where + " ORDER BY seq LIMIT ?", arguments);
}

Result<QList<OutboxOp>> ReadTx::opHeads(int limit) const
{
    return m_session.list<OutboxOp>(" WHERE seq IN (SELECT min(seq) FROM outbox WHERE state NOT IN ('ACKED', 'DONE', 'SUPERSEDED')"
                                    " GROUP BY subject) ORDER BY seq LIMIT ?", {qint64(limit)});
}

Result<QList<QPair<OpState, int>>> ReadTx::opCounts() const
{
    QList<QPair<OpState, int>> counts;
    const auto outcome = m_session.db.each("SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state", {},
                                           [&](const RowView &row) -> Result<void> {
                                               if (const auto state = opStateFromName(row.text(0)))
                                                   counts.append({*state, int(row.integer(1))});
                                               return {};
                                           });
    if (!outcome.ok())
        return outcome.error();
    return counts;
}

Result<QList<QPair<QString, OpState>>> ReadTx::unsettledStates() const
{
    QList<OpState> open;
    for (int i = 0; i <= int(OpState::Superseded); ++i)
        if (!isSettled(OpState(i)))
            open.append(OpState(i));
    Cells arguments;
    const QByteArray where = inStates(open, opStateName, arguments);
    QList<QPair<QString, OpState>> list;
    const auto outcome = m_session.db.each("SELECT DISTINCT subject, state FROM outbox" + where, arguments, [&list](const RowView &row) -> Result<void> {
        list.append({row.text(0), opStateFromName(row.text(1)).value_or(OpState::Unknown)});
        return {};
    });
    return outcome ? Result<QList<QPair<QString, OpState>>>(list) : Result<QList<QPair<QString, OpState>>>(outcome.error());
}

Result<QList<OpState>> ReadTx::opStatesOf(const QString &subject) const
{
    QList<OpState> list;
    const auto outcome = m_session.db.each("SELECT DISTINCT state FROM outbox WHERE subject=?", {subject}, [&list](const RowView &row) -> Result<void> {
        list.append(opStateFromName(row.text(0)).value_or(OpState::Unknown));
        return {};
    });
    return outcome ? Result<QList<OpState>>(list) : Result<QList<OpState>>(outcome.error());
}

Result<QSet<QUuid>> ReadTx::casesInConflict() const
{
    QSet<QUuid> ids;
    const auto outcome = m_session.db.each("SELECT DISTINCT case_id FROM conflict WHERE state='open'", {}, [&ids](const RowView &row) -> Result<void> {
        ids.insert(row.uuid(0));
        return {};
    });
    return outcome ? Result<QSet<QUuid>>(ids) : Result<QSet<QUuid>>(outcome.error());
}

Result<qint64> ReadTx::lastOpSeq(const QString &subject) const
{
    // Kept apart from the rows: an operation may be removed, its number never returns.
    return m_session.metaNumber(u"op_seq."_s + subject);
}

Result<OpResult> ReadTx::opResult(const QUuid &opId) const
{
    return m_session.get<OpResult>({cellOf(opId)});
}

Result<QList<Receipt>> ReadTx::receipts(const QUuid &caseId) const
{
    return m_session.list<Receipt>(" WHERE case_id=? ORDER BY round_no", {cellOf(caseId)});
}

Result<Receipt> ReadTx::receipt(const QUuid &caseId, int roundNo) const
{
    return m_session.get<Receipt>({cellOf(caseId), qint64(roundNo)});
}

Result<QList<ConflictRow>> ReadTx::conflicts(const QUuid &caseId) const
{
    return m_session.list<ConflictRow>(" WHERE case_id=? ORDER BY at_ms, conflict_id", {cellOf(caseId)});
}

Result<QList<ConflictRow>> ReadTx::openConflicts() const
{
    return m_session.list<ConflictRow>(" WHERE state='open' ORDER BY at_ms, conflict_id");
}

Result<ConflictRow> ReadTx::conflict(const QUuid &conflictId) const
{
    return m_session.get<ConflictRow>({cellOf(conflictId)});
}

Result<QList<StagedChange>> ReadTx::stagedChanges(int limit) const
{
    return m_session.list<StagedChange>(" ORDER BY local_seq LIMIT ?", {qint64(limit)});
}

Result<Consent> ReadTx::consent(const QUuid &authId) const
{
    return m_session.get<Consent>({cellOf(authId)});
}

Result<QList<Consent>> ReadTx::consents(const QUuid &caseId) const
{
    return m_session.list<Consent>(" WHERE case_id=? ORDER BY auth_id", {cellOf(caseId)});
}

Result<std::optional<AuditRow>> ReadTx::lastAudit() const
{
    const auto rows = m_session.list<AuditRow>(" ORDER BY epoch DESC, seq DESC LIMIT 1");
    if (!rows.ok())
        return rows.error();
    // A damaged head must not look like an empty log: a new chain would start beside the old one.
    if (rows->isEmpty() && !m_session.damaged.isEmpty())
        return Error{ErrorKind::Corrupt, u"STO-SEAL-BROKEN"_s, u"audit_entry"_s};
    return rows->isEmpty() ? std::optional<AuditRow>() : std::optional(rows->first());
}

Result<QList<AuditRow>> ReadTx::audit(qint64 epoch, qint64 fromSeq, int limit) const
{
    return m_session.list<AuditRow>(" WHERE epoch=? AND seq>=? ORDER BY seq LIMIT ?", {epoch, fromSeq, qint64(limit)});
}

Result<QList<AuditRow>> ReadTx::auditLinks() const
{
    QList<AuditRow> rows;
    const auto read = m_session.db.each("SELECT epoch, seq, prev, hash, kind, at_ms FROM audit_entry ORDER BY epoch, seq", {},
                                        [&](const RowView &row) -> Result<void> {
                                            rows.append({row.integer(0), row.integer(1), row.bytes(2), row.bytes(3), row.text(4),
                                                         row.integer(5), {}});
                                            return {};
                                        });
    if (!read.ok())
        return read.error();
    return rows;
}

Result<PrintRow> ReadTx::print(const QUuid &printId) const
{
    return m_session.get<PrintRow>({cellOf(printId)});
}

Result<QList<PrintRow>> ReadTx::unsettledPrints() const
{
    return m_session.list<PrintRow>(" WHERE settled=0 ORDER BY asked_ms, print_id");
}

Result<std::optional<QByteArray>> ReadTx::meta(const QString &key) const
{
    return m_session.meta(key);
}

} // namespace zc::store
