#pragma once
#include <intake/caselist.h>

#include <QIcon>
#include <QList>
#include <QString>

#include <functional>

namespace zc::client {

// One line of the palette: what it is, where it leads, its key.
struct PaletteEntry {
    enum class Kind { Command, Item, Case };
    Kind kind = Kind::Command;
    QString id;            // command id, item code or case id
    QString title;
    QString detail;        // group, department, applicant masked
    QString key;           // shortcut or case number, shown at the right
    int rank = 0;          // smaller is nearer
};

// Where entries come from besides the commands: the catalogue. Called on the GUI thread for each typed character; must answer
// within one frame, so sources search in memory.
using PaletteSource = std::function<QList<PaletteEntry>(const QString &text, int limit)>;
// The cases, which have to be read: answers from another thread, behind what is in memory. An answer to an older text is dropped.
using CaseSource = std::function<QFuture<Result<intake::CaseHits>>(const QString &text, int limit)>;

class CommandCentre;

// The enabled commands of the table whose title or words match `text`; without text, those used at a desk most.
QList<PaletteEntry> matchingCommands(const CommandCentre &centre, const QString &text, int limit);

// Cases that were found, as lines: applicant and item, state, number. Persons are masked as in every list.
QList<PaletteEntry> caseEntries(const intake::CaseHits &hits);

// 0 exact, 1 begins, 2 contains, 3 letters in order, -1 no match. `needle` and `hay` in any case.
int matchRank(const QString &needle, const QString &hay);

} // namespace zc::client
