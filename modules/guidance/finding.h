#pragma once
#include <base/result.h>
#include <feel/value.h>
#include <guidance/imports.h>
#include <guidance/packfiles.h>
#include <guidance/release.h>

#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>

namespace zc::guidance {

class Pack;

// One finding of the verifier, guidance.md §13. The witness is a smallest set of facts such that every consistent scenario with
// them shows the finding; `scope` adds the loop variable (当前子事项, 当前材料) where there is one.
struct Finding {
    enum class Level { Error, Warning };
    QString code;                                      // V01…V19
    Level level = Level::Error;
    QString message;                                   // screen text, Chinese
    QString file;                                      // relative to the pack
    int row = 0;                                       // line in a CSV, number of the rule in a table; 0 = none
    QString column;
    QString table;                                     // decision or CSV it belongs to
    QList<QPair<QString, feel::Value>> witness;        // fact name, value; 不适用 as that text
    QList<QPair<QString, QString>> scope;

    QString place() const;                             // "rules/main.dmn 提交方式 p5" or "facts.csv:3:values"
    QJsonObject toJson() const;                        // the shape of zcctl.md
};

struct VerifyReport {
    QString packId;
    QList<Finding> findings;                           // most basic first
    bool hasErrors() const;
    QJsonObject toJson() const;
};

// Reads and checks the pack in a folder or a release, broken packs too. PACK-MISSING: no such folder or no package.json in it;
// PACK-ARCHIVE, PACK-HASH, PACK-SIGNATURE of a release that is none.
Result<VerifyReport> verifyFolder(const QString &path, const ReleaseTrust &trust = {});

// The same over files in memory, for a pack that is being written. Takes what its rules take; call it off the GUI thread.
VerifyReport verifyFiles(const PackFiles &files, const ImportFinder &imports = {});

// The same over a pack that loaded.
QList<Finding> verify(const Pack &pack);

} // namespace zc::guidance
