#include <papers/slip.h>

#include "internal/slipscript.h"
#include "internal/typesetter.h"

#include <QGlyphRun>
#include <QImage>
#include <QPainter>

#include <algorithm>

namespace zc::papers {
namespace {

// Of the height of a line: what is left holds tails and accents.
constexpr double kLetterShare = 0.84, kBaseShare = 0.82;

class LinePainter final : public devices::MonoTextRenderer {
public:
    devices::MonoBitmap render(const QString &text, int heightDots, int mostWidth, bool bold) override
    {
        QFont font;
        font.setFamilies(families());
        font.setPixelSize(std::max(1, qRound(heightDots * kLetterShare)));
        font.setWeight(bold ? QFont::Bold : QFont::Medium);         // thin strokes are lost on a head for heat
        QTextLayout layout(text, font);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(double(mostWidth) * 8);
        layout.endLayout();
        const int width = qRound(line.naturalTextWidth() + 0.5);
        if (text.isEmpty() || mostWidth <= 0 || heightDots <= 0 || !drawable(layout))
            return {};
        // Accents and tails stay on the picture: moved, or made flatter where a line has both.
        QRectF ink;
        const QList<QGlyphRun> runs = layout.glyphRuns();
        for (const QGlyphRun &run : runs)
            ink |= run.boundingRect();
        const double room = heightDots - 2, flat = std::min(1.0, room / std::max(1.0, ink.height()));
        const double usual = heightDots * kBaseShare - line.ascent() - line.y();
        const double top = std::clamp(usual + ink.top() * flat, 1.0, std::max(1.0, 1 + room - ink.height() * flat));
        QImage image(std::min(width, mostWidth), heightDots, QImage::Format_Grayscale8);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setPen(Qt::black);
        painter.translate(0, top - ink.top() * flat);
        painter.scale(double(image.width()) / width, flat);         // never cut: rather a little narrower
        line.draw(&painter, QPointF());
        painter.end();
        return bitmapOf(image);
    }
};

} // namespace

std::shared_ptr<devices::MonoTextRenderer> makeLinePainter() { return std::make_shared<LinePainter>(); }

} // namespace zc::papers
