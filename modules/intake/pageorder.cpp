#include "pageorder.h"

#include <base/uuid.h>

#include <QSet>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

constexpr qsizetype kMostPages = 5000;          // items of a list value on the wire
constexpr int kLastIndex = 99'999;
constexpr int kFullTurn = 360, kQuarter = 90;

bool inside(const QList<PageRef> &pages, qsizetype at) { return at >= 0 && at < pages.size(); }

PageRef taken(QList<PageRef> &pages, qsizetype at)
{
    PageRef page = pages.takeAt(at);
    if (page.begins && at < pages.size())
        pages[at].begins = true;
    page.begins = false;
    return page;
}

QList<PageRef> tidy(QList<PageRef> pages)
{
    if (!pages.isEmpty())
        pages.first().begins = false;
    return pages;
}

} // namespace

QList<PageRef> pagesInOrder(const MaterialState &state, const QHash<QUuid, int> &counts)
{
    QList<PageRef> pages;
    QSet<QUuid> named;
    for (const PageRef &page : state.pages) {
        named.insert(page.attId);
        pages << page;
    }
    for (const AttachmentRef &file : state.attachments)
        for (int i = 0; !named.contains(file.attId) && i < counts.value(file.attId); ++i)
            pages << PageRef{file.attId, i, 0, false};
    return pages;
}

QList<PageRef> turned(QList<PageRef> pages, qsizetype at, int degrees)
{
    if (inside(pages, at) && degrees % kQuarter == 0)
        pages[at].turn = ((pages[at].turn + degrees) % kFullTurn + kFullTurn) % kFullTurn;
    return pages;
}

QList<PageRef> moved(QList<PageRef> pages, qsizetype from, qsizetype to)
{
    if (!inside(pages, from) || !inside(pages, to) || from == to)
        return pages;
    const PageRef page = taken(pages, from);
    pages.insert(to, page);
    return tidy(pages);
}

QList<PageRef> without(QList<PageRef> pages, qsizetype at)
{
    if (inside(pages, at))
        taken(pages, at);
    return tidy(pages);
}

QList<PageRef> divided(QList<PageRef> pages, qsizetype at)
{
    if (inside(pages, at) && at > 0)
        pages[at].begins = !pages[at].begins;
    return pages;
}

int documentOf(const QList<PageRef> &pages, qsizetype at)
{
    int document = 0;
    for (qsizetype i = 1; i <= at && i < pages.size(); ++i)
        document += pages.at(i).begins;
    return document;
}

int documentsIn(const QList<PageRef> &pages) { return pages.isEmpty() ? 0 : documentOf(pages, pages.size() - 1) + 1; }

bool pagesFit(const QList<AttachmentRef> &files, const QList<PageRef> &pages)
{
    if (pages.size() > kMostPages)
        return false;
    QSet<QUuid> known;
    for (const AttachmentRef &file : files)
        known.insert(file.attId);
    QSet<std::pair<QUuid, int>> seen;
    for (const PageRef &page : pages) {
        const bool turn = page.turn >= 0 && page.turn < kFullTurn && page.turn % kQuarter == 0;
        if (!known.contains(page.attId) || page.index < 0 || page.index > kLastIndex || !turn || seen.contains({page.attId, page.index}))
            return false;
        seen.insert({page.attId, page.index});
    }
    return true;
}

QStringList pagesToText(const QList<PageRef> &pages)
{
    QStringList lines;
    for (const PageRef &page : pages)
        lines << u"%1 %2 %3%4"_s.arg(uuidText(page.attId)).arg(page.index + 1).arg(page.turn).arg(page.begins ? u" new"_s : QString());
    return lines;
}

std::optional<QList<PageRef>> pagesFromText(const QStringList &lines)
{
    QList<PageRef> pages;
    for (const QString &line : lines) {
        const QStringList parts = line.split(u' ');
        bool number = false, turn = false;
        PageRef page;
        page.attId = uuidFromCanonicalText(parts.value(0));
        page.index = parts.value(1).toInt(&number) - 1;
        page.turn = parts.value(2).toInt(&turn);
        page.begins = parts.size() == 4 && parts.at(3) == u"new";
        if (page.attId.isNull() || !number || !turn || parts.size() < 3 || parts.size() > 4 || (parts.size() == 4 && !page.begins))
            return std::nullopt;
        pages << page;
    }
    return pages;
}

} // namespace zc::intake
