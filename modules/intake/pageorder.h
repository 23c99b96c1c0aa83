#pragma once
#include <intake/casedraft.h>

#include <QHash>
#include <QStringList>

#include <optional>

namespace zc::intake {

// Pure functions on the pages of one material: how they stand, and every change a clerk makes to them. Positions outside the
// list change nothing. A document is a run of pages; its beginning stays where it is when its first page goes elsewhere.

// As shown: the pages named in the state, then all pages of files that it does not name. `counts`: pages of each file.
QList<PageRef> pagesInOrder(const MaterialState &state, const QHash<QUuid, int> &counts);

QList<PageRef> turned(QList<PageRef> pages, qsizetype at, int degrees);         // multiples of 90, either way
QList<PageRef> moved(QList<PageRef> pages, qsizetype from, qsizetype to);
QList<PageRef> without(QList<PageRef> pages, qsizetype at);
QList<PageRef> divided(QList<PageRef> pages, qsizetype at);                     // a document begins here, or no longer does
int documentsIn(const QList<PageRef> &pages);
int documentOf(const QList<PageRef> &pages, qsizetype at);                      // from 0

// Every page lies in one of the files, none stands twice, turns are quarters, and there are no more than the province takes.
bool pagesFit(const QList<AttachmentRef> &files, const QList<PageRef> &pages);

// One line a page, as stored and as sent to the province (field material.<id>.pages): "<attId> <page from 1> <turn>[ new]".
QStringList pagesToText(const QList<PageRef> &pages);
std::optional<QList<PageRef>> pagesFromText(const QStringList &lines);          // nothing if a line is anything else

} // namespace zc::intake
