#pragma once
#include <guidance/authoredpack.h>
#include <guidance/finding.h>
#include <guidance/packfiles.h>

#include <QDate>

#include <optional>

namespace zc::guidance {

// What came of building a pack for release.
struct PackBuild {
    std::optional<PackFiles> files;                    // nothing when refused
    QList<Finding> refused;                            // errors, and warnings nobody accepted
    QList<Finding> accepted;                           // warnings that package.json answers for
    bool sealed = false;                               // 已验证: nothing in it is beyond verification (V19)
    QStringList notTabular;                            // rule files taken as they are
    Error error;                                       // PACK-FINDINGS (Invalid), or what keeps the pack from being read at all
};

// Brings a pack into the one layout, makes anew what its rule files say twice, verifies it, and puts the seal on it or takes
// it off. Takes what verification takes: never on the GUI thread.
// `imports` serves bundles; without it they look beside files.origin.
PackBuild buildPack(const PackFiles &files, const ImportFinder &imports = {});

// Whether an entry of package.json's `accepted` answers for a finding: same code, and `where` is its place, its file, its table
// or its rule ("提交方式 p5"); reason and name must stand there. Errors are never accepted.
bool isAccepted(const Finding &finding, const PackFiles &files);
bool isAccepted(const Finding &finding, const AuthoredPack &pack);

// A small sound pack whose rows say what belongs where, to be written over line by line.
PackFiles blankPack(const QString &packId, const QDate &validFrom);

} // namespace zc::guidance
