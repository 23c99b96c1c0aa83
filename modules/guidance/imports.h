#pragma once
#include <guidance/packfiles.h>
#include <guidance/release.h>

#include <functional>

namespace zc::guidance {

// Where a bundle finds its items: the files of one pack. The version is the one wanted; a finder that only has another one answers
// with that, and the bundle says what is wrong. PACK-MISSING: there is no such pack.
using ImportFinder = std::function<Result<PackFiles>(const QString &packId, const QString &version)>;

// Among these folders, by what their package.json says. Safe in any thread.
ImportFinder packsAmong(const QStringList &folders);

// The releases (PACKID-VERSION.zcpack) and folders beside a pack; and, as a bundle's items belong to several departments, those in
// packs/ of the plugins beside the pack's own one. `path`: the pack's own folder or release.
ImportFinder packsBeside(const QString &path, const ReleaseTrust &trust = {});

} // namespace zc::guidance
