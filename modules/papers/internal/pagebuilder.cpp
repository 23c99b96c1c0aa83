#include "internal/pagebuilder.h"

#include <algorithm>
#include <cmath>

namespace zc::papers {

PageBuilder::PageBuilder(double bottom, std::function<double(Sheet &, int)> furniture)
    : m_bottom(bottom), m_furniture(std::move(furniture))
{
    newSheet();
}

void PageBuilder::newSheet()
{
    m_sheets << Sheet();
    m_top = m_y = m_furniture(m_sheets.last(), int(m_sheets.size()));
    if (m_repeat && !m_repeating) {
        m_repeating = true;       // the head itself must not ask for another sheet
        m_repeat();
        m_repeating = false;
        m_top = m_y;
    }
}

void PageBuilder::space(double height)
{
    if (m_y > m_top)
        m_y = std::min(m_y + height, m_bottom);
}

void PageBuilder::keep(double height)
{
    if (height > left() && m_y > m_top)
        newSheet();
}

void PageBuilder::add(const Row &row)
{
    int lines = 0;
    double text = 0;
    for (const Cell &cell : row.cells) {
        lines = std::max(lines, cell.lines.count);
        text = std::max(text, cell.lines.height());
    }
    if (!m_repeating)
        keep(row.padTop + text + row.padBottom);

    for (int done = 0; done < lines;) {
        // How many lines of every cell this sheet still takes; all of them in the usual case. One at least, or it would never end.
        const double room = left() - row.padTop - row.padBottom;
        int count = lines - done;
        for (const Cell &cell : row.cells)
            if (done < cell.lines.count)
                count = std::min(count, std::max(1, int(std::floor((room + 0.5) / cell.lines.pitch))));
        if (text <= room + 0.5)
            count = lines - done;
        double height = 0;
        for (const Cell &cell : row.cells)
            height = std::max(height, std::clamp(cell.lines.count - done, 0, count) * cell.lines.pitch);
        height += row.padTop + row.padBottom;
        if (row.background)
            fill(sheet(), {row.left, m_y, row.width, height}, *row.background);
        if (row.barLeft)
            fill(sheet(), {row.left, m_y, mm(0.8), height}, *row.barLeft);
        for (const Cell &cell : row.cells)
            place(sheet(), cell.lines, {cell.x, m_y + row.padTop}, done, count);
        m_y += height;
        if (row.ruleBelow)
            fill(sheet(), {row.left, m_y, row.width, mm(0.12)}, *row.ruleBelow);
        done += count;
        if (done < lines)
            newSheet();
    }
}

void PageBuilder::fill(Sheet &sheet, const QRectF &rect, QRgb color)
{
    QPainterPath path;
    path.addRect(rect);
    sheet.fills << Sheet::Fill{path, QColor(color)};
}

void PageBuilder::place(Sheet &sheet, const Lines &lines, QPointF at, int from, int count)
{
    const int end = count < 0 ? lines.count : std::min(lines.count, from + count);
    for (int line = from; line < end; ++line)
        sheet.lines << Sheet::Line{lines.layout, line, at - QPointF(0, from * lines.pitch), lines.color};
}

} // namespace zc::papers
