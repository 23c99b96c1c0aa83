#pragma once
#include <guidance/interview.h>

#include <QHash>

namespace zc::guidance {

// One item of a bundle: its own pack, and under which ids the bundle knows the rows of that pack (own id → id in the bundle).
// A value; the packs behind it are immutable.
struct BundleItem {
    std::shared_ptr<const Pack> pack;
    QHash<QString, QString> facts, subItems, materials, fields;

    // The item is handled in this outcome of the bundle: a sub-item of it that is no exit certainly comes.
    bool takesPart(const Outcome &ofBundle) const;
    // The item by itself, told what the bundle was told and what counts there, and what the bundle's constraints leave only one value
    // for. Its outcome is what its own case rests on.
    Interview interview(const Interview &ofBundle) const;
};

// In the order of the bundle; none of a pack of one item. `loaded`: its items as packs of their own, in any order (what the bundle holds
// of them cannot be run by itself). PACK-HASH: an item is not among them as the bundle was made with it (detail: its id).
Result<QList<BundleItem>> bundleItems(const Pack &bundle, const QList<std::shared_ptr<const Pack>> &loaded);

// The next screen of what only the items' own cases rest on: where the strictest item already decides a line of the bundle's notice,
// another item's own line may still be open. Facts of the bundle; empty where nothing is left, and while the bundle itself asks.
QList<Question> itemQuestions(const QList<BundleItem> &items, const Interview &ofBundle);

} // namespace zc::guidance
