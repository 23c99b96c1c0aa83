#pragma once
#include "internal/csv.h"
#include "internal/findings.h"

#include <base/result.h>
#include <dmn/model.h>
#include <guidance/packfiles.h>

#include <QJsonObject>

#include <atomic>

namespace zc::guidance {

inline constexpr qsizetype kMostFileBytes = 16 * 1024 * 1024;      // of one file

struct RuleFile {
    QString file;                                      // "rules/main.dmn"
    QList<dmn::InputData> inputs;
    QList<dmn::Decision> decisions;
    QList<dmn::ItemDefinition> items;
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

    // Once another thread sets `stop`, what comes out means nothing.
    static PackSource read(const PackFiles &files, const std::atomic_bool *stop = nullptr);
};

} // namespace zc::guidance
