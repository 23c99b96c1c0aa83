#pragma once
#include "internal/csv.h"
#include "internal/findings.h"

#include <base/result.h>
#include <dmn/model.h>

#include <QJsonObject>

namespace zc::guidance {

struct RuleFile {
    QString file;                                      // "rules/main.dmn"
    dmn::Model model;
};

// A pack's folder as read, before anything is understood. Format trouble is in `findings` (V01).
struct PackSource {
    QString path;
    QByteArray hash;
    QJsonObject info;
    CsvTable facts, subItems, materials, fields, basis, constraints, asserts, cases;
    QList<RuleFile> rules;
    QString notice;
    QStringList files;                                 // relative paths of all files, sorted
    Findings findings;
    Error firstError;                                  // what loadNow reports if the source itself is broken; code empty = sound

    static Result<PackSource> read(const QString &path);
};

} // namespace zc::guidance
