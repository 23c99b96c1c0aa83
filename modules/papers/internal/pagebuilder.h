#pragma once
#include "internal/typesetter.h"

#include <functional>

namespace zc::papers {

// Places rows of text from top to bottom and begins a new sheet where one is full. A row stays together if a sheet can hold
// it; a longer one is continued on the next sheet line by line, so that nothing is ever cut off.
class PageBuilder {
public:
    struct Cell { double x = 0; Lines lines; };                      // x from the left edge of the paper
    struct Row {
        QList<Cell> cells;
        double padTop = 0, padBottom = 0;
        std::optional<QRgb> background, barLeft, ruleBelow;
        double left = 0, width = 0;                                  // of background and rule
    };

    // `furniture` draws what every sheet carries and returns where the text may begin.
    PageBuilder(double bottom, std::function<double(Sheet &, int page)> furniture);

    void add(const Row &row);
    void space(double height);                                       // none at the top of a sheet
    void keep(double height);                                        // begins a new sheet unless this much is left
    void newSheet();
    void onNewSheet(std::function<void()> repeat) { m_repeat = std::move(repeat); }   // for the heads of tables

    double y() const { return m_y; }
    void setY(double y) { m_y = y; }
    double left() const { return m_bottom - m_y; }
    double bottom() const { return m_bottom; }
    Sheet &sheet() { return m_sheets.last(); }
    QList<Sheet> &sheets() { return m_sheets; }

    static void fill(Sheet &sheet, const QRectF &rect, QRgb color);
    static void place(Sheet &sheet, const Lines &lines, QPointF at, int from = 0, int count = -1);

private:
    double m_bottom;
    double m_top = 0;
    double m_y = 0;
    bool m_repeating = false;
    std::function<double(Sheet &, int)> m_furniture;
    std::function<void()> m_repeat;
    QList<Sheet> m_sheets;
};

} // namespace zc::papers
