#pragma once
#include "internal/connection.h"

namespace zc::store {

struct Migration {
    int version;
    const char *sql;
};

// All of them, in order, never edited after a release. Version = PRAGMA user_version after it.
const QList<Migration> &migrations();
int newestSchema();

// Brings the database to the newest schema, each step in one BEGIN IMMEDIATE with its user_version. STO-NEWER (Denied) when a
// later program wrote it.
Result<void> migrate(Connection &connection);

} // namespace zc::store
