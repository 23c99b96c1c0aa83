#pragma once
#include "internal/service.h"

namespace zc::refplatform {

// Packs are opaque signed bytes: the platform names, dates and hands them out, the client verifies them.
// CODE-VERSION.zcpack files of a folder are entered once each; beside a file, FILE.json may say {"action":"suspend"|"withdraw"
// |"put", "reason", "fromMs"}. Throws DbFault.
void loadPacks(Database &db, const QString &folder, qint64 nowMs);
bool itemSuspended(Connection &db, const QString &itemCode, qint64 nowMs);

Answer getCatalogueChanges(Service &service, const Request &request);
Answer getPack(Service &service, const Request &request);

} // namespace zc::refplatform
