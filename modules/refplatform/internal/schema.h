#pragma once
#include "internal/database.h"

namespace zc::refplatform {

inline constexpr int kSchemaVersion = 2;

// Brings an empty or older database to the present schema, in the transaction of the caller. Throws DbFault, also for a
// database of a newer release.
void migrate(Connection &db);

} // namespace zc::refplatform
