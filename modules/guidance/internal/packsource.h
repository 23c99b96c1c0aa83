#pragma once
#include "internal/csv.h"
#include "internal/findings.h"

#include <base/result.h>
#include <dmn/model.h>
#include <guidance/packfiles.h>

#include <QJsonObject>

namespace zc::guidance {

struct RuleFile {
    QString file;                                      // "rules/main.dmn"
    dmn::Model model;
};

// A pack's files as read, before anything is understood. Format trouble is in `findings` (V01).
struct PackSource {
    QString path;
    QByteArray hash;
    QJsonObject info;
    CsvTable facts, subItems, materials, fields, basis, constraints, asserts, cases;
    CsvTable importRows;                               // bundles only; the tables of items are empty there
    bool bundle = false;
    QList<RuleFile> rules;
    QString notice;
    QStringList files;                                 // relative paths of all files, sorted
    Findings findings;
    Error firstError;                                  // what loadNow reports if the source itself is broken; code empty = sound

    static PackSource read(const PackFiles &files);
};

} // namespace zc::guidance
