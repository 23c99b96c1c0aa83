#pragma once
#include <base/result.h>

#include <QJsonValue>
#include <QList>

namespace zc::ctl {

// The items of a batch file: a JSON array, or one JSON value a line. `-` reads stdin. An item that is no JSON comes as
// undefined, so that its place in the batch is kept. CTL-FILE: cannot be read, larger than 256 MiB, or a broken array.
Result<QList<QJsonValue>> readJsonBatch(const QString &path);

// The lines of a text file without their ends. CTL-FILE.
Result<QStringList> readLines(const QString &path);

} // namespace zc::ctl
