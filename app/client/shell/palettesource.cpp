#include "shell/palettesource.h"
#include "shell/commandcentre.h"

#include <algorithm>

namespace zc::client {
using namespace Qt::StringLiterals;

int matchRank(const QString &needle, const QString &hay)
{
    if (needle.compare(hay, Qt::CaseInsensitive) == 0) return 0;
    if (hay.startsWith(needle, Qt::CaseInsensitive)) return 1;
    if (hay.contains(needle, Qt::CaseInsensitive)) return 2;
    if (needle.size() < 2) return -1;
    qsizetype at = 0;
    for (const QChar letter : needle) {
        at = hay.indexOf(letter, at, Qt::CaseInsensitive);
        if (at < 0) return -1;
        ++at;
    }
    return 3;
}

namespace {

int rankOf(const Command &command, const QString &text)
{
    int best = matchRank(text, command.title);
    for (const QString &word : command.words.split(u' ', Qt::SkipEmptyParts)) {
        const int rank = matchRank(text, word);
        // Letters scattered through a Latin word are chance, not a match.
        if (rank >= 0 && rank < 2 && (best < 0 || rank < best)) best = rank;
    }
    return best;
}

} // namespace

QList<PaletteEntry> matchingCommands(const CommandCentre &centre, const QString &text, int limit)
{
    QList<PaletteEntry> found;
    for (const Command &command : centre.table().all()) {
        if (!centre.isEnabled(command.id) || command.id == "app.palette"_L1) continue;
        const int rank = text.isEmpty() ? 2 : rankOf(command, text);
        if (rank < 0) continue;
        found.append({PaletteEntry::Kind::Command, command.id, command.title, command.group, command.keyText, rank});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.rank < b.rank; });
    if (found.size() > limit) found.resize(limit);
    return found;
}

QList<PaletteEntry> caseEntries(const intake::CaseHits &hits)
{
    QList<PaletteEntry> entries;
    for (const intake::CaseRowView &row : hits.rows)
        entries.append({PaletteEntry::Kind::Case, row.caseId.toString(), row.applicant.isEmpty() ? row.itemName : row.applicant + u" · "_s + row.itemName,
            row.stateName, row.number, 1});
    return entries;
}

} // namespace zc::client
