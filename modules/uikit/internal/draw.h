#pragma once
#include <uikit/icons.h>
#include <uikit/theme.h>

#include <QPainter>
#include <QStringList>

namespace zc::uikit {

// For controls that mark their focus themselves: they have it, and the keyboard leads.
bool marksFocus(const QWidget *widget);

// Crisp box: the stroke lies inside `box`. An invalid colour leaves that part out.
void drawBox(QPainter &painter, const QRectF &box, qreal radius, const QColor &fill, const QColor &stroke = {}, qreal width = 1,
             Qt::PenStyle style = Qt::SolidLine);
void drawHairline(QPainter &painter, const QRect &area, Qt::Edge edge, const Theme &theme, Color color = Color::Line);
void drawDot(QPainter &painter, const QPointF &center, qreal diameter, const QColor &color);

int textWidth(const Theme &theme, Type type, const QString &text);

// One line in a box, elided at the right when too long; tells the audit.
void drawLine(QPainter &painter, const QWidget *widget, const QRect &box, int alignment, const QString &text, Type type, const QColor &color);

// One line with its left edge and baseline at `origin`, unmeasured: for text that was laid out elsewhere.
void drawRun(QPainter &painter, const Theme &theme, const QPointF &origin, const QString &text, const QFont &font, const QColor &color);

// Text wrapped anywhere (Chinese) at a fixed line height.
class TextBlock {
public:
    TextBlock(const Theme &theme, Type type, const QString &text, int width);
    QSize size() const { return {m_width, int(m_lines.size()) * m_lineHeight}; }   // widest line, all lines
    int height() const { return size().height(); }
    // Draws at the top of `box`; aligned horizontally only.
    void draw(QPainter &painter, const QWidget *widget, const QRect &box, const QColor &color, Qt::Alignment alignment = Qt::AlignLeft) const;

private:
    QFont m_font;
    QStringList m_lines;
    int m_width = 0;
    int m_lineHeight;
};

enum class CapLook { Plain, OnInk, Disabled };
QSize keyCapSize(const Theme &theme, const QString &caption);
void drawKeyCap(QPainter &painter, const QWidget *widget, const QRect &box, const QString &caption, CapLook look = CapLook::Plain);

QSize tagSize(const Theme &theme, const QString &text, Type type, qreal sideSteps);
void drawTag(QPainter &painter, const QWidget *widget, const QRect &box, const QString &text, Type type, Tone tone, Metric radius);

// A round or square badge with a number or an icon in its middle.
void drawBadge(QPainter &painter, const QWidget *widget, const QRectF &box, qreal radius, const QString &text, Type type, const QColor &fill,
               const QColor &stroke, const QColor &ink, qreal strokeWidth);

} // namespace zc::uikit
