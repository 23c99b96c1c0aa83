#pragma once
#include "internal/sheet.h"

#include <base/result.h>

#include <QFont>

namespace zc::papers {

struct TextStyle {
    double points = 10.5;
    bool bold = false;
    QRgb color = ink::kText;
    Qt::Alignment align = Qt::AlignLeft;
    double leading = 1.5;         // line pitch in em
    double tracking = 0;          // extra space after each character, in em
};

// A text broken into lines of one pitch.
struct Lines {
    std::shared_ptr<QTextLayout> layout;
    int count = 0;
    double pitch = 0, width = 0;  // width of the widest line
    QColor color;
    double height() const { return count * pitch; }
};

const QStringList &families();        // of papers, the first that is installed
bool drawable(const QTextLayout &layout);     // every character has a glyph that can be printed

// Breaks texts into lines and watches that every character has a glyph. Faults are kept until the paper is done: a paper
// with a fault is never painted.
class Typesetter {
public:
    explicit Typesetter(double scale) : m_scale(scale) { }
    static Result<void> checkFonts();       // PAP-FONT

    Lines set(const QString &text, double width, const TextStyle &style);
    double em(const TextStyle &style) const { return style.points * m_scale * kPointUnits; }
    double scale() const { return m_scale; }
    const std::optional<Error> &fault() const { return m_fault; }

private:
    QFont font(const TextStyle &style) const;
    void watchGlyphs(const QTextLayout &layout);
    double m_scale;
    std::optional<Error> m_fault;
};

} // namespace zc::papers
