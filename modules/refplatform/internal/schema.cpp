#include "internal/schema.h"

namespace zc::refplatform {
namespace {

// `body` columns are cells of crypto::Envelope. Clear columns hold ids, codes, states, numbers and times only; exact search
// goes through keyed digests in `lookup`.
constexpr const char *kVersion1[] = {
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE TABLE part_head(part INTEGER PRIMARY KEY, head INTEGER NOT NULL, feed_epoch INTEGER NOT NULL) STRICT",
    "INSERT INTO part_head VALUES(0, 0, 1)",
    "CREATE TABLE change(part INTEGER NOT NULL, seq INTEGER NOT NULL, site TEXT NOT NULL, subject BLOB NOT NULL, kind TEXT NOT NULL,"
    " rev INTEGER, flow_rev INTEGER, at_ms INTEGER NOT NULL, actor TEXT NOT NULL, client_id BLOB, epoch INTEGER, op_seq INTEGER,"
    " body BLOB NOT NULL, PRIMARY KEY(part, seq)) STRICT",
    "CREATE INDEX change_site ON change(site, part, seq)",
    "CREATE TABLE case_file(case_id BLOB PRIMARY KEY, site TEXT NOT NULL, item_code TEXT NOT NULL, pack_version TEXT NOT NULL,"
    " pack_sha256 TEXT NOT NULL, content_rev INTEGER NOT NULL, flow_rev INTEGER NOT NULL, att_rev INTEGER NOT NULL, state TEXT NOT NULL,"
    " mode TEXT NOT NULL, finish_kind TEXT NOT NULL, round_no INTEGER NOT NULL, frozen INTEGER NOT NULL, corrections INTEGER NOT NULL,"
    " owner TEXT NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, received_ms INTEGER, promise_ms INTEGER,"
    " statutory_ms INTEGER, event_seq INTEGER NOT NULL, event_hash TEXT NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL) STRICT",
    "CREATE INDEX case_site ON case_file(site, updated_ms)",
    "CREATE TABLE field(case_id BLOB NOT NULL, path_digest BLOB NOT NULL, rev INTEGER NOT NULL, body BLOB NOT NULL,"
    " PRIMARY KEY(case_id, path_digest)) STRICT",
    "CREATE TABLE attachment(case_id BLOB NOT NULL, att_id BLOB NOT NULL, att_rev INTEGER NOT NULL, state TEXT NOT NULL,"
    " blob_id BLOB NOT NULL, size INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(case_id, att_id)) STRICT",
    "CREATE TABLE operation(op_id BLOB PRIMARY KEY, subject BLOB NOT NULL, client_id BLOB NOT NULL, epoch INTEGER NOT NULL,"
    " op_seq INTEGER NOT NULL, kind TEXT NOT NULL, fingerprint BLOB NOT NULL, status TEXT NOT NULL, http INTEGER NOT NULL,"
    " etag TEXT NOT NULL, flow_tag TEXT NOT NULL, clerk TEXT NOT NULL, acted_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL,"
    " answer BLOB NOT NULL) STRICT",
    "CREATE INDEX operation_subject ON operation(subject, client_id, epoch, op_seq)",
    "CREATE TABLE op_seq(subject BLOB NOT NULL, client_id BLOB NOT NULL, epoch INTEGER NOT NULL, last_seq INTEGER NOT NULL,"
    " PRIMARY KEY(subject, client_id, epoch)) STRICT",
    "CREATE TABLE submission(case_id BLOB NOT NULL, round_no INTEGER NOT NULL, submission_id TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    " body BLOB NOT NULL, PRIMARY KEY(case_id, round_no)) STRICT",
    "CREATE TABLE intake(case_id BLOB NOT NULL, no INTEGER NOT NULL, intake_id TEXT NOT NULL, at_ms INTEGER NOT NULL, body BLOB NOT NULL,"
    " PRIMARY KEY(case_id, no)) STRICT",
    "CREATE TABLE decision(case_id BLOB NOT NULL, no INTEGER NOT NULL, decision_id TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    " body BLOB NOT NULL, PRIMARY KEY(case_id, no)) STRICT",
    "CREATE TABLE case_event(case_id BLOB NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(case_id, seq)) STRICT",
    "CREATE TABLE number(case_id BLOB PRIMARY KEY, number TEXT NOT NULL UNIQUE, at_ms INTEGER NOT NULL) STRICT",
    "CREATE TABLE number_counter(day TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT",
    "CREATE TABLE lookup(kind TEXT NOT NULL, digest BLOB NOT NULL, case_id BLOB NOT NULL, PRIMARY KEY(kind, digest, case_id)) STRICT",
    "CREATE INDEX lookup_case ON lookup(case_id, kind)",
    "CREATE TABLE upload(upload_id BLOB PRIMARY KEY, client_id BLOB NOT NULL, att_id BLOB NOT NULL, length INTEGER NOT NULL,"
    " expires_ms INTEGER NOT NULL) STRICT",
    "CREATE TABLE client(client_id BLOB PRIMARY KEY, site TEXT NOT NULL, window_no TEXT NOT NULL, label TEXT NOT NULL,"
    " secret BLOB, public_key TEXT, epoch INTEGER NOT NULL) STRICT",
    "CREATE TABLE enrolment(digest BLOB PRIMARY KEY, site TEXT NOT NULL, window_no TEXT NOT NULL, used INTEGER NOT NULL) STRICT",
    "CREATE TABLE clerk(clerk_id TEXT PRIMARY KEY, user_digest BLOB NOT NULL UNIQUE, salt BLOB NOT NULL, verifier BLOB NOT NULL,"
    " site TEXT NOT NULL, window_no TEXT NOT NULL, roles TEXT NOT NULL, items TEXT NOT NULL, body BLOB NOT NULL) STRICT",
    "CREATE TABLE refresh_token(digest BLOB PRIMARY KEY, family TEXT NOT NULL, client_id BLOB NOT NULL, clerk_id TEXT NOT NULL,"
    " scope TEXT NOT NULL, expires_ms INTEGER NOT NULL, used INTEGER NOT NULL) STRICT",
    "CREATE TABLE revoked_family(family TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT",
    "CREATE TABLE assertion(digest BLOB PRIMARY KEY, expires_ms INTEGER NOT NULL) STRICT",
    "CREATE TABLE pack_change(seq INTEGER PRIMARY KEY, pack_id TEXT NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, version TEXT NOT NULL,"
    " size INTEGER NOT NULL, action TEXT NOT NULL, file TEXT NOT NULL, from_ms INTEGER NOT NULL, reason TEXT NOT NULL,"
    " UNIQUE(pack_id, action)) STRICT",
};

