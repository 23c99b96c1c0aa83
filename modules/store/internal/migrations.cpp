#include "internal/migrations.h"

#include <base/crashpoint.h>

namespace zc::store {

using namespace Qt::StringLiterals;

const QList<Migration> &migrations()
{
    static const QList<Migration> list = {
        {1, R"(
CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE case_file (
    case_id BLOB PRIMARY KEY NOT NULL, item_code TEXT NOT NULL, pack_version TEXT NOT NULL, pack_hash BLOB NOT NULL,
    state TEXT NOT NULL, flow_rev INTEGER NOT NULL, base_rev INTEGER NOT NULL, local_rev INTEGER NOT NULL,
    round_no INTEGER NOT NULL, next_seq INTEGER NOT NULL, frozen_op BLOB, created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL, sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX case_file_updated ON case_file (updated_ms);
CREATE INDEX case_file_state ON case_file (state, updated_ms);
CREATE TABLE case_field (
    case_id BLOB NOT NULL REFERENCES case_file (case_id), no INTEGER NOT NULL, local_rev INTEGER NOT NULL,
    dirty INTEGER NOT NULL, sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (case_id, no)) STRICT;
CREATE TABLE mirror_field (
    case_id BLOB NOT NULL REFERENCES case_file (case_id), no INTEGER NOT NULL, srv_rev INTEGER NOT NULL,
    sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (case_id, no)) STRICT;
CREATE TABLE case_doc (
    case_id BLOB NOT NULL REFERENCES case_file (case_id), kind TEXT NOT NULL, updated_ms INTEGER NOT NULL,
    sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (case_id, kind)) STRICT;
CREATE TABLE search_key (
    case_id BLOB PRIMARY KEY NOT NULL REFERENCES case_file (case_id), key_version INTEGER NOT NULL, updated_ms INTEGER NOT NULL,
    sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX search_key_updated ON search_key (updated_ms);
CREATE TABLE staged_change (
    local_seq INTEGER PRIMARY KEY AUTOINCREMENT, case_id BLOB, kind TEXT NOT NULL,
    sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE blob (
    blob_id BLOB PRIMARY KEY NOT NULL, addr BLOB NOT NULL UNIQUE, size INTEGER NOT NULL, chunks INTEGER NOT NULL,
    sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE attachment (
    att_id BLOB PRIMARY KEY NOT NULL, case_id BLOB NOT NULL REFERENCES case_file (case_id), blob_id BLOB REFERENCES blob (blob_id),
    slot_no INTEGER NOT NULL, state TEXT NOT NULL, created_ms INTEGER NOT NULL,
    sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX attachment_case ON attachment (case_id);
CREATE INDEX attachment_blob ON attachment (blob_id);
CREATE INDEX attachment_state ON attachment (state);
CREATE TABLE upload (
    att_id BLOB PRIMARY KEY NOT NULL, hint_offset INTEGER NOT NULL, length INTEGER NOT NULL, expires_ms INTEGER NOT NULL,
    attempt INTEGER NOT NULL, strikes INTEGER NOT NULL, sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE outbox (
    op_id BLOB PRIMARY KEY NOT NULL, seq INTEGER NOT NULL UNIQUE, subject TEXT NOT NULL, op_seq INTEGER NOT NULL,
    kind TEXT NOT NULL, round_no INTEGER NOT NULL, state TEXT NOT NULL, payload_schema INTEGER NOT NULL,
    depends_on BLOB NOT NULL, attempt INTEGER NOT NULL, next_try_ms INTEGER NOT NULL, last_code TEXT NOT NULL,
    size INTEGER NOT NULL, created_ms INTEGER NOT NULL, sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX outbox_subject ON outbox (subject, seq);
CREATE INDEX outbox_state ON outbox (state, seq);
CREATE TABLE op_result (
    op_id BLOB PRIMARY KEY NOT NULL, http INTEGER NOT NULL, code TEXT NOT NULL, applied_rev INTEGER NOT NULL,
    at_ms INTEGER NOT NULL, sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE receipt (
    case_id BLOB NOT NULL, round_no INTEGER NOT NULL, submission_id TEXT NOT NULL, at_ms INTEGER NOT NULL,
    sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (case_id, round_no)) STRICT;
CREATE TABLE conflict (
    conflict_id BLOB PRIMARY KEY NOT NULL, case_id BLOB NOT NULL, no INTEGER NOT NULL, their_rev INTEGER NOT NULL,
    state TEXT NOT NULL, at_ms INTEGER NOT NULL, sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX conflict_case ON conflict (case_id);
CREATE TABLE consent (
    auth_id BLOB PRIMARY KEY NOT NULL, case_id BLOB, kind TEXT NOT NULL, state TEXT NOT NULL, expires_ms INTEGER NOT NULL,
    sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX consent_case ON consent (case_id);
CREATE TABLE audit_entry (
    epoch INTEGER NOT NULL, seq INTEGER NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL, kind TEXT NOT NULL,
    at_ms INTEGER NOT NULL, sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (epoch, seq)) STRICT;
)"},
        {2, R"(
CREATE TABLE print_job (
    print_id BLOB PRIMARY KEY NOT NULL, asked_ms INTEGER NOT NULL, printer TEXT NOT NULL, phase INTEGER NOT NULL, job_no INTEGER NOT NULL,
    sheets INTEGER NOT NULL, settled INTEGER NOT NULL, updated_ms INTEGER NOT NULL, sv INTEGER NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX print_job_open ON print_job (settled, asked_ms);
)"},
    };
    return list;
}

int newestSchema()
{
    return migrations().last().version;
}

Result<void> migrate(Connection &connection)
{
    const auto current = connection.number("PRAGMA user_version");
    if (!current.ok())
        return current.error();
    if (*current > newestSchema())
        return Error{ErrorKind::Denied, u"STO-NEWER"_s, u"schema %1, this program knows %2"_s.arg(*current).arg(newestSchema())};
    for (const Migration &step : migrations()) {
        if (step.version <= *current)
            continue;
        // DDL and version in one transaction: a cut leaves the old schema or the new one, never something between.
        if (auto begun = connection.exec("BEGIN IMMEDIATE"); !begun.ok())
            return begun;
        auto done = connection.exec(step.sql);
        if (done.ok())
            done = connection.exec(("PRAGMA user_version=" + QByteArray::number(step.version)).constData());
        crashPoint("migrate.step");
        if (done.ok())
            done = connection.exec("COMMIT");
        if (!done.ok()) {
            if (connection.inTransaction())
                (void)connection.exec("ROLLBACK");
            return done;
        }
    }
    return {};
}

} // namespace zc::store
