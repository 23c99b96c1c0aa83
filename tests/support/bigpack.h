#pragma once
#include <guidance/authoredpack.h>
#include <guidance/imports.h>

#include <random>

namespace zc::test {

// Large packs made by a seed, for measuring. Both are free of V01–V05.

// One UNIQUE table of `rules` rules over `columns` facts of sixteen options: the whole domain cut into that many boxes, so that it is
// complete and no two rules meet. Its result decides which papers are wanted.
guidance::AuthoredPack wideTable(int rules, int columns, unsigned seed);
inline const QString kWideTable = QStringLiteral("级别");

// Many facts and outputs: every material and field has rules on a few facts near to each other, as items put together have.
// `rules` in all, spread over `outputs` materials and fields.
guidance::AuthoredPack manyOutputs(int rules, int facts, int outputs, unsigned seed);

// A bundle of so many items of 200 rules, 12 facts and 30 outputs each, and its items by packId. All share their yes-or-no facts,
// papers and fields; whether an item takes part is a question of the bundle for every tenth of them.
struct LargeBundle {
    guidance::PackFiles bundle;
    QMap<QString, guidance::PackFiles> items;
    guidance::ImportFinder finder() const;
};
LargeBundle largeBundle(int items, unsigned seed);

} // namespace zc::test