// The officer's side, ratings and the audit chain of each desk.
constexpr const char *kVersion2[] = {
    "CREATE TABLE notice(notice_id TEXT PRIMARY KEY, case_id BLOB NOT NULL, no INTEGER NOT NULL, att_id BLOB NOT NULL, at_ms INTEGER NOT NULL,"
    " body BLOB NOT NULL, UNIQUE(case_id, no)) STRICT",
    "CREATE TABLE notice_counter(kind TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY(kind, year)) STRICT",
    "CREATE TABLE delivery(case_id BLOB NOT NULL, no INTEGER NOT NULL, delivery_id TEXT NOT NULL, at_ms INTEGER NOT NULL, body BLOB NOT NULL,"
    " PRIMARY KEY(case_id, no)) STRICT",
    "CREATE TABLE task(task_id TEXT PRIMARY KEY, case_id BLOB NOT NULL, site TEXT NOT NULL, item_code TEXT NOT NULL, role TEXT NOT NULL,"
    " state TEXT NOT NULL, claimed_by TEXT NOT NULL, due_ms INTEGER, flow_rev INTEGER NOT NULL) STRICT",
    "CREATE INDEX task_queue ON task(site, state, role, due_ms)",
    "CREATE INDEX task_case ON task(case_id, state)",
    "CREATE TABLE rating(case_id BLOB NOT NULL, stage TEXT NOT NULL, rater BLOB NOT NULL, rating_id TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    " body BLOB NOT NULL, PRIMARY KEY(case_id, stage, rater)) STRICT",
    "CREATE TABLE audit_head(client_id BLOB PRIMARY KEY, epoch INTEGER NOT NULL, last_seq INTEGER NOT NULL, head_hash TEXT NOT NULL) STRICT",
    "CREATE TABLE audit_segment(client_id BLOB NOT NULL, epoch INTEGER NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL,"
    " body BLOB NOT NULL, PRIMARY KEY(client_id, epoch, first_seq)) STRICT",
};

} // namespace

void migrate(Connection &db)
{
    const qint64 have = db.row("PRAGMA user_version")->first().toLongLong();
    if (have > kSchemaVersion)
        throw DbFault("the database was written by a newer release");
    if (have < 1)
        for (const char *statement : kVersion1)
            db.run(statement);
    if (have < 2)
        for (const char *statement : kVersion2)
            db.run(statement);
    db.run("PRAGMA user_version=2");
}

} // namespace zc::refplatform
