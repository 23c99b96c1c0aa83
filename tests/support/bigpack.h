#pragma once
#include <guidance/authoredpack.h>

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

} // namespace zc::test
